import '../style/timeline.css'
import { scaleUtc } from 'd3-scale'
import { html, nothing, svg } from 'lit-html'
import { ref } from 'lit-html/directives/ref.js'
import { dayName, daysOf } from '../dates.ts'
import { factsOf } from '../facts.ts'
import { narrow } from '../narrow.ts'
import { ROWS } from '../state.ts'
import { binned, moveBrush, sizeOf, timelineOf } from '../timeline.ts'
import { count, labelLines, showDate, showNumber } from '../words.ts'
import { statementList } from './statements.ts'
import type { CaseIndex } from '../case-index.ts'
import type { Filter } from '../filter.ts'
import type { State } from '../state.ts'
import type { Row } from './statements.ts'
import type { Ends, Lane, Spot, Timeline } from '../timeline.ts'
import type { View } from '../view.ts'

const DAY_MS = 86_400_000
/** Sizes in CSS pixels. */
const LANE = 30
const AXIS = 22
const DOT = 8
const ROWS_OF_DOTS = 3
const LEAST_BIN = 6
const RANGES = 3
/** Room for the size of a lane. */
const SIZE = 110

/** The strip below the canvas: when it was said, and a brush. */
export function strip(view: View) {
  const known = knownOf(view)
  // A single day has nothing to brush.
  if (!known || isOneDay(known.timeline)) return nothing
  return html`<section class="timeline" aria-label="Timeline">${head(view, known)} ${chart(view, known)}</section>`
}

/** The same over the whole stage, with the statements in the order of their days. */
export function panel(view: View) {
  const { shown, state, act } = view
  const known = knownOf(view)
  if (!known)
    return html`<p class="note-card">
      <b>No statement here has a date.</b> Neither its words nor its source say when.
    </p>`
  const rows = inOrder(view)
  const left = rows.length - state.rows
  return html`<section class="timeline whole" aria-label="Timeline">${head(view, known)} ${chart(view, known)}</section>
    <section class="stmts dated" aria-label="Statements by day">
      ${statementList(view, rows.slice(0, state.rows))}
      ${
        left > 0
          ? html`<p class="more">
              <button class="btn" @click=${() => act.moreRows()}>Show ${showNumber(Math.min(left, ROWS))} more</button>
              <span class="meta">${showNumber(state.rows)} of ${count(shown.statements.size, 'statement')}</span>
            </p>`
          : nothing
      }
    </section>`
}

const ordered = new WeakMap<CaseIndex, readonly Row[]>()

/** Rows in the order of their days, undated ones last; the first of each day says it. */
function inOrder({ index, shown }: View): readonly Row[] {
  const known = ordered.get(shown)
  if (known) return known
  const facts = factsOf(index)
  const placed = [...shown.statements.values()].map((statement) => {
    const i = facts.numberOf.get(statement.id) ?? -1
    const [from = NaN, to = NaN] = [facts.from[i], facts.to[i]]
    const name = Number.isNaN(from) ? 'Undated' : sayDays(index, [from, to])
    return {
      statement,
      day: Number.isNaN(from) ? Infinity : from,
      name: Number.isNaN(from) || facts.isSaid[i] === 1 ? name : `${name}, by publication`,
    }
  })
  placed.sort((a, b) => (a.day === b.day ? (a.name < b.name ? -1 : a.name > b.name ? 1 : 0) : a.day - b.day))
  const rows = placed.map(({ statement, name }, i): Row =>
    name === placed[i - 1]?.name ? { statement } : { statement, heading: name },
  )
  ordered.set(shown, rows)
  return rows
}

interface Known {
  /** Everything that the other filters let through: the brush chooses among it. */
  readonly all: CaseIndex
  readonly timeline: Timeline
}

const isOneDay = ({ first, last: end }: Timeline) => first === end

let last: { filter: Filter; index: CaseIndex; all: CaseIndex } | null = null
let drawn: { all: CaseIndex; selection: State['selection']; timeline: Timeline | null } | null = null

/** The timeline of what all filters but that of the dates let through; read again only when that has changed. */
function knownOf({ index, state }: View): Known | null {
  const filter = { ...state.filter, days: null, isUndated: false }
  if (last?.index !== index || JSON.stringify(last.filter.picks) !== JSON.stringify(filter.picks))
    last = { filter, index, all: narrow(index, filter) }
  const { all } = last
  if (drawn?.all !== all || drawn.selection !== state.selection)
    drawn = { all, selection: state.selection, timeline: timelineOf(index, all, state.selection) }
  return drawn.timeline ? { all, timeline: drawn.timeline } : null
}

function head({ index, shown, state, act }: View, { all, timeline }: Known) {
  const { days, isUndated } = state.filter
  const when = [...(days ? [showDays(index, days)] : []), ...(isUndated ? ['undated'] : [])].join(' and ')
  const spots = timeline.lanes.flatMap((lane) => [...lane.days, ...lane.ranges])
  return html`<header>
    <h2>When it was said</h2>
    <p class="key" aria-hidden="true">
      ${spots.some(({ said }) => said.length > 0) ? html`<span><i class="dot"></i>said that day</span>` : nothing}
      ${spots.some(({ published }) => published.length > 0) ? html`<span><i class="dot hollow"></i>published that day</span>` : nothing}
      ${timeline.lanes.some(({ ranges }) => ranges.length > 0) ? html`<span><i class="bars"></i>in a range</span>` : nothing}
      ${timeline.hasUndated ? html`<span><i class="dot none"></i>undated</span>` : nothing}
    </p>
    <p class="brushed" role="status">
      ${when ? html`${when} · ${showNumber(shown.statements.size)} of ${count(all.statements.size, 'statement')}` : count(all.statements.size, 'statement')}${
        isOneDay(timeline) && !when
          ? `, ${timeline.hasUndated ? 'all that are dated' : 'all'} of ${sayDays(index, [timeline.first, timeline.last])}`
          : nothing
      }
      ${
        days && timeline.hasUndated
          ? html`<button class="link" @click=${() => act.filter({ ...state.filter, isUndated: !isUndated })}>
              ${isUndated ? 'without undated' : 'with undated'}
            </button>`
          : nothing
      }
      ${
        when
          ? html`<button class="link" @click=${() => act.filter({ ...state.filter, days: null, isUndated: false })}>
              clear
            </button>`
          : nothing
      }
    </p>
  </header>`
}

function showDays(index: CaseIndex, [from, to]: readonly [string, string]): string {
  return showDate(from === to ? from : `${from}/${to}`, index.year)
}

function sayDays(index: CaseIndex, [from, to]: Ends): string {
  return showDays(index, [dayName(from), dayName(to)])
}

/** Where things stand, in CSS pixels. */
interface Plan {
  readonly width: number
  readonly height: number
  /** Left edge of a day; days may be broken. */
  readonly x: (day: number) => number
  readonly dayAt: (x: number) => number
  readonly left: number
  readonly right: number
  readonly lane: number
  readonly ticks: readonly (readonly [number, string])[]
}

let width = 640
let watched: Element | null = null

/** Measures the chart whenever its width changes, and draws it again. */
function measure(element: Element | undefined, redraw: () => void): void {
  if (!element || element === watched) return
  watched = element
  new ResizeObserver(([entry], observer) => {
    if (!element.isConnected) return observer.disconnect()
    const now = Math.round(entry?.contentRect.width ?? 0)
    if (now === width || now === 0) return
    width = now
    redraw()
  }).observe(element)
}

function planOf({ first, last: end, lanes, hasUndated }: Timeline, year: string | null, lane: number): Plan {
  const left = Math.min(216, Math.round(width * 0.27))
  const right = width - (hasUndated ? 76 : 8)
  const scale = scaleUtc([first * DAY_MS, (end + 1) * DAY_MS], [left, right])
  const many = Math.max(2, Math.floor((right - left) / 64))
  const days = scale
    .ticks(many)
    .map((tick) => tick.getTime() / DAY_MS)
    .filter((day) => Number.isInteger(day) && day <= end)
  const ticks = days.map((day, i) => {
    const name = dayName(day)
    const isYearly = days.every((each) => dayName(each).endsWith('01-01'))
    if (isYearly) return [day, name.slice(0, 4)] as const
    const isSameMonth = i > 0 && dayName(days[i - 1] ?? 0).slice(0, 7) === name.slice(0, 7)
    return [day, isSameMonth ? String(Number(name.slice(8))) : showDate(name, year)] as const
  })
  return {
    width,
    height: lanes.length * lane + AXIS,
    x: (day) => scale(day * DAY_MS),
    dayAt: (x) => Math.floor(scale.invert(x).getTime() / DAY_MS),
    left,
    right,
    lane,
    ticks,
  }
}

function chart(view: View, { timeline }: Known) {
  const { index, state, act } = view
  const isWhole = state.view === 'timeline'
  const plan = planOf(timeline, index.year, isWhole ? LANE * 1.4 : LANE)
  const { lanes, first, last: end } = timeline
  const ends = brushOf(state.filter, [first, end])
  const isShaded = state.filter.days !== null && reaches(state.filter, [first, end])
  const bottom = plan.height - AXIS
  const isOne = isOneDay(timeline)
  const dayWidth = plan.x(first + 1) - plan.x(first)
  const room = Math.max(1, Math.floor((dayWidth - (isOne ? 2 * SIZE : 0)) / DOT)) * ROWS_OF_DOTS
  const isCrowded = dayWidth < DOT + 2 || lanes.some(({ days }) => days.some((spot) => sizeOf(spot) > room))
  const bin = Math.max(1, Math.ceil(LEAST_BIN / dayWidth))
  const most = isCrowded ? Math.max(1, ...lanes.flatMap(({ days }) => binned(days, first, bin).map(sizeOf))) : 0
  return html`<div class="chart" ${ref((element) => measure(element, () => act.keep({})))}>
    <svg
      width=${plan.width}
      height=${plan.height}
      class=${isShaded ? 'brushing' : ''}
      role="group"
      aria-label=${isOne ? sayDays(index, [first, first]) : `Days from ${sayDays(index, [first, first])} to ${sayDays(index, [end, end])}`}
      @pointerdown=${isOne ? nothing : (event: PointerEvent) => startBrush(event, view, plan, [first, end])}
    >
      <rect
        class=${isOne ? 'ground one' : 'ground'}
        x=${plan.left}
        y="0"
        width=${Math.max(0, plan.right - plan.left)}
        height=${bottom}
      />
      ${isShaded ? svg`<rect class="shade" x="${plan.x(ends[0])}" y="0" width="${plan.x(ends[1] + 1) - plan.x(ends[0])}" height="${bottom}" />` : nothing}
      ${lanes.map((lane, i) => laneMarks(lane, i, plan, isCrowded ? { bin, most, first } : null))}
      ${axis(plan, bottom, timeline)}
      ${isOne ? lanes.map((lane, i) => sizeBeside(lane, i, plan)) : (['first', 'last'] as const).map((part) => handle(view, plan, bottom, ends, part, [first, end]))}
    </svg>
  </div>`
}

function laneMarks(lane: Lane, i: number, plan: Plan, bars: { bin: number; most: number; first: number } | null) {
  const top = i * plan.lane
  const middle = top + plan.lane / 2
  const size = [...lane.days, ...lane.ranges].reduce((sum, spot) => sum + sizeOf(spot), lane.undated.length)
  const lines = labelLines(lane.name, Math.max(8, Math.floor((plan.left - 32) / 6.8)))
  const ranges = lane.ranges.slice(0, RANGES)
  const others = lane.ranges.slice(RANGES).reduce((sum, spot) => sum + sizeOf(spot), 0)
  return svg`<g role="img" aria-label="${lane.letter ? `Side ${lane.letter}, ` : ''}${lane.name}: ${count(size, 'statement')}">
    <title>${lane.name}</title>
    ${i > 0 ? svg`<path class="rule" d="M0 ${top + 0.5}H${plan.width}" />` : nothing}
    ${lane.letter ? svg`<text class="letter" x="0" y="${middle + 4}">${lane.letter}</text>` : nothing}
    ${lines.map((line, k) => svg`<text class="name" x="${lane.letter ? 16 : 0}" y="${middle + 4 + (k - (lines.length - 1) / 2) * 13}">${line}</text>`)}
    ${ranges.map((spot, k) => rangeMark(spot, plan, top + 5 + ((k + 0.5) * (plan.lane - 10)) / ranges.length, k === ranges.length - 1 ? others : 0))}
    ${bars ? binned(lane.days, bars.first, bars.bin).map((spot) => bar(spot, plan, top, bars)) : lane.days.map((spot) => dots(spot, plan, middle))}
    ${undatedMarks(lane.undated.length, plan, middle)}
  </g>`
}

/** Of a single day, which has nothing to brush: how many of its statements a lane has. */
function sizeBeside({ days }: Lane, i: number, plan: Plan) {
  const size = days.reduce((sum, spot) => sum + sizeOf(spot), 0)
  return svg`<text class="size" x="${plan.right - 8}" y="${(i + 0.5) * plan.lane + 4}">${count(size, 'statement')}</text>`
}

/** One dot a statement, three high. */
function dots(spot: Spot, plan: Plan, middle: number) {
  const size = sizeOf(spot)
  const columns = Math.ceil(size / ROWS_OF_DOTS)
  const rows = Math.min(size, ROWS_OF_DOTS)
  const x = (plan.x(spot.from) + plan.x(spot.from + 1)) / 2 - ((columns - 1) * DOT) / 2
  const y = middle - ((rows - 1) * DOT) / 2
  return Array.from(
    { length: size },
    (_, i) =>
      svg`<circle class="${i < spot.said.length ? 'dot' : 'dot hollow'}" cx="${x + Math.floor(i / ROWS_OF_DOTS) * DOT}" cy="${y + (i % ROWS_OF_DOTS) * DOT}" r="${i < spot.said.length ? 3 : 2.4}" />`,
  )
}

/** Counts per day, or per few days where a day is too narrow. */
function bar(spot: Spot, plan: Plan, top: number, { most, bin }: { bin: number; most: number }) {
  const room = plan.lane - 6
  const height = (n: number) => (n === 0 ? 0 : Math.max(1.5, (n / most) * room))
  const [said, published] = [height(spot.said.length), height(spot.published.length)]
  const x = plan.x(spot.from) + 0.5
  const wide = Math.max(2, Math.min(plan.x(spot.from + bin), plan.right) - plan.x(spot.from) - 1)
  const floor = top + plan.lane - 2
  return svg`<g><title>${count(sizeOf(spot), 'statement')}</title>
    ${said > 0 ? svg`<rect class="bar" x="${x}" y="${floor - said}" width="${wide}" height="${said}" />` : nothing}
    ${published > 0 ? svg`<rect class="bar hollow" x="${x + 0.5}" y="${floor - said - published + 0.5}" width="${Math.max(1, wide - 1)}" height="${Math.max(0.5, published - 1)}" />` : nothing}</g>`
}

/** A range is drawn as a range: two lines with its number between them. */
function rangeMark(spot: Spot, plan: Plan, y: number, others: number) {
  const [x0, x1] = [plan.x(spot.from), plan.x(spot.to + 1)]
  const text = `${showNumber(sizeOf(spot))}${others > 0 ? `, ${showNumber(others)} in other ranges` : ''}`
  return svg`<g><path class="span" d="M${x0} ${y - 3}H${x1}M${x0} ${y + 3}H${x1}" />
    <text class="in" x="${x0 + 6}" y="${y + 3.5}">${text}</text></g>`
}

function undatedMarks(size: number, plan: Plan, middle: number) {
  if (size === 0) return nothing
  const x = plan.right + 16
  if (size > 7 * ROWS_OF_DOTS) return svg`<text class="many" x="${x}" y="${middle + 4}">${showNumber(size)}</text>`
  const rows = Math.min(size, ROWS_OF_DOTS)
  return Array.from(
    { length: size },
    (_, i) =>
      svg`<circle class="dot none" cx="${x + 3 + Math.floor(i / ROWS_OF_DOTS) * DOT}" cy="${middle + ((i % ROWS_OF_DOTS) - (rows - 1) / 2) * DOT}" r="2.4" />`,
  )
}

function axis(plan: Plan, top: number, { first, hasUndated }: Timeline) {
  // A day that is wide is named in its middle, where its dots are.
  const dayWidth = plan.x(first + 1) - plan.x(first)
  const shift = dayWidth > 24 ? dayWidth / 2 : 0
  return svg`<g class="axis" aria-hidden="true"><path d="M0 ${top + 0.5}H${plan.width}" />
    ${plan.ticks.map(([day, name]) => svg`<text x="${plan.x(day) + shift}" y="${top + 15}">${name}</text>`)}
    ${hasUndated ? svg`<path class="und" d="M${plan.right + 6.5} ${top}v${AXIS}" /><text class="und" x="${plan.right + 14}" y="${top + 15}">undated</text>` : nothing}</g>`
}

/** True when a filter of days has any of those that there are. */
function reaches({ days }: Filter, [least, most]: Ends): boolean {
  const [from = least, to = most] = (days ?? []).map((day) => daysOf(day)?.from)
  return from <= most && to >= least
}

/** The days of the brush within those that there are; all of them where none of them is brushed. */
function brushOf(filter: Filter, all: Ends): Ends {
  const [from, to] = (filter.days ?? []).map((day) => daysOf(day)?.from)
  if (from === undefined || to === undefined || !reaches(filter, all)) return all
  const within = (day: number) => Math.max(all[0], Math.min(all[1], day))
  return [within(from), within(to)]
}

/** The filter with a brush; one over all days is none. */
function brushed(filter: Filter, [from, to]: Ends, [least, most]: Ends): Filter {
  return { ...filter, days: from === least && to === most ? null : [dayName(from), dayName(to)] }
}

const STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowDown: -1,
  ArrowRight: 1,
  ArrowUp: 1,
  PageUp: 7,
  PageDown: -7,
  Home: -Infinity,
  End: Infinity,
}

function handle(view: View, plan: Plan, bottom: number, ends: Ends, part: 'first' | 'last', all: Ends) {
  const { index, state, act } = view
  const day = part === 'first' ? ends[0] : ends[1]
  const x = part === 'first' ? plan.x(day) : plan.x(day + 1)
  const onKey = (event: KeyboardEvent) => {
    const by = STEPS[event.key]
    if (by === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    event.stopPropagation()
    // One end stops at the other: the handle under the fingers stays the one that moves.
    const bounds: Ends = part === 'first' ? [all[0], ends[1]] : [ends[0], all[1]]
    act.filter(brushed(state.filter, moveBrush(ends, part, by, bounds), all))
  }
  return svg`<g class="handle" tabindex="0" role="slider" aria-orientation="horizontal"
    aria-label="${part === 'first' ? 'First day' : 'Last day'}" aria-valuemin="${all[0]}" aria-valuemax="${all[1]}" aria-valuenow="${day}"
    aria-valuetext="${sayDays(index, [day, day])}" data-part=${part} @keydown=${onKey}>
    <rect class="grip" x="${x - 12}" y="0" width="24" height="${bottom}" />
    <path d="M${x} 0V${bottom}" /><rect class="knob" x="${x - 4}" y="${bottom / 2 - 9}" width="8" height="18" rx="3" /></g>`
}

/** A pointer on a handle moves it, inside the brush moves the brush, elsewhere draws a new one. */
function startBrush(event: PointerEvent, view: View, plan: Plan, all: Ends): void {
  const { currentTarget: chartElement, target } = event
  if (event.button !== 0 || !(chartElement instanceof SVGElement) || !(target instanceof Element)) return
  const box = chartElement.getBoundingClientRect()
  const dayAt = (x: number) => Math.max(all[0], Math.min(all[1], plan.dayAt(x - box.x)))
  const at = event.clientX - box.x
  if (at < plan.left - 12 || at > plan.right + 12 || event.clientY - box.y > plan.height - AXIS) return
  const { filter } = view.state
  const start = brushOf(filter, all)
  const day = dayAt(event.clientX)
  const part = target.closest('.handle')?.getAttribute('data-part')
  const isInside = filter.days !== null && day >= start[0] && day <= start[1]
  let ends = start
  let frame = 0
  const move = ({ clientX }: PointerEvent) => {
    const here = dayAt(clientX)
    if (part === 'first' || part === 'last') {
      // Handles stand between days.
      const edge = Math.round((plan.x(here + 1) - (clientX - box.x)) / (plan.x(here + 1) - plan.x(here)))
      const to = part === 'first' ? here + (edge === 0 ? 1 : 0) : here - (edge === 0 ? 0 : 1)
      ends = moveBrush(start, part, to - (part === 'first' ? start[0] : start[1]), all)
    } else if (isInside) ends = moveBrush(start, 'both', here - day, all)
    else ends = day <= here ? [day, here] : [here, day]
    frame ||= requestAnimationFrame(() => {
      frame = 0
      view.act.filter(brushed(filter, ends, all), true)
    })
  }
  const stop = ({ type, clientX }: PointerEvent) => {
    cancelAnimationFrame(frame)
    window.removeEventListener('pointermove', move)
    window.removeEventListener('pointerup', stop)
    window.removeEventListener('pointercancel', stop)
    const isClick = type === 'pointerup' && Math.abs(clientX - event.clientX) < 3
    if (isClick && !part) ends = [day, day]
    if (!isClick || !part) view.act.filter(type === 'pointercancel' ? filter : brushed(filter, ends, all))
  }
  window.addEventListener('pointermove', move)
  window.addEventListener('pointerup', stop)
  window.addEventListener('pointercancel', stop)
  event.preventDefault()
  target.closest<SVGElement>('.handle')?.focus()
}
