import { HearsayError } from '../src/model/error.ts'
import type { Case } from '../src/model/records.ts'
import { differencesOf, digestsOf, ownershipOf, readDigests, writeDigests } from './digests.ts'
import { type Projection, project } from './project.ts'
import { NODE_LABELS, RELATIONSHIP_TYPES } from './schema.ts'
import type { Counts, Store } from './store.ts'
import { writeChanges } from './write-changes.ts'

/** How far a load is: rows settled of all rows that the case has. */
interface LoadProgress {
  readonly written: number
  readonly total: number
}

/** How a case is loaded. */
export interface LoadOptions {
  /** Called after every batch. */
  readonly onProgress?: (progress: LoadProgress) => void
  /** Rows in one transaction; what the store writes fastest by default. */
  readonly batchSize?: number
  /** Ends the load between two batches; the next load finishes it. */
  readonly signal?: AbortSignal
}

/** Does something to rows, a batch at a time; `settled` is how many rows of the case that settles, all of the batch by default. */
export type InBatches = <T>(
  rows: readonly T[],
  write: (batch: readonly T[]) => Promise<void>,
  settled?: (batch: readonly T[]) => number,
) => Promise<void>

/**
 * Makes the graph under `caseKey` the graph of `theCase`: where nothing stood, by making all of it; over an older state, by
 * writing what differs from what was loaded last; over what a load left that was ended in the middle, by comparing everything.
 * Touches no other case. While it runs, and after it was killed, the Investigation node says `isComplete: false`. What somebody else
 * has changed in a complete graph stays. Throws `load-incomplete` where an id of the case points nowhere, and
 * `store-unreachable` where the store has gone; the next load then finishes it. Returns what the case has in the graph now.
 */
export async function load(store: Store, theCase: Case, caseKey: string, options: LoadOptions = {}): Promise<Counts> {
  if (caseKey === '')
    throw new HearsayError(
      'missing-case-key',
      'A case needs a key in the graph. Give it a short name such as istanbul.',
      { isUsage: true },
    )
  return loadProjection(store, project(theCase, caseKey), caseKey, options)
}

/** Does what `load` does with the graph of a case. */
export async function loadProjection(
  store: Store,
  projection: Projection,
  caseKey: string,
  options: LoadOptions = {},
): Promise<Counts> {
  const expected = countsOf(projection)
  const ownership = ownershipOf(projection)
  const inBatches = batchesOf(store, sumOf(expected), options)
  const mark = async (isComplete: boolean) => {
    const rows = projection.nodes.get('Investigation') ?? []
    await store.writeNodes(
      caseKey,
      'Investigation',
      rows.map(({ id, properties }) => ({ id, properties: { ...properties, isComplete } })),
    )
  }

  await store.prepare()
  const state = await stateOf(store, caseKey)
  const reading = state === 'whole' ? readDigests(store, caseKey) : null
  // A second for a large case, in which the store answers.
  const digests = digestsOf(projection, ownership)
  const old = await reading
  const differences = old && differencesOf(old, digests)
  try {
    await mark(false)
    if (state === 'nothing') await writeAll(store, projection, caseKey, inBatches)
    else await writeChanges(store, projection, ownership, caseKey, inBatches, differences)
    // Where a batch may have been written twice, everything is compared once.
    if (store.limits.retries && !differences && !isEqual(await store.counts(caseKey), expected)) {
      await writeChanges(store, projection, ownership, caseKey, inBatches, null)
      if (!isEqual(await store.counts(caseKey), expected))
        throw new HearsayError(
          'load-incomplete',
          `Case "${caseKey}" has another number of nodes and relationships in the graph than in its folder. ` +
            'Let nobody else load it meanwhile, and load it again.',
        )
    }
    await writeDigests(store, caseKey, digests, differences)
    await mark(true)
  } catch (error) {
    if (!(error instanceof HearsayError) || error.code !== 'store-unreachable') throw error
    const wayOut = 'Then load the case again: the next load finishes what this one has begun.'
    throw new HearsayError(error.code, `${error.message} ${wayOut}`, { cause: error })
  }
  return expected
}

/** What stands under a case key: nothing, a whole case, or a part of one that a load has left. */
async function stateOf(store: Store, caseKey: string): Promise<'nothing' | 'part' | 'whole'> {
  const { rows } = await store.run(
    'MATCH (i:Investigation {id: $caseKey, caseKey: $caseKey}) RETURN i.isComplete AS isComplete',
    { caseKey },
  )
  if (rows[0]) return rows[0]['isComplete'] === true ? 'whole' : 'part'
  return sumOf(await store.counts(caseKey)) === 0 ? 'nothing' : 'part'
}

async function writeAll(store: Store, { nodes, relationships }: Projection, caseKey: string, inBatches: InBatches) {
  const writer = store.writeFresh(caseKey)
  for (const [label, rows] of nodes)
    if (label !== 'Investigation') await inBatches(rows, (batch) => writer.nodes(label, batch))
  for (const [type, rows] of relationships) await inBatches(rows, (batch) => writer.relationships(type, batch))
}

/** Batches, as many at once as the store writes fastest, that stop between two at the signal. */
function batchesOf(
  store: Store,
  total: number,
  { onProgress, batchSize = store.limits.batchSize, signal }: LoadOptions,
): InBatches {
  // The Investigation.
  let written = 1
  return async (rows, write, settled = (batch) => batch.length) => {
    let next = 0
    const writeOn = async () => {
      while (next < rows.length) {
        signal?.throwIfAborted()
        const batch = rows.slice(next, (next += batchSize))
        await write(batch)
        written = Math.min(total, written + settled(batch))
        onProgress?.({ written, total })
      }
    }
    // All end before the first failure is told: nothing is written afterwards.
    const ends = await Promise.allSettled(Array.from({ length: store.limits.writers }, writeOn))
    for (const end of ends) if (end.status === 'rejected') throw end.reason
  }
}

function countsOf({ nodes, relationships }: Projection): Counts {
  const tally = <K extends string>(names: readonly K[], rows: ReadonlyMap<K, readonly unknown[]>) =>
    Object.fromEntries(names.map((name) => [name, rows.get(name)?.length ?? 0])) as Record<K, number>
  return { nodes: tally(NODE_LABELS, nodes), relationships: tally(RELATIONSHIP_TYPES, relationships) }
}

const sumOf = ({ nodes, relationships }: Counts) =>
  [...Object.values(nodes), ...Object.values(relationships)].reduce((sum, count) => sum + count, 0)

const isEqual = (one: Counts, other: Counts) =>
  NODE_LABELS.every((label) => one.nodes[label] === other.nodes[label]) &&
  RELATIONSHIP_TYPES.every((type) => one.relationships[type] === other.relationships[type])
