import { push } from '../../analyse/kept.ts'
import type { Origins } from '../../analyse/origins.ts'
import { standing } from './disputes.ts'
import { bounded } from './limits.ts'
import { html, type Markup } from './markup.ts'
import { compare, type Places, type Subject } from './subject.ts'
import { clip } from './words.ts'

/** A claim that several outlets carry, on one origin or on none that is named. */
export interface Narrow {
  readonly origins: Origins
  readonly places: Places
}

/** Those claims by their origin, whoever most claims rest on first; those without a named one last, under ''. */
export function narrowClaims({ origins, sidesOf, placesOf }: Subject): ReadonlyMap<string, readonly Narrow[]> {
  const byOrigin = new Map<string, Narrow[]>()
  for (const one of origins.values()) {
    const { atMost, cut } = one.asserting
    if (one.sources < 2 || (atMost ?? 0) > 1) continue
    const places = placesOf(sidesOf(one.claim).asserting)
    if (places.size > 1) push(byOrigin, cut[0] ?? '', { origins: one, places })
  }
  for (const list of byOrigin.values())
    list.sort((a, b) => b.places.size - a.places.size || compare(a.origins.claim, b.origins.claim))
  return new Map(
    [...byOrigin].sort(([a, x], [b, y]) => Number(a === '') - Number(b === '') || y.length - x.length || compare(a, b)),
  )
}

/** The section of claims that look more widely supported than they are. */
export function originsSection(subject: Subject, byOrigin: ReadonlyMap<string, readonly Narrow[]>): Markup {
  const all = [...byOrigin.values()].flat()
  return html`<section id="origins">
    <h2>Several outlets, at most one origin</h2>
    ${
      all.length === 0
        ? html`<p>No claim that several outlets carry rests on one origin, on what is loaded.</p>`
        : html`<p class="lead">
            Claims that several outlets carry, while every named path leads through one actor or source, or nobody is
            named. If that one erred, all of them did.
          </p>`
    }
    ${bounded(
      all,
      subject.quotations,
      'claim',
      ({ origins }) =>
        html`<article class="claim">
          <h3 dir="auto">${clip(origins.text, 400)}</h3>
          ${standing(subject, origins.claim, 'asserting')}
        </article> `,
    )}
  </section> `
}
