import { html, nothing } from 'lit-html'
import { isOpen } from '../case-index.ts'
import { sayWeight } from '../origins.ts'
import { count, showNumber } from '../words.ts'
import { kindOf } from './finding-kinds.ts'
import { panelHead } from './head.ts'
import { icon } from './marks.ts'
import { statementList } from './statements.ts'
import type { Finding } from '../case-index.ts'
import type { Row } from './statements.ts'
import type { View } from '../view.ts'

/** Claims of a finding before they are unfolded. */
const FOLDED = 3

/** A finding: what was found, what it rests on, what it is about, and the words that prove it. */
export function findingPanel(view: View, finding: Finding) {
  const { index, state, act } = view
  const isWhole = state.unfolded.has('claims')
  const claims = isWhole ? finding.claims : finding.claims.slice(0, FOLDED)
  const rows = rowsOf(view, finding)
  const { one } = kindOf(finding.analysis)
  return html`<header class="claim">
      ${panelHead(view, `Finding · ${one}`, null)}
      <h2 dir="auto">${finding.headline}</h2>
      ${finding.note ? html`<p class="found" dir="auto">${finding.note}</p>` : nothing}
      ${
        finding.actors.length > 0
          ? html`<p class="about-whom">
              ${finding.actors.map((id) => {
                const actor = index.actors.get(id)
                return actor
                  ? html`<button
                      class="actor ${isOpen(actor) ? 'open' : ''}"
                      title=${actor.name}
                      @click=${() => act.select({ kind: 'actor', id })}
                    >
                      ${icon('actor')}<span class="name" dir="auto">${actor.name}</span>
                    </button>`
                  : nothing
              })}
            </p>`
          : nothing
      }
    </header>
    <section class="stmts">
      <h3 class="lead">The words: ${count(rows.length, 'statement')}</h3>
      ${statementList(view, rows)}
    </section>
    ${
      claims.length > 0
        ? html`<section class="stmts about-what">
            <h3 class="lead">It is about ${count(finding.claims.length, 'claim')}</h3>
            <ul class="related">
              ${claims.map(
                (id) =>
                  html`<li>
                    <button @click=${() => act.select({ kind: 'claim', id })}>
                      ${icon('claim', 'n-claim')}
                      <span><b dir="auto">${index.claims.get(id)?.text}</b><small>${sayWeight(index, id)}</small></span>
                    </button>
                  </li>`,
              )}
            </ul>
            ${
              finding.claims.length > FOLDED
                ? html`<p class="aside">
                    <button class="link" @click=${() => act.unfold('claims')}>
                      ${isWhole ? 'Show fewer' : `Show all ${showNumber(finding.claims.length)} claims`}
                    </button>
                  </p>`
                : nothing
            }
          </section>`
        : nothing
    }`
}

/** A row for each statement, with every part that it plays. */
function rowsOf({ index }: View, { words }: Finding): readonly Row[] {
  const roles = new Map<string, Set<string>>()
  for (const { statement, role } of words) roles.set(statement, (roles.get(statement) ?? new Set()).add(role))
  return [...roles].flatMap(([id, parts]) => {
    const statement = index.statements.get(id)
    return statement ? [{ statement, role: [...parts].filter(Boolean).join(', ') }] : []
  })
}
