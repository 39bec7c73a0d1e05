import { ask, loadOffer } from './ask.ts'
import { completeCypher } from './complete.ts'
import { QueryEditor } from './editor.ts'
import { forget, readHistory, remember } from './history.ts'
import { fieldsOf, valuesOf } from './parameters.ts'
import { ROWS } from '../state.ts'
import type { Answer, NamedQuery, Offered } from './ask.ts'
import type { Field } from './parameters.ts'

/** What stands in the editor at first: who is behind the claims that are contradicted. */
const FIRST = `MATCH (a:Actor)-[:MADE]->(s:Statement)-[:ASSERTS]->(c:Claim)
MATCH (c)-[:CONTRADICTS]-(:Claim)
RETURN c.text AS claim, a.name AS speaker,
       count(DISTINCT s) AS statements
ORDER BY statements DESC, claim, speaker`

/** A query that was sent: what came of it, or since when it runs. */
type Sent =
  | { readonly kind: 'none' }
  | { readonly kind: 'running'; readonly seconds: number }
  | (Answer & { readonly query: string })

/** Everything that the console shows beside its editor, as plain data. */
export interface ConsoleState {
  readonly offered: Offered | { readonly kind: 'loading' }
  /** Which list is open. */
  readonly open: 'queries' | 'history' | null
  readonly history: readonly string[]
  /** The named query that the editor began with. */
  readonly chosen: NamedQuery | null
  readonly fields: readonly Field[]
  readonly written: ReadonlyMap<string, string>
  readonly sent: Sent
  readonly sort: { readonly column: string; readonly isDown: boolean } | null
  /** How many rows are shown. */
  readonly rows: number
}

/** The console of one case: its editor, what was asked and what came of it. It stays while other views are shown. */
export class Console {
  readonly editor: QueryEditor
  state: ConsoleState = {
    offered: { kind: 'loading' },
    open: null,
    history: readHistory(),
    chosen: null,
    fields: [],
    written: new Map(),
    sent: { kind: 'none' },
    sort: null,
    rows: ROWS,
  }
  readonly #onChange: () => void
  #running: AbortController | null = null

  /** `onChange` is called whenever there is something new to show. */
  constructor(onChange: () => void) {
    this.#onChange = onChange
    this.editor = new QueryEditor(FIRST, {
      onRun: () => void this.run(),
      onChange: (query) => this.#edited(query),
    })
  }

  /** Asks what the console offers. */
  async load(): Promise<void> {
    this.#set({ offered: { kind: 'loading' } })
    const offered = await loadOffer()
    this.#set({ offered })
    if (offered.kind === 'here')
      this.editor.complete(completeCypher(offered.offer.queries, (query) => this.choose(query)))
  }

  /** Runs what stands in the editor. */
  async run(): Promise<void> {
    const { query } = this.editor
    if (this.#running || query.trim() === '') return
    const { fields, written } = this.state
    const running = new AbortController()
    this.#running = running
    this.editor.settle()
    this.editor.mark(null)
    this.#set({ sent: { kind: 'running', seconds: 0 }, history: remember(this.state.history, query), open: null })
    const clock = setInterval(() => {
      const { sent } = this.state
      if (sent.kind === 'running') this.#set({ sent: { kind: 'running', seconds: sent.seconds + 1 } })
    }, 1000)
    const answer = await ask(query, valuesOf(fields, written), running.signal)
    clearInterval(clock)
    this.#running = null
    if (running.signal.aborted) return this.#set({ sent: { kind: 'none' } })
    this.#set({ sent: { ...answer, query }, sort: null, rows: ROWS })
    if (answer.kind === 'problem' && this.editor.query === query) this.editor.mark(answer.problem)
  }

  /** Ends the query that runs, here and on the server. */
  cancel(): void {
    this.#running?.abort()
  }

  /** Brings a named query into the editor. */
  choose(query: NamedQuery): void {
    this.#set({ chosen: query, written: new Map(), open: null })
    this.editor.query = query.cypher.trim()
  }

  /** Brings an earlier query into the editor. */
  recall(query: string): void {
    this.#set({ open: null })
    this.editor.query = query
    this.editor.focus()
  }

  forget(): void {
    this.#set({ history: forget(), open: null })
  }

  toggle(list: 'queries' | 'history'): void {
    this.#set({ open: this.state.open === list ? null : list })
  }

  write(name: string, value: string): void {
    this.#set({ written: new Map(this.state.written).set(name, value) })
  }

  /** Sorts by a column: down first, then up, then as the query has it. */
  sort(column: string): void {
    const { sort } = this.state
    const isSame = sort?.column === column
    this.#set({ sort: !isSame ? { column, isDown: true } : sort.isDown ? { column, isDown: false } : null })
  }

  showMore(): void {
    this.#set({ rows: this.state.rows + ROWS })
  }

  #edited(query: string): void {
    const fields = fieldsOf(query, this.state.chosen)
    if (JSON.stringify(fields) !== JSON.stringify(this.state.fields)) this.#set({ fields })
  }

  #set(change: Partial<ConsoleState>): void {
    this.state = { ...this.state, ...change }
    this.#onChange()
  }
}
