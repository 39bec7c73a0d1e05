import { against, weightOf } from './case-index.ts'
import { isShown } from './state.ts'
import { labelLines } from './words.ts'
import type { CaseIndex } from './case-index.ts'
import type { State } from './state.ts'

/** A claim as the canvas draws it. */
export interface Disc {
  readonly id: string
  readonly radius: number
  readonly weight: number
  /** Proposed claims are hollow. */
  readonly isHollow: boolean
  readonly lines: readonly string[]
  /** The same for a canvas as narrow as a phone. */
  readonly narrowLines: readonly string[]
  readonly isHidden: boolean
}

/** A relation as the canvas draws it. */
export interface Line {
  readonly id: string
  readonly from: string
  readonly to: string
  readonly mark: 'supports' | 'contradicts' | 'rejected'
  /** Proposed relations have half the weight and a hollow head or bar. */
  readonly isProposed: boolean
  readonly isHidden: boolean
}

/** Everything that the canvas draws, in the order of the table. */
export interface Picture {
  /** The switches that it was made under. */
  readonly hidden: State['hidden']
  readonly discs: readonly Disc[]
  readonly lines: readonly Line[]
}

/** Radius of a disc in CSS pixels: its area grows by the same step with each statement, up to 34 px. */
export function radiusOf(statements: number): number {
  return Math.min(34, Math.sqrt(68.5 + 29.5 * Math.max(1, statements)))
}

/** The picture of a case under the switches of the legend. */
export function encode(index: CaseIndex, { hidden }: Pick<State, 'hidden'>): Picture {
  const discs = index.snapshot.claims.map((claim): Disc => {
    const weight = weightOf(index, claim.id)
    return {
      id: claim.id,
      radius: radiusOf(weight),
      weight,
      isHollow: claim.status === 'proposed',
      lines: labelLines(claim.text),
      narrowLines: labelLines(claim.text, 17),
      isHidden: claim.status === 'rejected' && hidden.has('rejected'),
    }
  })
  const unseen = new Set(discs.filter((disc) => disc.isHidden).map((disc) => disc.id))
  const lines = [...index.relations.values()].map((relation): Line => ({
    id: relation.id,
    from: relation.from,
    to: relation.to,
    mark: relation.status === 'rejected' ? 'rejected' : relation.type,
    isProposed: relation.status === 'proposed',
    isHidden: !isShown(relation, hidden) || unseen.has(relation.from) || unseen.has(relation.to),
  }))
  return { hidden, discs, lines }
}

/** The spoken line of a claim: `Claim, 5 statements, contradicts 1, supported by 4: …`. */
export function speak(index: CaseIndex, picture: Picture, claim: string): string {
  const lines = picture.lines.filter((line) => !line.isHidden && line.mark !== 'rejected')
  const denied = against(index, claim).length
  const contradicts = lines.filter((l) => l.mark === 'contradicts' && (l.from === claim || l.to === claim)).length
  const supported = lines.filter((l) => l.mark === 'supports' && l.to === claim).length
  const supports = lines.filter((l) => l.mark === 'supports' && l.from === claim).length
  const weight = weightOf(index, claim)
  return [
    `Claim, ${weight} statement${weight === 1 ? '' : 's'}`,
    ...(denied ? [`denied by ${denied}`] : []),
    ...(contradicts ? [`contradicts ${contradicts}`] : []),
    ...(supported ? [`supported by ${supported}`] : []),
    ...(supports ? [`supports ${supports}`] : []),
  ]
    .join(', ')
    .concat(`: ${index.claims.get(claim)?.text ?? ''}`)
}
