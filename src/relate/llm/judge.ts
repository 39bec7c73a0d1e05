import * as v from 'valibot'
import type { AnswerCache } from '../../llm/cache.ts'
import type { LlmClient } from '../../llm/client.ts'
import type { Plan } from '../../llm/plan.ts'
import { HearsayError } from '../../model/error.ts'
import { ABSTAINED, FEW_PAIRS, type Judge, type Judgement, type OrderedPair } from '../judge.ts'
import { AnswerSchema, EntrySchema, JSON_SCHEMA, NumberedSchema, PROMPT_VERSION, SYSTEM, type Entry } from './prompt.ts'

/** Ordered pairs in one request: more are cheaper, and models lose track of them. */
const MOST_PAIRS = 10
/** Characters of the pairs in one request. */
const MOST_CHARACTERS = 12_000
/** A longer text is no claim that anybody compares. */
const LONGEST_TEXT = 4000
/** Confidence below which a judgement is none. It is the model's own word for how sure it is, and not calibrated. */
const LEAST_SURE = 0.8

/** What a judge asked and what it left out. Counts of ordered pairs. */
interface JudgeTally {
  fromCache: number
  judged: number
  /** The endpoint gave no answer at all. */
  unanswered: number
  /** The answer left the pair out, named it twice, or had another shape. */
  unusable: number
  /** Not sent: a text of more than 4,000 characters. */
  tooLong: number
  /** Deciding words that stand in neither text, left out. */
  inventedWords: number
}

/** A judge that asks a model. */
export interface LlmJudge extends Judge {
  readonly judgeAll: NonNullable<Judge['judgeAll']>
  readonly tally: Readonly<JudgeTally>
  /** The first error of an endpoint that gave no answer; null where it always did. */
  readonly fault: () => HearsayError | null
}

interface Tools {
  readonly client: LlmClient
  readonly cache: AnswerCache
  /** Called before anything is sent; where it throws, nothing is. */
  readonly confirm: (plan: Plan) => Promise<void>
}

/**
 * Judge that asks a chat endpoint, many ordered pairs in one request. It abstains where the model is unsure, gives no usable answer, or
 * names deciding words of which none stands in the texts. A score is the model's own confidence, not calibrated. Where the
 * endpoint fails it abstains, counts, and keeps the rest for the next run. Throws what `confirm` throws.
 */
export function llmJudge({ client, cache, confirm }: Tools): LlmJudge {
  const method = { name: `llm:${client.model}`, version: PROMPT_VERSION }
  const tally: JudgeTally = { fromCache: 0, judged: 0, unanswered: 0, unusable: 0, tooLong: 0, inventedWords: 0 }
  let fault: HearsayError | null = null
  const keyOf = (pair: OrderedPair) => ['judge', client.model, SYSTEM, ...pair]

  /** The entries for one request's pairs; null where there is no usable one. */
  async function ask(batch: readonly OrderedPair[]): Promise<(Entry | null)[]> {
    const answer = await client
      .ask({ system: SYSTEM, user: userOf(batch), schema: AnswerSchema, jsonSchema: JSON_SCHEMA })
      .catch((error: unknown) => {
        if (!(error instanceof HearsayError)) throw error
        fault ??= error
        return null
      })
    if (!answer) {
      tally.unanswered += batch.length
      return batch.map(() => null)
    }
    const entries = entriesIn(answer.judgements)
    return Promise.all(
      batch.map(async (pair, index) => {
        const entry = entries.get(index + 1) ?? null
        if (entry) await cache.keep(keyOf(pair), entry)
        else tally.unusable++
        return entry
      }),
    )
  }

  async function judgeAll(pairs: readonly OrderedPair[], onProgress: (done: number) => void = () => {}) {
    const judgements = pairs.map(() => ABSTAINED)
    let done = 0
    const settle = (index: number, entry: Entry | null) => {
      const pair = pairs[index]
      if (entry && pair) judgements[index] = judgementOf(pair, entry, method.name, tally)
      onProgress(++done)
    }
    const missing: number[] = []
    for (const [index, pair] of pairs.entries()) {
      if (pair.some((text) => text.length > LONGEST_TEXT)) {
        tally.tooLong++
        settle(index, null)
        continue
      }
      const kept = await cache.find(keyOf(pair), EntrySchema)
      if (!kept) {
        missing.push(index)
        continue
      }
      tally.fromCache++
      settle(index, kept)
    }
    const batches = batchesOf(missing, pairs)
    if (batches.length === 0) return judgements
    const characters = batches.reduce((sum, batch) => sum + SYSTEM.length + userOf(pick(pairs, batch)).length, 0)
    const what = `${missing.length.toLocaleString('en')} ordered pair${missing.length === 1 ? '' : 's'} of claims`
    await confirm({ what, requests: batches.length, characters })
    await Promise.all(
      batches.map(async (batch) => {
        const entries = await ask(pick(pairs, batch))
        batch.forEach((index, i) => {
          if (entries[i]) tally.judged++
          settle(index, entries[i] ?? null)
        })
      }),
    )
    return judgements
  }

  return {
    method,
    pairsPerClaim: FEW_PAIRS,
    tally,
    fault: () => fault,
    judgeAll,
    judge: async (premise, hypothesis) => (await judgeAll([[premise, hypothesis]]))[0] ?? ABSTAINED,
  }
}

const pick = (pairs: readonly OrderedPair[], indices: readonly number[]) =>
  indices.flatMap((i) => pairs.slice(i, i + 1))
const userOf = (batch: readonly OrderedPair[]) =>
  JSON.stringify(batch.map(([premise, hypothesis], index) => ({ pair: index + 1, premise, hypothesis })))

const isReverse = (a: OrderedPair | undefined, b: OrderedPair | undefined) =>
  a !== undefined && b !== undefined && a[0] === b[1] && a[1] === b[0]

/**
 * The pairs of each request, by their places. The two directions of a pair come in different ones: a model that sees both answers
 * them alike, and their agreement would say nothing.
 */
function batchesOf(missing: readonly number[], pairs: readonly OrderedPair[]): number[][] {
  const batches: number[][] = []
  let room = 0
  for (const index of missing) {
    const length = pairs[index]?.join('').length ?? 0
    const last = batches.at(-1)
    const isFree = last?.every((other) => !isReverse(pairs[other], pairs[index])) ?? false
    if (last && isFree && last.length < MOST_PAIRS && length <= room) {
      last.push(index)
      room -= length
    } else {
      batches.push([index])
      room = MOST_CHARACTERS - length
    }
  }
  return batches
}

/** The usable entries of an answer by the number of their pair; a pair that is named twice has none. */
function entriesIn(judgements: readonly unknown[]): Map<number, Entry> {
  const entries = new Map<number, Entry>()
  const seen = new Set<number>()
  for (const judgement of judgements) {
    const numbered = v.safeParse(NumberedSchema, judgement)
    if (!numbered.success) continue
    const { pair } = numbered.output
    const entry = v.safeParse(EntrySchema, judgement)
    if (entry.success && !seen.has(pair)) entries.set(pair, entry.output)
    else entries.delete(pair)
    seen.add(pair)
  }
  return entries
}

function judgementOf(pair: OrderedPair, entry: Entry, rule: string, tally: JudgeTally): Judgement {
  const { label, confidence, reason, words } = entry
  const named = [...new Set(words)]
  const deciding = named.filter((word) => word.trim() !== '' && pair.some((text) => text.includes(word)))
  tally.inventedWords += named.length - deciding.length
  if (label === 'unsure' || confidence < LEAST_SURE) return ABSTAINED
  if (label === 'neutral') return { label, score: confidence, rule, reason, kind: null, deciding: [] }
  // What rests on words that nobody wrote rests on nothing; so does a contradiction of no kind.
  const kind = label === 'entailment' ? 'entails' : entry.kind
  if (deciding.length === 0 || kind === null) return ABSTAINED
  return { label, score: confidence, rule, reason, kind, deciding }
}
