import { actorId, claimId, relationId, sha256, sourceId, stanceId, statementId } from '../src/model/id.ts'
import type { Actor, Case, Claim, Relation, Source, Stance, Statement, Utterance } from '../src/model/records.ts'
import { type Span, spanOf } from '../src/model/span.ts'

const method = { name: 'person', version: 'fixture' }
const judged = { score: 0.9, reason: 'said so in these words', method, status: 'proposed' } as const

/** The words of a statement as they stand in its source; each is looked for after the one before. */
interface Words {
  readonly speaker?: string
  readonly cue?: string
  readonly content: string
}

/** Puts together a valid case for tests: real spans, real ids, every list sorted by id. Records can be overridden field by field. */
export class CaseBuilder {
  readonly #texts = new Map<string, string>()
  readonly #sources = new Map<string, Source>()
  readonly #actors = new Map<string, Actor>()
  readonly #statements = new Map<string, Statement>()
  readonly #utterances = new Map<string, Utterance>()
  readonly #claims = new Map<string, Claim>()
  readonly #stances = new Map<string, Stance>()
  readonly #relations = new Map<string, Relation>()

  /** Adds an actor, and returns its id. An unnamed one belongs to the source `scope`. */
  actor(name: string, kind: Actor['kind'], fields: Partial<Actor> = {}, scope = ''): string {
    const id = actorId(kind, name, scope)
    const empty = { aliases: [], roles: [], speaksFor: [], partOf: [], plural: false, links: [] }
    this.#actors.set(id, { id, name, kind, ...empty, ...fields })
    return id
  }

  /** Adds a source with its text, and returns its id. */
  source(title: string, text: string, fields: Partial<Source> = {}): string {
    const id = sourceId(text)
    const defaults = {
      kind: 'article',
      url: null,
      outlet: null,
      author: null,
      publishedAt: null,
      readAt: null,
    } as const
    const path = `sources/${id}.txt`
    this.#texts.set(id, text)
    this.#sources.set(id, { id, path, title, language: 'en', sha256: sha256(text), ...defaults, ...fields })
    return id
  }

  /** Adds a statement made of words that stand in the source, and returns its id. Throws where they do not. */
  statement(source: string, speaker: string, words: Words, fields: Partial<Statement> = {}): string {
    const cueSpans = this.#find(source, words.cue)
    const contentSpans = this.#find(source, words.content)
    const id = statementId(source, cueSpans, contentSpans)
    this.#statements.set(id, {
      id,
      source,
      speaker,
      speakerSpans: this.#find(source, words.speaker),
      cueSpans,
      contentSpans,
      content: words.content,
      form: cueSpans.length === 0 ? 'narrated' : 'indirect',
      illocution: 'assertive',
      certainty: 'unspecified',
      cueClass: 'report',
      relayedBy: null,
      via: [],
      viaSpans: [],
      saidAt: null,
      score: 0.8,
      method,
      status: 'proposed',
      ...fields,
    })
    return id
  }

  /** Adds a claim, and returns its id. */
  claim(text: string, fields: Partial<Claim> = {}): string {
    const id = claimId(text)
    this.#claims.set(id, { id, text, about: [], method, status: 'proposed', ...fields })
    return id
  }

  /** Adds a stance, and returns its id. */
  stance(statement: string, stance: Stance['stance'], claim: string, fields: Partial<Stance> = {}): string {
    const id = stanceId(statement, claim)
    this.#stances.set(id, { id, statement, claim, stance, ...judged, ...fields })
    return id
  }

  /** Adds a relation between claims, and returns its id. */
  relation(type: Relation['type'], one: string, other: string, fields: Partial<Relation> = {}): string {
    const [from, to] = type === 'contradicts' && other < one ? [other, one] : [one, other]
    const id = relationId(type, from, to)
    const kind = type === 'supports' ? 'entails' : 'contrary'
    this.#relations.set(id, { id, type, from, to, kind, spans: [], ...judged, ...fields })
    return id
  }

  /** Adds an utterance that these statements report, and returns its id. */
  utterance(statements: readonly string[], fields: Partial<Utterance> = {}): string {
    const sorted = statements.toSorted()
    const id = `utt_${sha256(JSON.stringify(sorted)).slice(0, 16)}`
    this.#utterances.set(id, { id, statements: sorted, ...judged, ...fields })
    return id
  }

  /** The case so far. The builder can go on. */
  build(title = 'A case for tests'): Case {
    return {
      manifest: { format: 1, title, question: 'Who closed the bridge?', language: 'en', notes: '' },
      texts: new Map(this.#texts),
      sources: inOrder(this.#sources),
      actors: inOrder(this.#actors),
      statements: inOrder(this.#statements),
      utterances: inOrder(this.#utterances),
      claims: inOrder(this.#claims),
      stances: inOrder(this.#stances),
      relations: inOrder(this.#relations),
      reviews: [],
    }
  }

  #find(source: string, words: string | undefined): Span[] {
    if (words === undefined) return []
    const text = this.#texts.get(source) ?? ''
    const start = text.indexOf(words)
    if (start === -1) throw new RangeError(`"${words}" does not stand in ${source}`)
    return [spanOf(text, start, start + words.length)]
  }
}

const inOrder = <T extends { readonly id: string }>(records: ReadonlyMap<string, T>): T[] =>
  [...records.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
