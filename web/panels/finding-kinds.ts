/** How the findings of an analysis are named and marked. */
interface Kind {
  readonly icon: string
  readonly one: string
  readonly many: string
}

const KINDS: ReadonlyMap<string, Kind> = new Map([
  ['bottleneck', { icon: 'cut', one: 'bottleneck', many: 'bottlenecks' }],
  ['unnamed', { icon: 'unnamed', one: 'claim with nobody named', many: 'claims with nobody named' }],
  ['copies', { icon: 'copies', one: 'copy', many: 'copies' }],
  ['circular', { icon: 'circular', one: 'circle', many: 'circles' }],
  ['confirmations', { icon: 'confirmation', one: 'self-confirmation', many: 'self-confirmations' }],
  ['admissions', { icon: 'admit', one: 'admission', many: 'admissions' }],
  ['certainty', { icon: 'drift', one: 'change of certainty', many: 'changes of certainty' }],
  ['quotes', { icon: 'words', one: 'quotation that differs', many: 'quotations that differ' }],
  ['changes', { icon: 'change', one: 'change of position', many: 'changes of position' }],
  ['cores', { icon: 'core', one: 'set that cannot all hold', many: 'sets that cannot all hold' }],
  ['knock-out', { icon: 'knock-out', one: 'knock-out', many: 'knock-outs' }],
])

/** The name and the icon of an analysis; one that this viewer does not know goes by its own name. */
export function kindOf(analysis: string): Kind {
  return KINDS.get(analysis) ?? { icon: 'analysis', one: analysis, many: analysis }
}
