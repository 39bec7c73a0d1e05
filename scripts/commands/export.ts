import type { Command } from 'commander'
import { HearsayError } from '../../src/model/error.ts'
import { readWholeCase } from '../inputs.ts'
import { builtViewer, everyAnswer } from '../server.ts'
import { filesBefore, writeSite } from '../site.ts'

/** Writes a case and the viewer as a site of plain files. */
export async function run(folder: string, { site }: { site?: string }, command: Command): Promise<0> {
  if (site === undefined)
    throw new HearsayError('missing-folder', 'no folder named. Add --site FOLDER.', { isUsage: true })
  const before = await filesBefore(site)
  const theCase = await readWholeCase(folder)
  const texts = [...theCase.texts.values()].reduce((sum, text) => sum + Buffer.byteLength(text), 0)
  const { title } = theCase.manifest
  const answers = await everyAnswer(theCase, { webRoot: builtViewer(), folder })
  const { files, bytes } = await writeSite(site, before, { answers, title, version: command.parent?.version() ?? '' })
  console.log(
    [
      `Wrote ${site}: ${files} files, ${showSize(bytes)}.`,
      `The texts of ${theCase.texts.size === 1 ? 'the source go' : `all ${theCase.texts.size} sources go`} along (${showSize(texts)}): whoever can open the site can read them.`,
      `Put the folder on any web server. To look at it here: npx serve ${site}, or python3 -m http.server -d ${site}; from the disk (file://) no browser runs it.`,
    ].join('\n'),
  )
  return 0
}

function showSize(bytes: number): string {
  return bytes < 1e6 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`
}
