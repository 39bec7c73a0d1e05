import { SNAPSHOT_FORMAT } from '../graph/snapshot.ts'
import type { Snapshot } from '../graph/snapshot.ts'
import type { Text } from './state.ts'

/** What came of asking the server for the case. */
export type Loaded =
  | { readonly kind: 'here'; readonly snapshot: Snapshot }
  | { readonly kind: 'gone' }
  | { readonly kind: 'unknown-format'; readonly format: string }

/** True on a site that `hearsay export` made: no server of hearsay's answers there. */
export function isSite(): boolean {
  return document.querySelector('meta[name=hearsay-site]') !== null
}

/** Asks for the case. */
export async function loadSnapshot(): Promise<Loaded> {
  try {
    const response = await fetch('api/snapshot')
    if (!response.ok) return { kind: 'gone' }
    const body: unknown = await response.json()
    return isSnapshot(body) ? { kind: 'here', snapshot: body } : { kind: 'unknown-format', format: formatOf(body) }
  } catch {
    return { kind: 'gone' }
  }
}

/** Asks for the text of a source. */
export async function loadText(source: string): Promise<Text> {
  try {
    const response = await fetch(`api/sources/${encodeURIComponent(source)}/text`)
    return response.ok ? { kind: 'here', text: await response.text() } : { kind: 'gone' }
  } catch {
    return { kind: 'gone' }
  }
}

const LISTS = ['sources', 'actors', 'statements', 'claims', 'stances', 'relations', 'origins', 'findings']

/** The server wrote it from checked records: format and lists are looked at, records are not checked a second time. */
function isSnapshot(body: unknown): body is Snapshot {
  if (typeof body !== 'object' || body === null) return false
  const fields = new Map<string, unknown>(Object.entries(body))
  return fields.get('format') === SNAPSHOT_FORMAT && LISTS.every((list) => Array.isArray(fields.get(list)))
}

function formatOf(body: unknown): string {
  const format: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'format') : undefined
  return typeof format === 'number' ? String(format) : 'unknown'
}
