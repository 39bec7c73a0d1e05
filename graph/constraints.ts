import { STORED_LABELS } from './schema.ts'

/** What Neo4j is told once, before or after the first case is there: (caseKey, id) is the key of a node of each label. */
export const CONSTRAINTS: readonly string[] = STORED_LABELS.flatMap((label) => {
  const name = label.toLowerCase()
  return [
    `CREATE CONSTRAINT ${name}_key IF NOT EXISTS FOR (n:${label}) REQUIRE (n.caseKey, n.id) IS UNIQUE`,
    `CREATE INDEX ${name}_case IF NOT EXISTS FOR (n:${label}) ON (n.caseKey)`,
  ]
})
