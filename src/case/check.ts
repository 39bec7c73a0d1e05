import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { HearsayError } from '../model/error.ts'
import { fault, faultOf, type Fault } from './fault.ts'
import { fileOf, LISTS, SOURCES_FOLDER } from './files.ts'
import { decodeUtf8, readInside } from './inside.ts'
import { loadCase, type LoadedCase } from './load.ts'
import { LAYOUT_FILE, readLayout } from './layout.ts'
import { MANIFEST_FILE } from './manifest.ts'
import { faultsOfOpponents } from './opponents.ts'
import { breaches } from './rules.ts'
import { LEFTOVER } from './replace.ts'

async function namesIn(dir: string): Promise<readonly string[]> {
  return readdir(dir).catch(() => [])
}

async function strays(dir: string, { lines }: LoadedCase): Promise<readonly Fault[]> {
  const known = new Set(lines.sources.map(({ record }) => record.path))
  const inSources = (await namesIn(join(dir, SOURCES_FOLDER))).map((name) => `${SOURCES_FOLDER}/${name}`)
  const leftOver = (await namesIn(dir)).filter((name) => LEFTOVER.test(name))
  return [...inSources.filter((path) => !known.has(path)), ...leftOver]
    .sort()
    .map((path) =>
      fault(
        { file: SOURCES_FOLDER },
        'stray-file',
        path,
        LEFTOVER.test(path)
          ? 'A write that was cut short left it: delete it.'
          : `No line of ${fileOf('sources')} names it: delete it, or read it into the case.`,
      ),
    )
}

async function opponents(dir: string, { manifest, lines }: LoadedCase): Promise<readonly Fault[]> {
  if (!manifest.opponents) return []
  const yaml = decodeUtf8(await readInside(dir, MANIFEST_FILE, 2 ** 20)) ?? ''
  const actors = lines.actors.map(({ record }) => record)
  return faultsOfOpponents(yaml, manifest, actors)
}

async function layoutFaults(dir: string): Promise<readonly Fault[]> {
  try {
    await readLayout(dir)
    return []
  } catch (error) {
    return [faultOf(error, { file: LAYOUT_FILE })]
  }
}

/** The files of a case in the order in which faults are listed. */
const FILES = [MANIFEST_FILE, ...Object.keys(LISTS).map((name) => `${name}.jsonl`)]
const rank = ({ place }: Fault) => (FILES.includes(place.file) ? FILES.indexOf(place.file) : FILES.length)

/**
 * Everything that breaks a rule of the format in the folder `dir`, by file and line; empty for a sound case. Goes on after a
 * damaged line. Only a folder that is not a case, or one of a newer format, has that one fault alone.
 */
export async function checkCase(dir: string): Promise<readonly Fault[]> {
  let loaded: LoadedCase
  try {
    loaded = await loadCase(dir)
  } catch (error) {
    if (!(error instanceof HearsayError)) throw error
    return [faultOf(error, { file: MANIFEST_FILE })]
  }
  return [
    ...loaded.faults,
    ...breaches(loaded),
    ...(await opponents(dir, loaded)),
    ...(await strays(dir, loaded)),
    ...(await layoutFaults(dir)),
  ].sort(
    (a, b) =>
      rank(a) - rank(b) ||
      (a.place.file < b.place.file ? -1 : a.place.file > b.place.file ? 1 : 0) ||
      (a.place.line ?? 0) - (b.place.line ?? 0),
  )
}
