import { readFile } from 'node:fs/promises'
import { shipped } from './onnx.ts'

const LONGEST_WORD = 100
const CACHE_SIZE = 50_000

/** Splits a word's form into ids of the vocabulary. */
export type WordPieces = (form: string) => readonly number[]

/**
 * WordPiece: greedy longest match first (Wu et al. 2016, as in BERT). `vocabulary` has one piece a line, `##` marks a
 * continuation. A word with no match is the single piece `[UNK]`.
 */
export function makeWordPieces(vocabulary: string): WordPieces {
  const ids = new Map(vocabulary.split('\n').map((piece, id) => [piece.replace(/\r$/, ''), id]))
  const unknown = [ids.get('[UNK]') ?? 0]
  const cache = new Map<string, readonly number[]>()

  const split = (form: string): readonly number[] => {
    const chars = Array.from(form)
    if (chars.length > LONGEST_WORD) return unknown
    const pieces: number[] = []
    for (let from = 0; from < chars.length;) {
      let to = chars.length
      let id: number | undefined
      for (; to > from; to--) {
        id = ids.get((from > 0 ? '##' : '') + chars.slice(from, to).join(''))
        if (id !== undefined) break
      }
      if (id === undefined) return unknown
      pieces.push(id)
      from = to
    }
    return pieces
  }

  return (form) => {
    const known = cache.get(form)
    if (known) return known
    const pieces = split(form)
    if (cache.size < CACHE_SIZE) cache.set(form, pieces)
    return pieces
  }
}

/** Vocabulary of BERT, uncased, which the shipped models share. */
const VOCABULARY = shipped('src/language/vocabulary.txt')

/** Opens the pieces of the shipped models. */
export async function openWordPieces(): Promise<WordPieces> {
  return makeWordPieces(await readFile(VOCABULARY, 'utf8'))
}
