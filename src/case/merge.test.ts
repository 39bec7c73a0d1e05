import { expect, test } from 'vitest'
import { actorId, claimId, relationId } from '../model/id.ts'
import type { Actor, Case, Claim, Relation } from '../model/records.ts'
import { emptyCase, mergeCase } from './merge.ts'
import { sampleCase } from './sample.ts'

const MACHINE = { name: 'local', version: '1' }
const sample = sampleCase()
const [source] = sample.sources

const claim = (text: string, status: Claim['status'] = 'proposed'): Claim => ({
  id: claimId(text),
  text,
  about: [],
  method: MACHINE,
  status,
})
const withClaims = (...claims: Claim[]): Case => ({ ...emptyCase('t'), claims })
const actor = (name: string, more: Partial<Actor> = {}): Actor => ({
  id: actorId('person', name),
  name,
  kind: 'person',
  aliases: [],
  roles: [],
  speaksFor: [],
  partOf: [],
  plural: false,
  links: [],
  ...more,
})
/** What a build proposes that finds nothing. */
const nothing = (before: Case): Case => ({ ...emptyCase('t'), sources: before.sources, texts: before.texts })

test('keeps a person’s records when no stage proposes anything', () => {
  const merged = mergeCase(sample, { ...nothing(sample), manifest: sample.manifest })
  expect(merged.statements).toEqual(sample.statements)
  expect(merged.claims).toEqual(sample.claims)
  expect(merged.stances).toEqual(sample.stances)
  expect(merged.relations).toEqual(sample.relations)
  expect(merged.reviews).toEqual(sample.reviews)
  expect(merged.sources).toEqual(sample.sources)
})

test('a person’s record stays word for word when it is proposed again', () => {
  const [first] = sample.claims
  if (!first) throw new Error('sample')
  const again = mergeCase(sample, { ...sample, claims: [{ ...first, text: 'Other words', method: MACHINE }] })
  expect(again.claims.find(({ id }) => id === first.id)).toEqual(first)
})

test.each(['accepted', 'rejected'] as const)('a claim that was %s stays so, proposed again or not', (status) => {
  const before = withClaims(claim('The pier is open', status))
  expect(mergeCase(before, withClaims(claim('The pier is open'))).claims).toEqual(before.claims)
  expect(mergeCase(before, withClaims()).claims).toEqual(before.claims)
})

test('a machine’s proposal that does not come again goes', () => {
  const before = withClaims(claim('The pier is open'), claim('The pier is old'))
  expect(mergeCase(before, withClaims(claim('The pier is old'))).claims.map(({ text }) => text)).toEqual([
    'The pier is old',
  ])
})

test('unknown keys stay on a proposal that comes again', () => {
  const before = withClaims({ ...claim('The pier is open'), colour: 'red' })
  expect(mergeCase(before, withClaims({ ...claim('The pier is open'), about: [] })).claims).toEqual(before.claims)
})

test('other wordings of a name, links and memberships of an actor stay', () => {
  const before = {
    ...emptyCase('t'),
    actors: [actor('Ana Okoro', { aliases: ['Okoro'], links: ['https://a.example'] })],
  }
  const proposed = { ...emptyCase('t'), actors: [actor('Ana Okoro', { aliases: ['A. Okoro'] })] }
  const merged = mergeCase(before, proposed)
  expect(merged.actors).toEqual([actor('Ana Okoro', { aliases: ['A. Okoro', 'Okoro'], links: ['https://a.example'] })])
  expect(mergeCase(merged, proposed)).toEqual(merged)
})

test('whatever a kept record points to is kept with it', () => {
  const state = actor('Chad', { id: actorId('state', 'Chad'), kind: 'state' })
  const person = actor('Ana Okoro', { speaksFor: [state.id] })
  const [a, b] = [claim('The pier is open'), { ...claim('The pier is not open'), about: [person.id] }].toSorted(
    (x, y) => (x.id < y.id ? -1 : 1),
  )
  if (!a || !b) throw new Error('claims')
  const relation: Relation = {
    id: relationId('contradicts', a.id, b.id),
    type: 'contradicts',
    from: a.id,
    to: b.id,
    kind: 'contradictory',
    score: 1,
    reason: 'Seen by hand.',
    spans: [],
    method: MACHINE,
    status: 'accepted',
  }
  const before = {
    ...withClaims(a, b, claim('Left alone')),
    actors: [person, state, actor('Ben Li')],
    relations: [relation],
  }
  const merged = mergeCase(before, emptyCase('t'))
  expect(merged.relations).toEqual([relation])
  expect(merged.claims).toEqual([a, b])
  expect(merged.actors.map(({ name }) => name).toSorted()).toEqual(['Ana Okoro', 'Chad'])
})

test('a kept relay keeps the statement it stands in, and that one’s speaker', () => {
  const [outer, inner] = sample.statements
  if (!outer || !inner || !source) throw new Error('sample')
  const before: Case = {
    ...sample,
    statements: [
      { ...outer, method: MACHINE, status: 'proposed' },
      { ...inner, relayedBy: outer.id, status: 'rejected' },
    ],
    claims: [],
    stances: [],
    relations: [],
  }
  const merged = mergeCase(before, nothing(before))
  expect(merged.statements.map(({ id }) => id)).toEqual([outer.id, inner.id])
  expect(merged.actors.map(({ id }) => id)).toEqual(expect.arrayContaining([outer.speaker, inner.speaker]))
})

test('a new source comes beside the old ones, sorted by id', () => {
  if (!source) throw new Error('sample')
  const other = { ...source, id: 'src_0000000000000000', path: 'sources/other.txt' }
  const merged = mergeCase(sample, { ...emptyCase('t'), sources: [other], texts: new Map([[other.id, 'x\n']]) })
  expect(merged.sources.map(({ id }) => id)).toEqual([other.id, source.id])
  expect([...merged.texts.keys()].toSorted()).toEqual([other.id, source.id])
})
