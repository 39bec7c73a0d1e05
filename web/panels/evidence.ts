import { html, nothing } from 'lit-html'
import { against, oppositionTo, weightOf } from '../case-index.ts'
import { sayOrigins, sayWeight } from '../origins.ts'
import { listedIn, tabsOf, voicesOf } from '../state.ts'
import { addressOf, count, showDate, showNumber } from '../words.ts'
import { icon, relationMark } from './marks.ts'
import { panelHead } from './head.ts'
import { cutChips, saySize, standing } from './origins.ts'
import { sourcePane } from './source.ts'
import { statementList } from './statements.ts'
import { tabbed } from './tabs.ts'
import type { Claim, Relation } from '../../src/model/records.ts'
import type { Row } from './statements.ts'
import type { View } from '../view.ts'

const loadPaths = () => import('./paths.ts')
const loadTies = () => import('./ties.ts')
const loadFinding = () => import('./finding.ts')
const loadRelation = () => import('./relation.ts')

/** The right column: what is selected, its statements, and the text of the source that is open. */
export function evidence(view: View) {
  return html`<section class="panel" id="evidence" tabindex="-1" aria-label="Evidence">
    <div class="scroll">${subject(view)}</div>
    ${sourcePane(view)}
  </section>`
}

function subject(view: View) {
  const { state, index } = view
  const { selection } = state
  switch (selection.kind) {
    case 'none':
      return overview(view)
    case 'claim': {
      const claim = index.claims.get(selection.id)
      return claim ? claimPanel(view, claim) : nothing
    }
    case 'relation': {
      const relation = index.relations.get(selection.id)
      const part = view.parts(loadRelation)
      return relation && part.kind === 'here' ? part.part.relationPanel(view, relation) : nothing
    }
    case 'source': {
      const source = index.sources.get(selection.id)
      const outlet = source?.outlet ? index.actors.get(source.outlet)?.name : null
      const about = `${outlet ?? 'no outlet named'} · ${showDate(source?.publishedAt ?? null, index.year)}`
      return source ? listing(view, 'Source', source.title || source.path, about, addressOf(source)) : nothing
    }
    case 'actor': {
      const actor = index.actors.get(selection.id)
      const roles = actor?.roles.map((role) => role.title).join(', ')
      const kind = actor ? `${actor.kind}${actor.plural ? ', vague plural' : ''}${roles ? ` · ${roles}` : ''}` : ''
      return actor ? listing(view, 'Actor', actor.name, kind, null, tiesOf(view, actor.id)) : nothing
    }
    case 'tie': {
      const part = view.parts(loadTies)
      return part.kind === 'here' ? part.part.tiePanel(view, selection.id) : nothing
    }
    case 'finding': {
      const finding = index.findings.get(selection.id)
      const part = view.parts(loadFinding)
      return finding && part.kind === 'here' ? part.part.findingPanel(view, finding) : nothing
    }
    case 'claimless':
      return listing(
        view,
        'Outside every claim',
        'Statements that make no claim',
        'Demands, threats, questions and wishes are neither true nor false.',
      )
  }
}

function claimPanel(view: View, claim: Claim) {
  const { index, state } = view
  const opposition = oppositionTo(index, claim.id)
  const rows = (): readonly Row[] => {
    const voices = voicesOf(index, state.selection, state.tab)
    if (state.tab !== 'other' || opposition.length < 2) return voices
    let last = ''
    return voices.map((voice) => {
      const isNew = voice.stance.claim !== last
      last = voice.stance.claim
      return isNew ? { ...voice, heading: index.claims.get(voice.stance.claim)?.text ?? '' } : voice
    })
  }
  return html`<header class="claim">
      ${panelHead(view, 'Claim', claim.status)}
      <h2 dir="auto">${claim.text}</h2>
    </header>
    ${opposition[0] ? sides(view, claim, opposition) : stances(view, claim)} ${paths(view, claim)}
    <section class="stmts">
      ${tabbed(
        view,
        tabsOf(index, state.selection).map(({ tab, size }) => ({ tab, size, label: TAB_NAMES[tab] })),
        state.tab === 'relations' ? related(view, claim) : statementList(view, rows()),
      )}
      ${weightOf(index, claim.id) === 0 ? html`<p class="aside">No statement asserts this claim.</p>` : nothing}
    </section>`
}

const TAB_NAMES = {
  asserts: 'Asserted',
  denies: 'Denied',
  questions: 'Questioned',
  other: 'Other side',
  relations: 'Relations',
  first: '',
  second: '',
}

/** Where the open side of a claim comes from; it is loaded with the first claim that is opened. */
function paths(view: View, claim: Claim) {
  const part = view.parts(loadPaths)
  if (part.kind === 'here')
    return part.part.originSection(view, claim.id, view.state.tab === 'denies' ? 'denying' : 'asserting')
  return part.kind === 'loading' ? html`<section class="org" aria-busy="true"></section>` : nothing
}

/** This claim and the largest that contradicts it, with what stands behind each. */
function sides(view: View, claim: Claim, opposition: ReturnType<typeof oppositionTo>) {
  const { index, act } = view
  const [first] = opposition
  if (!first) return nothing
  const more = opposition.length - 1
  return html`<section class="sides" aria-label="Both sides">
      <div class="sd on">
        <p class="k">This side</p>
        ${standing(index, claim.id, 'asserting')}
      </div>
      <button
        class="vs"
        aria-label="Why these contradict"
        title="Why these contradict"
        @click=${() => act.select({ kind: 'relation', id: first.relation.id })}
      >
        ${relationMark('contradicts', first.relation.status === 'proposed')}
      </button>
      <button class="sd" @click=${() => act.select({ kind: 'claim', id: first.claim.id })}>
        <span class="k clamp" dir="auto" title=${first.claim.text}>${first.claim.text}</span>
        ${standing(index, first.claim.id, 'asserting')}
        ${more > 0 ? html`<span class="meta">and ${count(more, 'more claim')}</span>` : nothing}
      </button>
    </section>
    ${isDenied(view, claim) ? denial(view, claim) : nothing}`
}

/** Who denies a claim that is contradicted as well: a line of its own. */
function denial({ index, act, state }: View, claim: Claim) {
  const side = index.origins.get(claim.id)?.denying
  return html`<button
    class="denied"
    aria-pressed=${state.tab === 'denies' ? 'true' : 'false'}
    @click=${() => act.tab('denies')}
  >
    <span><b>Denied</b> ${side ? html`${sayOrigins(side)} ${cutChips(index, side)}` : nothing}</span>
    <span class="meta">${saySize(index, claim.id, 'denying')}</span>
  </button>`
}

/** A claim that nothing contradicts: what stands behind it, and behind its denial where somebody denies it. */
function stances(view: View, claim: Claim) {
  const { index, act, state } = view
  if (!isDenied(view, claim))
    return html`<section class="sides one" aria-label="What it rests on">
      <div class="sd on">${standing(index, claim.id, 'asserting')}</div>
    </section>`
  const isDenying = state.tab === 'denies'
  return html`<section class="sides" aria-label="Both sides">
    <button class="sd ${isDenying ? '' : 'on'}" @click=${() => act.tab('asserts')}>
      <span class="k">Asserted</span> ${standing(index, claim.id, 'asserting')}
    </button>
    <span></span>
    <button class="sd ${isDenying ? 'on' : ''}" @click=${() => act.tab('denies')}>
      <span class="k">Denied</span> ${standing(index, claim.id, 'denying')}
    </button>
  </section>`
}

function isDenied({ index }: View, claim: Claim): boolean {
  return against(index, claim.id).length > 0
}

/** Every relation of a claim, as a way on to the next. */
function related({ index, act }: View, claim: Claim) {
  const describe = (relation: Relation) =>
    relation.type === 'contradicts' ? 'contradicts' : relation.from === claim.id ? 'supports' : 'supported by'
  return html`<ul class="related">
    ${(index.relationsOf.get(claim.id) ?? []).map((relation) => {
      const other = index.claims.get(relation.from === claim.id ? relation.to : relation.from)
      return html`<li>
        <button @click=${() => act.select({ kind: 'relation', id: relation.id })}>
          ${relationMark(relation.type, relation.status === 'proposed')}
          <span
            ><small>${describe(relation)}</small
            ><b dir="auto">${other?.text}</b
            >${other ? html`<small>${sayWeight(index, other.id)}</small>` : nothing}</span
          >
        </button>
      </li>`
    })}
  </ul>`
}

/** Whom an actor disputes and relays, beside the view that shows it. */
function tiesOf(view: View, actor: string) {
  const part = view.state.view === 'actors' ? view.parts(loadTies) : null
  return part?.kind === 'here' ? part.part.tiesOf(view, actor) : nothing
}

function listing(
  view: View,
  kind: string,
  title: string,
  about: string,
  address: string | null = null,
  before: unknown = nothing,
) {
  const rows = listedIn(view.index, view.state).map((statement) => ({ statement }))
  return html`<header class="claim">
      ${panelHead(view, kind, null)}
      <h2 class=${kind === 'Source' ? 'titled' : ''} dir="auto">${title}</h2>
      <p class="meta">
        <bdi>${about}</bdi>
        ${
          address
            ? html`·
                <a class="link" href=${address} target="_blank" rel="noreferrer noopener"
                  >open address ${icon('out')}</a
                >`
            : nothing
        }
      </p>
    </header>
    ${before}
    <section class="stmts">
      <h3 class="lead">${count(rows.length, 'statement')}</h3>
      ${statementList(view, rows)}
    </section>`
}

function overview({ index }: View) {
  const { manifest } = index.snapshot
  return html`<header class="claim">
      <p class="k">Case</p>
      <h2 dir="auto">${manifest.title}</h2>
    </header>
    <div class="about">
      ${manifest.notes ? html`<p class="notes" dir="auto">${manifest.notes}</p>` : nothing}
      <dl>
        <div>
          <dt>Sources</dt>
          <dd>${showNumber(index.sources.size)}</dd>
        </div>
        <div>
          <dt>Statements</dt>
          <dd>${showNumber(index.statements.size)}</dd>
        </div>
        <div>
          <dt>Claims</dt>
          <dd>${showNumber(index.ranking.length)}</dd>
        </div>
        <div>
          <dt>Disputes</dt>
          <dd>${showNumber(index.disputes.length)}</dd>
        </div>
      </dl>
      ${
        index.ranking.length > 0
          ? html`<p class="meta">Choose a finding, a claim or a line between two claims: its words open here.</p>`
          : nothing
      }
    </div>`
}
