import { describe, expect, test } from 'vitest'
import type { Case, Source, Statement } from '../../src/model/records.ts'
import { CaseBuilder } from '../case.builder.ts'
import { admissions } from './admissions.ts'
import { keep } from './kept.ts'
import type { Opponents } from './opponents.ts'
import { principalsOf } from './principals.ts'

const CLAIM = 'Kenya closed the bridge'

/** Kenya and the Harbour Party stand against each other; each has a spokesperson and an outlet. */
class Scene {
  readonly builder = new CaseBuilder()
  readonly claim = this.builder.claim(CLAIM)
  readonly kenya = this.builder.actor('Kenya', 'state')
  readonly party = this.builder.actor('Harbour Party', 'organisation', { aliases: ['the Party'] })
  readonly actors = {
    Kenya: this.kenya,
    Okoro: this.builder.actor('Ana Okoro', 'person', { speaksFor: [this.kenya] }),
    Li: this.builder.actor('Ben Li', 'person', { speaksFor: [this.party] }),
    Reed: this.builder.actor('Bo Reed', 'person'),
    'Kenya Today': this.builder.actor('Kenya Today', 'outlet', { partOf: [this.kenya] }),
    'Party Voice': this.builder.actor('Party Voice', 'outlet', { partOf: [this.party] }),
    'Quay Radio': this.builder.actor('Quay Radio', 'outlet'),
    officials: this.builder.actor('officials', 'unnamed', { plural: true }, 'x'),
  }
  #sources = 0

  /** "Li said Okoro admitted …" in a source of the outlet: the relaying speakers from outside in, the first speaker last. */
  report(
    outlet: keyof Scene['actors'] | null,
    chain: readonly (keyof Scene['actors'])[],
    {
      claim = this.claim,
      stance = 'asserts',
      ...fields
    }: Partial<Statement> & { claim?: string; stance?: 'asserts' | 'denies' } = {},
  ): this {
    const content = 'the bridge was closed'
    const text = `Number ${this.#sources++}: ${chain.map((name) => `${name} admitted `).join('')}${content}`
    const fieldsOfSource: Partial<Source> = { outlet: outlet === null ? null : this.actors[outlet] }
    const source = this.builder.source(outlet ?? 'A leaflet', text, fieldsOfSource)
    let relayedBy: string | null = null
    for (const [i, name] of chain.entries()) {
      const inside = text.slice(text.indexOf(`${name} admitted `) + `${name} admitted `.length)
      const isLast = i === chain.length - 1
      const own: Partial<Statement> = isLast ? { cueClass: 'concede', ...fields } : {}
      relayedBy = this.builder.statement(
        source,
        this.actors[name],
        { speaker: name, cue: 'admitted', content: inside },
        { relayedBy, ...own },
      )
    }
    this.builder.stance(relayedBy ?? '', stance, claim)
    return this
  }

  /** What is found where the disputes make the two opponents. */
  ask(theCase: Case = this.builder.build(), isDisputed = true) {
    const kept = keep(theCase)
    const opponents: Opponents = new Map(
      isDisputed
        ? [
            [this.kenya, new Set([this.party])],
            [this.party, new Set([this.kenya])],
          ]
        : [],
    )
    return admissions(kept, principalsOf(kept.actors), opponents)
  }
}

describe('admissions', () => {
  test('finds what Kenya admits in an outlet of the other side alone', () => {
    const [found, ...more] = new Scene().report('Party Voice', ['Okoro']).ask()
    expect(more).toEqual([])
    expect(found?.answer).toMatchObject({ known: 'opponents', opponentsBy: 'disputes', stance: 'asserts' })
    expect(found?.answer.carriers).toMatchObject([{ name: 'Party Voice', side: 'opponent' }])
    expect(found?.finding.headline).toBe(
      'What Kenya is reported to admit is known only through its opponents (Party Voice): Kenya closed the bridge',
    )
    expect(found?.finding.words).toMatchObject([{ role: 'concedes' }])
  })

  test.each<[string, (scene: Scene) => Scene, string[]]>([
    ['an opponent relays it in a paper of neither side', (s) => s.report('Quay Radio', ['Li', 'Kenya']), ['opponents']],
    ['two opponents', (s) => s.report('Quay Radio', ['Li', 'Kenya']).report('Party Voice', ['Okoro']), ['opponents']],
    ['somebody of neither side relays it', (s) => s.report('Quay Radio', ['Reed', 'Kenya']), ['second hand']],
    ['somebody unnamed relays it', (s) => s.report('Quay Radio', ['officials', 'Kenya']), ['second hand']],
    [
      'an opponent here, neither side there',
      (s) => s.report('Party Voice', ['Kenya']).report(null, ['Reed', 'Kenya']),
      ['second hand'],
    ],
    ['a source without an outlet', (s) => s.report('Party Voice', ['Kenya']).report(null, ['Kenya']), ['undecided']],
    [
      'its own spokesperson relays it, in the other side’s outlet',
      (s) => s.report('Party Voice', ['Okoro', 'Kenya']),
      ['opponents'],
    ],
    ['its own outlet', (s) => s.report('Party Voice', ['Kenya']).report('Kenya Today', ['Kenya']), []],
    [
      'an outlet of neither side quotes it directly',
      (s) => s.report('Party Voice', ['Kenya']).report('Quay Radio', ['Okoro']),
      [],
    ],
    ['its own spokesperson relays it', (s) => s.report('Quay Radio', ['Okoro', 'Kenya']), []],
    [
      'it says so elsewhere with another word',
      (s) => s.report('Party Voice', ['Kenya']).report('Quay Radio', ['Kenya'], { cueClass: 'report' }),
      [],
    ],
    ['said, but not admitted', (s) => s.report('Party Voice', ['Kenya'], { cueClass: 'report' }), []],
    ['admitted by somebody unnamed', (s) => s.report('Party Voice', ['officials']), []],
    [
      'on an opponent’s programme, in a paper of neither side',
      (s) => s.report('Quay Radio', ['Kenya'], { via: [s.actors['Party Voice']] }),
      ['opponents'],
    ],
    [
      'to an opponent, in a paper of neither side',
      (s) => s.report('Quay Radio', ['Kenya'], { via: [s.actors.Li] }),
      [],
    ],
    ['an admission that it is not so', (s) => s.report('Party Voice', ['Kenya'], { stance: 'denies' }), ['opponents']],
  ])('%s', (_, make, known) => {
    expect(
      make(new Scene())
        .ask()
        .map(({ answer }) => answer.known),
    ).toEqual(known)
  })

  test('counts what entails the claim, and shows where the side says the contrary', () => {
    const scene = new Scene()
      .report('Party Voice', ['Kenya'])
      .report('Quay Radio', ['Okoro'], { stance: 'denies', cueClass: 'deny' })
    const [found] = scene.ask()
    expect(found?.finding.words.map(({ role }) => role)).toEqual(['concedes', 'denies'])
    expect(found?.finding.note).toContain('Kenya denies it in 1 statement.')
    const narrower = scene.builder.claim('Kenya closed the bridge and the gate')
    scene.report('Quay Radio', ['Kenya'], { claim: narrower, cueClass: 'report' })
    expect(scene.ask()).toHaveLength(1)
    scene.builder.relation('supports', narrower, scene.claim)
    expect(scene.ask()).toEqual([])
  })

  test('goes by case.yaml where it names opponents, and says so', () => {
    const scene = new Scene().report('Party Voice', ['Kenya']).report('Quay Radio', ['Reed', 'Kenya'])
    const theCase = scene.builder.build()
    const withPairs = (...opponents: [string, string][]) => ({
      ...theCase,
      manifest: { ...theCase.manifest, opponents },
    })
    expect(scene.ask(theCase, false)[0]).toBeUndefined()
    const [named] = scene.ask(withPairs(['kenya', 'the party'], [scene.actors.Reed, 'Kenya']), false)
    expect(named?.answer).toMatchObject({ known: 'opponents', opponentsBy: 'case.yaml' })
    expect(named?.finding.note).toMatch(
      /Opponents by case\.yaml: (Bo Reed and Harbour Party|Harbour Party and Bo Reed)\./,
    )
    const [other] = scene.ask(withPairs(['Kenya', 'Nobody'], ['Kenya', 'Ana Okoro']))
    expect(other?.answer).toMatchObject({ known: 'second hand', opponentsBy: 'disputes' })
  })

  test('is the same whatever the order of the records, and names change only names', () => {
    const scene = new Scene()
      .report('Party Voice', ['Kenya'])
      .report('Quay Radio', ['Li', 'Okoro'])
      .report('Quay Radio', ['Reed', 'Kenya'])
    const theCase = scene.builder.build()
    const turned = {
      ...theCase,
      statements: theCase.statements.toReversed(),
      stances: theCase.stances.toReversed(),
      actors: theCase.actors.toReversed(),
    }
    expect(scene.ask(turned)).toEqual(scene.ask(theCase))
    const renamed = { ...theCase, actors: theCase.actors.map((actor) => ({ ...actor, name: `Z${actor.name}` })) }
    const plain = (found: ReturnType<Scene['ask']>) =>
      found.map(({ answer }) => ({ ...answer, carriers: answer.carriers.map(({ id, side }) => [id, side]) }))
    expect(plain(scene.ask(renamed))).toEqual(plain(scene.ask(theCase)))
  })

  test('10,000 reports, each relayed by the next, round and round', () => {
    const scene = new Scene().report('Quay Radio', ['Reed', 'Kenya'])
    const theCase = scene.builder.build()
    const first = theCase.statements.find(({ cueClass }) => cueClass === 'concede')
    const [stance] = theCase.stances
    if (!first || !stance) throw new Error('nothing there')
    const ids = Array.from({ length: 10_000 }, (_, i) => i.toString(16).padStart(16, '0'))
    const statements = ids.map((id, i) => ({
      ...first,
      id: `stm_${id}`,
      speaker: i % 2 === 0 ? scene.kenya : scene.actors.Reed,
      relayedBy: `stm_${ids[(i + 1) % 10_000] ?? ''}`,
    }))
    const stances = ids.map((id) => ({ ...stance, id: `stc_${id}`, statement: `stm_${id}` }))
    expect(scene.ask({ ...theCase, statements, stances })[0]?.answer).toMatchObject({
      known: 'second hand',
      by: expect.anything() as string,
    })
  })
})
