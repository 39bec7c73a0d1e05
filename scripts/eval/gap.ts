import { readFileSync } from 'node:fs'
import { HearsayError } from '../../src/model/error.ts'
import { readEnglish, type Token } from '../../src/language/english.ts'
import { namesIn } from '../../src/resolve/names-in-text.ts'
import { peopleIn, type PersonMention } from '../../src/resolve/people-in-text.ts'

/** A pronoun and two names that it may stand for. */
export interface GapExample {
  readonly id: string
  readonly isFeminine: boolean
  readonly tokens: readonly Token[]
  /** Where people are named; in order. */
  readonly mentions: readonly PersonMention[]
  /** Where the pronoun begins. */
  readonly position: number
  /** The two people, and whether the pronoun stands for them. */
  readonly a: number
  readonly b: number
  readonly isA: boolean
  readonly isB: boolean
}

const COLUMNS = 11

/**
 * Reads a file of the GAP format (Webster et al. 2018): a header, then ID, Text, Pronoun, Pronoun-offset, A, A-offset,
 * A-coref, B, B-offset, B-coref, URL, by tabs and without quoting; offsets count code points. The URL is not used. Throws
 * `HearsayError` for a file that cannot be read, and for a line of another form.
 */
export function readGap(file: string): GapExample[] {
  let raw: string
  try {
    raw = readFileSync(file, 'utf8')
  } catch (cause) {
    throw new HearsayError('no-pronouns', `${file}: cannot be read. Name a folder with this file of the GAP corpus.`, {
      isUsage: true,
      cause,
    })
  }
  return raw
    .split(/\r?\n/)
    .map((line, index) => ({ line, place: `${file}:${index + 1}` }))
    .slice(1)
    .filter(({ line }) => line !== '')
    .map(({ line, place }) => readExample(line, place))
}

function readExample(line: string, place: string): GapExample {
  const columns = line.split('\t')
  const [id = '', text = '', pronoun = '', position, a = '', startOfA, isA, b = '', startOfB, isB] = columns
  const points = Array.from(text)
  const unitAt = (offset: string | undefined) => points.slice(0, Number(offset)).join('').length
  const nameAt = (name: string, offset: string | undefined) => {
    const start = unitAt(offset)
    return { name, start, end: start + name.length }
  }
  const marked = [nameAt(pronoun, position), nameAt(a, startOfA), nameAt(b, startOfB)] as const
  if (columns.length !== COLUMNS || marked.some(({ name, start, end }) => text.slice(start, end) !== name))
    throw new HearsayError(
      'no-gap-line',
      `${place}: not a line of the GAP format, or its offsets are not those of code points.`,
      {
        isUsage: true,
      },
    )
  const tokens = readEnglish(text)
  const detected = namesIn(text, tokens).filter(({ kind }) => kind === 'person')
  const given = marked.slice(1)
  const overlap = (one: { start: number; end: number }, other: { start: number; end: number }) =>
    one.start < other.end && other.start < one.end
  // "Ana Okoro" detected where "Ana" is asked for: the longer name tells who else is meant.
  const asked = given.map((name) => {
    const longer = detected.find(
      (one) => overlap(one, name) && given.every((other) => other === name || !overlap(one, other)),
    )
    return { ...name, name: longer?.name ?? name.name }
  })
  const others = detected.filter((one) => !given.some((name) => overlap(one, name)))
  const mentions = peopleIn(tokens, [...others, ...asked], asked)
  const personAt = (name: { start: number } | undefined) =>
    mentions.find(({ start }) => start === name?.start)?.person ?? -1
  return {
    id,
    isFeminine: /^(she|her|hers)$/i.test(pronoun),
    tokens,
    mentions,
    position: marked[0].start,
    a: personAt(asked[0]),
    b: personAt(asked[1]),
    isA: isA === 'TRUE',
    isB: isB === 'TRUE',
  }
}
