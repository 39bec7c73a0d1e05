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

/**
 * Tokens, lemmas, tags and sentences of an English text (wink-nlp with its lite web model). A line break always ends a
 * sentence. Space is no token.
 */
export function readEnglish(text: string): Token[] {
  const tokens: Token[] = []
  let lineStart = 0
  let sentence = 0
  for (const line of text.split('\n')) {
    if (line.trim() !== '') sentence = readLine(text, lineStart, line, sentence, tokens)
    lineStart += line.length + 1
  }
  return tokens
}

/** Adds the tokens of one line; returns the number of the next sentence. */
function readLine(text: string, lineStart: number, line: string, firstSentence: number, tokens: Token[]): number {
  const document = nlp.readDoc(line)
  let sentence = firstSentence
  let at = lineStart
  document.sentences().each((part: ItemSentence) => {
    part.tokens().each((token: ItemToken) => {
      const value = token.out(its.value)
      // The engine splits some words it has changed; a token that does not stand here is looked for just after.
      const start = text.indexOf(value, at)
      if (value === '' || start < 0 || start + value.length > lineStart + line.length) return
      at = start + value.length
      const pos = token.out(its.pos) as WinkPartOfSpeech
      if (pos === 'SPACE') return
      tokens.push({ start, end: at, text: value, lemma: lemmaOf(token, value), pos, sentence })
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
