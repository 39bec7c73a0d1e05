import { push, type Kept } from '../../analyse/kept.ts'
import type { Relation } from '../../../src/model/records.ts'
import { bounded, leftOut, quoted } from './limits.ts'
import { html, type Content, type Markup } from './markup.ts'
import { actorsOfCut, besideLine, originLine } from './origin-line.ts'
import { compare, type Subject } from './subject.ts'
import { count, showNumber } from '../../analyse/say.ts'
import { clip } from './words.ts'

/** A claim with every claim that contradicts it, or with those who deny it, or both. */
export interface Dispute {
  readonly claim: string
  readonly against: readonly { readonly claim: string; readonly relation: Relation }[]
  /** True when statements assert the claim and others deny it. */
  readonly isDenied: boolean
}

/**
 * What is disputed, the most spoken of first. Each contradiction is in one dispute: a claim that contradicts several is set
 * against all of them together.
 */
export function disputesOf(kept: Kept): readonly Dispute[] {
  const contradictions = kept.relations.filter(({ type }) => type === 'contradicts')
  const relationsOf = new Map<string, Relation[]>()
  for (const relation of contradictions) for (const id of [relation.from, relation.to]) push(relationsOf, id, relation)
  const size = (claim: string) => (kept.stancesOn.get(claim) ?? []).length
  const isDenied = (claim: string) => {
    const stances = (kept.stancesOn.get(claim) ?? []).map(({ stance }) => stance)
    return stances.includes('asserts') && stances.includes('denies')
  }
  const bySize = (a: string, b: string) => size(b) - size(a) || compare(a, b)
  const degree = (claim: string) => relationsOf.get(claim)?.length ?? 0
  const centres = [...kept.claims.keys()].sort((a, b) => degree(b) - degree(a) || bySize(a, b))
  const used = new Set<Relation>()
  return centres
    .flatMap((claim): Dispute[] => {
      const open = (relationsOf.get(claim) ?? []).filter((relation) => !used.has(relation))
      for (const relation of open) used.add(relation)
      if (open.length === 0 && !isDenied(claim)) return []
      const against = open
        .map((relation) => ({ claim: relation.from === claim ? relation.to : relation.from, relation }))
        .sort((a, b) => bySize(a.claim, b.claim))
      return [{ claim, against, isDenied: isDenied(claim) }]
    })
    .map((dispute) => ({
      dispute,
      sum: [dispute, ...dispute.against].reduce((sum, { claim }) => sum + size(claim), 0),
    }))
    .sort((a, b) => b.sum - a.sum || compare(a.dispute.claim, b.dispute.claim))
    .map(({ dispute }) => dispute)
}

/** The section of what is disputed. */
export function disputesSection(subject: Subject, disputes: readonly Dispute[]): Markup {
  return html`<section id="disputes">
    <h2>What is disputed</h2>
    ${
      disputes.length === 0
        ? html`<p>
            No dispute was found among the claims of this case: no two that contradict each other, and none that is both
            asserted and denied. It does not mean that there is none.
          </p>`
        : html`<p class="lead">
            Claims that contradict each other, and claims that some assert and others deny. Left and right rank nothing.
          </p>`
    }
    ${bounded(disputes, subject.quotations, 'dispute', (dispute, i) => disputeEntry(subject, dispute, i))}
  </section> `
}

/** Claims that are set against one claim. */
const MOST_AGAINST = 5

function disputeEntry(subject: Subject, { claim, against, isDenied }: Dispute, index: number): Markup {
  const denials = (subject.kept.stancesOn.get(claim) ?? []).filter(({ stance }) => stance === 'denies')
  const isProposed = denials.every(({ status }) => status === 'proposed')
  const others = against.slice(0, MOST_AGAINST)
  return html`<article class="dispute${others.length + Number(isDenied) > 1 && ' many'}" id="d${index + 1}">
    <div class="side">
      ${claimHead(subject, claim, `Dispute ${index + 1}`)} ${standing(subject, claim, 'asserting')}
    </div>
    <div class="side other">
      ${others.map(
        ({ claim: other, relation }, i) =>
          html`<div class="opposed">
              <p class="relation">
                ${contradictsMark(relation.status === 'proposed')} <b>contradicts</b>
                ${relation.status === 'proposed' && proposed}
              </p>
              ${claimHead(subject, other)}
              <p class="note" dir="auto">${KINDS[relation.kind]} ${clip(relation.reason, 300)}</p>
              ${standing(subject, other, 'asserting')}
            </div>
            ${i === others.length - 1 && leftOut(against.length, others.length, 'claim that contradicts it', 'the viewer has all')}`,
      )}
      ${
        isDenied &&
        html`<div class="opposed">
          <p class="relation">${contradictsMark(isProposed)} <b>denied</b> ${isProposed && proposed}</p>
          ${against.length > 0 && html`<p class="note" dir="auto">${clip(subject.kept.claims.get(claim)?.text ?? '', 200)}</p>`}
          ${standing(subject, claim, 'denying')}
        </div>`
      }
    </div>
  </article> `
}

const proposed = html`<span class="status">proposed</span>`

const KINDS: Readonly<Record<Relation['kind'], string>> = {
  contradictory: 'Exactly one of the two can hold.',
  contrary: 'Both cannot hold.',
  qualifies: 'One narrows the other.',
  entails: '',
  evidence: '',
}

function claimHead({ kept }: Subject, id: string, kicker: string | null = null): Markup {
  const claim = kept.claims.get(id)
  return html`${kicker !== null && html`<p class="kicker">${kicker}</p>`}
    <h3 dir="auto">${clip(claim?.text ?? '', 400)}</h3>`
}

/** On how much a side rests, and its words. */
export function standing(subject: Subject, claim: string, which: 'asserting' | 'denying'): Content {
  const statements = subject.sidesOf(claim)[which]
  const origins = subject.origins.get(claim)?.[which]
  if (statements.length === 0)
    return html`<p class="note">No statement that is loaded ${which === 'asserting' ? 'asserts' : 'denies'} it.</p>`
  const { size, noun } = subject.placesOf(statements)
  const own = new Set((subject.kept.stancesOn.get(claim) ?? []).map(({ statement }) => statement))
  const narrower = statements.filter((id) => !own.has(id)).length
  return html`<p class="standing">
      ${origins && html`<span>${originLine(origins)}</span>`}
      <span>${count(statements.length, 'statement')}, ${count(size, noun)}</span>
    </p>
    ${narrower > 0 && html`<p class="note">${showNumber(narrower)} of them ${which === 'asserting' ? 'assert a claim that entails this one' : 'deny a claim that this one entails'}.</p>`}
    ${origins && besideLine(subject.kept, origins)}${quoted(subject.quotations, statements, origins && actorsOfCut(origins))}`
}

/** Dashed line with a bar across its middle; proposed: a hollow bar. The form carries the meaning in grey print. */
function contradictsMark(isProposed: boolean): Markup {
  const bar = isProposed
    ? html`<rect x="14.5" y="2" width="5" height="14" fill="#fff" stroke="#d55e00" stroke-width="1.5" />`
    : html`<path d="M17 1v16" stroke="#d55e00" stroke-width="3" />`
  return html`<svg class="mark" width="34" height="18" viewBox="0 0 34 18" aria-hidden="true">
    <path d="M0 9h34" stroke="#d55e00" stroke-width="${isProposed ? 1.5 : 2.5}" stroke-dasharray="5 3" />
    ${bar}
  </svg>`
}
