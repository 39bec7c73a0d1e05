import { z } from 'zod'

const position = z.number().int().min(0)

const Words = z.object({
  start: position.describe('UTF-16 units into the text of the source'),
  end: position,
  exact: z.string().describe('the words, letter by letter: text.slice(start, end)'),
  goesOnTo: position.optional().describe('where the words really end, when they are too long to stand here'),
})

const Named = z.object({ id: z.string(), name: z.string() })

const Quotation = z
  .object({
    statement: z.string().describe('id of the statement'),
    role: z.string().describe('what it does in this answer: asserts, denies, relays …'),
    speaker: Named.extend({ isNamed: z.boolean().describe('false: the source does not say who it is') }),
    through: z
      .array(Named.extend({ kind: z.enum(['outlet', 'relay', 'via', 'speaker']) }))
      .describe('who stands between the reader and the speaker, from the source inwards'),
    speakerWords: z.array(Words),
    cue: z.array(Words),
    content: z.array(Words),
    certainty: z.string(),
    reason: z.string().optional().describe('why the words were taken this way'),
    source: Named.extend({ path: z.string(), url: z.string().nullable(), publishedAt: z.string().nullable() }),
  })
  .describe('a quotation from a source: what somebody said, not what is so')

const cut = z
  .object({ shown: position, of: position.nullable() })
  .nullable()
  .describe('what was left out: so many are shown of so many (null: of more); null where all of it is here')

const quotations = z.array(Quotation)
const note = z.string().describe('what is not known, and what the answer is not')

export const SearchAnswer = z.object({
  hits: z.array(
    z.object({
      kind: z.enum(['claim', 'statement', 'actor', 'source']),
      id: z.string(),
      text: z.string(),
      quotations,
      quotationsInAll: position,
    }),
  ),
  nearSpelling: z.string().nullable(),
  cut,
  note,
})

export const EvidenceAnswer = z.object({
  claims: z.array(
    z.object({ id: z.string(), text: z.string(), about: z.array(Named), quotations, quotationsInAll: position }),
  ),
  cut,
  note,
})

export const FindingsAnswer = z.object({
  question: z.string(),
  findings: z.array(
    z.object({
      analysis: z.string(),
      headline: z.string().describe('what was found on what is loaded'),
      note,
      claims: z.array(z.object({ id: z.string(), text: z.string() })),
      claimsInAll: position,
      actors: z.array(Named),
      quotations,
      quotationsInAll: position,
    }),
  ),
  cut,
  note,
})

export const RowsAnswer = z.object({
  columns: z.array(z.string()),
  rows: z.array(z.record(z.string(), z.unknown())),
  quotations: quotations.describe('the words of the statements, and on the claims, whose ids are in the rows'),
  quotationsInAll: position,
  warnings: z.array(z.string()),
  cut,
  note,
})

export const PassageAnswer = z.object({
  source: Named.extend({ path: z.string(), url: z.string().nullable(), publishedAt: z.string().nullable() }),
  length: position.describe('UTF-16 units of the whole text'),
  passage: Words,
  cut,
  note,
})

export type Quotation = z.infer<typeof Quotation>
export type SourceWords = z.infer<typeof Words>
export type SearchAnswer = z.infer<typeof SearchAnswer>
export type EvidenceAnswer = z.infer<typeof EvidenceAnswer>
export type FindingsAnswer = z.infer<typeof FindingsAnswer>
export type RowsAnswer = z.infer<typeof RowsAnswer>
export type PassageAnswer = z.infer<typeof PassageAnswer>
/** What any tool answers. */
export type AnyAnswer = SearchAnswer | EvidenceAnswer | FindingsAnswer | RowsAnswer | PassageAnswer
