import { parseArgs } from 'node:util'
import { findCopies } from '../../graph/analyse/find-copies.ts'
import { sha256, sourceId } from '../../src/model/id.ts'
import type { Source } from '../../src/model/records.ts'
import { cpuSeconds, exponent } from './measure.ts'
import { seededRandom } from '../../src/model/random.fixture.ts'

/**
 * `npm run bench:copies [-- --sizes 1000,3000,10000]`: CPU seconds and peak memory of finding near-copies between articles of
 * 600 words, a line of JSON a size, then the exponent of growth; last, a line for as many texts that are all but equal. Every tenth article has 200
 * words of another one. Articles are made of a seeded vocabulary of 30,000 words in which the n-th is n times as rare as the first
 * (Zipf's law); every fifth sentence stands in quotation marks.
 */
const { values } = parseArgs({ options: { sizes: { type: 'string', default: '1000,3000,10000' } } })

const WORDS = 600
const COPIED = 200
const VOCABULARY = 30_000
const FIRST = Date.parse('2025-01-01')
const DAY = 86_400_000

const random = seededRandom(6)

function sentence(): string {
  const words = Array.from({ length: 20 }, () => `w${Math.floor(VOCABULARY ** random()).toString(36)}`)
  return random() < 0.2 ? `“${words.join(' ')}.”` : `${words.join(' ')}.`
}

/** So many articles, each as a list of words. */
function articles(size: number): string[] {
  const made: string[][] = []
  for (let i = 0; i < size; i++) {
    const other = i % 10 === 9 ? made[Math.floor(random() * made.length)] : undefined
    const words = other?.slice(0, COPIED) ?? []
    while (words.length < WORDS) words.push(...sentence().split(' '))
    made.push(words)
  }
  return made.map((words) => words.join(' '))
}

function sourceOf(text: string, number: number): Source {
  const id = sourceId(text)
  const publishedAt = new Date(FIRST + (number % 1000) * DAY).toISOString().slice(0, 10)
  const unknown = { url: null, outlet: null, author: null, readAt: null }
  const title = `Article ${number}`
  return {
    id,
    path: `sources/${id}.txt`,
    title,
    kind: 'article',
    ...unknown,
    publishedAt,
    language: 'en',
    sha256: sha256(text),
  }
}

function measure(texts: readonly string[]) {
  const sources = texts.map(sourceOf)
  const byId = new Map(sources.map(({ id }, i) => [id, texts[i] ?? '']))
  const from = process.cpuUsage()
  const copies = findCopies(sources, byId).length
  return {
    texts: texts.length,
    copies,
    seconds: cpuSeconds(from),
    megabytes: Math.round(process.resourceUsage().maxRSS / 1000),
  }
}

// The first run compiles; it is not counted.
measure(articles(1000))
const sizes = values.sizes.split(',').map(Number)
const rows = sizes.map((size) => {
  const row = measure(articles(size))
  console.log(JSON.stringify(row))
  return row
})
console.log(JSON.stringify({ exponent: exponent(rows.map(({ texts, seconds }) => [texts, seconds])) }))
const [article = ''] = articles(1)
const equal = Array.from({ length: Math.max(...sizes) }, (_, i) => `${article} ${i}`)
console.log(JSON.stringify({ allButEqual: measure(equal) }))
