import { keyOf } from '../../src/canonicalise/sameness.ts'
import { importSpreadsheets, type Spreadsheets } from '../../src/case/spreadsheet.ts'
import { writeCase } from '../../src/case/write.ts'
import { HearsayError } from '../../src/model/error.ts'
import { readOrStart } from '../inputs.ts'

/** Adds spreadsheets to a case. 1 when a row had to be set aside. */
export async function run(folder: string, { sources, actors, statements }: Spreadsheets): Promise<0 | 1> {
  if (sources === undefined && actors === undefined && statements === undefined)
    throw new HearsayError(
      'missing-spreadsheet',
      'no spreadsheet named. Add --sources s.csv, --actors a.csv or --statements st.csv.',
      { isUsage: true },
    )
  const paths: Spreadsheets = {
    ...(sources === undefined ? {} : { sources }),
    ...(actors === undefined ? {} : { actors }),
    ...(statements === undefined ? {} : { statements }),
  }
  const before = await readOrStart(folder)
  const { case: after, faults } = await importSpreadsheets(paths, before.case, keyOf)
  for (const { message } of faults) console.error(`hearsay: set aside: ${message}`)
  await writeCase(folder, after)
  const added = (key: 'sources' | 'actors' | 'statements') => {
    const count = after[key].length - before.case[key].length
    return `${count} ${count === 1 ? key.slice(0, -1) : key}`
  }
  console.log(
    `${before.isNew ? 'Made' : 'Updated'} ${folder}: ${added('sources')}, ${added('actors')} and ${added('statements')} added.`,
  )
  return faults.length > 0 ? 1 : 0
}
