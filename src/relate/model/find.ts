import { existsSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import path from 'node:path'
import { HearsayError, showValue } from '../../model/error.ts'
import { firstLine, loadLibrary } from './library.ts'

/** Where a model comes from when it is no folder, and what is told about it. */
export interface Fetching {
  /** Base address of the hub. */
  readonly hub?: string
  /** The folder that models are fetched into, each in a folder of its name. */
  readonly into?: string
  /** Called before anything is asked of the hub. */
  readonly onFetch?: (address: string, folder: string) => void
  /** How many bytes of how many are here. */
  readonly onProgress?: (done: number, total: number) => void
}

/** A model's folder, and the name that records have for it. */
export interface FoundModel {
  readonly name: string
  readonly folder: string
}

const HUB = 'https://huggingface.co'
const NEEDED = ['config.json', 'tokenizer.json', 'tokenizer_config.json']
/** Files of weights in the order in which they are looked for, by the name that the library has for their kind. */
const WEIGHTS = [
  { dtype: 'q8', file: 'onnx/model_quantized.onnx' },
  { dtype: 'fp32', file: 'onnx/model.onnx' },
] as const

/**
 * The model at `where`: a folder in the layout of transformers.js or, where no folder has that name, a name on the public hub, whose
 * files are fetched once. A folder never makes a request. Throws where there is neither, and what is missing.
 */
export async function findModel(where: string, fetching: Fetching = {}): Promise<FoundModel> {
  if (existsSync(where)) {
    if (statSync(where).isDirectory()) return { name: path.basename(path.resolve(where)), folder: path.resolve(where) }
    throw new HearsayError('no-model', `${showValue(where)} is a file. A model is a folder.`, { isUsage: true })
  }
  const [owner = ''] = where.split('/')
  // "models/judge" beside a folder "models" is a mistyped folder; nothing is asked of anyone for it.
  if (!/^\w[\w.-]*\/\w[\w.-]*$/.test(where) || existsSync(owner))
    throw new HearsayError(
      'no-model',
      `there is no folder ${showValue(where)}. Name a model's folder, or a model of the hub as OWNER/NAME.`,
      { isUsage: true },
    )
  const into =
    fetching.into ?? path.join(process.env['XDG_CACHE_HOME'] || path.join(homedir(), '.cache'), 'hearsay/models')
  const folder = path.join(into, where)
  if (missingIn(folder).length > 0) await fetchModel(where, into, folder, fetching)
  return { name: where, folder }
}

/** The weights in a folder, and their kind. Throws where it is no model's folder. */
export function weightsIn(folder: string): { readonly dtype: 'q8' | 'fp32'; readonly file: string } {
  const missing = missingIn(folder)
  const found = WEIGHTS.find(({ file }) => existsSync(path.join(folder, file)))
  if (missing.length === 0 && found) return { dtype: found.dtype, file: path.join(folder, found.file) }
  throw new HearsayError(
    'no-model',
    `${showValue(folder)} has no ${missing.join(', no ')}. A model's folder has ${NEEDED.join(', ')} and ${WEIGHTS.map(({ file }) => file).join(' or ')}.`,
    { isUsage: true },
  )
}

function missingIn(folder: string): string[] {
  const isMissing = (file: string) => !existsSync(path.join(folder, file))
  const [first] = WEIGHTS
  return [...NEEDED.filter(isMissing), ...(WEIGHTS.every(({ file }) => isMissing(file)) ? [first.file] : [])]
}

/** Has the library fetch the files of a model; a file that is cut short is none. */
async function fetchModel(name: string, into: string, folder: string, fetching: Fetching): Promise<void> {
  const { env, AutoModelForSequenceClassification, AutoTokenizer, ModelRegistry } = await loadLibrary()
  const hub = (fetching.hub ?? process.env['HF_ENDPOINT'] ?? HUB).replace(/\/+$/, '')
  fetching.onFetch?.(`${hub}/${name}`, folder)
  const onProgress = (info: { status: string; loaded?: number; total?: number }) => {
    if (info.status === 'progress_total') fetching.onProgress?.(info.loaded ?? 0, info.total ?? 0)
  }
  Object.assign(env, {
    remoteHost: hub,
    cacheDir: into,
    useFSCache: true,
    allowRemoteModels: true,
    allowLocalModels: false,
  })
  try {
    const kinds = await ModelRegistry.get_available_dtypes(name)
    const dtype = WEIGHTS.find(({ dtype }) => kinds.includes(dtype))?.dtype
    if (!dtype) throw new Error(`It has no ${WEIGHTS.map(({ file }) => file).join(' and no ')}`)
    await AutoTokenizer.from_pretrained(name)
    const model = await AutoModelForSequenceClassification.from_pretrained(name, {
      dtype,
      progress_callback: onProgress,
    })
    await model.dispose()
  } catch (cause) {
    // `fetch` says why in its own cause.
    const inner = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause
    const why = firstLine(inner instanceof Error ? inner.message : String(inner))
    throw new HearsayError(
      'not-fetched',
      `there is no folder ${showValue(name)}, and the model of that name could not be fetched from ${hub}: ${why} Try again, or name a folder.`,
      { cause },
    )
  } finally {
    env.allowRemoteModels = false
  }
}
