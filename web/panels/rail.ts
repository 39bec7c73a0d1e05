import { html, nothing } from 'lit-html'
import { against as deniedBy, behind, claimsIn, isOpen, placesOf, weightOf } from '../case-index.ts'
import { once } from '../once.ts'
import { sayBoth, sayWeight } from '../origins.ts'
import { isShown, subjectOf } from '../state.ts'
import { count, showDate, showNumber } from '../words.ts'
import { kindOf } from './finding-kinds.ts'
import { legend } from './legend.ts'
import { icon } from './marks.ts'
import { wayOn } from './notices.ts'
import { summary } from './summary.ts'
import type { Actor, Claim, Source, Statement } from '../../src/model/records.ts'
import type { CaseIndex, Dispute, Finding } from '../case-index.ts'
import type { View } from '../view.ts'

/** Rows of a list in the rail before it is unfolded. */
const FOLDED = { findings: 12, disputes: 3, analysis: 2, claims: 5, sources: 5 }

export const loadFacets = () => import('./facets.ts')

/** The left column: findings, the legend with its switches, the sources, what makes no claim. */
export function rail(view: View) {
  const { index } = view
  const filter = view.parts(loadFacets)
  return html`<section class="rail" id="findings" aria-label="Findings and legend">
    <div class="phq">
      <p class="h" dir="auto" aria-hidden="true">
        ${index.snapshot.manifest.question || index.snapshot.manifest.title}
      </p>
      ${summary(view)}
    </div>
    ${findings(view)}
    ${
      index.snapshot.claims.length > 0
        ? html`<section>
            ${view.drawing ? view.drawing.mode.legend(view) : legend(view)} ${claimless(index, view.act)}
          </section>`
        : claimless(index, view.act)
    }
    ${filter.kind === 'here' ? filter.part.facets(view) : nothing} ${sources(view)}
  </section>`
}

const byAnalysis = once((findings: CaseIndex['findings']) => {
  const groups = new Map<string, (readonly [string, Finding])[]>()
  for (const entry of findings) {
    const { analysis } = entry[1]
    const group = groups.get(analysis)
    if (group) group.push(entry)
    else groups.set(analysis, [entry])
  }
  return groups
})

function findings(view: View) {
  const { shown: index, state, act } = view
  const groups = byAnalysis(index.findings)
  const isWhole = state.unfolded.has('findings')
  const most = groups.size > 0 ? FOLDED.disputes : FOLDED.findings
  const shown = isWhole ? index.disputes : index.disputes.slice(0, most)
  return html`<section>
    <h2>Findings <em>${showNumber(index.disputes.length + index.findings.size)}</em></h2>
    ${analysed(view)}
    ${
      shown.length > 0
        ? html`<ol class="findings">
            ${shown.map((dispute) => finding(view, dispute))}
          </ol>`
        : index.ranking.length > 0
          ? noDispute(view)
          : view.index.ranking.length > 0
            ? html`<p class="aside">No claim passes the filter.</p>`
            : html`<p class="aside">${view.index.sources.size === 0 ? 'No sources yet.' : 'No claims yet.'}</p>
                <div class="aside way-on">${wayOn(view.index)}</div>`
    }
    ${
      index.disputes.length > most
        ? html`<p class="aside all">
            <button class="link" @click=${() => act.unfold('findings')}>
              ${isWhole ? 'Show the largest' : `Show all ${showNumber(index.disputes.length)}${groups.size > 0 ? ' disputes' : ''}`}
            </button>
          </p>`
        : nothing
    }
    ${[...groups].map(([analysis, list]) => found(view, analysis, list))}
  </section>`
}

/** What stands in for origins and findings that are not here. */
function analysed({ analysing }: View) {
  if (analysing === 'done') return nothing
  return html`<p class="aside" role="status">
    ${
      analysing === 'gone'
        ? 'Origins and further findings could not be loaded. Everything else works; open the page again to have them.'
        : 'Origins and further findings are being worked out. They appear here.'
    }
  </p>`
}

/** The findings of one analysis, the most telling first. */
function found({ state, act }: View, analysis: string, list: readonly (readonly [string, Finding])[]) {
  const kind = kindOf(analysis)
  const fold = `analysis ${analysis}` as const
  const isWhole = state.unfolded.has(fold)
  return html`<ol class="findings" aria-label=${kind.many}>
      ${(isWhole ? list : list.slice(0, FOLDED.analysis)).map(([id, { headline, note }]) => {
        const isOn = state.selection.kind === 'finding' && state.selection.id === id
        return html`<li>
          <button
            class="finding ${isOn ? 'on' : ''}"
            aria-current=${isOn ? 'true' : 'false'}
            @click=${() => act.select({ kind: 'finding', id })}
          >
            ${icon(kind.icon, kind.icon === 'cut' ? 'k-cut' : 'k-plain')}
            <span
              ><b dir="auto">${headline}</b>${
                note && !QUOTED.test(note)
                  ? html`<small class="line" dir="auto" title=${note}>${note}</small>`
                  : nothing
              }</span
            >
          </button>
        </li>`
      })}
    </ol>
    ${
      list.length > FOLDED.analysis
        ? html`<p class="aside all">
            <button class="link" @click=${() => act.unfold(fold)}>
              ${isWhole ? 'Show fewer' : `Show all ${showNumber(list.length)} ${kind.many}`}
            </button>
          </p>`
        : nothing
    }`
}

/** Quoted words are never shortened: a note that has some stands in the panel alone. */
const QUOTED = /["“”„«»「」『』]/u

function finding({ shown: index, state, act }: View, dispute: Dispute) {
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
        >${against(weightOf(index, first), weightOf(index, second))}${
          dispute.relation.status === 'proposed' ? ' · proposed' : ''
        }<br />${onWhat(index, voices, index.origins.get(first)?.asserting, index.origins.get(second)?.asserting)}</small
      >
    </span>`
}

/** Names of those who deny a claim that a row has room for. */
const DENIERS = 2

function denial(index: CaseIndex, claim: Claim) {
  const denying = deniedBy(index, claim.id).map((voice) => voice.statement)
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
        >${against(weightOf(index, claim.id), denying.length)}<br />${onWhat(
          index,
          voices,
          index.origins.get(claim.id)?.asserting,
          index.origins.get(claim.id)?.denying,
        )}</small
      >
    </span>`
}

function against(first: number, second: number): string {
  return `${showNumber(first)} against ${count(second, 'statement')}`
}

/** On how much both sides rest; in how many places they were read where that is not known. */
function onWhat(index: CaseIndex, voices: readonly Statement[], ...sides: Parameters<typeof sayBoth>): string {
  return sayBoth(...sides) || places(index, voices)
}

function places(index: CaseIndex, statements: readonly Statement[]): string {
  const { size, noun } = placesOf(index, statements)
  return count(size, noun)
}

/** What an empty list of findings means, and the claims with most statements as another way in. */
function noDispute({ index: whole, shown: index, state, act }: View) {
  return html`${
      whole.disputes.length > 0
        ? html`<p class="aside none"><b>No dispute has both of its sides here.</b> The filter leaves one out.</p>`
        : html`<p class="aside none">
            <b>No disputes found in this case.</b> None found is not none there: a contradiction in other words, or
            between texts that are not loaded, is not seen.
          </p>`
    }
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
              <small>${sayWeight(index, claim.id)}, ${places(index, voices)}</small>
            </span>
          </button>
        </li>`
      })}
    </ol>`
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

function sources({ shown: index, state, act }: View) {
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
