import type { Source, Statement } from '../../src/model/records.ts'
import type { Answer } from './answer.ts'
import type { Copy } from './find-copies.ts'
import { type Kept, push } from './kept.ts'

/** A copy as it is shown. */
interface CopyAnswer extends Copy {
  readonly laterTitle: string
  readonly earlierTitle: string
  /** Outlets by name, or null where none is known. */
  readonly laterOutlet: string | null
  readonly earlierOutlet: string | null
  /** True where the later text names the earlier one's outlet, null where that outlet is not known. */
  readonly namesEarlier: boolean | null
  /** The longest shared passage as it stands in the later text: it proves the copy where no statement does. */
  readonly exact: string
}

/** Below this many words a percentage would say more than is there. */
const FEWEST_FOR_PERCENT = 20

/**
 * Says each copy that `findCopies` found between kept sources, the one with most shared words first. `words` of its finding are the later
 * source's statements that stand in the shared text; they may be none, then `exact` is the proof.
 */
export function copies(kept: Kept, found: readonly Copy[]): readonly Answer<CopyAnswer>[] {
  const statementsIn = new Map<string, Statement[]>()
  for (const statement of kept.statements.values()) push(statementsIn, statement.source, statement)
  return found
    .toSorted((a, b) => b.words - a.words || (a.later + a.earlier < b.later + b.earlier ? -1 : 1))
    .flatMap((copy) => {
      const [later, earlier] = [kept.sources.get(copy.later), kept.sources.get(copy.earlier)]
      if (!later || !earlier) return []
      const [laterOutlet, earlierOutlet] = [outletName(kept, later), outletName(kept, earlier)]
      const text = kept.case.texts.get(later.id) ?? ''
      const answer = {
        ...copy,
        laterTitle: later.title,
        earlierTitle: earlier.title,
        laterOutlet,
        earlierOutlet,
        namesEarlier: namesOutlet(kept, text, earlier),
        exact: longestOf(copy, text),
      }
      const finding = {
        analysis: 'copies',
        headline: headlineOf(answer),
        note: noteOf(answer),
        claims: [],
        actors: [...new Set([later.outlet, earlier.outlet])].filter((id) => id !== null),
        words: (statementsIn.get(later.id) ?? [])
          .filter((statement) => standsInCopy(statement, copy, kept.case.texts.get(earlier.id) ?? ''))
          .sort((a, b) => startOf(a) - startOf(b) || (a.id < b.id ? -1 : 1))
          .map(({ id }) => ({ statement: id, role: 'repeated' })),
      }
      return [{ answer, finding }]
    })
}

/**
 * True for a statement of the later source whose attribution was taken over: its cue and content stand in shared text. What it
 * quotes is left out of shared text, so that of a quotation the cue must stand there and its words anywhere in the earlier text.
 */
export function standsInCopy({ cueSpans, contentSpans }: Statement, { spans }: Copy, earlier: string): boolean {
  const isInside = ({ start, end }: { start: number; end: number }) =>
    spans.some(({ later }) => later.start <= start && end <= later.end)
  // A full stop or comma at the end belongs to no word, so no shared text ends with it.
  const words = contentSpans.map(({ start, exact }) => ({
    start,
    end: start + exact.replace(/[\s\p{P}]+$/u, '').length,
  }))
  if (words.every(isInside)) return cueSpans.every(isInside)
  return cueSpans.length > 0 && cueSpans.every(isInside) && contentSpans.every(({ exact }) => earlier.includes(exact))
}

function headlineOf(answer: CopyAnswer): string {
  const { share, words, order, laterOutlet, earlierOutlet, laterTitle, earlierTitle } = answer
  const isOneOutlet = laterOutlet === earlierOutlet
  const [later, earlier] = [
    isOneOutlet ? `the text ${laterTitle}` : `the text of ${laterOutlet ?? laterTitle}`,
    isOneOutlet ? `the text ${earlierTitle}` : `the text of ${earlierOutlet ?? earlierTitle}`,
  ]
  const percent = Math.round(share * 100)
  const count = `${words} words`
  const part = words < FEWEST_FOR_PERCENT ? count : percent < 1 ? `${count}, less than 1 %,` : `${count}, ${percent} %,`
  return order === 'dated'
    ? `${part} of ${later} stand word for word in ${earlier}, which was published before it`
    : `${part} of ${later} stand word for word in ${earlier}; which was published first is not known`
}

function noteOf({ laterOutlet, earlierOutlet, namesEarlier }: CopyAnswer): string {
  const named =
    namesEarlier === null || laterOutlet === earlierOutlet
      ? ''
      : namesEarlier
        ? `The first text names ${earlierOutlet}. `
        : `The first text does not name ${earlierOutlet}. `
  return `${named}Both may have the words from a third text, such as an agency's. What both have within quotation marks is not counted.`
}

function outletName(kept: Kept, { outlet }: Source): string | null {
  return outlet === null ? null : (kept.actors.get(outlet)?.name ?? null)
}

function namesOutlet(kept: Kept, text: string, { outlet }: Source): boolean | null {
  const actor = outlet === null ? undefined : kept.actors.get(outlet)
  return actor ? [actor.name, ...actor.aliases].some((name) => name !== '' && text.includes(name)) : null
}

function longestOf({ spans }: Copy, text: string): string {
  let longest = { start: 0, end: 0 }
  for (const { later } of spans) if (later.end - later.start > longest.end - longest.start) longest = later
  return text.slice(longest.start, longest.end)
}

const startOf = ({ contentSpans }: Statement) => contentSpans[0]?.start ?? 0
