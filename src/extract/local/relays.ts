import { tokensIn } from '../../language/english.ts'
import { cueClassOf, isAttitude, isCueWord, isNegated } from '../act.ts'
import type { CueClass } from '../../model/records.ts'
import { relaysByStructure } from './chains.ts'
import type { Found } from './nest.ts'
import { repair } from './repair.ts'
import type { Reading } from './reading.ts'
import type { Range, TaggedAttribution, Tagger } from './tagger.ts'

/** A relay found by reading a content again is kept from this score on; with a cue that no list knows, only from the second. */
const RELAY_THRESHOLD = 0.6
const UNKNOWN_CUE_THRESHOLD = 0.85
/** Words that a content must have to be read again, and that a relay's content must have. */
const LEAST_RELAY_WORDS = 3
const LEAST_CONTENT_WORDS = 2
/** What these cues report need not be a clause: "reported a crack". A pledge of relief has no words. */
const WITHOUT_CLAUSE: ReadonlySet<CueClass> = new Set(['report', 'deny', 'confirm', 'accuse', 'distance'])
/** Who says nothing. */
const NOBODY = /^(?:no\s?one|nobody|none|neither)\b/i

const wordCount = (text: string) => text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0

/**
 * The relays inside an attribution's content: those that its grammar names, and what the tagger finds when it reads the content
 * again as a text of its own. Ranges are of the whole text. A content without a word that could be a cue is not read.
 */
export async function relaysOf(tagger: Tagger, reading: Reading, outer: Found): Promise<TaggedAttribution[]> {
  const cue = tokensIn(reading.tokens, ...outer.cue)
  const relays: TaggedAttribution[] = []
  for (const part of outer.content) {
    if (wordCount(reading.plain.slice(...part)) < LEAST_RELAY_WORDS) continue
    const tokens = tokensIn(reading.tokens, ...part)
    relays.push(...relaysByStructure(tokens, cue))
    if (!tokens.some(isCueWord)) continue
    for (const one of await tagger.tag(asText(reading.plain.slice(...part)))) {
      const shift = ([start, end]: Range) => closeQuotation(reading.plain, [start + part[0], end + part[0]], part[1])
      relays.push(
        ...repair(reading, {
          ...one,
          cue: shift(one.cue),
          speaker: one.speaker.map(shift),
          content: one.content.map(shift),
        }).filter((relay) => isRelay(reading, relay, part)),
      )
    }
  }
  return relays
}

/**
 * A content as a text of its own: without "that" before it and its quotation marks, both of which hide attributions from the
 * tagger, with a capital and a full stop. As long as before, but for the full stop.
 */
function asText(content: string): string {
  const plain = content.replace(/^that(?=\s)/i, '    ').replace(/["“”]/g, ' ')
  const at = plain.search(/\S/)
  const capital = plain.charAt(at).toUpperCase()
  return `${capital.length === 1 ? plain.slice(0, at) + capital + plain.slice(at + 1) : plain}.`
}

function isRelay({ plain, tokens }: Reading, relay: TaggedAttribution, [from, to]: Range): boolean {
  const ranges = [relay.cue, ...relay.speaker, ...relay.content]
  if (!ranges.every(([start, end]) => start >= from && end <= to)) return false
  const cue = tokensIn(tokens, ...relay.cue)
  const cueClass = cueClassOf(cue)
  if (relay.score < (cueClass === null ? UNKNOWN_CUE_THRESHOLD : RELAY_THRESHOLD)) return false
  if (isNegated(cue) || isAttitude(cue) || cueClass === 'withhold') return false
  const [speaker] = relay.speaker
  // Only a hearsay adverb ("reportedly") says that somebody said it without a word for who.
  if (!speaker) return cueClass === 'distance'
  if (NOBODY.test(plain.slice(...speaker))) return false
  const words = relay.content.flatMap((range) => tokensIn(tokens, ...range))
  const isSaid = words.some((token) => token.pos === 'VERB' || token.pos === 'AUX' || /["“‘]/.test(token.text))
  if (!isSaid && !(cueClass !== null && WITHOUT_CLAUSE.has(cueClass))) return false
  return wordCount(relay.content.map((range) => plain.slice(...range)).join(' ')) >= LEAST_CONTENT_WORDS
}

/** A range that opens a quotation it does not close takes the closing mark that stands right after it. */
function closeQuotation(text: string, [start, end]: Range, limit: number): Range {
  const marks = text.slice(start, end).match(/["“”]/g)?.length ?? 0
  return marks % 2 === 1 && end < limit && /["”]/.test(text.charAt(end)) ? [start, end + 1] : [start, end]
}
