import type { Extractor } from '../../src/extract/extractor.ts'
import { openLocalWorkers } from '../../src/extract/local/workers.ts'
import { HearsayError } from '../../src/model/error.ts'
import type { Statement } from '../../src/model/records.ts'
import { readSource } from '../../src/pipeline.ts'
import type { Overrides } from '../../src/read/read-text.ts'
import { Shelf, toSource } from '../../src/read/source.ts'
import { resolve, type Resolution } from '../../src/resolve/resolve.ts'
import { overridesOf, readInput, thresholdOf } from '../inputs.ts'

/** Prints the statements of each file by itself, in order of the text. 1 when a file had to be set aside. */
export async function run(
  files: readonly string[],
  options: Overrides & { json?: boolean; threshold?: string },
): Promise<0 | 1> {
  const extractor = await openLocalWorkers(thresholdOf(options.threshold))
  let code: 0 | 1 = 0
  try {
    // Twice as many files as are read at a time, so that no thread waits and no more is held than that.
    const ahead: Promise<Resolution | HearsayError>[] = []
    for (const [index, file] of files.entries()) {
      while (ahead.length < 2 * extractor.parallel && index + ahead.length < files.length)
        ahead.push(statementsOf(files[index + ahead.length] ?? '', overridesOf(options), extractor))
      const found = await ahead.shift()
      if (found instanceof HearsayError) {
        console.error(`hearsay: set aside: ${found.message}`)
        code = 1
      } else if (found) print(file, found, options.json ?? false)
    }
  } finally {
    await extractor.close()
  }
  return code
}

/** Who says what in a file, or why it is set aside. */
async function statementsOf(file: string, overrides: Overrides, extractor: Extractor) {
  try {
    const read = await readInput(file, overrides, false, extractor)
    const { source, text, outlet } = toSource(read, new Shelf())
    const attributions = await extractor.extract(text).catch((cause: unknown) => {
      throw new HearsayError('not-extracted', `${file}: ${cause instanceof Error ? cause.message : String(cause)}`, {
        cause,
      })
    })
    return resolve([readSource(source, text, outlet, attributions)], extractor.method)
  } catch (error) {
    if (error instanceof HearsayError) return error
    throw error
  }
}

function print(file: string, { actors, statements }: Resolution, isJson: boolean): void {
  const nameOf = new Map(actors.map((actor) => [actor.id, actor.name]))
  const speakerOf = new Map(statements.map(({ id, speaker }) => [id, nameOf.get(speaker) ?? speaker]))
  const startOf = ({ cueSpans, contentSpans }: Statement) => (cueSpans[0] ?? contentSpans[0])?.start ?? 0
  for (const statement of statements.toSorted((a, b) => startOf(a) - startOf(b))) {
    const speakerName = speakerOf.get(statement.id) ?? ''
    if (isJson) console.log(JSON.stringify({ ...statement, source: file, speakerName }))
    else {
      const outer = statement.relayedBy === null ? undefined : speakerOf.get(statement.relayedBy)
      const relay = outer === undefined ? '' : ` ← ${outer}`
      const cue = statement.cueSpans.map((span) => span.exact).join(' … ')
      console.log(`${file}: ${speakerName}${relay} | ${cue} | ${statement.content}`)
    }
  }
}
