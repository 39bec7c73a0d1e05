import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { readEnglish } from '../../src/language/english.ts'
import { claimId } from '../../src/model/id.ts'

const FEWEST_TOKENS = 3
const MOST_TOKENS = 40

/**
 * Any number of different sentences from the .txt files of a folder: those of three to forty tokens, each once, in the order of a hash.
 * Where they do not suffice, the rest are halves of two of them put together, so that words stay as frequent as they are.
 */
export function sentencesFrom(folder: string): (size: number) => string[] {
  const own = [
    ...new Map(
      readdirSync(folder)
        .filter((name) => name.endsWith('.txt'))
        .flatMap((name) => sentencesOf(readFileSync(path.join(folder, name), 'utf8')))
        .map((sentence) => [claimId(sentence), sentence]),
    ),
  ]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, sentence]) => sentence.split(' '))
  if (own.length < 2) throw new Error(`${folder}: no sentences there. Name a folder with .txt files.`)
  return (size) => {
    const sentences = new Map<string, string>()
    for (let i = 0; sentences.size < size; i++) {
      const first = own[i % own.length] ?? []
      const round = Math.floor(i / own.length)
      const second = own[(i + round * 7919) % own.length] ?? []
      const words = round === 0 ? first : [...first.slice(0, first.length >> 1), ...second.slice(second.length >> 1)]
      sentences.set(claimId(words.join(' ')), words.join(' '))
    }
    return [...sentences.values()]
  }
}

function sentencesOf(text: string): string[] {
  const found: { start: number; end: number; tokens: number }[] = []
  for (const { start, end, sentence } of readEnglish(text)) {
    const one = (found[sentence] ??= { start, end, tokens: 0 })
    one.end = end
    one.tokens++
  }
  return found
    .filter(({ tokens }) => tokens >= FEWEST_TOKENS && tokens <= MOST_TOKENS)
    .map(({ start, end }) => text.slice(start, end).replace(/\s+/g, ' '))
}
