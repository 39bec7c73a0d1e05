import { html, nothing } from 'lit-html'
import { behind, endsOf, outletsOf, weightOf } from '../case-index.ts'
import { radiusOf } from '../encode.ts'
import { SWITCHES, isShown } from '../state.ts'
import { count, showDate, showNumber } from '../words.ts'
import { disc, icon, relationMark } from './marks.ts'
import { summary } from './summary.ts'
import type { Relation, Source, Statement } from '../../src/model/records.ts'
import type { CaseIndex } from '../case-index.ts'
import type { Switch } from '../state.ts'
import type { View } from '../view.ts'

/** Rows of a list in the rail before it is unfolded. */
const FOLDED = { findings: 12, sources: 5 }

/** The left column: disputes as findings, the legend with its switches, the sources, what makes no claim. */
export function rail(view: View) {
  const { index } = view
  return html`<aside class="rail" id="findings" aria-label="Findings and legend">
    <div class="phq">
      <p class="h" dir="auto">${index.snapshot.manifest.question || index.snapshot.manifest.title}</p>
      ${summary(view)}
    </div>
    ${findings(view)} ${index.snapshot.claims.length > 0 ? legend(view) : nothing} ${sources(view)}
  </aside>`
}

function findings(view: View) {
  const { index, state, act } = view
  const isWhole = state.unfolded.has('findings')
  const shown = isWhole ? index.disputes : index.disputes.slice(0, FOLDED.findings)
  return html`<section>
    <h2>Findings <em>${showNumber(index.disputes.length)}</em></h2>
    ${
      shown.length > 0
        ? html`<ol class="findings">
            ${shown.map((relation) => finding(view, relation))}
          </ol>`
        : html`<p class="aside">
            ${index.ranking.length > 0 ? 'No claim here contradicts another.' : 'No claims yet.'}
          </p>`
    }
    ${
      index.disputes.length > FOLDED.findings
        ? html`<p class="aside">
            <button class="link" @click=${() => act.unfold('findings')}>
              ${isWhole ? 'Show the largest' : `Show all ${showNumber(index.disputes.length)}`}
            </button>
          </p>`
        : nothing
    }
  </section>`
}

function finding({ index, state, act }: View, relation: Relation) {
  const [first, second] = endsOf(index, relation)
  const isOn = state.selection.kind === 'relation' && state.selection.id === relation.id
  const isOff = !isShown(relation, state.hidden)
  return html`<li>
    <button
      class="finding ${isOn ? 'on' : ''} ${isOff ? 'off' : ''}"
      aria-current=${isOn ? 'true' : 'false'}
      @click=${() => act.select({ kind: 'relation', id: relation.id })}
    >
      ${icon('contradicts', 'k-contradicts')}
      <span>
        <b dir="auto">${index.claims.get(first)?.text}</b>
        <span class="against"
          ><span class="vs-word">contradicts</span> <bdi>${index.claims.get(second)?.text}</bdi></span
        >
        <small
          >${weightOf(index, first)} against ${count(weightOf(index, second), 'statement')},
          ${count(outletsOf(index, voices(index, relation)), 'outlet')}${relation.status === 'proposed' ? ' · proposed' : ''}</small
        >
      </span>
    </button>
  </li>`
}

function voices(index: CaseIndex, relation: Relation): Statement[] {
  return [relation.from, relation.to].flatMap((claim) => behind(index, claim).map((voice) => voice.statement))
}

const NAMES: Record<Switch, string> = {
  supports: 'supports',
  contradicts: 'contradicts',
  proposed: 'proposed, not yet reviewed',
  rejected: 'rejected',
}

function legend({ index, state, act, picture }: View) {
  const relations = [...index.relations.values()]
  const counts: Record<Switch, number> = {
    supports: relations.filter((r) => r.type === 'supports' && r.status !== 'rejected').length,
    contradicts: relations.filter((r) => r.type === 'contradicts' && r.status !== 'rejected').length,
    proposed: relations.filter((r) => r.status === 'proposed').length,
    rejected: relations.filter((r) => r.status === 'rejected').length,
  }
  const hasHollow = picture.discs.some((d) => d.isHollow)
  return html`<section>
    <h2>Legend <small>click to filter</small></h2>
    <div class="keys">
      <div>
        <span class="discs">${disc(radiusOf(1), '1')}${disc(radiusOf(3), '3')}${disc(radiusOf(5), '5')}</span>
        <span>size and number:<br />statements</span>
      </div>
      ${
        hasHollow
          ? html`<div>
              <span class="discs">${disc(radiusOf(2), '2')}${disc(radiusOf(2), '2', true)}</span>
              <span>hollow: proposed,<br />not yet reviewed</span>
            </div>`
          : nothing
      }
    </div>
    <ul class="legend">
      ${SWITCHES.filter((row) => counts[row] > 0).map(
        (row) =>
          html`<li>
            <button
              class="leg"
              aria-pressed=${state.hidden.has(row) ? 'false' : 'true'}
              @click=${() => act.toggle(row)}
            >
              ${relationMark(row === 'proposed' ? 'supports' : row, row === 'proposed')}
              <span>${NAMES[row]}</span><em>${showNumber(counts[row])}</em>
            </button>
          </li>`,
      )}
    </ul>
    ${claimless(index, act)}
  </section>`
}

const ACTS: Partial<Record<Statement['illocution'], readonly [string, string]>> = {
  directive: ['demand', 'demands'],
  commissive: ['threat or promise', 'threats or promises'],
  expressive: ['wish or feeling', 'wishes or feelings'],
  question: ['question', 'questions'],
}

function claimless(index: CaseIndex, act: View['act']) {
  const { claimless } = index
  if (claimless.length === 0) return nothing
  const kinds = Object.entries(ACTS).flatMap(([illocution, [one, many]]) => {
    const size = claimless.filter((s) => s.illocution === illocution).length
    return size > 0 ? [count(size, one, many)] : []
  })
  const open = claimless.filter((s) => s.illocution === 'assertive').length
  if (open > 0) kinds.push(kinds.length > 0 ? `${showNumber(open)} not brought to one` : 'not brought to one')
  return html`<p class="aside">
    ${count(claimless.length, 'statement makes', 'statements make')} no claim: ${kinds.join(', ')}.
    <button class="link" @click=${() => act.select({ kind: 'claimless' })}>
      Read ${claimless.length === 1 ? 'it' : 'them'}
    </button>
  </p>`
}

const order = (source: Source) => `${source.publishedAt ?? '9999'} ${source.title}`

function sources({ index, state, act }: View) {
  const all = [...index.sources.values()].sort((a, b) => order(a).localeCompare(order(b), 'en'))
  if (all.length === 0) return nothing
  const isWhole = state.unfolded.has('sources')
  const shown = isWhole ? all : all.slice(0, FOLDED.sources)
  return html`<section>
    <h2>Sources <em>${showNumber(all.length)}</em></h2>
    <ul class="sources">
      ${shown.map((source) => {
        const isOn = state.selection.kind === 'source' && state.selection.id === source.id
        const outlet = source.outlet ? index.actors.get(source.outlet)?.name : null
        return html`<li>
          <button
            class="src ${isOn ? 'on' : ''}"
            aria-current=${isOn ? 'true' : 'false'}
            @click=${() => act.select({ kind: 'source', id: source.id })}
          >
            <bdi title=${source.title}>${source.title || source.path}</bdi>
            <small><bdi>${outlet ?? 'no outlet named'}</bdi> · ${showDate(source.publishedAt, index.year)}</small>
          </button>
        </li>`
      })}
    </ul>
    ${
      all.length > FOLDED.sources
        ? html`<p class="aside">
            <button class="link" @click=${() => act.unfold('sources')}>
              ${isWhole ? 'Show fewer' : `Show all ${showNumber(all.length)}`}
            </button>
          </p>`
        : nothing
    }
  </section>`
}
