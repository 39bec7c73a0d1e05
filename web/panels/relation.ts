import { html, nothing } from 'lit-html'
import { behind, endsOf } from '../case-index.ts'
import { tabsOf, voicesOf } from '../state.ts'
import { isRightToLeft, wordsOf } from '../words.ts'
import { panelHead } from './head.ts'
import { relationMark, runs } from './marks.ts'
import { standing } from './origins.ts'
import { chain, languageOf, statementList } from './statements.ts'
import { tabbed } from './tabs.ts'
import type { Relation } from '../../src/model/records.ts'
import type { View } from '../view.ts'

const KINDS: Record<Relation['kind'], string> = {
  contradictory: 'exactly one of the two holds',
  contrary: 'both cannot hold',
  qualifies: 'one narrows the other',
  entails: 'whoever holds the first holds the second',
  evidence: 'the first speaks for the second',
}

/** Why a relation stands: both claims with the words that decided, the reason, what proposed it; then both sides' statements. */
export function relationPanel(view: View, relation: Relation) {
  const { index, state, act } = view
  const [first, second] = endsOf(index, relation)
  const { name, version } = relation.method
  const deciding = (source: string) => relation.spans.filter((span) => span.source === source)
  const isProposed = relation.status === 'proposed'
  return html`<header class="claim">
      ${panelHead(view, relation.type === 'contradicts' ? 'Contradiction' : 'Support', relation.status)}
      <h2>${relation.type === 'contradicts' ? 'Why these contradict' : 'Why the first supports the second'}</h2>
    </header>
    <div class="two">
      ${side(first)}
      <div class="mid">${relationMark(relation.type, isProposed)}<span class="vh">${relation.type}</span></div>
      ${side(second)}
    </div>
    <div class="why">
      <p dir="auto">${relation.reason}</p>
      <p class="meta">
        ${relation.kind}: ${KINDS[relation.kind]}.
        ${isProposed ? html`Score ${relation.score.toFixed(2)} of 1.` : nothing} Method:
        <bdi>${name}${version ? ` ${version}` : ''}</bdi>.
      </p>
    </div>
    <section class="stmts">
      ${tabbed(
        view,
        tabsOf(index, state.selection).map(({ tab, size }) => ({
          tab,
          size,
          label: index.claims.get(tab === 'second' ? second : first)?.text ?? '',
        })),
        statementList(view, voicesOf(index, state.selection, state.tab)),
        true,
      )}
    </section>`

  function side(claim: string) {
    const voices = behind(index, claim)
    const decides = ({ statement }: (typeof voices)[number]) =>
      statement.contentSpans.some((content) =>
        deciding(statement.source).some((span) => span.start < content.end && content.start < span.end),
      )
    const statement = (voices.find(decides) ?? voices[0])?.statement
    return html`<div dir=${statement && isRightToLeft(statement.content) ? 'rtl' : 'ltr'}>
      <button
        class="k clamp"
        dir="auto"
        title="Open this claim"
        @click=${() => act.select({ kind: 'claim', id: claim })}
      >
        ${index.claims.get(claim)?.text}
      </button>
      <p class="sd-line" dir="ltr">${standing(index, claim, 'asserting')}</p>
      ${
        statement
          ? html`${chain(view, statement)}
              <blockquote class="said" dir="auto" lang=${languageOf(view, statement)}>
                ${runs(wordsOf(statement, deciding(statement.source)))}
              </blockquote>`
          : nothing
      }
    </div>`
  }
}
