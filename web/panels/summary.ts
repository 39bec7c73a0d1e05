import { html } from 'lit-html'
import { count } from '../words.ts'
import type { View } from '../view.ts'

/** What is disputed, in one line. */
export function summary({ index }: View) {
  const behind = html`${count(index.statements.size, 'statement')} in ${count(index.sources.size, 'source')}`
  if (index.ranking.length === 0) return html`<p>${behind}</p>`
  const claims = count(index.ranking.length, 'claim')
  return index.disputes.length > 0
    ? html`<p><b>${count(index.disputes.length, 'dispute')}</b> among ${claims}, from ${behind}</p>`
    : html`<p>No disputes among ${claims}, from ${behind}</p>`
}
