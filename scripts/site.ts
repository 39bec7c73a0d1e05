import { mkdir, readFile, readdir, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import * as v from 'valibot'
import { replaceFile } from '../src/case/replace.ts'
import { HearsayError, showValue } from '../src/model/error.ts'
import { POLICY } from './server.ts'

/** The list of what an export wrote: by it an earlier site is known, and what went since is taken away. */
const LIST = 'hearsay-site.json'
/** A name under the folder of the site, and nowhere else. */
const NAME = v.pipe(v.string(), v.regex(/^(?!.*(?:^|\/)\.\.?(?:\/|$))[\w.-]+(?:\/[\w.-]+)*$/))
const List = v.object({ hearsay: v.string(), files: v.array(NAME) })

/** What a site is made of. */
export interface Site {
  /** What the server would answer, by address. */
  readonly answers: ReadonlyMap<string, Buffer>
  /** Title of the case. */
  readonly title: string
  readonly version: string
}

/** What was written. */
interface Written {
  readonly files: number
  readonly bytes: number
}

/**
 * Writes a site into a folder: the viewer's files and the case's data, each under the address at which the server would answer.
 * Equal cases give equal bytes. Throws `not-a-site` for a folder that holds anything else than an earlier site of hearsay's.
 */
export async function writeSite(
  folder: string,
  before: readonly string[],
  { answers, title, version }: Site,
): Promise<Written> {
  const files = new Map(
    [...answers].map(([address, body]) => [address === '/' ? 'index.html' : address.slice(1), body]),
  )
  const page = files.get('index.html')
  files.delete('index.html')
  if (page) files.set('index.html', Buffer.from(pageOf(page.toString(), title, version)))
  await mkdir(folder, { recursive: true })
  // The list comes first: an export that is broken off is still known as one.
  const list = { hearsay: version, files: [...files.keys()].sort() }
  await replaceFile(
    join(folder, LIST),
    `${JSON.stringify({ ...list, files: [...new Set([...list.files, ...before])].sort() })}\n`,
  )
  let bytes = 0
  for (const [name, body] of files) {
    bytes += body.length
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await replaceFile(join(folder, name), body)
  }
  for (const name of before) if (!files.has(name)) await rm(join(folder, name), { force: true })
  await replaceFile(join(folder, LIST), `${JSON.stringify(list)}\n`)
  return { files: files.size, bytes }
}

/** What an earlier export wrote there; nothing for a folder that is empty or not there. Throws `not-a-site`. */
export async function filesBefore(folder: string): Promise<readonly string[]> {
  const there = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error.code === 'ENOTDIR' ? notASite(folder) : error
  })
  if (there.length === 0) return []
  const written = await readFile(join(folder, LIST), 'utf8').catch(() => '')
  const list = v.safeParse(v.pipe(v.string(), v.parseJson(), List), written)
  if (!list.success) throw notASite(folder)
  return list.output.files
}

function notASite(folder: string): HearsayError {
  return new HearsayError(
    'not-a-site',
    `${showValue(folder)} is not empty and no site that hearsay made: it stays as it is. Name a new folder with --site.`,
    { isUsage: true },
  )
}

/** Without a server there are no headers: the page carries the policy itself, and says what to do when it is opened from the disk. */
function pageOf(page: string, title: string, version: string): string {
  const head = [
    `<meta http-equiv="Content-Security-Policy" content="${escape(POLICY.replace(/; frame-ancestors [^;]*/, ''))}" />`,
    '<meta name="referrer" content="no-referrer" />',
    `<meta name="generator" content="hearsay ${escape(version)}" />`,
    '<meta name="hearsay-site" content="" />',
  ]
  return page
    .replace(/(<meta charset="utf-8" \/>\n)/, (line) => `${line}${head.map((tag) => `    ${tag}\n`).join('')}`)
    .replace('<title>hearsay</title>', () => `<title>${escape(`${title} · hearsay`)}</title>`)
    .replaceAll(' crossorigin ', ' ')
    .replace('<div id="app"></div>', (app) => `${app}\n    ${UNOPENED}`)
}

const UNOPENED = `<main class="page unopened">
      <h1>This page needs a web server</h1>
      <p>A browser runs nothing from the disk (file://). Put the folder on a web server, or start one in it and open its address, for
        example with <kbd>npx serve</kbd> or <kbd>python3 -m http.server</kbd>.</p>
    </main>`

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (c) => ENTITIES[c] ?? '')
}
