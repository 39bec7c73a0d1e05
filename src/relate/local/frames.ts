import type { Token } from '../../language/english.ts'
import { fitOf, HAPPENING, type Conflict, type Fit } from './compare.ts'
import causes from './causes.json' with { type: 'json' }
import type { Frame } from './frame.ts'
import once from './once.json' with { type: 'json' }
import type { Phrase } from './phrase.ts'
import privative from './privative.json' with { type: 'json' }
import wordnet from './wordnet.json' with { type: 'json' }
import { contradiction, entailment, proposed, type Verdict } from './verdict.ts'

const PRIVATIVE: ReadonlySet<string> = new Set(privative.words.map(({ word }) => word))
const ONCE: ReadonlySet<string> = new Set(once.verbs.map(({ lemma }) => lemma))
/** Nouns for what happens: "attack", "fire". */
const EVENTS: ReadonlySet<string> = new Set([
  ...wordnet.nominalisations.map((pair) => pair.split(' ')[0] ?? ''),
  ...causes.events.flatMap(({ lemmas }) => lemmas),
])
const subjectOf = ({ agent, patient }: Frame) => agent ?? patient
const quote = (tokens: readonly Token[]) => `“${tokens.map(({ text }) => text).join(' ')}”`
const isPrivative = (parts: Fit['onlyA']) => parts.flat().some((token) => PRIVATIVE.has(token.text.toLowerCase()))

/** What follows from two plain sentences with one frame; null where nothing does. */
export function compareFrames(a: Frame, b: Frame): Verdict | null {
  const fit = a.tense === b.tense ? fitOf(a, b) : null
  if (!fit || isPrivative(fit.onlyA) || isPrivative(fit.onlyB)) return null
  const [conflict, ...others] = fit.conflicts
  if (others.length > 0) return null
  if (a.negations.length !== b.negations.length) return conflict ? null : denial(a, b, fit)
  if (a.negations.length > 0) return null
  return conflict ? exclusion(a, b, fit, conflict) : specialisation(a, b, fit)
}

/** "The army closed the border on Monday" and "the army refused to close the border"; what is denied must not be narrower. */
function denial(a: Frame, b: Frame, { onlyA, onlyB }: Fit): Verdict | null {
  const [yes, no, more] = a.negations.length > 0 ? [b, a, onlyA] : [a, b, onlyB]
  const [told, denied] = [subjectOf(yes)?.reference, subjectOf(no)?.reference]
  const isEqual = onlyA.length + onlyB.length === 0
  const isSame = told === denied && (told === 'known' || (told === 'new' && isEqual && subjectOf(no)?.isSingular))
  if (no.negations.length > 1 || more.length > 0 || !(isSame || denied === 'none')) return null
  return contradiction(
    // Where the one says more than what the other denies, both may be wrong.
    isSame && isEqual ? 'contradictory' : 'contrary',
    'denial',
    `One says ${quote(no.negations)}, the other says that it is so.`,
    no.negations,
  )
}

/** "The army closed the border on Monday" entails "the army closed the border". */
function specialisation(a: Frame, b: Frame, { onlyA, onlyB }: Fit): Verdict | null {
  const isIntroduced = (one: Phrase | null, other: Phrase | null) =>
    (one?.reference === 'new' || one?.reference === 'some') && other?.reference === 'known'
  if (onlyB.length > 0 || isIntroduced(a.agent, b.agent) || isIntroduced(a.patient, b.patient)) return null
  const more = onlyA.flat()
  const reason = more.length > 0 ? `The same, and more: ${quote(more)}.` : 'The same in other words.'
  return entailment('specialisation', reason, more)
}

function exclusion(a: Frame, b: Frame, fit: Fit, conflict: Conflict): Verdict | null {
  const { rule, a: one, b: other, slot } = conflict
  const isEqual = fit.onlyA.length + fit.onlyB.length === 0
  const isKnown = subjectOf(a)?.reference === 'known' && subjectOf(b)?.reference === 'known'
  const isCrossed = fit.onlyA.length > 0 && fit.onlyB.length > 0
  const words = [...one, ...other]
  const pair = `${quote(one)} and ${quote(other)}`
  switch (rule) {
    case 'number': {
      const verdict = contradiction('contrary', 'number', `${pair} count the same thing.`, words)
      if (isEqual || areExclusive(a, b, fit, conflict)) return verdict
      return isCrossed ? null : proposed(verdict)
    }
    case 'date':
    case 'place': {
      const what = rule === 'date' ? 'times' : 'places'
      const verdict = contradiction('contrary', rule, `${pair} are two ${what} of what happens once.`, words)
      return !isCrossed && isKnown && isOnce(a) ? verdict : isCrossed ? null : proposed(verdict)
    }
    case 'opposite': {
      const verdict = contradiction('contrary', 'opposite', `${pair} are opposites, all else is the same.`, words)
      return isKnown && isEqual ? verdict : isCrossed ? null : proposed(verdict)
    }
    case 'kind': {
      const verdict = contradiction('contrary', 'kind', `${pair} exclude each other.`, words)
      return isKnown && isEqual && slot === 'state' && a.tense === 'present'
        ? verdict
        : isCrossed
          ? null
          : proposed(verdict)
    }
  }
}

/**
 * "The fire killed 50 people on Monday" and "it killed 40": the narrower may not be more. The other way round the 40 may be some of the
 * 50, unless one event is all that is told of.
 */
function areExclusive(a: Frame, b: Frame, { onlyA, onlyB }: Fit, { greater, slot }: Conflict): boolean {
  // "40 were killed in the fire" has the fire beside its verb.
  const agents = [a.agent ?? b.agent, b.agent ?? a.agent]
  const isKnown = agents.every((agent) => agent?.reference === 'known')
  if (onlyB.length === 0 ? greater === 'a' : onlyA.length === 0 && greater === 'b') return isKnown && slot === 'patient'
  const times = [...a.adjuncts, ...b.adjuncts].flatMap(({ date, words }) => (date ? [words] : []))
  const isOnlyTime = [...onlyA, ...onlyB].every((part) => times.includes(part))
  return isKnown && isOnlyTime && slot === 'patient' && agents.every((agent) => agent?.isSingular && isEvent(agent))
}

const isEvent = ({ head }: Phrase) => head.pos === 'NOUN' && EVENTS.has(head.lemma)

/** What cannot come about twice: "the talks failed", "the blast happened", "the ship is in Larn". */
function isOnce({ verb, tense, patient, agent }: Frame): boolean {
  if (verb.lemma === 'be') return tense === 'present'
  const isEvent = HAPPENING.has(verb.lemma) && agent?.isSingular === true && patient === null
  return tense === 'past' && (ONCE.has(verb.lemma) || isEvent)
}
