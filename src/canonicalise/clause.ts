import type { PartOfSpeech, Token } from '../language/english.ts'
import type { Actor, Statement } from '../model/records.ts'
import { writeOut } from './contractions.ts'
import { isPastCue, withoutBackshift } from './tense.ts'
import { finiteVerbs, isPastForm, pastOfGerund, readClause } from './verbs.ts'

/** A clause that can be read alone, and what was done to make it so: phrases for a reader. */
export interface Clause {
  readonly text: string
  readonly steps: readonly string[]
}

/** Whose words a clause is made of. */
export interface Context {
  readonly statement: Statement
  readonly speaker: Actor | undefined
  /** The only state that the speaker is or speaks for. */
  readonly state: Actor | undefined
  /** Full names of people by surname, where the case knows one only. */
  readonly fullNames: ReadonlyMap<string, string>
}

/**
 * Which pronoun at the start of an indirect content can stand for its speaker. An outlet reports on others: "it said they had
 * no control" is not about the outlet.
 */
const OWN_PRONOUNS: Readonly<Record<Actor['kind'], readonly string[]>> = {
  person: ['he', 'she'],
  organisation: ['it', 'they'],
  state: ['it'],
  outlet: [],
  group: ['it', 'they'],
  unnamed: [],
}
const FIRST_PERSON: Readonly<Record<Actor['kind'], readonly string[]>> = {
  person: ['i'],
  organisation: ['we'],
  state: ['we'],
  outlet: [],
  group: ['we'],
  unnamed: [],
}
/** Cues under which a gerund has the speaker for its subject: "acknowledged signing the deal". */
const OWN_GERUND: readonly Statement['cueClass'][] = ['concede', 'deny', 'confirm']
const SUBJECTS: ReadonlySet<PartOfSpeech> = new Set(['NOUN', 'PROPN', 'PRON', 'NUM', 'DET'])
const NAMING: ReadonlySet<PartOfSpeech> = new Set(['NOUN', 'PROPN'])
const RELATIVE: ReadonlySet<string> = new Set(['that', 'which', 'who'])
/** After these, a verb is that of another clause than the first. */
const SUBORDINATING: ReadonlySet<string> = new Set([
  ...RELATIVE,
  'because',
  'when',
  'where',
  'while',
  'after',
  'before',
  'as',
])
const IMPERSONAL = /^(?:there|nobody|everyone|everybody|no one|someone)$/i
const FIRST_OR_SECOND = /\b(?:I|[Mm]e|[Mm]y|[Mm]ine|[Ww]e|us|[Oo]urs?|[Yy]ou|[Yy]ours?)\b/

const OWN_POSSESSIVES: Readonly<Record<string, string>> = { i: 'my', we: 'our' }

/** "My ships" in a quotation; "her plan" in reported speech is as often another's. */
const possessives = ({ form }: Statement, kind: Actor['kind']) =>
  form === 'direct' ? FIRST_PERSON[kind].flatMap((pronoun) => OWN_POSSESSIVES[pronoun] ?? []) : []

/** "The Larn team": a group is called by a common noun. */
const nameOf = ({ name, kind }: Actor) => (kind === 'group' && !/^the\s/i.test(name) ? `the ${name}` : name)

const upperFirst = (text: string) => text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase())

/** The pronouns that stand for the speaker, in the words he is quoted with. */
export function ownPronouns({ statement, speaker }: Context): readonly string[] {
  // What is thought is the speaker's whoever he is: "I do not think that …", "we know that …".
  if (statement.form !== 'indirect') return ['i', 'we']
  return speaker ? OWN_PRONOUNS[speaker.kind] : []
}

/** Whether the cue moves what it reports back in time. */
export const isBackshifted = ({ form, cueSpans }: Statement) =>
  form === 'indirect' && isPastCue(cueSpans.map(({ exact }) => exact).join(' '))

/** The act a cue names before the content begins: "signing" of "acknowledged signing". */
export function gerundOfCue({ cueSpans, cueClass }: Statement): string | null {
  const tokens = readClause(cueSpans.map(({ exact }) => exact).join(' '))
  const last = tokens.at(-1)
  const isGerund = tokens.length > 1 && last?.pos === 'VERB' && last.text.endsWith('ing')
  return isGerund && OWN_GERUND.includes(cueClass) ? last.text : null
}

/** The words as a clause that stands alone; null where they are none, or where its subject cannot be told. */
export function standAlone(words: string, context: Context): Clause | null {
  const clause = clauseOf(words, context)
  if (!clause) return null
  const { text, names } = withFullNames(clause.text, context.fullNames)
  return { text, steps: [...clause.steps, ...names.map((name) => `with “${name}” by the full name`)] }
}

/** "Li closed it" as "Ben Li closed it"; a name with another name before or after it is somebody else's. */
function withFullNames(text: string, fullNames: ReadonlyMap<string, string>) {
  const names: string[] = []
  const full = text.replace(/(?<![\p{L}\p{N}'’-])\p{Lu}[\p{L}'’-]*(?:\s\p{Lu}[\p{L}'’-]*)*/gu, (run) => {
    const name = run.replace(/['’]s$/, '')
    const fullName = fullNames.get(name)
    if (fullName === undefined) return run
    names.push(name)
    return `${fullName}${run.slice(name.length)}`
  })
  return { text: full, names: [...new Set(names)] }
}

function clauseOf(words: string, context: Context): Clause | null {
  const { statement, speaker } = context
  const named = speaker && speaker.kind !== 'unnamed' ? speaker : undefined
  const clause = /^\p{L}+['’](?:m|re|ve|ll|s)\b/iu.test(words) ? writeOut(words) : words
  const tokens = readClause(clause)
  const [first, second] = tokens
  if (!first || !second || clause.includes(' … ')) return null
  if (cueHas(statement, 'blame')) return blamed(clause)
  if (statement.cueClass === 'accuse') return accused(clause)
  if (isGerund(statement, tokens))
    return named && OWN_GERUND.includes(statement.cueClass) ? withGerund(nameOf(named), clause) : null
  if (first.lemma === 'to' || !isClause(statement, tokens)) return null

  const placed = withState(clause, context)
  const subject = subjectOf(placed, placed === clause ? tokens : readClause(placed), context, named)
  if (!subject) return null
  const text = isBackshifted(statement) ? withoutBackshift(subject.text) : subject.text
  return {
    text: upperFirst(text),
    steps: [
      ...(placed === clause ? [] : [`with “${context.state?.name ?? ''}” for the speaker’s country`]),
      ...subject.steps,
      ...(text === subject.text ? [] : ['after undoing the tense of reported speech']),
    ],
  }
}

/** "(admitted) hiding the damage", but not "hiding the damage was wrong". */
function isGerund({ cueClass }: Statement, tokens: readonly Token[]): boolean {
  const [first] = tokens
  if (!first || !/^\p{Ll}+ing$/u.test(first.text)) return first?.pos === 'VERB' && first.text.endsWith('ing')
  const [main] = finiteVerbs(tokens)
  const isSubject = main !== undefined && !tokens.slice(0, main).some(({ lemma }) => RELATIVE.has(lemma))
  return first.pos === 'VERB' || (OWN_GERUND.includes(cueClass) && !isSubject)
}

const cueHas = ({ cueSpans }: Statement, lemma: string) =>
  readClause(cueSpans.map(({ exact }) => exact).join(' ')).some((token) => token.lemma === lemma)

/** "(blamed) the crew for the fire", "(blamed) the fire on the crew", "(blamed) the crew". */
function blamed(clause: string): Clause | null {
  const [, who = clause, what = ''] = /^(.+?)\sfor\s(.+)$/u.exec(clause) ?? []
  const [, event = '', culprit = ''] = what === '' ? (/^(.+?)\son\s(.+)$/u.exec(clause) ?? []) : []
  const subject = culprit === '' ? who : culprit
  const tokens = readClause(subject)
  const head = tokens.findLast(({ pos }) => NAMING.has(pos))
  // "Blamed what happened": no culprit that a name or a noun stands for.
  if (!head || finiteVerbs(tokens).length > 0 || tokens.some(({ pos }) => pos === 'PRON')) return null
  const isPlural = /[^s]s$/i.test(head.text) && head.pos === 'NOUN' && head.lemma !== head.text.toLowerCase()
  const object = culprit === '' ? what : event
  return {
    text: upperFirst(`${subject} ${isPlural ? 'were' : 'was'} to blame${object === '' ? '' : ` for ${object}`}`),
    steps: [`with “${subject}” for its subject`],
  }
}

/** "(accused) Pakistan of conducting strikes": the accused and what they are said to do. */
function accused(clause: string): Clause | null {
  const parts = /^(.+?)\s(?:of|for)\s(\p{L}+ing\b.*)$/u.exec(clause)
  const [, who = '', what = ''] = parts ?? []
  // "accusations that carry weight of …": no accused before the "of".
  if (!parts || finiteVerbs(readClause(who)).length > 0) return null
  return withGerund(who, what)
}

function withGerund(who: string, what: string): Clause {
  // Alone, "closing" may be read as a noun.
  const gerund = readClause(`They were ${what}`)[2]
  const past = gerund?.pos === 'VERB' ? pastOfGerund(gerund) : null
  const steps = [`with “${who}” for its subject`]
  return !gerund || past === null
    ? { text: upperFirst(`${who} ${what}`), steps }
    : {
        text: upperFirst(`${who} ${past}${what.slice(gerund.text.length)}`),
        steps: [...steps, `with “${past}” for “${gerund.text}”`],
      }
}

/** A verb with a tense and a subject before it. "That" makes a clause whatever the tagger thinks of its verb. */
function isClause(statement: Statement, tokens: readonly Token[]): boolean {
  const isThat = /^["“]?that\s/i.test(statement.contentSpans[0]?.exact ?? '')
  const verbs = finiteVerbs(tokens)
  const [verb] = verbs
  if (verb === undefined) return isThat
  const before = tokens.slice(0, verb)
  // "the plan that was proposed" is no clause, nor is "his doubts because he was late".
  const isRelative = verbs.length === 1 && before.slice(1).some(({ lemma }) => SUBORDINATING.has(lemma))
  return before.some(({ pos }) => SUBJECTS.has(pos)) && !isRelative
}

function subjectOf(
  clause: string,
  tokens: readonly Token[],
  { statement, speaker }: Context,
  named: Actor | undefined,
): Clause | null {
  const [first, second] = tokens
  if (!first || !second) return null
  const word = first.text.toLowerCase()
  const rest = clause.slice(first.end)
  if (first.pos !== 'PRON') return { text: clause, steps: [] }
  // "it is clear that": this "it" stands for nobody.
  const isExpletive = word === 'it' && second.lemma === 'be'
  const isOwn = speaker !== undefined && OWN_PRONOUNS[speaker.kind].includes(word) && statement.form !== 'direct'
  const name = named ? nameOf(named) : ''
  const steps = [`with “${name}” for “${first.text}”`]
  if (isOwn && named && !isExpletive) return { text: `${name}${rest}`, steps }
  if (named && possessives(statement, named.kind).includes(word))
    return FIRST_OR_SECOND.test(rest)
      ? null
      : { text: `${name}’s${rest}`, steps: [`with “${name}’s” for “${first.text}”`] }
  if (statement.form !== 'indirect' && named && FIRST_PERSON[named.kind].includes(word)) {
    const third = FIRST_OR_SECOND.test(rest) ? null : inThirdPerson(clause, tokens, named)
    return third === null ? null : { text: third, steps }
  }
  return isExpletive || IMPERSONAL.test(first.text) ? { text: clause, steps: [] } : null
}

const THIRD: Readonly<Record<string, string>> = { am: 'is', are: 'is', were: 'was', have: 'has', do: 'does' }

/** "I have closed it" as "Ana Okoro has closed it"; null where the form of the verb is not sure. */
function inThirdPerson(clause: string, tokens: readonly Token[], actor: Actor): string | null {
  const [first] = tokens
  const [main] = finiteVerbs(tokens)
  const verb = main === undefined ? undefined : tokens[main]
  if (!first || !verb) return null
  const word = verb.text.toLowerCase()
  const hasForm = verb.pos === 'AUX' || isPastForm(verb)
  if (!hasForm) return null
  const form = actor.kind === 'group' ? word : (THIRD[word] ?? word)
  return `${nameOf(actor)}${clause.slice(first.end, verb.start)}${form}${clause.slice(verb.end)}`
}

const COUNTRY = /\b(?:his|her|my|our|its) country\b/i

/** "His country" by its name, where nobody else is named before it. */
function withState(clause: string, { state, speaker }: Context): string {
  const match = COUNTRY.exec(clause)
  if (!match || !state || !speaker) return clause
  const before = clause.slice(0, match.index).replace(speaker.name, '')
  return readClause(before).some(({ pos }) => pos === 'PROPN')
    ? clause
    : `${clause.slice(0, match.index)}${state.name}${clause.slice(match.index + match[0].length)}`
}

const TODAY = /\b(?:yesterday|today|tomorrow|tonight|now|(?:last|this|next) (?:night|week|month|year))\b/i
/** "It" that stands for nobody; "it is ready" may be said of anybody. */
const IMPERSONAL_IT =
  /^it\s(?:is|was|will be)\s(?:(?:not|\p{L}+ly|very|too)\s)*(?:(?:un)?(?:clear|likely|certain|known|true)|(?:im)?possible|false|important|necessary|time|obvious|evident|doubtful)\b/iu
/** To blame for what, its text tells. */
const BLAME_OPEN = /\s(?:was|were) to blame$/
/** Which country, its text tells. */
const POINTING = /^the (?:country|nation|report|latter|former|two)\b/i
const REFERRING_WORD = /\b(?:he|she|it|they|him|hers?|them|his|its|theirs?|this|these|those)\b/i

/**
 * What the words of a claim lean on outside of it, so that the same words elsewhere are another claim: the speaker for "we", the source
 * for a "they" that nothing in the clause explains, the day for "yesterday". Empty where it stands alone.
 */
export function scopeOf(text: string, { statement }: Context): string[] {
  const tokens = REFERRING_WORD.test(text) ? readClause(text) : []
  const noun = tokens.findIndex(({ pos }) => pos === 'NOUN' || pos === 'PROPN')
  const isExplained = (at: number) => noun >= 0 && noun < at
  const refers = tokens.some(({ text: word, pos }, at) => {
    const isExpletive = at === 0 && IMPERSONAL_IT.test(text)
    const isReferring = REFERRING_WORD.test(word) && (pos === 'PRON' || pos === 'DET')
    return isReferring && !isExpletive && !isExplained(at)
  })
  return [
    ...(FIRST_OR_SECOND.test(text) ? [statement.speaker] : []),
    ...(refers || POINTING.test(text) || BLAME_OPEN.test(text) ? [statement.source, statement.speaker] : []),
    ...(TODAY.test(text) ? [statement.saidAt ?? statement.source] : []),
  ]
}
