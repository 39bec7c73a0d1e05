import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { BoltStore } from './bolt/store.ts'
import { CaseBuilder } from './case.builder.ts'
import { bridgeCase, generatedCase } from './case.fixture.ts'
import { EmbeddedStore } from './embedded/store.ts'
import { load } from './load.ts'
import { checkParameters, listNamedQueries, namedQuery, parseNamedQuery, runNamedQuery } from './named-queries.ts'
import { neo4jForTests } from './neo4j-for-tests.ts'
import type { Store, Values } from './store.ts'

const neo4j = await neo4jForTests()
const queries = listNamedQueries()
const cases = [
  ['bridge', bridgeCase()] as const,
  ...[1, 2, 3, 4].map((seed) => [`generated-${seed}`, generatedCase(seed)] as const),
]

/** Arguments that find nothing, something and much. */
const ARGUMENTS: Readonly<Record<string, readonly string[]>> = {
  actor: ['holt', 'BRIDGE', 'Zoë', '🚢', 'nobody at all', "' OR 1=1 //"],
  claim: ['bridge', 'SHIP', '漢字', 'nothing like it'],
  source: ['BRIDGE', '漢字', 'nothing like it'],
  statement: ['ship', 'the bridge', '🚢', 'nothing like it'],
}

let embedded: Store
let bolt: Store | undefined
beforeAll(async () => {
  embedded = EmbeddedStore.open()
  bolt = neo4j.isThere ? await BoltStore.open(neo4j) : undefined
  for (const [key, theCase] of cases) for (const store of [embedded, bolt]) if (store) await load(store, theCase, key)
})
afterAll(async () => {
  await embedded.close()
  for (const [key] of cases) await bolt?.clear(key)
  await bolt?.close()
})

function argumentsOf(parameters: readonly { name: string; default?: unknown }[]): Values[] {
  return parameters.reduce<Values[]>(
    (sets, { name, ...rest }) => {
      const given = (ARGUMENTS[name] ?? []).flatMap((value) => sets.map((set) => ({ ...set, [name]: value })))
      return 'default' in rest ? [...sets, ...given] : given
    },
    [{}],
  )
}

describe.each(queries.map((query) => [query.name, query] as const))('%s', (name, query) => {
  test('answers with the columns of its header, and something over the made cases', async () => {
    let found = 0
    for (const [key] of cases)
      for (const given of argumentsOf(query.parameters)) {
        const { columns, rows } = await runNamedQuery(embedded, key, name, given)
        expect(columns).toEqual(query.columns.map((column) => column.name))
        found += rows.length
      }
    expect(found).toBeGreaterThan(0)
  })

  test('gives the same rows on both stores', async ({ skip }) => {
    skip(!neo4j.isThere, neo4j.isThere ? '' : neo4j.reason)
    if (bolt === undefined) return
    for (const [key] of cases)
      for (const given of argumentsOf(query.parameters)) {
        const [one, other] = [
          await runNamedQuery(embedded, key, name, given),
          await runNamedQuery(bolt, key, name, given),
        ]
        expect({ key, given, ...one }).toEqual({ key, given, ...other })
      }
  })

  test('names no case but the one asked for', async () => {
    expect((await runNamedQuery(embedded, 'no such case', name, argumentsOf(query.parameters)[0])).rows).toEqual([])
  })
})

const ask = async (name: string, given?: Values) => (await runNamedQuery(embedded, 'bridge', name, given)).rows

describe('named queries over the bridge case', () => {
  test('who-disputes-whom finds the denial and the contradiction', async () => {
    const rows = await ask('who-disputes-whom')
    const pairs = (kind: string) => rows.filter(({ how }) => how === kind).map(({ actor, other }) => ({ actor, other }))
    expect(pairs('denies')).toEqual([1, 2].map(() => ({ actor: 'Mira Holt', other: 'Ivo Brandt' })))
    // Once for each of Holt's two statements; whose claim stands on the left is a matter of ids.
    expect(pairs('contradicts')).toHaveLength(2)
    for (const pair of pairs('contradicts'))
      expect(Object.values(pair)).toEqual(expect.arrayContaining(['Mira Holt', 'Ivo Brandt']))
    expect(await ask('who-disputes-whom', { actor: 'courier' })).toEqual([])
  })

  test('statements-of finds an actor by part of an alias, in any letter case', async () => {
    const rows = await ask('statements-of', { actor: 'HARBOUR master' })
    expect(rows.map(({ exact }) => exact)).toContain('“We closed it at nine — not later.”')
    expect(new Set(rows.map(({ actor }) => actor))).toEqual(new Set(['Mira Holt']))
  })

  test('chain-of leads from what officials saw to the radio that reported it', async () => {
    const rows = await ask('chain-of', { statement: 'two ships pass' })
    const chain = rows.filter(({ statement }) =>
      rows.some((row) => row['step'] === 1 && row['statement'] === statement),
    )
    expect(chain.map(({ step, actor }) => [step, actor])).toEqual([
      [0, 'officials'],
      [1, 'Radio Østmark'],
    ])
  })

  test('evidence-of leaves rejected records out', async () => {
    const rows = await ask('evidence-of', { claim: 'two ships' })
    expect(rows.map(({ stance, actor }) => [stance, actor])).toEqual([['asserts', 'officials']])
  })

  test('disputes lists every side with its words', async () => {
    const rows = await ask('disputes', { claim: 'port closed' })
    expect(rows.map(({ side }) => side)).toEqual(expect.arrayContaining(['asserts', 'asserts', 'denies']))
    for (const row of rows) expect(row['exact']).not.toBe('')
  })
})

test('lists every dispute about a claim that very many deny', async () => {
  const builder = new CaseBuilder()
  const words = Array.from({ length: 2_500 }, (_, i) => `Voice ${i} denies it.`)
  const source = builder.source('Denials', ['Holt says it.', ...words].join('\n'))
  const holt = builder.actor('Holt', 'person')
  const claim = builder.claim('It happened.')
  builder.stance(builder.statement(source, holt, { speaker: 'Holt', cue: 'says', content: 'it' }), 'asserts', claim)
  for (const [i, content] of words.entries()) {
    const actor = builder.actor(`Voice ${i}`, 'person')
    builder.stance(builder.statement(source, actor, { content }), 'denies', claim)
  }
  await load(embedded, builder.build(), 'hub')
  for (const actor of ['', 'Holt', 'Voice'])
    for (const name of ['who-disputes-whom', 'dispute-matrix'])
      expect((await runNamedQuery(embedded, 'hub', name, { actor })).rows).toHaveLength(2_500)
})

const usage = (code: string, words: string) =>
  expect.objectContaining({ code, isUsage: true, message: expect.stringContaining(words) })

describe('parameters', () => {
  test('names what is missing, unknown or of another type, and the way out', () => {
    const query = namedQuery('statements-of')
    expect(() => checkParameters(query, {})).toThrow(usage('missing-parameter', 'actor=…'))
    expect(() => checkParameters(query, { actor: '' })).toThrow(usage('missing-parameter', 'actor=…'))
    expect(() => checkParameters(query, { actor: 'x', who: 'y' })).toThrow(usage('unknown-parameter', '"who"'))
    expect(() => checkParameters(query, { actor: 7 })).toThrow(usage('invalid-parameter', 'string'))
    expect(() => namedQuery('nope')).toThrow(usage('unknown-query', 'who-disputes-whom'))
  })

  test('turns typed text into the type asked for, and fills in defaults', () => {
    const header =
      '// P.\n// param caseKey string: c\n// param n number = 5: n\n// param b boolean: b\n// column x: x\nRETURN 1 AS x'
    const query = parseNamedQuery('made-up', header)
    expect(checkParameters(query, { b: 'true' })).toEqual({ n: 5, b: true })
    expect(checkParameters(query, { n: '12', b: false })).toEqual({ n: 12, b: false })
    expect(() => checkParameters(query, { n: 'many', b: true })).toThrow(usage('invalid-parameter', 'many'))
  })

  test('refuses a file without a header', () => {
    expect(() => parseNamedQuery('bare', 'RETURN 1 AS x')).toThrow(/bad header/)
    expect(() => parseNamedQuery('odd', '// P.\n// param caseKey text: c\nRETURN 1')).toThrow(/bad header/)
  })
})
