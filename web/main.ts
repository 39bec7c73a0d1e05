import { html, render } from 'lit-html'
import { loadFields, loadFocus, loadTimeline } from './panels/stage.ts'
import { SNAPSHOT_FORMAT } from '../graph/snapshot.ts'
import { addressOfState, isStep, readAddress } from './address.ts'
import { indexBeside, indexOutline, withAnalyses } from './case-index.ts'
import { encode, speak } from './encode.ts'
import { NO_FILTER, isFiltering } from './filter.ts'
import { clearHighlight, highlight } from './highlight.ts'
import { kept } from './keep.ts'
import { askForCase, loadText } from './load.ts'
import { app } from './panels/app.ts'
import { MODES } from './modes.ts'
import { failedPage, loadingPage, outlinePage } from './panels/notices.ts'
import { loadFacets } from './panels/rail.ts'
import { partsFor, prefetch } from './parts.ts'
import * as step from './state.ts'
import { flipTheme, restoreTheme } from './theme.ts'
import { VIEWS, isOnCanvas } from './views.ts'
import { isMany } from './renderer/look.ts'
import type { CaseIndex } from './case-index.ts'
import type { Graph } from './graph.ts'
import type { Asked, Loaded, Progress } from './load.ts'
import type { Direction } from './renderer/walk.ts'
import type { Selection, State } from './state.ts'
import type { Sides } from './modes/sides.ts'
import type { Finder } from './search.ts'
import type { Act, Search, View } from './view.ts'

const DIRECTIONS: Readonly<Record<string, Direction>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
}

/** The address follows the camera when it has stood still for this long: browsers refuse hundreds of changes a minute. */
const CAMERA_MS = 250
/** So long the page waits for what was found in the case, so as not to draw twice; then it comes when it comes. */
const PATIENCE_MS = 500

const loadNarrow = () => import('./narrow.ts')
const loadSearch = () => import('./search.ts')
/** The canvas is half of the script: it comes while the case does. */
const loadCanvas = () => import('./graph.ts')

restoreTheme()
void start()

/** Loads the case and hands over to the viewer; a failure is a page with a way on. */
async function start(): Promise<void> {
  const root = document.querySelector<HTMLElement>('#app') ?? document.body
  render(loadingPage(), root)
  const canvas = loadCanvas()
  // A first visit needs the layout as well.
  canvas.then(({ loadLayout }) => loadLayout()).catch(() => {})
  // The first drawing shows these, or the first choice needs them.
  for (const load of [loadFacets, loadTimeline, loadNarrow]) prefetch(load).catch(() => {})
  const asked = askForCase()
  const plane = document.createElement('div')
  plane.className = 'plane'
  const early = await drawOutline(asked, canvas, plane, root)
  const loaded = await asked.read((progress) => {
    if (early) early.say(progress)
    else render(loadingPage(progress), root)
  })
  if (loaded.kind !== 'here') {
    render(
      failedPage(loaded, SNAPSHOT_FORMAT, () => void start()),
      root,
    )
    return
  }
  const analyses = await Promise.race([
    loaded.analyses,
    new Promise<undefined>((resolve) => {
      setTimeout(resolve, PATIENCE_MS, undefined)
    }),
  ])
  const index = await indexBeside({ ...loaded.records, ...(analyses ?? { origins: [], findings: [] }) })
  render(html``, root)
  run(root, index, loaded, { analyses, canvas, plane, early: early?.graph ?? null })
}

/** Draws a large case before its records are here; null where it is not large, or its claims have no places yet. */
async function drawOutline(
  { outline: asked, places: kept }: Asked,
  canvas: ReturnType<typeof loadCanvas>,
  plane: HTMLElement,
  root: HTMLElement,
): Promise<{ readonly graph: Graph; readonly say: (progress: Progress) => void } | null> {
  const outline = await asked
  if (!outline || !isMany(outline.claims.length + outline.relations.length)) return null
  canvas.then(({ expectMany }) => expectMany()).catch(() => {})
  const [places, part] = await Promise.all([kept, canvas.catch(() => null)])
  if (!part || !outline.claims.every(({ id }) => places.has(id))) return null
  const index = indexOutline(outline)
  const state = step.selectFirst(step.START, index)
  const picture = encode(index, state)
  const say = (progress: Progress | null) =>
    render(outlinePage(index, { plane, progress, drawn: graph?.drawnWords ?? null }), root)
  let graph: Graph | null = null
  say(null)
  // A phone begins with what was found.
  if (plane.clientWidth > 0) graph = part.Graph.open(plane, index)
  graph?.show(state, picture, null)
  await graph?.layOut(
    () => picture,
    places,
    null,
    () => {},
  )
  return graph && { graph, say }
}

/** The loop: an action makes a new state, the state is drawn. */
function run(
  root: HTMLElement,
  first: CaseIndex,
  loaded: Extract<Loaded, { kind: 'here' }>,
  {
    analyses: found,
    canvas,
    plane,
    early,
  }: {
    readonly analyses: Awaited<typeof loaded.analyses> | undefined
    readonly canvas: ReturnType<typeof loadCanvas>
    readonly plane: HTMLElement
    /** The canvas with the outline of the case on it. */
    readonly early: Graph | null
  },
): void {
  let index = first
  let analysing: View['analysing'] = found ? 'done' : found === null ? 'gone' : 'on their way'
  const parts = partsFor(draw)
  const wish = location.hash
  let state = readAddress(location.hash, step.START, index) ?? step.selectFirst(step.START, index)
  if (location.hash && 'id' in state.selection)
    state = { ...state, screen: state.view === step.START.view ? 'evidence' : 'graph' }
  if (!kept('guide') && index.ranking.length > 0) state = { ...state, sheet: 'guide' }
  let cursor: string | null = null
  let progress: number | null = null
  let hasCanvas = true
  let graph = early
  /** The statement whose words are marked, and whether its row has been brought into view. */
  let marked = ''
  let hasRow = false
  let drawnWords: string | null = null
  let shown = index
  let narrowedBy = NO_FILTER
  let whole = encode(index, state)
  let picture = whole
  let drawing: View['drawing'] = null
  let cameraTimer = 0
  /** A source whose text did not come, and how often it was asked for. */
  let missing = ''
  let waits = 0
  let ticker = 0
  let written = state
  let finder: Finder | null = null
  let isEntering = false

  const act: Act = {
    select: (selection, statement) => choose(selection, statement),
    tab: (tab) => go(step.chooseTab(state, index, tab)),
    open: (statement) => go(step.openStatement(state, statement)),
    stepStatement: (by) => go(step.stepStatement(state, index, by)),
    stepClaim: (by) => {
      go(step.stepClaim(state, index, by))
      graph?.centre(state)
    },
    toggle: (row) => go(step.toggle(state, row)),
    clearFilters: () => go(step.clearFilters(state)),
    filter: (filter, isDragging = false) => {
      if (!isDragging) return go({ ...state, filter })
      state = { ...state, filter }
      draw()
    },
    keep: (own) => go({ ...state, ...own }),
    search: (query) => {
      isEntering = false
      go(step.search(state, query))
    },
    leaveSearch: () => go({ ...state, isSearching: false }),
    moveHit: (by) => go(step.moveHit(state, by, finder?.look(state.query, shown)?.hits.length ?? 0)),
    openHit: (hit) => {
      const part = parts(loadSearch)
      if (part.kind !== 'here') return
      const { selection, statement } = part.part.targetOf(index, hit)
      state = { ...state, query: '' }
      choose(selection, statement)
      document.querySelector<HTMLElement>('#evidence')?.focus()
    },
    focus: (focus) => go({ ...state, focus }),
    path: (path) => go({ ...state, path }),
    enterSearch: () => {
      const { found } = lookFor()
      const hit = found?.query === state.query.trim() ? found.hits[state.hit] : undefined
      if (hit) return act.openHit(hit)
      isEntering = true
      draw()
    },
    unfold: (fold) => go(step.unfold(state, fold)),
    showView: (view) => go({ ...state, view, screen: 'graph', sheet: null }),
    showScreen: (screen) => go({ ...state, screen, isRailOpen: false }),
    openRail: (isRailOpen) => go({ ...state, isRailOpen }),
    showFound: (claims) => {
      go(step.showFound(state, claims))
      graph?.centre(state)
    },
    openSheet: (sheet) => go({ ...state, sheet }),
    moreRows: () => go({ ...state, rows: state.rows + step.ROWS }),
    retry: () => void (missing && fetchText(missing)),
    theme: () => {
      flipTheme()
      graph?.repaint()
    },
    zoom: (factor) => graph?.zoom(factor),
    fit: () => graph?.fit(),
    canvasKey,
    scene: () => graph?.scene() ?? null,
  }

  function choose(selection: Selection, statement?: string): void {
    go(step.select(state, index, selection, statement))
    graph?.centre(state)
  }

  function go(next: State): void {
    const before = written
    state = next
    written = next
    const address = addressOfState(state)
    if (address !== location.hash) history[isStep(before, next) ? 'pushState' : 'replaceState'](null, '', address)
    draw()
  }

  /** What the search has found by now; its part comes with the first query, its answers a moment after each. */
  function lookFor(): Search {
    const part = state.isSearching ? parts(loadSearch) : null
    if (part?.kind !== 'here') return { found: null, unread: 0, isOfAll: false, isGone: part?.kind === 'gone' }
    finder ??= new part.part.Finder(index, draw)
    const found = finder.look(state.query, shown)
    return { found, unread: finder.unread, isOfAll: finder.isOfAll, isGone: finder.isGone }
  }

  /** Opens the marked row once the answer to what was typed is there. */
  function enter({ found, isOfAll }: Search): boolean {
    if (!isEntering || found?.query !== state.query.trim() || !isOfAll) return false
    isEntering = false
    const hit = found.hits[state.hit]
    if (hit) act.openHit(hit)
    return hit !== undefined
  }

  /** Keeps in step what the filter lets through. Until its part has come it is what it was. */
  function narrow(): void {
    if (narrowedBy === state.filter) return
    if (!isFiltering(state.filter)) shown = index
    else {
      const part = parts(loadNarrow)
      if (part.kind !== 'here') return
      shown = part.part.narrow(index, state.filter)
    }
    narrowedBy = state.filter
  }

  function draw(): void {
    narrow()
    if (whole.hidden !== state.hidden || whole.shown !== shown) whole = encode(index, state, shown)
    const focusing = state.focus || state.path ? parts(loadFocus) : null
    picture = focusing?.kind === 'here' ? focusing.part.focusedOn(whole, state.focus) : whole
    const path = focusing?.kind === 'here' ? focusing.part.pathMarks(picture, state.path) : null
    const load = hasCanvas ? MODES[state.view] : undefined
    const part = load ? parts(load) : null
    const mode = part?.kind === 'here' && graph ? part.part.mode : null
    drawing =
      mode && graph ? { mode, picture: mode.draw(shown, state, graph.room, { index, parts, redraw: draw }) } : null
    const search = lookFor()
    if (enter(search)) return
    const view: View = {
      state,
      index,
      analysing,
      shown,
      act,
      parts,
      progress,
      picture,
      drawing,
      sides: drawing ? null : sidesShown(),
      hasCanvas,
      plane,
      drawn: drawnWords,
      search,
      spoken: !cursor
        ? ''
        : graph?.speak(cursor) ||
          (drawing ? drawing.mode.speak(shown, drawing.picture, cursor) : speak(shown, picture, cursor)),
    }
    render(app(view), root)
    document.title = `${index.snapshot.manifest.title} · hearsay`
    graph?.show(state, drawing?.picture ?? picture, cursor, drawing?.mode.kit, drawing ? null : path)
    follow()
    document.querySelector('.hit[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
    showWords()
  }

  /** Fetches the text of the open statement, or marks its words once the text is on screen. */
  function showWords(): void {
    const statement = state.statement ? index.statements.get(state.statement) : undefined
    const text = statement ? state.texts.get(statement.source) : undefined
    if (!statement || text?.kind !== 'here') {
      clearHighlight()
      marked = ''
      if (statement && !text) void fetchText(statement.source)
      return
    }
    const container = document.querySelector<HTMLElement>('#source-text')
    if (!container) return
    const row = document.querySelector('.stmt.on')
    if (marked !== statement.id) {
      marked = statement.id
      highlight(container, text.text, statement, index.statementsIn.get(statement.source) ?? [])
      hasRow = false
      if (!row) document.querySelector('.scroll')?.scrollTo({ top: 0 })
    }
    // The panel that has the row may still be on its way.
    if (hasRow || !row) return
    hasRow = true
    // Whoever walks the diagram of paths keeps it in view.
    if (document.activeElement?.closest('.org')) return
    // The first row belongs to what was just selected: its heading is read first, unless its words would then be hidden.
    if (row.previousElementSibling) row.scrollIntoView({ block: 'nearest' })
    else {
      document.querySelector('.scroll')?.scrollTo({ top: 0 })
      row.querySelector('.said')?.scrollIntoView({ block: 'nearest' })
    }
  }

  async function fetchText(source: string): Promise<void> {
    state = step.receiveText(state, source, { kind: 'loading' })
    clearInterval(ticker)
    if (state.retryIn !== null) state = { ...state, retryIn: 0 }
    const text = await loadText(source)
    // The state is read only now: a person may have gone on while the text was on its way.
    state = step.receiveText(state, source, text)
    missing = text.kind === 'gone' ? source : ''
    if (missing) waitForServer()
    else waits = 0
    marked = ''
    draw()
  }

  /** The grounds of both sides, unless one of them has lost its claim to a filter. */
  function sidesShown(): Sides | null {
    const sides = graph?.sides ?? null
    if (!sides) return null
    const hidden = new Set(picture.discs.filter((disc) => disc.isHidden).map(({ id }) => id))
    return sides.fields.some(({ claim }) => claim !== null && hidden.has(claim)) ? null : sides
  }

  /** Moves what lies above and below the canvas with its camera. */
  function follow(): void {
    const canvas = document.querySelector('.canvas')
    if (!graph || !canvas) return
    const project = graph.project.bind(graph)
    if (drawing) drawing.mode.follow(canvas, drawing.picture, project)
    else if (graph.sides) {
      const part = parts(loadFields)
      if (part.kind === 'here') part.part.followFields(canvas, graph.sides, project)
    }
  }

  /** Shows a claim and its neighbours alone, adds it to those that are, or takes it away. */
  function flipFocus(id: string): void {
    if (drawing || !index.claims.has(id)) return
    go(step.flipFocus(step.select(state, index, { kind: 'claim', id }), id))
  }

  /** The claim that the keyboard is on, or the one that is selected. */
  function claimAtHand(): string | null {
    const id = cursor ?? (state.selection.kind === 'claim' ? state.selection.id : null)
    return id && !drawing && index.claims.has(id) ? id : null
  }

  /** Opens what a disc or a box stands for; a box with the rest of a column shows it. A second claim ends a path. */
  function openNode(id: string, isSecond = false): void {
    const { selection, path } = state
    const from = path && !path[1] ? path[0] : isSecond && selection.kind === 'claim' ? selection.id : null
    if (!drawing && from && from !== id && index.claims.has(id)) go({ ...state, path: [from, id] })
    else if (id.startsWith('more ')) go(step.unfold(state, `column ${id.slice(5)}`))
    else {
      const kind = index.claims.has(id) ? 'claim' : index.sources.has(id) ? 'source' : 'actor'
      // A second click releases; on a phone's graph the words of the first one are still to be seen.
      const isAgain = 'id' in state.selection && state.selection.id === id && state.screen === 'evidence'
      choose(isAgain ? step.START.selection : { kind, id })
    }
  }

  /** Asks again by itself: after 2, 4, 8, 16 and then every 30 seconds. */
  function waitForServer(): void {
    state = { ...state, retryIn: Math.min(30, 2 ** ++waits) }
    clearInterval(ticker)
    ticker = window.setInterval(() => {
      state = { ...state, retryIn: (state.retryIn ?? 1) - 1 }
      if (state.retryIn === 0) act.retry()
      draw()
    }, 1000)
  }

  function canvasKey(event: KeyboardEvent): void {
    const direction = DIRECTIONS[event.key]
    if (direction) {
      const from = cursor ?? ('id' in state.selection ? state.selection.id : null)
      cursor = graph?.walk(from, direction) ?? cursor
      draw()
    } else if (event.key === 'Enter' && cursor) {
      const main = graph?.open(cursor)
      if (main) cursor = main
      else openNode(cursor)
      draw()
    } else if (event.key === '+' || event.key === '-') graph?.zoom(event.key === '+' ? 1 / 1.5 : 1.5)
    else if (event.key === '0') graph?.fit()
    else return
    event.preventDefault()
  }

  /** The keys of one character; a person may turn them off. */
  const keys: Readonly<Record<string, () => void>> = {
    '/': () => document.querySelector<HTMLElement>('#find')?.focus(),
    '?': () => act.openSheet('keys'),
    '[': () => act.stepStatement(-1),
    ']': () => act.stepStatement(1),
    '{': () => act.stepClaim(-1),
    '}': () => act.stepClaim(1),
    s: () => go(step.otherSide(state, index)),
    o: () => document.querySelector<HTMLElement>('.source header a')?.click(),
    f: () => {
      const id = claimAtHand()
      if (id) act.focus({ ids: [id], depth: 1 })
    },
    p: () => {
      const id = claimAtHand()
      if (id) act.path([id, null])
    },
    '+': () => graph?.zoom(1 / 1.5),
    '-': () => graph?.zoom(1.5),
    '0': () => graph?.fit(),
  }

  document.addEventListener('keydown', (event) => {
    // A sheet keeps the keys to itself.
    if (event.defaultPrevented || document.querySelector('dialog[open]')) return
    const isTyping =
      event.target instanceof Element && event.target.matches('input, textarea, select, [contenteditable]')
    if (event.key === 'Escape') {
      if (cursor) cursor = null
      const isPlain = !isTyping || state.isSearching
      const next = step.stepBack(state)
      if (isTyping) document.querySelector<HTMLElement>('#find')?.blur()
      if (isPlain) go(next)
    } else if (!isTyping && !event.ctrlKey && !event.metaKey && !event.altKey && kept('keys') !== 'off') {
      const view = VIEWS[Number(event.key) - 1]
      const does = view ? () => act.showView(view.name) : keys[event.key.toLowerCase()]
      if (!does) return
      event.preventDefault()
      does()
    }
  })
  window.addEventListener('popstate', () => {
    state = readAddress(location.hash, state, index) ?? step.selectFirst(state, index)
    written = state
    draw()
    if (state.camera) graph?.look(state.camera)
    else graph?.centre(state)
  })
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => graph?.repaint())

  graph?.learn(index)
  draw()
  history.replaceState(null, '', addressOfState(state))
  if (found === undefined) void loaded.analyses.then(learn)
  const container = document.querySelector<HTMLElement>('#graph')
  if (container) void openCanvas(container)

  /** Opens the canvas and lays the case out on it; where there can be none, the table stands in. */
  async function openCanvas(container: HTMLElement): Promise<void> {
    graph ??= (await canvas.catch(() => null))?.Graph.open(plane, index) ?? null
    graph?.listen({
      onNode: openNode,
      onTwice: flipFocus,
      onLine: (id) => {
        const flow = drawing?.picture.columns?.flows.find((one) => one.id === id)
        const opens = drawing?.mode.line?.(shown, state, id)
        if (flow) openNode(flow.to)
        else if (opens) choose(opens.selection, opens.statement)
        else if (index.relations.has(id)) choose({ kind: 'relation', id })
      },
      onFrame: () => follow(),
      onSides: draw,
      onDrawn: (words) => {
        if (words === drawnWords) return
        drawnWords = words
        draw()
      },
      onGround: () => {
        cursor = null
        draw()
      },
      onCamera: (camera) => {
        state = { ...state, camera }
        clearTimeout(cameraTimer)
        cameraTimer = window.setTimeout(() => history.replaceState(null, '', addressOfState(state)), CAMERA_MS)
      },
    })
    container.addEventListener('blur', () => {
      if (!cursor) return
      cursor = null
      draw()
    })
    hasCanvas = graph !== null
    draw()
    if (early) {
      if (state.camera) early.look(state.camera)
      return
    }
    const onProgress = (share: number) => {
      progress = share
      draw()
    }
    // The strip below takes room from the canvas, so it stands there first.
    const stands = isOnCanvas(state.view)
      ? loadTimeline().then(
          () => new Promise((resolve) => setTimeout(resolve)),
          () => {},
        )
      : null
    try {
      const [places] = await Promise.all([loaded.places, stands])
      await graph?.layOut(() => picture, places, state.camera, onProgress)
    } finally {
      progress = null
      draw()
    }
  }

  /** Takes what was found in the case, however late it comes. */
  function learn(analyses: Awaited<typeof loaded.analyses>): void {
    analysing = analyses ? 'done' : 'gone'
    if (analyses) {
      const isShownWhole = shown === index
      index = withAnalyses(index, analyses)
      if (isShownWhole) shown = index
      else narrowedBy = NO_FILTER
      graph?.learn(index)
      // An address may be of a finding that was not there yet.
      if (wish.includes('finding=')) state = readAddress(wish, state, index) ?? state
    }
    draw()
  }
}
