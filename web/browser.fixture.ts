import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect } from 'vitest'
import { CHROMIUM, launch } from '../scripts/chromium.ts'
import { builtViewer, serve } from '../scripts/server.ts'
import type { AxeResults, RunOptions } from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import type { Served } from '../scripts/server.ts'
import type { Case } from '../src/model/records.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const reason = 'no chromium: apt-get install chromium brings it'
if (!CHROMIUM && process.env['CI']) throw new Error(reason)
if (!existsSync(join(builtViewer(), 'index.html'))) throw new Error('no viewer in dist/web: npm run build makes it')

/** How a page is opened: its size in CSS pixels, what stands behind the address, and the theme. */
interface Opening {
  readonly width?: number
  readonly height?: number
  readonly at?: string
  readonly dark?: boolean
  /** Nothing is kept from an earlier visit. */
  readonly isFirstVisit?: boolean
}

/** Tests in a real browser against a real server; they are skipped, saying why, where there is no browser and no CI. */
export function describeInBrowser(name: string, tests: (viewer: InBrowser) => void): void {
  describe.skipIf(!CHROMIUM)(`${name} (${CHROMIUM ?? reason})`, () => {
    const viewer = new InBrowser()
    beforeAll(() => viewer.start())
    afterAll(() => viewer.stop())
    afterEach(() => viewer.close())
    tests(viewer)
  })
}

/** The viewer on a page. A page that throws, opens a dialog or breaks the content security policy fails its test. */
export class InBrowser {
  #browser: Browser | null = null
  #page: Page | null = null
  #faults: string[] = []
  served: Served | undefined

  get browser(): Browser {
    if (!this.#browser) throw new Error('no browser yet')
    return this.#browser
  }

  get page(): Page {
    if (!this.#page) throw new Error('no page yet')
    return this.#page
  }

  async start(): Promise<void> {
    this.#browser = await launch()
  }

  stop(): Promise<void> {
    return this.browser.close()
  }

  async close(): Promise<void> {
    await this.#page?.close()
    this.#page = null
    await this.served?.close()
    this.served = undefined
    const faults = this.#faults
    this.#faults = []
    expect(faults).toEqual([])
  }

  /** Serves a case and opens it; waits for the graph, and for a view that is loaded when it is shown. */
  async open(theCase: Case, { at = '', ...size }: Opening = {}): Promise<void> {
    await this.serve(theCase)
    await this.newPage(size)
    await this.goto(at)
    if (theCase.claims.length > 0) await this.drawn()
    await this.page.locator('[aria-busy=true]').waitFor({ state: 'detached' })
  }

  async serve(theCase: Case): Promise<Served> {
    this.served = await serve(theCase, { port: 0, webRoot: builtViewer() })
    return this.served
  }

  async goto(at = ''): Promise<void> {
    await this.page.goto(`${this.served?.url}${at}`)
  }

  /** A fresh page, which is `page` from now on. */
  async newPage({
    width = 1440,
    height = 900,
    dark = false,
    isFirstVisit = false,
    from = this.browser,
  } = {}): Promise<Page> {
    const made = await from.newPage({
      viewport: { width, height },
      colorScheme: dark ? 'dark' : 'light',
      reducedMotion: 'reduce',
    })
    return this.watch(made, isFirstVisit)
  }

  /** Takes a page that a test made itself. */
  async watch(made: Page, isFirstVisit = false): Promise<Page> {
    this.#faults = []
    this.#page = made
    made.on('pageerror', (error) => this.#faults.push(String(error)))
    made.on('dialog', (dialog) => {
      this.#faults.push(`dialog: ${dialog.message()}`)
      void dialog.dismiss()
    })
    if (!isFirstVisit) await made.addInitScript(() => localStorage.setItem('hearsay-guide', 'seen'))
    await made.addInitScript(() => {
      const seen: string[] = []
      Object.assign(window, { violations: seen })
      document.addEventListener('securitypolicyviolation', (event) => seen.push(event.violatedDirective))
    })
    return made
  }

  async drawn(): Promise<void> {
    await this.page.waitForFunction(
      () => performance.getEntriesByName('graph-drawn').length > 0 && document.querySelector('#graph') !== null,
    )
  }

  /** Has axe come with each page from now on. */
  async watchAccess(): Promise<void> {
    await this.page.addInitScript(axe)
  }

  /** What axe finds on the page as it is, one line a rule and element. */
  faults(): Promise<string[]> {
    return this.page.evaluate(async () => {
      const tool = Reflect.get(window, 'axe') as { run: (where: Document, options: RunOptions) => Promise<AxeResults> }
      // What is dark differs in its colours alone.
      const isDark = matchMedia('(prefers-color-scheme: dark)').matches
      const { violations } = await tool.run(document, isDark ? { runOnly: ['color-contrast'] } : {})
      return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`))
    })
  }

  /** The words that are marked on screen, by role, as the browser has them. */
  marked(role: string): Promise<string[]> {
    return this.page.evaluate(
      (name) => [...(CSS.highlights.get(name) ?? [])].map((range) => (range instanceof Range ? range.toString() : '')),
      role,
    )
  }

  /** Waits until the content that is marked is these spans. */
  async expectMarked(exacts: readonly string[]): Promise<void> {
    await expect.poll(() => this.marked('content')).toEqual(exacts)
  }

  /** Where a claim or the middle of a relation lies on the page. */
  async locate(id: string): Promise<{ x: number; y: number }> {
    const at = await this.page.evaluate((what) => {
      const graph = document.querySelector('.plane')
      const locate: unknown = graph ? Reflect.get(graph, 'locate') : null
      const box = graph?.getBoundingClientRect()
      const point: { x: number; y: number } | null = typeof locate === 'function' ? locate(what) : null
      return point && box ? { x: point.x + box.x, y: point.y + box.y } : null
    }, id)
    if (!at) throw new Error(`${id} is not on the canvas`)
    return at
  }

  /** Where a claim lies on the page once it has stayed there for a while. */
  async locateStill(id: string): Promise<{ x: number; y: number }> {
    // A picture waits for the frame that a change of size or camera has asked for.
    await this.page.screenshot()
    let [before, now] = [await this.locate(id), { x: -1, y: -1 }]
    await expect
      .poll(
        async () => {
          ;[before, now] = [now, await this.locate(id)]
          return Math.hypot(now.x - before.x, now.y - before.y)
        },
        { interval: 150 },
      )
      .toBeLessThan(0.5)
    return now
  }

  /** What the pointer leaves undimmed; null when nothing is dimmed. */
  kept(): Promise<readonly string[] | null> {
    return this.page.evaluate(() => {
      const graph = document.querySelector('.plane')
      const read: unknown = graph ? Reflect.get(graph, 'kept') : null
      const ids: readonly string[] | null = typeof read === 'function' ? read() : null
      return ids
    })
  }

  /** Clicks the canvas where a claim or the middle of a relation lies. */
  async clickOnCanvas(id: string): Promise<void> {
    const at = await this.locateStill(id)
    await this.page.mouse.move(at.x, at.y)
    await this.page.mouse.click(at.x, at.y)
  }

  /** The words of the first element that a selector finds, on one line. */
  async text(selector: string): Promise<string> {
    return (await this.page.locator(selector).first().innerText()).replaceAll(/\s+/g, ' ').trim()
  }
}
