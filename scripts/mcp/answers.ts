import { analysisNamed, ask, materialsOf, type Materials } from '../../graph/analyse/analyses.ts'
import { sayProblem, type Problem } from '../../graph/cypher/problem.ts'
import type { GuardedQueries } from '../../graph/guarded/queries.ts'
import { checkParameters, namedQuery } from '../../graph/named-queries.ts'
import type { Table, Value, Values } from '../../graph/store.ts'
import { HearsayError, showValue } from '../../src/model/error.ts'
import type { Case, Claim } from '../../src/model/records.ts'
import { spanOf } from '../../src/model/span.ts'
import { aboutSource, clip, quoteFirst } from './quote.ts'
import { CaseSearch } from './search.ts'
import type { EvidenceAnswer, FindingsAnswer, PassageAnswer, RowsAnswer, SearchAnswer } from './shapes.ts'

/** Characters of an answer as JSON; what is more is cut, and said so. */
export const ROOM = 200_000
/** Quotations that stand with one claim or finding, and below all the rows of a query. */
const QUOTATIONS_A_RECORD = 20
const CLAIMS_A_FINDING = 20
/** UTF-16 units of a passage. */
const LONGEST_PASSAGE = 8_000

const SAYS_WHO = 'This says who said what, in which words; whether it is so, it does not say.'
const NOTHING =
  'Nothing of the kind was found on what is loaded. That does not mean there is none: what hearsay is not sure of, it leaves out.'
const NO_IDS =
  'No id of a statement or claim is in the rows, so no words stand with them: return ids to open the words.'

/** What a case answers, as data: every answer carries the words that prove it, and what is not known. */
export class CaseAnswers {
  readonly #case: Case
  readonly #queries: GuardedQueries
  #materials: Materials | null = null
  #search: CaseSearch | null = null

  constructor(theCase: Case, queries: GuardedQueries) {
    this.#case = theCase
    this.#queries = queries
  }

  search(words: string, limit: number): SearchAnswer {
    this.#search ??= new CaseSearch(this.#kept)
    return this.#search.find(words, limit)
  }

  /** Who asserts, denies or questions a claim, by its id or some of its words. Throws `unknown-claim`. */
  evidence(claim: string, limit: number): EvidenceAnswer {
    const kept = this.#kept
    const found = this.#claimsCalled(claim)
    return {
      ...within('claims', found, limit, ({ id, text, about }) => ({
        id,
        text,
        about: about.map((actor) => ({ id: actor, name: kept.actors.get(actor)?.name ?? actor })),
        ...quoteFirst(
          kept,
          (kept.stancesOn.get(id) ?? []).map(({ statement, stance, reason }) => ({ statement, role: stance, reason })),
          QUOTATIONS_A_RECORD,
        ),
      })),
      note: `${SAYS_WHO} How many independent origins stand behind it at most, origins says.`,
    }
  }

  /** The findings of an analysis, all or those about a claim, an actor or a source. Throws `unknown-subject`. */
  findings(name: string, subject: string | undefined, limit: number): FindingsAnswer {
    const kept = this.#kept
    const analysis = analysisNamed(name)
    const answers = ask(this.#material, analysis, subject)
    return {
      question: analysis.question,
      ...within('findings', answers, limit, ({ finding: { analysis, headline, note, claims, actors, words } }) => ({
        analysis,
        headline,
        note,
        claims: claims.slice(0, CLAIMS_A_FINDING).map((id) => ({ id, text: kept.claims.get(id)?.text ?? id })),
        claimsInAll: claims.length,
        actors: actors
          .slice(0, CLAIMS_A_FINDING)
          .map((id) => ({ id, name: kept.actors.get(id)?.name ?? kept.sources.get(id)?.title ?? id })),
        ...quoteFirst(kept, words, QUOTATIONS_A_RECORD),
      })),
      note: answers.length === 0 ? NOTHING : SAYS_WHO,
    }
  }

  /** The rows of a named query. Throws what `checkParameters` throws. */
  query(name: string, parameters: Values, limit: number): Promise<RowsAnswer> {
    const query = namedQuery(name)
    return this.cypher(query.cypher, checkParameters(query, parameters), limit)
  }

  /** The rows of a stranger's query, which only reads and is stopped in time. Throws `query-…`. */
  async cypher(query: string, parameters: Values, limit: number): Promise<RowsAnswer> {
    const answer = await this.#queries.ask(query, parameters)
    if (answer.kind === 'problem')
      throw new HearsayError(`query-${answer.problem.kind}`, sayProblem(answer.problem), { isUsage: true })
    // Guarded queries write nothing else.
    const table = JSON.parse(answer.json) as Table & {
      readonly truncated: boolean
      readonly warnings: readonly Problem[]
    }
    const rows = table.rows.slice(0, limit)
    const words = this.#wordsIn(rows)
    return {
      columns: [...table.columns],
      rows,
      ...quoteFirst(this.#kept, words, QUOTATIONS_A_RECORD),
      warnings: table.warnings.map(sayProblem),
      cut: table.truncated ? { shown: rows.length, of: null } : cutOf(limit, table.rows.length),
      note: rows.length === 0 ? NOTHING : words.length === 0 ? `${SAYS_WHO} ${NO_IDS}` : SAYS_WHO,
    }
  }

  /** The text of a source around a place. Throws `unknown-source`, `invalid-place`. */
  passage(id: string, start: number, end: number): PassageAnswer {
    const source = this.#kept.sources.get(id)
    const text = this.#case.texts.get(id)
    if (!source || text === undefined)
      throw usage(
        'unknown-source',
        `No source in this case has the id ${showValue(id)}. search finds sources by title.`,
      )
    const last = Math.min(end, text.length)
    if (start >= last)
      throw usage(
        'invalid-place',
        `invalid place: ${start} to ${end} of ${text.length} UTF-16 units. Give a start below ${text.length} and an end after it.`,
      )
    const passage = clip(spanOf(text, start, last), LONGEST_PASSAGE)
    return {
      source: aboutSource(source),
      length: text.length,
      passage,
      cut: passage.goesOnTo === undefined ? null : { shown: passage.end - start, of: last - start },
      note: 'The text as it was read, letter by letter.',
    }
  }

  get #material(): Materials {
    return (this.#materials ??= materialsOf(this.#case))
  }

  get #kept() {
    return this.#material.kept
  }

  #claimsCalled(claim: string): readonly Claim[] {
    const { claims } = this.#kept
    const exact = claims.get(claim)
    const says = claim.toLowerCase()
    const found = exact ? [exact] : [...claims.values()].filter(({ text }) => text.toLowerCase().includes(says))
    if (found.length > 0) return found
    throw usage(
      'unknown-claim',
      `No claim in this case is called ${showValue(claim)}. search finds claims by their words.`,
    )
  }

  /** The statements whose ids stand in rows, then those that take a stance on claims whose ids do. */
  #wordsIn(rows: readonly Values[]): { statement: string; role: string }[] {
    const { statements, stancesOn } = this.#kept
    const ids = new Set(rows.flatMap((row) => [...textsIn(row)]))
    const found = new Map<string, string>()
    for (const id of ids) if (statements.has(id)) found.set(id, 'in a row')
    for (const id of ids)
      for (const { statement, stance } of stancesOn.get(id) ?? [])
        if (!found.has(statement)) found.set(statement, `${stance} ${id}`)
    return [...found].map(([statement, role]) => ({ statement, role }))
  }
}

/** Every text in a value, however deep. */
function* textsIn(value: Value): Generator<string> {
  if (typeof value === 'string') yield value
  else if (typeof value === 'object' && value !== null)
    for (const one of Array.isArray(value) ? (value as readonly Value[]) : Object.values(value)) yield* textsIn(one)
}

/** The first of a list, as an answer says them: at most `limit`, and no more than an answer has room for. */
function within<Name extends string, From, To>(
  name: Name,
  all: readonly From[],
  limit: number,
  make: (one: From) => To,
) {
  const made: To[] = []
  let room = ROOM
  for (const one of all.slice(0, limit)) {
    const next = make(one)
    room -= JSON.stringify(next).length
    if (room < 0 && made.length > 0) break
    made.push(next)
  }
  return { [name]: made, cut: cutOf(made.length, all.length) } as Record<Name, To[]> & { cut: ReturnType<typeof cutOf> }
}

const cutOf = (limit: number, size: number) => (size > limit ? { shown: limit, of: size } : null)
const usage = (code: string, message: string) => new HearsayError(code, message, { isUsage: true })
