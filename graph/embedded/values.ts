import type { Value, Values } from '../store.ts'

/**
 * A value of the embedded engine as a value of the port. The engine gives nodes and relationships as objects with
 * underscored keys (`_labels`, `_type`) beside their properties, and a path as `{nodes, edges}`.
 */
export function fromEngine(value: unknown): Value {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  if (typeof value === 'bigint') return value.toString()
  // Only a time without a zone comes so.
  if (value instanceof Date) return value.toISOString().replace(/\.?0*Z$/, '')
  if (Array.isArray(value) || ArrayBuffer.isView(value)) return Array.from(value as ArrayLike<unknown>, fromEngine)
  if (typeof value !== 'object' || value === null) return null
  const entries = Object.entries(value)
  const fields = new Map<string, unknown>(entries)
  const own = () => fromEntries(entries.filter(([key]) => !key.startsWith('_')))
  const labels = fields.get('_labels')
  if (Array.isArray(labels)) return { labels: labels.map(String).sort(), properties: own() }
  const type = fields.get('_type')
  if (typeof type === 'string' && fields.has('_source')) return { type, properties: own() }
  const edges = fields.get('edges')
  if (Array.isArray(edges) && fields.has('nodes') && entries.length === 2)
    return { nodes: fromEngine(fields.get('nodes')), relationships: fromEngine(edges) }
  return fromEntries(entries)
}

function fromEntries(entries: readonly (readonly [string, unknown])[]): Values {
  const sorted = entries.toSorted(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(sorted.map(([key, value]) => [key, fromEngine(value)]))
}
