import { cellOf } from '../../src/model/spreadsheet.ts'
import { toCsv } from '../csv.ts'
import type { CaseIndex } from '../case-index.ts'
import type { Selection } from '../state.ts'
import type { Rows } from './ask.ts'

/** What a value of a cell opens in the viewer. */
export interface Target {
  readonly selection: Selection
  readonly statement?: string
}

/** A piece of a cell: words, and what they open. */
export interface Piece {
  readonly text: string
  readonly target: Target | null
  /** Labels of a node; empty for other values. */
  readonly kind: string
}

/** Words of a list or a path shown in one cell; the rest is in the title and in what is downloaded. */
const MOST_PIECES = 12

/** Node properties that a person knows it by, first of all its words. */
const NAMES = ['text', 'content', 'name', 'title', 'exact', 'id']

/** What a query's answer is looked up in. */
export class Targets {
  readonly #index: CaseIndex
  readonly #claimsByText: ReadonlyMap<string, string>

  constructor(index: CaseIndex) {
    this.#index = index
    this.#claimsByText = new Map([...index.claims.values()].map(({ id, text }) => [text, id]))
  }

  /** What an id, or the whole text of a claim, opens; null for any other text. */
  of(text: string): Target | null {
    const index = this.#index
    if (index.claims.has(text)) return { selection: { kind: 'claim', id: text } }
    if (index.relations.has(text)) return { selection: { kind: 'relation', id: text } }
    if (index.sources.has(text)) return { selection: { kind: 'source', id: text } }
    if (index.actors.has(text)) return { selection: { kind: 'actor', id: text } }
    const statement = index.statements.get(text)
    if (statement) {
      const claim = index.claimsOf.get(text)?.[0]
      return {
        selection: claim ? { kind: 'claim', id: claim } : { kind: 'source', id: statement.source },
        statement: text,
      }
    }
    const claim = this.#claimsByText.get(text)
    return claim ? { selection: { kind: 'claim', id: claim } } : null
  }

  /** The claims that an answer is about, in its order: claims themselves, those of its statements, ends of its relations. */
  claimsIn({ rows }: Rows): readonly string[] {
    const claims = new Set<string>()
    const visit = (value: unknown) => {
      if (typeof value === 'string') {
        const target = this.of(value)
        if (target?.selection.kind === 'claim') claims.add(target.selection.id)
        const relation =
          target?.selection.kind === 'relation' ? this.#index.relations.get(target.selection.id) : undefined
        if (relation) for (const id of [relation.from, relation.to]) claims.add(id)
      } else if (typeof value === 'object' && value !== null) Object.values(value).forEach(visit)
    }
    rows.forEach(visit)
    return [...claims]
  }

  /** A value as pieces of a cell. */
  pieces(value: unknown): readonly Piece[] {
    if (value === null || value === undefined) return []
    if (typeof value === 'string') return [{ text: value, target: this.of(value), kind: '' }]
    if (typeof value !== 'object') return [{ text: JSON.stringify(value), target: null, kind: '' }]
    if (Array.isArray(value)) return this.#list(value)
    const fields = new Map<string, unknown>(Object.entries(value))
    const labels = fields.get('labels')
    const type = fields.get('type')
    const properties = fields.get('properties')
    if (typeof properties === 'object' && properties !== null && (Array.isArray(labels) || typeof type === 'string'))
      return [this.#entity(Array.isArray(labels) ? labels.join(' ') : String(type), properties, Array.isArray(labels))]
    const nodes = fields.get('nodes')
    const relationships = fields.get('relationships')
    if (fields.size === 2 && Array.isArray(nodes) && Array.isArray(relationships))
      return this.#list(
        nodes.flatMap((node: unknown, i) => [node, relationships[i]].filter((one) => one !== undefined)),
      )
    return [{ text: JSON.stringify(value), target: null, kind: '' }]
  }

  #list(values: readonly unknown[]): readonly Piece[] {
    const pieces = values.slice(0, MOST_PIECES).flatMap((one) => this.pieces(one))
    const left = values.length - MOST_PIECES
    return left > 0 ? [...pieces, { text: `and ${left} more`, target: null, kind: '' }] : pieces
  }

  /** A node by its words or its name, a relationship by its type. */
  #entity(kind: string, properties: object, isNode: boolean): Piece {
    const fields = new Map<string, unknown>(Object.entries(properties))
    const id = fields.get('id')
    const target = typeof id === 'string' ? this.of(id) : null
    const name = NAMES.map((key) => fields.get(key)).find((text) => typeof text === 'string' && text !== '')
    return isNode ? { kind, text: typeof name === 'string' ? name : '', target } : { kind: '', text: kind, target }
  }
}

/** Rows in another order: numbers by size, everything else as text, nothing last. */
export function sortRows(rows: Rows['rows'], column: string, isDown: boolean): Rows['rows'] {
  const sign = isDown ? -1 : 1
  return rows.toSorted((a, b) => {
    const [left, right] = [a[column], b[column]]
    if (left === null || right === null) return Number(left === null) - Number(right === null)
    if (typeof left === 'number' && typeof right === 'number') return sign * (left - right)
    const [one, other] = [cellOf(left), cellOf(right)]
    return one === other ? 0 : one < other ? -sign : sign
  })
}

/** An answer as comma-separated values. */
export function csvOf({ columns, rows }: Pick<Rows, 'columns' | 'rows'>): string {
  return toCsv(
    columns,
    rows.map((row) => columns.map((column) => row[column])),
  )
}
