import { readFileSync } from 'node:fs'
import { DOMParser } from 'linkedom'
import { HearsayError, showValue } from '../../src/model/error.ts'
import type { LabelledPair } from './sets.ts'

interface Edge {
  readonly from: string
  readonly to: string
  readonly type: string
}

/**
 * The pairs of segments in an argument graph (arg-microtexts, Peldszus and Stede 2015): the source of a link as premise and its target as
 * hypothesis, labelled `support` (support, example) or `undermine` (rebut, undercut); all other pairs of a text `unrelated`, in its order.
 * An undercut attacks a link; it is taken for an attack on that link's source. What is added to a link has its type and target.
 */
export function readArguments(file: string): LabelledPair[] {
  const refuse = (why: string) =>
    new HearsayError('damaged-graph', `${file}: ${why}. Take the file as it was published.`)
  const { documentElement: graph } = new DOMParser().parseFromString(readFileSync(file, 'utf8'), 'text/xml')
  if (graph?.localName !== 'arggraph') throw refuse('no argument graph')
  const part = (element: Pick<Element, 'getAttribute' | 'localName'>, name: string) => {
    const value = element.getAttribute(name)
    if (value === null) throw refuse(`no ${name} in ${showValue(element.localName)}`)
    return value
  }
  const words = new Map(
    [...graph.querySelectorAll('edu')].map((edu) => [part(edu, 'id'), (edu.textContent ?? '').trim()]),
  )
  const edges = new Map(
    [...graph.querySelectorAll('edge')].map((edge): [string, Edge] => [
      part(edge, 'id'),
      { from: part(edge, 'src'), to: part(edge, 'trg'), type: part(edge, 'type') },
    ]),
  )
  const units = [...graph.querySelectorAll('adu')].map((adu) => part(adu, 'id'))
  const textOf = (unit: string) =>
    [...edges.values()]
      .flatMap(({ from, to, type }) => (type === 'seg' && to === unit ? (words.get(from) ?? []) : []))
      .join(' ')

  /** What a link says of two units. Every step goes to another link, so that as many steps as there are links are a circle. */
  const resolve = ({ from, to, type }: Edge, steps = 0): { to: string; label: LabelledPair['label'] } => {
    if (steps > edges.size) throw refuse(`a circle of links at ${showValue(from)}`)
    const target = edges.get(to)
    const unit = (type === 'und' ? target?.from : to) ?? ''
    switch (type) {
      case 'sup':
      case 'exa':
      case 'reb':
      case 'und':
        if (!units.includes(unit)) throw refuse(`no target of the link from ${showValue(from)}`)
        return { to: unit, label: type === 'sup' || type === 'exa' ? 'support' : 'undermine' }
      case 'add':
        if (target) return resolve(target, steps + 1)
        throw refuse(`no target of the link from ${showValue(from)}`)
      default:
        throw refuse(`unknown type of link: ${showValue(type)}`)
    }
  }
  const links = [...edges.values()]
    .filter(({ type }) => type !== 'seg')
    .map((edge) => ({ from: edge.from, ...resolve(edge) }))
  const linked = new Set(links.flatMap(({ from, to }) => [`${from} ${to}`, `${to} ${from}`]))
  const others = units.flatMap((from, at) =>
    units
      .slice(at + 1)
      .flatMap((to) => (linked.has(`${from} ${to}`) ? [] : [{ from, to, label: 'unrelated' as const }])),
  )
  return [...links, ...others].map(({ from, to, label }) => {
    const [premise, hypothesis] = [textOf(from), textOf(to)]
    if (!premise || !hypothesis) throw refuse(`no words of ${showValue(premise ? to : from)}`)
    return { id: `${part(graph, 'id')} ${from} ${to}`, premise, hypothesis, label }
  })
}
