import type { RecordSchema } from '../model/check.ts'
import {
  ActorSchema,
  ClaimSchema,
  RelationSchema,
  ReviewSchema,
  SourceSchema,
  StanceSchema,
  StatementSchema,
  UtteranceSchema,
  type Case,
} from '../model/records.ts'

/** The lists of a case that are files of the same name with `.jsonl`. */
export type ListName = Exclude<keyof Case, 'manifest' | 'texts'>

/** The schema of each list, in the order in which the files are written: what is pointed at before what points. */
export const LISTS: { readonly [Name in ListName]: RecordSchema<Case[Name][number]> } = {
  reviews: ReviewSchema,
  sources: SourceSchema,
  actors: ActorSchema,
  statements: StatementSchema,
  utterances: UtteranceSchema,
  claims: ClaimSchema,
  stances: StanceSchema,
  relations: RelationSchema,
}

/** The file of a list, e.g. `claims.jsonl`. */
export const fileOf = (list: ListName) => `${list}.jsonl`

/** Where the texts of the sources are. */
export const SOURCES_FOLDER = 'sources'
/** A source's text is at most this many UTF-8 bytes: room for every text that is read, and memory for it. */
export const MAX_TEXT = 32 * 2 ** 20
/** A file of records is at most this many bytes, which Node holds in one buffer. */
export const MAX_RECORDS = 2 ** 30
