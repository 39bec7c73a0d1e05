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
  // The build shortens #ffffff to #fff.
  const digits = paper.length === 4 ? paper.replace(/[^#]/g, '$&$&') : paper
  const channel = (at: number) => Number.parseInt(digits.slice(at, at + 2), 16) / 255
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
    contradictsText: colour('--contradicts-text'),
    cut: colour('--cut'),
    cutInk: colour('--cut-ink'),
    control: colour('--control'),
    ground: [channel(1), channel(3), channel(5), 1],
  }
}
