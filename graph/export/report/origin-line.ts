import type { Origins } from '../../analyse/origins.ts'
import type { Kept } from '../../analyse/kept.ts'
import { html, type Content, type Markup } from './markup.ts'
import { count, showNumber } from '../../analyse/say.ts'
import { clip, listOf } from './words.ts'

type Side = Origins['asserting']

/** Names of a cut, each between two bars. */
function cutNames({ cut, cutNames: names }: Side): Content {
  const shown = names.slice(0, 4).map((name) => html`<bdi class="cut">${clip(name, 120)}</bdi>`)
  return [
    shown.map((name, i) => [i > 0 && ' and ', name]),
    cut.length > shown.length && ` and ${showNumber(cut.length - shown.length)} more`,
  ]
}

/** The number of origins, never bare. */
export function originLine(side: Side): Markup {
  const { atMost, undecided, unnamed } = side
  if (atMost === null) return html`${undecided ?? 'not decidable on what is loaded'}`
  if (atMost > 0) return html`at most <b>${atMost}</b> ${atMost === 1 ? 'origin' : 'origins'}: ${cutNames(side)}`
  return html`${unnamed.length > 0 ? 'none named' : 'nobody on what is loaded'}`
}

/** What stands beside the number: who is unnamed, and who counts as whom. */
export function besideLine(kept: Kept, { unnamed, principals, cut }: Side): Markup | null {
  const nameOf = (id: string) => clip(kept.actors.get(id)?.name ?? id, 120)
  const merged = principals
    .filter(({ id }) => cut.includes(id))
    .slice(0, 3)
    .flatMap(({ id, actors }) => {
      const others = actors.filter((actor) => actor !== id).map(nameOf)
      return others.length > 0 ? `${listOf(others)} ${others.length === 1 ? 'counts' : 'count'} as ${nameOf(id)}.` : []
    })
  const sentences = [
    unnamed.length > 0 &&
      `${count(unnamed.length, 'statement')} of unnamed speakers ${unnamed.length === 1 ? 'is' : 'are'} not counted.`,
    ...merged,
  ].filter((sentence) => sentence !== false)
  return sentences.length > 0 ? html`<p class="note" dir="auto">${sentences.join(' ')}</p> ` : null
}

/** The actors that a cut stands for: its members, and who counted as one of them. */
export function actorsOfCut({ cut, principals }: Side): ReadonlySet<string> {
  return new Set([...cut, ...principals.filter(({ id }) => cut.includes(id)).flatMap(({ actors }) => actors)])
}
