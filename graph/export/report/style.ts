/**
 * The style of a report: the colours and the two voices of the viewer (web/style/tokens.css) for one column of paper. The fonts are
 * those of the reader's system. What is coloured has a form of its own too, so that it reads in grey.
 */
export const STYLE = `:root {
  color-scheme: light;
  --ink: #17191c; --ink-2: #454a50; --ink-3: #62676e; --line: #e0ddd6; --sunken: #f1efea;
  --contradicts: #a84800; --cut: #6d0f52; --content: #fbeeb8;
  --sans: "Public Sans", system-ui, "Segoe UI", Roboto, "Noto Sans", "Noto Sans Arabic", "Noto Sans CJK SC", sans-serif;
  --serif: "Source Serif 4", Charter, Georgia, "Noto Serif", "Noto Naskh Arabic", "Noto Serif CJK SC", "Times New Roman", serif;
}
* { box-sizing: border-box; }
body { max-width: 60rem; margin: 0 auto; padding: 2rem 1.25rem 3rem; background: #fff; color: var(--ink); font: 0.9375rem/1.5 var(--sans); font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
h1, h2, h3, p, ul, ol, dl, dd, blockquote { margin: 0; }
h1 { font-size: 1.75rem; line-height: 1.2; text-wrap: balance; }
h2 { font-size: 1.25rem; line-height: 1.2; margin-bottom: 0.5rem; }
h3 { font-size: 1rem; line-height: 1.35; text-wrap: pretty; }
a { color: inherit; text-decoration-color: #8a8780; text-underline-offset: 0.15em; }
section { margin-top: 2.5rem; }
section > h2 { border-top: 2px solid var(--ink); padding-top: 0.75rem; }
article { border-top: 1px solid var(--line); padding-top: 1rem; margin-top: 1rem; }
.kicker { color: var(--ink-3); font-size: 0.8125rem; }
.wordmark { font-family: var(--serif); font-size: 1.25rem; color: var(--ink); }
.question { font-size: 1.25rem; line-height: 1.35; color: var(--ink-2); margin-top: 0.25rem; }
.case-notes { margin-top: 0.75rem; white-space: pre-line; color: var(--ink-2); }
.lead { color: var(--ink-2); max-width: 44rem; }
.note, .left-out { color: var(--ink-3); font-size: 0.8125rem; }
.note { margin-top: 0.25rem; }
.left-out { margin-top: 0.75rem; }
footer { margin-top: 2.5rem; padding-top: 0.75rem; border-top: 1px solid var(--line); color: var(--ink-3); font-size: 0.8125rem; }

.overview ul, .guide ul { padding-left: 1.125rem; }
.overview li + li, .guide li + li { margin-top: 0.375rem; }
.named { padding-left: 1.5rem; margin: 0.375rem 0; font-size: 0.875rem; }
.named .against { display: block; color: var(--ink-2); }
.counts { display: flex; flex-wrap: wrap; gap: 0.25rem 2.5rem; margin-bottom: 0.5rem; }
.counts dt { color: var(--ink-3); font-size: 0.8125rem; }
.counts dd { font-size: 1.625rem; line-height: 1.2; }
.loaded p, .guide { color: var(--ink-2); font-size: 0.875rem; }
.guide h2 { color: var(--ink); }

.dispute { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 0 2rem; }
.side + .side { border-left: 1px solid var(--line); padding-left: 2rem; margin-left: -1px; }
.many { display: block; }
.many .other { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 1.25rem 2rem; border: 0; padding: 0; margin: 1.25rem 0 0; }
.many .other > .left-out { grid-column: 1 / -1; margin-top: 0; }
.opposed + .opposed { border-top: 1px solid var(--line); margin-top: 1.25rem; padding-top: 1rem; }
.many .opposed + .opposed { border-top: 0; margin-top: 0; padding-top: 0; }
.relation { display: flex; flex-wrap: wrap; align-items: center; gap: 0 0.375rem; font-size: 0.8125rem; color: var(--ink-2); }
.relation b { color: var(--contradicts); }
.mark { flex: none; print-color-adjust: exact; }
.status { border: 1px solid #8a8780; border-radius: 4px; padding: 0 0.375rem; font-size: 0.75rem; font-weight: 400; color: var(--ink-2); white-space: nowrap; }
.standing { margin-top: 0.375rem; font-size: 0.875rem; color: var(--ink-2); }
.standing > span { display: block; }
.standing b { font-size: 1.25rem; line-height: 1; color: var(--ink); }
.cut { color: var(--cut); font-weight: 600; border: solid var(--cut); border-width: 0 0.1875em; padding: 0 0.3em; box-decoration-break: clone; -webkit-box-decoration-break: clone; }
.unnamed { text-decoration: underline dashed var(--ink-3) 1px; text-underline-offset: 0.2em; }

.quote { margin-top: 0.875rem; }
.number, .role { color: var(--ink-3); font-size: 0.75rem; }
.number { margin-right: 0.25em; }
.role { border: 1px solid var(--line); border-radius: 4px; padding: 0 0.375rem; color: var(--ink-2); }
.chain { font-size: 0.8125rem; color: var(--ink-2); }
.chain .speaker { text-decoration-thickness: 1px; }
.chain .speaker, .again .speaker { font-weight: 600; color: var(--ink); }
.chain .cut, .again .cut { color: var(--cut); }
.date { color: var(--ink-3); white-space: nowrap; }
.arrow { color: var(--ink-3); }
.reference { text-decoration: none; color: var(--ink-2); white-space: nowrap; }
blockquote { margin: 0.125rem 0; font: 1rem/1.5 var(--serif); color: var(--ink-3); }
blockquote .content, .legend .content { background: var(--content); color: var(--ink); box-decoration-break: clone; -webkit-box-decoration-break: clone; padding: 0.05em 0; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
blockquote .speaker, .legend .speaker { color: var(--ink); text-decoration: underline solid 2px; text-underline-offset: 0.15em; }
blockquote .cue, .legend .cue { text-decoration: underline dotted 2px; text-underline-offset: 0.15em; }
.gap { font-family: var(--sans); font-size: 0.8125rem; color: var(--ink-3); }
.meta { font-size: 0.75rem; color: var(--ink-3); }
.meta i, .said { font: 1.0833em/1.4 var(--serif); color: var(--ink); }
.again { margin-top: 0.5rem; font-size: 0.8125rem; color: var(--ink-2); }
.said { font-size: 0.9375rem; }
.legend { font-family: var(--serif); }

table { width: 100%; border-collapse: collapse; margin-top: 0.75rem; font-size: 0.8125rem; line-height: 1.4; }
th, td { text-align: start; vertical-align: top; padding: 0.375rem 0.75rem 0.375rem 0; border-bottom: 1px solid var(--line); font-weight: 400; }
thead th { color: var(--ink-3); border-bottom-color: var(--ink); white-space: nowrap; }
tbody th { width: 38%; }
.figure { text-align: end; }
td b { font-weight: 600; }
.places { color: var(--ink-3); }
.sources { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 0.625rem 0.75rem; margin-top: 0.75rem; font-size: 0.8125rem; color: var(--ink-2); }
.sources b { display: block; color: var(--ink); font-size: 0.875rem; }
.address, .path { display: block; color: var(--ink-3); }
:target { outline: 2px solid var(--ink); outline-offset: 4px; }

@media screen and (max-width: 44rem) {
  .dispute, .many .other { display: block; }
  .many .opposed + .opposed { margin-top: 1.25rem; }
  .side + .side { border-left: 0; padding-left: 0; margin: 1.25rem 0 0; }
  table, tbody, tr, th, td { display: block; }
  thead { display: none; }
  tr { border-bottom: 1px solid var(--line); padding: 0.5rem 0; }
  tbody th { width: auto; font-weight: 600; }
  th, td { border: 0; padding: 0; text-align: start; }
  td.figure { display: none; }
  td[data-on]:not(:empty)::before { content: attr(data-on) ', '; color: var(--ink-3); }
}
@media print {
  @page { size: A4; margin: 18mm 16mm; }
  :root { font-size: 10.5pt; }
  body { max-width: none; padding: 0; }
  h2, h3, .kicker, .relation, .chain, .lead, .standing { break-after: avoid; }
  .quote, .again, tr, li, .sources dd { break-inside: avoid; }
  blockquote, p { orphans: 2; widows: 2; }
  thead { display: table-header-group; }
  a { text-decoration: none; }
  .words { display: none; }
  :target { outline: 0; }
}
`
