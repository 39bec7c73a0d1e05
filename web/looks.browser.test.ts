import { existsSync, readFileSync } from 'node:fs'
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pixelmatch from 'pixelmatch'
import { PNG } from 'pngjs'
import { expect, it } from 'vitest'
import { describeInBrowser } from './browser.fixture.ts'
import { ferryCase } from './case.fixture.ts'

/** Pictures of the main views as they were last approved; `npm run baselines` makes them anew. */
const BASELINES = new URL('baselines/', import.meta.url)
const isNew = process.env['BASELINES'] === 'new'
/** Pixels that may differ. */
const MOST = 0.001

const ferry = ferryCase()
const [claim] = ferry.claims

describeInBrowser('the looks', (viewer) => {
  it.each([
    ['claims-light-1440', '', 1440, false, null],
    ['claims-dark-1440', `#claim=${claim?.id}`, 1440, true, null],
    ['table-light-1440', '#view=table', 1440, false, null],
    ['findings-light-390', '', 390, false, 'Findings'],
    ['graph-light-390', '', 390, false, 'Graph'],
    ['evidence-dark-390', '', 390, true, 'Evidence'],
  ] as const)('%s', async (name, at, width, dark, screen) => {
    await viewer.open(ferry, { at, width, height: width === 390 ? 844 : 760, dark })
    if (screen) await viewer.page.locator('.screens').getByRole('button', { name: screen }).click()
    await viewer.page.locator('#source-text').waitFor({ state: 'attached' })
    await viewer.page.evaluate(() => document.fonts.ready.then(() => undefined))
    // Labels find their places a moment after the fonts have come.
    await viewer.page.waitForTimeout(400)
    const bytes = await viewer.page.screenshot({ animations: 'disabled', caret: 'hide' })
    const file = new URL(`${name}.png`, BASELINES)
    if (isNew) {
      await mkdir(BASELINES, { recursive: true })
      await writeFile(file, bytes)
      return
    }
    expect(existsSync(file), `no baseline ${name}: npm run baselines makes it`).toBe(true)
    const [before, now] = [PNG.sync.read(readFileSync(file)), PNG.sync.read(bytes)]
    expect([now.width, now.height]).toEqual([before.width, before.height])
    const diff = new PNG({ width: now.width, height: now.height })
    const share = pixelmatch(before.data, now.data, diff.data, now.width, now.height) / (now.width * now.height)
    let where = ''
    if (share > MOST) {
      where = await mkdtemp(join(tmpdir(), 'hearsay-looks-'))
      await writeFile(join(where, `${name}.png`), bytes)
      await writeFile(join(where, `${name}-diff.png`), PNG.sync.write(diff))
    }
    expect(share, `how it looks now, and what differs: ${where}`).toBeLessThanOrEqual(MOST)
  })
})
