/** A parameter of a named query, as the server describes it. */
interface Parameter {
  readonly name: string
  readonly type: 'string' | 'number' | 'boolean'
  readonly meaning: string
  readonly default?: string | number | boolean
}

/** A query that comes with hearsay. */
export interface NamedQuery {
  readonly name: string
  readonly purpose: string
  readonly parameters: readonly Parameter[]
  readonly cypher: string
}

/** What the server says before anything is asked. */
export interface Offer {
  readonly limits: { readonly ms: number; readonly rows: number }
  readonly queries: readonly NamedQuery[]
}

/** What is wrong with a query, or doubtful in it; line and column count from 1, the column in characters. */
export interface Problem {
  readonly kind: string
  readonly message: string
  readonly line: number | null
  readonly column: number | null
  readonly length: number
  readonly hint: string | null
}

/** The answer to a query. */
export interface Rows {
  readonly columns: readonly string[]
  readonly rows: readonly Readonly<Record<string, unknown>>[]
  readonly truncated: boolean
  readonly ms: number
  readonly warnings: readonly Problem[]
}

/** What came of asking for the console; `none` where no server runs queries, as in an exported site. */
export type Offered =
  { readonly kind: 'here'; readonly offer: Offer } | { readonly kind: 'none' } | { readonly kind: 'gone' }

/** What came of a query. */
export type Answer =
  | { readonly kind: 'rows'; readonly table: Rows }
  | { readonly kind: 'problem'; readonly problem: Problem }
  | { readonly kind: 'gone' }

/** Asks what the console offers. */
export async function loadOffer(): Promise<Offered> {
  try {
    const response = await fetch('api/queries')
    const body = response.ok ? await json(response) : null
    return body !== null && 'queries' in body && 'limits' in body
      ? { kind: 'here', offer: body as Offer }
      : { kind: 'none' }
  } catch {
    return { kind: 'gone' }
  }
}

/** Sends a query. An aborted `signal` ends it on the server too, and is answered like a server that has gone. */
export async function ask(
  query: string,
  parameters: Readonly<Record<string, unknown>>,
  signal: AbortSignal,
): Promise<Answer> {
  try {
    const response = await fetch('api/cypher', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ query, parameters }),
      signal,
    })
    const body = await json(response)
    if (body && 'error' in body) return { kind: 'problem', problem: body.error as Problem }
    return body && 'rows' in body ? { kind: 'rows', table: body as Rows } : { kind: 'gone' }
  } catch {
    return { kind: 'gone' }
  }
}

/** An object of an answer of our own server, whose fields it checked; null for anything else. */
async function json(response: Response): Promise<object | null> {
  if (!response.headers.get('content-type')?.startsWith('application/json')) return null
  const body: unknown = await response.json()
  return typeof body === 'object' ? body : null
}
