import { NO_FILTER } from './filter.ts'
import { behind, endsOf, oppositionTo, relayersOf, weightOf } from './case-index.ts'
import type { CaseIndex, Dispute, Voice } from './case-index.ts'
import type { Facet, Filter } from './filter.ts'
import type { Relation, Statement } from '../src/model/records.ts'
import type { ViewName } from './views.ts'

/** What the evidence panel is about. */
export type Selection =
  | { readonly kind: 'none' }
  | { readonly kind: 'claim' | 'relation' | 'source' | 'actor' | 'finding' | 'tie'; readonly id: string }
  | { readonly kind: 'claimless' }

/** Which list of a claim or a relation is open. */
export type Tab = 'asserts' | 'denies' | 'questions' | 'other' | 'relations' | 'first' | 'second'

/** Rows of the legend that are switches. */
export const RELATION_SWITCHES = ['supports', 'contradicts', 'proposed', 'rejected'] as const
export type RelationSwitch = (typeof RELATION_SWITCHES)[number]
export const SWITCHES = [...RELATION_SWITCHES, 'denials', 'disputes', 'relays'] as const
export type Switch = (typeof SWITCHES)[number]

/** What is folded at first: lists of the rail (those of an analysis by its name), and parts of the diagram of paths. */
export type Fold =
  | 'parties'
  | 'findings'
  | 'sources'
  | 'claims'
  | 'diagram'
  | 'paths'
  | 'counted'
  | `analysis ${string}`
  | `column ${string}`
/** Folds that belong to what is selected. */
const OWN_FOLDS: ReadonlySet<Fold> = new Set(['claims', 'paths'])

/** The text of a source on its way. */
export type Text =
  | { readonly kind: 'loading' }
  | { readonly kind: 'here'; readonly text: string }
  /** The server does not answer. */
  | { readonly kind: 'gone' }
  /** It answers, and has no such text. */
  | { readonly kind: 'missing' }

export type TableName = 'claims' | 'relations' | 'statements'

/** A table by one of its columns, counted from 0. */
export interface Sort {
  readonly column: number
  readonly isDown: boolean
}

/** What lies over the screen when a person asks for it. */
export type Sheet = 'share' | 'keys' | 'more' | 'guide'

/** Where the camera of the canvas stands: its middle, in shares of the picture's longer side, and how much of it is in view. */
export interface Camera {
  readonly x: number
  readonly y: number
  readonly ratio: number
}

/** Claims that alone are shown with their neighbours, over so many steps. */
export interface Focus {
  readonly ids: readonly string[]
  readonly depth: number
}

/** Everything that is on screen, as plain data. */
export interface State {
  readonly selection: Selection
  readonly tab: Tab | null
  /** The statement whose source is open at its words. */
  readonly statement: string | null
  readonly view: ViewName
  /** Claims that a query found, marked on the canvas until something is selected. */
  readonly found: readonly string[]
  /** Switched-off rows of the legend. */
  readonly hidden: ReadonlySet<Switch>
  readonly filter: Filter
  /** The facet whose list is open, and what is looked for in it. */
  readonly facet: { readonly name: Facet | 'date'; readonly query: string } | null
  readonly query: string
  readonly isSearching: boolean
  /** The marked row of the search. */
  readonly hit: number
  /** Which of the three columns a phone shows. */
  readonly screen: 'findings' | 'graph' | 'evidence'
  readonly isRailOpen: boolean
  readonly sheet: Sheet | null
  /** Where a person has put the camera; null when the whole picture is in view. */
  readonly camera: Camera | null
  /** What is shown in full. */
  readonly unfolded: ReadonlySet<Fold>
  /** Null: all claims are shown. */
  readonly focus: Focus | null
  /** The two ends of a path; the second is not chosen yet where it is null. */
  readonly path: readonly [string, string | null] | null
  readonly texts: ReadonlyMap<string, Text>
  /** The server has gone: seconds until it is asked again, 0 while it is; null while it answers. */
  readonly retryIn: number | null
  /** How much of the claims the table shows. */
  readonly rows: number
  /** The table that is open, and how it is sorted where a person chose it. */
  readonly table: TableName
  readonly sort: Sort | null
  /** The cell of the disputes that is open: its row and its column. */
  readonly cell: string | null
}

/** Rows that the table adds at a time. */
export const ROWS = 200

/** The screen before anything is chosen: rejected relations are hidden, everything else is shown. */
export const START: State = {
  selection: { kind: 'none' },
  tab: null,
  statement: null,
  view: 'claims',
  found: [],
  hidden: new Set(['rejected']),
  filter: NO_FILTER,
  facet: null,
  query: '',
  isSearching: false,
  hit: 0,
  screen: 'findings',
  isRailOpen: false,
  sheet: null,
  camera: null,
  unfolded: new Set(),
  focus: null,
  path: null,
  texts: new Map(),
  retryIn: null,
  rows: ROWS,
  table: 'claims',
  sort: null,
  cell: null,
}

/** The two actors of a tie: `act_…~act_…` where they dispute, `act_…>act_…` where the first relays the second. */
export function actorsOfTie(id: string): readonly string[] {
  return id.split(/[~>]/)
}

/** The lists of the selection that have something in them, with how many rows each has. */
export function tabsOf(
  index: CaseIndex,
  selection: Selection,
): readonly { readonly tab: Tab; readonly size: number }[] {
  if (selection.kind === 'relation') {
    const sizes = (['first', 'second'] as const).map((tab) => ({ tab, size: voicesOf(index, selection, tab).length }))
    return sizes.filter(({ size }) => size > 0)
  }
  if (selection.kind !== 'claim') return []
  const voiced = (['asserts', 'denies', 'questions', 'other'] as const).map((tab) => ({
    tab,
    size: voicesOf(index, selection, tab).length,
  }))
  const relations = { tab: 'relations' as const, size: index.relationsOf.get(selection.id)?.length ?? 0 }
  return [...voiced, relations].filter(({ size }) => size > 0)
}

/** The statements under a tab of a claim or a relation, with the stance that brings each there. */
export function voicesOf(index: CaseIndex, selection: Selection, tab: Tab | null): readonly Voice[] {
  if (selection.kind === 'relation') {
    const relation = index.relations.get(selection.id)
    return relation ? behind(index, endsOf(index, relation)[tab === 'second' ? 1 : 0]) : []
  }
  if (selection.kind !== 'claim') return []
  if (tab === 'other') return oppositionTo(index, selection.id).flatMap(({ claim }) => behind(index, claim.id))
  return (index.voices.get(selection.id) ?? []).filter((voice) => voice.stance.stance === tab)
}

/** The statements that the panel lists, in its order. */
export function listedIn(index: CaseIndex, { selection, tab }: Pick<State, 'selection' | 'tab'>): readonly Statement[] {
  switch (selection.kind) {
    case 'none':
      return []
    case 'claim':
    case 'relation':
      return voicesOf(index, selection, tab).map((voice) => voice.statement)
    case 'source':
      return index.statementsIn.get(selection.id) ?? []
    case 'actor':
      return [...index.statements.values()].filter((s) => s.speaker === selection.id || s.via.includes(selection.id))
    case 'finding': {
      const proof = new Set(index.findings.get(selection.id)?.words.map(({ statement }) => statement))
      return [...proof].flatMap((id) => index.statements.get(id) ?? [])
    }
    case 'tie': {
      const [relaying = '', speaker] = selection.id.split('>')
      return [...index.statements.values()].filter(
        (s) => s.speaker === speaker && relayersOf(index, s).includes(relaying),
      )
    }
    case 'claimless':
      return index.claimless
  }
}

/** Selects something and opens its first statement, so that words are always one look away. */
export function select(state: State, index: CaseIndex, selection: Selection, statement?: string): State {
  if (!exists(index, selection))
    return { ...state, selection: START.selection, found: START.found, tab: null, statement: null }
  const tabs = tabsOf(index, selection).map(({ tab }) => tab)
  const holds = (tab: Tab) => voicesOf(index, selection, tab).some((voice) => voice.statement.id === statement)
  const tab = (statement ? tabs.find(holds) : undefined) ?? tabs[0] ?? null
  const listed = listedIn(index, { selection, tab })
  // Which statements are in dispute between two actors is known to the part that shows them.
  const own = (id = '') => (selection.kind === 'tie' && index.statements.has(id) ? id : null)
  return {
    ...state,
    selection,
    found: START.found,
    tab,
    statement: (listed.find((s) => s.id === statement) ?? listed[0])?.id ?? own(statement),
    unfolded: new Set([...state.unfolded].filter((fold) => !OWN_FOLDS.has(fold))),
    isSearching: false,
    isRailOpen: false,
    screen: 'evidence',
  }
}

/**
 * What is open before a person chooses: the largest dispute, else the claim with most statements. A phone then begins with
 * the words, for its findings have nothing to choose from.
 */
export function selectFirst(state: State, index: CaseIndex): State {
  const [dispute] = index.disputes
  if (dispute) return { ...select(state, index, subjectOf(dispute)), screen: state.screen }
  const most = weightOf(index, index.ranking[0]?.id ?? '')
  const largest = index.ranking.filter((claim) => weightOf(index, claim.id) === most)
  const [first] = largest.map((claim) => claim.id).sort()
  return first ? select(state, index, { kind: 'claim', id: first }) : state
}

/** What a finding opens: why two claims contradict, or the claim that is denied. */
export function subjectOf(dispute: Dispute): Extract<Selection, { readonly id: string }> {
  return dispute.kind === 'denial'
    ? { kind: 'claim', id: dispute.claim.id }
    : { kind: 'relation', id: dispute.relation.id }
}

/** Marks claims that a query found on the canvas, in place of what was selected. */
export function showFound(state: State, found: readonly string[]): State {
  return { ...state, found, selection: START.selection, tab: null, statement: null, view: 'claims', screen: 'graph' }
}

/** Opens a list of the selection, at its first statement. */
export function chooseTab(state: State, index: CaseIndex, tab: Tab): State {
  const first = listedIn(index, { selection: state.selection, tab })[0]
  return { ...state, tab, statement: first?.id ?? state.statement }
}

/** Opens the list of the other side: of a relation the other claim, of a claim whoever is against it, and back. */
export function otherSide(state: State, index: CaseIndex): State {
  const tabs = tabsOf(index, state.selection).map(({ tab }) => tab)
  const isOther = state.tab === 'other' || state.tab === 'denies' || state.tab === 'second'
  const other = tabs.find((tab) => (isOther ? ['asserts', 'first'] : ['other', 'denies', 'second']).includes(tab))
  return other ? chooseTab(state, index, other) : state
}

/** Opens the source of a statement at its words. */
export function openStatement(state: State, statement: string): State {
  return { ...state, statement, screen: 'evidence' }
}

/** Walks the source that is open, statement by statement, in reading order. Stops at both ends. */
export function stepStatement(state: State, index: CaseIndex, by: 1 | -1): State {
  const here = state.statement ? index.statements.get(state.statement) : undefined
  const list = here ? (index.statementsIn.get(here.source) ?? []) : []
  const next = list[list.findIndex((s) => s.id === here?.id) + by]
  return next ? { ...state, statement: next.id } : state
}

/** Selects the claim before or after this one, by number of statements. Stops at both ends. */
export function stepClaim(state: State, index: CaseIndex, by: 1 | -1): State {
  const { selection } = state
  if (selection.kind !== 'claim') return state
  const next = index.ranking[index.ranking.findIndex((claim) => claim.id === selection.id) + by]
  return next ? select(state, index, { kind: 'claim', id: next.id }) : state
}

/** Flips a row of the legend. */
export function toggle(state: State, row: Switch): State {
  const hidden = new Set(state.hidden)
  if (!hidden.delete(row)) hidden.add(row)
  return { ...state, hidden }
}

/** Puts the legend back as it was at the start, and lets everything through. */
export function clearFilters(state: State): State {
  return { ...state, hidden: START.hidden, filter: NO_FILTER }
}

/** Sets what is looked for; the first row is marked. */
export function search(state: State, query: string): State {
  return { ...state, query, isSearching: true, hit: 0 }
}

/** Moves the mark among the rows of the search, round at both ends. */
export function moveHit(state: State, by: 1 | -1, size: number): State {
  return size === 0 ? state : { ...state, hit: (state.hit + by + size) % size }
}

/** Shows something in full, or folds it again. */
export function unfold(state: State, fold: Fold): State {
  const unfolded = new Set(state.unfolded)
  if (!unfolded.delete(fold)) unfolded.add(fold)
  return { ...state, unfolded }
}

/** Keeps what became of a text. Once one has come, those that did not are asked for again when they are opened. */
export function receiveText(state: State, source: string, text: Text): State {
  const texts = new Map(state.texts).set(source, text)
  if (text.kind !== 'here') return { ...state, texts, retryIn: text.kind === 'missing' ? null : state.retryIn }
  return { ...state, texts: new Map([...texts].filter(([, { kind }]) => kind !== 'gone')), retryIn: null }
}

/** Escape: one step back. What lies over the screen, the search, then the list of a facet, the drawer, the words, the selection, the filters. */
export function stepBack(state: State): State {
  if (state.sheet) return { ...state, sheet: null }
  if (state.isSearching) return { ...state, isSearching: false, query: '', hit: 0 }
  if (state.facet) return { ...state, facet: null }
  if (state.isRailOpen) return { ...state, isRailOpen: false }
  if (state.path) return { ...state, path: null }
  if (state.statement) return { ...state, statement: null }
  if (state.selection.kind !== 'none') return { ...state, selection: START.selection, tab: null }
  if (state.focus) return { ...state, focus: null }
  if (state.found.length > 0) return { ...state, found: START.found }
  return clearFilters(state)
}

/** Takes a claim into the focus, or out of it again; out of the last nothing is in focus. */
export function flipFocus(state: State, id: string): State {
  const { ids = [], depth = 1 } = state.focus ?? {}
  const next = ids.includes(id) ? ids.filter((one) => one !== id) : [...ids, id]
  return { ...state, focus: next.length > 0 ? { ids: next, depth } : null }
}

/** True when the legend lets a relation through: its type must be on, and its status unless it is accepted. */
export function isShown(relation: Relation, hidden: ReadonlySet<Switch>): boolean {
  return !hidden.has(relation.type) && (relation.status === 'accepted' || !hidden.has(relation.status))
}

function exists(index: CaseIndex, selection: Selection): boolean {
  switch (selection.kind) {
    case 'none':
      return false
    case 'claim':
      return index.claims.has(selection.id)
    case 'relation':
      return index.relations.has(selection.id)
    case 'source':
      return index.sources.has(selection.id)
    case 'actor':
      return index.actors.has(selection.id)
    case 'finding':
      return index.findings.has(selection.id)
    case 'tie': {
      const ends = actorsOfTie(selection.id)
      return ends.length === 2 && ends.every((id) => index.actors.has(id))
    }
    case 'claimless':
      return index.claimless.length > 0
  }
}
