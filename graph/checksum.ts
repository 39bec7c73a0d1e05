import { createHash } from 'node:crypto'
import { NODE_LABELS, type NodeLabel } from './schema.ts'
import type { Store, Value } from './store.ts'

// Memory holds the nodes of one page and their relationships.
const PAGE = 10_000

/**
 * A checksum of everything that stands under a case key: every node with its labels, every relationship that begins at one, and
 * all their properties. 64 hexadecimal digits, equal for equal graphs on every store: the SHA-256 of each, added up
 * modulo 2^256, so that no order matters (Bellare and Micciancio 1997). Against accidents, not against forgery.
 */
export async function checksum(store: Store, caseKey: string): Promise<string> {
  let sum = 0n
  const add = (values: readonly Value[]) => {
    sum += BigInt(`0x${createHash('sha256').update(JSON.stringify(values)).digest('hex')}`)
  }
  for (const label of NODE_LABELS)
    for await (const { first, last, nodes } of pagesOf(store, caseKey, label)) {
      for (const node of nodes) add([node])
      const { rows } = await store.run(
        `MATCH (a:${label} {caseKey: $caseKey})-[r]->(b) WHERE a.id >= $first AND a.id <= $last RETURN a.id AS a, r, b.id AS b`,
        { caseKey, first, last },
      )
      for (const { a = null, r = null, b = null } of rows) add([label, a, r, b])
    }
  return BigInt.asUintN(256, sum).toString(16).padStart(64, '0')
}

/** The nodes of a label, in pages by id. */
async function* pagesOf(store: Store, caseKey: string, label: NodeLabel) {
  let after: Value | null = null
  for (;;) {
    const where: string = after === null ? '' : 'WHERE n.id > $after '
    const { rows } = await store.run(
      `MATCH (n:${label} {caseKey: $caseKey}) ${where}RETURN n.id AS id, n ORDER BY id LIMIT ${PAGE}`,
      { caseKey, after },
    )
    const [first, last] = [rows[0]?.['id'] ?? null, rows.at(-1)?.['id'] ?? null]
    if (last === null) return
    yield { first, last, nodes: rows.map(({ n = null }) => n) }
    if (rows.length < PAGE) return
    after = last
  }
}
