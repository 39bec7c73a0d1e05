import type { NotionScores } from '../eval/relations.ts'

const SIDE = 320
const TOP = 64
const LEFT = 64
const GAP = 96
const WIDTH = LEFT + SIDE + GAP + SIDE + 32
const HEIGHT = TOP + SIDE + 84
const RIGHT = LEFT + SIDE + GAP
const BOTTOM = TOP + SIDE
/** Ends of the axis of recall; the first that holds everything is taken. */
const SCALES = [1, 2, 5, 10, 20, 50, 100]
/** A line with more points than this is drawn without marks. */
const MOST_MARKS = 15

const STYLE = `
  svg { --ground: #ffffff; --ink: #1f2328; --soft: #59636e; --line: #d1d9e0; --contradiction: #bc4c00; --entailment: #0969da; }
  @media (prefers-color-scheme: dark) {
    svg { --ground: #0d1117; --ink: #f0f6fc; --soft: #9198a1; --line: #3d444d; --contradiction: #f0883e; --entailment: #58a6ff; }
  }
  text { font: 12px system-ui, "Liberation Sans", sans-serif; fill: var(--soft); }
  .title { font-size: 14px; font-weight: 600; fill: var(--ink); }
  .count { font-size: 11px; fill: var(--ink); }
  .middle { text-anchor: middle; } .end { text-anchor: end; }
  .grid { stroke: var(--line); stroke-width: 1; } .ideal { stroke: var(--soft); stroke-dasharray: 4 4; }
  .answers { fill: none; stroke: var(--ink); stroke-width: 2; } .answer { fill: var(--ink); }
  polyline.contradiction, polyline.entailment { fill: none; stroke-width: 2; }
  polyline.contradiction { stroke: var(--contradiction); } polyline.entailment { stroke: var(--entailment); }
  .mark.contradiction { fill: var(--contradiction); } .mark.entailment { fill: var(--entailment); }
`.trim()

type Point = readonly [x: number, y: number]
const text = (x: number, y: number, words: string | number, kind: string) =>
  `<text x="${x}" y="${y}" class="${kind}">${words}</text>`
const points = (list: readonly Point[]) => list.map(([x, y]) => `${round(x)},${round(y)}`).join(' ')
/** At most four characters, so that the numbers of two bands do not touch. */
const short = (count: number) => (count < 10_000 ? count : `${Math.round(count / 1000)}k`)
const round = (value: number) => Math.round(value * 10) / 10

/** Grid and numbers of a square panel; `ticks` of x stand at equal distances, y goes from 0 to 100. */
function panel(left: number, title: string, ticks: readonly number[], [x, y]: readonly [string, string]): string[] {
  const step = SIDE / (ticks.length - 1)
  return [
    text(left, 24, title, 'title'),
    text(left - 40, TOP - 14, y, 'start'),
    ...[0, 20, 40, 60, 80, 100].flatMap((value) => {
      const at = BOTTOM - (value / 100) * SIDE
      return [
        `<line x1="${left}" y1="${at}" x2="${left + SIDE}" y2="${at}" class="grid"/>`,
        text(left - 8, at + 4, value, 'end'),
      ]
    }),
    ...ticks.map((value, index) => text(round(left + index * step), BOTTOM + 20, value, 'middle')),
    text(left + SIDE / 2, BOTTOM + 42, x, 'middle'),
  ]
}

/**
 * A picture (SVG) of what a score means: the share of right answers by score, with the number of answers in each band; beside it
 * precision against recall of both answers. It follows the reader's choice of light or dark.
 */
export function plotOf({ bands, curve }: Pick<NotionScores, 'bands' | 'curve'>): string {
  const most = Math.max(0, ...curve.map(({ recall }) => recall))
  const scale = SCALES.find((end) => end >= most) ?? 100
  const reliability = bands.map(({ mean, right }): Point => [LEFT + mean * SIDE, BOTTOM - right * SIDE])
  const series = (['contradiction', 'entailment'] as const).map((label, index) => ({
    label,
    name: label === 'contradiction' ? 'contradicts' : 'supports',
    key: RIGHT + SIDE - 180 + index * 100,
    line: curve
      .filter((point) => point.label === label)
      .map(({ recall, precision }): Point => [RIGHT + (recall / scale) * SIDE, BOTTOM - (precision / 100) * SIDE]),
  }))
  const mark = (label: string, [x, y]: Point) =>
    label === 'contradiction'
      ? `<circle cx="${round(x)}" cy="${round(y)}" r="4.5" class="mark ${label}"/>`
      : `<rect x="${round(x) - 4}" y="${round(y) - 4}" width="8" height="8" class="mark ${label}"/>`
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img">`,
    '<title>What the score of a relation means</title>',
    `<style>${STYLE}</style>`,
    `<rect width="${WIDTH}" height="${HEIGHT}" style="fill: var(--ground)"/>`,
    ...panel(LEFT, 'What a score means', [0, 0.2, 0.4, 0.6, 0.8, 1], ['score', 'right, %']),
    `<line x1="${LEFT}" y1="${BOTTOM}" x2="${LEFT + SIDE}" y2="${TOP}" class="ideal"/>`,
    `<polyline points="${points(reliability)}" class="answers"/>`,
    ...reliability.map(([x, y]) => `<circle cx="${round(x)}" cy="${round(y)}" r="4.5" class="answer"/>`),
    text(LEFT - 8, BOTTOM + 66, 'answers', 'end'),
    ...bands.map(({ from, said }) =>
      text(round(LEFT + (from + 0.05) * SIDE), BOTTOM + 66, short(said), 'count middle'),
    ),
    ...panel(
      RIGHT,
      'Precision for recall',
      Array.from({ length: 6 }, (_, index) => round((index * scale) / 5)),
      ['recall, %', 'precision, %'],
    ),
    ...series.flatMap(({ label, name, key, line }) => [
      `<polyline points="${points(line)}" class="${label}"/>`,
      ...(line.length <= MOST_MARKS ? line.map((point) => mark(label, point)) : []),
      mark(label, [key, TOP - 18]),
      text(key + 10, TOP - 14, name, 'start'),
    ]),
    '</svg>',
  ].join('\n')}\n`
}
