import { check } from '../../model/check.ts'
import { HearsayError, showValue, type Place } from '../../model/error.ts'
import { claimId, normalise, stanceId, statementId } from '../../model/id.ts'
import {
  ClaimSchema,
  StanceSchema,
  StatementSchema,
  type Claim,
  type Form,
  type Method,
  type Stance,
  type Statement,
} from '../../model/records.ts'
import { joinSpans, type Span } from '../../model/span.ts'
import { anchorContent, anchorNear, foldText, type FoldedText } from './anchor.ts'
import { actorKind, kindOfName, type Roster } from './roster.ts'
import { sourceCalled, type Shelf } from './sources.ts'
import { listed, type Row } from './table.ts'

/** What proposed every imported record: a person, by way of a spreadsheet. */
const IMPORTED: Method = { name: 'person', version: 'import' }

/** What a row of statements.csv makes. */
export interface RowRecords {
  readonly place: Place
  /** How other rows name this one: its key, or its number. */
  readonly key: string
  readonly relayedBy: string
  readonly statement: Statement
  readonly claim: Claim | null
  readonly stance: Stance | null
}

/** Folded texts by source id: folding costs, and many rows share a source. */
export type FoldedTexts = Map<string, FoldedText>

function foldedText(texts: FoldedTexts, shelf: Shelf, source: string): FoldedText {
  const known = texts.get(source)
  if (known) return known
  const text = shelf.texts.get(source)
  if (text === undefined)
    throw new HearsayError('unknown-source', `unknown source: ${showValue(source)} has no text. Read it again.`)
  const folded = foldText(text)
  texts.set(source, folded)
  return folded
}

function contentSpans(text: FoldedText, content: string): readonly Span[] {
  const spans = anchorContent(text, content)
  if (spans === 'not-found')
    throw new HearsayError(
      'content-not-found',
      `content not found: ${showValue(content)}. Copy the words from the source as they stand; write " | " where you leave some out.`,
    )
  if (spans === 'ambiguous')
    throw new HearsayError(
      'ambiguous-content',
      `ambiguous content: ${showValue(content)} stands there more than once. Copy more of the words around it.`,
    )
  return spans
}

function cueSpans(text: FoldedText, cue: string, content: readonly Span[]): readonly Span[] {
  const spans = cue === '' ? [] : anchorNear(text, cue, content)
  if (spans) return spans
  throw new HearsayError(
    'cue-not-found',
    `cue not found: ${showValue(cue)}. Copy the words from the paragraph of the content, or leave the cell empty.`,
  )
}

const QUOTE = /["“”„«»]/u

/** How the content of `spans` is reported, by the quotation marks in and around it. */
function formOf({ text }: FoldedText, spans: readonly Span[]): Form {
  const isQuoted = spans.every((span) => {
    const around = text.slice(Math.max(0, span.start - 1), span.start) + span.exact[0]
    const behind = (span.exact.at(-1) ?? '') + text.slice(span.end, span.end + 1)
    const marks = span.exact.slice(1, -1).match(new RegExp(QUOTE, 'gu')) ?? []
    return QUOTE.test(around) && QUOTE.test(behind) && marks.length === 0
  })
  if (isQuoted) return 'direct'
  return spans.some((span) => QUOTE.test(span.exact)) ? 'mixed' : 'indirect'
}

function claimOf(row: Row, claimKey: (text: string) => string): Claim | null {
  const text = row.cell('claim')
  if (text === '') return null
  if (normalise(text) === '')
    throw new HearsayError('invalid-claim', `invalid claim: ${showValue(text)}. A claim is a sentence.`)
  return check(
    ClaimSchema,
    { id: claimId(claimKey(text)), text, about: [], method: IMPORTED, status: 'accepted' },
    row.place,
  )
}

/** What `row` makes. Throws a `HearsayError` for a row that has to be set aside. */
export function statementOf(
  row: Row,
  shelf: Shelf,
  roster: Roster,
  texts: FoldedTexts,
  claimKey: (text: string) => string,
): RowRecords {
  const source = sourceCalled(shelf, row.cell('source'))
  const text = foldedText(texts, shelf, source.id)
  const content = contentSpans(text, row.cell('content'))
  const cue = cueSpans(text, row.cell('cue'), content)
  const claim = claimOf(row, claimKey)

  const speakerName = row.cell('speaker')
  const kind = actorKind(row.cell('speaker_kind')) ?? kindOfName(speakerName, 'person')
  const speaker = roster.get(speakerName, kind, source.id)
  const vias = listed(row.cell('via'))
  const isNarrated = cue.length === 0 && speaker.id === source.outlet
  const near = (name: string) =>
    anchorNear(
      text,
      name,
      [...content, ...cue].sort((a, b) => a.start - b.start),
    ) ?? []
  const statement = check(
    StatementSchema,
    {
      id: statementId(source.id, cue, content),
      source: source.id,
      speaker: speaker.id,
      speakerSpans: isNarrated ? [] : near(speakerName),
      cueSpans: cue,
      contentSpans: content,
      content: joinSpans(content),
      form: row.cell('form') || (isNarrated ? 'narrated' : formOf(text, content)),
      illocution: row.cell('illocution') || 'assertive',
      certainty: row.cell('certainty') || 'unspecified',
      cueClass: row.cell('cue_class') || 'report',
      relayedBy: null,
      via: vias.map((name) => roster.get(name, kindOfName(name, 'outlet'), source.id).id),
      viaSpans: disjoint(vias.flatMap(near)),
      saidAt: row.cell('said_at') || null,
      score: 1,
      method: IMPORTED,
      status: 'accepted',
    },
    row.place,
  )
  const stance = claim && {
    id: stanceId(statement.id, claim.id),
    statement: statement.id,
    claim: claim.id,
    stance: row.cell('stance').toLowerCase() || 'asserts',
    score: 1,
    reason: 'Given in the spreadsheet.',
    method: IMPORTED,
    status: 'accepted',
  }
  return {
    place: row.place,
    key: row.cell('key') || String(row.number),
    relayedBy: row.cell('relayed_by'),
    statement,
    claim,
    stance: stance && check(StanceSchema, stance, row.place),
  }
}

/** `spans` in order, without those that overlap an earlier one. */
function disjoint(spans: readonly Span[]): readonly Span[] {
  const kept: Span[] = []
  for (const span of [...spans].sort((a, b) => a.start - b.start))
    if (span.start >= (kept.at(-1)?.end ?? 0)) kept.push(span)
  return kept
}
