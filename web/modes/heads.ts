import { sayOrigins, voicesOn } from '../origins.ts'
import { sayingOf } from '../words.ts'
import type { CaseIndex } from '../case-index.ts'
import type { SideName } from '../origins.ts'
import type { Side } from './sides.ts'
import type { Statement } from '../../src/model/records.ts'

/** Words of this many letters stand in a field in full; longer ones would have to be cut. */
const LONGEST = 64
const FORMS = ['direct', 'mixed', 'indirect'] as const
/** Widths of an average letter, heights of lines, and room at the edges, as in fields.css. */
const LETTER = { claim: 8.3, origins: 7, words: 8 }
const LINE = { kicker: 17, claim: 20, origins: 20, words: 21, cite: 19 }
const EDGES = { width: 32, height: 22 }

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

/** How high the head of a field is in CSS pixels, at most, by the width of the field. */
export function headHeight(index: CaseIndex, one: HeadOf, width: number, hasWords: boolean): number {
  const room = Math.max(80, width - EDGES.width)
  const lines = (letters: number, letter: number, most: number) => Math.min(most, Math.ceil((letters * letter) / room))
  const side = index.origins.get(one.claim)?.[nameOf(one)]
  const names = side?.cutNames.slice(0, 3).join(' ').length ?? 0
  const words = hasWords ? wordsFor(index, one) : undefined
  return (
    EDGES.height +
    LINE.kicker +
    lines(titleOf(index, one).length, LETTER.claim, 2) * LINE.claim +
    (side ? lines(sayOrigins(side).length + names + 5, LETTER.origins, 3) * LINE.origins : 0) +
    (words ? 8 + lines(sayingOf(words).length, LETTER.words, 4) * LINE.words + LINE.cite : 0)
  )
}
