import type { Case, Source, Statement } from '../../src/model/records.ts'
import { CaseBuilder } from '../case.builder.ts'

/** What a small network of a test has beside its routes. */
export interface Extras {
  /** Who speaks for or belongs to whom: `'Asif > Pakistan'`. */
  readonly speaksFor?: readonly string[]
  /** Routes of statements that deny the claim. */
  readonly denied?: readonly string[]
  /** Routes of statements that assert a claim which entails the claim asked for, or only supports it. */
  readonly entailing?: readonly string[]
  readonly supporting?: readonly string[]
  /** Fields of the statements at the end of all routes. */
  readonly fields?: Partial<Statement>
  /** Fields of sources, by the name of their outlet. */
  readonly sources?: Readonly<Record<string, Partial<Source>>>
}

/** The claim that the routes assert. */
export const ASKED = 'The dam broke at night'

/**
 * A case from routes, a source each: `'Meridian > Reuters > Ana'` is a text of Meridian's in which Reuters reports that Ana
 * said it; `'Meridian'` says it in its own voice; `'- > Ana'` has no known outlet; `~officials` are unnamed, `~~outlets` a vague
 * plural; `@Geo` before a name is where it was said (`'Meridian > @Geo > Ana'`).
 */
export function networkCase(routes: readonly string[], extras: Extras = {}): Case {
  const b = new CaseBuilder()
  const speaksFor = new Map(
    extras.speaksFor?.map((pair) => pair.split(' > ')).map(([who = '', whom = '']) => [who, whom]),
  )
  const actorOf = (name: string, source: string): string => {
    const plain = name.replace(/^[~@]+/, '')
    const isPlural = /^@?~~/.test(name)
    if (/^@?~/.test(name) && !isPlural) return b.actor(plain, 'unnamed', {}, source)
    const principal = speaksFor.get(plain)
    const fields = { plural: isPlural, speaksFor: principal ? [actorOf(principal, source)] : [] }
    return b.actor(plain, name.startsWith('@') ? 'outlet' : 'organisation', fields)
  }
  let count = 0
  const say = (route: string, claim: string, stance: 'asserts' | 'denies') => {
    const [outlet = '-', ...names] = route.split(' > ')
    const speakers = names.filter((name) => !name.startsWith('@'))
    const number = ++count
    const lines = [...speakers, ''].map((name, i) => `Line ${number}.${i} by ${name || 'the paper'} stands here.`)
    const fields = { outlet: outlet === '-' ? null : actorOf(outlet, ''), ...extras.sources?.[outlet] }
    const source = b.source(`Text ${number}`, lines.join('\n'), fields)
    let outer: string | null = null
    let via: string[] = []
    let i = 0
    for (const name of names) {
      if (name.startsWith('@')) {
        via.push(actorOf(name, source))
        continue
      }
      const isLast = i === speakers.length - 1
      outer = b.statement(
        source,
        actorOf(name, source),
        { content: lines[i] ?? '' },
        {
          form: 'indirect',
          relayedBy: outer,
          via,
          ...(isLast ? extras.fields : {}),
        },
      )
      via = []
      i++
    }
    outer ??= b.statement(source, fields.outlet ?? b.actor('the author', 'unnamed', {}, source), {
      content: lines[0] ?? '',
    })
    b.stance(outer, stance, claim)
  }
  const asked = b.claim(ASKED)
  for (const route of routes) say(route, asked, 'asserts')
  for (const route of extras.denied ?? []) say(route, asked, 'denies')
  for (const [kind, list] of [
    ['entails', extras.entailing ?? []],
    ['evidence', extras.supporting ?? []],
  ] as const)
    for (const [i, route] of list.entries()) {
      const claim = b.claim(`${ASKED}, ${kind} ${i}`)
      b.relation('supports', claim, asked, { kind })
      say(route, claim, 'asserts')
    }
  return b.build()
}

/** Routes over few names, the same for the same seed: relays, circles, unnamed speakers. */
export function randomRoutes(seed: number): string[] {
  let state = seed
  const below = (n: number) => ((state = (Math.imul(state, 1664525) + 1013904223) >>> 0) >>> 8) % n
  const name = () => (below(8) === 0 ? '~officials' : `N${below(6)}`)
  return Array.from({ length: 1 + below(7) }, () =>
    [`P${below(3)}`, ...Array.from({ length: below(4) }, name)].join(' > '),
  )
}
