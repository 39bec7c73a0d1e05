import { convert } from 'html-to-text'

/** A node of JSON-LD: its types without their namespace, and its values as they stand. */
export interface Thing {
  readonly types: readonly string[]
  readonly values: Readonly<Record<string, unknown>>
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value])

const ARTICLE = /(?:Article|Posting|Report|Reportage|Review|Analysis|Opinion)\w*$/
/** Deeper nesting is not where a page says who published it. */
const MAX_DEPTH = 8

/** Every node in `value`, in the order of the document, arrays and `@graph` opened. */
function* nodes(value: unknown, depth = 0): Generator<Record<string, unknown>> {
  if (depth > MAX_DEPTH) return
  if (Array.isArray(value)) for (const part of value) yield* nodes(part, depth + 1)
  if (!isObject(value)) return
  yield value
  for (const inner of Object.values(value)) if (typeof inner === 'object') yield* nodes(inner, depth + 1)
}

const typesOf = (node: Record<string, unknown>) =>
  list(node['@type'])
    .filter((type) => typeof type === 'string')
    .map((type) => type.replace(/^.*[/:#]/, ''))

function parse(json: string): unknown {
  try {
    // Some pages wrap it in a comment or CDATA, or leave line ends inside strings.
    return JSON.parse(
      json.replace(/^\s*(?:<!--|<!\[CDATA\[|\/\*.*?\*\/)|(?:-->|\]\]>)\s*$/g, '').replace(/[\r\n\t]+/g, ' '),
    )
  } catch {
    // A page whose JSON-LD is broken still has its other metadata.
    return null
  }
}

/** Whatever `value` points at by `@id` in its place. */
function resolved(value: unknown, known: ReadonlyMap<string, Record<string, unknown>>): unknown {
  if (Array.isArray(value)) return value.map((part) => resolved(part, known))
  const id = isObject(value) ? value['@id'] : undefined
  return isObject(value) && typeof id === 'string' && !('name' in value) ? (known.get(id) ?? value) : value
}

/** The article that the JSON-LD of a page describes, with publisher and author given in full. */
export function linkedData(document: Document): Thing | undefined {
  const scripts = [...document.querySelectorAll('script[type="application/ld+json" i]')]
  const all = scripts.flatMap((script) => [...nodes(parse(script.textContent ?? ''))])
  const known = new Map<string, Record<string, unknown>>()
  for (const node of all) if (typeof node['@id'] === 'string' && 'name' in node) known.set(node['@id'], node)
  const article = all.find((node) => typesOf(node).some((type) => ARTICLE.test(type)) && 'headline' in node)
  if (!article) return undefined
  const values = Object.fromEntries(Object.entries(article).map(([key, value]) => [key, resolved(value, known)]))
  return { types: typesOf(article), values }
}

/** The words or names in a value: a string, a node with a `name` or `@value`, or a list of them. Markup in them is undone. */
export function names(value: unknown): readonly string[] {
  const found = list(value).flatMap((part) => {
    const name = isObject(part) ? (part['name'] ?? part['@value']) : part
    return list(name).filter((word) => typeof word === 'string')
  })
  const plain = found.map((word) => convert(word, { wordwrap: false }).replace(/\s+/g, ' ').trim())
  return [...new Set(plain.filter((word) => word !== ''))]
}
