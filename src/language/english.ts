import winkNLP, {
  type ItemSentence,
  type ItemToken,
  type ItsFunction,
  type PartOfSpeech as WinkPartOfSpeech,
} from 'wink-nlp'
import model from 'wink-eng-lite-web-model'

/** Universal part-of-speech tags, as wink-nlp gives them. */
export type PartOfSpeech = Exclude<WinkPartOfSpeech, 'SPACE'>

/** One token of a text: its range in UTF-16 units, lemma in lower case, tag, and the number of its sentence from 0. */
export interface Token {
  readonly start: number
  readonly end: number
  readonly text: string
  readonly lemma: string
  readonly pos: PartOfSpeech
  readonly sentence: number
}

const nlp = winkNLP(model, ['sbd', 'pos'])
const { its } = nlp
/** Its types declare another second parameter than every other property of a token takes. */
const itsLemma = its.lemma as ItsFunction<string>
const stemmer = model.addons.stem as (word: string) => string

/** The engine's time grows with the square of a word's length, and its memory with a line's: longer ones are cut. */
const LONGEST_PIECE = 4000
const LONGEST_WORD = 200

/**
 * Tokens, lemmas, tags and sentences of an English text (wink-nlp with its lite web model). A line break always ends a
 * sentence. Space is no token. A line of more than 4,000 characters is read in parts, cut after sentences or words.
 */
export function readEnglish(text: string): Token[] {
  const tokens: Token[] = []
  let lineStart = 0
  let sentence = 0
  for (const line of text.split('\n')) {
    for (let from = 0; from < line.length;) {
      const to = pieceEnd(line, from)
      const piece = line.slice(from, to)
      if (piece.trim() !== '') sentence = readPiece(piece, lineStart + from, sentence, tokens)
      from = to
    }
    lineStart += line.length + 1
  }
  return tokens
}

function pieceEnd(line: string, from: number): number {
  if (line.length - from <= LONGEST_WORD) return line.length
  const piece = line.slice(from, from + LONGEST_PIECE)
  const longWord = /\S{200}/.exec(piece)
  if (!longWord && piece.length < LONGEST_PIECE) return line.length
  if (longWord) {
    const end = from + (longWord.index || LONGEST_WORD)
    // No character is cut in two.
    return /[\udc00-\udfff]/.test(line.charAt(end)) ? end - 1 : end
  }
  const sentenceEnd = Math.max(...['. ', '? ', '! '].map((mark) => piece.lastIndexOf(mark)))
  return from + (sentenceEnd > 0 ? sentenceEnd + 1 : piece.search(/\s\S*$/) + 1)
}

/**
 * With a space between "'s" and a mark behind it. Without one the engine takes "Okoro's" for a word, keeps it, and reads it so from then
 * on: what it makes of a text would depend on the texts before.
 */
const apart = (piece: string) => piece.replace(/(?<=[\p{L}\p{N}])(['’]\p{L}{1,2})(?=[^\p{L}\p{N}\s])/gu, '$1 ')

/** Adds the tokens of a piece of a line that stands at `pieceStart`; returns the number of the next sentence. */
function readPiece(piece: string, pieceStart: number, firstSentence: number, tokens: Token[]): number {
  const document = nlp.readDoc(apart(piece))
  let sentence = firstSentence
  let at = 0
  document.sentences().each((part: ItemSentence) => {
    part.tokens().each((token: ItemToken) => {
      const value = token.out(its.value)
      // The engine splits some words it has changed; a token that does not stand here is looked for just after.
      const start = piece.indexOf(value, at)
      if (value === '' || start < 0) return
      at = start + value.length
      const pos = token.out(its.pos) as WinkPartOfSpeech
      if (pos === 'SPACE') return
      tokens.push({
        start: pieceStart + start,
        end: pieceStart + at,
        text: value,
        lemma: lemmaOf(token, value),
        pos,
        sentence,
      })
    })
    sentence++
  })
  return sentence
}

/** The engine has no lemma for a few tokens, whatever its types say; they are their own. */
function lemmaOf(token: ItemToken, value: string): string {
  const lemma: string | undefined = token.out(itsLemma)
  return (lemma ?? value).toLowerCase()
}

/** What a word shares with those derived from it, in lower case: "collaps" for "collapse" (Porter's second stemmer, as the model has it). */
export const stemOf = (word: string) => stemmer(word)

/** The tokens inside [start, end), in order. */
export function tokensIn(tokens: readonly Token[], start: number, end: number): Token[] {
  return tokens.slice(firstAt(tokens, start), firstAt(tokens, end)).filter((token) => token.start >= start)
}

/** Index of the first token that ends after `position`; the number of tokens where there is none. */
export function firstAt(tokens: readonly Token[], position: number): number {
  let low = 0
  let high = tokens.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((tokens[middle]?.end ?? 0) <= position) low = middle + 1
    else high = middle
  }
  return low
}
