import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { access, readdir, readFile, stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { LIMITS } from '../../graph/cypher/answer.ts'
import { engineVersion, stateOfKept, type KeptState } from '../../graph/embedded/kept-graph.ts'
import { EmbeddedStore } from '../../graph/embedded/store.ts'
import { count, showNumber } from '../../graph/analyse/say.ts'
import { HearsayError } from '../../src/model/error.ts'
import { cellOf } from '../../src/model/spreadsheet.ts'
import { caseKeyOf } from '../inputs.ts'
import MODELS from '../models.json' with { type: 'json' }
import { casesIn, graphOf, openBolt, type BoltOptions } from '../store.ts'
import { formatRows, type Format, widthOfOutput } from '../table.ts'
import { ownVersion } from '../version.ts'

interface Options extends BoltOptions {
  readonly store?: string
  readonly as?: string
  readonly format: Format
}

/** What was looked at, what is there, and what to do where that is wrong. */
interface Finding {
  readonly part: string
  readonly found: string
  readonly toDo: string | null
}

const require = createRequire(import.meta.url)
const ROOT = path.dirname(require.resolve('hearsay/package.json'))
const OLDEST_NODE = [20, 19] as const
const OLDEST_NEO4J = [5, 23] as const
const INSTALL = 'Run npm ci again on this system.'

/** Looks at everything that hearsay needs, and changes nothing. 1 when something is wrong. */
export async function run(folder: string | undefined, options: Options): Promise<0 | 1> {
  const findings = await Promise.all([
    look('hearsay', () => fine(ownVersion())),
    look('Node', () => node(process.versions.node)),
    look('embedded engine', engine, INSTALL),
    look('neo4j-driver', () => fine(versionOf('neo4j-driver')), INSTALL),
    look('onnxruntime', onnxruntime, INSTALL),
    ...MODELS.map((model) => look(`model ${path.basename(model.path)}`, () => weights(model), INSTALL)),
    look('limits of a query', () =>
      fine(
        `${LIMITS.ms / 1000} s, ${LIMITS.memory / 2 ** 30} GB, ${showNumber(LIMITS.rows)} rows, ${LIMITS.processes} at a time`,
      ),
    ),
    look('kept graphs', keptGraphs),
    ...(folder === undefined
      ? []
      : [look('case', () => theCase(folder)), look('graph of the case', () => graph(folder, options.as))]),
    ...(options.store === undefined ? [] : [neo4j(options.store, options)]),
  ])
  const rows = findings
    .flat()
    .map(({ part, found, toDo }) => ({ part, found, state: toDo === null ? 'fine' : 'wrong', toDo: toDo ?? '' }))
  const columns = ['part', 'found', 'state', 'toDo']
  process.stdout.write(formatRows({ columns, rows }, options.format, widthOfOutput()))
  return rows.some(({ state }) => state === 'wrong') ? 1 : 0
}

type Look = Omit<Finding, 'part'>
const fine = (found: string): Look => ({ found, toDo: null })

/** Looks at one part; what fails is what is wrong with it. */
async function look(part: string, find: () => Look | Promise<Look>, toDo = ''): Promise<Finding> {
  try {
    return { part, ...(await find()) }
  } catch (error) {
    const [line = ''] = (error instanceof Error ? error.message : String(error)).split('\n')
    // The messages of hearsay say what to do themselves.
    return { part, found: line, toDo: error instanceof HearsayError || toDo === '' ? 'See what was found.' : toDo }
  }
}

function node(version: string): Look {
  return isAtLeast(version, OLDEST_NODE)
    ? fine(version)
    : { found: version, toDo: `Install Node ${OLDEST_NODE.join('.')} or newer.` }
}

async function engine(): Promise<Look> {
  const store = EmbeddedStore.open()
  try {
    await store.run('RETURN 1 AS one')
    return fine(engineVersion())
  } finally {
    await store.close()
  }
}

async function onnxruntime(): Promise<Look> {
  await import('onnxruntime-node')
  return fine(`${versionOf('onnxruntime-node')}, loads`)
}

async function weights({ path: file, purpose, bytes, sha256 }: (typeof MODELS)[number]): Promise<Look> {
  const content = await readFile(path.join(ROOT, file))
  const hash = createHash('sha256').update(content).digest('hex')
  const found = `${purpose}: ${megabytes(content.length)}, sha256 ${hash.slice(0, 12)}…`
  const isWhole = content.length === bytes && hash === sha256
  return { found, toDo: isWhole ? null : `${file} is not the file of this version. ${INSTALL}` }
}

async function keptGraphs(): Promise<Look> {
  const { place } = graphOf('.', 'any')
  const names = await readdir(place, { recursive: true }).catch(() => [])
  const files = names.filter((name) => name.endsWith('.grafeo'))
  const sizes = await Promise.all(files.map((name) => stat(path.join(place, name)).then(({ size }) => size)))
  const found = `${place}: ${count(files.length, 'graph')}, ${megabytes(sizes.reduce((a, b) => a + b, 0))}`
  const isWritable = await canWrite(place)
  return {
    found,
    toDo: isWritable
      ? null
      : 'Nothing can be kept there, so each query makes a graph of its own: name a folder in HEARSAY_CACHE.',
  }
}

/** True where a folder can be written, or made where it is not there yet. */
async function canWrite(folder: string): Promise<boolean> {
  try {
    await access(folder, constants.W_OK)
    return (await stat(folder)).isDirectory()
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    return isMissing && folder !== path.dirname(folder) && canWrite(path.dirname(folder))
  }
}

async function theCase(folder: string): Promise<Look> {
  const { checkCase } = await import('../../src/case/check.ts')
  const faults = await checkCase(folder)
  return faults.length === 0
    ? fine('no fault')
    : { found: count(faults.length, 'fault'), toDo: `hearsay check ${folder} lists them.` }
}

const STATES: Readonly<Record<KeptState['state'], string>> = {
  fresh: 'up to date',
  changed: 'of an earlier state of the case: the next query makes it again',
  'other-version': 'of another version of hearsay or its engine: the next query makes it again',
  none: 'none kept yet: the next query makes it',
}

async function graph(folder: string, as: string | undefined): Promise<Look> {
  const { state, file, bytes, holder } = await stateOfKept(graphOf(folder, caseKeyOf(folder, as)))
  const writing = holder ? `; process ${holder.pid} on ${holder.host} writes it since ${holder.since}` : ''
  if (file === null) return fine(`${STATES[state]}${writing}`)
  const found = `${file}: ${megabytes(bytes)}, ${STATES[state]}${writing}`
  if (state === 'fresh')
    try {
      await EmbeddedStore.openReadOnly(file).close()
    } catch {
      return {
        found: `${file}: damaged`,
        toDo: 'The next query makes it again from the case. If that comes back, look at the disk.',
      }
    }
  return fine(found)
}

async function neo4j(address: string, options: Options): Promise<readonly Finding[]> {
  const rows: Finding[] = []
  const server = await look('Neo4j', async () => {
    const store = await openBolt(address, options)
    try {
      const { rows: components } = await store.run('CALL dbms.components() YIELD name, versions, edition')
      const kernel = components.find(({ name }) => name === 'Neo4j Kernel') ?? {}
      const [version = ''] = Array.isArray(kernel['versions']) ? kernel['versions'].map(String) : []
      const cases = await casesIn(store)
      for (const { id, isComplete } of cases)
        rows.push({
          part: `case ${id} in Neo4j`,
          found: isComplete ? 'loaded' : 'loaded in part',
          toDo: isComplete ? null : 'Run hearsay load again: it finishes what was cut short.',
        })
      const found = `${version} ${cellOf(kernel['edition'])} at ${address}, ${count(cases.length, 'case')}`
      return isAtLeast(version, OLDEST_NEO4J)
        ? fine(found)
        : { found, toDo: `Neo4j ${OLDEST_NEO4J.join('.')} or newer is needed.` }
    } finally {
      await store.close()
    }
  })
  return [server, ...rows]
}

function isAtLeast(version: string, [major, minor]: readonly [number, number]): boolean {
  const [first = 0, second = 0] = version.split('.').map(Number)
  return first > major || (first === major && second >= minor)
}

function versionOf(name: string): string {
  const manifest = require.resolve(name).split(`node_modules${path.sep}`).slice(0, -1).join(`node_modules${path.sep}`)
  const { version } = require(path.join(manifest, 'node_modules', name, 'package.json')) as { version: string }
  return version
}

const megabytes = (bytes: number) => `${showNumber(Math.round(bytes / 1e5) / 10)} MB`
