import { parseArgs } from 'node:util'
import { readCase } from '../src/case/read.ts'
import { launch } from './chromium.ts'
import { builtViewer, serve } from './server.ts'

/**
 * `tsx scripts/screenshot.ts CASE OUT.png [--width 1440] [--height 900] [--scale 1] [--dark] [--at '#claim=clm_…']`: a picture
 * of the built viewer with a case, as docs/viewer.png is made.
 */
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    width: { type: 'string', default: '1440' },
    height: { type: 'string', default: '900' },
    scale: { type: 'string', default: '1' },
    dark: { type: 'boolean', default: false },
    at: { type: 'string', default: '' },
  },
})
const [directory, out] = positionals
if (!directory || !out) {
  console.error(
    "usage: tsx scripts/screenshot.ts CASE OUT.png [--width N] [--height N] [--scale N] [--dark] [--at '#claim=…']",
  )
  process.exit(2)
}

const served = await serve(await readCase(directory), { port: 0, webRoot: builtViewer() })
const browser = await launch()
try {
  const page = await browser.newPage({
    viewport: { width: Number(values.width), height: Number(values.height) },
    deviceScaleFactor: Number(values.scale),
    colorScheme: values.dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
  })
  await page.addInitScript(() => localStorage.setItem('hearsay-guide', 'seen'))
  await page.goto(served.url + values.at)
  await page.waitForFunction(() => performance.getEntriesByName('graph-drawn').length > 0)
  await page.evaluate(() => document.fonts.ready.then(() => undefined))
  await page.waitForTimeout(500)
  await page.screenshot({ path: out })
} finally {
  await browser.close()
  await served.close()
}
