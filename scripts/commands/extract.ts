import type { Extractor } from '../../src/extract/extractor.ts'
import { openLocalWorkers } from '../../src/extract/local/workers.ts'
import { HearsayError } from '../../src/model/error.ts'
import type { Statement } from '../../src/model/records.ts'
import { readSource } from '../../src/pipeline.ts'
import type { Overrides, ReadText } from '../../src/read/read-text.ts'
import { Shelf, toSource } from '../../src/read/source.ts'
import { resolve, type Resolution } from '../../src/resolve/resolve.ts'
import { overridesOf, readInput, thresholdOf } from '../inputs.ts'
import { LlmRun, type LlmOptions } from '../llm.ts'

/** Prints the statements of each file by itself, in order of the text. 1 when a file had to be set aside. */
export async function run(
  files: readonly string[],
  options: Overrides & LlmOptions & { json?: boolean; llmAnswers?: string },
): Promise<0 | 1> {
  const llm = LlmRun.open(options, options.llmAnswers ?? null)
  const extractor = llm?.extractor ?? (await openLocalWorkers(thresholdOf(options.threshold)))
  const read = (file: string) => settled(readInput(file, overridesOf(options), false, extractor))
  let code: 0 | 1 = 0
  try {
    // What will be sent is said before any of it is, so all files are read first.
    const early = llm ? await Promise.all(files.map(read)) : []
    await llm?.confirmTexts(early.flatMap((one) => (one instanceof HearsayError ? [] : [one.text])))
    // Twice as many files as are read at a time, so that no thread waits and no more is held than that.
    const ahead: Promise<Resolution | HearsayError>[] = []
    for (const [index, file] of files.entries()) {
      while (ahead.length < 2 * extractor.parallel && index + ahead.length < files.length) {
        const next = index + ahead.length
        ahead.push(statementsOf(files[next] ?? '', early[next] ?? read(files[next] ?? ''), extractor))
      }
      const found = await ahead.shift()
      if (found instanceof HearsayError) {
        console.error(`hearsay: set aside: ${found.message}`)
        code = 1
      } else if (found) print(file, found, options.json ?? false)
    }
  } finally {
    llm?.report()
    await llm?.close()
    await extractor.close()
  }
  return code
}

/** Who says what in a file, or why it is set aside. */
async function statementsOf(
  file: string,
  reading: ReadText | HearsayError | Promise<ReadText | HearsayError>,
  extractor: Extractor,
): Promise<Resolution | HearsayError> {
  const read = await reading
  if (read instanceof HearsayError) return read
  const { source, text, outlet } = toSource(read, new Shelf())
  const attributions = await extractor.extract(text).catch((cause: unknown) => {
    const reason = cause instanceof Error ? cause.message : String(cause)
    return new HearsayError('not-extracted', `${file}: ${reason}`, { cause })
  })
  if (attributions instanceof HearsayError) return attributions
  return resolve([readSource(source, text, outlet, attributions)], extractor.method)
}

/** What was read, or why hearsay refused it. */
const settled = (reading: Promise<ReadText>): Promise<ReadText | HearsayError> =>
  reading.catch((error: unknown) => {
    if (error instanceof HearsayError) return error
    throw error
  })

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
