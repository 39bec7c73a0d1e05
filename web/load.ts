import { SnapshotReader, UnreadableSnapshot } from '../graph/snapshot.ts'
import { Breath } from './breath.ts'
import type { Analyses, Outline, Records } from '../graph/snapshot.ts'
import type { Places } from './layout.ts'
import type { Text } from './state.ts'

/** What came of asking for the case; what was found in it may come later, null where it can't be had. */
export type Loaded =
  | {
      readonly kind: 'here'
      readonly records: Records
      readonly analyses: Promise<Analyses | null>
      readonly places: Promise<Places>
    }
  | { readonly kind: 'gone' }
  | { readonly kind: 'unknown-format'; readonly format: string }

/** True on a site that `hearsay export` made: no server of hearsay's answers there. */
export function isSite(): boolean {
  return document.querySelector('meta[name=hearsay-site]') !== null
}

/** How much of the records is here. */
export type Progress = NonNullable<SnapshotReader['progress']>

/** A case that was asked for: all of it at once, read in the order in which it is drawn. */
export interface Asked {
  /** Null where it can't be had. */
  readonly outline: Promise<Outline | null>
  readonly places: Promise<Places>
  /** Reads the records. `onProgress` hears how much of them is here, each time that the page may draw. */
  readonly read: (onProgress: (progress: Progress) => void) => Promise<Loaded>
}

/** Asks for the case. */
export function askForCase(): Asked {
  const records = fetch('api/snapshot')
  // Whoever reads it hears of it.
  records.catch(() => {})
  const outline = readLines(fetch('api/outline')).then(
    (reader) => reader.outline(),
    () => null,
  )
  const analyses = readLines(fetch('api/analyses')).then(
    (reader) => reader.analyses(),
    () => null,
  )
  const places = loadPlaces()
  return { outline, places, read: (onProgress) => readCase(records, onProgress, { analyses, places }) }
}

async function readCase(
  records: Promise<Response>,
  onProgress: (progress: Progress) => void,
  later: Pick<Extract<Loaded, { kind: 'here' }>, 'analyses' | 'places'>,
): Promise<Loaded> {
  try {
    const reader = await readLines(records, onProgress)
    return { kind: 'here', records: reader.records(), ...later }
  } catch (error) {
    const isOther = error instanceof UnreadableSnapshot && error.format !== 'incomplete'
    return isOther ? { kind: 'unknown-format', format: error.format } : { kind: 'gone' }
  }
}

async function readLines(
  asked: Promise<Response>,
  onProgress: (progress: Progress) => void = () => {},
): Promise<SnapshotReader> {
  const response = await asked
  if (!response.ok || !response.body) throw new Error(`no answer at ${response.url}`)
  const reader = new SnapshotReader()
  let rest = ''
  const breath = new Breath()
  const pieces = response.body.pipeThrough(new TextDecoderStream()).getReader()
  for (let piece = await pieces.read(); !piece.done; piece = await pieces.read()) {
    const lines = (rest + piece.value).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      reader.read(line)
      if (!breath.isDue) continue
      const { progress } = reader
      if (progress) onProgress(progress)
      await breath.take()
    }
  }
  if (rest) reader.read(rest)
  return reader
}

/** The server takes places to keep; a site, or a server without the case's folder, doesn't. */
let isKeeping = false

/** Where claims stand, as it was kept; none where nothing was, or where it can't be read. */
async function loadPlaces(): Promise<Places> {
  try {
    const response = await fetch('api/layout')
    isKeeping = response.headers.get('Allow')?.includes('PUT') ?? false
    const body: unknown = await response.json()
    const places: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'places') : null
    // The server has checked it; a page without one answers something else.
    return new Map(typeof places === 'object' && places !== null ? Object.entries(places as Record<string, Place>) : [])
  } catch {
    return new Map()
  }
}

type Place = Places extends ReadonlyMap<string, infer P> ? P : never

/** Asks the server to keep where claims stand. Where it can't, the page alone has them. */
export async function keepPlaces(places: Places): Promise<void> {
  if (!isKeeping) return
  const body = JSON.stringify({ format: 1, places: Object.fromEntries(places) })
  await fetch('api/layout', { method: 'PUT', headers: { 'Content-Type': 'application/json' }, body }).catch(() => {})
}

/** Asks for the text of a source. */
export async function loadText(source: string): Promise<Text> {
  try {
    const response = await fetch(`api/sources/${encodeURIComponent(source)}/text`)
    if (response.status === 404) return { kind: 'missing' }
    return response.ok ? { kind: 'here', text: await response.text() } : { kind: 'gone' }
  } catch {
    return { kind: 'gone' }
  }
}
