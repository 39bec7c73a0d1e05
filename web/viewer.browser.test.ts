import { expect, it } from 'vitest'
import { launch } from '../scripts/chromium.ts'
import { analyse } from '../graph/analyse/analyses.ts'
import { analysisLines } from '../graph/snapshot.ts'
import { describeInBrowser } from './browser.fixture.ts'
import { CaseBuilder, ferryCase, findingsOn, largeCase, pierCase } from './case.fixture.ts'
import type { Case } from '../src/model/records.ts'

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

describeInBrowser('the viewer', (viewer) => {
  it('opens on the largest dispute, with the words of its first statement marked in their source', async () => {
    await viewer.open(ferry)
    expect(await viewer.text('h1')).toBe('Why did the landing stage at Marrow Quay collapse?')
    expect(await viewer.text('.q p')).toBe(
      '4 disputes among 8 claims, from 18 statements in 3 sources; the largest: 2 sides, each on at most 1 independent origin',
    )
    expect(await viewer.text('.panel h2')).toBe('Why these contradict')
    await viewer.expectMarked(['engineers of the ferry line found rust on every second bolt'])
    expect(await viewer.marked('cue')).toEqual(['According to'])
    expect(await viewer.marked('speaker')).toEqual(['Radio Teal'])
  })

  it('opens a claim that is clicked on the canvas, and each statement at its exact words', async () => {
    await viewer.open(ferry)
    await viewer.clickOnCanvas(barge.id)
    await expect.poll(() => viewer.text('.panel h2')).toBe(barge.text)
    await viewer.expectMarked(['a barge had struck the stage shortly before midnight'])
    expect(await viewer.text('.tabs')).toBe('Asserted 3 Denied 1 Questioned 1 Other side 5 Relations 3')
    for (const statement of ferry.statements.filter((s) =>
      ferry.stances.some((v) => v.claim === barge.id && v.statement === s.id && v.stance === 'asserts'),
    )) {
      await viewer.page.locator(`[data-statement=${statement.id}]`).click()
      await viewer.expectMarked(statement.contentSpans.map((span) => span.exact))
      expect(await viewer.marked('speaker')).toEqual(statement.speakerSpans.map((span) => span.exact))
    }
    const isInView = await viewer.page.evaluate(() => {
      const [range] = [...(CSS.highlights.get('content') ?? [])]
      const box = document.querySelector('#source-text')?.getBoundingClientRect()
      const words = range instanceof Range ? range.getBoundingClientRect() : null
      return Boolean(box && words && words.top >= box.top && words.bottom <= box.bottom)
    })
    expect(isInView).toBe(true)
  })

  it('marks every part of a discontinuous content, and writes an ellipsis between them', async () => {
    await viewer.open(ferry, { at: `#claim=${claim('Bolts came apart in a reporter’s hand').id}` })
    await viewer.expectMarked(['Our reporter has seen the bolts', 'two came apart in her hand'])
    expect(await viewer.text('.said')).toBe('Our reporter has seen the bolts … two came apart in her hand')
  })

  it('shows the chain from speaker to outlet, dashed where nobody is named, and marks only where the source has them', async () => {
    await viewer.open(ferry, { at: `#claim=${rusty.id}` })
    expect(await viewer.page.locator('.stmt .chain .name').allInnerTexts()).toEqual([
      'engineers of the ferry line',
      'Radio Teal',
      'Quay Gazette',
    ])
    expect(await viewer.page.locator('.stmt .actor.open').allInnerTexts()).toEqual(['engineers of the ferry line'])
    expect(await viewer.text('.said')).toBe('rust on every second bolt')
    await viewer.goto(`#claim=${claim('The barge came in too fast').id}`)
    await expect.poll(() => viewer.text('.stmt .said')).toBe('“It came in far too fast,”')
    expect(await viewer.text('.stmt .chips')).toContain('via local media')
  })

  it('says why two claims contradict when their line is clicked', async () => {
    await viewer.open(ferry, { at: '#nothing' })
    expect(await viewer.text('.panel h2')).toBe(ferry.manifest.title)
    await viewer.clickOnCanvas(dispute.id)
    await expect.poll(() => viewer.text('.why')).toContain('Each names another cause of the same collapse.')
    expect(await viewer.text('.why')).toContain('contrary: both cannot hold.')
    expect(await viewer.page.locator('.two u').allInnerTexts()).toEqual([
      'Rust, not a barge',
      'a barge had struck the stage',
    ])
    expect(await viewer.page.locator('.why').innerText()).not.toContain('Score')
    await viewer.page.getByRole('tab', { name: barge.text }).click()
    await viewer.expectMarked(['a barge had struck the stage shortly before midnight'])
  })

  it('shows a score only for what is not yet reviewed', async () => {
    await viewer.open(ferry)
    await viewer.page.locator('.finding').nth(1).click()
    expect(await viewer.text('.why')).toContain('Score 0.61 of 1.')
  })

  it('finds words with the keyboard alone, and opens them marked', async () => {
    await viewer.open(ferry)
    await viewer.page.keyboard.press('/')
    await viewer.page.keyboard.type('EATEN years')
    await expect
      .poll(() => viewer.page.locator('.hit').allInnerTexts())
      .toEqual(['the bolts had been eaten through for years'])
    await viewer.page.keyboard.press('Enter')
    await viewer.expectMarked(['the bolts had been eaten through for years'])
    expect(await viewer.text('.panel h2')).toBe(corroded.text)
    expect(await viewer.page.locator('.hits').count()).toBe(0)
  })

  it('walks the rows of the search with the arrows, over claims, words, actors and sources', async () => {
    await viewer.open(ferry)
    await viewer.page.keyboard.press('/')
    await viewer.page.keyboard.type('radio')
    const kinds = () => viewer.page.locator('.hits > .k').allInnerTexts()
    await expect.poll(kinds).toEqual(['Actors'])
    await viewer.page.locator('#find').fill('stage')
    await expect.poll(kinds).toEqual(['Claims', 'Words', 'Sources'])
    await viewer.page.keyboard.press('ArrowDown')
    const second = await viewer.page.locator('.hit[aria-selected=true] span').innerText()
    await viewer.page.keyboard.press('Enter')
    await expect.poll(() => viewer.text('.panel h2')).toBe(second)
  })

  it('says what was searched when nothing matches, and Escape leaves the search', async () => {
    await viewer.open(ferry)
    await viewer.page.keyboard.press('/')
    await viewer.page.keyboard.type('zeppelin')
    await expect.poll(() => viewer.text('.hits')).toContain('Nothing matches “zeppelin”')
    expect(await viewer.text('.hits')).toContain('Searched 8 claims, 18 statements, 13 actors and 3 sources.')
    await viewer.page.keyboard.press('Escape')
    expect(await viewer.page.locator('.hits').count()).toBe(0)
    expect(await viewer.page.locator('#find').inputValue()).toBe('')
  })

  it('filters by the legend, in the table too, and shows each filter with a way out', async () => {
    await viewer.open(ferry)
    await viewer.page.getByRole('button', { name: 'Table' }).click()
    const sizes = () => viewer.text('.table-bar .tabs')
    await viewer.page.locator('.table-bar').waitFor()
    expect(await sizes()).toBe('Claims 8 Relations 6 Statements 18')
    await viewer.page.locator('.leg', { hasText: 'supports' }).click()
    expect(await sizes()).toBe('Claims 8 Relations 2 Statements 18')
    expect(await viewer.text('.filter')).toContain('without supports 4')
    await viewer.page.locator('.leg', { hasText: 'proposed' }).click()
    expect(await sizes()).toBe('Claims 8 Relations 1 Statements 18')
    await viewer.page.locator('.filter').first().click()
    await viewer.page.locator('.filter').first().click()
    expect(await sizes()).toBe('Claims 8 Relations 6 Statements 18')
    await viewer.page.locator('.leg', { hasText: 'rejected' }).click()
    expect(await sizes()).toBe('Claims 8 Relations 7 Statements 18')
    await viewer.page
      .getByRole('row', { name: new RegExp(barge.text) })
      .first()
      .getByRole('button')
      .first()
      .click()
    expect(await viewer.text('.panel h2')).toBe(barge.text)
  })

  it('walks the graph with the arrow keys, says each claim aloud, and Enter opens it', async () => {
    await viewer.open(ferry, { at: `#claim=${corroded.id}` })
    await viewer.page.locator('#graph').focus()
    await viewer.page.keyboard.press('ArrowRight')
    await expect
      .poll(() => viewer.text('.canvas [role=status]'))
      .toBe(
        'Claim, 3 statements, at most 1 origin, denied by 1, contradicts 2, supported by 1: A barge struck the landing stage',
      )
    await viewer.page.keyboard.press('Enter')
    await expect.poll(() => viewer.text('.panel h2')).toBe(barge.text)
  })

  it('keeps the selection in the address: reload and the back button bring it back', async () => {
    await viewer.open(ferry)
    await viewer.clickOnCanvas(barge.id)
    await viewer.expectMarked(['a barge had struck the stage shortly before midnight'])
    await viewer.page.locator('.said', { hasText: 'a barge rammed the stage' }).click()
    await viewer.expectMarked(['a barge rammed the stage'])
    await viewer.page.reload()
    await viewer.drawn()
    await viewer.expectMarked(['a barge rammed the stage'])
    expect(await viewer.text('.panel h2')).toBe(barge.text)
    await viewer.page.goBack()
    await expect.poll(() => viewer.text('.panel h2')).toBe('Why these contradict')
    await viewer.page.goForward()
    await expect.poll(() => viewer.text('.panel h2')).toBe(barge.text)
  })

  it('stays with the last choice when the text of an earlier one comes late', async () => {
    await viewer.open(ferry, { at: `#claim=${rusty.id}` })
    await viewer.expectMarked(['rust on every second bolt'])
    await viewer.page.route('**/api/sources/**', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 400))
      await route.continue()
    })
    await viewer.page.locator('.src', { hasText: 'Evening bulletin' }).click()
    await viewer.page.locator('.finding').first().click()
    await viewer.page.waitForTimeout(800)
    expect(await viewer.text('.panel h2')).toBe('Why these contradict')
    await viewer.expectMarked(['engineers of the ferry line found rust on every second bolt'])
  })

  it('Escape steps back: the words, then the selection', async () => {
    await viewer.open(ferry)
    await viewer.page.locator('.finding').first().click()
    await viewer.page.keyboard.press('Escape')
    expect(await viewer.page.locator('.source').count()).toBe(0)
    await viewer.page.keyboard.press('Escape')
    expect(await viewer.text('.panel h2')).toBe(ferry.manifest.title)
  })

  it('lists the statements that make no claim', async () => {
    await viewer.open(ferry)
    expect(await viewer.page.locator('.rail .aside', { hasText: 'make no claim' }).innerText()).toBe(
      '2 statements make no claim: 1 demand, 1 question. Read them',
    )
    await viewer.page.getByRole('button', { name: 'Read them' }).click()
    expect(await viewer.page.locator('.said').allInnerTexts()).toEqual([
      'the line refund every ticket',
      '“Who signed the last inspection?”',
    ])
    await viewer.expectMarked(['the line refund every ticket'])
  })

  it('opens a source with its statements, and walks them in reading order', async () => {
    await viewer.open(ferry)
    await viewer.page.locator('.src', { hasText: 'Evening bulletin' }).click()
    expect(await viewer.text('.pg span')).toBe('1 of 4')
    expect(await viewer.page.getByRole('link', { name: 'open address' }).count()).toBe(0)
    await viewer.page.getByRole('button', { name: 'Next statement in this source' }).click()
    await viewer.expectMarked(['all its barges were moored by ten'])
    expect(await viewer.page.locator('.stmt.on .chips').innerText()).toContain('6–7 May')
  })

  it('mirrors a row that is written right to left', async () => {
    await viewer.open(ferry, { at: `#claim=${barge.id}` })
    await viewer.page.getByRole('tab', { name: 'Denied' }).click()
    expect(await viewer.page.locator('.stmt').getAttribute('dir')).toBe('rtl')
    await viewer.expectMarked(['تكون أي سفينة قد اقتربت من الرصيف'])
  })

  it('runs nothing that a hostile case says, and breaks no rule of its own policy', async () => {
    await viewer.open(hostileCase())
    const hrefs: string[] = []
    for (const row of await viewer.page.locator('.src').all()) {
      await row.click()
      await viewer.page.locator('#source-text').waitFor()
      hrefs.push(
        ...(await viewer.page
          .locator('.panel a[href]')
          .evaluateAll((links) => links.map((a) => a.getAttribute('href') ?? ''))),
      )
      for (const link of await viewer.page.locator('.panel a[href]').all())
        expect(await link.getAttribute('rel')).toContain('noreferrer')
    }
    await viewer.page.locator('.chain button').first().click()
    await viewer.page.getByRole('button', { name: 'Table' }).click()
    await viewer.page.keyboard.press('/')
    await viewer.page.keyboard.type('<img')
    await viewer.page.locator('.hit').first().waitFor()
    await viewer.page.waitForTimeout(200)
    const seen = await viewer.page.evaluate(() => ({
      ran: Reflect.get(window, 'ran'),
      violations: Reflect.get(window, 'violations'),
      strangers: document.querySelectorAll('img, iframe, object, embed, script:not([src]), [onerror], [onload]').length,
    }))
    expect(seen).toEqual({ ran: undefined, violations: [], strangers: 0 })
    expect(new Set(hrefs)).toEqual(new Set(['https://news.example/%22onclick=%22window.ran=8']))
  })

  it('says what to do when there are no claims, and when there are no relations', async () => {
    await viewer.open(new CaseBuilder().build({ title: 'New', question: 'What happened?' }))
    await expect.poll(() => viewer.text('.empty')).toContain('No sources yet')
    expect(await viewer.text('.empty')).toContain('Add articles with hearsay build CASE TEXT…, then')
    await viewer.page.close()
    await viewer.served?.close()
    await viewer.open({ ...ferry, relations: [], stances: ferry.stances.filter(({ stance }) => stance !== 'denies') })
    expect(await viewer.text('.note-card')).toContain('No contradiction found.')
    expect(await viewer.text('.rail .none')).toContain('No disputes found in this case. None found is not none there')
    expect(await viewer.page.locator('.findings.brief .finding').count()).toBe(5)
    await viewer.expectMarked(['engineers of the ferry line found rust on every second bolt'])
    expect(await viewer.text('.q p')).toBe('No disputes among 8 claims, from 18 statements in 3 sources')
  })

  it('keeps working when the server has gone, and brings the words back when it is here again', async () => {
    await viewer.open(ferry, { at: `#claim=${rusty.id}` })
    await viewer.expectMarked(['rust on every second bolt'])
    await viewer.page.context().setOffline(true)
    await viewer.clickOnCanvas(claim('Every barge was moored by ten').id)
    await expect.poll(() => viewer.text('.banner')).toContain('The server has gone')
    expect(await viewer.text('.panel h2')).toBe('Every barge was moored by ten')
    await viewer.page.context().setOffline(false)
    await viewer.page.getByRole('button', { name: 'Try again' }).click()
    await viewer.expectMarked(['all its barges were moored by ten'])
    expect(await viewer.page.locator('.banner').count()).toBe(0)
    // Without a hand it comes back too.
    await viewer.page.context().setOffline(true)
    await viewer.page.locator('.src').nth(1).click()
    await expect.poll(() => viewer.text('.banner small')).toMatch(/^(?:next try in [12] s|trying again)$/)
    await viewer.page.context().setOffline(false)
    await viewer.page.locator('#source-text').waitFor()
    expect(await viewer.page.locator('.banner').count()).toBe(0)
  })

  it('says so when the server is gone from the start, or speaks another format', async () => {
    await viewer.serve(ferry)
    await viewer.newPage()
    await viewer.page.route('**/api/snapshot', (route) => route.abort())
    await viewer.goto()
    await expect.poll(() => viewer.text('h1')).toBe('The server has gone')
    await viewer.page.unroute('**/api/snapshot')
    await viewer.page.route('**/api/snapshot', (route) => route.fulfill({ json: { format: 99 } }))
    await viewer.page.getByRole('button', { name: 'Try again' }).click()
    await expect.poll(() => viewer.text('.page')).toContain('It came as snapshot format 99; this viewer reads 3.')
    await viewer.page.unroute('**/api/snapshot')
    await viewer.page.getByRole('button', { name: 'Try again' }).click()
    await viewer.drawn()
  })

  it('shows the table where there is no WebGL', async () => {
    const plain = await launch(['--disable-3d-apis'])
    try {
      await viewer.serve(ferry)
      await viewer.newPage({ from: plain })
      await viewer.goto()
      await expect.poll(() => viewer.text('.note-card')).toContain('This browser draws no WebGL.')
      expect(await viewer.text('.table-bar .tabs')).toBe('Claims 8 Relations 6 Statements 18')
      await viewer.page
        .getByRole('row', { name: new RegExp(rusty.text) })
        .first()
        .getByRole('button')
        .first()
        .click()
      await viewer.expectMarked(['rust on every second bolt'])
    } finally {
      await viewer.page.close()
      await plain.close()
      await viewer.newPage()
    }
  })

  it('is dark when the system is, and remembers a person’s own choice', async () => {
    await viewer.open(ferry, { dark: true })
    const ground = () => viewer.page.evaluate(() => getComputedStyle(document.body).backgroundColor)
    expect(await ground()).toBe('rgb(19, 21, 24)')
    await viewer.page.getByRole('button', { name: 'Light or dark' }).click()
    expect(await ground()).toBe('rgb(247, 246, 243)')
    await viewer.page.reload()
    await viewer.drawn()
    expect(await ground()).toBe('rgb(247, 246, 243)')
  })

  it.each([360, 390, 768, 1280, 1920])('fits %i px without a sideways scroll', async (width) => {
    await viewer.open(ferry, { width, height: 844 })
    const overflow = () =>
      viewer.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    expect(await overflow()).toBe(0)
    if (width > 720) return
    await viewer.page.locator('.finding').first().click()
    await viewer.expectMarked(['engineers of the ferry line found rust on every second bolt'])
    expect(await viewer.page.locator('#source-text').isVisible()).toBe(true)
    await viewer.page.locator('.screens').getByRole('button', { name: 'Graph' }).click()
    await viewer.clickOnCanvas(barge.id)
    await expect.poll(() => viewer.text('.panel h2')).toBe(barge.text)
    expect(await overflow()).toBe(0)
  })

  it('lists claims that are denied among the findings, and opens them with what was asserted and denied', async () => {
    await viewer.open(ferry)
    expect(await viewer.text('.rail h2')).toBe('Findings 7')
    const denied = viewer.page.locator('.finding', { hasText: 'is denied by' }).filter({ hasText: corroded.text })
    expect((await denied.innerText()).replaceAll(/\s+/g, ' ')).toBe(
      'Rusted bolts brought the landing stage down is denied by a spokesman for the line 3 against 1 statement at most 1 origin against none named',
    )
    expect(await denied.locator('bdi.open').innerText()).toBe('a spokesman for the line')
    await denied.click()
    expect(await viewer.text('.panel h2')).toBe(corroded.text)
    expect(await denied.getAttribute('aria-current')).toBe('true')
    await viewer.page.getByRole('tab', { name: 'Denied 1' }).click()
    await viewer.expectMarked(['the stage was rotten'])
  })

  it('says how many assert and deny a claim that nothing contradicts', async () => {
    await viewer.open({ ...ferry, relations: [] }, { at: `#claim=${barge.id}` })
    expect(await viewer.text('.q p')).toBe(
      '2 disputes among 8 claims, from 18 statements in 3 sources; the largest: 2 sides, at most 1 independent origin against none named',
    )
    expect(await viewer.text('.sides')).toBe(
      'Asserted at most 1 origin Ilse Brandt 3 statements, 3 outlets Denied at most 1 origin سامر الخطيب 1 statement, 1 outlet',
    )
    await viewer.page
      .locator('.sides')
      .getByRole('button', { name: /Denied/ })
      .click()
    await viewer.expectMarked(['تكون أي سفينة قد اقتربت من الرصيف'])
  })

  it('ends a chain in the title of its source where no outlet is named', async () => {
    await viewer.open(longCase())
    expect(await viewer.page.locator('.stmt .chain .name').allInnerTexts()).toEqual([LONG_NAME, LONG_TITLE])
    expect(await viewer.page.locator('.stmt .actor.open').allInnerTexts()).toEqual([LONG_NAME])
    await viewer.page.locator('.stmt .actor.title').click()
    await expect.poll(() => viewer.text('.panel h2')).toBe(LONG_TITLE)
    await viewer.expectMarked(['the stage fell at night and nobody saw it'])
  })

  it('has tabs that name the list they open, and walks them with the keyboard', async () => {
    await viewer.open(ferry, { at: `#claim=${barge.id}` })
    const panel = viewer.page.getByRole('tabpanel')
    const tab = (name: string) => viewer.page.getByRole('tab', { name })
    expect(await viewer.page.getByRole('tablist', { name: 'Statements' }).count()).toBe(1)
    for (const one of await viewer.page.getByRole('tab').all())
      expect(await one.getAttribute('aria-controls')).toBe(await panel.getAttribute('id'))
    expect(await panel.getAttribute('aria-labelledby')).toBe(await tab('Asserted').getAttribute('id'))
    await tab('Asserted').focus()
    const here = () => viewer.page.evaluate(() => document.activeElement?.textContent?.replaceAll(/\s+/g, ' ').trim())
    for (const [key, name] of [
      ['ArrowRight', 'Denied 1'],
      ['End', 'Relations 3'],
      ['ArrowRight', 'Asserted 3'],
      ['ArrowLeft', 'Relations 3'],
      ['Home', 'Asserted 3'],
    ] as const) {
      await viewer.page.keyboard.press(key)
      await expect.poll(here).toBe(name)
      expect(await panel.getAttribute('aria-labelledby')).toBe(await tab(name).getAttribute('id'))
    }
  })

  it.each(['', '#nothing', `#claim=${barge.id}`, '#claimless&view=table'])(
    'names every control and skips no heading at "%s"',
    async (at) => {
      await viewer.open(ferry, { at })
      const found = await viewer.page.evaluate(() => {
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
    await viewer.open(ferry, { dark })
    const colours = await viewer.page.evaluate(() => {
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
    await viewer.open(ferry)
    expect(await viewer.kept()).toBeNull()
    const point = async (id: string) => {
      const { x, y } = await viewer.locateStill(id)
      // Leaving one form and entering another are two moves for the canvas.
      await viewer.page.mouse.move(x - 1, y)
      await viewer.page.mouse.move(x, y)
    }
    await point(rusty.id)
    const lines = ferry.relations.filter((r) => r.status !== 'rejected' && (r.from === rusty.id || r.to === rusty.id))
    const near = new Set([rusty.id, ...lines.flatMap((r) => [r.id, r.from, r.to])])
    await expect.poll(() => viewer.kept()).toEqual([...near].sort())
    await point(dispute.id)
    await expect.poll(() => viewer.kept()).toEqual([dispute.id, dispute.from, dispute.to].sort())
    await viewer.page.mouse.move(5, 5)
    await expect.poll(() => viewer.kept()).toBeNull()
  })

  it('leaves a claim where it was dropped, through filters and another selection, and does not open it', async () => {
    await viewer.open(ferry, { at: '#nothing' })
    const from = await viewer.locateStill(rusty.id)
    const to = { x: from.x + 70, y: from.y + 40 }
    await viewer.page.mouse.move(from.x, from.y)
    await viewer.page.mouse.down()
    await viewer.page.mouse.move(from.x + 30, from.y + 10, { steps: 4 })
    await viewer.page.mouse.move(to.x, to.y, { steps: 6 })
    await viewer.page.mouse.up()
    const isThere = async () => {
      const { x, y } = await viewer.locate(rusty.id)
      return Math.hypot(x - to.x, y - to.y) < 2
    }
    await expect.poll(isThere).toBe(true)
    expect(await viewer.text('.panel h2')).toBe(ferry.manifest.title)
    await viewer.page.mouse.move(5, 5)
    // A filter takes room from the canvas as long as it is on.
    await viewer.page.locator('.leg', { hasText: 'supports' }).click()
    await viewer.page.locator('.filter').click()
    await viewer.page.locator('.finding').first().click()
    await expect.poll(isThere).toBe(true)
    await viewer.clickOnCanvas(rusty.id)
    await expect.poll(() => viewer.text('.panel h2')).toBe(rusty.text)
  })

  it('opens a claim that is tapped, and moves one that is dragged with a finger', async () => {
    await viewer.serve(ferry)
    const context = await viewer.browser.newContext({
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
      reducedMotion: 'reduce',
    })
    const page = await viewer.watch(await context.newPage())
    await viewer.goto()
    await viewer.drawn()
    const screen = (name: string) => viewer.page.locator('.screens').getByRole('button', { name }).tap()
    await screen('Graph')
    const { x, y } = await viewer.locateStill(barge.id)
    await viewer.page.touchscreen.tap(x, y)
    await expect.poll(() => viewer.text('.panel h2')).toBe(barge.text)
    await screen('Graph')
    const from = await viewer.locateStill(rusty.id)
    const touch = await context.newCDPSession(page)
    const at = (dx: number) => [{ x: from.x + dx, y: from.y + dx / 2 }]
    await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: at(0) })
    for (const dx of [10, 20, 30, 40])
      await touch.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: at(dx) })
    await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
    await expect
      .poll(async () => {
        const now = await viewer.locate(rusty.id)
        return Math.hypot(now.x - from.x - 40, now.y - from.y - 20) < 2
      })
      .toBe(true)
    await context.close()
  })

  it.each([360, 390])('shows the words of a speaker with a long name, and all tabs, at %i px', async (width) => {
    await viewer.open(longCase(), { width, height: 740 })
    await viewer.page.locator('.screens').getByRole('button', { name: 'Evidence' }).click()
    await viewer.expectMarked(['the stage fell at night and nobody saw it'])
    const isWhole = () =>
      viewer.page.evaluate(() => {
        const [words, list] = ['.stmt.on .said', '.scroll'].map((s) =>
          document.querySelector(s)?.getBoundingClientRect(),
        )
        return Boolean(words && list && words.top >= list.top && words.bottom <= list.bottom)
      })
    await expect.poll(isWhole).toBe(true)
    await viewer.page.goto('about:blank')
    await viewer.served?.close()
    await viewer.page.close()
    await viewer.open(ferry, { width, height: 740, at: `#claim=${barge.id}` })
    const tabs = await viewer.page.evaluate(() => {
      const row = document.querySelector('.tabs')
      const tops = [...(row?.children ?? [])].map((tab) => Math.round(tab.getBoundingClientRect().top))
      return { count: tops.length, rows: new Set(tops).size, over: row ? row.scrollWidth - row.clientWidth : NaN }
    })
    expect(tabs).toEqual({ count: 5, rows: 1, over: 0 })
  })

  /** Opens a case with findings that were made by hand, as the server would send them. */
  async function openWithFindings(theCase: Case, findings = findingsOn(theCase)): Promise<void> {
    await viewer.serve(theCase)
    await viewer.newPage()
    const body = [...analysisLines({ ...analyse(theCase), findings })].join('')
    await viewer.page.route('**/api/analyses', (route) => route.fulfill({ body }))
    await viewer.goto()
    await viewer.drawn()
  }
  const pier = pierCase()
  const atPier = (words: string) => `#claim=${find(pier.claims, (c) => c.text.includes(words)).id}`

  it.each([
    ['was sold', 'at most 1 origin Ministry of Ports 5 statements, 3 outlets', '3 outlets, at most 1 origin'],
    ['is gone', 'none named 2 statements, 2 outlets', '2 outlets, none named'],
    ['lamp', 'not decidable 2 statements, 2 outlets', '2 outlets, not decidable'],
    ['Smoke', 'at most 10 origins', '10 outlets, at most 10 origins'],
  ])('says on how many origins "%s" rests, never as a bare number', async (words, side, heading) => {
    await viewer.open(pier, { at: atPier(words) })
    expect(await viewer.text('.sides')).toContain(side)
    expect(await viewer.text('.org h3 span')).toBe(heading)
  })

  it('opens the words of each hop of the diagram, by pointer and keyboard, and keeps it in view', async () => {
    await viewer.open(pier, { at: atPier('was sold') })
    const box = (name: string) => viewer.page.locator('.pb', { hasText: name })
    expect(await viewer.page.locator('.pb[role=button]').count()).toBe(6)
    await box('Coastal Agency').click()
    await viewer.expectMarked(['Ana Okoro said the pier was sold in spring'])
    expect(await box('Coastal Agency').getAttribute('aria-current')).toBe('true')
    expect(await box('Ministry of Ports').locator('title').textContent()).toContain('in the cut')
    await box('officials').focus()
    await viewer.page.keyboard.press('Enter')
    await viewer.expectMarked(['it was gone for good'])
    expect(await box('officials').locator('title').textContent()).toBe(
      'officials, unnamed, not counted: open the words',
    )
    expect(await viewer.page.locator('.org .note').innerText()).toContain(
      'Every named path passes through Ministry of Ports. The unnamed never count.',
    )
    expect(await box('You').isVisible()).toBe(true)
  })

  it('says who was counted as one, and lists every path in full', async () => {
    await viewer.open(pier, { at: atPier('was sold') })
    await viewer.page.getByRole('button', { name: 'How this is counted' }).click()
    expect(
      (await viewer.text('.counted')).match(/(Ana Okoro and Ben Li|Ben Li and Ana Okoro) count as Ministry of Ports\./),
    ).toBeTruthy()
    await viewer.page.getByRole('button', { name: 'As a list' }).click()
    expect(await viewer.page.locator('.paths li').count()).toBe(5)
    await viewer.page.locator('.paths').getByRole('button', { name: 'Ben Li' }).click()
    await viewer.expectMarked(['a buyer had it by June'])
    await viewer.page.getByRole('tab', { name: 'Denied' }).click()
    expect(await viewer.text('.org h3 span')).toBe('Denied in 1 outlet, at most 1 origin')
    await viewer.page.locator('.pb.cut').click()
    await viewer.expectMarked(['it was ever sold'])
  })

  it('draws a few of many paths, and the others in a list', async () => {
    await viewer.open(pierCase(200), { at: `#claim=${find(pierCase(200).claims, (c) => c.text.includes('Smoke')).id}` })
    expect(await viewer.page.locator('.pb.cut').count()).toBe(4)
    await viewer.page.getByRole('button', { name: 'And 196 more paths' }).click()
    expect(await viewer.page.locator('.paths li').count()).toBe(200)
    await viewer.page.locator('.paths').getByRole('button', { name: 'Keeper 177', exact: true }).click()
    await viewer.expectMarked(['pier 177 smoked'])
  })

  it('says the number of origins in the table and the search too', async () => {
    await viewer.open(pier, { at: '#nothing&view=table' })
    const cells = await viewer.page.locator('tbody tr td:nth-child(3)').allInnerTexts()
    expect(cells.sort()).toEqual(['at most 1', 'at most 10', 'none named', 'not decidable'])
    await viewer.page.keyboard.press('/')
    await viewer.page.keyboard.type('lamp failed')
    await expect.poll(() => viewer.text('.hit small')).toBe('2 statements · not decidable')
  })

  it('lists the findings of each analysis below the disputes, and opens one at its first words', async () => {
    await openWithFindings(ferry)
    expect(await viewer.text('.rail h2')).toBe('Findings 9')
    const list = viewer.page.getByRole('list', { name: 'quotations that differ' })
    expect(await list.locator('.finding').count()).toBe(2)
    await viewer.page.getByRole('button', { name: 'Show all 4 quotations that differ' }).click()
    expect(await list.locator('.finding').count()).toBe(4)
    const bottleneck = viewer.page.locator('.finding', { hasText: 'Ministry of Ports' })
    await bottleneck.click()
    expect(await viewer.text('.panel h2')).toBe('3 outlets, at most 1 origin: Ministry of Ports')
    expect(await viewer.page.locator('.stmt .role').allInnerTexts()).toEqual(['relays', 'first said, later'])
    const [first, second] = ferry.statements
    await viewer.expectMarked(first?.contentSpans.map((span) => span.exact) ?? [])
    await viewer.page.locator('.stmt .said').nth(1).click()
    await viewer.expectMarked(second?.contentSpans.map((span) => span.exact) ?? [])
    expect(await bottleneck.getAttribute('aria-current')).toBe('true')
    await viewer.page.reload()
    await viewer.drawn()
    await viewer.expectMarked(second?.contentSpans.map((span) => span.exact) ?? [])
    expect(await viewer.text('.panel h2')).toBe('3 outlets, at most 1 origin: Ministry of Ports')
    await viewer.page.locator('.about-what button').first().click()
    expect(await viewer.text('.panel h2')).toBe(ferry.claims[0]?.text)
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
    for (const row of (await viewer.page.locator('.finding').all()).slice(-8)) {
      await row.click()
      await viewer.page.locator('.stmt .role').first().waitFor()
    }
    await viewer.page.locator('.about-what button').first().click()
    await viewer.page.getByRole('button', { name: 'As a list' }).click()
    await viewer.page.locator('.pb[role=button]').first().click()
    await viewer.page.waitForTimeout(100)
    const seen = await viewer.page.evaluate(() => ({
      ran: Reflect.get(window, 'ran'),
      violations: Reflect.get(window, 'violations'),
      strangers: document.querySelectorAll('img, iframe, object, embed, script:not([src]), [onerror], [onload]').length,
    }))
    expect(seen).toEqual({ ran: undefined, violations: [], strangers: 0 })
  })

  it('draws 3,000 claims and stays usable', async () => {
    await viewer.open(largeCase(3000))
    expect(await viewer.text('.q p')).toContain('among 3,000 claims')
    await viewer.page.keyboard.press('/')
    await viewer.page.keyboard.type('shed 2997 before')
    await viewer.page.keyboard.press('Enter')
    await expect
      .poll(() => viewer.text('.panel h2'), { timeout: 10_000 })
      .toBe('Shed 2997 burned before the watch came round')
    await viewer.expectMarked(['report 1 of shed 2997 says it burned'])
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
