import * as v from 'valibot'
import { SpanSchema } from './span-schema.ts'

/**
 * The records of a case folder (docs/case-format.md). Field order here is key order on disk; keys that are not listed are
 * kept (`looseObject`) and written after these.
 */
const id = (prefix: string) =>
  v.pipe(v.string(), v.regex(new RegExp(`^${prefix}_[0-9a-f]{16}$`), `An id here is ${prefix}_ and 16 hex digits.`))
const SourceId = id('src')
const ActorId = id('act')
const StatementId = id('stm')
const ClaimId = id('clm')

const text = v.pipe(v.string(), v.nonEmpty('Expected some text.'))
const score = v.pipe(
  v.number(),
  v.minValue(0, 'A score is between 0 and 1.'),
  v.maxValue(1, 'A score is between 0 and 1.'),
)
const spans = v.pipe(v.array(SpanSchema), v.readonly())
const actorIds = v.pipe(v.array(ActorId), v.readonly())
const isoDate = v.pipe(
  v.string(),
  v.regex(
    /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/,
    'Expected an ISO 8601 date such as 2025-10-30.',
  ),
  v.check((date) => !Number.isNaN(Date.parse(date)), 'There is no such day.'),
)
const Method = v.pipe(v.looseObject({ name: text, version: v.string() }), v.readonly())
const Status = v.picklist(['proposed', 'accepted', 'rejected'])

export const SourceSchema = v.pipe(
  v.looseObject({
    id: SourceId,
    path: v.pipe(
      v.string(),
      v.regex(/^sources\/[^/\\]+\.txt$/, 'A path is sources/<name>.txt, inside the case folder.'),
      v.check((path) => !path.includes('..'), 'A path stays inside the case folder.'),
    ),
    title: v.string(),
    kind: v.picklist(['article', 'post', 'transcript', 'report', 'document']),
    url: v.nullable(
      v.pipe(v.string(), v.regex(/^https?:\/\/\S+$/i, 'An address begins with http:// or https://, or is null.')),
    ),
    outlet: v.nullable(ActorId),
    author: v.nullable(v.string()),
    publishedAt: v.nullable(isoDate),
    readAt: v.nullable(isoDate),
    language: v.string(),
    sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'Expected 64 hex digits.')),
  }),
  v.readonly(),
)

export const ACTOR_KINDS = ['person', 'organisation', 'state', 'outlet', 'group', 'unnamed'] as const
export const ActorSchema = v.pipe(
  v.looseObject({
    id: ActorId,
    name: text,
    kind: v.picklist(ACTOR_KINDS),
    aliases: v.pipe(v.array(v.string()), v.readonly()),
    roles: v.pipe(
      v.array(v.pipe(v.looseObject({ title: text, of: v.nullable(v.string()) }), v.readonly())),
      v.readonly(),
    ),
    speaksFor: actorIds,
    partOf: actorIds,
    plural: v.boolean(),
    links: v.pipe(v.array(v.string()), v.readonly()),
  }),
  v.readonly(),
)

export const CUE_CLASSES = [
  'report',
  'assert',
  'concede',
  'deny',
  'accuse',
  'confirm',
  'distance',
  'demand',
  'threaten',
  'question',
  'offer',
  'ask',
  'express',
  'withhold',
  'other',
] as const
export const StatementSchema = v.pipe(
  v.looseObject({
    id: StatementId,
    source: SourceId,
    speaker: ActorId,
    speakerSpans: spans,
    cueSpans: spans,
    contentSpans: v.pipe(v.array(SpanSchema), v.nonEmpty('A statement has a content.'), v.readonly()),
    content: text,
    form: v.picklist(['direct', 'indirect', 'mixed', 'narrated']),
    illocution: v.picklist(['assertive', 'directive', 'commissive', 'expressive', 'question']),
    certainty: v.picklist(['certain', 'probable', 'possible', 'unspecified']),
    cueClass: v.picklist(CUE_CLASSES),
    relayedBy: v.nullable(StatementId),
    via: actorIds,
    viaSpans: spans,
    saidAt: v.nullable(v.string()),
    score,
    method: Method,
    status: Status,
  }),
  v.readonly(),
)

export const UtteranceSchema = v.pipe(
  v.looseObject({
    id: id('utt'),
    statements: v.pipe(v.array(StatementId), v.minLength(2, 'An utterance has two or more reports.'), v.readonly()),
    score,
    reason: v.string(),
    method: Method,
    status: Status,
  }),
  v.readonly(),
)

export const ClaimSchema = v.pipe(
  v.looseObject({ id: ClaimId, text, about: actorIds, method: Method, status: Status }),
  v.readonly(),
)

export const StanceSchema = v.pipe(
  v.looseObject({
    id: id('stc'),
    statement: StatementId,
    claim: ClaimId,
    stance: v.picklist(['asserts', 'denies', 'questions']),
    score,
    reason: v.string(),
    method: Method,
    status: Status,
  }),
  v.readonly(),
)

const SUPPORTS_KINDS: readonly string[] = ['entails', 'evidence']
const CONTRADICTS_KINDS: readonly string[] = ['contradictory', 'contrary', 'qualifies']
export const RelationSchema = v.pipe(
  v.looseObject({
    id: id('rel'),
    type: v.picklist(['supports', 'contradicts']),
    from: ClaimId,
    to: ClaimId,
    kind: v.picklist(['contradictory', 'contrary', 'qualifies', 'entails', 'evidence']),
    score,
    reason: text,
    spans: v.pipe(
      v.array(
        v.pipe(
          v.looseObject({ source: SourceId, start: v.number(), end: v.number(), exact: v.string() }),
          v.readonly(),
        ),
      ),
      v.readonly(),
    ),
    method: Method,
    status: Status,
  }),
  v.check(
    (relation) => (relation.type === 'supports' ? SUPPORTS_KINDS : CONTRADICTS_KINDS).includes(relation.kind),
    'supports is entails or evidence; contradicts is contradictory, contrary or qualifies.',
  ),
  v.check((relation) => relation.from !== relation.to, 'A claim has no relation to itself.'),
  v.check(
    (relation) => relation.type === 'supports' || relation.from < relation.to,
    'contradicts is symmetric and stored once: from sorts before to.',
  ),
  v.readonly(),
)

export const ReviewSchema = v.pipe(
  v.looseObject({
    id: id('rev'),
    at: isoDate,
    by: text,
    action: v.picklist(['accept', 'reject', 'edit', 'merge', 'split', 'add', 'undo']),
    target: v.string(),
    patch: v.unknown(),
    reason: v.string(),
  }),
  v.readonly(),
)

export const ManifestSchema = v.pipe(
  v.looseObject({
    format: v.number(),
    title: v.string(),
    question: v.string(),
    language: v.string(),
    notes: v.string(),
    /** Who stand against each other, in pairs of names, aliases or actor ids. */
    opponents: v.exactOptional(
      v.pipe(
        v.array(v.pipe(v.strictTuple([text, text], 'Opponents are pairs: [[Kenya, Harbour Party]].'), v.readonly())),
        v.readonly(),
      ),
    ),
  }),
  v.readonly(),
)

export type Source = v.InferOutput<typeof SourceSchema>
export type Actor = v.InferOutput<typeof ActorSchema>
export type Statement = v.InferOutput<typeof StatementSchema>
export type Utterance = v.InferOutput<typeof UtteranceSchema>
export type Claim = v.InferOutput<typeof ClaimSchema>
export type Stance = v.InferOutput<typeof StanceSchema>
export type Relation = v.InferOutput<typeof RelationSchema>
export type Review = v.InferOutput<typeof ReviewSchema>
export type Manifest = v.InferOutput<typeof ManifestSchema>
export type Method = v.InferOutput<typeof Method>
export type Status = v.InferOutput<typeof Status>
export type ActorKind = Actor['kind']
export type CueClass = Statement['cueClass']
export type Certainty = Statement['certainty']
export type Form = Statement['form']
export type Illocution = Statement['illocution']

/** One investigation in memory: every record and the text of every source. Lists are sorted by id. */
export interface Case {
  readonly manifest: Manifest
  /** Text of every source, by source id. */
  readonly texts: ReadonlyMap<string, string>
  readonly sources: readonly Source[]
  readonly actors: readonly Actor[]
  readonly statements: readonly Statement[]
  readonly utterances: readonly Utterance[]
  readonly claims: readonly Claim[]
  readonly stances: readonly Stance[]
  readonly relations: readonly Relation[]
  readonly reviews: readonly Review[]
}
