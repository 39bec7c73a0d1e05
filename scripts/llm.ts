import path from 'node:path'
import { llmExtractor, type LlmExtractor } from '../src/extract/llm/extractor.ts'
import { AnswerCache } from '../src/llm/cache.ts'
import { LlmClient } from '../src/llm/client.ts'
import { endpointAt, isInTheOpen, isLocal, type Endpoint } from '../src/llm/endpoint.ts'
import { tokensOf, type Plan } from '../src/llm/plan.ts'
import { HearsayError, showValue } from '../src/model/error.ts'
import { llmJudge, type LlmJudge } from '../src/relate/llm/judge.ts'
import { whereOf } from './judges.ts'

/** What the command line says about models behind an endpoint. */
export interface LlmOptions {
  readonly extractor?: string
  readonly judge?: string
  readonly llmUrl?: string
  readonly yes?: boolean
  /** The local extractor's. */
  readonly threshold?: string
}

const count = (n: number, noun: string) => `${n.toLocaleString('en')} ${noun}${n === 1 ? '' : 's'}`

/** The model behind an endpoint that an option names; null for an adapter on this computer. Throws for what is neither. */
function modelOf(flag: '--extractor' | '--judge', option: string | undefined): string | null {
  if (option === undefined || option === 'local') return null
  if (flag === '--judge' && whereOf(option) !== null) return null
  const model = /^llm:(.+)$/s.exec(option)?.[1]?.trim() ?? ''
  if (model !== '') return model
  throw new HearsayError(
    'unknown-adapter',
    `${flag} ${showValue(option)}: there is local${flag === '--judge' ? ', model:WHERE, WHERE a folder or a name on the hub,' : ''} and llm:NAME, NAME a model.`,
    {
      isUsage: true,
    },
  )
}

/** Where the answers about a case are kept. */
export const answersIn = (folder: string) => path.join(folder, '.hearsay', 'llm')

/**
 * The models that a command names, and what is said about them: what goes where before it goes, what it took afterwards. Nothing is
 * sent to an endpoint before a person has said yes.
 */
export class LlmRun {
  readonly #isConfirmed: boolean
  readonly #clients: { readonly endpoint: Endpoint; readonly client: LlmClient }[] = []
  readonly #beforeAsking: () => void
  readonly extractor: LlmExtractor | null
  readonly judge: LlmJudge | null

  private constructor(
    models: { readonly extractor: string | null; readonly judge: string | null },
    { llmUrl, yes }: LlmOptions,
    answers: string | null,
    beforeAsking: () => void,
  ) {
    this.#isConfirmed = yes ?? false
    this.#beforeAsking = beforeAsking
    const cache = new AnswerCache(answers)
    const open = (model: string) => {
      const endpoint = endpointAt(llmUrl ?? '', model, process.env['HEARSAY_LLM_KEY'] ?? null)
      const client = new LlmClient(endpoint)
      this.#clients.push({ endpoint, client })
      return { client, cache, confirm: (plan: Plan) => this.#confirm(endpoint, plan) }
    }
    this.extractor = models.extractor === null ? null : llmExtractor(open(models.extractor))
    this.judge = models.judge === null ? null : llmJudge(open(models.judge))
  }

  /**
   * The models that the options name; null where they name none. `answers` is the folder where answers are kept.
   * Throws wrong usage: an unknown adapter, no address, nobody who could say yes.
   */
  static open(given: LlmOptions, answers: string | null, beforeAsking: () => void = () => {}): LlmRun | null {
    const extractor = modelOf('--extractor', given.extractor)
    const judge = modelOf('--judge', given.judge)
    if (extractor === null && judge === null) return null
    if (extractor !== null && given.threshold !== undefined)
      throw new HearsayError(
        'bad-threshold',
        `--threshold belongs to the local extractor: the scores of llm:${extractor} say nothing. Leave one of them out.`,
        { isUsage: true },
      )
    const llmUrl = given.llmUrl ?? process.env['HEARSAY_LLM_URL'] ?? ''
    if (llmUrl === '')
      throw new HearsayError(
        'missing-llm-address',
        `no address for llm:${extractor ?? judge}. Name one with --llm-url, as http://localhost:11434/v1, or in HEARSAY_LLM_URL.`,
        { isUsage: true },
      )
    if (!given.yes && !(process.stdin.isTTY && process.stderr.isTTY))
      throw new HearsayError(
        'not-confirmed',
        `llm:${extractor ?? judge} would send words of the texts to ${showValue(hostOf(llmUrl))}, and nobody is here to say yes. Add --yes, or run it on a terminal to be asked. Nothing was sent.`,
        { isUsage: true },
      )
    return new LlmRun({ extractor, judge }, { ...given, llmUrl }, answers, beforeAsking)
  }

  /** Says what reading these texts sends, and asks. Throws where the answer is no. */
  async confirmTexts(texts: readonly string[]): Promise<void> {
    if (!this.extractor) return
    const plan = await this.extractor.plan(texts)
    const [first] = this.#clients
    if (plan.requests > 0 && first) await this.#confirm(first.endpoint, plan)
  }

  async #confirm(endpoint: Endpoint, { what, requests, characters }: Plan): Promise<void> {
    this.#beforeAsking()
    const tokens = count(tokensOf(characters), 'token')
    const where = `${endpoint.url.origin}${isLocal(endpoint) ? ' on this computer' : ''}`
    console.error(
      `hearsay: llm:${endpoint.model} gets ${what} at ${where}: up to ${count(requests, 'request')}, ${count(characters, 'character')}, about ${tokens}; its answers and what must be asked again come on top.`,
    )
    if (isInTheOpen(endpoint))
      console.error(`hearsay: warning: http:// hides nothing: others on the way to ${endpoint.url.host} can read it.`)
    if (this.#isConfirmed) return
    const { confirm } = await import('@clack/prompts')
    const answer = await confirm({ message: 'Send it?', initialValue: false, output: process.stderr })
    if (answer !== true)
      throw new HearsayError(
        'not-confirmed',
        'nothing more was sent, and the case is as it was. Leave the llm: options out to stay local.',
      )
  }

  /** Says what it took, and what was left out. */
  report(): void {
    for (const { endpoint, client } of this.#clients) {
      const { requests, promptTokens, completionTokens } = client.usage
      const tokens = `${count(promptTokens, 'token')} there, ${count(completionTokens, 'token')} back as it reports them`
      console.error(`hearsay: llm:${endpoint.model} at ${endpoint.url.host}: ${count(requests, 'request')}, ${tokens}.`)
    }
    const say = (who: string, n: number, noun: string, what: string) => {
      if (n > 0) console.error(`hearsay: ${who}: ${count(n, noun)} ${what}`)
    }
    const { extractor, judge } = this
    if (extractor) {
      const { windowsFromCache, invented, unusable, doubled } = extractor.tally
      say('extractor', windowsFromCache, 'answer', 'known from before.')
      say('extractor', invented, 'attribution', 'dropped: the words do not stand in the text.')
      say('extractor', unusable, 'attribution', 'dropped: not in the form that was asked for.')
      say('extractor', doubled, 'attribution', 'dropped: the cue is another one’s.')
    }
    if (!judge) return
    const { fromCache, unanswered, unusable, tooLong, inventedWords } = judge.tally
    say('judge', fromCache, 'judgement', 'known from before.')
    say('judge', unusable, 'pair', 'not judged: no usable answer.')
    say('judge', tooLong, 'pair', 'not judged: too long.')
    say('judge', inventedWords, 'deciding word', 'dropped: in neither claim.')
    say('judge', unanswered, 'pair', `not judged: ${judge.fault()?.message ?? ''}`)
  }

  async close(): Promise<void> {
    for (const { client } of this.#clients) await client.close()
  }
}

/** The host of an address, without a name or password that may stand in it. */
const hostOf = (address: string) => (URL.canParse(address) ? new URL(address).host : 'an address')
