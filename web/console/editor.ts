import {
  acceptCompletion,
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  closeCompletion,
  completionKeymap,
} from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { StreamLanguage, bracketMatching, syntaxHighlighting } from '@codemirror/language'
import { cypher } from '@codemirror/legacy-modes/mode/cypher'
import { Compartment, EditorState, Prec, StateEffect, StateField } from '@codemirror/state'
import { Decoration, EditorView, drawSelection, keymap, lineNumbers, placeholder } from '@codemirror/view'
import type { CompletionSource } from '@codemirror/autocomplete'
import type { DecorationSet } from '@codemirror/view'
import type { Problem } from './ask.ts'

/** What the editor tells. */
interface EditorEvents {
  readonly onRun: () => void
  readonly onChange: (query: string) => void
}

const setMark = StateEffect.define<{ readonly from: number; readonly to: number } | null>()
const wrong = Decoration.mark({ class: 'cy-wrong', attributes: { 'aria-invalid': 'true' } })

/** The words that an error is about; they lose the mark when they are changed. */
const marks = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (current, transaction) => {
    let next = transaction.docChanged ? Decoration.none : current
    for (const effect of transaction.effects)
      if (effect.is(setMark))
        next = effect.value ? Decoration.set(wrong.range(effect.value.from, effect.value.to)) : Decoration.none
    return next
  },
  provide: (field) => EditorView.decorations.from(field),
})

/** Words of the language; its other words are names here, as `name` and `status` are. */
const KEYWORDS = new Set(
  (
    'MATCH OPTIONAL WHERE RETURN WITH UNWIND ORDER BY SKIP LIMIT DISTINCT AS AND OR XOR NOT IN IS NULL STARTS ENDS ' +
    'CONTAINS CASE WHEN THEN ELSE END UNION ALL CALL EXISTS ASC ASCENDING DESC DESCENDING TRUE FALSE'
  ).split(' '),
)
const language = StreamLanguage.define({
  ...cypher,
  token: (stream, state) => {
    const style = cypher.token(stream, state)
    const isProperty = stream.string[stream.start - 1] === '.'
    if (!isProperty && KEYWORDS.has(stream.current().toUpperCase())) return 'keyword'
    return style === 'keyword' || style === 'def' || isProperty ? 'variable' : style
  },
})

/** Words of the language by weight; strings and comments by lightness. No hue: colour has its meanings elsewhere. */
const CLASSES: Readonly<Record<string, string>> = { keyword: 'cy-k', comment: 'cy-c', string: 'cy-s' }
const byWeight = syntaxHighlighting({
  style: (tags) => tags.map((tag) => CLASSES[String(tag)]).find((name) => name !== undefined) ?? null,
})

/**
 * Typing over a selection, done here. A browser would keep the weight of what it replaces in a `style` attribute, which the
 * content security policy forbids and reports.
 */
const typeOver = EditorView.domEventHandlers({
  beforeinput: (event, view) => {
    const { from, to, empty } = view.state.selection.main
    const text = event.data
    if (empty || event.inputType !== 'insertText' || !text || view.state.selection.ranges.length > 1) return false
    const typed = () =>
      view.state.update(view.state.replaceSelection(text), { userEvent: 'input.type', scrollIntoView: true })
    event.preventDefault()
    if (!view.state.facet(EditorView.inputHandler).some((handle) => handle(view, from, to, text, typed)))
      view.dispatch(typed())
    return true
  },
})

const theme = EditorView.theme({
  '&': { color: 'var(--ink)', fontSize: 'var(--t-13)', maxHeight: '100%' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.65', overflow: 'auto' },
  '.cm-content': { padding: '6px 0 10px', caretColor: 'var(--ink)', minHeight: '5.5em' },
  '.cm-line': { padding: '0 20px 0 2px' },
  '.cm-gutters': { background: 'none', border: '0', color: 'var(--ink-3)', paddingLeft: '16px' },
  '.cm-lineNumbers .cm-gutterElement': { minWidth: '18px', padding: '0 4px 0 0', textAlign: 'left' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)', borderLeftWidth: '1.5px' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    background: 'color-mix(in srgb, var(--ink) 18%, transparent)',
  },
  '&.cm-focused .cm-matchingBracket': { background: 'var(--sunken)', outline: '1px solid var(--control)' },
  '&.cm-focused .cm-nonmatchingBracket': { background: 'none' },
  '.cm-placeholder': { color: 'var(--ink-3)' },
  '.cy-k': { fontWeight: '700' },
  '.cy-s': { color: 'var(--ink-2)' },
  '.cy-c': { color: 'var(--ink-3)' },
  '.cy-wrong': {
    textDecoration: 'underline wavy var(--contradicts) 1.5px',
    textUnderlineOffset: '4px',
    textDecorationSkipInk: 'none',
  },
  '.cm-tooltip': {
    border: '0',
    borderRadius: 'var(--r-2)',
    background: 'var(--paper)',
    boxShadow: 'var(--elev-2)',
    color: 'var(--ink)',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': {
    fontFamily: 'var(--mono)',
    fontSize: 'var(--t-12)',
    maxHeight: '17em',
    maxWidth: 'min(480px, 90vw)',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '5px 10px' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': { background: 'var(--ink)', color: 'var(--paper)' },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: '700' },
  '.cm-completionDetail': { fontStyle: 'normal', fontFamily: 'var(--sans)', color: 'var(--ink-3)', marginLeft: '10px' },
  '.cm-tooltip-autocomplete ul li[aria-selected] .cm-completionDetail': { color: 'var(--paper)' },
})

/**
 * An editor for Cypher. It lies in a shadow root: there CodeMirror adopts its style sheets, where it would write `style`
 * elements that the content security policy forbids.
 */
export class QueryEditor {
  readonly element: HTMLElement
  readonly #view: EditorView
  readonly #completion = new Compartment()

  constructor(query: string, { onRun, onChange }: EditorEvents) {
    this.element = document.createElement('div')
    this.element.className = 'cy-editor'
    const root = this.element.attachShadow({ mode: 'open' })
    // What is typed here is no key of the viewer's.
    this.element.addEventListener('keydown', (event) => event.stopPropagation())
    const run = () => {
      onRun()
      return true
    }
    this.#view = new EditorView({
      root,
      parent: root,
      state: EditorState.create({
        doc: query,
        extensions: [
          Prec.highest(keymap.of([{ key: 'Mod-Enter', run }])),
          lineNumbers(),
          history(),
          drawSelection(),
          bracketMatching(),
          closeBrackets(),
          EditorView.lineWrapping,
          placeholder('MATCH (c:Claim) RETURN c.text LIMIT 10'),
          language,
          typeOver,
          byWeight,
          theme,
          marks,
          this.#completion.of([]),
          // Tab is not bound, so that it leaves the editor.
          keymap.of([...closeBracketsKeymap, ...completionKeymap, ...historyKeymap, ...defaultKeymap]),
          keymap.of([{ key: 'Tab', run: acceptCompletion }]),
          EditorView.contentAttributes.of({
            'aria-label': 'Cypher query. Tab leaves the editor; Control and Enter run the query.',
            spellcheck: 'false',
            autocapitalize: 'off',
            autocorrect: 'off',
          }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) onChange(this.query)
          }),
        ],
      }),
    })
  }

  get query(): string {
    return this.#view.state.doc.toString()
  }

  /** Replaces the query; undo brings the old one back. */
  set query(query: string) {
    this.#view.dispatch({
      changes: { from: 0, to: this.#view.state.doc.length, insert: query },
      selection: { anchor: 0 },
    })
  }

  /** Offers completions from now on. */
  complete(source: CompletionSource): void {
    const extension = autocompletion({ override: [source], icons: false, activateOnTyping: true })
    this.#view.dispatch({ effects: this.#completion.reconfigure(extension) })
  }

  /** Closes the list of completions. */
  settle(): void {
    closeCompletion(this.#view)
  }

  /** Underlines the words that a problem is about, or none. */
  mark(problem: Problem | null): void {
    this.#view.dispatch({ effects: setMark.of(problem ? this.#rangeOf(problem) : null) })
  }

  /** Puts the cursor at a problem, or where it was. */
  focus(problem: Problem | null = null): void {
    const range = problem ? this.#rangeOf(problem) : null
    if (range) this.#view.dispatch({ selection: { anchor: range.from, head: range.to }, scrollIntoView: true })
    this.#view.focus()
  }

  /** Writes another name for the words of a problem. */
  replace(problem: Problem, name: string): void {
    const range = this.#rangeOf(problem)
    if (!range) return
    this.#view.dispatch({ changes: { from: range.from, to: range.to, insert: name } })
    this.#view.focus()
  }

  /** The words of a problem; of a place between two, the character before it. */
  #rangeOf({ line, column, length }: Problem): { readonly from: number; readonly to: number } | null {
    const { doc } = this.#view.state
    if (line === null || column === null || line > doc.lines) return null
    const { from: start, text } = doc.line(line)
    const characters = Array.from(text)
    const offset = (count: number) => start + characters.slice(0, count).join('').length
    const [from, to] = [offset(column - 1), offset(column - 1 + length)]
    return to > from
      ? { from, to }
      : from > start
        ? { from: offset(Math.min(column, characters.length + 1) - 2), to: from }
        : null
  }
}
