import type { Analyses } from '../snapshot.ts'
import type { Case } from '../../src/model/records.ts'
import { disputesOf, disputesSection, type Dispute } from './report/disputes.ts'
import { findingsSection, groupsOf } from './report/findings.ts'
import { claimsSection, sourcesSection } from './report/lists.ts'
import { html, type Content, type Markup } from './report/markup.ts'
import { narrowClaims, originsSection } from './report/origins-section.ts'
import { STYLE } from './report/style.ts'
import { subjectOf, type Subject } from './report/subject.ts'
import { count, showNumber } from '../analyse/say.ts'
import { clip, listOf, showDate } from './report/words.ts'

/** What the head of every report has, by which one is known as such. */
export const REPORT_MARK = '<meta name="generator" content="hearsay '

/** The page forbids whatever it does not need: it runs and fetches nothing. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

/**
 * The report of a case as one HTML page that needs nothing else, to be read, printed and sent: what is disputed, what rests on
 * one origin, and what else was found, each with its words and where they stand. Equal cases give equal bytes.
 */
export function reportOf(theCase: Case, analyses: Analyses, version: string): string {
  const subject = subjectOf(theCase, analyses)
  const disputes = disputesOf(subject.kept)
  const narrow = narrowClaims(subject)
  const groups = groupsOf(analyses.findings)
  const { manifest } = theCase
  const title = clip(manifest.title.trim(), 200) || 'A case without a title'
  // Quotations are numbered as they come: the order of these lines is that of the page.
  const findings = [
    disputesSection(subject, disputes),
    originsSection(subject, narrow),
    groups.map((group, i) => findingsSection(subject, group, i)),
  ]
  const lists = [claimsSection(subject), sourcesSection(subject)]
  const page = html`<meta http-equiv="Content-Security-Policy" content="${POLICY}" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="referrer" content="no-referrer" />
    <title>${title}: report</title> `
  const body = html`<header>
      <p class="kicker"><span class="wordmark">hearsay</span> report on a case</p>
      <h1 dir="auto">${title}</h1>
      ${manifest.question.trim() !== '' && html`<p class="question" dir="auto">${clip(manifest.question, 500)}</p>`}
      ${manifest.notes.trim() !== '' && html`<p class="case-notes" dir="auto">${clip(manifest.notes, 2000)}</p>`}
    </header>
    <main>${overview(subject, disputes, narrow, groups)} ${loaded(subject)} ${guide(subject)} ${findings}${lists}</main>
    <footer>Made by hearsay ${version}.</footer> `
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
${REPORT_MARK}${html`${version}`.toString()}">
${page.toString()}<style>
${STYLE}</style>
</head>
<body>
${body.toString()}</body>
</html>
`
}

/** Disputes and origins that the first page names. */
const MOST_NAMED = 5

function overview(
  { kept, origins }: Subject,
  disputes: readonly Dispute[],
  narrow: ReturnType<typeof narrowClaims>,
  groups: ReturnType<typeof groupsOf>,
): Markup {
  const textOf = (claim: string) => clip(kept.claims.get(claim)?.text ?? '', 160)
  const all = [...narrow.values()].flat()
  const open = [...origins.values()].filter(({ asserting }) => asserting.atMost === 0 && asserting.unnamed.length > 0)
  const sayAgainst = ({ against, isDenied }: Dispute) => {
    const [first] = against
    if (!first) return 'asserted and denied'
    const more = against.length - 1
    return html`contradicts
      <bdi>${textOf(first.claim)}</bdi>${more > 0 && ` and ${count(more, 'more claim')}`}${isDenied && ', and denied'}`
  }
  return html`<section class="overview">
    <h2>In short</h2>
    <ul>
      <li>
        <a href="#disputes"><b>${disputes.length === 0 ? 'No dispute found' : count(disputes.length, 'dispute')}</b></a>
        ${
          disputes.length > 0 &&
          html`<ol class="named">
              ${disputes.slice(0, MOST_NAMED).map(
                (dispute, i) =>
                  html`<li>
                    <a href="#d${i + 1}"><bdi>${textOf(dispute.claim)}</bdi></a>
                    <span class="against">${sayAgainst(dispute)}</span>
                  </li> `,
              )}
            </ol>
            ${disputes.length > MOST_NAMED && html`<p class="note">and ${showNumber(disputes.length - MOST_NAMED)} more</p>`}`
        }
      </li>
      <li>
        <a href="#origins"
          ><b>${all.length === 0 ? 'No claim' : count(all.length, 'claim')}</b> of several outlets on at most one
          origin</a
        >${
          all.length > 0 &&
          html`:
            <bdi
              >${listOf([...narrow].map(([, list]) => `${list[0]?.origins.asserting.cutNames[0] ?? 'none named'} (${list.length})`))}</bdi
            >`
        }
      </li>
      <li>
        <a href="#claims"><b>${count(open.length, 'claim')}</b> on nobody named</a>
      </li>
      ${groups.map(
        ({ title, findings }, i): Content =>
          html`<li>
            <a href="#f${i + 1}"><b>${count(findings.length, 'finding')}</b>: ${title}</a>
          </li> `,
      )}
    </ul>
  </section> `
}

function loaded({ kept, sources }: Subject): Markup {
  const dates = sources.flatMap(({ publishedAt }) => publishedAt?.slice(0, 10) ?? [])
  const outlets = new Set(sources.flatMap(({ outlet }) => outlet ?? []))
  const names = [...outlets].flatMap((id) => clip(kept.actors.get(id)?.name ?? '', 120) || [])
  const [first, last] = [dates[0], dates.at(-1)]
  const without = sources.filter(({ outlet }) => outlet === null).length
  return html`<section class="loaded">
    <h2>What was loaded</h2>
    <dl class="counts">
      <div>
        <dt><a href="#sources">Sources</a></dt>
        <dd>${showNumber(sources.length)}</dd>
      </div>
      <div>
        <dt>Outlets</dt>
        <dd>${showNumber(outlets.size)}</dd>
      </div>
      <div>
        <dt>Statements</dt>
        <dd>${showNumber(kept.statements.size)}</dd>
      </div>
      <div>
        <dt><a href="#claims">Claims</a></dt>
        <dd>${showNumber(kept.claims.size)}</dd>
      </div>
    </dl>
    <p>
      ${first === undefined || last === undefined ? 'No source has a date of publication.' : `Published ${first === last ? showDate(first) : showDate(`${first}/${last}`)}.`}
      ${first !== undefined && dates.length < sources.length && `${count(sources.length - dates.length, 'source is', 'sources are')} undated.`}
      ${names.length > 0 && html`<bdi>${listOf(names, 12)}.</bdi>`}
      ${sources.length > 0 && without > 0 && (without === sources.length ? 'No source names its outlet.' : `${count(without, 'source names', 'sources name')} no outlet.`)}
    </p>
  </section> `
}

/** How to read the numbers, and how much of it a person has seen. */
function guide({ kept }: Subject): Markup {
  const proposed = (records: Iterable<{ readonly status: string }>, noun: string) => {
    const all = [...records]
    const open = all.filter(({ status }) => status === 'proposed').length
    return `${showNumber(open)} of ${count(all.length, noun)}`
  }
  return html`<section class="guide">
    <h2>How to read it</h2>
    <ul>
      <li>hearsay says who said what, through whom and in which words. It never says what is true.</li>
      <li>
        “At most N origins” is the fewest actors or sources through whom every named path to the words passes, on what
        is loaded: more texts can show that two are one. <span class="cut">Their names</span> stand between two bars;
        whoever speaks for somebody counts as that one.
      </li>
      <li>Who is <span class="unnamed">unnamed</span>, or a vague plural, may be anybody, so no number counts them.</li>
      <li>
        Words of others are in serif, as they stand in the source:
        <span class="legend"
          ><span class="speaker">speaker</span>, <span class="cue">cue</span>,
          <span class="content">content</span></span
        >. Quotation marks are the source’s own. “…” in the small type of these lines marks what is left out.
      </li>
      <li>
        An arrow ← reads “reported by”. [1] is a source, with its day of publication; where no day of speaking stands,
        none is known. A line is one of the source’s file in the case; characters count from 0 in UTF-16 units, as in
        the case’s records.
      </li>
      <li>
        Proposed by a program and not reviewed by a person: ${proposed(kept.statements.values(), 'statement')},
        ${proposed(kept.claims.values(), 'claim')}, ${proposed(kept.relations, 'relation')}. Where “accepted” stands, a
        person accepted it; what a person rejected is left out. No dispute shown does not mean that there is none.
      </li>
    </ul>
  </section> `
}
