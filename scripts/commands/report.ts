import { open } from 'node:fs/promises'
import type { Command } from 'commander'
import { analyse } from '../../graph/analyse/analyses.ts'
import { REPORT_MARK, reportOf } from '../../graph/export/report.ts'
import { replaceFile } from '../../src/case/replace.ts'
import { HearsayError, showValue } from '../../src/model/error.ts'
import { caseKeyOf, readWholeCase } from '../inputs.ts'

/** Writes the report of a case beside where it is called, or where `out` says; `-` is standard output. */
export async function run(folder: string, { out }: { out?: string }, command: Command): Promise<0> {
  const path = out ?? `${caseKeyOf(folder, undefined)}-report.html`
  if (path !== '-') await refuseOtherFiles(path)
  const theCase = await readWholeCase(folder)
  const page = reportOf(theCase, analyse(theCase), command.parent?.version() ?? '')
  if (path === '-') process.stdout.write(page)
  else {
    await replaceFile(path, page)
    console.log(`Wrote ${path}. Open it in a browser, or print it from there.`)
  }
  return 0
}

/** A report may be made anew; whatever else stands there is not ours to overwrite. */
async function refuseOtherFiles(path: string): Promise<void> {
  const head = await open(path).then(
    async (file) => {
      try {
        if (!(await file.stat()).isFile()) return ''
        const { buffer, bytesRead } = await file.read(Buffer.alloc(256), 0, 256, 0)
        return buffer.toString('utf8', 0, bytesRead)
      } finally {
        await file.close()
      }
    },
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null
      throw error
    },
  )
  if (head === null || head.includes(REPORT_MARK)) return
  throw new HearsayError(
    'not-a-report',
    `${showValue(path)} is no report of hearsay’s and stays as it is. Name another file with --out, or - for standard output.`,
    { isUsage: true },
  )
}
