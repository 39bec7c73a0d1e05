import neo4j from 'neo4j-driver'
import type { Value, Values } from '../store.ts'

/** A value of the port as the driver takes it. JavaScript numbers cross Bolt as floats, so integers go as bigint. */
function toBolt(value: Value): unknown {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : value
  if (value === null || typeof value !== 'object') return value
  if (isList(value)) return value.map(toBolt)
  return toBoltValues(value)
}

/** Named values as the driver takes them. */
export function toBoltValues(values: Values): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, toBolt(value)]))
}

/** A value of the driver (opened with `useBigInt`) as a value of the port. */
export function fromBolt(value: unknown): Value {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString()
  if (Array.isArray(value) || ArrayBuffer.isView(value)) return Array.from(value as ArrayLike<unknown>, fromBolt)
  if (typeof value !== 'object' || value === null) return null
  if (neo4j.isNode(value)) return { labels: value.labels.toSorted(), properties: fromEntries(value.properties) }
  if (neo4j.isRelationship(value)) return { type: value.type, properties: fromEntries(value.properties) }
  if (neo4j.isPath(value)) {
    const nodes = [value.start, ...value.segments.map((segment) => segment.end)]
    return {
      nodes: nodes.map(fromBolt),
      relationships: value.segments.map((segment) => fromBolt(segment.relationship)),
    }
  }
  if (writesItself(value)) return toIso(value.toString())
  return fromEntries(value)
}

/** Dates, times, durations and points: the driver's classes write themselves as ISO 8601 or WKT. */
const writesItself = (value: object) =>
  neo4j.isDate(value) ||
  neo4j.isTime(value) ||
  neo4j.isLocalTime(value) ||
  neo4j.isDateTime(value) ||
  neo4j.isLocalDateTime(value) ||
  neo4j.isDuration(value) ||
  neo4j.isPoint(value)

/** The driver writes `P14DT` and nine digits of a second; ISO 8601 and the port leave out the T without a time, and zeros. */
const toIso = (text: string) =>
  text.replace(/T$/, '').replace(/\.(\d*?)0+(?!\d)/, (_, kept) => (kept ? `.${kept}` : ''))

function fromEntries(object: object): Values {
  const entries = Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, value]) => [key, fromBolt(value)]))
}

const isList = (value: Value): value is readonly Value[] => Array.isArray(value)
