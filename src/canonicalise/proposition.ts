import { readEnglish, type PartOfSpeech, type Token } from '../language/english.ts'
import type { Actor, Stance, Statement } from '../model/records.ts'

/** What a statement says, freed of who says it, and how it takes that. */
export interface Proposition {
  readonly text: string
  readonly stance: Stance['stance']
  /** Why it is this claim and this stance, for a reader. */
  readonly reason: string
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
/** Cues under which a gerund has the speaker for its subject: "acknowledged signing the deal". */
const OWN_GERUND: readonly Statement['cueClass'][] = ['concede', 'deny', 'confirm', 'report']

const SUBJECTS: ReadonlySet<PartOfSpeech> = new Set(['NOUN', 'PROPN', 'PRON', 'NUM', 'DET'])
const isFinite = (token: Token) => token.pos === 'AUX' || (token.pos === 'VERB' && !token.text.endsWith('ing'))
const upperFirst = (text: string) => text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase())

/**
 * The proposition of a truth-apt statement, or null where there is none or it could not stand alone: threats, demands,
 * questions, wishes, bare noun phrases, and clauses whose subject cannot be told.
 */
export function propositionOf(statement: Statement, speaker: Actor | undefined): Proposition | null {
  if (statement.illocution !== 'assertive') return null
  const content = statement.content
    .replace(/["“”«»„]/g, '')
    .replace(/\s+/g, ' ')
    .replace(/[\s.,;:]+$/, '')
    .trim()
  const isWhether = /^(whether|if)\s/i.test(content)
  const clause = content.replace(/^(whether|if)\s+/i, '')
  const tokens = readEnglish(clause)
  const text = clauseOf(statement, clause, tokens, speaker)
  if (text === null) return null
  const about = `“${statement.cueSpans.map((span) => span.exact).join(' ')}”`
  if (statement.cueClass === 'deny') return { text, stance: 'denies', reason: `The cue ${about} denies the content.` }
  if (statement.cueClass === 'question' || isWhether)
    return { text, stance: 'questions', reason: `The cue ${about} leaves the content open.` }
  return { text, stance: 'asserts', reason: `The cue ${about} presents the content as true.` }
}

/** The content as a clause that stands alone; null where it is none. */
function clauseOf(
  statement: Statement,
  clause: string,
  tokens: readonly Token[],
  speaker: Actor | undefined,
): string | null {
  const [first, second] = tokens
  if (!first || !second || clause.includes(' … ')) return null
  const named = speaker && speaker.kind !== 'unnamed' ? speaker : undefined

  // "accused Pakistan of conducting strikes": the accused and what they are said to do.
  if (statement.cueClass === 'accuse') {
    const parts = /^(.+?)\s(?:of|for)\s(\p{L}+ing\b.*)$/u.exec(clause)
    // "accusations that carry weight of …": no accused before the "of".
    const hasAccused = parts !== null && !readEnglish(parts[1] ?? '').some(isFinite)
    return hasAccused ? upperFirst(`${parts[1]} ${parts[2]}`) : null
  }
  if (first.text.endsWith('ing') && first.pos === 'VERB')
    return named && OWN_GERUND.includes(statement.cueClass) ? `${named.name} ${clause}` : null
  if (first.lemma === 'to') return null
  // "that" makes a clause whatever the tagger thinks of its verb; else a verb must be seen, with a subject before it.
  const isThat = /^["“]?that\s/i.test(statement.contentSpans[0]?.exact ?? '')
  const verb = tokens.findIndex(isFinite)
  const beforeVerb = verb < 0 ? tokens : tokens.slice(0, verb)
  if ((verb < 0 && !isThat) || !beforeVerb.some((token) => SUBJECTS.has(token.pos))) return null
  if (first.pos !== 'PRON') return upperFirst(clause)

  const isOwn = speaker !== undefined && OWN_PRONOUNS[speaker.kind].includes(first.text.toLowerCase())
  // "it is clear that": this "it" stands for nobody.
  const isExpletive = first.text.toLowerCase() === 'it' && second.lemma === 'be'
  if (isOwn && named && !isExpletive && statement.form !== 'direct') return `${named.name}${clause.slice(first.end)}`
  return isExpletive || /^(there|nobody|everyone|everybody|no one|someone)$/i.test(first.text)
    ? upperFirst(clause)
    : null
}
