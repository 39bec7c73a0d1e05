import * as v from 'valibot'
import type { AnswerCache } from '../../llm/cache.ts'
import type { LlmClient } from '../../llm/client.ts'
import type { Plan } from '../../llm/plan.ts'
import type { Extractor } from '../extractor.ts'
import { toAttributions } from '../local/attributions.ts'
import { nest } from '../local/nest.ts'
import { readText } from '../local/reading.ts'
import type { TaggedAttribution } from '../local/tagger.ts'
import { anchor, fold } from './anchor.ts'
import { AnswerSchema, EntrySchema, JSON_SCHEMA, PROMPT_VERSION, SYSTEM } from './prompt.ts'
import { windowsOf, type Window } from './windows.ts'

/** The score of every attribution that a model found. It says nothing: how often which model is right is not measured. */
const SCORE = 0.5

/** What became of the answers. Windows are the parts of a text that one request reads. */
interface ExtractorTally {
  windowsFromCache: number
  windowsRead: number
  /** Attributions whose words do not stand where they should: left out. */
  invented: number
  /** Entries of another shape: left out. */
  unusable: number
  /** Attributions whose cue is another one's already: left out. */
  doubled: number
}

/** An extractor that asks a model. */
export interface LlmExtractor extends Extractor {
  readonly tally: Readonly<ExtractorTally>
  /** What reading these texts will send. */
  plan(texts: readonly string[]): Promise<Plan>
}

/** What it reads with. */
interface Tools {
  readonly client: LlmClient
  readonly cache: AnswerCache
}

/**
 * Extractor that asks a chat endpoint for the words of speaker, cue and content, window by window, and keeps what stands in the
 * text letter by letter. Form, act, relays and via come from the same code as the local extractor's. `extract` rejects with
 * the client's error where a window has no usable answer; the others' answers are kept.
 */
export function llmExtractor({ client, cache }: Tools): LlmExtractor {
  const tally: ExtractorTally = { windowsFromCache: 0, windowsRead: 0, invented: 0, unusable: 0, doubled: 0 }

  async function read(user: string): Promise<readonly unknown[]> {
    const key = keyOf(client.model, user)
    const kept = await cache.find(key, AnswerSchema)
    if (kept) {
      tally.windowsFromCache++
      return kept.attributions
    }
    const answer = await client.ask({ system: SYSTEM, user, schema: AnswerSchema, jsonSchema: JSON_SCHEMA })
    tally.windowsRead++
    await cache.keep(key, answer)
    return answer.attributions
  }

  async function tag(text: string, window: Window): Promise<TaggedAttribution[]> {
    const entries = await read(userOf(text, window))
    const folded = fold(text, window.paragraphs[0]?.[0] ?? 0, window.paragraphs.at(-1)?.[1] ?? 0)
    const found: TaggedAttribution[] = []
    for (const value of entries) {
      const entry = v.safeParse(EntrySchema, value)
      if (!entry.success) {
        tally.unusable++
        continue
      }
      const paragraph = window.paragraphs[entry.output.paragraph - 1] ?? window.body
      const anchored = anchor(folded, entry.output, paragraph)
      if (!anchored) tally.invented++
      // What has its cue around the body is for the window there.
      else if (anchored.cue[0] >= window.body[0] && anchored.cue[0] < window.body[1])
        found.push({ ...anchored, score: SCORE })
    }
    return found
  }

  return {
    method: { name: `llm:${client.model}`, version: PROMPT_VERSION },
    languages: 'any',
    parallel: client.parallel,
    tally,
    async plan(texts) {
      let requests = 0
      let characters = 0
      let read = 0
      for (const text of texts) {
        const before = requests
        for (const window of windowsOf(text)) {
          const user = userOf(text, window)
          if (await cache.find(keyOf(client.model, user), AnswerSchema)) continue
          requests++
          characters += SYSTEM.length + user.length
        }
        if (requests > before) read++
      }
      return { what: `${read.toLocaleString('en')} text${read === 1 ? '' : 's'}`, requests, characters }
    },
    async extract(text) {
      const tagged = await allSettled(windowsOf(text).map((window) => tag(text, window)))
      const kept: TaggedAttribution[] = []
      /** 1 at every position that a cue covers: one word is the cue of one attribution. */
      const isCue = new Uint8Array(text.length)
      for (const one of tagged.flat()) {
        if (isCue.subarray(...one.cue).includes(1)) {
          tally.doubled++
          continue
        }
        isCue.fill(1, ...one.cue)
        kept.push(one)
      }
      return toAttributions(readText(text), nest(kept))
    },
    close: () => Promise.resolve(),
  }
}

const keyOf = (model: string, user: string) => ['extract', model, SYSTEM, user]

function userOf(text: string, { paragraphs, body }: Window): string {
  const numbers = paragraphs.flatMap(([start], index) => (start >= body[0] && start < body[1] ? [index + 1] : []))
  const lines = paragraphs.map((range, index) => `[${index + 1}] ${text.slice(...range)}`)
  return [`Read paragraphs ${numbers[0] ?? 1} to ${numbers.at(-1) ?? 1}.`, ...lines].join('\n')
}

/** Waits for all, so that no answer that was paid for is lost, and throws the first error. */
async function allSettled<T>(tasks: readonly Promise<T>[]): Promise<T[]> {
  const results = await Promise.allSettled(tasks)
  return results.map((result) => {
    if (result.status === 'rejected') throw result.reason
    return result.value
  })
}
