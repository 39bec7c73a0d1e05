import { normalise, relationId, sourceId, stanceId, statementId } from '../model/id.ts'
import type { Place } from '../model/error.ts'
import type { Actor, Claim, Source, Statement } from '../model/records.ts'
import { areAnchored } from '../model/span.ts'
import { fault, type Fault } from './fault.ts'
import { fileOf, type ListName } from './files.ts'
import type { Line } from './lines.ts'
import type { LoadedCase } from './load.ts'

/** The records of a list by id. */
type ById<T> = ReadonlyMap<string, T>

interface Indexed {
  readonly loaded: LoadedCase
  readonly sources: ById<Source>
  readonly actors: ById<Actor>
  readonly statements: ById<Statement>
  readonly claims: ById<Claim>
}

const byId = <T extends { readonly id: string }>(lines: readonly Line<T>[]): ById<T> =>
  new Map(lines.map(({ record }) => [record.id, record]))

/**
 * Every rule of the format that looks at more than one line, one generator a list. Ids of actors and claims are not
 * recomputed: a person may have edited the name or the wording that they were once made of.
 */
export function* breaches(loaded: LoadedCase): Generator<Fault> {
  const { lines } = loaded
  const indexed: Indexed = {
    loaded,
    sources: byId(lines.sources),
    actors: byId(lines.actors),
    statements: byId(lines.statements),
    claims: byId(lines.claims),
  }
  for (const name of ['sources', 'actors', 'statements', 'utterances', 'claims', 'stances', 'relations'] as const)
    yield* order(name, lines[name])
  yield* ofSources(indexed)
  yield* ofActors(indexed)
  yield* ofStatements(indexed)
  yield* ofRelays(indexed)
  yield* ofUtterances(indexed)
  yield* ofClaims(indexed)
  yield* ofStances(indexed)
  yield* ofRelations(indexed)
  yield* ofReviews(indexed)
}

const at = (list: ListName, line: number): Place => ({ file: fileOf(list), line })

function* order(list: ListName, lines: readonly Line<{ readonly id: string }>[]): Generator<Fault> {
  const first = new Map<string, number>()
  let last = ''
  for (const { line, record } of lines) {
    const earlier = first.get(record.id)
    if (earlier !== undefined)
      yield fault(at(list, line), 'duplicate-id', record.id, `It is on line ${earlier} too: drop one of the two.`)
    else if (record.id < last)
      yield fault(at(list, line), 'unsorted-line', record.id, 'Lines are sorted by id: build again, or sort them.')
    first.set(record.id, earlier ?? line)
    last = record.id
  }
}

/** A fault for each of `ids` that none of `known` has. */
function* dangling(
  { loaded }: Indexed,
  place: Place,
  field: string,
  ids: readonly (string | null)[],
  known: ById<unknown>,
  list: ListName,
): Generator<Fault> {
  for (const id of ids)
    if (id !== null && !known.has(id) && !loaded.damagedIds.has(id))
      yield fault(place, 'dangling-id', id, `${field} points nowhere: add it to ${fileOf(list)} or drop this line.`)
}

function* otherId(place: Place, id: string, made: string): Generator<Fault> {
  if (id !== made) yield fault(place, 'mismatched-id', id, `Its fields make ${made}: build again, or undo the change.`)
}

function* ofSources(indexed: Indexed): Generator<Fault> {
  const paths = new Map<string, string>()
  for (const { line, record } of indexed.loaded.lines.sources) {
    const place = at('sources', line)
    yield* dangling(indexed, place, 'outlet', [record.outlet], indexed.actors, 'actors')
    // Names that differ in letter case only are one file on some disks.
    const name = record.path.toLowerCase()
    const other = paths.get(name)
    if (other !== undefined) yield fault(place, 'duplicate-path', record.path, `${other} has it: name another file.`)
    paths.set(name, record.id)
    const text = indexed.loaded.texts.get(record.id)
    if (text === undefined) continue
    yield* otherId(place, record.id, sourceId(text))
    if (text !== text.normalize('NFC') || /\r|^\uFEFF/.test(text))
      yield fault(
        { file: record.path },
        'unnormalised-text',
        record.id,
        'A text is NFC with LF, without byte order mark: read the source again.',
      )
  }
}

function* ofActors(indexed: Indexed): Generator<Fault> {
  for (const { line, record } of indexed.loaded.lines.actors) {
    const place = at('actors', line)
    yield* dangling(indexed, place, 'speaksFor', record.speaksFor, indexed.actors, 'actors')
    yield* dangling(indexed, place, 'partOf', record.partOf, indexed.actors, 'actors')
    if (record.plural && (record.kind === 'person' || record.kind === 'state'))
      yield fault(place, 'plural-of-one', record.name, `A ${record.kind} is one: make it a group, or not plural.`)
  }
}

function* ofStatements(indexed: Indexed): Generator<Fault> {
  /** Source of each unnamed actor's first statement. */
  const scopes = new Map<string, string>()
  for (const { line, record } of indexed.loaded.lines.statements) {
    const place = at('statements', line)
    yield* dangling(indexed, place, 'source', [record.source], indexed.sources, 'sources')
    yield* dangling(indexed, place, 'speaker', [record.speaker], indexed.actors, 'actors')
    yield* dangling(indexed, place, 'via', record.via, indexed.actors, 'actors')
    yield* dangling(indexed, place, 'relayedBy', [record.relayedBy], indexed.statements, 'statements')
    yield* otherId(place, record.id, statementId(record.source, record.cueSpans, record.contentSpans))

    const text = indexed.loaded.texts.get(record.source)
    if (text !== undefined)
      for (const role of ['speakerSpans', 'cueSpans', 'contentSpans', 'viaSpans'] as const)
        if (!areAnchored(text, record[role]))
          yield fault(
            place,
            'unanchored-span',
            record[role].map((span) => span.exact).join(' … '),
            `${role} of ${record.id} must stand in the text, in order, without overlap: build again.`,
          )

    const speaker = indexed.actors.get(record.speaker)
    if (speaker?.kind === 'unnamed') {
      const scope = scopes.get(speaker.id) ?? record.source
      scopes.set(speaker.id, scope)
      if (scope !== record.source)
        yield fault(
          place,
          'shared-unnamed-actor',
          speaker.id,
          `"${speaker.name}" of ${scope} may be somebody else: an unnamed actor belongs to one source.`,
        )
    }
    if (record.form === 'narrated') yield* narrated(indexed, place, record, speaker)
  }
}

function* narrated(indexed: Indexed, place: Place, record: Statement, speaker: Actor | undefined): Generator<Fault> {
  if (record.cueSpans.length > 0)
    yield fault(place, 'narrated-with-cue', record.id, 'What has a cue is direct, indirect or mixed: change the form.')
  const source = indexed.sources.get(record.source)
  if (!source || !speaker || speaker.kind === 'unnamed' || speaker.id === source.outlet) return
  if (source.author === null || normalise(source.author) !== normalise(speaker.name))
    yield fault(
      place,
      'narrated-by-other',
      speaker.id,
      'What a source says in its own voice is its outlet’s or its author’s: change speaker or form.',
    )
}

function* ofRelays(indexed: Indexed): Generator<Fault> {
  const lineOf = new Map(indexed.loaded.lines.statements.map(({ line, record }) => [record.id, line]))
  const followed = new Set<string>()
  for (const { line, record } of indexed.loaded.lines.statements) {
    const outer = record.relayedBy === null ? undefined : indexed.statements.get(record.relayedBy)
    if (outer && outer.source !== record.source)
      yield fault(
        at('statements', line),
        'relay-across-sources',
        outer.id,
        'The outer statement stands in the same source: drop relayedBy.',
      )
    const chain = new Set<string>()
    let next: Statement | undefined = record
    while (next && !followed.has(next.id) && !chain.has(next.id)) {
      chain.add(next.id)
      next = next.relayedBy === null ? undefined : indexed.statements.get(next.relayedBy)
    }
    for (const id of chain) followed.add(id)
    if (next && chain.has(next.id))
      yield fault(
        at('statements', lineOf.get(next.id) ?? line),
        'relay-cycle',
        next.id,
        'A statement does not stand inside itself: drop one relayedBy of the circle.',
      )
  }
}

function* ofUtterances(indexed: Indexed): Generator<Fault> {
  for (const { line, record } of indexed.loaded.lines.utterances) {
    const place = at('utterances', line)
    yield* dangling(indexed, place, 'statements', record.statements, indexed.statements, 'statements')
    if (new Set(record.statements).size < record.statements.length)
      yield fault(place, 'repeated-statement', record.statements, 'Each report is listed once: drop the repetition.')
  }
}

function* ofClaims(indexed: Indexed): Generator<Fault> {
  for (const { line, record } of indexed.loaded.lines.claims)
    yield* dangling(indexed, at('claims', line), 'about', record.about, indexed.actors, 'actors')
}

function* ofStances(indexed: Indexed): Generator<Fault> {
  for (const { line, record } of indexed.loaded.lines.stances) {
    const place = at('stances', line)
    yield* dangling(indexed, place, 'statement', [record.statement], indexed.statements, 'statements')
    yield* dangling(indexed, place, 'claim', [record.claim], indexed.claims, 'claims')
    yield* otherId(place, record.id, stanceId(record.statement, record.claim))
  }
}

function* ofRelations(indexed: Indexed): Generator<Fault> {
  for (const { line, record } of indexed.loaded.lines.relations) {
    const place = at('relations', line)
    yield* dangling(indexed, place, 'from', [record.from], indexed.claims, 'claims')
    yield* dangling(indexed, place, 'to', [record.to], indexed.claims, 'claims')
    yield* otherId(place, record.id, relationId(record.type, record.from, record.to))
    for (const span of record.spans) {
      yield* dangling(indexed, place, 'spans', [span.source], indexed.sources, 'sources')
      const text = indexed.loaded.texts.get(span.source)
      if (text !== undefined && (span.exact === '' || text.slice(span.start, span.end) !== span.exact))
        yield fault(
          place,
          'unanchored-span',
          span.exact,
          `spans of ${record.id} must stand in the text of ${span.source}: build again.`,
        )
    }
  }
}

const TARGET = /^(?:src|act|stm|utt|clm|stc|rel)_[0-9a-f]{16}$/

/** A decision outlives the proposal it was about, so a target need not be in the case: it must only be an id. */
function* ofReviews({ loaded }: Indexed): Generator<Fault> {
  const seen = new Map<string, number>()
  let last = ''
  for (const { line, record } of loaded.lines.reviews) {
    const place = at('reviews', line)
    const earlier = seen.get(record.id)
    if (earlier !== undefined)
      yield fault(place, 'duplicate-id', record.id, `It is on line ${earlier} too: drop one of the two.`)
    const isTarget =
      record.action === 'undo' ? seen.has(record.target) : TARGET.test(record.target) || record.action === 'add'
    if (!isTarget)
      yield fault(
        place,
        'invalid-target',
        record.target,
        record.action === 'undo' ? 'undo names a review above it.' : 'A target is the id of a record.',
      )
    const time = new Date(record.at).toISOString()
    if (time < last) yield fault(place, 'unsorted-line', record.at, 'Reviews stand in order of time: move the line up.')
    seen.set(record.id, earlier ?? line)
    last = time > last ? time : last
  }
}
