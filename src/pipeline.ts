/**
 * Texts in, a case out. Each stage is a folder; nothing but this file knows two of them.
 *
 *   files, addresses ─▶ read ─▶ extract ─▶ resolve ─▶ canonicalise ─▶ relate ─▶ case folder
 *                       text    who said   actors,    claims,         supports,  (graph/ and web/
 *                               what, how  statements stances,        contradicts  go on from there)
 *                                                     utterances
 */
import { canonicalise } from './canonicalise/canonicalise.ts'
import { findUtterances } from './canonicalise/utterance.ts'
import type { Journal } from './case/journal.ts'
import { mergeCase } from './case/merge.ts'
import type { Extractor } from './extract/extractor.ts'
import { narratedIn } from './extract/narrated.ts'
import { readEnglish } from './language/english.ts'
import type { Attribution } from './model/attribution.ts'
import { byId } from './model/id.ts'
import type { Case, Method, Source, Statement } from './model/records.ts'
import type { Overrides, ReadText } from './read/read-text.ts'
import { Shelf, toSource } from './read/source.ts'
import type { Judge } from './relate/judge.ts'
import { relate } from './relate/relate.ts'
import { readMentions, type SourceMentions } from './resolve/read-mentions.ts'
import { resolve } from './resolve/resolve.ts'

/** The adapters that a build runs with, and where it says how far it is. */
export interface Tools {
  readonly extractor: Extractor
  readonly judge: Judge
  /** What a build that was cut short had extracted. Without one, everything is read. */
  readonly journal?: Pick<Journal, 'find' | 'add'>
  readonly onProgress?: (stage: 'extract' | 'relate', done: number, total: number) => void
}

/** A case and, by source id, the name of the outlet where a source has one. */
interface Gathered {
  readonly sources: readonly Source[]
  readonly texts: ReadonlyMap<string, string>
  readonly outletNames: ReadonlyMap<string, string>
}

/** A source that could not be read. A new one is not in the case; of one that was there, only what a person made or decided is. */
export interface FailedSource {
  readonly source: Source
  readonly error: unknown
}

/** A text that the case had before, under whatever name it came this time. */
export interface SameText {
  readonly name: string
  readonly source: Source
}

/**
 * Adds texts to a case and runs every stage over all of it. Sources that this extractor has read before are not read
 * again; running twice changes nothing, and nothing that a person made or decided is lost. A source that the extractor fails
 * on is set aside, the others go on.
 */
export async function build(
  before: Case,
  reads: readonly ReadText[],
  overrides: Overrides,
  tools: Tools,
): Promise<{ readonly case: Case; readonly sameTexts: readonly SameText[]; readonly failed: readonly FailedSource[] }> {
  const { sameTexts, ...all } = gather(before, reads, overrides)
  const { extractor, judge, onProgress } = tools

  const failed: FailedSource[] = []
  const attributionsOf = knownAttributions(before.statements, extractor.method)
  let done = 0
  const readings = await inParallel(
    all.sources,
    2 * extractor.parallel,
    async (source): Promise<SourceMentions | null> => {
      const text = all.texts.get(source.id) ?? ''
      try {
        const attributions = attributionsOf(source) ?? (await extract(source.id, text, tools))
        return readSource(source, text, all.outletNames.get(source.id) ?? null, attributions)
      } catch (error) {
        failed.push({ source, error })
        return null
      } finally {
        onProgress?.('extract', ++done, all.sources.length)
      }
    },
  )
  const gathered = without(
    all,
    failed.map(({ source }) => source.id).filter((id) => !before.texts.has(id)),
  )
  const mentions = readings.filter((reading) => reading !== null)
  const { actors, statements, outlets } = resolve(mentions, extractor.method)
  const { claims, stances } = canonicalise(statements, actors)
  const utterances = findUtterances(statements, actors, gathered.sources)
  const { texts } = gathered
  const relations = await relate({ claims, stances, statements, utterances, texts }, judge, (done, total) =>
    onProgress?.('relate', done, total),
  )
  const sources = gathered.sources.map((source) => ({ ...source, outlet: outlets.get(source.id) ?? source.outlet }))
  const proposed: Case = {
    ...before,
    sources,
    texts: gathered.texts,
    actors,
    statements,
    claims,
    stances,
    relations,
    utterances,
  }
  return { case: mergeCase(before, proposed), sameTexts, failed: failed.toSorted((a, b) => byId(a.source, b.source)) }
}

/** Who speaks in one source: in the attributions found in it, and in its own voice. */
export function readSource(
  source: Source,
  text: string,
  outletName: string | null,
  attributions: readonly Attribution[],
): SourceMentions {
  const narrated = narratedIn(text, readEnglish(text), attributions)
  return readMentions({ source, text, outletName, attributions: [...attributions, ...narrated] })
}

/** What an extractor finds in a text, from the journal where a build that was cut short found it. */
async function extract(source: string, text: string, { extractor, journal }: Tools): Promise<readonly Attribution[]> {
  const found = await journal?.find(source, text, extractor.method)
  if (found) return found
  const attributions = await extractor.extract(text)
  await journal?.add(source, extractor.method, attributions)
  return attributions
}

/** The results of `run` in the order of `items`; at most `most` are on the way at a time. */
async function inParallel<T, R>(items: readonly T[], most: number, run: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  const rest = items.entries()
  const lane = async () => {
    for (const [index, item] of rest) results[index] = await run(item)
  }
  await Promise.all(Array.from({ length: most }, lane))
  return results
}

function without(gathered: Gathered, ids: readonly string[]): Gathered {
  const texts = new Map(gathered.texts)
  for (const id of ids) texts.delete(id)
  return { ...gathered, texts, sources: gathered.sources.filter((source) => texts.has(source.id)) }
}

/** The sources of the case and the new ones. What a person says of a text is put right on a source that was there before. */
function gather(
  before: Case,
  reads: readonly ReadText[],
  overrides: Overrides,
): Gathered & { readonly sameTexts: SameText[] } {
  const nameById = new Map(before.actors.map((actor) => [actor.id, actor.name]))
  const texts = new Map(before.texts)
  const outletNames = new Map<string, string>()
  for (const { id, outlet } of before.sources) {
    const name = outlet === null ? undefined : nameById.get(outlet)
    if (name) outletNames.set(id, name)
  }
  const sameTexts: SameText[] = []
  const shelf = new Shelf(before.sources)
  for (const read of reads) {
    const { source, text, outlet, sameAs } = toSource(read, shelf)
    if (sameAs) sameTexts.push({ name: read.name, source: sameAs })
    const isNewOutlet = outlet && (!sameAs || overrides.outlet !== undefined || !outletNames.has(source.id))
    const put = sameAs ? correct(source, read, overrides) : source
    shelf.put(isNewOutlet ? { ...put, outlet: null } : put)
    texts.set(source.id, text)
    if (isNewOutlet) outletNames.set(source.id, outlet)
  }
  return { sources: shelf.sources.toSorted(byId), texts, outletNames, sameTexts }
}

function correct(source: Source, read: ReadText, overrides: Overrides): Source {
  const { title, author, url, published, kind, language } = overrides
  return {
    ...source,
    ...(title === undefined ? {} : { title: read.title }),
    ...(author === undefined ? {} : { author: read.author }),
    ...(url === undefined ? {} : { url: read.url }),
    ...(published === undefined ? {} : { publishedAt: read.publishedAt }),
    ...(kind === undefined ? {} : { kind: read.kind }),
    ...(language === undefined ? {} : { language: read.language }),
  }
}

/** What this very extractor found in each source before, from the statements it became; null where it must read it. */
function knownAttributions(statements: readonly Statement[], method: Method): (source: Source) => Attribution[] | null {
  const bySource = new Map<string, Statement[]>()
  for (const statement of statements) {
    if (statement.method.name !== method.name || statement.method.version !== method.version) continue
    const own = bySource.get(statement.source)
    if (own) own.push(statement)
    else bySource.set(statement.source, [statement])
  }
  return ({ id }) => attributionsBehind(bySource.get(id) ?? [])
}

function attributionsBehind(own: readonly Statement[]): Attribution[] | null {
  const byId = new Map(own.map((statement) => [statement.id, statement]))
  if (own.length === 0 || own.some(({ relayedBy }) => relayedBy !== null && !byId.has(relayedBy))) return null
  const depthOf = ({ relayedBy }: Statement): number => {
    const outer = relayedBy === null ? undefined : byId.get(relayedBy)
    return outer ? depthOf(outer) + 1 : 0
  }
  const depths = new Map(own.map((statement) => [statement, depthOf(statement)]))
  // What a source says in its own voice is told again from what was found in it.
  const found = own.filter(({ form }) => form !== 'narrated')
  const order = found.toSorted(
    (a, b) => (depths.get(a) ?? 0) - (depths.get(b) ?? 0) || (a.cueSpans[0]?.start ?? 0) - (b.cueSpans[0]?.start ?? 0),
  )
  const places = new Map(order.map(({ id }, place) => [id, place]))
  return order.map((statement) => {
    const { speakerSpans, cueSpans, contentSpans, viaSpans, cueClass, illocution, certainty, score, form } = statement
    return {
      speakerSpans,
      cueSpans,
      contentSpans,
      viaSpans,
      cueClass,
      illocution,
      certainty,
      score,
      form,
      relayedBy: statement.relayedBy === null ? null : (places.get(statement.relayedBy) ?? null),
    }
  })
}
