/**
 * Texts in, a case out. Each stage is a folder; nothing but this file knows two of them.
 *
 *   files, addresses ─▶ read ─▶ extract ─▶ resolve ─▶ canonicalise ─▶ relate ─▶ case folder
 *                       text    who said   actors,    claims,         supports,  (graph/ and web/
 *                               what, how  statements stances         contradicts  go on from there)
 */
import { canonicalise } from './canonicalise/canonicalise.ts'
import { mergeCase } from './case/merge.ts'
import type { Extractor } from './extract/extractor.ts'
import type { Attribution } from './model/attribution.ts'
import { byId } from './model/id.ts'
import type { Case, Method, Source, Statement } from './model/records.ts'
import type { Overrides, ReadText } from './read/read-text.ts'
import { toSource } from './read/source.ts'
import type { Judge } from './relate/judge.ts'
import { relate } from './relate/relate.ts'
import { readMentions, type SourceMentions } from './resolve/read-mentions.ts'
import { resolve } from './resolve/resolve.ts'

/** The adapters that a build runs with, and where it says how far it is. */
export interface Tools {
  readonly extractor: Extractor
  readonly judge: Judge
  readonly onProgress?: (stage: 'extract' | 'relate', done: number, total: number) => void
}

/** A case and, by source id, the name of the outlet where a source has one. */
interface Gathered {
  readonly sources: readonly Source[]
  readonly texts: ReadonlyMap<string, string>
  readonly outletNames: ReadonlyMap<string, string>
}

/** A text that the case had before, under whatever name it came this time. */
export interface SameText {
  readonly name: string
  readonly source: Source
}

/**
 * Adds texts to a case and runs every stage over all of it. Sources that this extractor has read before are not read
 * again; running twice changes nothing, and nothing that a person made or decided is lost.
 */
export async function build(
  before: Case,
  reads: readonly ReadText[],
  overrides: Overrides,
  tools: Tools,
): Promise<{ readonly case: Case; readonly sameTexts: readonly SameText[] }> {
  const { sameTexts, ...gathered } = gather(before, reads, overrides)
  const { extractor, judge, onProgress } = tools

  const mentions: SourceMentions[] = []
  for (const [index, source] of gathered.sources.entries()) {
    const text = gathered.texts.get(source.id) ?? ''
    const known = knownAttributions(before.statements, source, extractor.method)
    const attributions = known ?? (await extractor.extract(text))
    const outletName = gathered.outletNames.get(source.id) ?? null
    mentions.push(readMentions({ source, text, outletName, attributions }))
    onProgress?.('extract', index + 1, gathered.sources.length)
  }
  const { actors, statements, outlets } = resolve(mentions, extractor.method)
  const { claims, stances } = canonicalise(statements, actors)
  const relations = await relate({ claims, stances, statements }, judge, (done, total) =>
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
    utterances: [],
  }
  return { case: mergeCase(before, proposed), sameTexts }
}

/** The sources of the case and the new ones. What a person says of a text is put right on a source that was there before. */
function gather(
  before: Case,
  reads: readonly ReadText[],
  overrides: Overrides,
): Gathered & { readonly sameTexts: SameText[] } {
  const nameById = new Map(before.actors.map((actor) => [actor.id, actor.name]))
  const sources = [...before.sources]
  const texts = new Map(before.texts)
  const outletNames = new Map<string, string>()
  for (const { id, outlet } of sources) {
    const name = outlet === null ? undefined : nameById.get(outlet)
    if (name) outletNames.set(id, name)
  }
  const sameTexts: SameText[] = []
  for (const read of reads) {
    const { source, text, outlet, sameAs } = toSource(read, sources)
    if (sameAs) {
      sameTexts.push({ name: read.name, source: sameAs })
      sources[sources.findIndex(({ id }) => id === source.id)] = correct(source, read, overrides)
    } else sources.push(source)
    texts.set(source.id, text)
    if (outlet && (!sameAs || overrides.outlet !== undefined || !outletNames.has(source.id)))
      outletNames.set(source.id, outlet)
  }
  return { sources: sources.toSorted(byId), texts, outletNames, sameTexts }
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

/** What this very extractor found in a source before, from the statements it became; null where it must read it. */
function knownAttributions(statements: readonly Statement[], source: Source, method: Method): Attribution[] | null {
  const own = statements.filter(
    ({ source: id, method: { name, version } }) =>
      id === source.id && name === method.name && version === method.version,
  )
  const ids = new Set(own.map((statement) => statement.id))
  if (own.length === 0 || own.some(({ relayedBy }) => relayedBy !== null && !ids.has(relayedBy))) return null
  const depthOf = (statement: Statement): number => {
    const outer = own.find(({ id }) => id === statement.relayedBy)
    return outer ? depthOf(outer) + 1 : 0
  }
  const order = own.toSorted(
    (a, b) => depthOf(a) - depthOf(b) || (a.cueSpans[0]?.start ?? 0) - (b.cueSpans[0]?.start ?? 0),
  )
  return order.map((statement) => {
    const { speakerSpans, cueSpans, contentSpans, viaSpans, cueClass, illocution, certainty, score, form } = statement
    const outer = order.findIndex(({ id }) => id === statement.relayedBy)
    return {
      speakerSpans,
      cueSpans,
      contentSpans,
      viaSpans,
      cueClass,
      illocution,
      certainty,
      score,
      form: form === 'narrated' ? 'indirect' : form,
      relayedBy: outer < 0 ? null : outer,
    }
  })
}
