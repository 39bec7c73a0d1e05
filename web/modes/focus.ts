import { html, nothing } from 'lit-html'
import { icon } from '../panels/marks.ts'
import { count, showNumber } from '../words.ts'
import type { Line, Picture } from '../encode.ts'
import type { Focus, State } from '../state.ts'
import type { View } from '../view.ts'
import '../style/focus.css'

let known: { readonly picture: Picture; readonly focus: Focus; readonly narrowed: Picture } | null = null

/** The picture with nothing but some claims and their neighbours, over as many steps as asked for; hidden lines lead nowhere. */
export function focusedOn(picture: Picture, focus: Focus | null): Picture {
  if (!focus) return picture
  if (known?.picture === picture && known.focus === focus) return known.narrowed
  const near = neighboursIn(picture)
  let reached = new Set(focus.ids)
  for (let step = 0; step < focus.depth; step++)
    reached = new Set([...reached, ...[...reached].flatMap((id) => near.get(id)?.map((one) => one.to) ?? [])])
  const narrowed: Picture = {
    ...picture,
    discs: picture.discs.map((disc) => (reached.has(disc.id) ? disc : { ...disc, isHidden: true })),
    lines: picture.lines.map((line) =>
      reached.has(line.from) && reached.has(line.to) ? line : { ...line, isHidden: true },
    ),
  }
  known = { picture, focus, narrowed }
  return narrowed
}

/** A shortest way between two claims over the relations that are shown, in whichever direction they point; null where there is none. */
export function pathIn(picture: Picture, from: string, to: string): readonly Line[] | null {
  if (picture.discs.some((disc) => disc.isHidden && (disc.id === from || disc.id === to))) return null
  const near = neighboursIn(picture)
  const cameBy = new Map<string, { readonly line: Line; readonly from: string } | null>([[from, null]])
  for (const id of cameBy.keys()) {
    if (id === to) break
    for (const next of near.get(id) ?? []) if (!cameBy.has(next.to)) cameBy.set(next.to, { line: next.line, from: id })
  }
  if (!cameBy.has(to)) return null
  const lines: Line[] = []
  for (let step = cameBy.get(to); step; step = cameBy.get(step.from)) lines.unshift(step.line)
  return lines
}

/** What stands out on a path: its claims and its relations. */
export function pathMarks(picture: Picture, path: State['path']): ReadonlySet<string> | null {
  const [from, to] = path ?? []
  if (!from) return null
  const lines = to ? pathIn(picture, from, to) : null
  return new Set([from, ...(to ? [to] : []), ...(lines ?? []).flatMap((line) => [line.id, line.from, line.to])])
}

function neighboursIn(picture: Picture): ReadonlyMap<string, readonly { readonly to: string; readonly line: Line }[]> {
  const near = new Map<string, { to: string; line: Line }[]>()
  const add = (from: string, to: string, line: Line) => {
    const list = near.get(from)
    if (list) list.push({ to, line })
    else near.set(from, [{ to, line }])
  }
  for (const line of picture.lines) {
    if (line.isHidden || line.mark === 'rejected') continue
    add(line.from, line.to, line)
    add(line.to, line.from, line)
  }
  return near
}

/** Above the canvas: what is in focus and the way out, and the path in words. */
export function focusBar(view: View) {
  const { state } = view
  if (!state.focus && !state.path) return nothing
  return html`<div class="focus-bar">
    ${state.focus ? focusLine(view, state.focus) : nothing} ${state.path ? pathLine(view, state.path) : nothing}
  </div>`
}

function focusLine({ index, state, picture, act }: View, focus: Focus) {
  const shown = picture.discs.filter((disc) => !disc.isHidden).length
  const [first = ''] = focus.ids
  const many = focus.ids.length - 1
  const go = (depth: number) => act.focus({ ...focus, depth })
  return html`<p role="status">
    <b>Focus:</b> <bdi>${index.claims.get(first)?.text}</bdi>${many > 0 ? ` and ${showNumber(many)} more` : nothing},
    ${count(focus.depth, 'step')} around. ${showNumber(shown)} of ${count(state ? picture.discs.length : 0, 'claim')}.
    ${focus.depth > 1 ? html`<button class="link" @click=${() => go(focus.depth - 1)}>One step less</button>` : nothing}
    <button class="link" @click=${() => go(focus.depth + 1)}>One step more</button>
    <button class="link" @click=${() => act.focus(null)}>Show all</button>
  </p>`
}

function pathLine({ index, picture, act }: View, [from, to]: NonNullable<State['path']>) {
  const name = (id: string) => html`<bdi>${index.claims.get(id)?.text}</bdi>`
  const lines = to ? pathIn(picture, from, to) : null
  let at = from
  return html`<p role="status">
    ${
      !to
        ? html`<b>Path</b> from ${name(from)}: choose the claim that it leads to.`
        : lines
          ? html`<b>Path:</b> ${lines.map((line, i) => {
                const isForward = line.from === at
                const here = at
                at = isForward ? line.to : line.from
                const verb = line.mark === 'contradicts' ? 'contradicts' : isForward ? 'supports' : 'is supported by'
                return html`${i > 0 ? '; ' : ''}${name(here)}
                  <button class="link" @click=${() => act.select({ kind: 'relation', id: line.id })}>${verb}</button>
                  ${name(at)}`
              })}.`
          : html`<b>No path</b> between ${name(from)} and ${name(to)} on what is shown.`
    }
    <button class="icon s" aria-label="Leave the path" title="Leave the path" @click=${() => act.path(null)}>
      ${icon('close')}
    </button>
  </p>`
}
