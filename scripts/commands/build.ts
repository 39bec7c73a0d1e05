import { Journal } from '../../src/case/journal.ts'
import { openLocalWorkers } from '../../src/extract/local/workers.ts'
import { HearsayError } from '../../src/model/error.ts'
import { build } from '../../src/pipeline.ts'
import type { Overrides, ReadText } from '../../src/read/read-text.ts'
import { writeCase } from '../../src/case/write.ts'
import { overridesOf, readInput, readOrStart, thresholdOf } from '../inputs.ts'
import { openJudge } from '../judges.ts'
import { answersIn, LlmRun, type LlmOptions } from '../llm.ts'
import { showProgress } from '../progress.ts'

interface Options extends Overrides, LlmOptions {
  readonly name?: string
  readonly question?: string
  readonly allowPrivate?: boolean
  readonly threshold?: string
}

/** Reads the texts, runs every stage and writes the case. 1 when a text had to be set aside. */
export async function run(folder: string, inputs: readonly string[], options: Options): Promise<0 | 1> {
  const { case: found, isNew } = await readOrStart(folder)
  const { name = found.manifest.title, question = found.manifest.question } = options
  const before = { ...found, manifest: { ...found.manifest, title: name, question } }
  const overrides = overridesOf(options)
  const progress = showProgress()
  const llm = LlmRun.open(options, answersIn(folder), () => progress.stop())
  const own = await openJudge(options.judge, progress)
  const extractor = llm?.extractor ?? (await openLocalWorkers(thresholdOf(options.threshold)))
  try {
    const reads: ReadText[] = []
    const faults: string[] = []
    for (const [index, input] of inputs.entries()) {
      try {
        reads.push(await readInput(input, overrides, options.allowPrivate ?? false, extractor))
      } catch (error) {
        if (!(error instanceof HearsayError)) throw error
        faults.push(error.message)
      }
      progress('read', index + 1, inputs.length)
    }
    progress.stop()
    for (const fault of faults) console.error(`hearsay: set aside: ${fault}`)
    if (reads.length === 0) {
      console.error(`hearsay: none of ${inputs.length} texts could be read; ${folder} is as it was.`)
      return 1
    }

    await llm?.confirmTexts([...before.texts.values(), ...reads.map(({ text }) => text)])
    const journal = await Journal.open(folder)
    if (journal.size > 0) console.error(`hearsay: going on from ${journal.size} sources that a build before had read.`)
    const tools = { extractor, judge: llm?.judge ?? own.judge, journal, onProgress: progress }
    const built = await build(before, reads, overrides, tools)
    await journal.close()
    progress.stop()
    for (const { source, error } of built.failed)
      console.error(`hearsay: set aside: ${source.title}: ${error instanceof Error ? error.message : String(error)}`)
    await writeCase(folder, built.case)
    await journal.remove()
    for (const { name, source } of built.sameTexts)
      console.error(`${name}: the same text as ${source.path}, so one source.`)
    const { sources, actors, statements, claims, relations } = built.case
    const count = (n: number, noun: string) => `${n.toLocaleString('en')} ${noun}${n === 1 ? '' : 's'}`
    const disputed = relations.filter((relation) => relation.type === 'contradicts').length
    console.log(
      `${isNew ? 'Made' : 'Updated'} ${folder}: ${count(sources.length, 'source')}, ${count(actors.length, 'actor')}, ` +
        `${count(statements.length, 'statement')}, ${count(claims.length, 'claim')}, ${count(disputed, 'contradiction')}.`,
    )
    console.log(`See it: hearsay open ${folder}`)
    return faults.length + built.failed.length > 0 || llm?.judge?.fault() ? 1 : 0
  } finally {
    progress.stop()
    llm?.report()
    own.report()
    await llm?.close()
    await own.close()
    await extractor.close()
  }
}
