import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Case } from '../src/model/records.ts'
import { bridgeCase, generatedCase } from './case.fixture.ts'
import { checksum } from './checksum.ts'
import { load } from './load.ts'
import { keyOf, project } from './project.ts'
import { DIGESTS, NODE_LABELS, RELATIONSHIP_TYPES, RELATIONSHIPS } from './schema.ts'
import type { Store, Table, Value } from './store.ts'

const INJECTION = '"; DROP (n) //'
const KEYS = ['one', 'two', INJECTION]

const stance = (id: string, score: number) => ({ from: 's', to: 'c', properties: { id, score } })

/** Everything that stands under a case key, in a fixed order: equal for equal graphs. */
async function graphOf(store: Store, caseKey: string): Promise<Table[]> {
  const tables: Table[] = []
  for (const label of NODE_LABELS)
    tables.push(await store.run(`MATCH (n:${label} {caseKey: $caseKey}) RETURN n ORDER BY n.id`, { caseKey }))
  for (const type of RELATIONSHIP_TYPES) {
    const match = `MATCH (a:${RELATIONSHIPS[type].from} {caseKey: $caseKey})-[r:${type}]->(b)`
    tables.push(await store.run(`${match} RETURN a.id AS a, b.id AS b, r ORDER BY a, b, r.id`, { caseKey }))
  }
  return tables
}

const without = (theCase: Case, gone: (id: string) => boolean): Case => ({
  ...theCase,
  statements: theCase.statements.filter(({ id }) => !gone(id)).map((s) => ({ ...s, relayedBy: null })),
  stances: theCase.stances.filter(({ statement }) => !gone(statement)).map((s) => ({ ...s, reason: 'changed' })),
  utterances: [],
  relations: [],
})

/** The same store, which says what rows of the case are written or removed, but for the Investigation. */
function watch(store: Store, tell: (names: readonly string[]) => void): Store {
  const tellOf = (label: string, ids: readonly string[]) => {
    if (label !== 'Investigation' && label !== DIGESTS) tell(ids.map((id) => `${label} ${id}`))
  }
  const watched: Pick<Store, 'writeNodes' | 'removeNodes' | 'writeRelationships' | 'removeRelationships'> = {
    writeNodes(caseKey, label, rows) {
      tellOf(
        label,
        rows.map(({ id }) => id),
      )
      return store.writeNodes(caseKey, label, rows)
    },
    removeNodes(caseKey, label, ids) {
      tellOf(label, ids)
      return store.removeNodes(caseKey, label, ids)
    },
    writeRelationships(caseKey, type, rows) {
      tellOf(type, rows.map(keyOf))
      return store.writeRelationships(caseKey, type, rows)
    },
    removeRelationships(caseKey, type, rows) {
      tellOf(type, rows.map(keyOf))
      return store.removeRelationships(caseKey, type, rows)
    },
  }
  return new Proxy(store, {
    get(target, name) {
      const own: unknown = Reflect.get(Object.hasOwn(watched, name) ? watched : target, name)
      return typeof own === 'function' ? own.bind(target) : own
    },
  })
}

/** What every adapter of `Store` does alike. `open` gives an empty or shared database; only keys of this suite are used. */
export function describeStore(name: string, open: () => Promise<Store>): void {
  describe(`${name} as a store`, () => {
    let store: Store
    beforeAll(async () => {
      store = await open()
      await store.prepare()
    })
    afterAll(async () => {
      for (const key of KEYS) await store.clear(key)
      await store.close()
    })

    const values: readonly (readonly [string, Value])[] = [
      ['nothing', null],
      ['true', true],
      ['zero', 0],
      ['a negative integer', -7],
      ['an integer beyond 32 bits', 2 ** 40],
      ['a fraction', 0.25],
      ['an empty text', ''],
      ['an astral text', '🚢 𝔘nicode “x” e\u0301'],
      ['text that looks like Cypher', '\'"`}) DETACH DELETE n //'],
      ['a list', ['a', 'b']],
      ['an empty list', []],
      ['a list of lists and nulls', [[1, null], ['x']]],
      ['a map', { a: 1, b: [true, null], c: { d: 'e' } }],
    ]
    test.each(values)('gives %s back as it went in', async (_, value) => {
      const { columns, rows } = await store.run('RETURN $value AS value', { value })
      expect(columns).toEqual(['value'])
      expect(rows).toEqual([{ value }])
    })

    test('gives dates as ISO 8601 and columns in the order of RETURN', async () => {
      const { columns, rows } = await store.run('RETURN date("2025-03-02") AS b, 7 AS a, 0.5 AS c')
      expect(columns).toEqual(['b', 'a', 'c'])
      expect(rows).toEqual([{ b: '2025-03-02', a: 7, c: 0.5 }])
    })

    test('writes times and durations alike, without zeros and a T that nothing needs', async () => {
      const { rows } = await store.run(
        'RETURN datetime("2024-05-17T10:20:30.120Z") AS a, localdatetime("2024-05-17T10:20:30") AS b, ' +
          'duration("P14D") AS c, duration("PT0.5S") AS d, duration("P14M") AS e, time("10:20:30.5+02:00") AS f',
      )
      expect(rows).toEqual([
        {
          a: '2024-05-17T10:20:30.12Z',
          b: '2024-05-17T10:20:30',
          c: 'P14D',
          d: 'PT0.5S',
          e: 'P1Y2M',
          f: '10:20:30.5+02:00',
        },
      ])
    })

    describe('over an empty case', () => describeWriting(() => store))

    test.each(['RETURN nonsense here', 'MATCH (n RETURN n', 'RETURN $missing AS x', ''])(
      'refuses %j with the words of the engine',
      async (query) => {
        await expect(store.run(query)).rejects.toMatchObject({ name: 'HearsayError', code: 'query-failed' })
      },
    )

    test('gives up after the time allowed, or says that it cannot and answers', async () => {
      if (store.limits.timeout) {
        const slow = 'UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b RETURN sum(a * b % 7) AS n'
        await expect(store.run(slow, {}, { timeoutMs: 300 })).rejects.toMatchObject({ code: 'query-timeout' })
      } else {
        const long = 'UNWIND range(1, 300000) AS a RETURN sum(a % 7) AS n'
        expect((await store.run(long, {}, { timeoutMs: 1 })).rows).toHaveLength(1)
      }
    })
  })
}

function describeWriting(opened: () => Store): void {
  let store: Store
  beforeEach(async () => {
    store = opened()
    for (const key of KEYS) await store.clear(key)
  })

  test('gives nodes, relationships and paths as plain objects', async () => {
    await store.writeNodes('one', 'Actor', [{ id: 'a', properties: { name: 'A' } }])
    await store.writeNodes('one', 'Actor', [{ id: 'b', properties: { name: null, aliases: [] } }])
    await store.writeRelationships('one', 'SPEAKS_FOR', [{ from: 'a', to: 'b', properties: {} }])
    const a = { labels: ['Actor'], properties: { caseKey: 'one', id: 'a', name: 'A' } }
    const b = { labels: ['Actor'], properties: { aliases: [], caseKey: 'one', id: 'b' } }
    const r = { type: 'SPEAKS_FOR', properties: {} }
    const { rows } = await store.run('MATCH p = (a:Actor {id: "a", caseKey: "one"})-[r]->(b) RETURN a, r, b, p')
    expect(rows).toEqual([{ a, r, b, p: { nodes: [a, b], relationships: [r] } }])
  })

  test('writes a batch twice as once, and replaces properties', async () => {
    const rows = [{ id: 'x', properties: { name: 'old', kind: 'person' } }]
    await store.writeNodes('one', 'Actor', rows)
    await store.writeNodes('one', 'Actor', rows)
    await store.writeNodes('one', 'Actor', [{ id: 'x', properties: { name: 'new' } }])
    const answer = await store.run('MATCH (n:Actor {caseKey: "one"}) RETURN n.name AS name, n.kind AS kind')
    expect(answer.rows).toEqual([{ name: 'new', kind: null }])
  })

  test('tells relationships with an id of their own apart, and merges the others by their ends', async () => {
    await store.writeNodes('one', 'Statement', [{ id: 's', properties: {} }])
    await store.writeNodes('one', 'Claim', [{ id: 'c', properties: {} }])
    await store.writeNodes('one', 'Actor', [{ id: 'a', properties: {} }])
    for (let i = 0; i < 2; i++) {
      await store.writeRelationships('one', 'ASSERTS', [stance('1', 0), stance('2', i)])
      await store.writeRelationships('one', 'MADE', [{ from: 'a', to: 's', properties: {} }])
    }
    const { relationships } = await store.counts('one')
    expect(relationships).toMatchObject({ ASSERTS: 2, MADE: 1 })
    await store.removeRelationships('one', 'ASSERTS', [stance('1', 9)])
    const { rows } = await store.run(
      'MATCH (:Statement {caseKey: "one"})-[r:ASSERTS]->() RETURN r.id AS id, r.score AS s',
    )
    expect(rows).toEqual([{ id: '2', s: 1 }])
  })

  test('leaves out a relationship without both its nodes', async () => {
    await store.writeNodes('one', 'Actor', [{ id: 'a', properties: {} }])
    await store.writeNodes('two', 'Actor', [{ id: 'b', properties: {} }])
    await store.writeRelationships('one', 'PART_OF', [{ from: 'a', to: 'b', properties: {} }])
    expect((await store.counts('one')).relationships.PART_OF).toBe(0)
  })

  test('refuses a query that writes, and changes nothing', async () => {
    await store.writeNodes('one', 'Actor', [{ id: 'a', properties: { name: 'A' } }])
    const before = await graphOf(store, 'one')
    for (const query of [
      'CREATE (:Actor {caseKey: "one", id: "z"})',
      'MATCH (n:Actor {caseKey: "one"}) SET n.name = "B"',
    ])
      await expect(store.run(query)).rejects.toMatchObject({ name: 'HearsayError', code: 'read-only' })
    expect(await graphOf(store, 'one')).toEqual(before)
  })

  test('keeps two cases apart, and clears only one', async () => {
    await load(store, bridgeCase(), 'one')
    await load(store, bridgeCase(), INJECTION)
    const one = await graphOf(store, 'one')
    expect((await store.counts(INJECTION)).nodes).toEqual((await store.counts('one')).nodes)
    await store.clear(INJECTION)
    expect(Object.values((await store.counts(INJECTION)).nodes)).toEqual(NODE_LABELS.map(() => 0))
    expect(await graphOf(store, 'one')).toEqual(one)
  })

  test('loads every record once, however often and in whatever batches', async () => {
    const theCase = bridgeCase()
    const counts = await load(store, theCase, 'one')
    const { nodes, relationships } = project(theCase, 'one')
    for (const label of NODE_LABELS) expect([label, counts.nodes[label]]).toEqual([label, nodes.get(label)?.length])
    for (const type of RELATIONSHIP_TYPES)
      expect([type, counts.relationships[type]]).toEqual([type, relationships.get(type)?.length])
    const first = await graphOf(store, 'one')
    await load(store, theCase, 'one', { batchSize: 3 })
    expect(await graphOf(store, 'one')).toEqual(first)
  })

  test('finishes a load that was ended in the middle', async () => {
    const theCase = generatedCase(5)
    await load(store, theCase, 'one')
    const whole = await checksum(store, 'one')
    for (const stopAfter of [1, 40, 120]) {
      await store.clear('one')
      const controller = new AbortController()
      const onProgress = ({ written }: { written: number }) => written >= stopAfter && controller.abort()
      const ended = load(store, theCase, 'one', { batchSize: 7, onProgress, signal: controller.signal })
      await expect(ended).rejects.toThrow()
      const { rows } = await store.run('MATCH (n:Investigation {caseKey: "one"}) RETURN n.isComplete AS isComplete')
      expect(rows).toEqual([{ isComplete: false }])
      await load(store, theCase, 'one')
      expect(await checksum(store, 'one')).toBe(whole)
    }
    const [cases] = await graphOf(store, 'one')
    expect(cases?.rows).toMatchObject([{ n: { properties: { isComplete: true } } }])
  })

  test('loads a changed case over the old one: what is gone from the case is gone from the graph', async () => {
    const old = bridgeCase()
    const gone = old.statements[0]?.id
    const changed = without(old, (id) => id === gone)
    await load(store, changed, 'one')
    const expected = await graphOf(store, 'one')
    await store.clear('one')
    await load(store, old, 'two')
    const other = await graphOf(store, 'two')
    await load(store, old, 'one')
    await load(store, changed, 'one', { batchSize: 4 })
    expect(await graphOf(store, 'one')).toEqual(expected)
    expect(await graphOf(store, 'two')).toEqual(other)
  })

  test('writes only what has changed since the last load', async () => {
    const old = generatedCase(6)
    await load(store, old, 'one')
    await load(store, old, 'two')
    const [loaded, other] = [await checksum(store, 'one'), await checksum(store, 'two')]
    const written: string[] = []
    const watched = watch(store, (names) => written.push(...names))

    await load(watched, old, 'one')
    expect(written).toEqual([])
    expect(await checksum(store, 'one')).toBe(loaded)

    const [first, second] = old.statements
    const statements = old.statements.map((s) => (s === first ? { ...s, content: 'Other words' } : s))
    await load(watched, { ...old, statements }, 'one')
    expect(written).toEqual([`Statement ${first?.id}`])
    expect(await checksum(store, 'one')).not.toBe(loaded)

    written.length = 0
    const claims = old.claims.map((claim, i) => (i === 0 ? { ...claim, about: [old.actors[0]?.id ?? ''] } : claim))
    const moved = old.statements.map((s) => (s === second ? { ...s, speaker: old.actors.at(-1)?.id ?? '' } : s))
    const stances = old.stances.slice(1).map((s, i) => (i === 0 ? { ...s, reason: 'Another' } : s))
    const changed = { ...old, claims, statements: moved, stances }
    await load(watched, changed, 'one')
    expect(written.length).toBeGreaterThan(3)
    expect(written.length).toBeLessThan(9)
    const again = await checksum(store, 'one')
    await store.clear('one')
    await load(store, changed, 'one')
    expect(await checksum(store, 'one')).toBe(again)
    expect(await checksum(store, 'two')).toBe(other)
  })

  test('knows what it has loaded after any number of loads, and keeps few notes of it', async () => {
    const whole = bridgeCase()
    const gone = whole.statements[0]?.id
    const part = without(whole, (id) => id === gone)
    const sums: string[] = []
    for (const theCase of [whole, part]) {
      await store.clear('one')
      await load(store, theCase, 'one')
      sums.push(await checksum(store, 'one'))
    }
    const written: string[] = []
    const watched = watch(store, (names) => written.push(...names))
    for (let i = 0; i < 40; i++) {
      const theCase = i % 2 === 0 ? whole : part
      await load(store, theCase, 'one')
      await load(watched, theCase, 'one')
    }
    expect(written).toEqual([])
    expect(await checksum(store, 'one')).toBe(sums[1])
    await load(store, whole, 'one')
    expect(await checksum(store, 'one')).toBe(sums[0])
    const notes = `MATCH (n:${DIGESTS} {caseKey: "one"}) RETURN n.number AS number ORDER BY number`
    const { rows } = await store.run(notes)
    expect(rows.length).toBeLessThan(70)
    expect(rows).toEqual(rows.map((_, number) => ({ number })))
  })

  test('compares everything where a load was ended in the middle, whatever else stands there', async () => {
    const theCase = generatedCase(7)
    await load(store, theCase, 'one')
    const expected = await checksum(store, 'one')
    const id = theCase.claims[0]?.id ?? ''
    const [stance] = project(theCase, 'one').relationships.get('ASSERTS') ?? []
    await store.writeNodes('one', 'Claim', [
      { id, properties: { text: 'Wrong' } },
      { id: 'nobody', properties: {} },
    ])
    await store.removeNodes('one', 'Actor', [theCase.actors[0]?.id ?? ''])
    // What a transaction leaves whose success was not heard of.
    if (stance) await store.writeFresh('one').relationships('ASSERTS', [stance])
    await store.writeNodes('one', 'Investigation', [{ id: 'one', properties: { isComplete: false } }])
    await load(store, theCase, 'one', { batchSize: 5 })
    expect(await checksum(store, 'one')).toBe(expected)
  })

  test('names what is missing when an id of the case points nowhere', async () => {
    const theCase = { ...bridgeCase(), claims: [] }
    const missing = { code: 'load-incomplete', message: expect.stringContaining('no Claim') }
    await expect(load(store, theCase, 'one')).rejects.toMatchObject(missing)
  })
}
