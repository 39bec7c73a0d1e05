import { sourcePath } from '../model/source-path.ts'
import { sha256, sourceId } from '../model/id.ts'
import type { Source } from '../model/records.ts'
import type { ReadText } from './read-text.ts'

/** A text as a source of a case. */
export interface MadeSource {
  /** Without its outlet, which is an actor: the caller makes that of `outlet`. */
  readonly source: Source
  readonly text: string
  readonly outlet: string | null
  /** The source of the case that has the same text, and that `source` is; null for a new one. */
  readonly sameAs: Source | null
}

/**
 * The source that `read` is in a case that has `sources`: the one with the same text where there is one, else a new record
 * with a path of its own. A text is one source however often it was read.
 */
export function toSource(read: ReadText, sources: readonly Source[]): MadeSource {
  const { text, title, kind, url, author, publishedAt, readAt, language, outlet } = read
  const id = sourceId(text)
  const sameAs = sources.find((source) => source.id === id) ?? null
  const path = sourcePath(read.name, sources)
  const source = sameAs ?? {
    id,
    path,
    title,
    kind,
    url,
    outlet: null,
    author,
    publishedAt,
    readAt,
    language,
    sha256: sha256(text),
  }
  return { source, text, outlet, sameAs }
}
