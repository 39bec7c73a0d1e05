import type { Relation } from '../../src/model/records.ts'
import { componentsOf } from './components.ts'

/** A claim that holds (even number: twice its place) or does not hold (the odd number after it). */
export type Literal = number

/** The literal that holds exactly when this one does not. */
export const opposite = (literal: Literal): Literal => literal ^ 1

/** One step of reasoning: if `from` then `to`, by a relation. */
export interface Implication {
  readonly from: Literal
  readonly to: Literal
  readonly relation: Relation
}

/**
 * The implication graph of relations between claims (Aspvall, Plass, Tarjan 1979): a contradicts b gives "a, so not b" and
 * "b, so not a"; contradictory, which says that one of the two holds, gives also "not a, so b" and "not b, so a"; a entails b gives
 * "a, so b" and "not b, so not a". Whatever leads to a literal leads back from its opposite.
 */
export class Implications {
  /** The claims that relations join, sorted. */
  readonly claims: readonly string[]
  readonly #numbers: ReadonlyMap<string, number>
  readonly #next: readonly Implication[][]
  readonly #seen: Int32Array
  readonly #by: (Implication | undefined)[]
  #walk = 0
  /** Literals that walks have passed so far: what the search has cost. */
  steps = 0

  constructor(relations: readonly Relation[]) {
    const used = relations.filter(({ kind, from, to }) => isHard(kind) && from !== to)
    this.claims = [...new Set(used.flatMap(({ from, to }) => [from, to]))].sort()
    this.#numbers = new Map(this.claims.map((claim, i) => [claim, i]))
    const next: Implication[][] = Array.from({ length: this.claims.length * 2 }, () => [])
    const add = (from: Literal, to: Literal, relation: Relation) => {
      next[from]?.push({ from, to, relation })
      next[opposite(to)]?.push({ from: opposite(to), to: opposite(from), relation })
    }
    for (const relation of used) {
      const from = 2 * (this.#numbers.get(relation.from) ?? 0)
      const to = 2 * (this.#numbers.get(relation.to) ?? 0)
      if (relation.kind === 'entails') add(from, to, relation)
      else add(from, opposite(to), relation)
      if (relation.kind === 'contradictory') add(opposite(from), to, relation)
    }
    this.#next = next
    this.#seen = new Int32Array(next.length)
    this.#by = Array.from({ length: next.length })
  }

  /** The literal of a claim that holds, or undefined where no relation joins it. */
  literal(claim: string): Literal | undefined {
    const number = this.#numbers.get(claim)
    return number === undefined ? undefined : 2 * number
  }

  /** The claim of a literal. */
  claim(literal: Literal): string {
    return this.claims[literal >> 1] ?? ''
  }

  /**
   * What follows from a literal in at most `depth` steps, nearest first: calls `found` with each literal and how many steps it
   * is away until it returns true. Gives false where there was more behind.
   */
  follow(start: Literal, depth: number, found: (literal: Literal, steps: number) => boolean): boolean {
    const walk = ++this.#walk
    this.#seen[start] = walk
    this.#by[start] = undefined
    let layer = [start]
    for (let steps = 1; layer.length > 0; steps++) {
      const beyond: Literal[] = []
      for (const literal of layer)
        for (const implication of this.#next[literal] ?? []) {
          this.steps++
          if (this.#seen[implication.to] === walk) continue
          if (steps > depth) return false
          this.#seen[implication.to] = walk
          this.#by[implication.to] = implication
          if (found(implication.to, steps)) return false
          beyond.push(implication.to)
        }
      layer = beyond
    }
    return true
  }

  /** The shortest way from one literal to another, empty where there is none. */
  way(from: Literal, to: Literal): readonly Implication[] {
    let isThere = false
    this.follow(from, Infinity, (literal) => (isThere = literal === to))
    const way: Implication[] = []
    for (let by = isThere ? this.#by[to] : undefined; by !== undefined; by = this.#by[by.from]) way.unshift(by)
    return way
  }

  /** Groups of claims that follow from their own opposites and the other way round: no relations of one can all be right. */
  broken(): readonly (readonly string[])[] {
    const component = componentsOf(this.#next.length, (literal) => (this.#next[literal] ?? []).map(({ to }) => to))
    const groups = new Map<number, string[]>()
    for (const [i, claim] of this.claims.entries()) {
      const number = component[2 * i] ?? 0
      if (number !== component[2 * i + 1]) continue
      const group = groups.get(number)
      if (group) group.push(claim)
      else groups.set(number, [claim])
    }
    return [...groups.values()]
  }
}

const isHard = (kind: Relation['kind']) => kind === 'contradictory' || kind === 'contrary' || kind === 'entails'
