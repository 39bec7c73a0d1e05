import type { Store } from '../../graph/store.ts'
import { HearsayError, showValue } from '../../src/model/error.ts'
import { casesIn, openBolt, type BoltOptions } from '../store.ts'
import { formatRows, type Format, widthOfOutput } from '../table.ts'

interface Options extends BoltOptions {
  readonly from?: string
  readonly format: Format
}

/** Removes a case from a Neo4j and leaves every other as it is; without a key, lists the cases that stand there. */
export async function run(key: string | undefined, options: Options): Promise<0> {
  if (options.from === undefined)
    throw new HearsayError('missing-address', 'no database named. Add --from bolt://localhost:7687.', { isUsage: true })
  const store = await openBolt(options.from, options)
  try {
    if (key === undefined) await list(store, options.format)
    else await remove(store, key, options.from)
  } finally {
    await store.close()
  }
  return 0
}

async function list(store: Store, format: Format): Promise<void> {
  const rows = []
  for (const { id, title, isComplete } of await casesIn(store)) {
    const { nodes, relationships } = await store.counts(id)
    rows.push({
      case: id,
      title,
      loaded: isComplete ? 'whole' : 'in part',
      nodes: sum(nodes),
      relationships: sum(relationships),
    })
  }
  const columns = ['case', 'title', 'loaded', 'nodes', 'relationships']
  process.stdout.write(formatRows({ columns, rows }, format, widthOfOutput()))
}

async function remove(store: Store, key: string, address: string): Promise<void> {
  const before = await store.counts(key)
  const size = sum(before.nodes)
  if (size === 0) {
    const names = (await casesIn(store)).map(({ id }) => showValue(id)).join(', ')
    throw new HearsayError(
      'unknown-case',
      `unknown case: ${showValue(key)} is not in ${address}, which holds ${names || 'none'}. \`hearsay unload --from ${address}\` lists them.`,
      { isUsage: true },
    )
  }
  await store.clear(key)
  console.log(
    `Removed "${key}" from ${address}: ${size} nodes, ${sum(before.relationships)} relationships. Every other case is as it was.`,
  )
}

const sum = (numbers: Readonly<Record<string, number>>) => Object.values(numbers).reduce((a, b) => a + b, 0)
