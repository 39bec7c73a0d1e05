import { describe, expect, test } from 'vitest'
import { bridgeCase, generatedCase } from './case.fixture.ts'
import { checksum } from './checksum.ts'
import { EmbeddedStore } from './embedded/store.ts'
import { load } from './load.ts'
import { project, PROJECTION_VERSION } from './project.ts'
import { hasOwnId, NODE_LABELS, type NodeLabel, NODES, RELATIONSHIP_TYPES, RELATIONSHIPS } from './schema.ts'

describe.each([['bridge', bridgeCase()] as const, ['generated', generatedCase(9)] as const])(
  '%s case',
  (_, theCase) => {
    const { nodes, relationships } = project(theCase, 'key')

    test.each(NODE_LABELS)('%s has exactly the properties of the schema', (label) => {
      const added = label === 'Investigation' ? ['id', 'isComplete'] : ['id']
      for (const { properties } of nodes.get(label) ?? [])
        expect(new Set([...added, ...Object.keys(properties)])).toEqual(new Set<string>(NODES[label]))
    })

    test.each(RELATIONSHIP_TYPES)('%s joins the labels of the schema, with its properties', (type) => {
      const { from, to, properties: names } = RELATIONSHIPS[type]
      const idsOf = (label: NodeLabel) => new Set(nodes.get(label)?.map(({ id }) => id))
      for (const row of relationships.get(type) ?? []) {
        expect(idsOf(from)).toContain(row.from)
        expect(idsOf(to)).toContain(row.to)
        expect(new Set(Object.keys(row.properties))).toEqual(new Set<string>(names))
        expect('id' in row.properties).toBe(hasOwnId(type))
      }
    })

    test('gives every statement the words that stand in its source', () => {
      const texts = new Map(theCase.statements.map(({ id, source }) => [id, theCase.texts.get(source)]))
      for (const { id, properties } of nodes.get('Statement') ?? [])
        expect(texts.get(id)?.slice(Number(properties['start']), Number(properties['end']))).toBe(properties['exact'])
    })
  },
)

test('keeps what stands between the spans of a discontinuous content', () => {
  const theCase = bridgeCase()
  const [statement, ...others] = theCase.statements
  if (statement === undefined) throw new Error('the fixture has statements')
  const text = theCase.texts.get(statement.source) ?? ''
  const contentSpans = [
    { start: 0, end: 2, exact: text.slice(0, 2) },
    { start: 5, end: 9, exact: text.slice(5, 9) },
  ]
  const { nodes } = project({ ...theCase, statements: [{ ...statement, contentSpans }, ...others] }, 'key')
  expect(nodes.get('Statement')?.[0]?.properties).toMatchObject({ start: 0, end: 9, exact: text.slice(0, 9) })
})

test('joins a source to the one whose text it repeats, with the places in both as numbers', () => {
  const theCase = generatedCase(9)
  const rows = project(theCase, 'key').relationships.get('SHARES_TEXT') ?? []
  expect(rows.length).toBeGreaterThan(0)
  for (const { from, to, properties } of rows) {
    const spans = Array.isArray(properties['spans']) ? properties['spans'].map(Number) : []
    expect(spans.length).toBeGreaterThan(0)
    for (let i = 0; i < spans.length; i += 4) {
      const later = theCase.texts.get(from)?.slice(spans[i], spans[i + 1])
      expect(later).toBe(theCase.texts.get(to)?.slice(spans[i + 2], spans[i + 3]))
    }
  }
})

test('a case makes the graph of this PROJECTION_VERSION: raise it with whatever makes another one', async () => {
  const store = EmbeddedStore.open()
  await load(store, bridgeCase(), 'bridge')
  const sum = '756186af7954372dab7a4f3130068907c123b36d57f0d9148f58f5d06ea8ff61'
  expect([PROJECTION_VERSION, await checksum(store, 'bridge')]).toEqual([1, sum])
  await store.close()
})
