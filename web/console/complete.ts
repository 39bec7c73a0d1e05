import { NODES, NODE_LABELS, RELATIONSHIPS, RELATIONSHIP_TYPES } from '../../graph/schema.ts'
import type { Completion, CompletionContext, CompletionResult, CompletionSource } from '@codemirror/autocomplete'
import type { NamedQuery } from './ask.ts'

const KEYWORDS = (
  'MATCH,OPTIONAL MATCH,WHERE,RETURN,WITH,UNWIND,ORDER BY,SKIP,LIMIT,DISTINCT,AS,AND,OR,NOT,IN,IS NULL,IS NOT NULL,' +
  'STARTS WITH,ENDS WITH,CONTAINS,CASE,WHEN,THEN,ELSE,END,UNION,UNION ALL,CALL,EXISTS,ASC,DESC'
).split(',')
const FUNCTIONS = (
  'count,collect,size,toLower,toUpper,coalesce,labels,type,nodes,relationships,length,head,last,range,min,max,avg,' +
  'substring,replace,split,trim,shortestPath,any,all,none,keys,properties,date'
).split(',')

/** After `-[`, and names already written: a relationship type is wanted. */
const TYPE = /-\[\w*\s*:\s*(?:\w+\s*\|\s*:?\s*)*(\w*)$/
/** After `(n:`: a label. */
const LABEL = /\(\w*\s*:\s*(?:\w+\s*[:&|]\s*)*(\w*)$/
/** After `n.`: a property of n. */
const PROPERTY = /(\w+)\.(\w*)$/
/** As much of the text before the cursor as is looked at. */
const REACH = 300

/**
 * Completes labels, relationship types, properties, words of the language, variables, and at the start named queries, which
 * `choose` brings into the editor whole.
 */
export function completeCypher(queries: readonly NamedQuery[], choose: (query: NamedQuery) => void): CompletionSource {
  const named = queries.map((query): Completion => ({
    label: query.name,
    detail: 'named query',
    type: 'text',
    boost: -20,
    apply: () => choose(query),
  }))
  return (context) => {
    const before = context.state.sliceDoc(Math.max(0, context.pos - REACH), context.pos)
    const type = TYPE.exec(before)
    if (type) return offer(context, type[1] ?? '', TYPES)
    const label = LABEL.exec(before)
    if (label) return offer(context, label[1] ?? '', LABELS)
    const query = context.state.sliceDoc()
    const property = PROPERTY.exec(before)
    if (property) return offer(context, property[2] ?? '', propertiesOf(query, property[1] ?? ''))
    const word = /[a-z_]\w*$/i.exec(before)?.[0] ?? ''
    if (word === '' && !context.explicit) return null
    const isStart = query.slice(0, context.pos).trim() === word
    return offer(context, word, [...(isStart ? named : []), ...variablesOf(query), ...WORDS])
  }
}

const TYPES: readonly Completion[] = RELATIONSHIP_TYPES.map((label) => {
  const { from, to } = RELATIONSHIPS[label]
  return { label, type: 'type', detail: `${from} → ${to}` }
})
const LABELS: readonly Completion[] = NODE_LABELS.map((label) => ({ label, type: 'class' }))
const WORDS: readonly Completion[] = [
  ...KEYWORDS.map((label): Completion => ({ label, type: 'keyword', boost: -1 })),
  ...FUNCTIONS.map((label): Completion => ({ label, type: 'function', apply: `${label}(`, boost: -2 })),
]

function offer(context: CompletionContext, word: string, options: readonly Completion[]): CompletionResult {
  return { from: context.pos - word.length, options, validFor: /^\w*$/ }
}

/** The properties of what a variable stands for in its patterns; of every node where that is not said. */
function propertiesOf(query: string, variable: string): readonly Completion[] {
  const owners = new Set(
    Array.from(query.matchAll(/[([](\w+)\s*:\s*(\w+)/g)).flatMap(([, name, owner = '']) =>
      name === variable ? [owner] : [],
    ),
  )
  const kept = <T extends string>(names: readonly T[]) => names.filter((name) => owners.size === 0 || owners.has(name))
  const lists = [
    ...kept(NODE_LABELS).map((label) => [label, NODES[label]] as const),
    ...(owners.size === 0 ? [] : kept(RELATIONSHIP_TYPES)).map(
      (type) => [type, RELATIONSHIPS[type].properties] as const,
    ),
  ]
  const properties = new Map<string, string[]>()
  for (const [owner, names] of lists)
    for (const name of names) properties.set(name, [...(properties.get(name) ?? []), owner])
  return [...properties].map(([label, of]) => ({ label, type: 'property', detail: of.length > 2 ? '' : of.join(', ') }))
}

function variablesOf(query: string): readonly Completion[] {
  const names = new Set(Array.from(query.matchAll(/(?:[([](?=\w+\s*[:)\]{])|\bAS\s+)(\w+)/gi), ([, name = '']) => name))
  return [...names].map((label) => ({ label, type: 'variable', boost: 1 }))
}
