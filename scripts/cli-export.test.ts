import { readFileSync, readdirSync, existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import { CHROMIUM, launch } from './chromium.ts'
import { hearsay } from './cli.fixture.ts'

const CASE = 'graph/cases/istanbul'
const folder = await mkdtemp(path.join(tmpdir(), 'hearsay-site-'))
const reason = 'no chromium: apt-get install chromium brings it'
if (!CHROMIUM && process.env['CI']) throw new Error(reason)

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
}

/** The plainest of web servers: files of a folder, under a path of its own. */
async function serveFiles(root: string, under: string) {
  const server = createServer((request, response) => {
    const name = decodeURIComponent(new URL(request.url ?? '/', 'http://x').pathname)
    const file = path.join(root, name.startsWith(under) ? name.slice(under.length) || 'index.html' : 'nowhere')
    if (!existsSync(file)) {
      response.writeHead(404).end()
      return
    }
    response
      .writeHead(200, { 'Content-Type': TYPES[path.extname(file)] ?? 'application/octet-stream' })
      .end(readFileSync(file))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0
  return { url: `http://127.0.0.1:${port}${under}`, close: () => server.close() }
}

const allFiles = (root: string) => readdirSync(root, { recursive: true, encoding: 'utf8' }).sort()

describe('hearsay export', () => {
  test('writes a site, says that the texts go along, and writes the same again', async () => {
    const site = path.join(folder, 'first')
    const made = await hearsay(['export', CASE, '--site', site])
    expect([made.code, made.err]).toEqual([0, ''])
    expect(made.out).toMatch(
      /^Wrote .*: \d+ files, [\d.]+ (?:kB|MB)\.\nThe texts of all 5 sources go along \(\d+ kB\): whoever/,
    )
    expect(made.out).toContain('from the disk (file://) no browser runs it')
    const before = allFiles(site)
    const page = readFileSync(path.join(site, 'index.html'), 'utf8')
    expect(page).toContain(`<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'`)
    expect(page).toContain('<title>Istanbul talks, 2025 · hearsay</title>')
    expect(page).not.toMatch(/crossorigin|frame-ancestors|(?:src|href)="\//)
    expect((await hearsay(['export', CASE, '--site', site])).code).toBe(0)
    expect(allFiles(site)).toEqual(before)
    expect(readFileSync(path.join(site, 'index.html'), 'utf8')).toBe(page)
  })

  test('takes away what an earlier export wrote and this one does not, and nothing else', async () => {
    const site = path.join(folder, 'again')
    await hearsay(['export', CASE, '--site', site])
    const list = path.join(site, 'hearsay-site.json')
    const written: { hearsay: string; files: string[] } = JSON.parse(readFileSync(list, 'utf8'))
    await writeFile(path.join(site, 'api/old'), 'a text that was taken out')
    await writeFile(path.join(site, 'CNAME'), 'case.example')
    await writeFile(list, JSON.stringify({ ...written, files: [...written.files, 'api/old'] }))
    expect((await hearsay(['export', CASE, '--site', site])).code).toBe(0)
    expect(existsSync(path.join(site, 'api/old'))).toBe(false)
    expect(readFileSync(path.join(site, 'CNAME'), 'utf8')).toBe('case.example')
    expect(JSON.parse(readFileSync(list, 'utf8'))).toEqual(written)
  })

  test.each([
    ['a folder with something else', { 'notes.txt': 'mine' }],
    ['a list that leads out of the folder', { 'hearsay-site.json': '{"hearsay":"1","files":["../notes.txt"]}' }],
    ['a list that is none', { 'hearsay-site.json': '[]' }],
  ])('refuses %s', async (_, files) => {
    const site = await mkdtemp(path.join(folder, 'other-'))
    for (const [name, text] of Object.entries(files)) await writeFile(path.join(site, name), text)
    const refused = await hearsay(['export', CASE, '--site', site])
    expect([refused.code, refused.out]).toEqual([2, ''])
    expect(refused.err).toMatch(/is not empty and no site that hearsay made: it stays as it is/)
    expect(allFiles(site)).toEqual(Object.keys(files))
  })

  test('refuses a file, and asks for a folder', async () => {
    const file = path.join(folder, 'file')
    await writeFile(file, '')
    expect((await hearsay(['export', CASE, '--site', file])).code).toBe(2)
    expect((await hearsay(['export', CASE])).err).toContain('Add --site FOLDER')
  })

  test.skipIf(!CHROMIUM)(
    `the site opens under any path, asks nobody else, and shows words in their source (${CHROMIUM ?? reason})`,
    async () => {
      const site = path.join(folder, 'served')
      await hearsay(['export', CASE, '--site', site])
      const elsewhere = path.join(folder, 'moved')
      await cp(site, elsewhere, { recursive: true })
      await rm(site, { recursive: true })
      await mkdir(site)
      const server = await serveFiles(elsewhere, '/a/deep/path/')
      const browser = await launch()
      try {
        const page = await browser.newPage()
        const asked = new Set<string>()
        const told: string[] = []
        page.on('request', (request) => asked.add(new URL(request.url()).href.replace(/^blob:/, '')))
        page.on('console', (message) => told.push(message.text()))
        page.on('pageerror', (error) => told.push(String(error)))
        await page.goto(server.url)
        await page.waitForFunction(() => [...(CSS.highlights.get('content') ?? [])].length > 0)
        expect(await page.locator('h1').first().innerText()).toBe('Why did the Istanbul talks collapse?')
        await page.getByRole('button', { name: 'Table' }).click()
        await page.locator('#table').waitFor()
        await page.getByRole('button', { name: 'Share this view' }).click()
        await page.locator('.sheet').waitFor()
        expect(await page.locator('.sheet').innerText()).not.toContain('hearsay export')
        expect([...asked].filter((url) => !url.startsWith(server.url))).toEqual([])
        expect(told).toEqual([])

        const fromDisk = await browser.newPage()
        await fromDisk.goto(pathToFileURL(path.join(elsewhere, 'index.html')).href)
        await fromDisk.getByText('This page needs a web server').waitFor()
      } finally {
        await browser.close()
        server.close()
      }
    },
  )
})
