import { setTimeout as wait } from 'node:timers/promises'
import { Agent, fetch, type Response } from 'undici'
import * as v from 'valibot'
import type { RecordSchema } from '../model/check.ts'
import { HearsayError, showValue } from '../model/error.ts'
import type { Endpoint } from './endpoint.ts'
import { Lanes } from './lanes.ts'

/** One question to a model, and the shape its answer must have. */
export interface Question<T> {
  readonly system: string
  readonly user: string
  readonly schema: RecordSchema<T>
  /** The same shape as JSON Schema, for servers that hold a model to it. */
  readonly jsonSchema: { readonly name: string; readonly schema: object }
}

/** What was asked of an endpoint so far. Tokens as it reports them; 0 where it reports none. */
export interface Usage {
  readonly requests: number
  readonly promptTokens: number
  readonly completionTokens: number
}

/** How an endpoint is asked. */
export interface ClientOptions {
  /** For one request with its answer; a large model on a small computer takes minutes. */
  readonly milliseconds: number
  /** Requests for one question, the first included. */
  readonly tries: number
  /** Questions on the way at a time. */
  readonly lanes: number
  /** 0..1, to spread the waits. */
  readonly random: () => number
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<unknown>
  /** Ends everything. */
  readonly signal: AbortSignal
}
const DEFAULTS: ClientOptions = {
  milliseconds: 300_000,
  tries: 5,
  lanes: 4,
  random: Math.random,
  wait: (milliseconds, signal) => wait(milliseconds, undefined, { signal }),
  signal: new AbortController().signal,
}

/** Milliseconds before the second try; doubled before each further one. */
const FIRST_WAIT = 1000
const LONGEST_WAIT = 60_000
/** An answer of the wrong shape, or none in time, is asked for once more only: what is paid for twice seldom gets better. */
const DEAR_TRIES = 2
/** After so many questions in a row without an answer the endpoint is asked no more. */
const MOST_FAILED_IN_A_ROW = 5
/** UTF-8 bytes of an answer; far more than a window of text can give rise to. */
const MOST_BYTES = 2_000_000

/**
 * Ways to ask for JSON, the strictest first: not every server knows `json_schema`, some models take no temperature, some servers know
 * neither. What a server refuses (400, 422) is asked in the next way, and so are all later questions.
 */
const WAYS: readonly { readonly temperature?: 0; readonly format: 'json_schema' | 'json_object' | null }[] = [
  { temperature: 0, format: 'json_schema' },
  { format: 'json_schema' },
  { temperature: 0, format: 'json_object' },
  { temperature: 0, format: null },
  { format: null },
]

const Tokens = v.optional(v.nullish(v.pipe(v.number(), v.integer(), v.minValue(0))))
const CompletionSchema = v.looseObject({
  choices: v.pipe(
    v.array(v.looseObject({ message: v.looseObject({ content: v.nullish(v.string()) }) })),
    v.minLength(1),
  ),
  usage: v.nullish(v.looseObject({ prompt_tokens: Tokens, completion_tokens: Tokens })),
})

/** What came of one request. */
type Outcome<T> =
  | { readonly type: 'answer'; readonly answer: T }
  /** The way of asking may be at fault. */
  | { readonly type: 'refused'; readonly error: HearsayError }
  /** No answer in the right shape, or none in time. */
  | { readonly type: 'dear'; readonly error: HearsayError }
  /** It may work later; `after` milliseconds where the server said when. */
  | { readonly type: 'later'; readonly error: HearsayError; readonly after: number | null }
  /** It will not work for any question. */
  | { readonly type: 'never'; readonly error: HearsayError }

/**
 * Asks one endpoint in the chat protocol of OpenAI (OpenAI, Ollama, llama.cpp, vLLM). Every answer is checked against its schema. The
 * key is sent to that endpoint alone, and stands in no message.
 */
export class LlmClient {
  readonly #endpoint: Endpoint
  readonly #options: ClientOptions
  readonly #address: string
  readonly #agent = new Agent({ headersTimeout: 0, bodyTimeout: 0 })
  readonly #lanes: Lanes
  #way = 0
  #failedInARow = 0
  #ended: HearsayError | null = null
  #usage: Usage = { requests: 0, promptTokens: 0, completionTokens: 0 }

  constructor(endpoint: Endpoint, options: Partial<ClientOptions> = {}) {
    this.#endpoint = endpoint
    this.#options = { ...DEFAULTS, ...options }
    this.#lanes = new Lanes(this.#options.lanes)
    const address = new URL(endpoint.url)
    address.pathname = `${address.pathname.replace(/\/+$/, '')}/chat/completions`
    this.#address = address.href
  }

  get model(): string {
    return this.#endpoint.model
  }

  /** Questions on the way at a time; more wait. */
  get parallel(): number {
    return this.#options.lanes
  }

  get usage(): Usage {
    return this.#usage
  }

  /**
   * The model's answer. Waits and tries again where that can help (429, 5xx, network, wrong shape). Throws `llm-unreachable`,
   * `llm-refused` or `llm-answer`, at once when the endpoint has failed too often before, and the signal's reason when it is aborted.
   */
  ask<T>(question: Question<T>): Promise<T> {
    return this.#lanes.run(() => this.#askInTurn(question))
  }

  async close(): Promise<void> {
    await this.#agent.destroy()
  }

  async #askInTurn<T>(question: Question<T>): Promise<T> {
    const { tries, signal } = this.#options
    let way = this.#way
    for (let attempt = 1; ; attempt++) {
      signal.throwIfAborted()
      if (this.#ended) throw this.#ended
      const outcome = await this.#send(question, way)
      switch (outcome.type) {
        case 'answer':
          this.#way = Math.max(this.#way, way)
          this.#failedInARow = 0
          return outcome.answer
        case 'refused':
          if (way + 1 >= WAYS.length) throw this.#failed(outcome.error)
          way++
          attempt--
          break
        case 'dear':
          if (attempt >= Math.min(tries, DEAR_TRIES)) throw this.#failed(outcome.error)
          break
        case 'later': {
          if (attempt >= tries || (outcome.after ?? 0) > LONGEST_WAIT) throw this.#failed(outcome.error)
          await this.#options.wait(outcome.after ?? this.#backOff(attempt), signal)
          break
        }
        case 'never':
          this.#ended = outcome.error
          throw outcome.error
      }
    }
  }

  /** Doubled with every try, and spread over its upper half, so that many do not come back at once. */
  #backOff(attempt: number): number {
    return Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (attempt - 1)) * (0.5 + this.#options.random() / 2)
  }

  #failed(error: HearsayError): HearsayError {
    if (++this.#failedInARow >= MOST_FAILED_IN_A_ROW) this.#ended ??= error
    return error
  }

  async #send<T>(question: Question<T>, way: number): Promise<Outcome<T>> {
    const { key, url } = this.#endpoint
    const { signal, milliseconds } = this.#options
    const late = AbortSignal.timeout(milliseconds)
    this.#usage = { ...this.#usage, requests: this.#usage.requests + 1 }
    try {
      const response = await fetch(this.#address, {
        method: 'POST',
        // A redirect would take text and key to whom nobody named.
        redirect: 'error',
        dispatcher: this.#agent,
        signal: AbortSignal.any([late, signal]),
        headers: {
          'content-type': 'application/json',
          'user-agent': 'hearsay',
          ...(key === null ? {} : { authorization: `Bearer ${key}` }),
        },
        body: JSON.stringify(this.#bodyOf(question, way)),
      })
      const body = await bodyOf(response, url.host)
      if (response.ok) return this.#read(body, question.schema)
      return this.#refusal(response, body)
    } catch (cause) {
      signal.throwIfAborted()
      if (cause instanceof HearsayError) return { type: 'dear', error: cause }
      const why = late.aborted ? `no answer in ${milliseconds / 1000} s` : reasonOf(cause)
      const message = `no answer from ${url.host}: ${why}. Check that it runs and try again: what was answered is kept.`
      const error = new HearsayError('llm-unreachable', message, { cause })
      return late.aborted ? { type: 'dear', error } : { type: 'later', error, after: null }
    }
  }

  #bodyOf({ system, user, jsonSchema }: Question<unknown>, way: number): object {
    const { temperature, format } = WAYS[way] ?? { format: null }
    const messages = [
      { role: 'system', content: system },
      { role: 'user', content: user },
    ]
    return {
      model: this.#endpoint.model,
      messages,
      stream: false,
      ...(temperature === undefined ? {} : { temperature }),
      ...(format === 'json_object' ? { response_format: { type: format } } : {}),
      ...(format === 'json_schema'
        ? { response_format: { type: format, json_schema: { ...jsonSchema, strict: true } } }
        : {}),
    }
  }

  #read<T>(body: string, schema: RecordSchema<T>): Outcome<T> {
    const shapeless = (what: string): Outcome<T> => ({
      type: 'dear',
      error: new HearsayError('llm-answer', `unusable answer from ${this.#endpoint.url.host}: ${what}`),
    })
    const completion = v.safeParse(CompletionSchema, parsed(body))
    if (!completion.success) return shapeless(`not in the chat protocol. Check the address: it often ends with /v1.`)
    const { choices, usage } = completion.output
    this.#usage = {
      ...this.#usage,
      promptTokens: this.#usage.promptTokens + (usage?.prompt_tokens ?? 0),
      completionTokens: this.#usage.completionTokens + (usage?.completion_tokens ?? 0),
    }
    const answer = v.safeParse(schema, parsed(jsonIn(choices[0]?.message.content ?? '')))
    return answer.success
      ? { type: 'answer', answer: answer.output }
      : shapeless(`not the JSON that was asked for. Run it again, or name a more able model.`)
  }

  #refusal(response: Response, body: string): Outcome<never> {
    const { status } = response
    const { url, key, model } = this.#endpoint
    const error = (way: string) => {
      const said = messageIn(key === null ? body : body.replaceAll(key, '…'))
      const shown = said === '' ? '' : ` (${showValue(said)})`
      return new HearsayError('llm-refused', `${url.host} answers ${status}${shown}. ${way}`)
    }
    if (status === 408 || status === 429 || status >= 500)
      return { type: 'later', error: error('Try again later: what was answered is kept.'), after: retryAfter(response) }
    // What servers say of a wrong key often has a part of it.
    if (status === 401 || status === 403)
      return {
        type: 'never',
        error: new HearsayError(
          'llm-refused',
          `${url.host} answers ${status}. Put the right key into HEARSAY_LLM_KEY.`,
        ),
      }
    if (status === 402 || status === 404)
      return {
        type: 'never',
        error: error(`Check the address, the account, and that there is a model ${showValue(model)}.`),
      }
    return { type: 'refused', error: error('The request may be too long for the model: name another one.') }
  }
}

/** The body of a response as text. Throws where it breaks off, and `llm-answer` where it is too large. */
async function bodyOf(response: Response, host: string): Promise<string> {
  const parts: Uint8Array[] = []
  let length = 0
  for await (const part of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    length += part.length
    if (length > MOST_BYTES)
      throw new HearsayError('llm-answer', `unusable answer from ${host}: more than ${MOST_BYTES} bytes.`)
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

/** The JSON object in what a model wrote: it may think aloud first, or put it into a fence. */
function jsonIn(content: string): string {
  const thought = content.lastIndexOf('</think>')
  const answer = thought < 0 ? content : content.slice(thought)
  return answer.slice(answer.indexOf('{'), answer.lastIndexOf('}') + 1)
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return null
  }
}

const ErrorSchema = v.looseObject({ error: v.union([v.string(), v.looseObject({ message: v.string() })]) })

/** What a server says of its refusal; '' where it says nothing in the usual form. */
function messageIn(body: string): string {
  const found = v.safeParse(ErrorSchema, parsed(body))
  if (!found.success) return ''
  const { error } = found.output
  return (typeof error === 'string' ? error : error.message).replace(/\s+/g, ' ')
}

/** Milliseconds until the server wants to be asked again; null where it doesn't say. */
function retryAfter(response: Response): number | null {
  const header = response.headers.get('retry-after')?.trim() ?? ''
  if (/^\d+$/.test(header)) return Number(header) * 1000
  const date = Date.parse(header)
  return Number.isNaN(date) ? null : Math.max(0, date - Date.now())
}

/** The system's word for what went wrong on the network. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  if (!(cause instanceof Error)) return String(cause)
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.message
}
