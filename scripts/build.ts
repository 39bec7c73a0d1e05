import { existsSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { build } from 'vite'

/**
 * `tsx scripts/build.ts [--force]`: builds dist/ (the viewer, then the command line) unless it is newer than everything it is
 * made of, so that `npm ci`, `npm start` and `npm test` build once between them.
 */
const STAMP = 'dist/.built'
const FOLDERS = ['src', 'graph', 'scripts', 'web']
const FILES = ['package.json', 'package-lock.json', 'vite.config.ts', 'tsconfig.json']

const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => path.join(folder, name))

function newestInput(): number {
  const files = [...FOLDERS.flatMap(filesIn), ...FILES]
  return Math.max(...files.map((file) => statSync(file).mtimeMs))
}

const isBuilt = existsSync(STAMP) && statSync(STAMP).mtimeMs >= newestInput()
if (!isBuilt || process.argv.includes('--force')) {
  const started = new Date()
  rmSync('dist', { recursive: true, force: true })
  await build({ logLevel: 'warn' })
  await build({ logLevel: 'warn', mode: 'node' })
  writeFileSync(STAMP, '')
  // What was changed while this ran is built next time.
  utimesSync(STAMP, started, started)
}
