import { html, nothing, svg } from 'lit-html'
import { layOutPaths } from '../path-layout.ts'
import { fitName } from '../words.ts'
import type { Box, Diagram } from '../path-layout.ts'
import type { Route, Station } from '../routes.ts'
import type { View } from '../view.ts'

/** Lines of text in a box, and what stands around them, in CSS pixels. */
const LINE = 13
const SUB_LINE = 11
const PADDING = 6
/** Width of an average letter of a name, and room that a box keeps at its edges. */
const LETTER = 6.2
const INSET = 10
/** Above the boxes: the names of the columns. */
const TOP = 22

/** The ways from the reader to the first speakers, as a drawing. Each box opens the words that show it. */
export function diagram(view: View, routes: readonly Route[]) {
  const drawn = layOutPaths(routes, (stations, width, isFirst) => {
    const { lines, sub } = textOf(view, stations, width, isFirst)
    return Math.max(26, lines.length * LINE + (sub ? SUB_LINE : 0) + PADDING * 2)
  })
  const { width, height, reader } = drawn
  // On a phone the drawing keeps its size and is moved sideways: its names stay large enough to read.
  return html`<div class="ways">
    <svg
      class="origin"
      width=${width + 4}
      viewBox="-2 0 ${width + 4} ${height + TOP + 4}"
      role="group"
      aria-label="Paths from the reader to the first speakers"
    >
      <defs>
        <marker
          id="m-n"
          viewBox="0 0 10 10"
          refX="9"
          refY="5"
          markerWidth="9"
          markerHeight="9"
          markerUnits="userSpaceOnUse"
          orient="auto"
        >
          <path d="M.5 1 9.500 5 .5 9" class="mk-n" />
        </marker>
      </defs>
      <g class="pcol" aria-hidden="true">
        <text x=${reader.width / 2} y="9">reader</text>
        ${drawn.columns.map(({ column, x }) => svg`<text x="${x}" y="9">${headingOf(drawn, column)}</text>`)}
      </g>
      <g transform="translate(0 ${TOP})">
        <g class="pe" aria-hidden="true">
          ${drawn.ways.map(
            ({ path, isDashed, hasHead }) =>
              svg`<path d="${path}" class="${isDashed ? 'dash' : ''}" marker-end="${hasHead ? 'url(#m-n)' : nothing}" />`,
          )}
        </g>
        <g class="pb you" transform="translate(0 ${reader.y})" aria-hidden="true">
          <rect width=${reader.width} height=${reader.height} rx="4"></rect>
          <text x=${reader.width / 2} y="17">You</text>
        </g>
        ${drawn.boxes.map((one) => box(view, drawn, one))}
      </g>
    </svg>
  </div>`
}

function box(view: View, { boxes }: Diagram, { key, stations, statements, column, x, y, width, height, isFirst }: Box) {
  const { state, act } = view
  const [first] = stations
  if (!first) return nothing
  const { lines, sub, name } = textOf(view, stations, width, isFirst)
  const isCut = stations.some((station) => station.isCut)
  const isFirstCut =
    isCut && boxes.find((one) => one.column === column && one.stations.some((station) => station.isCut))?.key === key
  const isOpen = stations.every((station) => station.isOpen)
  const isOn = state.statement !== null && statements.has(state.statement)
  const top = (height - lines.length * LINE - (sub ? SUB_LINE : 0)) / 2 + 10
  const spoken = [name, sub, isCut ? 'in the cut' : '', isOpen ? 'not counted' : ''].filter(Boolean).join(', ')
  const open = () => act.open(first.statement)
  return svg`<g
    class="pb ${isCut ? 'cut' : ''} ${isOpen ? 'open' : ''} ${isOn ? 'on' : ''}"
    transform="translate(${x} ${y})"
    role="button"
    tabindex="0"
    aria-current="${isOn ? 'true' : 'false'}"
    @click=${open}
    @keydown=${(event: KeyboardEvent) => {
      if (event.key !== 'Enter' && event.key !== ' ') return
      event.preventDefault()
      open()
    }}
  >
    <title>${spoken}: open the words</title>
    ${isFirstCut ? svg`<text x="${width / 2}" y="-9" class="cutl">the cut</text>` : nothing}
    ${isCut ? svg`<path class="bars" d="M-5 -4v${height + 8}M${width + 5} -4v${height + 8}" />` : nothing}
    <rect width="${width}" height="${height}" rx="4"></rect>
    ${lines.map((line, i) => svg`<text x="${width / 2}" y="${top + i * LINE}">${line}</text>`)}
    ${sub ? svg`<text x="${width / 2}" y="${top + lines.length * LINE - 1}" class="sub">${sub}</text>` : nothing}
  </g>`
}

/** What stands in a box: the name in at most two lines, and below it what it is or for whom it counts. */
function textOf({ index }: View, stations: readonly Station[], width: number, isFirst: boolean) {
  const [first] = stations
  const limit = Math.floor((width - INSET) / LETTER)
  if (!first) return { name: '', lines: [], sub: '' }
  const principal = index.actors.get(first.key)?.name
  const isItself = stations.some(({ id, key }) => id === key)
  const spokesmen = stations.filter(({ id, key }) => id !== key)
  const isMany = stations.length > 1
  const name = (isMany ? principal : undefined) ?? first.name
  const sub = stations.every((station) => station.isOpen)
    ? isFirst
      ? 'unnamed'
      : 'unnamed relay'
    : first.isCopied
      ? 'text that is copied'
      : isMany
        ? spokesmen.length === 1
          ? (spokesmen[0]?.name ?? '')
          : `${spokesmen.length} speak for it`
        : !isItself && principal
          ? `for ${principal}`
          : ''
  return { name, lines: fitName(name, limit), sub: sub && (fitName(sub, Math.floor(limit * 1.15), 1)[0] ?? '') }
}

function headingOf({ boxes, columns }: Diagram, column: number): string {
  const here = boxes.filter((one) => one.column === column)
  const isLast = column === columns.length && column > 1
  const plural = here.length > 1 ? 's' : ''
  if (isLast) return `first speaker${plural}`
  return column === 1 ? `outlet${plural}` : `relay${plural}`
}
