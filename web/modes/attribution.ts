import { isOpen } from '../case-index.ts'
import { discOf } from '../encode.ts'
import { statementsOn } from '../origins.ts'
import { listedIn } from '../state.ts'
import { count, fitName, labelLines, showDate, showNumber } from '../words.ts'
import { placeInColumns } from './columns.ts'
import { COLUMNS } from './network.ts'
import type { CaseIndex } from '../case-index.ts'
import type { Box, Disc, Flow, Picture } from '../encode.ts'
import type { SideName } from '../origins.ts'
import type { State } from '../state.ts'
import type { Column, Network, Station } from './network.ts'

/** The canvas, in CSS pixels. */
export interface Room {
  readonly width: number
  readonly height: number
}

/** The heading of a column: where it begins, how much room it has, how many stand below it. */
interface Heading {
  readonly column: Column
  readonly x: number
  readonly width: number
  readonly size: number
}

/** The attribution view: everything that is drawn, and the headings above. */
export interface Attribution extends Picture {
  readonly columns: NonNullable<Picture['columns']>
  readonly headings: readonly Heading[]
}

type Chosen = Pick<State, 'selection' | 'tab' | 'unfolded' | 'hidden'>

/** Widths of boxes in a narrow canvas and in a wide one; a claim is its disc and its label. */
const WIDTHS: Record<Column, readonly [number, number]> = {
  source: [108, 196],
  outlet: [88, 132],
  relay: [90, 144],
  speaker: [92, 168],
  claim: [134, 250],
}
const NARROW = 600
const WIDE = 1180
const LEAST_GAP = 24
const LARGEST_GAP = 110
/** From the left edge of its column to the middle of a claim's disc, and on to its label. */
const DISC = { middle: 22, label: 44 }
/** Rows of a column that have room before the rest is one box, and when the column is unfolded. */
const ROWS = { least: 5, height: 62, unfolded: 100 }
const ROW_GAP = 14
const PASS = 8
/** Above the boxes: the names of the columns. */
const TOP = 44
const EDGE = 14
const LETTER = 6.4

/** The picture of where all statements come from, for a canvas of some size. */
export function drawAttribution(index: CaseIndex, network: Network, state: Chosen, room: Room): Attribution {
  const { onPath, claims, cut } = pathsOf(index, state)
  const { stationsOn, waysOn } = inked(network, onPath, claims)
  const frame = frameOf(network, room)
  const { here, widths, leftOf, width } = frame

  const shownAs = new Map<string, string>()
  const boxes: Box[] = []
  const discs: Disc[] = []
  const columnOf = new Map<string, number>()
  const heightOf = new Map<string, number>()
  const reach = Math.max(ROWS.least, Math.floor((room.height - TOP - EDGE) / ROWS.height))
  for (const [i, column] of here.entries()) {
    const own = widths[i] ?? 0
    const all = network.ranked[column]
    const most = state.unfolded.has(`column ${column}`) ? ROWS.unfolded : reach
    const first = all.length > most ? [...all.filter(({ id }) => stationsOn.has(id)), ...all] : all
    const kept = new Set([...new Set(first)].slice(0, all.length > most ? most - 1 : most))
    const firstCut = [...kept].find(({ id }) => cut.has(id))
    for (const station of all) {
      const { id } = station
      if (!kept.has(station)) continue
      shownAs.set(id, id)
      columnOf.set(id, i)
      const claim = column === 'claim' ? index.claims.get(id) : undefined
      if (claim) {
        const disc = discOf(index, claim, new Set())
        const beside = labelLines(claim.text, Math.floor((own - DISC.label) / LETTER))
        discs.push({ ...disc, lines: [], narrowLines: [], wholes: [], beside })
        heightOf.set(id, Math.max(34, disc.reach * 2 + 12))
        continue
      }
      const box = boxOf(index, station, own, cut.has(id), station === firstCut)
      boxes.push(box)
      heightOf.set(id, box.height + (box.isFirstCut ? 32 : box.isCut ? 12 : 0))
    }
    const rest = all.length - kept.size
    if (rest === 0) continue
    const id = moreOf(column)
    boxes.push({
      ...BLANK,
      id,
      form: 'more',
      width: column === 'claim' ? own - 4 : own,
      height: 28,
      lines: [`and ${showNumber(rest)} more`],
    })
    columnOf.set(id, i)
    heightOf.set(id, 28)
  }
  const boxFor = (id: string) => shownAs.get(id) ?? moreOf(network.stations.get(id)?.column ?? 'claim')
  const isAnybody = (id: string) => {
    const actor = index.actors.get(id)
    return actor !== undefined && isOpen(actor)
  }
  const { pieces, piecesOf } = piecesIn(network, boxFor, columnOf, waysOn)
  for (const { to } of pieces) {
    if (columnOf.has(to)) continue
    const column = Number(to.slice(to.lastIndexOf('|') + 1))
    columnOf.set(to, column)
    heightOf.set(to, PASS)
    boxes.push({ ...BLANK, id: to, form: 'pass', width: widths[column] ?? 0, height: 0 })
  }
  const flows = pieces.map(({ id, from, to, size, denials, isOn, isEnd, start }): Flow => {
    const [a, b] = [columnOf.get(from) ?? 0, columnOf.get(to) ?? 0]
    return {
      id,
      from,
      to,
      width: thickness(size),
      count: isOn && size > COUNTED ? size : null,
      isOn,
      isDashed: isEnd && (isAnybody(start) || isAnybody(to)),
      isDenial: isEnd && denials === size,
      way: a < b ? 'on' : a === b ? 'arc' : 'back',
    }
  })
  alignOutlets(network, heightOf, room.height)
  const slots = [...columnOf].map(([id, column]) => ({
    id,
    column,
    height: heightOf.get(id) ?? PASS,
    isLast: id.startsWith(MORE),
  }))
  const links = pieces.map(({ from, to, size }) => ({ from, to, weight: size }))
  const middles = placeInColumns(slots, links, room.height - TOP - EDGE, ROW_GAP)
  const bottom = Math.max(0, ...slots.map(({ id, height }) => (middles.get(id) ?? 0) + height / 2))
  const named = new Set(boxes.flatMap(({ id, isFirstCut }) => (isFirstCut ? [id] : [])))
  const places = Object.fromEntries(
    slots.map(({ id, column }) => {
      const isClaim = here[column] === 'claim' && index.claims.has(id)
      const x = leftOf(column) + (isClaim ? DISC.middle : (widths[column] ?? 0) / 2)
      // The heading of a cut takes its room above.
      return [id, { x, y: TOP + (middles.get(id) ?? 0) + (named.has(id) ? 10 : 0) }]
    }),
  )
  return {
    hidden: state.hidden,
    shown: index,
    discs,
    lines: [],
    headings: here.map((column, i) => ({
      column,
      x: leftOf(i),
      width: (widths[i] ?? 0) + frame.gap - 6,
      size: network.ranked[column].length,
    })),
    columns: {
      boxes,
      // Ink lies above the rest.
      flows: [...flows].sort((a, b) => Number(a.isOn) - Number(b.isOn)),
      places,
      width,
      height: Math.max(room.height, TOP + bottom + EDGE),
      together: (id) => together(pieces, piecesOf, id),
    },
  }
}

/** The columns that have something in them, how wide they are and where they begin. */
function frameOf(network: Network, room: Room) {
  const here = COLUMNS.filter((column) => network.ranked[column].length > 0)
  const share = Math.max(0, Math.min(1, (room.width - NARROW) / (WIDE - NARROW)))
  const widths = here.map((column) => WIDTHS[column][0] + (WIDTHS[column][1] - WIDTHS[column][0]) * share)
  const boxed = widths.reduce((sum, width) => sum + width, 0)
  const gaps = Math.max(1, here.length - 1)
  const gap = Math.max(LEAST_GAP, Math.min(LARGEST_GAP, (room.width - 2 * EDGE - boxed) / gaps))
  const width = Math.max(room.width, boxed + gap * (here.length - 1) + 2 * EDGE)
  const start = (width - boxed - gap * (here.length - 1)) / 2
  const leftOf = (i: number) => start + widths.slice(0, i).reduce((sum, own) => sum + own + gap, 0)
  return { here, widths, gap, width, leftOf }
}

/** The stations and ways of some statements; of the claims they lead to, only those asked for (null for all). */
function inked(network: Network, onPath: ReadonlySet<string>, claims: ReadonlySet<string> | null) {
  const stationsOn = new Set<string>()
  const waysOn = new Set<number>()
  for (const statement of onPath)
    for (const place of network.waysOf.get(statement) ?? []) {
      const way = network.ways[place]
      if (!way) continue
      const isOther = claims !== null && !claims.has(way.to) && network.stations.get(way.to)?.column === 'claim'
      if (isOther) continue
      waysOn.add(place)
      stationsOn.add(way.from).add(way.to)
    }
  return { stationsOn, waysOn }
}

/** A stretch of line: between two boxes, or to where a line passes a column. */
interface Piece {
  readonly id: string
  readonly from: string
  readonly to: string
  /** The box in which the line begins. */
  readonly start: string
  readonly isEnd: boolean
  size: number
  denials: number
  isOn: boolean
}

/**
 * Lines between boxes, column by column. What leaves a box and passes a column goes through it together. A statement counts
 * once on each piece, however many of its ways are folded into it.
 */
function piecesIn(
  network: Network,
  boxFor: (id: string) => string,
  columnOf: ReadonlyMap<string, number>,
  waysOn: ReadonlySet<number>,
) {
  const pieces: (Piece & { last: string })[] = []
  const places = new Map<string, number>()
  const piece = (from: string, to: string, start: string, isEnd: boolean): number => {
    const id = `${from}>${to}`
    const known = places.get(id)
    if (known !== undefined) return known
    places.set(id, pieces.length)
    return pieces.push({ id, from, to, start, isEnd, size: 0, denials: 0, isOn: false, last: '' }) - 1
  }
  const pairs = new Map<string, readonly number[]>()
  const piecesOfWay = network.ways.map((way) => {
    const [from, to] = [boxFor(way.from), boxFor(way.to)]
    if (from === to) return []
    const pair = `${from}>${to}`
    const known = pairs.get(pair)
    if (known) return known
    const [first, last] = [columnOf.get(from) ?? 0, columnOf.get(to) ?? 0]
    const list: number[] = []
    let at = from
    for (let column = first + 1; column < last; column++) {
      const next = `${from}|${column}`
      list.push(piece(at, next, from, false))
      at = next
    }
    list.push(piece(at, to, from, true))
    pairs.set(pair, list)
    return list
  })
  const piecesOf = new Map<string, readonly number[]>()
  for (const [statement, ways] of network.waysOf) {
    const own: number[] = []
    for (const place of ways) {
      const isDenial =
        (network.ways[place]?.denials ?? 0) > 0 && network.ways[place]?.denials === network.ways[place]?.size
      for (const at of piecesOfWay[place] ?? []) {
        const one = pieces[at]
        if (!one) continue
        if (waysOn.has(place)) one.isOn = true
        if (one.last === statement) continue
        one.last = statement
        one.size++
        if (isDenial) one.denials++
        own.push(at)
      }
    }
    piecesOf.set(statement, own)
  }
  return { pieces, piecesOf }
}

/** Everything that the statements through a box, a claim or a piece of line go through. */
function together(pieces: readonly Piece[], piecesOf: ReadonlyMap<string, readonly number[]>, id: string): string[] {
  const own = new Set<number>()
  for (const [at, piece] of pieces.entries()) if (piece.id === id || piece.from === id || piece.to === id) own.add(at)
  const ids = new Set([id])
  for (const list of piecesOf.values()) {
    if (!list.some((at) => own.has(at))) continue
    for (const at of list) {
      const piece = pieces[at]
      if (piece) ids.add(piece.id).add(piece.from).add(piece.to)
    }
  }
  return [...ids]
}

/** A line this thick, or thicker, has its number on it. */
const COUNTED = 5

/** Width of a line in CSS pixels: by the same step with each statement up to twenty, then slower. */
export function thickness(statements: number): number {
  return statements <= 20 ? 1 + 0.3 * statements : Math.min(14, 7 + 2 * Math.log10(statements / 20))
}

/** The box for whatever a column has no room for. */
function moreOf(column: Column): string {
  return `${MORE}${column}`
}

const MORE = 'more '

/** An outlet of one source takes as much room as the source: the line between them is straight. */
function alignOutlets(network: Network, heights: Map<string, number>, room: number): void {
  const sources = new Map<string, string[]>()
  for (const { from, to } of network.ways)
    if (heights.has(from) && heights.has(to) && network.stations.get(to)?.column === 'outlet')
      sources.set(to, [...(sources.get(to) ?? []), from])
  for (const [outlet, [source, ...others]] of sources) {
    const [own, wanted] = [heights.get(outlet) ?? 0, heights.get(source ?? '') ?? 0]
    if (others.length === 0 && wanted < room / 4) heights.set(outlet, Math.max(own, wanted))
  }
}

const BLANK: Box = {
  id: '',
  form: 'actor',
  width: 0,
  height: 0,
  lines: [],
  sub: '',
  isOpen: false,
  isCut: false,
  isFirstCut: false,
}

function boxOf(index: CaseIndex, { id }: Station, width: number, isCut: boolean, isFirstCut: boolean): Box {
  const source = index.sources.get(id)
  const limit = Math.floor((width - 14) / LETTER)
  if (source) {
    const lines = labelLines(source.title || source.path, Math.floor((width - 18) / 6.6))
    const sub = showDate(source.publishedAt, index.year)
    return { ...BLANK, id, form: 'source', width, height: 14 + lines.length * 15 + 13, lines, sub, isCut, isFirstCut }
  }
  const actor = index.actors.get(id)
  const open = actor !== undefined && isOpen(actor)
  const principal = actor?.speaksFor.flatMap((one) => index.actors.get(one)?.name ?? [])[0]
  const sub = open ? 'unnamed' : principal ? (fitName(`for ${principal}`, Math.floor(limit * 1.15), 1)[0] ?? '') : ''
  const lines = fitName(actor?.name ?? '', limit)
  const height = 14 + lines.length * 14 + (sub ? 12 : 0)
  return { ...BLANK, id, width, height, lines, sub, isOpen: open, isCut, isFirstCut }
}

/** What the selection draws in ink: statements, the claims they lead to (null for all of them), and the cut. */
function pathsOf(index: CaseIndex, state: Chosen) {
  const { selection, tab } = state
  const ends =
    selection.kind === 'claim'
      ? [selection.id]
      : selection.kind === 'relation'
        ? [index.relations.get(selection.id)].flatMap((relation) => (relation ? [relation.from, relation.to] : []))
        : selection.kind === 'finding'
          ? (index.findings.get(selection.id)?.claims ?? [])
          : []
  const cut = new Set<string>()
  if (ends.length === 0)
    return { onPath: new Set(listedIn(index, { selection, tab }).map(({ id }) => id)), claims: null, cut }
  const sideName: SideName = selection.kind === 'claim' && tab === 'denies' ? 'denying' : 'asserting'
  const onPath = new Set<string>()
  for (const claim of ends) {
    for (const { id } of statementsOn(index, claim, sideName)) onPath.add(id)
    const side = index.origins.get(claim)?.[sideName]
    if (!side) continue
    const members = new Map(side.principals.map(({ id, actors }) => [id, actors] as const))
    for (const id of side.cut) for (const member of [id, ...(members.get(id) ?? [])]) cut.add(member)
  }
  return { onPath, claims: new Set(ends), cut }
}

/** The spoken line of a box: `Outlet, Meridian Post, 20 statements pass through it, in the cut`. */
export function speakBox(index: CaseIndex, network: Network, { columns }: Attribution, id: string): string {
  const box = columns.boxes.find((one) => one.id === id)
  if (!box) return ''
  if (box.form === 'more') return `${box.lines.join(' ')}: Enter shows them`
  const station = network.stations.get(id)
  const source = index.sources.get(id)
  return [
    NAMES[station?.column ?? 'speaker'],
    source ? source.title || source.path : (index.actors.get(id)?.name ?? ''),
    ...(source ? [] : [box.sub]),
    count(station?.size ?? 0, 'statement'),
    box.isCut ? 'in the cut' : '',
  ]
    .filter(Boolean)
    .join(', ')
}

const NAMES: Record<Column, string> = {
  source: 'Source',
  outlet: 'Outlet',
  relay: 'Relaying actor',
  speaker: 'First speaker',
  claim: 'Claim',
}
