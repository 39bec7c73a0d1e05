import type { Utterance } from '../../src/model/records.ts'
import type { Answer } from './answer.ts'
import { compareQuotations, type QuoteChange, type QuoteComparison } from './compare-quotations.ts'
import type { Kept } from './kept.ts'
import { readQuoted, type Quoted } from './quoted.ts'
import { count, list, nameOf, publisherOf, short } from './say.ts'
import { periodOf } from './when.ts'

/** Two reports of one utterance that quote it differently. */
export interface QuoteDrift extends QuoteComparison {
  readonly utterance: string
  /** How sure the method is that both report one utterance; nobody need have said so. */
  readonly score: number
  readonly status: Utterance['status']
  /** The report that the others are compared with: the earliest, of several the longest. */
  readonly one: string
  readonly other: string
}

/** Reports of one utterance that are compared with the first. */
const MOST_REPORTS = 100
/** Changes that a headline names, and letters of each. */
const MOST_NAMED = 3
const MOST_LETTERS = 100

/**
 * Quote drift: how reports of one utterance quote it, word by word. Utterances are those of the case, proposed with a score or
 * accepted, never merged. Each report is compared with the earliest (where the dates tell none, with the longest). An answer
 * for each that has other words in the same place, leaves out a negation of the same sentence, or has the words said of
 * somebody else. That a report quotes less is no drift, and what one source quotes twice is one report.
 */
export function quotes(kept: Kept): readonly Answer<QuoteDrift>[] {
  return kept.utterances
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .flatMap((utterance) => {
      const [one, ...others] = reportsOf(kept, utterance)
      if (!one) return []
      return others.flatMap((other) => {
        if (other.statement.source === one.statement.source) return []
        const found = compareQuotations(one, other)
        return found && isDrift(found) ? [answerOf(kept, utterance, one, other, found)] : []
      })
    })
}

/** The reports with quoted words, the one to compare with first; of those that are too many the last are not read. */
function reportsOf(kept: Kept, { statements }: Utterance): readonly Quoted[] {
  const dated = [...new Set(statements)]
    .flatMap((id) => kept.statements.get(id) ?? [])
    .map((statement) => ({
      statement,
      day: periodOf(kept.sources.get(statement.source)?.publishedAt ?? null)?.to ?? Infinity,
      length: statement.contentSpans.reduce((sum, { exact }) => sum + exact.length, 0),
    }))
    .sort((a, b) => {
      if (a.day !== b.day) return a.day < b.day ? -1 : 1
      return b.length - a.length || (a.statement.id < b.statement.id ? -1 : 1)
    })
  return dated
    .slice(0, MOST_REPORTS + 1)
    .map(({ statement }) => readQuoted(statement))
    .filter(({ words }) => words.length > 0)
}

const isTelling = ({ kind, aspects, isMarked }: QuoteChange) => aspects.length > 0 || (kind === 'changed' && !isMarked)

const isDrift = ({ changes, subjects }: QuoteComparison) => subjects !== null || changes.some(isTelling)

function answerOf(
  kept: Kept,
  { id, score, status, reason, statements }: Utterance,
  one: Quoted,
  other: Quoted,
  found: QuoteComparison,
): Answer<QuoteDrift> {
  const [here, there] = [one, other].map(({ statement }) => {
    const source = kept.sources.get(statement.source)
    return source ? publisherOf(kept, source) : statement.source
  }) as [string, string]
  const telling = found.changes.filter(isTelling)
  const told = [
    ...(found.subjects ? [subjectsInWords(found.shared, found.subjects, here, there)] : []),
    ...telling.map((change) => changeInWords(change, here, there)),
  ]
  const more = told.length - MOST_NAMED
  const named = [...told.slice(0, MOST_NAMED), ...(more > 0 ? [count(more, 'more change')] : [])]
  const cuts = found.changes.filter((change) => !isTelling(change))
  const speakers = [...new Set([one.statement.speaker, other.statement.speaker])]
  return {
    answer: { utterance: id, score, status, one: one.statement.id, other: other.statement.id, ...found },
    finding: {
      analysis: 'quotes',
      headline: `${list(speakers.map((speaker) => nameOf(kept, speaker)))} quoted in two ways: ${named.join('; ')}`,
      note: [
        `That both report one utterance is ${status === 'accepted' ? 'accepted' : `proposed with score ${score}`}: ${reason}`,
        `Both quote “${short(found.shared, MOST_LETTERS)}”.`,
        ...cuts.map((change) => `${changeInWords(change, here, there)}.`),
        ...(statements.length > MOST_REPORTS + 1
          ? [`It has ${count(statements.length, 'report')}; the first ${MOST_REPORTS + 1} are compared.`]
          : []),
        'Which of them has the words as they were spoken, the reports do not tell.',
      ].join(' '),
      claims: [],
      actors: speakers,
      words: [
        { statement: one.statement.id, role: 'quotes' },
        { statement: other.statement.id, role: 'quotes otherwise' },
      ],
    },
  }
}

/** The words stand in quotation marks in their source. */
const marked = (words: string) => `“${short(words, MOST_LETTERS)}”`

function changeInWords({ lost, added, kind, aspects, isMarked }: QuoteChange, here: string, there: string): string {
  const about = [...aspects, ...(isMarked ? ['marked as changed'] : [])]
  const tail = about.length > 0 ? ` (${list(about)})` : ''
  if (lost !== '' && added !== '') return `${marked(lost)} in ${here}, ${marked(added)} in ${there}${tail}`
  const [words, having, missing] = lost === '' ? [added, there, here] : [lost, here, there]
  return `${marked(words)} in ${having}, ${kind === 'cut' ? 'not quoted' : 'missing'} in ${missing}${tail}`
}

const subjectsInWords = (shared: string, [a, b]: readonly [string, string], here: string, there: string) =>
  `${marked(shared)} stands after ${a} in ${here}, after ${b} in ${there} (subject)`
