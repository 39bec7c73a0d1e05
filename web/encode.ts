import { against, weightOf } from './case-index.ts'
import { once } from './once.ts'
import { sayOrigins } from './origins.ts'
import { isMany } from './renderer/look.ts'
import { isShown } from './state.ts'
import { tangledIn } from './tangle.ts'
import { labelLines, wholeLines } from './words.ts'
import type { Claim } from '../src/model/records.ts'
import type { CaseIndex } from './case-index.ts'
import type { Place } from './layout.ts'
import type { State } from './state.ts'

/** A claim as the canvas draws it. */
export interface Disc {
  readonly id: string
  readonly radius: number
  readonly weight: number
  /** Concentric rings, one for each independent origin that the claim at most has, up to three. */
  readonly rings: number
  /** Origins beyond the rings. */
  readonly more: number
  /** Nobody who asserts it is named: one dotted ring. */
  readonly isUnnamed: boolean
  /** Radius of the outermost ring, or of the disc. */
  readonly reach: number
  /** Proposed claims are hollow. */
  readonly isHollow: boolean
  readonly lines: readonly string[]
  /** The same for a canvas as narrow as a phone. */
  readonly narrowLines: readonly string[]
  /** The same in more lines, where these hold all of it and the others may not. */
  readonly wholes: readonly (readonly string[])[]
  readonly isHidden: boolean
  /** Where there is a place for it in the picture: the claim in lines to the right of its disc. */
  readonly beside?: readonly string[]
  /** An actor, drawn as a square; without it a claim. */
  readonly form?: 'actor'
}

/** A relation as the canvas draws it. */
export interface Line {
  readonly id: string
  readonly from: string
  readonly to: string
  readonly mark: 'supports' | 'contradicts' | 'rejected' | 'relays'
  /** Proposed relations have half the weight and a hollow head or bar. */
  readonly isProposed: boolean
  readonly isHidden: boolean
  /** Between two actors: in how much, which is written on it where it is more than one; how many CSS pixels to the right of its way it runs. */
  readonly tie?: { readonly size: number; readonly shift: number }
  /** One of so many that none can be followed: faint at rest. */
  readonly isFaint?: boolean
}

/** A box with words in it: a source, an actor, or what a column has no room for. A pass is no box: lines go through it. */
export interface Box {
  readonly id: string
  readonly form: 'source' | 'actor' | 'more' | 'pass'
  /** CSS pixels at natural size. */
  readonly width: number
  readonly height: number
  readonly lines: readonly string[]
  readonly sub: string
  /** Whoever may be anybody: dashed. */
  readonly isOpen: boolean
  /** Filled, between two bars; the first of a column has a heading. */
  readonly isCut: boolean
  readonly isFirstCut: boolean
}

/** Statements on their way between two boxes, or from a box to a claim. */
export interface Flow {
  readonly id: string
  readonly from: string
  readonly to: string
  /** CSS pixels at natural size. */
  readonly width: number
  /** Statements, where the number is written on the line. */
  readonly count: number | null
  /** On the paths of what is selected: in ink, the others faint. */
  readonly isOn: boolean
  readonly isDashed: boolean
  /** It ends in a bar: the claim is denied. */
  readonly isDenial: boolean
  /** To the right, bent out to one's own column, or back to the left. */
  readonly way: 'on' | 'arc' | 'back'
}

/** Everything that the canvas draws, in the order of the table. */
export interface Picture {
  /** The switches that it was made under. */
  readonly hidden: State['hidden']
  /** What the filter let through. */
  readonly shown: CaseIndex
  readonly discs: readonly Disc[]
  readonly lines: readonly Line[]
  /** Where everything stands in a view that lays out its own discs; a person may move them. */
  readonly places?: Map<string, Place>
  /** What only some views draw, with where everything stands. */
  readonly columns?: {
    readonly boxes: readonly Box[]
    readonly flows: readonly Flow[]
    readonly places: Readonly<Record<string, { readonly x: number; readonly y: number }>>
    readonly width: number
    readonly height: number
    /** What stays undimmed with a box, a claim or a flow: everything on the way of its statements. */
    readonly together: (id: string) => readonly string[]
  }
}

/** Radius of a disc in CSS pixels: its area grows by the same step with each statement, up to 34 px. */
export function radiusOf(statements: number): number {
  return Math.min(34, Math.sqrt(68.5 + 29.5 * Math.max(1, statements)))
}

/** Rings that are drawn; the label has the rest as a number. */
const MOST_RINGS = 3
/** From the edge of a disc to the middle of its first ring, and on to the next, in CSS pixels. */
const RING = { first: 3.2, next: 3.4 }

/** Radius of the middle of a ring, counted from 0. */
export function ringRadius(radius: number, ring: number): number {
  return radius + RING.first + ring * RING.next
}

/** The rings of a disc: how many, what is left over, how far out they reach. */
export function ringsOf(radius: number, atMost: number | null, isUnnamed: boolean) {
  const rings = Math.min(MOST_RINGS, atMost ?? 0)
  const drawn = isUnnamed ? 1 : rings
  const reach = drawn === 0 ? radius : ringRadius(radius, drawn - 1) + 0.7
  return { rings, more: (atMost ?? 0) - rings, isUnnamed, reach }
}

/** The picture of a case under the switches of the legend, and of what the filter lets through. */
export function encode(index: CaseIndex, { hidden }: Pick<State, 'hidden'>, shown = index): Picture {
  const discs = index.snapshot.claims.map((claim) => discOf(index, claim, hidden, shown))
  const unseen = new Set(discs.filter((disc) => disc.isHidden).map((disc) => disc.id))
  const tangled = tanglesOf(index)
  const lines = [...index.relations.values()].map((relation): Line => ({
    id: relation.id,
    from: relation.from,
    to: relation.to,
    mark: relation.status === 'rejected' ? 'rejected' : relation.type,
    isProposed: relation.status === 'proposed',
    isFaint: tangled.has(relation.id),
    isHidden:
      !shown.relations.has(relation.id) ||
      !isShown(relation, hidden) ||
      unseen.has(relation.from) ||
      unseen.has(relation.to),
  }))
  return { hidden, shown, discs, lines }
}

/** Contradictions of a tangle; in a picture of many none is looked for. */
const tanglesOf = once(({ relations, snapshot: { claims } }: CaseIndex): ReadonlySet<string> => {
  if (isMany(claims.length + relations.size)) return new Set()
  return tangledIn(
    [...relations.values()].filter(({ type, status }) => type === 'contradicts' && status !== 'rejected'),
  )
})

/** The label of a claim, broken into lines once: a filter draws the same claims again. */
const labelOf = once(({ text }: Claim) => ({
  lines: labelLines(text),
  narrowLines: labelLines(text, 17),
  wholes: [wholeLines(text, 22, 3), wholeLines(text, 17, 3)].flatMap((lines) => (lines ? [lines] : [])),
}))

/** The disc of a claim under the switches of the legend, and of what the filter lets through. */
export function discOf(index: CaseIndex, claim: Claim, hidden: State['hidden'], shown = index): Disc {
  const weight = weightOf(shown, claim.id)
  const radius = radiusOf(weight)
  const side = index.origins.get(claim.id)?.asserting
  return {
    id: claim.id,
    radius,
    weight,
    ...ringsOf(radius, side?.atMost ?? null, side?.atMost === 0 && side.unnamed.length > 0),
    isHollow: claim.status === 'proposed',
    // Broken into lines when they are drawn: of many claims few have room for a label.
    get lines() {
      return labelOf(claim).lines
    },
    get narrowLines() {
      return labelOf(claim).narrowLines
    },
    get wholes() {
      return labelOf(claim).wholes
    },
    isHidden: !shown.claims.has(claim.id) || (claim.status === 'rejected' && hidden.has('rejected')),
  }
}

/** The spoken line of a claim: `Claim, 5 statements, at most 1 origin, contradicts 1, supported by 4: …`. */
export function speak(index: CaseIndex, picture: Picture, claim: string): string {
  const lines = picture.lines.filter((line) => !line.isHidden && line.mark !== 'rejected')
  const denied = against(index, claim).length
  const contradicts = lines.filter((l) => l.mark === 'contradicts' && (l.from === claim || l.to === claim)).length
  const supported = lines.filter((l) => l.mark === 'supports' && l.to === claim).length
  const supports = lines.filter((l) => l.mark === 'supports' && l.from === claim).length
  const weight = weightOf(index, claim)
  const origins = sayOrigins(index.origins.get(claim)?.asserting)
  return [
    `Claim, ${weight} statement${weight === 1 ? '' : 's'}`,
    ...(origins ? [origins] : []),
    ...(denied ? [`denied by ${denied}`] : []),
    ...(contradicts ? [`contradicts ${contradicts}`] : []),
    ...(supported ? [`supported by ${supported}`] : []),
    ...(supports ? [`supports ${supports}`] : []),
  ]
    .join(', ')
    .concat(`: ${index.claims.get(claim)?.text ?? ''}`)
}
