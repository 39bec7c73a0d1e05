import { firstAt, type Token } from '../language/english.ts'
import model from './antecedent.json' with { type: 'json' }
import { withLoneNames, type Gender, type PersonMention } from './people-in-text.ts'
import {
  genderOf,
  isAnd,
  isSaying,
  isSubordinator,
  isVerb,
  lower,
  readScene,
  SLOTS,
  type Placed,
  type Scene,
  type Slot,
} from './scene.ts'

/** How likely a pronoun stands for a person: 0..1; what is missing to 1 in a ranking is that it stands for nobody named. */
export interface Antecedent {
  readonly person: number
  readonly probability: number
}

/** A tree of decisions, its nodes one after the other: feature (-1 in a leaf), threshold or score, child up to it, child above. */
export type Tree = readonly number[]

/** From this probability up a pronoun is taken to stand for a person: right in 9 of 10 cases of gap-development. */
export const CERTAIN = 0.8

/** Sentences and tokens around a pronoun that are looked at; the snippets that the ranking was trained on are as long. */
const SENTENCES_BEFORE = 6
const SENTENCES_AFTER = 2
const TOKENS_BEFORE = 300
const TOKENS_AFTER = 100

/**
 * Ranks the people whom a text names around a personal pronoun of the third person singular at `position`, the likeliest
 * first. Gradient-boosted trees (Friedman 2001) over what syntax and discourse tell without a parser, a softmax over the
 * people of the scene and "nobody of them"; trained by scripts/train/antecedent.ts. `mentions` are in order.
 */
export function rankAntecedents(
  tokens: readonly Token[],
  mentions: readonly PersonMention[],
  position: number,
): Antecedent[] {
  const { people, rows } = candidatesOf(tokens, mentions, position)
  const scores = rows.map((row) => {
    const values = model.features.map((name) => row[name] ?? ABSENT)
    return model.trees.reduce((sum, tree) => sum + scoreOf(tree, values), 0)
  })
  const highest = Math.max(...scores)
  const weights = scores.map((score) => Math.exp(score - highest))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return people
    .map((person, index) => ({ person, probability: (weights[index] ?? 0) / total }))
    .toSorted((a, b) => b.probability - a.probability)
}

/** The score that a tree gives to values of its features. */
export function scoreOf(tree: Tree, values: readonly number[]): number {
  let at = 0
  for (let feature = tree[0] ?? -1; feature >= 0; feature = tree[at] ?? -1) {
    const isBelow = (values[feature] ?? ABSENT) <= (tree[at + 1] ?? 0)
    at = 4 * (tree[at + (isBelow ? 2 : 3)] ?? 0)
  }
  return tree[at + 1] ?? 0
}

/** Value of a feature that a row does not have. */
export const ABSENT = -1

/** Features of a candidate by name. */
export type Features = Readonly<Record<string, number>>

/** The people named around a pronoun, and features of each; one more row stands for nobody of them. */
export function candidatesOf(
  tokens: readonly Token[],
  mentions: readonly PersonMention[],
  position: number,
): { readonly people: readonly number[]; readonly rows: readonly Features[] } {
  const pronounAt = firstAt(tokens, position)
  const here = tokens[pronounAt]?.sentence ?? 0
  const from = Math.max(0, pronounAt - TOKENS_BEFORE)
  const near = tokens
    .slice(from, pronounAt + TOKENS_AFTER)
    .filter(({ sentence }) => sentence >= here - SENTENCES_BEFORE && sentence <= here + SENTENCES_AFTER)
  const [start, end] = [near[0]?.start ?? 0, near.at(-1)?.end ?? 0]
  const pronoun = tokens[pronounAt]
  const others = mentions.filter(
    (mention) =>
      mention.start >= start &&
      mention.end <= end &&
      (mention.end <= position || mention.start >= (pronoun?.end ?? position)),
  )
  const scene = readScene(near, withLoneNames(near, others))
  return featuresOf(scene, firstAt(near, position))
}

/** What the pronoun itself is in its clause. */
function slotOf(tokens: readonly Token[], at: number): Slot {
  const word = lower(tokens[at])
  const next = tokens[at + 1]
  if (word === 'he' || word === 'she') return 'subject'
  if (word === 'his') return 'possessive'
  const isOwner = next?.sentence === tokens[at]?.sentence && /^(NOUN|ADJ|PROPN|NUM|VERB)$/.test(next?.pos ?? '')
  if (word === 'her' && isOwner) return 'possessive'
  return tokens[at - 1]?.pos === 'ADP' ? 'oblique' : 'object'
}

/** The pronoun at a token of its scene, and what every candidate is measured against. */
interface Pronoun {
  readonly scene: Scene
  readonly at: number
  readonly sentence: number
  readonly sentenceStart: number
  /** First sentence of the scene. */
  readonly firstSentence: number
  readonly gender: Gender
  readonly slot: Slot
  /** Position of the pronoun of the same gender before; -1 without one. */
  readonly sameBefore: number
  readonly clauseStart: number
  /** Subjects before it in its sentence, and in the sentence before. */
  readonly subjectsHere: readonly Placed[]
  readonly subjectsBefore: readonly Placed[]
}

function readPronoun(scene: Scene, at: number): Pronoun {
  const { tokens, placed } = scene
  const gender = genderOf(tokens[at]) ?? 'm'
  const sentence = tokens[at]?.sentence ?? 0
  const sentenceStart = scene.startOf(sentence)
  let sameBefore = at - 1
  while (sameBefore >= 0 && genderOf(tokens[sameBefore]) !== gender) sameBefore--
  let clauseStart = at
  while (
    clauseStart > sentenceStart &&
    !isSubordinator(tokens[clauseStart - 1]) &&
    !/^([,;:]|and|but)$/.test(lower(tokens[clauseStart - 1]))
  )
    clauseStart--
  const subjects = placed.filter((name) => name.slot === 'subject' && name.last < at)
  return {
    scene,
    at,
    sentence,
    sentenceStart,
    firstSentence: tokens[0]?.sentence ?? 0,
    gender,
    slot: slotOf(tokens, at),
    sameBefore,
    clauseStart,
    subjectsHere: subjects.filter((name) => name.sentence === sentence),
    subjectsBefore: subjects.filter((name) => name.sentence === sentence - 1),
  }
}

function featuresOf(scene: Scene, at: number): { people: number[]; rows: Features[] } {
  const pronoun = readPronoun(scene, at)
  const own = new Map<number, Placed[]>()
  for (const name of scene.placed) own.set(name.person, [...(own.get(name.person) ?? []), name])
  const candidates = [...own].flatMap(([person, names]) => {
    const anchor = names.findLast((name) => name.last < at) ?? names.find((name) => name.first > at)
    return anchor ? [{ person, names, anchor }] : []
  })
  const context = { ...pronounFeatures(pronoun), people: candidates.length }
  const byDistance = candidates.toSorted((a, b) => distanceOf(a, at) - distanceOf(b, at))
  const saliences = new Map(candidates.map((candidate) => [candidate, salienceOf(pronoun, candidate)]))
  const bySalience = candidates.toSorted((a, b) => (saliences.get(b) ?? 0) - (saliences.get(a) ?? 0))
  const bySentence = candidates.toSorted(
    (a, b) => b.anchor.sentence - a.anchor.sentence || a.anchor.first - b.anchor.first,
  )
  const rows = candidates.map((candidate): Features => {
    const rival = byDistance.find((one) => one !== candidate)
    const salience = saliences.get(candidate) ?? 0
    return {
      salience,
      salienceRank: bySalience.indexOf(candidate),
      salienceLead: salience - (saliences.get(bySalience.find((one) => one !== candidate) ?? candidate) ?? 0),
      sentenceRank: bySentence.indexOf(candidate),

      ...context,
      nobody: 0,
      rank: byDistance.indexOf(candidate),
      countRank: candidates.filter((one) => one.names.length > candidate.names.length).length,
      ...placeFeatures(pronoun, candidate),
      ...nameFeatures(pronoun, candidate),
      ...rivalFeatures(pronoun, candidate, rival),
    }
  })
  return { people: candidates.map(({ person }) => person), rows: [...rows, { ...context, nobody: 1 }] }
}

/** A person of the scene: where named, and the place nearest before the pronoun, or nearest after it. */
interface Candidate {
  readonly person: number
  readonly names: readonly Placed[]
  readonly anchor: Placed
}

/** Weights of slots, halved by every sentence between: salience of Lappin and Leass 1994, fewer factors. */
const WEIGHTS: Readonly<Record<Slot, number>> = { subject: 1.8, object: 1.2, oblique: 0.9, possessive: 0.9, other: 0.8 }

function salienceOf({ sentence, at }: Pronoun, { names }: Candidate): number {
  return names
    .filter((name) => name.first < at)
    .reduce((sum, name) => sum + WEIGHTS[name.slot] * 0.5 ** (sentence - name.sentence), 0)
}

/** A name behind the pronoun is farther than any before it. */
const BEHIND = 1000

function distanceOf({ anchor }: Candidate, at: number): number {
  return anchor.first > at ? BEHIND + anchor.first - at : at - anchor.last
}

function pronounFeatures({ scene, at, ...pronoun }: Pronoun): Features {
  const { tokens, count } = scene
  const { sentence, sentenceStart, gender, slot, sameBefore } = pronoun
  const [first, before] = [tokens[sentenceStart], tokens[at - 1]]
  return {
    pronounSubject: Number(slot === 'subject'),
    pronounObject: Number(slot === 'object'),
    pronounOblique: Number(slot === 'oblique'),
    pronounPossessive: Number(slot === 'possessive'),
    pronounIndex: Math.min(20, at - sentenceStart),
    pronounSentence: sentence - pronoun.firstSentence,
    sameBefore: sameBefore < 0 ? 60 : Math.min(60, at - sameBefore),
    sameBeforeSentences: sameBefore < 0 ? 5 : Math.min(5, sentence - (tokens[sameBefore]?.sentence ?? 0)),
    sameInScene: count(gender, 0, tokens.length),
    pronounSubordinators: count('subordinator', sentenceStart, at),
    pronounVerbs: count('verb', sentenceStart, at),
    afterSubordinator: Number(isSubordinator(before)),
    afterConjunction: Number(/^(and|but|or)$/.test(lower(before))),
    afterPreposition: Number(before?.pos === 'ADP'),
    afterVerb: Number(isVerb(before)),
    beforeVerb: Number(isVerb(tokens[at + 1])),
    opensWithClause: Number(isSubordinator(first) || first?.pos === 'ADP' || /(ing|ed)$/.test(lower(first))),
    clauseSubject: clauseSubject(scene, at, sentenceStart, gender),
  }
}

/** Words looked back for the subject of the pronoun's clause. */
const CLAUSE = 12

/** What the subject before the pronoun in its clause is: a pronoun of the same gender 1, another -1, a name 2, none 0. */
function clauseSubject({ tokens, placed }: Scene, at: number, sentenceStart: number, gender: Gender): number {
  for (let before = at - 1; before >= sentenceStart && at - before < CLAUSE; before--) {
    const token = tokens[before]
    if (/^(he|she|they|i|we|it|you)$/.test(lower(token))) return genderOf(token) === gender ? 1 : -1
    if (isSubordinator(token)) return 0
    if (placed.some((name) => name.slot === 'subject' && name.last === before)) return 2
  }
  return 0
}

/** Where the candidate stands, and what is between it and the pronoun. */
function placeFeatures(pronoun: Pronoun, { names, anchor }: Candidate): Features {
  const { scene, at, sentence, gender, slot } = pronoun
  const { count, placed } = scene
  const isBehind = anchor.first > at
  const [from, to] = isBehind ? [at + 1, anchor.first] : [anchor.last + 1, at]
  const anchorStart = scene.startOf(anchor.sentence)
  const verbs = count('verb', from, to)
  const subordinators = count('subordinator', from, to)
  const between = placed.filter((name) => name.person !== anchor.person && name.first >= from && name.last < to)
  const otherSubjects = between.filter((name) => name.slot === 'subject').length
  const isSubjectOfClause =
    anchor.sentence === sentence &&
    !isBehind &&
    anchor.slot === 'subject' &&
    verbs <= 1 &&
    subordinators === 0 &&
    otherSubjects === 0
  const inSentence = (number: number) => names.filter((name) => name.sentence === number && name.last < at)
  const [own, before] = [inSentence(sentence), inSentence(sentence - 1)]
  const lastSubject = names.findLast((name) => name.last < at && name.slot === 'subject')
  return {
    behind: Number(isBehind),
    distance: Math.log2(1 + Math.abs(isBehind ? anchor.first - at : at - anchor.last)),
    sentences: sentence - anchor.sentence,
    sameSentence: Number(anchor.sentence === sentence),
    inClause: Number(!isBehind && anchor.first >= pronoun.clauseStart),
    isFirst: Number(anchor.isFirst),
    isLast: Number(placed.findLast((name) => name.last < at) === anchor),
    index: Math.min(25, anchor.first - anchorStart),
    verbs,
    subordinators,
    commas: count('comma', from, to),
    conjunctions: count('conjunction', from, to),
    prepositions: count('preposition', from, to),
    breaks: count('break', from, to),
    same: count(gender, from, to),
    opposite: count(gender === 'm' ? 'f' : 'm', from, to),
    they: count('they', from, to),
    sameBeforeName: count(gender, anchorStart, anchor.first),
    sinceSame: pronoun.sameBefore < 0 || isBehind ? 0 : anchor.last < pronoun.sameBefore ? 1 : 2,
    inSentenceBefore: before.length,
    subjectBefore: Number(before.some((name) => name.slot === 'subject')),
    firstBefore: Number(before.some((name) => name.isFirst)),
    inSentence: own.length,
    subjectHere: Number(own.some((name) => name.slot === 'subject')),
    firstHere: Number(own.some((name) => name.isFirst)),
    lastSubject: lastSubject ? Math.min(6, sentence - lastSubject.sentence) : 7,
    // Binding: the subject of a clause is no other part of it, but often owns one.
    bound: Number(isSubjectOfClause && (slot === 'object' || slot === 'oblique')),
    owns: Number(isSubjectOfClause && slot === 'possessive'),
    others: new Set(between.map(({ person }) => person)).size,
    otherSubjects,
    otherSubjectsHere: pronoun.subjectsHere.filter(({ person }) => person !== anchor.person).length,
  }
}

/** What the name itself and the words beside it tell. */
function nameFeatures(pronoun: Pronoun, { names, anchor }: Candidate): Features {
  const { scene, at, gender, slot } = pronoun
  const { tokens, placed } = scene
  const [previous, next] = [tokens[anchor.first - 1], tokens[anchor.last + 1]]
  const is = (token: Token | undefined, words: RegExp) => Number(words.test(lower(token)))
  const agrees = (other: Gender | null) => (other === null ? 0 : other === gender ? 1 : -1)
  const anyGender = names.find((name) => name.gender !== null)?.gender ?? null
  const saysOn = slot === 'subject' && says(tokens, at + 1)
  const said = anchor.slot === 'subject' && says(tokens, anchor.last + 1)
  const behind = names.find((name) => name.first > at)
  return {
    withPronoun: Number(
      (isAnd(tokens[at + 1]) && names.some((name) => name.first === at + 2)) ||
        (isAnd(tokens[at - 1]) && names.some((name) => name.last === at - 2)),
    ),
    beforeTo: is(next, /^to$/),
    behindDistance: behind ? Math.min(30, behind.first - at) : 31,
    behindSubject: Number(behind?.slot === 'subject'),
    behindSameSentence: Number(behind?.sentence === pronoun.sentence),
    count: names.length,
    countBefore: names.filter((name) => name.last < at).length,
    countBehind: names.filter((name) => name.first > at).length,
    subjects: names.filter((name) => name.slot === 'subject').length,
    firstSentence: (names[0]?.sentence ?? 0) - pronoun.firstSentence,
    isTopic: Number(names[0] === placed[0]),
    words: anchor.last - anchor.first + 1,
    ...Object.fromEntries(SLOTS.map((one) => [one, Number(anchor.slot === one)])),
    parallel: Number(anchor.slot === slot),
    conjoined: Number(anchor.isConjoined),
    apposition: Number(anchor.isApposition),
    parentheses: Number(anchor.isInParentheses),
    gender: agrees(anyGender),
    ownerGender: agrees(anchor.ownerGender),
    says: Number(saysOn) + 2 * Number(said),
    beforeComma: is(next, /^,$/),
    beforeParenthesis: is(next, /^\($/),
    beforeWho: Math.max(is(next, /^who(se|m)?$/), is(tokens[anchor.last + 2], /^who(se|m)?$/)),
    nameBeforeVerb: Number(isVerb(next)),
    beforeCopula: is(next, /^(is|was|are|were)$/),
    beforeAnd: is(next, /^(and|or)$/),
    beforePreposition: Number(next?.pos === 'ADP'),
    endsSentence: Math.max(Number(next?.sentence !== anchor.sentence), is(next, /^[.;!?]$/)),
    afterComma: is(previous, /^,$/),
    nameAfterVerb: Number(isVerb(previous)),
    afterAnd: is(previous, /^(and|or)$/),
    afterNoun: Number(previous?.pos === 'NOUN'),
    nameAfterSubordinator: Number(isSubordinator(previous)),
    afterBy: is(previous, /^by$/),
    afterWith: is(previous, /^with$/),
    afterTo: is(previous, /^to$/),
    afterOf: is(previous, /^of$/),
    afterIn: is(previous, /^(in|on|at|from|of)$/),
    afterAs: is(previous, /^as$/),
  }
}

/** True where one of the next words is a verb of saying before any other full verb. */
function says(tokens: readonly Token[], from: number): boolean {
  return isSaying(tokens.slice(from, from + 4).find((token) => token.pos === 'VERB'))
}

/** How the candidate stands beside those it competes with: `rival` is the nearest other one. */
function rivalFeatures(
  { at, sentence, ...pronoun }: Pronoun,
  candidate: Candidate,
  rival: Candidate | undefined,
): Features {
  const { subjectsHere, subjectsBefore } = pronoun
  const isIt = (name: Placed | undefined) => (name ? Number(name.person === candidate.person) : ABSENT)
  const log = (one: Candidate) => Math.log2(1 + Math.min(BEHIND, distanceOf(one, at)))
  return {
    nearestSubject: isIt(subjectsHere.at(-1)),
    firstSubject: isIt(subjectsHere[0]),
    nearestSubjectBefore: isIt(subjectsBefore.at(-1)),
    firstSubjectBefore: isIt(subjectsBefore[0]),
    rivalDistance: rival ? log(rival) - log(candidate) : 20,
    rivalSubject: Number(rival?.anchor.slot === 'subject'),
    rivalCount: rival ? candidate.names.length - rival.names.length : 0,
    rivalSameSentence: Number(rival?.anchor.sentence === sentence),
  }
}
