import { NODES, NODE_LABELS, RELATIONSHIPS, RELATIONSHIP_TYPES } from '../schema.ts'
import { nearest } from './near.ts'
import { problemAt, type Problem } from './problem.ts'
import type { Token } from './tokens.ts'

/** What the names of a query are found to be. */
export interface CheckedNames {
  /** The first label or relationship type that no case has: the query would find nothing. */
  readonly problem: Problem | null
  /** Properties that what they are asked of does not have: they would be null. */
  readonly warnings: readonly Problem[]
}

const LABELS: ReadonlySet<string> = new Set(NODE_LABELS)
const TYPES: ReadonlySet<string> = new Set(RELATIONSHIP_TYPES)
const PROPERTIES: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ...NODE_LABELS.map((label) => [label, ['caseKey', ...NODES[label]]] as const),
  ...RELATIONSHIP_TYPES.map((type) => [type, RELATIONSHIPS[type].properties] as const),
])

/** An opened bracket: of a node `(n:…)`, of a relationship `-[r:…]`, or any other. */
export type Bracket = 'node' | 'relationship' | 'other'

/** A variable of a pattern: which labels or types it has been given, and whether something else has its name as well. */
interface Variable {
  readonly kind: 'node' | 'relationship'
  readonly names: Set<string>
}

/** More warnings than this tell a person nothing. */
const MOST_WARNINGS = 5

/** Checks labels, relationship types and properties against the schema of the graph. */
export function checkNames(query: string, tokens: readonly Token[]): CheckedNames {
  const brackets: Bracket[] = []
  const variables = new Map<string, Variable>()
  // Names that stand for something else as well: an alias, an item of a list.
  const renamed = new Set<string>()
  let problem: Problem | null = null
  for (const [i, token] of tokens.entries()) {
    const { text } = token
    const [before, after] = [tokens[i - 1], tokens[i + 1]]
    if (text === '(' || text === '[' || text === '{') {
      const kind = kindOfBracket(tokens, i)
      brackets.push(kind)
      if (kind === 'other' || !after || !isName(after) || !endsName(tokens[i + 2])) continue
      const known = variables.get(nameOf(after)) ?? { kind, names: new Set() }
      variables.set(nameOf(after), known)
      if (known.kind !== kind) renamed.add(nameOf(after))
    } else if (text === ')' || text === ']' || text === '}') brackets.pop()
    else if (text === ':') {
      const inside = brackets.at(-1)
      if (!isColonOfName(tokens, i, inside)) continue
      for (const name of namesAfter(tokens, i + 1)) {
        problem ??= checkName(query, name, inside)
        if (before && isName(before)) variables.get(nameOf(before))?.names.add(nameOf(name))
      }
    } else if (isWord(token, 'AS') && after) renamed.add(nameOf(after))
    else if (isWord(token, 'IN') && before) renamed.add(nameOf(before))
  }
  const warnings: Problem[] = []
  for (const [i, token] of tokens.entries()) {
    const [owner, dot] = [tokens[i - 2], tokens[i - 1]]
    if (dot?.text !== '.' || !owner || !isName(owner) || !isName(token) || tokens[i - 3]?.text === '.') continue
    const variable = variables.get(nameOf(owner))
    const warning = variable && !renamed.has(nameOf(owner)) ? checkProperty(query, token, variable) : null
    if (warning && warnings.push(warning) === MOST_WARNINGS) break
  }
  return { problem, warnings }
}

/** A variable of a pattern ends before a label, properties, a condition or the bracket. */
const endsName = (token: Token | undefined) =>
  token !== undefined && ([')', ']', ':', '{', '*'].includes(token.text) || isWord(token, 'WHERE'))
const isWord = ({ kind, text }: Token, word: string) => kind === 'word' && text.toUpperCase() === word
const isName = ({ kind }: Token) => kind === 'word' || kind === 'name'
const nameOf = ({ kind, text }: Token) => (kind === 'name' ? text.slice(1, -1) : text)

/** What the bracket at `i` encloses. */
export function kindOfBracket(tokens: readonly Token[], i: number): Bracket {
  const [bracket, before, farther] = [tokens[i]?.text, tokens[i - 1], tokens[i - 2]]
  if (bracket === '[') return before?.text === '-' && farther?.text !== '[' ? 'relationship' : 'other'
  // After a name it holds the arguments of a function, or what a subquery takes over.
  const isPattern =
    !before || before.kind === 'sign' || /^(?:match|where|and|or|xor|not|create|merge)$/i.test(before.text)
  return bracket === '(' && isPattern ? 'node' : 'other'
}

/** `:Label` in a pattern or a condition, not `key: value`. */
function isColonOfName(tokens: readonly Token[], i: number, inside: Bracket | undefined): boolean {
  if (inside === 'node' || inside === 'relationship') return true
  // What is open is a brace or none: a condition has a name in front of the colon, and a keyword or a sign before that.
  const [before, farther] = [tokens[i - 1], tokens[i - 2]]
  if (!before || !isName(before)) return false
  return farther?.kind === 'word' && /^(?:where|and|or|xor|not|return|with|when)$/i.test(farther.text)
}

/** The names after a colon: `A`, `A|B`, `A:B`, `A&!B`. */
function namesAfter(tokens: readonly Token[], from: number): readonly Token[] {
  const names: Token[] = []
  for (let i = from; i < tokens.length; i++) {
    const token = tokens[i]
    if (!token) break
    if (isName(token)) {
      if (names.length > 0 && isName(tokens[i - 1] ?? token)) break
      names.push(token)
      const next = tokens[i + 1]?.text
      if (next !== '|' && next !== '&') break
    } else if (token.text !== '|' && token.text !== '&' && token.text !== '!' && token.text !== ':') break
  }
  return names
}

function checkName(query: string, token: Token, inside: Bracket | undefined): Problem | null {
  const name = nameOf(token)
  const [noun, known] =
    inside === 'relationship'
      ? (['relationship type', TYPES] as const)
      : inside === 'node'
        ? (['label', LABELS] as const)
        : (['label or relationship type', new Set([...LABELS, ...TYPES])] as const)
  if (known.has(name)) return null
  const hint = nearest(name, known)
  const message = `No ${noun} ${name} in this case.`
  return problemAt(query, token, { kind: 'unknown-name', message, hint })
}

function checkProperty(query: string, token: Token, { kind, names }: Variable): Problem | null {
  const all = kind === 'node' ? NODE_LABELS : RELATIONSHIP_TYPES
  const owners = names.size > 0 ? [...names] : all
  const known = new Set(owners.flatMap((owner) => PROPERTIES.get(owner) ?? []))
  const name = nameOf(token)
  if (known.has(name)) return null
  const owner = names.size > 0 ? owners.join(' or ') : kind === 'node' ? 'node' : 'relationship'
  const has = names.size > 0 ? `${owner} has no property ${name}` : `No ${owner} has a property ${name}`
  const message = `${has}: it is null everywhere.`
  return problemAt(query, token, { kind: 'unknown-name', message, hint: nearest(name, known) })
}
