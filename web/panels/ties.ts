import { html, nothing, svg } from 'lit-html'
import { halfSideOf, mattersBetween, tiesNow } from '../modes/actors.ts'
import { actorsOfTie, listedIn } from '../state.ts'
import { widthOfTie } from '../tie-layer.ts'
import { count, showNumber } from '../words.ts'
import { panelHead } from './head.ts'
import { relationMark } from './marks.ts'
import { saidBy, statementList } from './statements.ts'
import type { Statement } from '../../src/model/records.ts'
import type { Matter } from '../disputes.ts'
import type { Tie } from '../modes/actors.ts'
import type { View } from '../view.ts'
import '../style/ties.css'

/** Matters, and pairs of words of one, that are listed. */
const MATTERS = 50
const PAIRS = 3
/** Others that the sheet of an actor names. */
const TIES = 40

/** What is between two actors: the matters that they dispute with the words of both, or the statements that one relays. */
export function tiePanel(view: View, id: string) {
  const ends = actorsOfTie(id)
  const [one, other] = ends.map((end) => view.index.actors.get(end)?.name ?? '')
  if (!id.includes('~')) {
    const rows = listedIn(view.index, view.state).map((statement) => ({ statement }))
    return html`<header class="claim">
        ${panelHead(view, 'Relay', null)}
        <h2><bdi>${one}</bdi> relays <bdi>${other}</bdi></h2>
      </header>
      <section class="stmts">
        <h3 class="lead">${count(rows.length, 'statement')}</h3>
        ${statementList(view, rows)}
      </section>`
  }
  const matters = mattersBetween(view.index, view.shown, view.state.hidden, ends)
  return html`<header class="claim">
      ${panelHead(view, 'Dispute', null)}
      <h2><bdi>${one}</bdi> against <bdi>${other}</bdi></h2>
      <p class="meta">${sayMatters(matters)}</p>
    </header>
    <section class="between" aria-label="The words">
      ${matters.slice(0, MATTERS).map((matter) => between(view, matter))}
      ${
        matters.length > MATTERS
          ? html`<p class="aside">
              The first ${MATTERS} of ${count(matters.length, 'matter')}; a filter brings others.
            </p>`
          : nothing
      }
    </section>`
}

function sayMatters(matters: readonly Matter[]): string {
  if (matters.length === 0) return 'Nothing between them passes the filter.'
  const proposed = matters.filter(({ isProposed }) => isProposed).length
  if (proposed === 0) return count(matters.length, 'matter')
  return matters.length === 1 ? '1 matter, proposed' : `${count(matters.length, 'matter')}, ${proposed} proposed`
}

/** One matter: the words of both, pair by pair, and a way on to why it is one. */
function between(view: View, { relation, claim, isProposed, ones, others }: Matter) {
  const pairs = Math.min(PAIRS, Math.max(ones.length, others.length))
  const rest = Math.max(ones.length, others.length) - pairs
  const onWhy = () =>
    view.act.select(relation ? { kind: 'relation', id: relation.id } : { kind: 'claim', id: claim.id })
  return html`<div class="matter">
    ${Array.from(
      { length: pairs },
      (_, i) =>
        html`<div class="two">
          <div>${openable(view, ones[i])}</div>
          <div class="mid">
            ${i > 0 ? nothing : html`${relationMark('contradicts', isProposed)}<span class="vh">contradicts</span>`}
          </div>
          <div>${openable(view, others[i])}</div>
        </div>`,
    )}
    <p class="meta">
      ${isProposed ? 'Proposed, not yet reviewed. ' : nothing}
      <button class="link" @click=${onWhy}>
        ${relation ? 'Why these contradict' : 'The claim that one denies'}${rest > 0 ? ` and ${count(rest, 'more statement')}` : nothing}
      </button>
    </p>
  </div>`
}

function openable(view: View, statement: Statement | undefined) {
  return statement ? saidBy(view, statement, () => view.act.open(statement.id)) : nothing
}

/** Whom an actor disputes and relays, and who relays it: the way to each line for whoever has no pointer. */
export function tiesOf(view: View, actor: string) {
  const { index, shown, state } = view
  const own = tiesNow(index, shown, state.hidden).list.filter(
    ({ kind, from, to }) => (from === actor || to === actor) && !state.hidden.has(kind),
  )
  if (own.length === 0) return nothing
  return html`<section class="ties" aria-label="Disputes and relays">
    <ul class="related">
      ${own.slice(0, TIES).map((tie) => html`<li>${tieRow(view, tie, actor)}</li>`)}
    </ul>
    ${own.length > TIES ? html`<p class="aside">The ${TIES} largest of ${count(own.length, 'tie')}.</p>` : nothing}
  </section>`
}

function tieRow(view: View, { id, kind, from, to, size, isProposed }: Tie, actor: string) {
  const { index, shown, state, act } = view
  const open = () => {
    const [first] = kind === 'disputes' ? mattersBetween(index, shown, state.hidden, [from, to]) : []
    act.select({ kind: 'tie', id }, first?.ones[0]?.id)
  }
  const verb = kind === 'disputes' ? 'disputes' : from === actor ? 'relays' : 'relayed by'
  return html`<button @click=${open}>
    ${kind === 'disputes' ? relationMark('contradicts', isProposed) : relayMark(size)}
    <span
      ><small>${verb}</small><b dir="auto">${index.actors.get(from === actor ? to : from)?.name}</b
      ><small>${count(size, kind === 'disputes' ? 'matter' : 'statement')}</small></span
    >
  </button>`
}

/** Relays as the canvas draws them, of one number of statements or of several beside each other. */
export function relayMark(...sizes: readonly number[]) {
  const width = sizes.length > 1 ? 76 : 34
  const room = width / sizes.length
  return html`<svg class="rel-mark" width=${width} height="22" viewBox="0 0 ${width} 22" aria-hidden="true">
    ${sizes.map((size, i) => {
      const [end, stroke] = [(i + 1) * room - 2, widthOfTie(size)]
      const start = i * room + (sizes.length > 1 ? 6 : 1)
      const more = Math.max(0, stroke - 2)
      const [long, high] = [8 + more * 1.4, 4.2 + more]
      return svg`<path d="M${start} 11H${end - long}" class="relay" stroke-width="${stroke}" /><path d="M${end} 11l${-long} ${-high}v${2 * high}z" class="relay-end" />`
    })}
  </svg>`
}

/** An actor as the canvas draws it, with its number; dashed, without one, whoever may be anybody. */
export function square(statements: number, isUnnamed = false) {
  const half = halfSideOf(statements) - (isUnnamed ? 0.75 : 0)
  return html`<svg
    class="disc"
    width="34"
    height=${isUnnamed ? 24 : 34}
    viewBox="-17 ${isUnnamed ? -12 : -17} 34 ${isUnnamed ? 24 : 34}"
    aria-hidden="true"
  >
    ${svg`<rect x="${-half}" y="${-half}" width="${2 * half}" height="${2 * half}" rx="${half * 0.4}" class="d ${isUnnamed ? 'hollow dashed' : ''}" />`}
    ${isUnnamed ? nothing : svg`<text class="n" y="3.800">${showNumber(statements)}</text>`}
  </svg>`
}
