import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { CHROMIUM, launch } from '../scripts/chromium.ts'
import { builtViewer, serve } from '../scripts/server.ts'
import { CaseBuilder, ferryCase, largeCase } from './case.fixture.ts'
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

  /** Clicks the canvas where a claim or the middle of a relation lies. */
  async function clickOnCanvas(id: string): Promise<void> {
    const at = await page.evaluate((what) => {
      const graph = document.querySelector('#graph')
      const locate: unknown = graph ? Reflect.get(graph, 'locate') : null
      const box = graph?.getBoundingClientRect()
      const point: { x: number; y: number } | null = typeof locate === 'function' ? locate(what) : null
      return point && box ? { x: point.x + box.x, y: point.y + box.y } : null
    }, id)
    if (!at) throw new Error(`${id} is not on the canvas`)
    await page.mouse.move(at.x, at.y)
    await page.mouse.click(at.x, at.y)
  }

  const text = async (selector: string) =>
    (await page.locator(selector).first().innerText()).replaceAll(/\s+/g, ' ').trim()

  it('opens on the largest dispute, with the words of its first statement marked in their source', async () => {
    await open(ferry)
    expect(await text('h1')).toBe('Why did the landing stage at Marrow Quay collapse?')
    expect(await text('.q p')).toBe('2 disputes among 8 claims, from 18 statements in 3 sources')
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
      .toBe('Claim, 3 statements, contradicts 2, supported by 1: A barge struck the landing stage')
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
    expect(await text('.rail .aside')).toBe('2 statements make no claim: 1 demand, 1 question. Read them')
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
    await page.close()
    await served?.close()
    await open({ ...ferry, relations: [] })
    expect(await text('.note-card')).toContain('No contradiction found.')
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
    await expect.poll(() => text('.page')).toContain('It came as snapshot format 99; this viewer reads 1.')
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

/** A case whose every text tries to run something. */
function hostileCase(): Case {
  const attacks = [
    '<img src=x onerror="window.ran=1">',
    '<script>window.ran=2</script>',
    '"><svg onload="window.ran=3">',
    '</title><iframe srcdoc="<script>parent.ran=4</script>">',
    '${window.ran=5}{{ran=6}}<!--?lit$1-->',
    '\u202Egnp.evil<a href="javascript:window.ran=7">x</a>',
  ]
  const b = new CaseBuilder()
  const claims = attacks.map((attack, i) => {
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
      b.relate('contradicts', one, next, { reason: attacks[i] ?? '', method: { name: attacks[i] ?? '', version: '1' } })
  }
  return b.build({ title: attacks[0] ?? '', question: attacks[2] ?? '', notes: attacks.join('\n') })
}
