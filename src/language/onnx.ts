import { createRequire } from 'node:module'
import path from 'node:path'
import * as ort from 'onnxruntime-node'

/** A model runs on one thread; several texts are read by several workers, which wastes less of each core. */
const ONE_THREAD: ort.InferenceSession.SessionOptions = {
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  graphOptimizationLevel: 'all',
}

/** A file or folder that is shipped with hearsay, wherever the program runs from; `name` is its path in the package. */
export const shipped = (name: string) =>
  path.join(path.dirname(createRequire(import.meta.url).resolve('hearsay/package.json')), name)

/** Opens an ONNX file; 8-bit weights are unpacked meanwhile ("all" optimisations), so that no product is one of integers (docs/training.md). */
export const openModel = (file: string) => ort.InferenceSession.create(file, ONE_THREAD)

/** The numbers of an output. Throws where the model has no such output. */
export function numbersOf(output: ort.Tensor | undefined, name: string): Float32Array {
  if (output?.data instanceof Float32Array) return output.data
  throw new TypeError(`the model gave no float output "${name}"`)
}
