import type * as grafeo from '@grafeo-db/js'
import { createRequire } from 'node:module'
import type { Case } from '../../src/model/records.ts'
import { project } from '../project.ts'
import { NODE_LABELS, RELATIONSHIPS } from '../schema.ts'
import type { Values } from '../store.ts'

const require = createRequire(import.meta.url)

/**
 * Writes the graph of a case into a file that is not there yet: the graph that `load` makes, by the engine's batches instead
 * of by queries that look for what may be there already.
 */
export async function writeCopy(file: string, theCase: Case, caseKey: string): Promise<void> {
  const engine: typeof grafeo = require('@grafeo-db/js')
  const database = engine.GrafeoDB.create(file)
  const { nodes, relationships } = project(theCase, caseKey)
  const places = new Map<string, ReadonlyMap<string, number>>()
  for (const [label, rows] of nodes) {
    const more: Values = label === 'Investigation' ? { caseKey, isComplete: true } : { caseKey }
    const made = await database.batchCreateNodesWithProps(
      label,
      rows.map(({ id, properties }) => withoutNulls({ ...properties, ...more, id })),
    )
    places.set(label, new Map(rows.map(({ id }, i) => [id, made[i] ?? -1])))
  }
  for (const [type, rows] of relationships) {
    const { from, to } = RELATIONSHIPS[type]
    const edges = rows.flatMap((row) => {
      const [src, dst] = [places.get(from)?.get(row.from), places.get(to)?.get(row.to)]
      return src === undefined || dst === undefined
        ? []
        : [{ src, dst, type, properties: withoutNulls(row.properties) }]
    })
    if (edges.length > 0) await database.batchCreateEdges(edges)
  }
  for (const label of NODE_LABELS)
    await database.executeCypher(`CREATE INDEX ${label.toLowerCase()}_id IF NOT EXISTS FOR (n:${label}) ON (n.id)`)
  database.close()
}

/** A property that is null is one that is not there. */
function withoutNulls(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null && value !== undefined))
}
