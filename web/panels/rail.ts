import { html, nothing } from 'lit-html'
import { against, behind, claimsIn, isOpen, placesOf, weightOf } from '../case-index.ts'
import { radiusOf } from '../encode.ts'
import { SWITCHES, isShown, subjectOf } from '../state.ts'
import { count, showDate, showNumber } from '../words.ts'
import { disc, icon, relationMark } from './marks.ts'
import { summary } from './summary.ts'
import type { Actor, Claim, Source, Statement } from '../../src/model/records.ts'
import type { CaseIndex, Dispute } from '../case-index.ts'
import type { Switch } from '../state.ts'
import type { View } from '../view.ts'

/** Rows of a list in the rail before it is unfolded. */
const FOLDED = { findings: 12, claims: 5, sources: 5 }

/** The left column: disputes as findings, the legend with its switches, the sources, what makes no claim. */
export function rail(view: View) {
  const { index } = view
  return html`<section class="rail" id="findings" aria-label="Findings and legend">
    <div class="phq">
      <p class="h" dir="auto" aria-hidden="true">
        ${index.snapshot.manifest.question || index.snapshot.manifest.title}
      </p>
      ${summary(view)}
    </div>
    ${findings(view)} ${index.snapshot.claims.length > 0 ? legend(view) : nothing} ${sources(view)}
  </section>`
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
            ${shown.map((dispute) => finding(view, dispute))}
          </ol>`
        : index.ranking.length > 0
          ? noDispute(view)
          : html`<p class="aside">No claims yet.</p>`
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

function finding({ index, state, act }: View, dispute: Dispute) {
  const target = subjectOf(dispute)
  const isOn = 'id' in state.selection && state.selection.id === target.id
  const isOff = dispute.kind === 'contradiction' && !isShown(dispute.relation, state.hidden)
  return html`<li>
    <button
      class="finding ${isOn ? 'on' : ''} ${isOff ? 'off' : ''}"
      aria-current=${isOn ? 'true' : 'false'}
      @click=${() => act.select(target)}
    >
      ${dispute.kind === 'denial' ? denial(index, dispute.claim) : contradiction(index, dispute)}
    </button>
  </li>`
}

function contradiction(index: CaseIndex, dispute: Extract<Dispute, { kind: 'contradiction' }>) {
  const [first = '', second = ''] = claimsIn(index, dispute)
  const voices = [first, second].flatMap((claim) => behind(index, claim).map((voice) => voice.statement))
  return html`${icon('contradicts', 'k-contradicts')}
    <span>
      <b dir="auto">${index.claims.get(first)?.text}</b>
      <span class="against"><span class="vs-word">contradicts</span> <bdi>${index.claims.get(second)?.text}</bdi></span>
      <small
        >${weightOf(index, first)} against ${count(weightOf(index, second), 'statement')},
        ${places(index, voices)}${dispute.relation.status === 'proposed' ? ' · proposed' : ''}</small
      >
    </span>`
}

/** Names of those who deny a claim that a row has room for. */
const DENIERS = 2

function denial(index: CaseIndex, claim: Claim) {
  const denying = against(index, claim.id).map((voice) => voice.statement)
  const speakers = new Map<string, Actor>()
  for (const { speaker } of denying) {
    const actor = index.actors.get(speaker)
    if (actor) speakers.set(speaker, actor)
  }
  const named = [...speakers.values()].slice(0, DENIERS)
  const rest = speakers.size - named.length
  const voices = [...behind(index, claim.id).map((voice) => voice.statement), ...denying]
  return html`${icon('denied')}
    <span>
      <b dir="auto">${claim.text}</b>
      <span class="against"
        >is denied by
        ${named.map(
          (actor, i) =>
            html`${i === 0 ? nothing : rest > 0 ? ', ' : ' and '}<bdi class=${isOpen(actor) ? 'open' : ''}
                >${actor.name}</bdi
              >`,
        )}${rest > 0 ? ` and ${showNumber(rest)} more` : nothing}</span
      >
      <small
        >${weightOf(index, claim.id)} against ${count(denying.length, 'statement')}, ${places(index, voices)}</small
      >
    </span>`
}

function places(index: CaseIndex, statements: readonly Statement[]): string {
  const { size, noun } = placesOf(index, statements)
  return count(size, noun)
}

/** What an empty list of findings means, and the claims with most statements as another way in. */
function noDispute({ index, state, act }: View) {
  return html`<p class="aside none">
      <b>No disputes found in this case.</b> None found is not none there: a contradiction in other words, or between
      texts that are not loaded, is not seen.
    </p>
    <h3 class="k" id="largest">Claims with most statements</h3>
    <ol class="findings brief" aria-labelledby="largest">
      ${index.ranking.slice(0, FOLDED.claims).map((claim) => {
        const isOn = state.selection.kind === 'claim' && state.selection.id === claim.id
        const voices = behind(index, claim.id).map((voice) => voice.statement)
        return html`<li>
          <button
            class="finding ${isOn ? 'on' : ''}"
            aria-current=${isOn ? 'true' : 'false'}
            @click=${() => act.select({ kind: 'claim', id: claim.id })}
          >
            ${icon('claim', 'n-claim')}
            <span>
              <b dir="auto" title=${claim.text}>${claim.text}</b>
              <small>${count(voices.length, 'statement')}, ${places(index, voices)}</small>
            </span>
          </button>
        </li>`
      })}
    </ol>`
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
  const rows = SWITCHES.filter((row) => counts[row] > 0)
  const hasHollow = picture.discs.some((d) => d.isHollow)
  return html`<section>
    <h2>Legend ${rows.length > 0 ? html`<small>click to filter</small>` : nothing}</h2>
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
      ${rows.map(
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
