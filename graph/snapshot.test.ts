import { describe, expect, it } from 'vitest'
import { analyse } from './analyse/analyses.ts'
import { bridgeCase, generatedCase } from './case.fixture.ts'
import {
  SNAPSHOT_FORMAT,
  SnapshotReader,
  UnreadableSnapshot,
  analysisLines,
  outlineLines,
  recordLines,
  snapshotOf,
} from './snapshot.ts'
import type { Case } from '../src/model/records.ts'

function read(lines: Iterable<string>): SnapshotReader {
  const reader = new SnapshotReader()
  for (const line of lines) reader.read(line.trimEnd())
  return reader
}

const bridge = bridgeCase()
/** What JSON makes of a value. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

describe('the lines of a snapshot', () => {
  it.each([
    ['a small case', bridge],
    ['a case of more than one line a list', many(generatedCase(3), 4100)],
  ])('give back the records and what was found in them: %s', (_, theCase) => {
    const { manifest, sources, actors, statements, claims, stances, relations } = theCase
    const records = { manifest, sources, actors, statements, claims, stances, relations }
    expect(read(recordLines(theCase)).records()).toEqual(plain(records))
    const found = analyse(bridge)
    expect(read(analysisLines(found)).analyses()).toEqual(plain(found))
    expect(snapshotOf(theCase, found)).toEqual({ ...records, ...found })
  })

  it('give an outline: claims with how many statements count, and where relations lead', () => {
    const [first, ...others] = bridge.stances
    const rejected = { ...bridge, stances: [{ ...first, status: 'rejected' }, ...others] } as Case
    const { manifest, claims, relations } = read(outlineLines(rejected)).outline()
    expect(manifest).toEqual(plain(bridge.manifest))
    expect(relations).toEqual(
      bridge.relations.map(({ id, from, to, type, status }) => ({ id, from, to, type, status })),
    )
    const heard = new Set(bridge.statements.filter(({ status }) => status !== 'rejected').map(({ id }) => id))
    const counted = others.filter(({ statement, status }) => status !== 'rejected' && heard.has(statement))
    expect(heard.size).toBeLessThan(bridge.statements.length)
    for (const claim of claims) {
      const said = (how: string) => counted.filter((one) => one.claim === claim.id && one.stance === how).length
      const { id, text, status } = bridge.claims.find((one) => one.id === claim.id) ?? {}
      expect(claim).toEqual({ id, text, status, asserting: said('asserts'), denying: said('denies') })
    }
    expect(claims).toHaveLength(bridge.claims.length)
    expect(claims.some(({ asserting, denying }) => asserting > 0 && denying > 0)).toBe(true)
  })

  it('have the contradictions alone in the outline of very many relations', () => {
    const [claim = bridge.claims[0]] = bridge.claims
    const relation = (i: number) => ({
      ...bridge.relations[0],
      id: `rel_${i}`,
      type: i % 5 ? 'supports' : 'contradicts',
    })
    const relations = Array.from({ length: 100_001 }, (_, i) => relation(i))
    const outline = read(outlineLines({ ...bridge, claims: [claim], relations } as unknown as Case)).outline()
    expect(outline.relations.map(({ type }) => type)).toEqual(Array.from({ length: 20_001 }, () => 'contradicts'))
  })

  it('keep keys that are missing missing, keys nobody knows, and every character', () => {
    const odd = ['line\nbreak', '\u2028', '\ud83d\udea2', '\u0000', '__proto__', 'null', '', '\u202Eרפי']
    const claims = Array.from({ length: 30 }, (_, i) => ({
      id: `clm_${i}`,
      text: odd[i % odd.length],
      ...(i % 3 === 0 ? { note: odd[i % 5] } : {}),
      ...(i % 7 === 0 ? JSON.parse('{"__proto__":{"polluted":1}}') : {}),
      about: i % 2 === 0 ? null : [1, 'null', { x: odd }],
    }))
    const theCase = { ...bridge, claims } as unknown as Case
    const back = read(recordLines(theCase)).records()
    const entries = (list: readonly object[]) => list.map((one) => new Map<string, unknown>(Object.entries(one)))
    expect(entries(back.claims)).toEqual(entries(claims))
    expect(Reflect.get({}, 'polluted')).toBeUndefined()
  })

  it('have a repeated value once in memory', () => {
    const { claims } = read(recordLines(many(bridge, 4100))).records()
    expect(claims).toHaveLength(4100)
    expect(new Set(claims.map((claim) => claim.method)).size).toBe(1)
  })

  it('tell how far they are', () => {
    const [head = '', ...rest] = [...recordLines(many(bridge, 4100))].map((line) => line.trimEnd())
    const reader = new SnapshotReader()
    expect(reader.progress).toBeNull()
    reader.read(head)
    expect(reader.progress).toEqual({ list: 'sources', done: 0, of: bridge.sources.length })
    for (const line of rest.slice(0, 3)) reader.read(line)
    expect(reader.progress).toEqual({ list: 'claims', done: 2000, of: 4100 })
    for (const line of rest.slice(3)) reader.read(line)
    expect(reader.progress).toBeNull()
  })

  it('are one after the other short, however many records there are', () => {
    const longest = Math.max(...Array.from(recordLines(many(bridge, 20_000)), (line) => line.length))
    expect(longest).toBeLessThan(2_000_000)
  })

  it.each([99, 2, '3', null, undefined])('refuse format %s, and say which it is', (format) => {
    const expected = typeof format === 'number' ? String(format) : 'unknown'
    expect(() => new SnapshotReader().read(JSON.stringify({ format }))).toThrow(
      expect.objectContaining({ format: expected }),
    )
  })

  const head = JSON.stringify({ format: SNAPSHOT_FORMAT, manifest: {}, sizes: { claims: 2 } })
  it.each([
    '<!doctype html>',
    'null',
    '[1]',
    '{}',
    '{"list":"claims","size":2}',
    '{"list":"others","size":0,"columns":{}}',
    '{"list":"claims","size":-1,"columns":{}}',
    '{"list":"claims","size":1e9,"columns":[]}',
    '{"list":"claims","size":2,"columns":{"id":["a"]}}',
    '{"list":"claims","size":2,"columns":{"id":"ab"}}',
    '{"list":"claims","size":2,"columns":{"id":{"new":["a"],"at":[0,1]}}}',
    '{"list":"claims","size":2,"columns":{"id":{"new":["a"],"at":[0,-2]}}}',
    '{"list":"claims","size":2,"columns":{"id":{"new":["a"],"at":[0,0.5]}}}',
    '{"list":"claims","size":2,"columns":{"id":{"new":"a","at":[0,0]}}}',
  ])('refuse a damaged line: %s', (line) => {
    const reader = new SnapshotReader()
    reader.read(head)
    expect(() => reader.read(line)).toThrow(UnreadableSnapshot)
  })

  it('are incomplete without their end, or with a list cut short', () => {
    const lines = [...recordLines(bridge)]
    expect(() => read(lines.slice(0, -1)).records()).toThrow(expect.objectContaining({ format: 'incomplete' }))
    expect(() => read(lines.filter((line) => !line.includes('"list":"claims"'))).records()).toThrow('incomplete')
    expect(() => read([]).records()).toThrow('incomplete')
  })
})

/** A case with as many claims, each a copy of one of its own. */
function many(theCase: Case, size: number): Case {
  const claims = Array.from({ length: size }, (_, i) => {
    const claim = theCase.claims[i % theCase.claims.length]
    if (!claim) throw new Error('no claim')
    return { ...claim, id: `clm_${i.toString(16).padStart(16, '0')}`, text: `${claim.text} ${i}` }
  })
  return { ...theCase, claims }
}
