import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { CHROMIUM, launch } from '../scripts/chromium.ts'
import { builtViewer, serve } from '../scripts/server.ts'
import { analyse } from '../graph/analyse/analyses.ts'
import { snapshotOf } from '../graph/snapshot.ts'
import { CaseBuilder, ferryCase, findingsOn, largeCase, pierCase } from './case.fixture.ts'
import type { Browser, Page } from 'playwright-core'
import type { Served } from '../scripts/server.ts'
import type { Case } from '../src/model/records.ts'

const reason = 'no chromium: apt-get install chromium brings it'
if (!CHROMIUM && process.env['CI']) throw new Error(reason)
if (!existsSync(join(builtViewer(), 'index.html'))) throw new Error('no viewer in dist/web: npm run build makes it')

const ferry = ferryCase()
const claim = (text: string) => find(ferry.claims, (c) => c.text === text)
const barge = claim('A barge struck the landing stage')
const corroded = claim('Rusted bolts brought the landing stage down')
const rusty = claim('Every second bolt was rusty')
const dispute = find(ferry.relations, (r) => r.type === 'contradicts' && r.status === 'accepted')

function find<T>(list: readonly T[], is: (value: T) => boolean): T {
  const found = list.find(is)
  if (found === undefined) throw new Error('not in the fixture')
  return found
}

describe.skipIf(!CHROMIUM)(`the viewer in a browser (${CHROMIUM ?? reason})`, () => {
  let browser: Browser
  let page: Page
  let served: Served | undefined
  let faults: string[]

  beforeAll(async () => {
    browser = await launch()
  })
  afterAll(() => browser.close())
  afterEach(async () => {
    await page.close()
    await served?.close()
    served = undefined
    expect(faults).toEqual([])
  })

  async function open(
    theCase: Case,
    {
      width = 1440,
      height = 900,
      at = '',
      dark = false,
    }: { width?: number; height?: number; at?: string; dark?: boolean } = {},
  ): Promise<void> {
    served = await serve(theCase, { port: 0, webRoot: builtViewer() })
    page = await newPage({ width, height, dark })
    await page.goto(served.url + at)
    if (theCase.claims.length > 0) await drawn()
  }

  async function newPage({ width = 1440, height = 900, dark = false, from = browser } = {}): Promise<Page> {
    faults = []
    const made = await from.newPage({
      viewport: { width, height },
      colorScheme: dark ? 'dark' : 'light',
      reducedMotion: 'reduce',
    })
    made.on('pageerror', (error) => faults.push(String(error)))
    made.on('dialog', (dialog) => {
      faults.push(`dialog: ${dialog.message()}`)
      void dialog.dismiss()
    })
    await made.addInitScript(() => {
      const seen: string[] = []
      Object.assign(window, { violations: seen })
      document.addEventListener('securitypolicyviolation', (event) => seen.push(event.violatedDirective))
    })
    return made
  }

  const drawn = () => page.waitForFunction(() => performance.getEntriesByName('graph-drawn').length > 0)

  /** The words that are marked on screen, by role, as the browser has them. */
  const marked = (role: string) =>
    page.evaluate(
      (name) => [...(CSS.highlights.get(name) ?? [])].map((range) => (range instanceof Range ? range.toString() : '')),
      role,
    )

  /** Waits until the content that is marked is these spans. */
  async function expectMarked(exacts: readonly string[]): Promise<void> {
    await expect.poll(() => marked('content')).toEqual(exacts)
  }

  /** Where a claim or the middle of a relation lies on the page. */
  async function locate(id: string): Promise<{ x: number; y: number }> {
    const at = await page.evaluate((what) => {
      const graph = document.querySelector('#graph')
      const locate: unknown = graph ? Reflect.get(graph, 'locate') : null
      const box = graph?.getBoundingClientRect()
      const point: { x: number; y: number } | null = typeof locate === 'function' ? locate(what) : null
      return point && box ? { x: point.x + box.x, y: point.y + box.y } : null
    }, id)
    if (!at) throw new Error(`${id} is not on the canvas`)
    return at
  }

  /** What the pointer leaves undimmed; null when nothing is dimmed. */
  const kept = () =>
    page.evaluate(() => {
      const graph = document.querySelector('#graph')
      const read: unknown = graph ? Reflect.get(graph, 'kept') : null
      const ids: readonly string[] | null = typeof read === 'function' ? read() : null
      return ids
    })

  /** Clicks the canvas where a claim or the middle of a relation lies. */
  async function clickOnCanvas(id: string): Promise<void> {
    const at = await locate(id)
    await page.mouse.move(at.x, at.y)
    await page.mouse.click(at.x, at.y)
  }

  const text = async (selector: string) =>
    (await page.locator(selector).first().innerText()).replaceAll(/\s+/g, ' ').trim()

  it('opens on the largest dispute, with the words of its first statement marked in their source', async () => {
    await open(ferry)
    expect(await text('h1')).toBe('Why did the landing stage at Marrow Quay collapse?')
    expect(await text('.q p')).toBe(
      '4 disputes among 8 claims, from 18 statements in 3 sources; the largest: 2 sides, each on at most 1 independent origin',
    )
    expect(await text('.panel h2')).toBe('Why these contradict')
    await expectMarked(['engineers of the ferry line found rust on every second bolt'])
    expect(await marked('cue')).toEqual(['According to'])
    expect(await marked('speaker')).toEqual(['Radio Teal'])
  })

  it('opens a claim that is clicked on the canvas, and each statement at its exact words', async () => {
    await open(ferry)
    await clickOnCanvas(barge.id)
    await expect.poll(() => text('.panel h2')).toBe(barge.text)
    await expectMarked(['a barge had struck the stage shortly before midnight'])
    expect(await text('.tabs')).toBe('Asserted 3 Denied 1 Questioned 1 Other side 5 Relations 3')
    for (const statement of ferry.statements.filter((s) =>
      ferry.stances.some((v) => v.claim === barge.id && v.statement === s.id && v.stance === 'asserts'),
    )) {
      await page.locator(`[data-statement=${statement.id}]`).click()
      await expectMarked(statement.contentSpans.map((span) => span.exact))
      expect(await marked('speaker')).toEqual(statement.speakerSpans.map((span) => span.exact))
    }
    const isInView = await page.evaluate(() => {
      const [range] = [...(CSS.highlights.get('content') ?? [])]
      const box = document.querySelector('#source-text')?.getBoundingClientRect()
      const words = range instanceof Range ? range.getBoundingClientRect() : null
      return Boolean(box && words && words.top >= box.top && words.bottom <= box.bottom)
    })
    expect(isInView).toBe(true)
  })

  it('marks every part of a discontinuous content, and writes an ellipsis between them', async () => {
    await open(ferry, { at: `#claim=${claim('Bolts came apart in a reporter’s hand').id}` })
    await expectMarked(['Our reporter has seen the bolts', 'two came apart in her hand'])
    expect(await text('.said')).toBe('Our reporter has seen the bolts … two came apart in her hand')
  })

  it('shows the chain from speaker to outlet, dashed where nobody is named, and marks only where the source has them', async () => {
    await open(ferry, { at: `#claim=${rusty.id}` })
    expect(await page.locator('.stmt .chain .name').allInnerTexts()).toEqual([
      'engineers of the ferry line',
      'Radio Teal',
      'Quay Gazette',
    ])
    expect(await page.locator('.stmt .actor.open').allInnerTexts()).toEqual(['engineers of the ferry line'])
    expect(await text('.said')).toBe('rust on every second bolt')
    await page.goto(`${served?.url}#claim=${claim('The barge came in too fast').id}`)
    await expect.poll(() => text('.stmt .said')).toBe('“It came in far too fast,”')
    expect(await text('.stmt .chips')).toContain('via local media')
  })

  it('says why two claims contradict when their line is clicked', async () => {
    await open(ferry, { at: '#nothing' })
    expect(await text('.panel h2')).toBe(ferry.manifest.title)
    await clickOnCanvas(dispute.id)
    await expect.poll(() => text('.why')).toContain('Each names another cause of the same collapse.')
    expect(await text('.why')).toContain('contrary: both cannot hold.')
    expect(await page.locator('.two u').allInnerTexts()).toEqual(['Rust, not a barge', 'a barge had struck the stage'])
    expect(await page.locator('.why').innerText()).not.toContain('Score')
    await page.getByRole('tab', { name: barge.text }).click()
    await expectMarked(['a barge had struck the stage shortly before midnight'])
  })

  it('shows a score only for what is not yet reviewed', async () => {
    await open(ferry)
    await page.locator('.finding').nth(1).click()
    expect(await text('.why')).toContain('Score 0.61 of 1.')
  })

  it('finds words with the keyboard alone, and opens them marked', async () => {
    await open(ferry)
    await page.keyboard.press('/')
    await page.keyboard.type('EATEN years')
    await expect
      .poll(() => page.locator('.hit').allInnerTexts())
      .toEqual(['the bolts had been eaten through for years'])
    await page.keyboard.press('Enter')
    await expectMarked(['the bolts had been eaten through for years'])
    expect(await text('.panel h2')).toBe(corroded.text)
    expect(await page.locator('.hits').count()).toBe(0)
  })

  it('walks the rows of the search with the arrows, over claims, words, actors and sources', async () => {
    await open(ferry)
    await page.keyboard.press('/')
    await page.keyboard.type('radio')
    await page.locator('.hit').first().waitFor()
    expect(await page.locator('.hits > .k').allInnerTexts()).toEqual(['Actors'])
    await page.locator('#find').fill('stage')
    expect(await page.locator('.hits > .k').allInnerTexts()).toEqual(['Claims', 'Words', 'Sources'])
    await page.keyboard.press('ArrowDown')
    const second = await page.locator('.hit[aria-selected=true] span').innerText()
    await page.keyboard.press('Enter')
    await expect.poll(() => text('.panel h2')).toBe(second)
  })

  it('says what was searched when nothing matches, and Escape leaves the search', async () => {
    await open(ferry)
    await page.keyboard.press('/')
    await page.keyboard.type('zeppelin')
    await expect.poll(() => text('.hits')).toContain('Nothing matches “zeppelin”')
    expect(await text('.hits')).toContain('Searched 8 claims, 18 statements, 13 actors and 3 sources.')
    await page.keyboard.press('Escape')
    expect(await page.locator('.hits').count()).toBe(0)
    expect(await page.locator('#find').inputValue()).toBe('')
  })

  it('filters by the legend, in the table too, and shows each filter with a way out', async () => {
    await open(ferry)
    await page.getByRole('button', { name: 'Table' }).click()
    const captions = () => page.locator('caption').allInnerTexts()
    expect(await captions()).toEqual(['8 claims', '6 relations'])
    await page.locator('.leg', { hasText: 'supports' }).click()
    expect(await captions()).toEqual(['8 claims', '2 relations'])
    expect(await text('.filter')).toContain('without supports 4')
    await page.locator('.leg', { hasText: 'proposed' }).click()
    expect(await captions()).toEqual(['8 claims', '1 relation'])
    await page.locator('.filter').first().click()
    await page.locator('.filter').first().click()
    expect(await captions()).toEqual(['8 claims', '6 relations'])
    await page.locator('.leg', { hasText: 'rejected' }).click()
    expect(await captions()).toEqual(['8 claims', '7 relations'])
    await page
      .getByRole('row', { name: new RegExp(barge.text) })
      .first()
      .getByRole('button')
      .first()
      .click()
    expect(await text('.panel h2')).toBe(barge.text)
  })

  it('walks the graph with the arrow keys, says each claim aloud, and Enter opens it', async () => {
    await open(ferry, { at: `#claim=${corroded.id}` })
    await page.locator('#graph').focus()
    await page.keyboard.press('ArrowRight')
    await expect
      .poll(() => text('.canvas [role=status]'))
      .toBe(
        'Claim, 3 statements, at most 1 origin, denied by 1, contradicts 2, supported by 1: A barge struck the landing stage',
      )
    await page.keyboard.press('Enter')
    await expect.poll(() => text('.panel h2')).toBe(barge.text)
  })

  it('keeps the selection in the address: reload and the back button bring it back', async () => {
    await open(ferry)
    await clickOnCanvas(barge.id)
    await expectMarked(['a barge had struck the stage shortly before midnight'])
    await page.locator('.said', { hasText: 'a barge rammed the stage' }).click()
    await expectMarked(['a barge rammed the stage'])
    await page.reload()
    await drawn()
    await expectMarked(['a barge rammed the stage'])
    expect(await text('.panel h2')).toBe(barge.text)
    await page.goBack()
    await expect.poll(() => text('.panel h2')).toBe('Why these contradict')
    await page.goForward()
    await expect.poll(() => text('.panel h2')).toBe(barge.text)
  })

  it('stays with the last choice when the text of an earlier one comes late', async () => {
    await open(ferry, { at: `#claim=${rusty.id}` })
    await expectMarked(['rust on every second bolt'])
    await page.route('**/api/sources/**', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 400))
      await route.continue()
    })
    await page.locator('.src', { hasText: 'Evening bulletin' }).click()
    await page.locator('.finding').first().click()
    await page.waitForTimeout(800)
    expect(await text('.panel h2')).toBe('Why these contradict')
    await expectMarked(['engineers of the ferry line found rust on every second bolt'])
  })

  it('Escape steps back: the words, then the selection', async () => {
    await open(ferry)
    await page.locator('.finding').first().click()
    await page.keyboard.press('Escape')
    expect(await page.locator('.source').count()).toBe(0)
    await page.keyboard.press('Escape')
    expect(await text('.panel h2')).toBe(ferry.manifest.title)
  })

  it('lists the statements that make no claim', async () => {
    await open(ferry)
    expect(await page.locator('.rail .aside', { hasText: 'make no claim' }).innerText()).toBe(
      '2 statements make no claim: 1 demand, 1 question. Read them',
    )
    await page.getByRole('button', { name: 'Read them' }).click()
    expect(await page.locator('.said').allInnerTexts()).toEqual([
      'the line refund every ticket',
      '“Who signed the last inspection?”',
    ])
    await expectMarked(['the line refund every ticket'])
  })

  it('opens a source with its statements, and walks them in reading order', async () => {
    await open(ferry)
    await page.locator('.src', { hasText: 'Evening bulletin' }).click()
    expect(await text('.pg span')).toBe('1 of 4')
    expect(await page.getByRole('link', { name: 'open address' }).count()).toBe(0)
    await page.getByRole('button', { name: 'Next statement in this source' }).click()
    await expectMarked(['all its barges were moored by ten'])
    expect(await page.locator('.stmt.on .chips').innerText()).toContain('6–7 May')
  })

  it('mirrors a row that is written right to left', async () => {
    await open(ferry, { at: `#claim=${barge.id}` })
    await page.getByRole('tab', { name: 'Denied' }).click()
    expect(await page.locator('.stmt').getAttribute('dir')).toBe('rtl')
    await expectMarked(['تكون أي سفينة قد اقتربت من الرصيف'])
  })

  it('runs nothing that a hostile case says, and breaks no rule of its own policy', async () => {
    await open(hostileCase())
    const hrefs: string[] = []
    for (const row of await page.locator('.src').all()) {
      await row.click()
      await page.locator('#source-text').waitFor()
      hrefs.push(
        ...(await page
          .locator('.panel a[href]')
          .evaluateAll((links) => links.map((a) => a.getAttribute('href') ?? ''))),
      )
      for (const link of await page.locator('.panel a[href]').all())
        expect(await link.getAttribute('rel')).toContain('noreferrer')
    }
    await page.locator('.chain button').first().click()
    await page.getByRole('button', { name: 'Table' }).click()
    await page.keyboard.press('/')
    await page.keyboard.type('<img')
    await page.locator('.hit').first().waitFor()
    await page.waitForTimeout(200)
    const seen = await page.evaluate(() => ({
      ran: Reflect.get(window, 'ran'),
      violations: Reflect.get(window, 'violations'),
      strangers: document.querySelectorAll('img, iframe, object, embed, script:not([src]), [onerror], [onload]').length,
    }))
    expect(seen).toEqual({ ran: undefined, violations: [], strangers: 0 })
    expect(new Set(hrefs)).toEqual(new Set(['https://news.example/%22onclick=%22window.ran=8']))
  })

  it('says what to do when there are no claims, and when there are no relations', async () => {
    await open(new CaseBuilder().build({ title: 'New', question: 'What happened?' }))
    await expect.poll(() => text('.empty')).toContain('No sources yet')
    expect(await text('.empty')).toContain('Add articles with hearsay build CASE TEXT…, then')
    await page.close()
    await served?.close()
    await open({ ...ferry, relations: [], stances: ferry.stances.filter(({ stance }) => stance !== 'denies') })
    expect(await text('.note-card')).toContain('No contradiction found.')
    expect(await text('.rail .none')).toContain('No disputes found in this case. None found is not none there')
    expect(await page.locator('.findings.brief .finding').count()).toBe(5)
    await expectMarked(['engineers of the ferry line found rust on every second bolt'])
    expect(await text('.q p')).toBe('No disputes among 8 claims, from 18 statements in 3 sources')
  })

  it('keeps working when the server has gone, and brings the words back when it is here again', async () => {
    await open(ferry, { at: `#claim=${rusty.id}` })
    await expectMarked(['rust on every second bolt'])
    await page.context().setOffline(true)
    await clickOnCanvas(claim('Every barge was moored by ten').id)
    await expect.poll(() => text('.text')).toContain('The server has gone')
    expect(await text('.panel h2')).toBe('Every barge was moored by ten')
    await page.context().setOffline(false)
    await page.getByRole('button', { name: 'Try again' }).click()
    await expectMarked(['all its barges were moored by ten'])
  })

  it('says so when the server is gone from the start, or speaks another format', async () => {
    served = await serve(ferry, { port: 0, webRoot: builtViewer() })
    page = await newPage()
    await page.route('**/api/snapshot', (route) => route.abort())
    await page.goto(served.url)
    await expect.poll(() => text('h1')).toBe('The server has gone')
    await page.unroute('**/api/snapshot')
    await page.route('**/api/snapshot', (route) => route.fulfill({ json: { format: 99 } }))
    await page.getByRole('button', { name: 'Try again' }).click()
    await expect.poll(() => text('.page')).toContain('It came as snapshot format 99; this viewer reads 2.')
    await page.unroute('**/api/snapshot')
    await page.getByRole('button', { name: 'Try again' }).click()
    await drawn()
  })

  it('shows the table where there is no WebGL', async () => {
    const plain = await launch(['--disable-3d-apis'])
    try {
      served = await serve(ferry, { port: 0, webRoot: builtViewer() })
      page = await newPage({ from: plain })
      await page.goto(served.url)
      await expect.poll(() => text('.note-card')).toContain('This browser draws no WebGL.')
      expect(await page.locator('caption').allInnerTexts()).toEqual(['8 claims', '6 relations'])
      await page
        .getByRole('row', { name: new RegExp(rusty.text) })
        .first()
        .getByRole('button')
        .first()
        .click()
      await expectMarked(['rust on every second bolt'])
    } finally {
      await page.close()
      await plain.close()
      page = await newPage()
    }
  })

  it('is dark when the system is, and remembers a person’s own choice', async () => {
    await open(ferry, { dark: true })
    const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor)
    expect(await ground()).toBe('rgb(19, 21, 24)')
    await page.getByRole('button', { name: 'Light or dark' }).click()
    expect(await ground()).toBe('rgb(247, 246, 243)')
    await page.reload()
    await drawn()
    expect(await ground()).toBe('rgb(247, 246, 243)')
  })

  it.each([360, 390, 768, 1280, 1920])('fits %i px without a sideways scroll', async (width) => {
    await open(ferry, { width, height: 844 })
    const overflow = () =>
      page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    expect(await overflow()).toBe(0)
    if (width > 720) return
    await page.locator('.finding').first().click()
    await expectMarked(['engineers of the ferry line found rust on every second bolt'])
    expect(await page.locator('#source-text').isVisible()).toBe(true)
    await page.locator('.screens').getByRole('button', { name: 'Graph' }).click()
    await clickOnCanvas(barge.id)
    await expect.poll(() => text('.panel h2')).toBe(barge.text)
    expect(await overflow()).toBe(0)
  })

  it('lists claims that are denied among the findings, and opens them with what was asserted and denied', async () => {
    await open(ferry)
    expect(await text('.rail h2')).toBe('Findings 7')
    const denied = page.locator('.finding', { hasText: 'is denied by' }).filter({ hasText: corroded.text })
    expect((await denied.innerText()).replaceAll(/\s+/g, ' ')).toBe(
      'Rusted bolts brought the landing stage down is denied by a spokesman for the line 3 against 1 statement at most 1 origin against none named',
    )
    expect(await denied.locator('bdi.open').innerText()).toBe('a spokesman for the line')
    await denied.click()
    expect(await text('.panel h2')).toBe(corroded.text)
    expect(await denied.getAttribute('aria-current')).toBe('true')
    await page.getByRole('tab', { name: 'Denied 1' }).click()
    await expectMarked(['the stage was rotten'])
  })

  it('says how many assert and deny a claim that nothing contradicts', async () => {
    await open({ ...ferry, relations: [] }, { at: `#claim=${barge.id}` })
    expect(await text('.q p')).toBe(
      '2 disputes among 8 claims, from 18 statements in 3 sources; the largest: 2 sides, at most 1 independent origin against none named',
    )
    expect(await text('.sides')).toBe(
      'Asserted at most 1 origin Ilse Brandt 3 statements, 3 outlets Denied at most 1 origin سامر الخطيب 1 statement, 1 outlet',
    )
    await page
      .locator('.sides')
      .getByRole('button', { name: /Denied/ })
      .click()
    await expectMarked(['تكون أي سفينة قد اقتربت من الرصيف'])
  })

  it('ends a chain in the title of its source where no outlet is named', async () => {
    await open(longCase())
    expect(await page.locator('.stmt .chain .name').allInnerTexts()).toEqual([LONG_NAME, LONG_TITLE])
    expect(await page.locator('.stmt .actor.open').allInnerTexts()).toEqual([LONG_NAME])
    await page.locator('.stmt .actor.title').click()
    await expect.poll(() => text('.panel h2')).toBe(LONG_TITLE)
    await expectMarked(['the stage fell at night and nobody saw it'])
  })

  it('has tabs that name the list they open, and walks them with the keyboard', async () => {
    await open(ferry, { at: `#claim=${barge.id}` })
    const panel = page.getByRole('tabpanel')
    const tab = (name: string) => page.getByRole('tab', { name })
    expect(await page.getByRole('tablist', { name: 'Statements' }).count()).toBe(1)
    for (const one of await page.getByRole('tab').all())
      expect(await one.getAttribute('aria-controls')).toBe(await panel.getAttribute('id'))
    expect(await panel.getAttribute('aria-labelledby')).toBe(await tab('Asserted').getAttribute('id'))
    await tab('Asserted').focus()
    const here = () => page.evaluate(() => document.activeElement?.textContent?.replaceAll(/\s+/g, ' ').trim())
    for (const [key, name] of [
      ['ArrowRight', 'Denied 1'],
      ['End', 'Relations 3'],
      ['ArrowRight', 'Asserted 3'],
      ['ArrowLeft', 'Relations 3'],
      ['Home', 'Asserted 3'],
    ] as const) {
      await page.keyboard.press(key)
      await expect.poll(here).toBe(name)
      expect(await panel.getAttribute('aria-labelledby')).toBe(await tab(name).getAttribute('id'))
    }
  })

  it.each(['', '#nothing', `#claim=${barge.id}`, '#claimless&view=table'])(
    'names every control and skips no heading at "%s"',
    async (at) => {
      await open(ferry, { at })
      const found = await page.evaluate(() => {
        const isSeen = (e: Element) => e.checkVisibility({ visibilityProperty: true })
        const controls = [...document.querySelectorAll('button, a[href], input, [role=application], [role=region]')]
        const levels = [...document.querySelectorAll('h1, h2, h3')].filter(isSeen).map((h) => Number(h.tagName[1]))
        const ids = [...document.querySelectorAll('[id]')].map((e) => e.id)
        return {
          unnamed: controls
            .filter((e) => isSeen(e) && !e.getAttribute('aria-label') && !e.textContent?.trim())
            .map((e) => e.outerHTML),
          jumps: levels.filter((level, i) => i > 0 && level > (levels[i - 1] ?? 0) + 1),
          mains: levels.filter((level) => level === 1).length,
          landmarks: ['header.bar', 'main', 'main > .rail[aria-label]', 'main > .panel[aria-label]', 'search'].map(
            (landmark) => document.querySelectorAll(landmark).length,
          ),
          twice: ids.filter((id, i) => ids.indexOf(id) !== i),
          broken: [...document.querySelectorAll('[aria-labelledby], [aria-describedby]')]
            .map((e) => e.getAttribute('aria-labelledby') ?? e.getAttribute('aria-describedby') ?? '')
            .filter((id) => !document.getElementById(id)),
        }
      })
      expect(found).toEqual({ unnamed: [], jumps: [], mains: 1, landmarks: [1, 1, 1, 1, 1], twice: [], broken: [] })
    },
  )

  it.each([false, true])('keeps text and controls apart from their ground (dark: %s)', async (dark) => {
    await open(ferry, { dark })
    const colours = await page.evaluate(() => {
      const style = getComputedStyle(document.documentElement)
      const names =
        'paper canvas sunken ink ink-2 ink-3 node node-ink control supports contradicts contradicts-text cut cut-ink mark-content'
      return Object.fromEntries(names.split(' ').map((name) => [name, style.getPropertyValue(`--${name}`).trim()]))
    })
    const ratio = (a: string, b: string) => contrast(colours[a] ?? '', colours[b] ?? '')
    for (const ground of ['paper', 'canvas', 'sunken'])
      for (const text of ['ink', 'ink-2', 'ink-3', 'contradicts-text', 'cut'])
        expect(ratio(text, ground), `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5)
    expect(ratio('ink', 'mark-content')).toBeGreaterThanOrEqual(4.5)
    expect(ratio('node-ink', 'node')).toBeGreaterThanOrEqual(4.5)
    expect(ratio('cut-ink', 'cut')).toBeGreaterThanOrEqual(4.5)
    for (const mark of ['supports', 'contradicts', 'node', 'control'])
      expect(ratio(mark, 'paper'), mark).toBeGreaterThanOrEqual(3)
  })

  it('dims all but a claim and its neighbours under the pointer, and a line and its ends', async () => {
    await open(ferry)
    expect(await kept()).toBeNull()
    const point = async (id: string) => {
      const { x, y } = await locate(id)
      // Leaving one form and entering another are two moves for the canvas.
      await page.mouse.move(x - 1, y)
      await page.mouse.move(x, y)
    }
    await point(rusty.id)
    const lines = ferry.relations.filter((r) => r.status !== 'rejected' && (r.from === rusty.id || r.to === rusty.id))
    const near = new Set([rusty.id, ...lines.flatMap((r) => [r.id, r.from, r.to])])
    await expect.poll(kept).toEqual([...near].sort())
    await point(dispute.id)
    await expect.poll(kept).toEqual([dispute.id, dispute.from, dispute.to].sort())
    await page.mouse.move(5, 5)
    await expect.poll(kept).toBeNull()
  })

  it('leaves a claim where it was dropped, through filters and another selection, and does not open it', async () => {
    await open(ferry, { at: '#nothing' })
    const from = await locate(rusty.id)
    const to = { x: from.x + 70, y: from.y + 40 }
    await page.mouse.move(from.x, from.y)
    await page.mouse.down()
    await page.mouse.move(from.x + 30, from.y + 10, { steps: 4 })
    await page.mouse.move(to.x, to.y, { steps: 6 })
    await page.mouse.up()
    const isThere = async () => {
      const { x, y } = await locate(rusty.id)
      return Math.hypot(x - to.x, y - to.y) < 2
    }
    await expect.poll(isThere).toBe(true)
    expect(await text('.panel h2')).toBe(ferry.manifest.title)
    await page.mouse.move(5, 5)
    // A filter takes room from the canvas as long as it is on.
    await page.locator('.leg', { hasText: 'supports' }).click()
    await page.locator('.filter').click()
    await page.locator('.finding').first().click()
    await expect.poll(isThere).toBe(true)
    await clickOnCanvas(rusty.id)
    await expect.poll(() => text('.panel h2')).toBe(rusty.text)
  })

  it('opens a claim that is tapped, and moves one that is dragged with a finger', async () => {
    served = await serve(ferry, { port: 0, webRoot: builtViewer() })
    const context = await browser.newContext({
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
      reducedMotion: 'reduce',
    })
    faults = []
    page = await context.newPage()
    await page.goto(served.url)
    await drawn()
    const screen = (name: string) => page.locator('.screens').getByRole('button', { name }).tap()
    await screen('Graph')
    const { x, y } = await locate(barge.id)
    await page.touchscreen.tap(x, y)
    await expect.poll(() => text('.panel h2')).toBe(barge.text)
    await screen('Graph')
    const from = await locate(rusty.id)
    const touch = await context.newCDPSession(page)
    const at = (dx: number) => [{ x: from.x + dx, y: from.y + dx / 2 }]
    await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: at(0) })
    for (const dx of [10, 20, 30, 40])
      await touch.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: at(dx) })
    await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
    await expect
      .poll(async () => {
        const now = await locate(rusty.id)
        return Math.hypot(now.x - from.x - 40, now.y - from.y - 20) < 2
      })
      .toBe(true)
    await context.close()
  })

  it.each([360, 390])('shows the words of a speaker with a long name, and all tabs, at %i px', async (width) => {
    await open(longCase(), { width, height: 740 })
    await page.locator('.screens').getByRole('button', { name: 'Evidence' }).click()
    await expectMarked(['the stage fell at night and nobody saw it'])
    const isWhole = () =>
      page.evaluate(() => {
        const [words, list] = ['.stmt.on .said', '.scroll'].map((s) =>
          document.querySelector(s)?.getBoundingClientRect(),
        )
        return Boolean(words && list && words.top >= list.top && words.bottom <= list.bottom)
      })
    await expect.poll(isWhole).toBe(true)
    await page.goto('about:blank')
    await served?.close()
    await page.close()
    await open(ferry, { width, height: 740, at: `#claim=${barge.id}` })
    const tabs = await page.evaluate(() => {
      const row = document.querySelector('.tabs')
      const tops = [...(row?.children ?? [])].map((tab) => Math.round(tab.getBoundingClientRect().top))
      return { count: tops.length, rows: new Set(tops).size, over: row ? row.scrollWidth - row.clientWidth : NaN }
    })
    expect(tabs).toEqual({ count: 5, rows: 1, over: 0 })
  })

  /** Opens a case with findings that were made by hand, as the server would send them. */
  async function openWithFindings(theCase: Case, findings = findingsOn(theCase)): Promise<void> {
    served = await serve(theCase, { port: 0, webRoot: builtViewer() })
    page = await newPage()
    const snapshot = { ...snapshotOf(theCase, analyse(theCase)), findings }
    await page.route('**/api/snapshot', (route) => route.fulfill({ json: snapshot }))
    await page.goto(served.url)
    await drawn()
  }
  const pier = pierCase()
  const atPier = (words: string) => `#claim=${find(pier.claims, (c) => c.text.includes(words)).id}`

  it.each([
    ['was sold', 'at most 1 origin Ministry of Ports 5 statements, 3 outlets', '3 outlets, at most 1 origin'],
    ['is gone', 'none named 2 statements, 2 outlets', '2 outlets, none named'],
    ['lamp', 'not decidable 2 statements, 2 outlets', '2 outlets, not decidable'],
    ['Smoke', 'at most 10 origins', '10 outlets, at most 10 origins'],
  ])('says on how many origins "%s" rests, never as a bare number', async (words, side, heading) => {
    await open(pier, { at: atPier(words) })
    expect(await text('.sides')).toContain(side)
    expect(await text('.org h3 span')).toBe(heading)
  })

  it('opens the words of each hop of the diagram, by pointer and keyboard, and keeps it in view', async () => {
    await open(pier, { at: atPier('was sold') })
    const box = (name: string) => page.locator('.pb', { hasText: name })
    expect(await page.locator('.pb[role=button]').count()).toBe(6)
    await box('Coastal Agency').click()
    await expectMarked(['Ana Okoro said the pier was sold in spring'])
    expect(await box('Coastal Agency').getAttribute('aria-current')).toBe('true')
    expect(await box('Ministry of Ports').getAttribute('aria-label')).toContain('in the cut')
    await box('officials').focus()
    await page.keyboard.press('Enter')
    await expectMarked(['it was gone for good'])
    expect(await box('officials').getAttribute('aria-label')).toBe('officials, unnamed, not counted: open the words')
    expect(await page.locator('.org .note').innerText()).toContain(
      'Every named path passes through Ministry of Ports. The unnamed never count.',
    )
    expect(await box('You').isVisible()).toBe(true)
  })

  it('says who was counted as one, and lists every path in full', async () => {
    await open(pier, { at: atPier('was sold') })
    await page.getByRole('button', { name: 'How this is counted' }).click()
    expect(
      (await text('.counted')).match(/(Ana Okoro and Ben Li|Ben Li and Ana Okoro) count as Ministry of Ports\./),
    ).toBeTruthy()
    await page.getByRole('button', { name: 'As a list' }).click()
    expect(await page.locator('.paths li').count()).toBe(5)
    await page.locator('.paths').getByRole('button', { name: 'Ben Li' }).click()
    await expectMarked(['a buyer had it by June'])
    await page.getByRole('tab', { name: 'Denied' }).click()
    expect(await text('.org h3 span')).toBe('Denied in 1 outlet, at most 1 origin')
    await page.locator('.pb.cut').click()
    await expectMarked(['it was ever sold'])
  })

  it('draws a few of many paths, and the others in a list', async () => {
    await open(pierCase(200), { at: `#claim=${find(pierCase(200).claims, (c) => c.text.includes('Smoke')).id}` })
    expect(await page.locator('.pb.cut').count()).toBe(4)
    await page.getByRole('button', { name: 'And 196 more paths' }).click()
    expect(await page.locator('.paths li').count()).toBe(200)
    await page.locator('.paths').getByRole('button', { name: 'Keeper 177', exact: true }).click()
    await expectMarked(['pier 177 smoked'])
  })

  it('says the number of origins in the table and the search too', async () => {
    await open(pier, { at: '#nothing&view=table' })
    const cells = await page.locator('tbody tr td:nth-child(3)').allInnerTexts()
    expect(cells.sort()).toEqual(['at most 1', 'at most 10', 'none named', 'not decidable'])
    await page.keyboard.press('/')
    await page.keyboard.type('lamp failed')
    await expect.poll(() => text('.hit small')).toBe('2 statements · not decidable')
  })

  it('lists the findings of each analysis below the disputes, and opens one at its first words', async () => {
    await openWithFindings(ferry)
    expect(await text('.rail h2')).toBe('Findings 9')
    const list = page.getByRole('list', { name: 'quotations that differ' })
    expect(await list.locator('.finding').count()).toBe(2)
    await page.getByRole('button', { name: 'Show all 4 quotations that differ' }).click()
    expect(await list.locator('.finding').count()).toBe(4)
    const bottleneck = page.locator('.finding', { hasText: 'Ministry of Ports' })
    await bottleneck.click()
    expect(await text('.panel h2')).toBe('3 outlets, at most 1 origin: Ministry of Ports')
    expect(await page.locator('.stmt .role').allInnerTexts()).toEqual(['relays', 'first said, later'])
    const [first, second] = ferry.statements
    await expectMarked(first?.contentSpans.map((span) => span.exact) ?? [])
    await page.locator('.stmt .said').nth(1).click()
    await expectMarked(second?.contentSpans.map((span) => span.exact) ?? [])
    expect(await bottleneck.getAttribute('aria-current')).toBe('true')
    await page.reload()
    await drawn()
    await expectMarked(second?.contentSpans.map((span) => span.exact) ?? [])
    expect(await text('.panel h2')).toBe('3 outlets, at most 1 origin: Ministry of Ports')
    await page.locator('.about-what button').first().click()
    expect(await text('.panel h2')).toBe(ferry.claims[0]?.text)
  })

  it('runs nothing that findings and names in the diagram say', async () => {
    const hostile = hostileCase()
    const [finding] = findingsOn(hostile, 0)
    if (!finding) throw new Error('no finding')
    await openWithFindings(
      hostile,
      [...ATTACKS, '__proto__', 'constructor'].map((attack) => ({
        ...finding,
        analysis: attack,
        headline: attack,
        note: attack,
        words: finding.words.map((word) => ({ ...word, role: attack })),
      })),
    )
    for (const row of (await page.locator('.finding').all()).slice(-8)) {
      await row.click()
      await page.locator('.stmt .role').first().waitFor()
    }
    await page.locator('.about-what button').first().click()
    await page.getByRole('button', { name: 'As a list' }).click()
    await page.locator('.pb[role=button]').first().click()
    await page.waitForTimeout(100)
    const seen = await page.evaluate(() => ({
      ran: Reflect.get(window, 'ran'),
      violations: Reflect.get(window, 'violations'),
      strangers: document.querySelectorAll('img, iframe, object, embed, script:not([src]), [onerror], [onload]').length,
    }))
    expect(seen).toEqual({ ran: undefined, violations: [], strangers: 0 })
  })

  it('draws 3,000 claims and stays usable', async () => {
    await open(largeCase(3000))
    expect(await text('.q p')).toContain('among 3,000 claims')
    await page.keyboard.press('/')
    await page.keyboard.type('shed 2997 before')
    await page.keyboard.press('Enter')
    await expect.poll(() => text('.panel h2')).toBe('Shed 2997 burned before the watch came round')
    await expectMarked(['report 1 of shed 2997 says it burned'])
  })
})

/** WCAG's ratio of two colours, each #rgb or #rrggbb. */
function contrast(a: string, b: string): number {
  const luminance = (colour: string) => {
    const digits = colour.length === 4 ? colour.replaceAll(/[^#]/g, '$&$&') : colour
    const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
      const share = Number.parseInt(digits.slice(at, at + 2), 16) / 255
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
  }
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y)
  return (light + 0.05) / (dark + 0.05)
}

const LONG_NAME =
  'members of the deputy spokesperson’s office of the permanent delegation of the united harbour authorities and associated island communities'
const LONG_TITLE = 'The much-awaited report on the landing stage came out on Tuesday, to nobody’s surprise'

/** One claim, by a speaker with a long name, in a source without an outlet. */
function longCase(): Case {
  const b = new CaseBuilder()
  const members = b.actor(LONG_NAME, 'unnamed', { plural: true })
  const text = 'They say the stage fell at night and nobody saw it.'
  const source = b.source(LONG_TITLE, text, null, null)
  const said = b.say(source, { by: members, cue: 'say', content: 'the stage fell at night and nobody saw it' })
  b.claim('The stage fell at night, and nobody on either side of the sound saw how it happened', [[said, 'asserts']])
  return b.build({ title: 'Night' })
}

const ATTACKS = [
  '<img src=x onerror="window.ran=1">',
  '<script>window.ran=2</script>',
  '"><svg onload="window.ran=3">',
  '</title><iframe srcdoc="<script>parent.ran=4</script>">',
  '${window.ran=5}{{ran=6}}<!--?lit$1-->',
  '\u202Egnp.evil<a href="javascript:window.ran=7">x</a>',
]

/** A case whose every text tries to run something. */
function hostileCase(): Case {
  const b = new CaseBuilder()
  const claims = ATTACKS.map((attack, i) => {
    const outlet = b.actor(`${attack} outlet`, 'outlet', { aliases: [attack] })
    const url = i === 0 ? `https://news.example/"onclick="window.ran=8` : i === 1 ? 'javascript:window.ran=9' : null
    const source = b.source(attack, `${i} says: ${attack}. And more.`, outlet, '2031-01-01', { url, language: attack })
    const speaker = b.actor(`${attack} speaker`, 'person', { roles: [{ title: attack, of: attack }] })
    const said = b.say(source, { by: speaker, cue: 'says', content: attack, saidAt: attack })
    return b.claim(`${attack} claim`, [[said, 'asserts']])
  })
  for (const [i, one] of claims.entries()) {
    const next = claims[i + 1]
    if (next)
      b.relate('contradicts', one, next, { reason: ATTACKS[i] ?? '', method: { name: ATTACKS[i] ?? '', version: '1' } })
  }
  return b.build({ title: ATTACKS[0] ?? '', question: ATTACKS[2] ?? '', notes: ATTACKS.join('\n') })
}
