import type { Command } from 'commander'
import { readdir } from 'node:fs/promises'
import { writeImportFiles } from '../../graph/export/neo4j-admin.ts'
import { project } from '../../graph/project.ts'
import { HearsayError, showValue } from '../../src/model/error.ts'
import { caseKeyOf, readWholeCase } from '../inputs.ts'
import { builtViewer, everyAnswer } from '../server.ts'
import { filesBefore, writeSite } from '../site.ts'

interface Options {
  readonly site?: string
  readonly neo4jAdmin?: string
  readonly as?: string
}

/** Writes a case and the viewer as a site of plain files, or its graph as files for Neo4j's import tool, or both. */
export async function run(folder: string, { site, neo4jAdmin, as }: Options, command: Command): Promise<0> {
  if (site === undefined && neo4jAdmin === undefined)
    throw new HearsayError('missing-folder', 'no folder named. Add --site FOLDER or --neo4j-admin FOLDER.', {
      isUsage: true,
    })
  if (site !== undefined) await exportSite(folder, site, command)
  if (neo4jAdmin !== undefined) await exportImportFiles(folder, neo4jAdmin, caseKeyOf(folder, as))
  return 0
}

async function exportImportFiles(folder: string, to: string, caseKey: string): Promise<void> {
  if ((await readdir(to).catch(() => [])).length > 0)
    throw new HearsayError('folder-not-empty', `${showValue(to)} is not empty: it stays as it is. Name a new folder.`, {
      isUsage: true,
    })
  const { files, command } = await writeImportFiles(to, project(await readWholeCase(folder), caseKey), caseKey)
  console.log(
    [
      `Wrote ${to}: ${files} files of the graph of "${caseKey}".`,
      'On the machine of the database, in this folder, while the database is stopped; it replaces what the database holds:',
      '',
      command,
      '',
      'Then start the database and run after-import.cypher in it: cypher-shell -f after-import.cypher. The command is in import.sh, too.',
    ].join('\n'),
  )
}

async function exportSite(folder: string, site: string, command: Command): Promise<void> {
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
}

function showSize(bytes: number): string {
  return bytes < 1e6 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`
}
