import { NO_FILTER, parametersOf, readFilter } from './filter.ts'
import { START, SWITCHES, select, selectFirst } from './state.ts'
import { isOnCanvas, viewNamed } from './views.ts'
import type { CaseIndex } from './case-index.ts'
import type { Filter } from './filter.ts'
import type { Camera, Selection, State, Switch } from './state.ts'

const KINDS = ['claim', 'relation', 'source', 'actor', 'finding', 'tie'] as const

/**
 * The part of the state that an address carries, as a hash:
 * `#claim=clm_…&statement=stm_…&view=table&off=supports&camera=0.5,0.42,0.8`.
 */
export function addressOfState(state: State): string {
  const query = new URLSearchParams()
  const { selection } = state
  if (selection.kind === 'claimless') query.set('claimless', '')
  else if (selection.kind === 'none') query.set('nothing', '')
  else query.set(selection.kind, selection.id)
  if (state.statement) query.set('statement', state.statement)
  if (state.view !== START.view) query.set('view', state.view)
  const off = SWITCHES.filter((row) => state.hidden.has(row))
  if (off.join() !== 'rejected') query.set('off', off.join('.'))
  for (const [name, value] of parametersOf(state.filter)) query.append(name, value)
  if (state.focus) query.set('focus', `${state.focus.ids.join('.')}.${state.focus.depth}`)
  if (state.path) query.set('path', state.path.filter(Boolean).join('.'))
  if (state.camera && isOnCanvas(state.view))
    query.set('camera', [state.camera.x, state.camera.y, state.camera.ratio].map(short).join())
  return `#${query
    .toString()
    .replace(/=(?=&|$)/g, '')
    .replaceAll('%2C', ',')}`
}

/** The state that an address asks for; what it does not know is left as it stands at the start. Null for no wish at all. */
export function readAddress(hash: string, state: State, index: CaseIndex): State | null {
  const query = new URLSearchParams(hash.replace(/^#/, ''))
  const off = query.get('off')
  const hidden =
    off === null
      ? START.hidden
      : new Set(off.split('.').filter((row): row is Switch => SWITCHES.some((s) => s === row)))
  const base: State = {
    ...state,
    hidden,
    view: viewNamed(query.get('view')),
    camera: readCamera(query.get('camera')),
    filter: readFilter(query),
    ...readFocus(query, index),
  }
  const selection = readSelection(query)
  if (!selection) {
    const isWish = query.has('view') || off !== null || base.filter !== NO_FILTER
    return isWish ? selectFirst(base, index) : null
  }
  if (selection.kind === 'none') return { ...base, selection, tab: null, statement: null }
  const statement = query.get('statement') ?? undefined
  const chosen = select(base, index, selection, statement)
  return statement && index.statements.has(statement) ? { ...chosen, statement } : chosen
}

function readSelection(query: URLSearchParams): Selection | null {
  if (query.has('nothing')) return { kind: 'none' }
  if (query.has('claimless')) return { kind: 'claimless' }
  for (const kind of KINDS) {
    const id = query.get(kind)
    if (id) return { kind, id }
  }
  return null
}

/** Focus and path, of claims that there are. */
function readFocus(query: URLSearchParams, index: CaseIndex): Pick<State, 'focus' | 'path'> {
  const [ids, path] = ['focus', 'path'].map((name) =>
    (query.get(name)?.split('.') ?? []).filter((id) => index.claims.has(id)),
  )
  const depth = Number(query.get('focus')?.split('.').at(-1))
  const [from, to = null] = path ?? []
  return {
    focus: ids?.length ? { ids, depth: depth >= 1 && depth <= 99 ? Math.floor(depth) : 1 } : null,
    path: from ? [from, to] : null,
  }
}

/** Four digits are finer than a pixel. */
function short(n: number): string {
  return String(Number(n.toPrecision(4)))
}

/** A camera as an address has it; null for one that would show nothing. */
function readCamera(written: string | null): Camera | null {
  const [x, y, ratio, ...rest] = written?.split(',').map(Number) ?? []
  if (x === undefined || y === undefined || ratio === undefined || rest.length > 0) return null
  return Math.abs(x - 0.5) <= 2 && Math.abs(y - 0.5) <= 2 && ratio >= 0.001 && ratio <= 100 ? { x, y, ratio } : null
}

/** True when going from one state to the other is a step that the back button should undo. */
export function isStep(from: State, to: State): boolean {
  return (
    from.view !== to.view ||
    isOtherFilter(from.filter, to.filter) ||
    JSON.stringify([from.selection, from.focus, from.path]) !== JSON.stringify([to.selection, to.focus, to.path])
  )
}

/** Days that are moved on from days are no step: who drags a brush goes back to before it. */
function isOtherFilter(from: Filter, to: Filter): boolean {
  if (from === to) return false
  const isMoved = from.days !== null && to.days !== null
  const write = (filter: Filter) => parametersOf(isMoved ? { ...filter, days: null } : filter).join('\n')
  return write(from) !== write(to)
}
