/** The colours that the canvas needs, as the style sheet has them now. */
export interface Palette {
  readonly ink: string
  readonly label: string
  readonly faint: string
  readonly node: string
  readonly nodeInk: string
  readonly paper: string
  readonly sunken: string
  readonly supports: string
  readonly contradicts: string
  /** The same mixed with the paper: a line among so many that none can be followed. */
  readonly contradictsFaint: string
  readonly contradictsText: string
  readonly cut: string
  readonly cutInk: string
  /** Edges of boxes. */
  readonly control: string
  /** The paper once more, for the shaders. */
  readonly ground: readonly [number, number, number, number]
}

/** Reads the colours of the theme in force. */
export function readPalette(): Palette {
  const style = getComputedStyle(document.documentElement)
  const colour = (name: string) => style.getPropertyValue(name).trim()
  const paper = colour('--paper')
  const ground = channelsOf(paper)
  return {
    ink: colour('--ink'),
    label: colour('--ink-2'),
    faint: colour('--ink-3'),
    node: colour('--node'),
    nodeInk: colour('--node-ink'),
    paper,
    sunken: colour('--sunken'),
    supports: colour('--supports'),
    contradicts: colour('--contradicts'),
    contradictsFaint: mixed(channelsOf(colour('--contradicts')), ground),
    contradictsText: colour('--contradicts-text'),
    cut: colour('--cut'),
    cutInk: colour('--cut-ink'),
    control: colour('--control'),
    ground: [...ground, 1],
  }
}

type Channels = readonly [number, number, number]

/** The channels of `#rrggbb`, which the build may have shortened to `#rgb`, from 0 to 1. */
function channelsOf(colour: string): Channels {
  const digits = colour.length === 4 ? colour.replace(/[^#]/g, '$&$&') : colour
  const channel = (at: number) => Number.parseInt(digits.slice(at, at + 2), 16) / 255
  return [channel(1), channel(3), channel(5)]
}

/** How much of the ground is mixed into a line that is faint. */
const FAINT = 0.72

function mixed(colour: Channels, ground: Channels): string {
  const parts = colour.map((own, i) => Math.round(255 * (own * (1 - FAINT) + (ground[i] ?? 0) * FAINT)))
  return `#${parts.map((value) => value.toString(16).padStart(2, '0')).join('')}`
}
