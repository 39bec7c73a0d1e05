import { readFileSync, writeFileSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import { CHROMIUM, launch } from './chromium.ts'
import { hearsay } from './cli.fixture.ts'

const CASE = 'graph/cases/istanbul'
const folder = await mkdtemp(path.join(tmpdir(), 'hearsay-report-'))

const reason = 'no chromium: apt-get install chromium brings it'
if (!CHROMIUM && process.env['CI']) throw new Error(reason)

describe('hearsay report', () => {
  test('writes one page, the same again, and overwrites nothing else', async () => {
    const file = path.join(folder, 'talks.html')
    const first = await hearsay(['report', CASE, '--out', file])
    expect([first.code, first.out]).toEqual([0, `Wrote ${file}. Open it in a browser, or print it from there.\n`])
    const page = readFileSync(file, 'utf8')
    expect((await hearsay(['report', CASE, '--out', file])).code).toBe(0)
    expect(readFileSync(file, 'utf8')).toBe(page)
    expect((await hearsay(['report', CASE, '--out', '-'])).out).toBe(page)

    const other = path.join(folder, 'notes.html')
    writeFileSync(other, '<p>My notes</p>')
    const refused = await hearsay(['report', CASE, '--out', other])
    expect([refused.code, readFileSync(other, 'utf8')]).toEqual([2, '<p>My notes</p>'])
    expect(refused.err).toMatch(/is no report of hearsay’s and stays as it is/)
  })

  test.skipIf(!CHROMIUM)(
    `the page needs nothing else, breaks no policy of its own, fits a phone and prints (${CHROMIUM ?? reason})`,
    async () => {
      const file = path.join(folder, 'page.html')
      await hearsay(['report', CASE, '--out', file])
      const browser = await launch()
      try {
        const page = await browser.newPage({ viewport: { width: 390, height: 844 } })
        const told: string[] = []
        const asked: string[] = []
        page.on('console', (message) => told.push(message.text()))
        page.on('request', (request) => asked.push(request.url()))
        await page.goto(pathToFileURL(file).href)
        expect(await page.title()).toContain('Istanbul talks, 2025')
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
        expect((await page.pdf({ format: 'A4' })).subarray(0, 5).toString()).toBe('%PDF-')
        expect([told, asked]).toEqual([[], [pathToFileURL(file).href]])
      } finally {
        await browser.close()
      }
    },
  )
})
