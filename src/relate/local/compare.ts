import type { Token } from '../../language/english.ts'
import { keyOf } from './key.ts'
import { areOtherDates, isDateWithin } from './date.ts'
import { areOpposites, sharedKind } from './exclusive.ts'
import type { Adjunct, Frame } from './frame.ts'
import once from './once.json' with { type: 'json' }
import type { Phrase } from './phrase.ts'
import { areOtherPlaces } from './place.ts'
import { areDisjoint, isWithin } from './quantity.ts'

/** Verbs that say that an event took place. */
export const HAPPENING: ReadonlySet<string> = new Set(once.happening.map(({ lemma }) => lemma))

/** Two parts of two sentences that exclude each other. */
export interface Conflict {
  readonly rule: 'number' | 'date' | 'place' | 'opposite' | 'kind'
  /** Of two numbers the sentence that has the greater one. */
  readonly greater?: 'a' | 'b'
  readonly a: readonly Token[]
  readonly b: readonly Token[]
  /** Where they stand. */
  readonly slot: 'agent' | 'patient' | 'verb' | 'state' | 'adjunct'
}

/** How two plain sentences with one frame go together. */
export interface Fit {
  /** What only the first says, and only the second. */
  readonly onlyA: readonly (readonly Token[])[]
  readonly onlyB: readonly (readonly Token[])[]
  readonly conflicts: readonly Conflict[]
}

/** "(40 were killed) in the fire" with the fire for what killed them, where the other sentence has it so. */
function withAgentOf(frame: Frame, { agent }: Frame): Frame {
  const found =
    frame.agent || !agent
      ? undefined
      : frame.adjuncts.find(({ key, phrase }) => key === 'in' && phrase !== null && isSame(phrase.head, agent.head))
  return found ? { ...frame, agent: found.phrase, adjuncts: frame.adjuncts.filter((one) => one !== found) } : frame
}

/** Compares part by part; null where some part is another one, so that nothing follows. */
export function fitOf(first: Frame, second: Frame): Fit | null {
  const isOther = !isSame(first.verb, second.verb) && !HAPPENING.has(first.verb.lemma)
  if (isOther && !areOpposites(first.verb, second.verb)) return null
  const [a, b] = [withAgentOf(first, second), withAgentOf(second, first)]
  const fit = new Fitting()
  const isFitting =
    fit.verbs(a, b) &&
    fit.phrases(a.agent, b.agent, 'agent') &&
    fit.phrases(a.patient, b.patient, 'patient') &&
    fit.states(a, b) &&
    fit.adjuncts(a.adjuncts, b.adjuncts)
  return isFitting ? fit : null
}

const isSame = (a: Token, b: Token) => keyOf(a) === keyOf(b)
const textOf = (words: readonly Token[]) => words.map(({ text }) => text).join(' ')
const isPlace = ({ key, phrase }: Adjunct) => /^(?:in|at|near)$/.test(key) && phrase?.head.pos === 'PROPN'

/** Gathers what two frames do not share; each step is false where they are about different things. */
class Fitting implements Fit {
  readonly onlyA: (readonly Token[])[] = []
  readonly onlyB: (readonly Token[])[] = []
  readonly conflicts: Conflict[] = []

  verbs({ verb: a, patient, state }: Frame, { verb: b, patient: other, state: otherState }: Frame): boolean {
    if (isSame(a, b) || (HAPPENING.has(a.lemma) && HAPPENING.has(b.lemma))) return true
    // "Won the vote" and "lost the war" are no opposites; without an object "rose" and "fell" are.
    if (!areOpposites(a, b) || state || otherState || (patient === null) !== (other === null)) return false
    this.conflicts.push({ rule: 'opposite', a: [a], b: [b], slot: 'verb' })
    return true
  }

  phrases(a: Phrase | null, b: Phrase | null, slot: Conflict['slot']): boolean {
    // "Nobody" says no more than that the sentence is denied.
    if ((a && isNobody(a)) || (b && isNobody(b))) return true
    if (a && b) return isSame(a.head, b.head) && this.#counts(a, b, slot) && this.#modifiers(a, b, slot)
    if (a) this.onlyA.push(a.words)
    if (b) this.onlyB.push(b.words)
    return true
  }

  #counts(a: Phrase, b: Phrase, slot: Conflict['slot']): boolean {
    if (a.count && b.count) {
      const greater = a.count.min > b.count.min ? 'a' : 'b'
      if (areDisjoint(a.count, b.count)) this.conflicts.push({ rule: 'number', greater, a: a.words, b: b.words, slot })
      else if (isWithin(a.count, b.count) && !isWithin(b.count, a.count)) this.onlyA.push(a.words)
      else if (isWithin(b.count, a.count) && !isWithin(a.count, b.count)) this.onlyB.push(b.words)
      else if (!isWithin(a.count, b.count)) return false
    } else if (a.count) this.onlyA.push(a.words)
    else if (b.count) this.onlyB.push(b.words)
    return true
  }

  #modifiers({ modifiers: a }: Phrase, { modifiers: b }: Phrase, slot: Conflict['slot']): boolean {
    const [moreA, moreB] = [missing(a, b), missing(b, a)]
    const [one, other] = [moreA[0], moreB[0]]
    if (one && other) {
      const isExclusive = areOpposites(one, other) || sharedKind(one, other) !== null
      if (moreA.length > 1 || moreB.length > 1 || !isExclusive) return false
      this.conflicts.push({ rule: 'kind', a: [one], b: [other], slot })
      return true
    }
    if (moreA.length > 0) this.onlyA.push(moreA)
    if (moreB.length > 0) this.onlyB.push(moreB)
    return true
  }

  states({ state: a }: Frame, { state: b }: Frame): boolean {
    if (!a && !b) return true
    if (!a || !b) return false
    if (isSame(a, b)) return true
    const isKind = sharedKind(a, b) !== null
    if (!isKind && !areOpposites(a, b)) return false
    this.conflicts.push({ rule: isKind ? 'kind' : 'opposite', a: [a], b: [b], slot: 'state' })
    return true
  }

  adjuncts(a: readonly Adjunct[], b: readonly Adjunct[]): boolean {
    const rest = [...b]
    for (const one of a) {
      const at = rest.findIndex(({ key }) => key === one.key)
      const [other] = at < 0 ? [] : rest.splice(at, 1)
      if (!other) this.onlyA.push(one.words)
      else if (!this.#adjunct(one, other)) return false
    }
    for (const { words } of rest) this.onlyB.push(words)
    return true
  }

  #adjunct(a: Adjunct, b: Adjunct): boolean {
    if (a.date && b.date) {
      if (areOtherDates(a.date, b.date)) this.conflicts.push({ rule: 'date', a: a.words, b: b.words, slot: 'adjunct' })
      else if (!isDateWithin(a.date, b.date) && !isDateWithin(b.date, a.date)) return false
      else if (!isDateWithin(b.date, a.date)) this.onlyA.push(a.words)
      else if (!isDateWithin(a.date, b.date)) this.onlyB.push(b.words)
      return true
    }
    if (!a.phrase || !b.phrase) return !a.phrase && !b.phrase && !a.date && !b.date
    if (isPlace(a) && isPlace(b) && areOtherPlaces(textOf(a.phrase.words), textOf(b.phrase.words))) {
      this.conflicts.push({ rule: 'place', a: a.phrase.words, b: b.phrase.words, slot: 'adjunct' })
      return true
    }
    return this.phrases(a.phrase, b.phrase, 'adjunct')
  }
}

const isNobody = ({ reference, modifiers, head }: Phrase) =>
  reference === 'none' && modifiers.size === 0 && /^(?:nobody|nothing|no|none)$/i.test(head.text)

const missing = (a: ReadonlyMap<string, Token>, b: ReadonlyMap<string, Token>) =>
  [...a].flatMap(([key, token]) => (b.has(key) ? [] : [token]))
