import { describe, expect, test } from 'vitest'
import type { Case } from '../../src/model/records.ts'
import { CaseBuilder } from '../case.builder.ts'
import { circular } from './circular.ts'
import { keep } from './kept.ts'
import { principalsOf } from './principals.ts'

const ask = (theCase: Case) => {
  const kept = keep(theCase)
  return circular(kept, principalsOf(kept.actors))
}
const CLAIM = 'The bridge is closed'

/** One source of each outlet, which relays the actor of the next name over one claim. */
function paper(
  builder: CaseBuilder,
  outlet: string,
  relayed: string,
  publishedAt: string | null,
  claim: string,
): string {
  const text = `${outlet}, ${publishedAt}. ${relayed} said the bridge is closed.`
  const source = builder.source(outlet, text, { outlet: builder.actor(outlet, 'outlet'), publishedAt })
  const words = { speaker: relayed, cue: 'said', content: 'the bridge is closed' }
  const id = builder.statement(source, builder.actor(relayed, 'outlet'), words)
  builder.stance(id, 'asserts', claim)
  return id
}

function ring(...hops: readonly (readonly [string, string, string | null])[]): Case {
  const builder = new CaseBuilder()
  const claim = builder.claim(CLAIM)
  for (const [outlet, relayed, publishedAt] of hops) paper(builder, outlet, relayed, publishedAt, claim)
  return builder.build()
}
const summary = (theCase: Case) => {
  const names = new Map(theCase.actors.map(({ id, name }) => [id, name]))
  return ask(theCase).map(({ answer }) => ({
    hops: answer.hops.map(({ from, to }) => `${names.get(from)} > ${names.get(to)}`).sort(),
    order: answer.order,
    mayBegin: answer.mayBegin.map((id) => names.get(id) ?? '').sort(),
    members: answer.members,
  }))
}

describe('circles of actors', () => {
  test('finds two papers that relay each other, with who began by the dates and the words of each hop', () => {
    const theCase = ring(['Harbour Daily', 'Quay Radio', '2025-03-01'], ['Quay Radio', 'Harbour Daily', '2025-03-04'])
    expect(summary(theCase)).toEqual([
      {
        hops: ['Harbour Daily > Quay Radio', 'Quay Radio > Harbour Daily'],
        order: 'allowed',
        mayBegin: ['Quay Radio'],
        members: 2,
      },
    ])
    const [found] = ask(theCase)
    expect(found?.finding.words.map(({ statement }) => statement).sort()).toEqual(
      theCase.statements.map(({ id }) => id),
    )
    expect(found?.finding.note).toContain('The dates allow the circle if it began with Quay Radio.')
    expect(found?.finding.headline).toMatch(
      /^A circle of 2 actors: .+ relays .+ and .+ relays .+\. The claim: The bridge/,
    )
  })

  test.each<[string, (readonly [string, string, string | null])[], object]>([
    [
      'days that are equal decide nothing',
      [
        ['A', 'B', '2025-03-01'],
        ['B', 'A', '2025-03-01'],
      ],
      { order: 'allowed', mayBegin: ['A', 'B'] },
    ],
    [
      'a date that is missing',
      [
        ['A', 'B', '2025-03-01'],
        ['B', 'A', null],
      ],
      { order: 'unknown', mayBegin: [] },
    ],
    [
      'a date that is none',
      [
        ['A', 'B', '2025-03-01'],
        ['B', 'A', '2025-02-31'],
      ],
      { order: 'unknown' },
    ],
    [
      'three in order',
      [
        ['A', 'B', '2025-03-03'],
        ['B', 'C', '2025-03-02'],
        ['C', 'A', '2025-03-01'],
      ],
      { order: 'allowed', mayBegin: ['A'] },
    ],
    [
      'three against it',
      [
        ['A', 'B', '2025-03-01'],
        ['B', 'C', '2025-03-02'],
        ['C', 'A', '2025-03-03'],
      ],
      { order: 'excluded', mayBegin: [] },
    ],
    [
      'a second report that fits',
      [
        ['A', 'B', '2025-03-01'],
        ['B', 'C', '2025-03-02'],
        ['C', 'A', '2025-03-03'],
        ['A', 'B', '2025-03-09'],
        ['B', 'C', '2025-03-08'],
      ],
      { order: 'allowed', mayBegin: ['A', 'B'] },
    ],
    [
      'the shortest of two',
      [
        ['A', 'B', null],
        ['B', 'C', null],
        ['C', 'A', null],
        ['B', 'A', null],
      ],
      { hops: ['A > B', 'B > A'], members: 3 },
    ],
  ])('%s', (_, hops, expected) => {
    expect(summary(ring(...hops))).toEqual([expect.objectContaining(expected)])
  })

  test('a chain that ends is no circle, nor one over two claims', () => {
    expect(ask(ring(['A', 'B', null], ['B', 'C', null]))).toEqual([])
    const builder = new CaseBuilder()
    paper(builder, 'A', 'B', null, builder.claim(CLAIM))
    paper(builder, 'B', 'A', null, builder.claim('The bridge is open'))
    expect(ask(builder.build())).toEqual([])
  })

  test('goes through relays, and takes a medium for a hop but not whom somebody spoke to', () => {
    const make = (kind: 'outlet' | 'person') => {
      const builder = new CaseBuilder()
      const claim = builder.claim(CLAIM)
      const [okoro, li] = [builder.actor('Ana Okoro', 'person'), builder.actor('Ben Li', kind)]
      for (const [speaker, via, name] of [
        [okoro, li, 'Okoro'],
        [li, okoro, 'Li'],
      ] as const) {
        const source = builder.source(name, `${name} told them the bridge is closed.`)
        const words = { cue: 'told', content: 'the bridge is closed' }
        builder.stance(builder.statement(source, speaker, words, { via: [via] }), 'asserts', claim)
      }
      return builder
    }
    expect(ask(make('person').build())).toEqual([])
    const builder = make('outlet')
    const source = builder.source('x', 'Ana Okoro said Ben Li said the bridge is closed. Ben Li repeated it.')
    const outer = builder.statement(source, builder.actor('Ana Okoro', 'person'), {
      cue: 'said',
      content: 'Ben Li said the bridge is closed',
    })
    const words = { cue: 'said', content: 'the bridge is closed' }
    const inner = builder.statement(source, builder.actor('Ben Li', 'outlet'), words, { relayedBy: outer })
    builder.stance(inner, 'asserts', builder.claim(CLAIM))
    expect(summary(builder.build())).toMatchObject([{ hops: ['Ana Okoro > Ben Li', 'Ben Li > Ana Okoro'] }])
  })

  test('a spokesman who relays his own principal is no circle; two sides that relay each other are one', () => {
    const builder = new CaseBuilder()
    const claim = builder.claim(CLAIM)
    const kenya = builder.actor('Kenya', 'state')
    const okoro = builder.actor('Ana Okoro', 'person', { speaksFor: [kenya] })
    const ministry = builder.actor('Ministry', 'organisation', { partOf: [kenya] })
    const source = builder.source('x', 'Okoro said the ministry said Okoro said the bridge is closed.')
    const outer = builder.statement(source, okoro, {
      cue: 'said',
      content: 'the ministry said Okoro said the bridge is closed',
    })
    const middle = builder.statement(
      source,
      ministry,
      { cue: 'said', content: 'Okoro said the bridge is closed' },
      { relayedBy: outer },
    )
    const inner = builder.statement(
      source,
      okoro,
      { cue: 'said', content: 'the bridge is closed' },
      { relayedBy: middle },
    )
    builder.stance(inner, 'asserts', claim)
    expect(ask(builder.build())).toEqual([])
    const daily = builder.actor('Harbour Daily', 'outlet')
    const one = builder.source('one', 'Okoro said it is closed.', { outlet: daily })
    builder.stance(builder.statement(one, okoro, { cue: 'said', content: 'it is closed' }), 'asserts', claim)
    const other = builder.source('other', 'The ministry quoted the Daily: closed.')
    const quoting = builder.statement(other, ministry, { cue: 'quoted', content: 'the Daily: closed' })
    builder.stance(builder.statement(other, daily, { content: 'closed' }, { relayedBy: quoting }), 'asserts', claim)
    expect(summary(builder.build())).toMatchObject([{ hops: ['Harbour Daily > Kenya', 'Kenya > Harbour Daily'] }])
  })

  test('unnamed speakers and vague plurals close no circle, though one may go through them', () => {
    const builder = new CaseBuilder()
    const claim = builder.claim(CLAIM)
    const media = builder.actor('local media', 'group', { plural: true })
    const daily = builder.actor('Harbour Daily', 'outlet')
    const one = builder.source('one', 'Local media said it is closed.', { outlet: daily })
    builder.stance(builder.statement(one, media, { cue: 'said', content: 'it is closed' }), 'asserts', claim)
    const two = builder.source('two', 'Local media quoted the Daily: closed.')
    const outer = builder.statement(two, media, { cue: 'quoted', content: 'the Daily: closed' })
    builder.stance(builder.statement(two, daily, { content: 'closed' }, { relayedBy: outer }), 'asserts', claim)
    expect(ask(builder.build())).toEqual([])
    const three = builder.source('three', 'The Daily learnt that local media quoted the Daily: closed again.', {
      outlet: daily,
    })
    const middle = builder.statement(three, media, { cue: 'quoted', content: 'the Daily: closed again' })
    builder.stance(
      builder.statement(three, daily, { content: 'closed again' }, { relayedBy: middle }),
      'asserts',
      claim,
    )
    expect(summary(builder.build())).toMatchObject([
      { hops: ['Harbour Daily > local media', 'local media > Harbour Daily'] },
    ])
  })
})

describe('a damaged file', () => {
  test('a statement that relays itself is said to be of the file, and makes no circle of actors', () => {
    const theCase = ring(['A', 'B', null], ['C', 'D', null], ['E', 'F', null])
    const [one, two, three] = theCase.statements.map(({ id }) => id).sort()
    const outer = new Map([
      [one, one],
      [two, three],
      [three, two],
    ])
    const statements = theCase.statements.map((s) => ({ ...s, relayedBy: outer.get(s.id) ?? null }))
    const found = ask({ ...theCase, statements })
    expect(found.map(({ answer }) => [answer.kind, answer.members])).toEqual([
      ['statements', 1],
      ['statements', 2],
    ])
    expect(found[0]?.finding.headline).toBe('The file has a statement relaying itself')
    expect(found.every(({ finding }) => finding.words.length > 0)).toBe(true)
  })

  test('10,000 statements, each relayed by the next, and as many papers in a ring', () => {
    const theCase = ring(
      ...Array.from({ length: 3000 }, (_, i): [string, string, string] => [
        `P${i}`,
        `P${(i + 1) % 3000}`,
        '2025-03-01',
      ]),
    )
    const [found, ...more] = ask(theCase)
    expect(more).toEqual([])
    expect(found?.answer).toMatchObject({ members: 3000, order: 'unknown' })
    const [first] = theCase.statements
    if (!first) throw new Error('no statement')
    const idOf = (i: number) => `stm_${i.toString(16).padStart(16, '0')}`
    const statements = Array.from({ length: 10_000 }, (_, i) => ({
      ...first,
      id: idOf(i),
      relayedBy: i === 0 ? null : idOf(i - 1),
    }))
    const [stance] = theCase.stances
    const stances = statements.map(({ id }) => ({
      ...stance,
      id: `stc_${id.slice(4)}`,
      statement: id,
    })) as Case['stances']
    expect(ask({ ...theCase, statements, stances })).toEqual([])
  })
})

describe('the same answers', () => {
  const theCase = ring(
    ['A', 'B', '2025-03-03'],
    ['B', 'C', '2025-03-02'],
    ['C', 'A', '2025-03-01'],
    ['B', 'A', '2025-03-09'],
    ['D', 'A', null],
  )

  test('whatever the order of the records', () => {
    const turned = {
      ...theCase,
      sources: theCase.sources.toReversed(),
      statements: theCase.statements.toReversed(),
      actors: theCase.actors.toReversed(),
      stances: theCase.stances.toReversed(),
    }
    expect(ask(turned)).toEqual(ask(theCase))
  })

  test('whatever the names, but for the names', () => {
    const renamed = { ...theCase, actors: theCase.actors.map((actor) => ({ ...actor, name: `Z${actor.name}` })) }
    expect(ask(renamed).map(({ answer }) => answer)).toEqual(ask(theCase).map(({ answer }) => answer))
    expect(ask(renamed)[0]?.finding.headline).toContain('ZA')
  })
})
