import { casual } from 'chrono-node/en'

/** What a time names: each part it has, by its name. Weekday from 0 (Sunday), hour only for a part of the day. */
export type DateParts = ReadonlyMap<string, number>

const PARTS = ['weekday', 'day', 'month', 'year', 'hour'] as const
const STARTS_DATE =
  /^(?:\d{1,2}(?:st|nd|rd|th)?\s(?=\p{Lu}))?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October|November|December)\b/iu
/** Any day, for which week days and months are counted; only what the words say is kept. */
const SOME_DAY = new Date(2024, 0, 1)

/** The parts of a date that is the whole of `words` ("3 May 2019", "Tuesday evening", "2019"); null for everything else. */
export function readDate(words: string): DateParts | null {
  if (/^(?:1[89]|20)\d\d$/.test(words)) return new Map([['year', Number(words)]])
  if (!STARTS_DATE.test(words)) return null
  const [result, ...others] = casual.parse(words, SOME_DAY)
  if (!result || others.length > 0 || result.end || result.text.length !== words.length) return null
  const { start } = result
  return new Map(
    PARTS.flatMap((part) => {
      const value =
        start.isCertain(part) || (part === 'hour' && /\s(?:morning|afternoon|evening|night)$/i.test(words))
          ? start.get(part)
          : null
      return value === null ? [] : [[part, value] as const]
    }),
  )
}

/** True where two dates name one part of time differently: "3 May" and "5 May", but not "Tuesday" and "28 October". */
export function areOtherDates(a: DateParts, b: DateParts): boolean {
  return [...a].some(([part, value]) => b.has(part) && b.get(part) !== value)
}

/** True where all that `b` names, `a` names too. */
export const isDateWithin = (a: DateParts, b: DateParts) => [...b].every(([part, value]) => a.get(part) === value)
