import { html, nothing } from 'lit-html'
import { guard } from 'lit-html/directives/guard.js'
import { isSilent, sayOrigins, sayPlaces, statementsOn } from '../origins.ts'
import { isShortened } from '../path-layout.ts'
import { routesBehind } from '../routes.ts'
import { count, showNumber } from '../words.ts'
import { diagram } from './diagram.ts'
import { icon } from './marks.ts'
import { CUT_NAMES } from './origins.ts'
import type { CaseIndex, Origins } from '../case-index.ts'
import type { SideName } from '../origins.ts'
import type { Route, Station } from '../routes.ts'
import type { View } from '../view.ts'

/** Boxes of a column that the diagram has room for; the list has the others. */
const ROWS = 4
/** Of these, for unnamed speakers at least, where there are any. */
const UNNAMED_ROWS = 1
/** Ways that the diagram draws through them. */
const DRAWN = 8
/** Ways that the list shows: more can't be read. */
const LISTED = 200
/** Where one side of a claim comes from: the diagram of paths, what it says, the paths as a list, and how it is counted. */
export function originSection(view: View, claim: string, sideName: SideName) {
  const { index, state, act } = view
  const origins = index.origins.get(claim)
  const side = origins?.[sideName]
  if (!origins || !side || isSilent(side)) return nothing
  const isOpen = state.unfolded.has('diagram')
  const isListed = state.unfolded.has('paths')
  const isCounted = state.unfolded.has('counted')
  return html`<section class="org ${isOpen ? 'open' : ''}" aria-label="Where it comes from">
    <h3>
      <span
        >${sideName === 'denying' ? 'Denied in ' : ''}${sayPlaces(index, statementsOn(index, claim, sideName))},
        ${sayOrigins(side)}</span
      >
      <button class="link fold" aria-expanded=${isOpen ? 'true' : 'false'} @click=${() => act.unfold('diagram')}>
        ${isOpen ? 'Hide the paths' : 'Show the paths'}
      </button>
      <button
        class="link how"
        aria-expanded=${isCounted ? 'true' : 'false'}
        aria-controls="counted"
        @click=${() => act.unfold('counted')}
      >
        How this is counted
      </button>
    </h3>
    ${guard([index, claim, sideName, state.statement, isListed], () => {
      const routes = routesBehind(index, origins, sideName)
      return html`${routes.length > 0 ? diagram(view, drawnOf(routes)) : nothing}
      ${paths(view, routes, isListed, noteOn(index, side))}`
    })}
    <div id="counted" class="counted" ?hidden=${!isCounted}>${isCounted ? counting(index, side) : nothing}</div>
  </section>`
}

/** As many ways as the diagram has room for, those that were counted first. */
function drawnOf(routes: readonly Route[]): readonly Route[] {
  const columns: Set<string>[] = []
  const hasUnnamed = routes.some(({ isNamed }) => !isNamed)
  const drawn: Route[] = []
  for (const route of routes) {
    const rows = hasUnnamed && route.isNamed ? ROWS - UNNAMED_ROWS : ROWS
    const ends = [route.steps[0] ?? [], route.steps.at(-1) ?? []]
    const next = ends.map((step, i) => new Set([...(columns[i] ?? []), ...step.map(({ key }) => key)]))
    const isRoomy = next.every((keys, i) => keys.size <= Math.max(rows, columns[i]?.size ?? 0))
    if (drawn.length > 0 && (!isRoomy || drawn.length >= DRAWN)) continue
    next.forEach((keys, i) => (columns[i] = keys))
    drawn.push(route)
  }
  return drawn
}

/** What the paths say, and every path once more, as a list: all of them, in full, one after the other. */
function paths({ act, index, state }: View, routes: readonly Route[], isListed: boolean, note: unknown) {
  const drawn = drawnOf(routes)
  const left = routes.length - drawn.length
  const label = isListed
    ? 'Hide the list'
    : left > 0
      ? `And ${count(left, 'more path')}`
      : drawn.some(isShortened)
        ? 'As a list, with every relay'
        : 'As a list'
  return html`<p class="note">
      ${note}
      <button class="link" aria-expanded=${isListed ? 'true' : 'false'} @click=${() => act.unfold('paths')}>
        ${label}
      </button>
    </p>
    ${
      isListed
        ? html`<ol class="paths" aria-label="Paths from the reader to the first speakers">
              ${routes.slice(0, LISTED).map(
                ({ steps }) =>
                  html`<li>
                    <span class="vh">You</span>
                    ${steps.map(
                      (step) =>
                        html`<span class="step"
                          >${icon('to', 'arr')}${step.map(
                            (station, i) => html`${i > 0 ? ', ' : nothing}${hop(station)}`,
                          )}</span
                        >`,
                    )}
                  </li>`,
              )}
            </ol>
            ${routes.length > LISTED ? html`<p class="meta">The first ${LISTED} of ${count(routes.length, 'path')}.</p>` : nothing}`
        : nothing
    }`

  function hop({ id, key, name, statement, isOpen, isCut }: Station) {
    const principal = key === id ? undefined : index.actors.get(key)?.name
    return html`<button
        class="actor ${isOpen ? 'open' : ''} ${isCut ? 'cutx' : ''}"
        aria-current=${state.statement === statement ? 'true' : 'false'}
        title=${principal ? `${name}, for ${principal}` : name}
        @click=${() => act.open(statement)}
      >
        <span class="name" dir="auto">${name}</span></button
      >${isCut ? html`<span class="vh"> (in the cut)</span>` : nothing}${
        isOpen ? html`<span class="vh"> (unnamed, not counted)</span>` : nothing
      }`
  }
}

/** What the diagram says, in words. */
function noteOn(index: CaseIndex, side: Origins[SideName]) {
  const unnamed = side.unnamed.length
  if (side.undecided) return html`<bdi>${side.undecided.charAt(0).toUpperCase()}${side.undecided.slice(1)}</bdi>.`
  if (side.atMost === 0) {
    const through = side.unnamedThrough.map((id) => nameOf(index, id))
    return html`Nobody is named behind
    ${count(unnamed, 'statement')}${
      through.length > 0 ? html`; all came through <bdi>${enumerate(through)}</bdi>` : nothing
    }.
    Whoever is unnamed may be anybody, and is never counted.`
  }
  const rest = unnamed > 0 ? ' The unnamed never count.' : ''
  return side.cutNames.length <= CUT_NAMES
    ? html`Every named path passes through <bdi>${enumerate(side.cutNames, 'or')}</bdi>.${rest}`
    : html`Every named path passes through one of these ${showNumber(side.cutNames.length)}.${rest}`
}

/** How the number came about: the method, who counted as one, who never counts. */
function counting(index: CaseIndex, side: Origins[SideName]) {
  const merged = side.principals.flatMap(({ id, actors }) => {
    const spoke = actors.filter((actor) => actor !== id)
    return spoke.length > 0
      ? [
          `${enumerate(spoke.map((actor) => nameOf(index, actor)))} ${spoke.length === 1 ? 'counts' : 'count'} as ${nameOf(index, id)}.`,
        ]
      : []
  })
  return html`<p>
      Each statement is followed back: from you to the source and its outlet, to whoever relayed it, to the first
      speaker. The number is the smallest set of actors through whom all named paths pass: the cut. It holds on what is
      loaded, and it is at most so many: two who look apart may still have it from one another.
    </p>
    ${
      merged.length > 0
        ? html`<p>Who speaks for another counts as that other: <bdi>${merged.join(' ')}</bdi></p>`
        : html`<p>Who speaks for another counts as that other; here nobody does.</p>`
    }
    <p>
      ${
        side.speakers.length > 0
          ? html`${count(side.speakers.length, 'first speaker is', 'first speakers are')} named; that counts names, not
            origins.`
          : nothing
      }
      ${
        side.relaying.length > 0
          ? html`<bdi>${side.relaying.map((id) => index.actors.get(id)?.name ?? '').join(', ')}</bdi> ${
                side.relaying.length === 1 ? 'has' : 'have'
              }
              it from somebody else, as other words here show, and ${side.relaying.length === 1 ? 'counts' : 'count'} as
              a relay.`
          : nothing
      }
      ${
        side.unnamed.length > 0
          ? `${count(side.unnamed.length, 'statement has', 'statements have')} an unnamed first speaker, listed and never counted.`
          : nothing
      }
    </p>`
}

function nameOf(index: CaseIndex, id: string): string {
  const source = index.sources.get(id)
  return index.actors.get(id)?.name ?? source?.title ?? 'somebody unnamed'
}

function enumerate(names: readonly string[], word = 'and'): string {
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} ${word} ${names.at(-1) ?? ''}`
}
