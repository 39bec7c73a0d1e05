import type { Statement } from '../../src/model/records.ts'
import type { Answer } from './answer.ts'
import { outletOf } from './chain.ts'
import { push, type Kept } from './kept.ts'
import type { Principals } from './principals.ts'
import { count, nameOf } from './say.ts'

/** Somebody confirms a claim that rests on him already. */
export interface SelfConfirmation {
  readonly claim: string
  readonly text: string
  /** The principal for whom the confirming speakers speak; the speaker where he speaks for nobody. */
  readonly confirmer: string
  /** Statements that confirm, in order of id. */
  readonly confirmations: readonly string[]
  /** Statements that assert the claim otherwise and come from or through the confirmer, in order of id; ten at most. */
  readonly restsOn: readonly string[]
  /** Everybody on whom the claim rests when no confirmation is counted; principals. */
  readonly cut: readonly string[]
}

/** Statements that are shown for what a claim rests on. */
const MOST_SHOWN = 10
/** Relays outwards in which the confirmer is looked for, to show where the claim rests on him. */
const MOST_RELAYS = 50

/**
 * Self-confirmation: a statement whose cue confirms a claim, by somebody on whom the claim rests without any confirmation.
 * `cutOf` gives a smallest set of principals through whom all that asserts a claim passes, when the statements of
 * `without` are left out. Where nothing else asserts the claim, that is nobody, and nothing is found.
 */
export function confirmations(
  kept: Kept,
  principals: Principals,
  cutOf: (claim: string, without: ReadonlySet<string>) => readonly string[],
): readonly Answer<SelfConfirmation>[] {
  return [...kept.stancesOn.keys()].sort().flatMap((claim) => {
    const asserting = (kept.stancesOn.get(claim) ?? [])
      .flatMap(({ stance, statement }) => (stance === 'asserts' ? (kept.statements.get(statement) ?? []) : []))
      .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    const confirming = asserting.filter(({ cueClass }) => cueClass === 'confirm')
    if (confirming.length === 0) return []
    const cut = cutOf(claim, new Set(confirming.map(({ id }) => id)))
    const resting = new Set(cut)
    const byConfirmer = new Map<string, Statement[]>()
    for (const statement of confirming)
      for (const principal of principals.of(statement.speaker))
        if (resting.has(principal)) push(byConfirmer, principal, statement)
    const others = asserting.filter(({ cueClass }) => cueClass !== 'confirm')
    return [...byConfirmer]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([confirmer, own]) => {
        const behind = firstOf(others, MOST_SHOWN, (statement) => comesThrough(kept, principals, statement, confirmer))
        return answerOf(kept, claim, confirmer, own, behind, cut)
      })
  })
}

function firstOf<T>(list: readonly T[], most: number, isOne: (one: T) => boolean): readonly T[] {
  const found: T[] = []
  for (const one of list) {
    if (found.length === most) break
    if (isOne(one)) found.push(one)
  }
  return found
}

/** True where the actor of this principal makes, relays or publishes the statement. */
function comesThrough(kept: Kept, principals: Principals, statement: Statement, principal: string): boolean {
  const source = kept.sources.get(statement.source)
  const outlet = source ? outletOf(kept, source) : null
  if (outlet !== null && principals.of(outlet).includes(principal)) return true
  let at: Statement | undefined = statement
  for (let relays = 0; at && relays <= MOST_RELAYS; relays++) {
    if ([at.speaker, ...at.via].some((actor) => principals.of(actor).includes(principal))) return true
    at = at.relayedBy === null ? undefined : kept.statements.get(at.relayedBy)
  }
  return false
}

function answerOf(
  kept: Kept,
  claim: string,
  confirmer: string,
  confirming: readonly Statement[],
  behind: readonly Statement[],
  cut: readonly string[],
): Answer<SelfConfirmation> {
  const text = kept.claims.get(claim)?.text ?? ''
  const name = nameOf(kept, confirmer)
  const speakers = new Set(confirming.map(({ speaker }) => speaker).filter((speaker) => speaker !== confirmer))
  const others = cut.length - 1
  return {
    answer: {
      claim,
      text,
      confirmer,
      confirmations: confirming.map(({ id }) => id),
      restsOn: behind.map(({ id }) => id),
      cut: [...cut].sort(),
    },
    finding: {
      analysis: 'confirmations',
      headline: `${name} confirms what rests on ${name}${others > 0 ? ` and ${count(others, 'other')}` : ' alone'}. The claim: ${text}`,
      note: [
        `${count(confirming.length, 'statement')} of the case use${confirming.length === 1 ? 's' : ''} a word of confirming; without ${confirming.length === 1 ? 'it' : 'them'} the claim rests on ${cut.map((id) => nameOf(kept, id)).join(', ')}, on what is loaded.`,
        ...(speakers.size > 0 ? [`${[...speakers].map((id) => nameOf(kept, id)).join(', ')} counted as ${name}.`] : []),
        'A confirmation by somebody on whom the claim rests already adds no origin.',
      ].join(' '),
      claims: [claim],
      actors: [confirmer],
      words: [
        ...confirming.map(({ id }) => ({ statement: id, role: 'confirms' })),
        ...behind.map(({ id }) => ({ statement: id, role: 'rests on' })),
      ],
    },
  }
}
