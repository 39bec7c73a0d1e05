import { digestCase } from '../../src/case/digest.ts'
import { LIMITS, type Limits } from '../../graph/cypher/answer.ts'
import { guardedCopy } from '../../graph/embedded/guarded-copy.ts'
import type { GuardedQueries } from '../../graph/guarded/queries.ts'
import { caseKeyOf, readWholeCase } from '../inputs.ts'
import { graphOf, keptFor } from '../store.ts'
import { CaseAnswers, ROOM } from './answers.ts'

/** Rows and bytes of an answer that a model reads; time, memory and turns are those of every stranger's query. */
const QUERY_LIMITS: Limits = { ...LIMITS, rows: 1_000, bytes: ROOM }

/** A case folder as it stands whenever it is asked: a case that has changed is read again. */
export class CaseNow {
  readonly #folder: string
  #read: { readonly digest: string; readonly answers: CaseAnswers; readonly queries: GuardedQueries } | null = null

  /** One look at the folder at a time, so that it is read once. */
  #last: Promise<unknown> = Promise.resolve()

  constructor(folder: string) {
    this.#folder = folder
  }

  /** Its answers. Throws what reading the case does. */
  answers(): Promise<CaseAnswers> {
    const next = this.#last.then(() => this.#now())
    this.#last = next.catch(() => {})
    return next
  }

  async #now(): Promise<CaseAnswers> {
    const digest = await digestCase(this.#folder)
    if (this.#read?.digest === digest) return this.#read.answers
    const theCase = await readWholeCase(this.#folder)
    const caseKey = caseKeyOf(this.#folder, undefined)
    const kept = keptFor(graphOf(this.#folder, caseKey, digest), async () => theCase)
    const queries = guardedCopy(theCase, caseKey, QUERY_LIMITS, kept)
    await this.close()
    this.#read = { digest, answers: new CaseAnswers(theCase, queries), queries }
    return this.#read.answers
  }

  async close(): Promise<void> {
    await this.#read?.queries.close()
  }
}
