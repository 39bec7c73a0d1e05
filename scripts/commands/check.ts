import { checkCase } from '../../src/case/check.ts'

/** Prints one line a fault. 1 when there is any. */
export async function run(folder: string): Promise<0 | 1> {
  const faults = await checkCase(folder)
  for (const { message } of faults) console.log(message)
  if (faults.length === 0) console.log(`${folder}: no fault found.`)
  return faults.length > 0 ? 1 : 0
}
