import { leftOut } from './limits.ts'
import { html, type Content, type Markup } from './markup.ts'
import { originLine } from './origin-line.ts'
import { compare, type Subject } from './subject.ts'
import { showNumber } from '../../analyse/say.ts'
import { addressOf, clip, showDate, titleOf } from './words.ts'

/** Rows of the list of claims, places named in one row, and sources that nothing here refers to. */
const MOST = { claims: 200, places: 4, sources: 300 }

/** Every claim with its numbers and where its words stand, those that most statements take first. */
export function claimsSection({ kept, origins, sidesOf, quotations }: Subject): Markup {
  const size = (id: string) => kept.stancesOn.get(id)?.length ?? 0
  const claims = [...kept.claims.values()].sort((a, b) => size(b.id) - size(a.id) || compare(a.id, b.id))
  const shown = claims.slice(0, MOST.claims)
  const rows = shown.map(({ id, text, status }) => {
    const { asserting, denying } = sidesOf(id)
    const found = origins.get(id)
    const places = [...asserting, ...denying].slice(0, MOST.places)
    const more = asserting.length + denying.length - places.length
    return html`<tr>
      <th scope="row" dir="auto">
        ${clip(text, 300)}${status === 'accepted' && html` <span class="status">accepted</span>`}
      </th>
      <td class="figure">${showNumber(asserting.length)}</td>
      <td data-on="asserted">${asserting.length > 0 && found && originLine(found.asserting)}</td>
      <td class="figure">${showNumber(denying.length)}</td>
      <td data-on="denied">${denying.length > 0 && found && originLine(found.denying)}</td>
      <td class="places">
        ${places.map((statement, i): Content => [i > 0 && ', ', quotations.cite(statement)])}${more > 0 && ` and ${showNumber(more)} more`}
      </td>
    </tr> `
  })
  return html`<section id="claims">
    <h2>All claims</h2>
    ${
      claims.length === 0
        ? html`<p>No statement that is loaded makes a claim.</p>`
        : html`<p class="lead">
              Statements that assert or deny a claim, counting those of claims that entail it or that it entails.
            </p>
            <table>
              <thead>
                <tr>
                  <th scope="col">Claim</th>
                  <th scope="col" class="figure">Asserted</th>
                  <th scope="col">On</th>
                  <th scope="col" class="figure">Denied</th>
                  <th scope="col">On</th>
                  <th scope="col">Where</th>
                </tr>
              </thead>
              <tbody>
                ${rows}
              </tbody>
            </table> `
    }
    ${leftOut(claims.length, shown.length, 'claim', 'those with the fewest statements')}
  </section> `
}

/** The sources by number, with their addresses in full. */
export function sourcesSection({ kept, sources, quotations }: Subject): Markup {
  const shown = sources
    .map((source, i) => ({ source, number: i + 1 }))
    .filter(({ source, number }) => number <= MOST.sources || quotations.cited.has(source.id))
  return html`<section id="sources">
    <h2>Sources</h2>
    ${sources.length === 0 ? html`<p>No source is loaded.</p>` : html`<p class="lead">The texts that were loaded, by date of publication. A line is one of the file named last.</p>`}
    <dl class="sources">
      ${shown.map(({ source, number }) => {
        const { outlet, author, publishedAt, url, path, kind } = source
        const address = addressOf(source)
        const name = kept.actors.get(outlet ?? '')?.name
        return html`<dt id="s${number}">[${number}]</dt>
          <dd>
            <b dir="auto">${titleOf(source)}</b>
            <bdi>${name === undefined ? 'no outlet known' : clip(name, 120)}</bdi
            >${author !== null && html`, by <bdi>${clip(author, 120)}</bdi>`}, ${kind},
            ${publishedAt === null ? 'undated' : showDate(publishedAt)}
            <span class="address"
              >${address === null ? (url === null ? 'no address' : clip(url, 200)) : html`<a href="${address}" rel="noreferrer noopener">${clip(address, 300)}</a>`}</span
            >
            <span class="path">${clip(path, 200)}</span>
          </dd> `
      })}
    </dl>
    ${leftOut(sources.length, shown.length, 'source', 'nothing in this report refers to them')}
  </section> `
}
