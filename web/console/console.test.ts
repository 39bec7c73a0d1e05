import { describe, expect, it, test } from 'vitest'
import { EditorState } from '@codemirror/state'
import { CompletionContext } from '@codemirror/autocomplete'
import { analyse } from '../../graph/analyse/analyses.ts'
import { listNamedQueries } from '../../graph/named-queries.ts'
import { snapshotOf } from '../../graph/snapshot.ts'
import { indexCase } from '../case-index.ts'
import { ferryCase } from '../case.fixture.ts'
import { Targets, csvOf, sortRows } from './cells.ts'
import { completeCypher } from './complete.ts'
import { fieldsOf, valuesOf } from './parameters.ts'
import type { NamedQuery } from './ask.ts'

const ferry = ferryCase()
const index = indexCase(snapshotOf(ferry, analyse(ferry)))
const targets = new Targets(index)
const queries = listNamedQueries() as readonly NamedQuery[]
const claim = ferry.claims[0]
const relation = ferry.relations.find(({ type }) => type === 'contradicts')
const statement = ferry.statements.find(({ id }) => index.claimsOf.has(id))
if (!claim || !relation || !statement) throw new Error('not in the fixture')

describe('a cell', () => {
  it('opens what an id names, and the claim whose words it has', () => {
    const [source] = ferry.sources
    const [actor] = ferry.actors
    expect(targets.of(claim.id)).toEqual({ selection: { kind: 'claim', id: claim.id } })
    expect(targets.of(claim.text)).toEqual({ selection: { kind: 'claim', id: claim.id } })
    expect(targets.of(relation.id)).toEqual({ selection: { kind: 'relation', id: relation.id } })
    expect(targets.of(source?.id ?? '')).toEqual({ selection: { kind: 'source', id: source?.id } })
    expect(targets.of(actor?.id ?? '')).toEqual({ selection: { kind: 'actor', id: actor?.id } })
    expect(targets.of(statement.id)).toMatchObject({ selection: { kind: 'claim' }, statement: statement.id })
    for (const text of ['', 'clm_nothing', 'constructor', '__proto__']) expect(targets.of(text)).toBeNull()
  })

  it('shows a node by its words, a relationship by its type, a path and a list piece by piece', () => {
    const node = { labels: ['Claim'], properties: { id: claim.id, text: claim.text } }
    const edge = { type: 'CONTRADICTS', properties: { id: relation.id } }
    const shown = { text: claim.text, kind: 'Claim', target: { selection: { kind: 'claim', id: claim.id } } }
    expect(targets.pieces(node)).toEqual([shown])
    expect(targets.pieces(edge)).toMatchObject([
      { text: 'CONTRADICTS', kind: '', target: { selection: { id: relation.id } } },
    ])
    expect(targets.pieces({ nodes: [node, node], relationships: [edge] }).map(({ text }) => text)).toEqual([
      claim.text,
      'CONTRADICTS',
      claim.text,
    ])
    expect(targets.pieces([1, null, 'a', true]).map(({ text }) => text)).toEqual(['1', 'a', 'true'])
    expect(targets.pieces(Array.from({ length: 50 }, (_, i) => i)).at(-1)?.text).toBe('and 38 more')
    expect(targets.pieces(null)).toEqual([])
    expect(targets.pieces({ a: 1 })).toEqual([{ text: '{"a":1}', target: null, kind: '' }])
    expect(targets.pieces({ labels: [], properties: {} })).toEqual([{ text: '', target: null, kind: '' }])
  })

  it('leads to claims: its own, those of its statements, both ends of its relations', () => {
    const of = (...rows: Record<string, unknown>[]) =>
      targets.claimsIn({ columns: [], rows, truncated: false, ms: 0, warnings: [] })
    expect(of({ a: claim.id }, { a: [{ b: claim.text }] })).toEqual([claim.id])
    expect(of({ r: { type: 'CONTRADICTS', properties: { id: relation.id } } })).toEqual([relation.from, relation.to])
    expect(of({ s: statement.id })).toEqual(index.claimsOf.get(statement.id)?.slice(0, 1))
    expect(of({ s: 'nothing', n: 1, x: null })).toEqual([])
  })
})

describe('rows', () => {
  const rows = [
    { n: 10, t: 'b' },
    { n: null, t: 'a' },
    { n: 9, t: null },
  ]
  test.each([
    ['n', true, [10, 9, null]],
    ['n', false, [9, 10, null]],
    ['t', false, ['a', 'b', null]],
  ] as const)('sort by %s, down: %s, with nothing last', (column, isDown, expected) => {
    expect(sortRows(rows, column, isDown).map((row) => row[column])).toEqual(expected)
  })

  it('become CSV without formulas', () => {
    const csv = csvOf({
      columns: ['=x', 'y'],
      rows: [
        { '=x': '@SUM(A1)', y: -1 },
        { '=x': 'a,"b"\nc', y: null },
      ],
    })
    expect(csv).toBe(`'=x,y\r\n'@SUM(A1),-1\r\n"a,""b""\nc",\r\n`)
  })
})

describe('parameters', () => {
  it('are those that the query names, described by the named query that it began as', () => {
    const chosen = queries.find(({ name }) => name === 'disputes') ?? null
    expect(fieldsOf(`${chosen?.cypher} // $more`, chosen)).toEqual([
      {
        name: 'claim',
        type: 'string',
        meaning: 'only claims with this id or with these words',
        initial: '',
        isOptional: true,
      },
      { name: 'more', type: 'any', meaning: '', initial: '', isOptional: false },
    ])
  })

  test.each([
    ['string', '12', '12'],
    ['number', ' 1.5 ', 1.5],
    ['boolean', 'true', true],
    ['boolean', 'no', false],
    ['any', '12', 12],
    ['any', 'null', null],
    ['any', 'false', false],
    ['any', 'twelve', 'twelve'],
    ['any', '', ''],
  ] as const)('of type %s: %j', (type, text, value) => {
    const field = { name: 'p', type, meaning: '', initial: '', isOptional: false }
    expect(valuesOf([field], new Map([['p', text]]))).toEqual({ p: value })
  })
})

describe('completion', () => {
  const source = completeCypher(queries, () => {})
  /** What is offered where the bar stands. */
  const offered = async (text: string) => {
    const at = text.indexOf('‸')
    const state = EditorState.create({ doc: text.replace('‸', '') })
    const result = await source(new CompletionContext(state, at, false))
    return result?.options.map(({ label }) => label) ?? []
  }

  test.each([
    ['MATCH (c:‸', 'Claim', 'ASSERTS'],
    ['MATCH (c:Claim)-[:‸', 'CONTRADICTS', 'Claim'],
    ['MATCH (c)-[r:SUPPORTS|CON‸', 'CONTRADICTS', 'Claim'],
    ['MATCH (s:Statement) RETURN s.‸', 'content', 'text'],
    ['MATCH ()-[r:SUPPORTS]->() RETURN r.‸', 'kind', 'content'],
    ['MATCH (n) RETURN n.‸', 'publishedAt', 'share'],
    ['d‸', 'disputes', 'caseKey'],
    ['MATCH (someone:Actor) RETURN s‸', 'someone', 'disputes'],
    ['MATCH (a) RET‸', 'RETURN', 'disputes'],
  ])('%s', async (text, yes, no) => {
    const labels = await offered(text)
    expect([labels.includes(yes), labels.includes(no)]).toEqual([true, false])
  })

  it('keeps still where nothing is being written', async () => {
    expect(await offered('MATCH (c:Claim) ‸')).toEqual([])
  })
})
