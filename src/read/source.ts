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

/** The sources of a case, found by id and by path however many there are. */
export class Shelf {
  readonly #byId = new Map<string, Source>()
  readonly #paths = new Set<string>()

  constructor(sources: readonly Source[] = []) {
    for (const source of sources) this.put(source)
  }

  /** Adds a source, or puts it in the place of the one with its id. */
  put(source: Source): void {
    this.#byId.set(source.id, source)
    this.#paths.add(source.path.toLowerCase())
  }

  get(id: string): Source | undefined {
    return this.#byId.get(id)
  }

  /** Paths that are taken, in lower case. */
  get paths(): ReadonlySet<string> {
    return this.#paths
  }

  get sources(): Source[] {
    return [...this.#byId.values()]
  }
}

/**
 * The source that `read` is in a case with the sources of `shelf`: the one with the same text where there is one, else a new
 * record with a path of its own. A text is one source however often it was read.
 */
export function toSource(read: ReadText, shelf: Shelf): MadeSource {
  const { text, title, kind, url, author, publishedAt, readAt, language, outlet } = read
  const id = sourceId(text)
  const sameAs = shelf.get(id) ?? null
  const source = sameAs ?? {
    id,
    path: sourcePath(read.name, shelf.paths),
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
