import { sayOrigins, voicesOn } from '../origins.ts'
import { sayingOf, wholeLines } from '../words.ts'
import type { CaseIndex } from '../case-index.ts'
import type { SideName } from '../origins.ts'
import type { Side } from './sides.ts'
import type { Statement } from '../../src/model/records.ts'

/** Words of this many letters stand in a field in full; longer ones would have to be cut. */
const LONGEST = 64
const FORMS = ['direct', 'mixed', 'indirect'] as const
/** Widths of an average letter, heights of lines, and room at the edges, as in fields.css; smaller where the canvas is narrow. */
const LARGE = {
  letter: { claim: 8.3, origins: 7, words: 8.2 },
  line: { kicker: 17, claim: 20, origins: 20, words: 21, cite: 19 },
  edges: { width: 32, height: 22 },
}
const SMALL = {
  letter: { claim: 6.8, origins: 6, words: 7.2 },
  line: { kicker: 17, claim: 17, origins: 18, words: 18, cite: 17 },
  edges: { width: 20, height: 18 },
}

/** What the head of a field is about. */
export type HeadOf = Pick<Side, 'claim' | 'isDenial'>

/** The side of its claim that a field is for. */
export function nameOf({ isDenial }: HeadOf): SideName {
  return isDenial ? 'denying' : 'asserting'
}

/** The heading of a field: its claim, or that this is denied. */
export function titleOf(index: CaseIndex, { claim, isDenial }: HeadOf): string {
  return isDenial ? DENIED : (index.claims.get(claim)?.text ?? '')
}

/** As the strip of days has it. */
const DENIED = 'It is denied'

/** The words that stand in a field: the first direct, then mixed, then indirect statement that is short enough. */
export function wordsFor(index: CaseIndex, side: HeadOf): Statement | undefined {
  const voices = voicesOn(index, side.claim, nameOf(side)).map(({ statement }) => statement)
  return FORMS.flatMap((form) => voices.filter((one) => one.form === form)).find(
    (one) => sayingOf(one).length <= LONGEST,
  )
}

/** How high the head of a field is in CSS pixels, at most, by the width of the field, on a canvas that is narrow or not. */
export function headHeight(index: CaseIndex, one: HeadOf, width: number, hasWords: boolean, isNarrow: boolean): number {
  const { letter: LETTER, line: LINE, edges: EDGES } = isNarrow ? SMALL : LARGE
  const room = Math.max(80, width - EDGES.width)
  const lines = (text: string, letter: number, most: number) =>
    wholeLines(text, Math.floor(room / letter), most)?.length ?? most
  const side = index.origins.get(one.claim)?.[nameOf(one)]
  // A name of the cut stands between bars, and breaks nowhere.
  const names = (side?.cutNames.slice(0, 3) ?? []).map((name) => `--${name.replaceAll(' ', '-')}--`)
  const words = hasWords ? wordsFor(index, one) : undefined
  return (
    EDGES.height +
    LINE.kicker +
    lines(titleOf(index, one), LETTER.claim, 2) * LINE.claim +
    (side ? lines([sayOrigins(side), ...names].join(' '), LETTER.origins, 3) * LINE.origins : 0) +
    (words ? 8 + lines(sayingOf(words), LETTER.words, 4) * LINE.words + LINE.cite : 0)
  )
}
