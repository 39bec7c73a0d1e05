import { reasonedClaimIn } from '../language/connective.ts'
import type { Stance, Statement } from '../model/records.ts'
import { gerundOfCue, isBackshifted, ownPronouns, scopeOf, standAlone, type Context } from './clause.ts'
import comments from './comments.json' with { type: 'json' }
import { halvesOf } from './coordination.ts'
import { keyOf } from './sameness.ts'
import { combined, framed, stanceOfCue, type Attitude } from './stance.ts'
import threats from './threats.json' with { type: 'json' }
import { finiteVerbs, readClause } from './verbs.ts'

/** Something a statement says, freed of who says it, and how it takes that. */
export interface Proposition {
  readonly text: string
  /** Propositions with one key are one claim. */
  readonly key: string
  readonly stance: Stance['stance']
  /** Why it has this stance, for a reader. */
  readonly reason: string
  /** What was done to the words of the statement: phrases for a reader. */
  readonly steps: readonly string[]
  /** False where it can only join a claim that another statement makes: a question, a source's own voice. */
  readonly makesClaim: boolean
}

const VERB: Readonly<Record<Stance['stance'], string>> = {
  asserts: 'presents it as true',
  denies: 'denies it',
  questions: 'leaves it open',
}
/** Classes of cues that stand by the claim they name: "confirmed reports that …", but not "cited reports that …". */
const STANDING_BY: readonly Statement['cueClass'][] = ['confirm', 'concede', 'assert']
/** "(the pier is closed), he said". */
const OWN_TAIL = /,\s(?:he|she|it|they)\s(?:said|says|added|wrote|claimed|insisted|noted|explained)$/i
const DANGLING_START = /^(?:(?:and|but)\b(?:\s+that\b)?|also\s|(?:however|moreover),)/i
const DANGLING_END = /\s(?:and|but|as|that|while|or|because)$/i
/** Letters of a sentence that can still be one claim; a longer one says several things, and nobody recognises it. */
const LONGEST_CLAIM = 600
/** Letters of the shortest clause that a comment can follow. */
const LEAST_CLAUSE = 8
/** Letters that tell what follows a comma. */
const LONGEST_LEAD = 60
const MARKS = '\t .,;:!–—-'

/**
 * The truth-apt propositions of a statement that can stand alone, one for each sentence and each half that "and" joins; none for
 * threats, demands, wishes, bare noun phrases, clauses whose subject cannot be told and where no stance is clear.
 */
export function propositionsOf(context: Context): Proposition[] {
  const { statement } = context
  const outer = outerStance(statement)
  if (outer === null) return []
  const plain = statement.content
    .replace(/["“”«»„]/g, '')
    .replace(/(?<=^|\s)['‘]([^'‘’]{1,80})['’](?=$|[\s,.;:])/g, '$1')
    .replace(/\s+/g, ' ')
    .trim()
  const gerund = gerundOfCue(statement)
  const content = gerund === null ? plain : `${gerund} ${plain}`
  const isQuestion = outer === 'questions' && statement.illocution === 'question'
  return sentencesOf(content).flatMap((sentence) => {
    // A question in quotation marks is put in an order of words of its own.
    if (sentence.endsWith('?')) return []
    return partsOf(withoutTail(trimmed(sentence)), outer, context).flatMap(({ words, stance, steps, because }) => {
      const clause = stance === null ? null : standAlone(words, context)
      if (
        stance === null ||
        !clause ||
        clause.text.length > LONGEST_CLAIM ||
        isThreat(clause.text) ||
        isOwnThreat(clause.text, context)
      )
        return []
      const { text } = clause
      return {
        text,
        key: [keyOf(text), ...scopeOf(text, context)].join(' '),
        stance,
        reason: `${because} ${VERB[stance]}`,
        steps: [...steps, ...clause.steps],
        // "Questioned whether" disputes, "asked whether" asks.
        makesClaim: statement.form !== 'narrated' && (!isQuestion || statement.cueClass === 'question'),
      }
    })
  })
}

const THREAT_VERBS: ReadonlySet<string> = new Set(threats.verbs.map(({ lemma }) => lemma))
const THREAT_NOUNS: ReadonlySet<string> = new Set(threats.nouns.map(({ lemma }) => lemma))

/** "Any attack will get a fitting answer" threatens, whatever its cue: what "any" may do, and what will follow. */
function isThreat(text: string): boolean {
  if (!/^any\s.*\b(?:will|would)\b/i.test(text)) return false
  const lemmas = readClause(text).map(({ lemma }) => lemma)
  return lemmas.some((lemma) => THREAT_VERBS.has(lemma)) && lemmas.some((lemma) => THREAT_NOUNS.has(lemma))
}

const WARNING = /^(?:warn|threaten|vow|swear)$/
const HARM: ReadonlySet<string> = new Set(threats.harm.map(({ lemma }) => lemma))

/** Who warns what harm his own side can do threatens: "warned that his country could destroy the port in a day". */
function isOwnThreat(text: string, { statement, speaker, state }: Context): boolean {
  const cue = readClause(statement.cueSpans.map(({ exact }) => exact).join(' '))
  if (!cue.some(({ lemma }) => WARNING.test(lemma))) return false
  const isOwn = [speaker, state].some((actor) => actor && text.toLowerCase().startsWith(actor.name.toLowerCase()))
  return isOwn && readClause(text).some(({ lemma, pos }) => pos === 'VERB' && HARM.has(lemma))
}

/** How the statement takes its content; null where that is not clear. */
function outerStance(statement: Statement): Attitude {
  const { cueClass, illocution, content, cueSpans } = statement
  const isOpen = isEmbeddedQuestion(content, cueClass)
  const isQuoted = statement.form === 'direct' && cueClass !== 'ask'
  if (illocution === 'question' && !isQuoted) return isOpen && stanceOf(statement) !== null ? 'questions' : null
  // Of a quotation that ends in a question, the sentences before it can still say something.
  if (illocution === 'question') return stanceOf(statement)
  if (illocution !== 'assertive' && cueClass !== 'withhold') return null
  const stance = cueSpans.length === 0 ? 'asserts' : stanceOf(statement)
  // "did not say whether" leaves nothing to be taken either way.
  return isOpen && stance !== null ? 'questions' : stance
}

function stanceOf({ cueClass, cueSpans }: Statement): Attitude {
  return stanceOfCue(readClause(cueSpans.map(({ exact }) => exact).join(' ')), cueClass, false)
}

/** An embedded question; "said if the pier is closed ships wait" has none. */
const isEmbeddedQuestion = (content: string, cueClass: Statement['cueClass']) =>
  /^["“]?whether\s/i.test(content) ||
  ((cueClass === 'ask' || cueClass === 'question') && /^["“]?if\s[^,]*$/i.test(content))

interface Part {
  readonly words: string
  readonly stance: Attitude
  readonly steps: readonly string[]
  /** The words that make the stance. */
  readonly because: string
}

function partsOf(sentence: string, outer: Attitude, context: Context): Part[] {
  const { statement } = context
  const cue = statement.cueSpans.map(({ exact }) => exact).join(' ')
  const because = cue === '' ? 'The source, in its own voice,' : `The cue “${cue}”`
  if (isEmbeddedQuestion(sentence, statement.cueClass))
    return [{ words: sentence.replace(/^(?:whether|if)\s+/i, ''), stance: outer, steps: [], because }]
  const frame = framed(sentence, ownPronouns(context), isBackshifted(statement))
  if (frame) {
    const isCited = frame.isNamed && outer === 'asserts' && !STANDING_BY.includes(statement.cueClass)
    const stance = isCited ? null : combined(outer, frame.stance)
    const steps = [`taken out of “${frame.words.trim()}”`]
    return [{ words: trimmed(frame.clause), stance, steps, because: `${because} with “${frame.words.trim()}”` }]
  }
  // Who denies that "A and B" denies that both hold, and who asks asks that.
  const halves = outer === 'asserts' ? (reasonAndClaimOf(sentence) ?? halvesOf(sentence)) : null
  if (!halves) return [{ words: sentence, stance: outer, steps: [], because }]
  const steps = ['one of two clauses joined in the statement']
  const parts = halves.map((words) => ({ words: trimmed(words), stance: outer, steps, because }))
  // Both or none: what is left of a half that does not stand alone would be lost.
  return parts.every(({ words }) => standAlone(words, context) !== null)
    ? parts
    : [{ words: sentence, stance: outer, steps: [], because }]
}

/** The claim of a sentence and the reason that it gives for it: src/relate/evidence.ts joins them again. */
function reasonAndClaimOf(sentence: string): readonly string[] | null {
  const found = reasonedClaimIn(sentence)
  return found && [found.claim, found.reason].map(({ start, end }) => sentence.slice(start, end))
}

/** "(agree on) one thing only: the talks failed": a few words before a colon without a verb announce the clause. */
function withoutLead(words: string): string {
  const [, lead = '', clause = ''] = /^(\P{P}{1,40}):\s(.+)$/u.exec(words) ?? []
  return clause !== '' && finiteVerbs(readClause(lead)).length === 0 ? clause : words
}

const SUMMING_UP: ReadonlySet<string> = new Set(comments.nouns.map(({ lemma }) => lemma))
const OF_COMMENT =
  /^(?:that|which|who|widely|now|still|seen|viewed|regarded|denied|disputed|rejected|confirmed|described)$/i

const FURTHER_REPORT = /^(?:saying|adding|claiming|insisting|arguing|noting|stating|explaining)\s/i

/**
 * Without what hangs on the end and is not part of it: a reporter's comment on the whole, "the pier sank, a claim that Larn denies" (a
 * summative modifier, Quirk et al. 1985, §17.116), and another report, "Larn left, saying that …".
 */
function withoutTail(sentence: string): string {
  for (let comma = sentence.indexOf(', ', LEAST_CLAUSE); comma >= 0; comma = sentence.indexOf(', ', comma + 1)) {
    const rest = sentence.slice(comma + 2, comma + 2 + LONGEST_LEAD)
    const [, noun = '', next = ''] = /^(?:an?\s)?(\p{L}+)\s(\p{L}+)/u.exec(rest) ?? []
    const isComment = SUMMING_UP.has(noun.toLowerCase().replace(/s$/, '')) && OF_COMMENT.test(next)
    if (isComment || FURTHER_REPORT.test(rest)) return sentence.slice(0, comma)
  }
  return sentence
}

/** Without the marks and the joining words at both ends. */
function trimmed(words: string): string {
  let rest = withoutMarks(withoutLead(words)).replace(OWN_TAIL, '')
  for (let before = ''; before !== rest;) {
    before = rest
    rest = withoutMarks(rest.replace(DANGLING_START, '').replace(DANGLING_END, ''))
  }
  return rest
}

/** A regular expression would take quadratic time on a row of dashes. */
function withoutMarks(words: string): string {
  let start = 0
  let end = words.length
  while (start < end && MARKS.includes(words.charAt(start))) start++
  while (end > start && MARKS.includes(words.charAt(end - 1))) end--
  return words.slice(start, end)
}

function sentencesOf(content: string): string[] {
  const sentences: string[] = []
  const tokens = readClause(content)
  tokens.forEach(({ start, end, sentence }, at) => {
    const isFirst = tokens[at - 1]?.sentence !== sentence
    if (isFirst) sentences.push(content.slice(start, end))
    else sentences[sentences.length - 1] += content.slice(tokens[at - 1]?.end, end)
  })
  return sentences
}
