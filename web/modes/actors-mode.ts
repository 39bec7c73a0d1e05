import { html, nothing } from 'lit-html'
import { isOpen } from '../case-index.ts'
import { NAMED, UNNAMED } from '../facts.ts'
import { flipPick } from '../filter.ts'
import { layOutBeside, loadLayout } from '../graph.ts'
import { SMALL } from '../label-places.ts'
import { legendRow } from '../panels/legend.ts'
import { relationMark } from '../panels/marks.ts'
import { loadTimeline } from '../panels/stage.ts'
import { relayMark, square } from '../panels/ties.ts'
import { TIE_KIT } from '../renderer/tie-kit.ts'
import { actorsOfTie } from '../state.ts'
import { count, showNumber } from '../words.ts'
import { drawActors, mattersBetween, planOfActors, speakActor, tiesNow } from './actors.ts'
import type { CaseIndex } from '../case-index.ts'
import type { Picture } from '../encode.ts'
import type { Place } from '../layout.ts'
import type { Mode } from '../modes.ts'
import type { View } from '../view.ts'
import type { ActorsPicture, Tie } from './actors.ts'
import '../style/actors.css'

type Places = Map<string, Place>

/** Where the actors of a case stand; a person's moves are kept in it while the page is open. */
interface Layout {
  readonly load: () => Promise<Places>
  /** From 0 to 1, once it has taken long. */
  share: number | null
}

const layouts = new WeakMap<CaseIndex['statements'], Layout>()
const NOWHERE: Places = new Map()
let last: { readonly of: readonly unknown[]; readonly picture: ActorsPicture } | null = null

function layoutOf(index: CaseIndex, redraw: () => void): Layout {
  const known = layouts.get(index.statements)
  if (known) return known
  const layout: Layout = {
    load: () =>
      layOut(index, (share) => {
        layout.share = share
        redraw()
      }),
    share: null,
  }
  layouts.set(index.statements, layout)
  return layout
}

/** Lays the actors of a case out: few at once, many beside the page. */
async function layOut(index: CaseIndex, onShare: (share: number) => void): Promise<Places> {
  // The heading and the strip take room from the canvas, so they stand there first.
  await loadTimeline().catch(() => {})
  await new Promise((resolve) => setTimeout(resolve))
  const { clientWidth = 0, clientHeight = 0 } = document.querySelector('#graph') ?? {}
  const whole = tiesNow(index, index)
  const picture = drawActors(index, index, { whole, now: whole }, new Set())
  const plan = planOfActors(picture, (clientWidth || 4) / (clientHeight || 3))
  const isSmall = plan.discs.length <= SMALL
  const places = isSmall ? (await loadLayout())[0].layOut(plan) : await layOutBeside(plan, onShare)
  return new Map(Object.entries(places))
}

function isOfActors(picture: Picture): picture is ActorsPicture {
  return 'now' in picture
}

/** Who disputes whom and who relays whom. */
export const mode: Mode = {
  name: 'Actors graph',
  help: 'Who disputes whom and who relays whom. Arrow keys walk to the nearest actor, Enter opens it with its disputes and relays.',
  kit: TIE_KIT,
  draw: (shown, { hidden }, _room, { index, parts, redraw }) => {
    const part = parts(layoutOf(index, redraw).load)
    const places = part.kind === 'here' ? part.part : NOWHERE
    const of = [index.statements, shown, hidden, places]
    if (last?.of.every((one, i) => one === of[i])) return last.picture
    const drawn = drawActors(index, shown, { whole: tiesNow(index, index), now: tiesNow(index, shown, hidden) }, hidden)
    // Until it is known where they stand, nothing is drawn of them.
    const picture = part.kind === 'here' ? { ...drawn, places } : { ...drawn, discs: [], lines: [], places }
    last = { of, picture }
    return picture
  },
  line: (shown, { hidden }, id) => {
    const [first] = id.includes('~') ? mattersBetween(shown, shown, hidden, actorsOfTie(id)) : []
    const statement = first?.ones[0]?.id
    return { selection: { kind: 'tie', id }, ...(statement ? { statement } : null) }
  },
  speak: speakActor,
  above,
  follow: () => {},
  legend,
}

/** How many there are, and what the picture leaves out; how far the layout is. */
function above(view: View) {
  const { drawing, shown, index, state } = view
  if (!drawing || !isOfActors(drawing.picture) || shown.ranking.length === 0) return nothing
  const { now, lines, discs, left, places, isTangled } = drawing.picture
  const visible = now.list.filter(({ kind }) => !state.hidden.has(kind))
  const disputes = visible.filter(({ kind }) => kind === 'disputes').length
  const relays = visible.length - disputes
  const isLaying = places === NOWHERE
  const layout = layouts.get(index.statements)
  const isGone = isLaying && layout !== undefined && view.parts(layout.load).kind === 'gone'
  const isBare = !isLaying && visible.length === 0
  return html`<div class="actors-of">
      <p class="actors-head" aria-busy=${isLaying && !isGone ? 'true' : 'false'}>
        ${
          isLaying
            ? isGone
              ? 'The actors could not be laid out. The rest still works.'
              : 'Laying out the actors'
            : html`<b>${count(discs.filter((disc) => !disc.isHidden).length, 'actor')}</b>
                <span>${count(disputes, 'pair')} in dispute</span>
                ${relays > 0 ? html`<span>${count(relays, 'pair')} with a relay</span>` : nothing}`
        }
        ${left > 0 ? html`<span class="meta">${showNumber(lines.length)} of ${count(lines.length + left, 'line')} are drawn, of each actor the largest.</span>` : nothing}
        ${isTangled ? html`<span class="meta">Where nearly everyone disputes everyone, lines are faint until you point at an actor.</span>` : nothing}
        ${now.isBounded ? html`<span class="meta">Of many speakers on a matter those with most statements are compared.</span>` : nothing}
      </p>
      ${
        isBare
          ? html`<p class="note-card" role="status">
              <b
                >Nobody here disputes or relays
                anybody${shown === index && state.hidden.size <= 1 ? '' : ', under these filters'}.</b
              >
              The actors stand in the order of their statements.
            </p>`
          : nothing
      }
    </div>
    ${isLaying ? progress(index, layout?.share ?? null) : nothing}`
}

function progress(index: CaseIndex, share: number | null) {
  if (share === null) return nothing
  return html`<div class="laying">
    <p>Laying out ${count(index.actors.size, 'actor')}. The search and the findings work already.</p>
    <progress max="100" .value=${Math.round(share * 100)} aria-label="Laying out the actors"></progress>
  </div>`
}

/** What the marks mean; rows are switches, and the unnamed a filter. */
function legend({ index, shown, state, act }: View) {
  const all = tiesNow(index, index)
  const now = tiesNow(index, shown, state.hidden)
  const unnamed = [...all.weights].filter(([id]) => isUnnamed(index, id))
  const picks = state.filter.picks.actor ?? []
  const isWithout = picks.includes(NAMED) && !picks.includes(UNNAMED)
  const row = (name: 'disputes' | 'relays' | 'proposed', mark: unknown, words: string, is: (tie: Tie) => boolean) =>
    all.list.some(is)
      ? legendRow(mark, words, now.list.filter(is).length, !state.hidden.has(name), () => act.toggle(name))
      : nothing
  return html`<h2>Legend <small>click to filter</small></h2>
    <div class="keys">
      <div>
        <span class="discs">${square(1)}${square(3)}${square(5)}</span>
        <span>size and number:<br />statements of an actor</span>
      </div>
      ${
        all.list.some(({ kind }) => kind === 'relays')
          ? html`<div>
              <span class="discs">${relayMark(1, 6)}</span><span>thickness: statements<br />that are relayed</span>
            </div>`
          : nothing
      }
      <div>
        <span class="discs"><span class="in-ink">${square(2)}</span></span
        ><span>ink: what is selected,<br />or who says it</span>
      </div>
    </div>
    <ul class="legend">
      ${row('disputes', relationMark('contradicts'), 'dispute each other', ({ kind }) => kind === 'disputes')}
      ${row('proposed', relationMark('contradicts', true), 'proposed, not yet reviewed', ({ isProposed }) => isProposed)}
      ${row('relays', relayMark(1), 'relays the other', ({ kind }) => kind === 'relays')}
      ${
        unnamed.length > 0
          ? legendRow(
              square(0, true),
              'unnamed, or any of many',
              [...now.weights.keys()].filter((id) => isUnnamed(index, id)).length,
              !isWithout,
              () => act.filter(flipPick(state.filter, 'actor', NAMED)),
            )
          : nothing
      }
    </ul>`
}

function isUnnamed(index: CaseIndex, id: string): boolean {
  const actor = index.actors.get(id)
  return actor !== undefined && isOpen(actor)
}
