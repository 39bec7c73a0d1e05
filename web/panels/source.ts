import { html, nothing } from 'lit-html'
import { guard } from 'lit-html/directives/guard.js'
import { paragraphsOf, statementAt } from '../highlight.ts'
import { addressOf, showDate } from '../words.ts'
import { icon } from './marks.ts'
import type { Source, Statement } from '../../src/model/records.ts'
import type { View } from '../view.ts'

/** The lower third: the source of the open statement, its words marked. Nothing when no statement is open. */
export function sourcePane(view: View) {
  const { index, state } = view
  const statement = state.statement ? index.statements.get(state.statement) : undefined
  const source = statement ? index.sources.get(statement.source) : undefined
  if (!statement || !source) return nothing
  return html`<section class="source" aria-label="Source text">
    ${header(view, source, statement)} ${body(view, source)}
    <footer class="wkey" aria-hidden="true">
      <span class="sp">speaker</span><span class="cu">cue</span><span class="co">content</span
      ><span class="ot">other statements</span>
    </footer>
  </section>`
}

function header({ index, act }: View, source: Source, statement: Statement) {
  const list = index.statementsIn.get(source.id) ?? []
  const at = list.findIndex((s) => s.id === statement.id)
  const outlet = source.outlet ? index.actors.get(source.outlet)?.name : null
  const address = addressOf(source)
  return html`<header>
    <div>
      <h3 dir="auto" lang=${source.language} title=${source.title}>${source.title || source.path}</h3>
      <p class="from">
        <bdi>${outlet ?? 'no outlet named'}</bdi><span>· ${showDate(source.publishedAt, index.year)}</span>
        ${
          address
            ? html`<span
                >·
                <a class="link" href=${address} target="_blank" rel="noreferrer noopener" title=${address}
                  >open address ${icon('out')}</a
                ></span
              >`
            : nothing
        }
      </p>
    </div>
    <p class="pg">
      <button
        class="icon s"
        aria-label="Previous statement in this source"
        ?disabled=${at <= 0}
        @click=${() => act.stepStatement(-1)}
      >
        ${icon('left')}</button
      ><span>${at + 1} of ${list.length}</span
      ><button
        class="icon s"
        aria-label="Next statement in this source"
        ?disabled=${at === list.length - 1}
        @click=${() => act.stepStatement(1)}
      >
        ${icon('right')}
      </button>
    </p>
  </header>`
}

function body({ index, state, act }: View, source: Source) {
  const text = state.texts.get(source.id)
  if (text?.kind === 'gone' || text?.kind === 'missing')
    return html`<div class="text gone">
      <p>
        ${
          text.kind === 'gone'
            ? 'The words in their source come when the server is back.'
            : 'The text of this source is not in the case. The words above stand as they were read.'
        }
      </p>
    </div>`
  if (text?.kind !== 'here')
    return html`<div class="text" aria-busy="true">
      <div class="sk"><i></i><i></i><i></i></div>
    </div>`
  const list = index.statementsIn.get(source.id) ?? []
  // The buttons above walk the same statements without a pointer.
  const openAt = (event: MouseEvent) => {
    const container = document.querySelector<HTMLElement>('#source-text')
    const id = container && statementAt(container, text.text, list, event)
    if (id) act.open(id)
  }
  return html`<div
    class="text"
    id="source-text"
    lang=${source.language}
    tabindex="0"
    role="region"
    aria-label="Text of the source"
    @click=${openAt}
  >
    ${guard([source.id, text.text], () => paragraphsOf(text.text).map(({ exact }) => html`<p dir="auto">${exact}</p>`))}
  </div>`
}
