import { html, nothing } from 'lit-html'
import { claimsIn } from '../case-index.ts'
import { sayBoth } from '../origins.ts'
import { count } from '../words.ts'
import type { CaseIndex, Dispute } from '../case-index.ts'
import type { View } from '../view.ts'

/** What is disputed and on how much it rests, in one line. */
export function summary({ index }: View) {
  const behind = html`${count(index.statements.size, 'statement')} in ${count(index.sources.size, 'source')}`
  if (index.ranking.length === 0) return html`<p>${behind}</p>`
  const claims = count(index.ranking.length, 'claim')
  const [largest, second] = index.disputes
  if (!largest) return html`<p>No disputes among ${claims}, from ${behind}</p>`
  const rests = restsOn(index, largest)
  if (!second && rests) return html`<p><b>Disputed:</b> 2 sides, ${rests}; ${claims}, from ${behind}</p>`
  return html`<p>
    <b>${count(index.disputes.length, 'dispute')}</b> among ${claims}, from
    ${behind}${rests ? html`<span class="rest">; the largest: 2 sides, ${rests}</span>` : nothing}
  </p>`
}

function restsOn(index: CaseIndex, dispute: Dispute): string {
  const [first = '', other] = claimsIn(index, dispute)
  const [a, b] = [index.origins.get(first), other === undefined ? undefined : index.origins.get(other)]
  return sayBoth(a?.asserting, other === undefined ? a?.denying : b?.asserting, 'independent origin')
}
