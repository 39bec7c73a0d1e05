import { chainOf, type Hop } from '../../analyse/chain.ts'
import { isOpen, type Kept } from '../../analyse/kept.ts'
import type { Source, Statement } from '../../../src/model/records.ts'
import { joinSpans, type Span } from '../../../src/model/span.ts'
import { html, type Markup } from './markup.ts'
import { passagesOf, wholeAt, type Passage } from './passage.ts'
import { showNumber } from '../../analyse/say.ts'
import { addressAt, addressOf, clip, showDate, titleOf } from './words.ts'

/** How a quotation is shown where it stands. */
interface Setting {
  /** What the statement does there ("denies"). */
  readonly role?: string
  /** Actors whose names are marked as the cut. */
  readonly cut?: ReadonlySet<string>
}

/** Characters of the words that are shown where a quotation is repeated. */
const REPEATED = 140

/**
 * The quotations of a report. Each has a number (Q1, Q2, …), and stands in full with its sentence where it is first needed;
 * from then on its words are repeated with that number.
 */
export class Quotations {
  readonly #kept: Kept
  readonly #references: ReadonlyMap<string, number>
  readonly #numbers = new Map<string, number>()
  readonly #cited = new Set<string>()
  readonly #lineEnds = new Map<string, readonly number[]>()

  /** `references` are the numbers of the sources. */
  constructor(kept: Kept, references: ReadonlyMap<string, number>) {
    this.#kept = kept
    this.#references = references
  }

  /** How many stand in full so far. */
  get size(): number {
    return this.#numbers.size
  }

  /** The sources that were referred to so far. */
  get cited(): ReadonlySet<string> {
    return this.#cited
  }

  /** A statement in its own words, with who said it, through whom, and where that stands. Null where the case has none. */
  show(id: string, setting: Setting = {}): Markup | null {
    const statement = this.#kept.statements.get(id)
    const source = this.#kept.sources.get(statement?.source ?? '')
    if (!statement || !source) return null
    const before = this.#numbers.get(id)
    if (before !== undefined) return this.#again(before, statement, setting)
    const number = this.#numbers.size + 1
    this.#numbers.set(id, number)
    const text = this.#kept.case.texts.get(source.id) ?? ''
    const passages = passagesOf(text, statement)
    return html`<div class="quote" id="q${number}">
      <p class="chain">
        <span class="number">Q${number}</span> ${roleOf(setting)}${this.#chain(statement, setting)}
        <span class="date"
          >${this.#reference(source)} ${source.publishedAt === null ? 'undated' : showDate(source.publishedAt)}</span
        >
      </p>
      <blockquote dir="auto">${passages.map(passage)}</blockquote>
      <p class="meta">${this.#meta(statement, source, passages)}</p>
    </div> `
  }

  /** Where a statement stands, in few characters: its number here, or source and line. */
  cite(id: string): Markup | null {
    const number = this.#numbers.get(id)
    if (number !== undefined) return html`<a href="#q${number}">Q${number}</a>`
    const statement = this.#kept.statements.get(id)
    const source = this.#kept.sources.get(statement?.source ?? '')
    if (!statement || !source) return null
    return html`${this.#reference(source)} line ${showNumber(this.#line(source, statement))}`
  }

  #again(number: number, statement: Statement, setting: Setting): Markup {
    const [first] = statement.contentSpans
    const text = this.#kept.case.texts.get(statement.source) ?? ''
    const words = first ? text.slice(first.start, Math.min(first.end, wholeAt(text, first.start + REPEATED))) : ''
    const isCut = statement.contentSpans.length > 1 || words.length < (first?.exact.length ?? 0)
    return html`<p class="again">
      <a class="number" href="#q${number}">Q${number}</a> ${roleOf(setting)}${this.#actor(
        { kind: 'speaker', id: statement.speaker },
        setting,
      )}: <span class="said" dir="auto">${words}</span>${isCut && gap}
    </p> `
  }

  #chain(statement: Statement, setting: Setting): readonly Markup[] {
    const steps = (chainOf(this.#kept, statement)?.steps ?? []).filter((step) => step[0]?.kind !== 'source').reverse()
    const hops = steps.filter((step, i) => step.some(({ id }) => !steps[i - 1]?.some((other) => other.id === id)))
    return hops.map((step, i) => {
      const names = step.map((hop, j) => html`${j > 0 && ', '}${this.#actor(hop, setting)}`)
      const arrow = i > 0 && html`<span class="arrow"> ← </span>`
      return html`${arrow}${step[0]?.kind === 'via' && html`<small>via </small>`}${names}`
    })
  }

  #actor({ kind, id }: Pick<Hop, 'kind' | 'id'>, { cut }: Setting): Markup {
    const actor = this.#kept.actors.get(id)
    const classes = [kind === 'speaker' && 'speaker', cut?.has(id) && 'cut', actor && isOpen(actor) && 'unnamed']
    return html`<bdi class="${classes.filter(Boolean).join(' ')}">${clip(actor?.name ?? id, 120)}</bdi>`
  }

  #reference(source: Source): Markup {
    const number = this.#references.get(source.id) ?? 0
    this.#cited.add(source.id)
    return html`<a class="reference" href="#s${number}" title="${titleOf(source)}">[${number}]</a>`
  }

  #meta(statement: Statement, source: Source, passages: readonly Passage[]): Markup {
    const { form, certainty, cueSpans, contentSpans, saidAt, status, via } = statement
    const address = addressOf(source)
    const open = via.flatMap((id) => this.#kept.actors.get(id) ?? []).filter(isOpen)
    const isCueShown = passages.some(({ pieces }) => pieces.some(({ role }) => role === 'cue'))
    const parts = [
      html`${form}`,
      !isCueShown && cueSpans.length > 0 && html`cue <i dir="auto">${clip(joinSpans(cueSpans), 80)}</i>`,
      open.length > 0 && html`via <bdi class="unnamed">${clip(open.map(({ name }) => name).join(', '), 120)}</bdi>`,
      certainty !== 'unspecified' && html`${certainty}`,
      saidAt !== null && html`said ${showDate(saidAt)}`,
      status === 'accepted' && html`accepted`,
      html`line ${showNumber(this.#line(source, statement))}, characters
      ${clip(contentSpans.map(position).join(', '), 120)}`,
    ]
    const words = contentSpans[0]?.exact ?? ''
    return html`${parts.filter((part) => part !== false).map((part, i) => html`${i > 0 && ' · '}${part}`)}${address !== null && html`<span class="words"> · <a href="${addressAt(address, words)}" rel="noreferrer noopener">open at the words</a></span>`}`
  }

  /** The line of the source's text on which the words begin, counted from 1. */
  #line(source: Source, { contentSpans }: Statement): number {
    let ends = this.#lineEnds.get(source.id)
    if (!ends) {
      ends = [...(this.#kept.case.texts.get(source.id) ?? '').matchAll(/\n/g)].map(({ index }) => index)
      this.#lineEnds.set(source.id, ends)
    }
    const start = contentSpans[0]?.start ?? 0
    const line = ends.findIndex((end) => end >= start)
    return (line === -1 ? ends.length : line) + 1
  }
}

const gap = html`<span class="gap"> … </span>`
const roleOf = ({ role }: Setting) =>
  role !== undefined && html`<span class="role" dir="auto">${clip(role, 120)}</span> `
const position = ({ start, end }: Span) => `${start}–${end}`

function passage({ pieces, isCutBefore, isCutAfter }: Passage, i: number, all: readonly Passage[]): Markup {
  const words = pieces.map(({ role, text }) =>
    role === 'around' ? html`${text}` : html`<span class="${role}">${text}</span>`,
  )
  const isNext = all[i - 1]?.isCutAfter ?? false
  // The gap before this passage may have been shown after the one before.
  return html`${(isCutBefore || i > 0) && !isNext && gap}<span class="around">${words}</span>${isCutAfter && gap}`
}
