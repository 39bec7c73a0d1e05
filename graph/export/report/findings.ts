import { push } from '../../analyse/kept.ts'
import type { Finding } from '../../analyse/answer.ts'
import { bounded, leftOut } from './limits.ts'
import { html, type Markup } from './markup.ts'
import type { Subject } from './subject.ts'
import { clip } from './words.ts'

/** What each analysis looks for, for a reader of its findings. */
const MEANINGS: Readonly<Record<string, { readonly title: string; readonly meaning: string }>> = {
  circular: {
    title: 'Circular reporting',
    meaning: 'Actors that have one claim from each other: round such a circle nobody is its origin.',
  },
  confirmations: {
    title: 'Confirmations by those it rests on',
    meaning: 'Somebody confirms a claim that already rests on the same actor: it is no second origin.',
  },
  admissions: {
    title: 'Admissions known only through others',
    meaning: 'Words by which somebody concedes something, and which no source of their own side carries.',
  },
  copies: {
    title: 'Text in common',
    meaning: 'Sources that share long runs of words without saying so: they count as one path.',
  },
  certainty: {
    title: 'Certainty on the way',
    meaning: 'One claim that is put more surely, or less, from one report of it to the next.',
  },
  quotes: {
    title: 'Quotations that differ',
    meaning: 'Reports of one utterance that do not give it in the same words.',
  },
  disputes: {
    title: 'Who disputes whom',
    meaning: 'Actors, each with all who speak for it, that assert what others deny or contradict.',
  },
  changes: {
    title: 'An actor against itself',
    meaning: 'Actors that assert at one time what they deny at another, or assert claims that contradict each other.',
  },
  cores: {
    title: 'Claims that cannot all hold',
    meaning: 'Smallest sets of claims of which at least one must give way; nothing here says which.',
  },
  'knock-out': {
    title: 'Who cannot be spared',
    meaning: 'Actors and sources without which claims have no named origin left.',
  },
}

/** What the section on origins has. */
const OF_ORIGINS: ReadonlySet<string> = new Set(['bottleneck', 'unnamed'])

/** Findings of one analysis. */
interface Group {
  readonly analysis: string
  readonly title: string
  readonly meaning: string | null
  readonly findings: readonly Finding[]
}

/** The findings by analysis, in their order; those about origins have a section of their own. */
export function groupsOf(findings: readonly Finding[]): readonly Group[] {
  const groups = new Map<string, Finding[]>()
  for (const finding of findings) if (!OF_ORIGINS.has(finding.analysis)) push(groups, finding.analysis, finding)
  return [...groups].map(([analysis, found]) => {
    const known = Object.hasOwn(MEANINGS, analysis) ? MEANINGS[analysis] : undefined
    return {
      analysis,
      title: known?.title ?? `Analysis: ${clip(analysis, 60)}`,
      meaning: known?.meaning ?? null,
      findings: found,
    }
  })
}

/** Statements that are quoted for one finding. */
const MOST_WORDS = 6

/** The section of one analysis. */
export function findingsSection({ quotations }: Subject, { title, meaning, findings }: Group, index: number): Markup {
  return html`<section id="f${index + 1}">
    <h2 dir="auto">${title}</h2>
    ${meaning !== null && html`<p class="lead">${meaning}</p>`}
    ${bounded(
      findings,
      quotations,
      'finding',
      ({ headline, note, words }) =>
        html`<article class="finding">
          <h3 dir="auto">${clip(headline, 600)}</h3>
          ${note !== '' && html`<p class="note" dir="auto">${clip(note, 1500)}</p>`}
          ${words.slice(0, MOST_WORDS).map(({ statement, role }) => quotations.show(statement, { role }))}
          ${leftOut(words.length, MOST_WORDS, 'statement')}
        </article> `,
    )}
  </section> `
}
