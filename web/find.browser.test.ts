import { readFile } from 'node:fs/promises'
import axe from 'axe-core'
import { expect, it } from 'vitest'
import { describeInBrowser } from './browser.fixture.ts'
import { CaseBuilder, ferryCase } from './case.fixture.ts'

const ferry = ferryCase()
const gazette = ferry.actors.find(({ name }) => name === 'Quay Gazette')?.id ?? ''

/** The same words in scripts of their own. */
function manyScripts() {
  const b = new CaseBuilder()
  const words = ['双方昨天达成停火协议', 'לא הייתה הפסקת אש', 'لا هدنة اليوم', 'The <b>ceasefire</b> held']
  const source = b.source('Words', words.join('. '), null, '2031-05-06')
  for (const [i, content] of words.entries()) {
    const said = b.say(source, { by: b.actor(`Witness ${i + 1}`, 'person'), content })
    b.claim(`Claim ${i + 1}`, [[said, 'asserts']])
  }
  return b.build()
}

describeInBrowser('finding', (viewer) => {
  const weights = () =>
    viewer.page
      .locator('#table-panel tbody tr')
      .evaluateAll((rows) => rows.map((row) => row.textContent?.trim()).length)

  it('narrows everything by a facet, with the keyboard, and goes back and forward', async () => {
    await viewer.open(ferry)
    await viewer.page.locator('#facet-form').focus()
    await viewer.page.keyboard.press('Enter')
    await viewer.page.keyboard.press('Tab')
    await viewer.page.keyboard.press('ArrowDown')
    await viewer.page.keyboard.press('ArrowUp')
    const label = await viewer.page.locator('.choice:focus-within').innerText()
    await viewer.page.keyboard.press('Space')
    const [form = '', size = ''] = label.split('\n')
    await expect.poll(() => viewer.text('.filters')).toContain(`Form ${form} ${size} statements`)
    await expect.poll(() => viewer.text('.filters')).toContain(`${size} of 18 statements`)
    expect(viewer.page.url()).toContain(`only-form=${form}`)
    await viewer.page.goBack()
    await expect.poll(() => viewer.page.locator('.filters').count()).toBe(0)
    await viewer.page.goForward()
    await expect.poll(() => viewer.text('.filters')).toContain(form)
    await viewer.page.locator('.filters button', { hasText: 'Clear the filters' }).click()
    await expect.poll(() => viewer.page.locator('.filters').count()).toBe(0)
    expect(viewer.page.url()).not.toContain('only-')
  })

  it('keeps canvas, findings, table and search in step with the filter in the address', async () => {
    await viewer.open(ferry, { at: `#nothing&only-outlet=${gazette}` })
    await expect.poll(() => viewer.text('.filters .left')).toMatch(/^8 of 18 statements, \d of 8 claims/)
    const claims = Number(/, (\d) of 8/.exec(await viewer.text('.filters .left'))?.[1])
    await viewer.page.keyboard.press('Shift')
    await viewer.page.getByRole('button', { name: 'Table' }).click()
    await expect.poll(weights).toBe(claims)
    await viewer.page.locator('#table-statements').click()
    await expect.poll(weights).toBe(8)
    await viewer.page.keyboard.press('/')
    await viewer.page.keyboard.type('Island')
    await expect.poll(() => viewer.text('.hits')).toContain('Nothing matches “Island”')
    expect(await viewer.text('.hits')).toContain('within 1 filter')
    await viewer.page
      .getByRole('button', { name: /^Clear the filters/ })
      .last()
      .click()
    await expect.poll(() => viewer.page.locator('.filters').count()).toBe(0)
  })

  it('says that nothing passes, and gives the way out', async () => {
    await viewer.open(ferry, { at: '#nothing&only-form=mixed&only-certainty=possible' })
    await expect.poll(() => viewer.text('.canvas .note-card')).toContain('No claim passes these filters.')
    await viewer.page.locator('.canvas .note-card button').click()
    await expect.poll(() => viewer.page.locator('.canvas .note-card').count()).toBe(0)
  })

  it('finds words of every script, marks them, and offers a near spelling', async () => {
    await viewer.open(manyScripts())
    for (const [query, words] of [
      ['停火', '停火'],
      ['הפסקת', 'הפסקת'],
      ['هدنة', 'هدنة'],
      ['ceasfire', 'ceasefire'],
    ] as const) {
      await viewer.page.locator('#find').fill(query)
      await expect.poll(() => viewer.page.locator('.hit mark').allInnerTexts()).toEqual([words])
    }
    await viewer.page.locator('#find').fill('ceessfira')
    await viewer.page.getByRole('button', { name: 'Try “ceasefire” 1' }).click()
    await expect.poll(() => viewer.page.locator('.hit').allInnerTexts()).toEqual(['The <b>ceasefire</b> held'])
    // Enter comes faster than the answer.
    await viewer.page.locator('#find').fill('hudna')
    await viewer.page.locator('#find').fill('هدنة')
    await viewer.page.locator('#find').press('Enter')
    await viewer.expectMarked(['لا هدنة اليوم'])
  })

  it('brushes days by the keyboard and by the pointer, and clears them', async () => {
    await viewer.open(ferry)
    const first = viewer.page.getByRole('slider', { name: 'First day' })
    await first.focus()
    expect(await first.getAttribute('aria-valuetext')).toBe('6 May')
    await viewer.page.keyboard.press('ArrowRight')
    await expect.poll(() => first.getAttribute('aria-valuetext')).toBe('7 May')
    const left = await viewer.text('.brushed')
    expect(left).toMatch(/^7 May · \d+ of 18 statements/)
    expect(viewer.page.url()).toContain('only-date=2031-05-07..2031-05-07')
    await expect.poll(() => viewer.text('.filters')).toContain('Date 7 May')
    await viewer.page.keyboard.press('Home')
    await expect.poll(() => viewer.page.locator('.filters').count()).toBe(0)
    const box = await viewer.page.locator('.ground').boundingBox()
    if (!box) throw new Error('no ground')
    await viewer.page.mouse.move(box.x + 20, box.y + 8)
    await viewer.page.mouse.down()
    await viewer.page.mouse.move(box.x + 60, box.y + 8, { steps: 4 })
    await viewer.page.mouse.up()
    await expect.poll(() => viewer.text('.brushed')).toMatch(/^6 May · \d+ of 18 statements/)
    await viewer.page.locator('.brushed').getByRole('button', { name: 'with undated' }).click()
    await expect.poll(() => viewer.text('.filters')).toContain('6 May or undated')
    await viewer.page.locator('.brushed').getByRole('button', { name: 'clear' }).click()
    await expect.poll(() => viewer.page.locator('.filters').count()).toBe(0)
  })

  it('has the timeline over the stage, with rows that open their words', async () => {
    await viewer.open(ferry, { at: '#nothing&view=timeline' })
    await viewer.page.locator('.dated .said').first().waitFor()
    const row = viewer.page.locator('.dated .stmt').first()
    const words = await row.locator('.said').innerText()
    expect(await row.innerText()).toMatch(/^6 May/)
    await row.locator('.said').click()
    await expect.poll(async () => (await viewer.marked('content')).join(' … ')).toBe(words.replace(/^“|”$/g, ''))
    for (const width of [360, 390]) {
      await viewer.page.setViewportSize({ width, height: 780 })
      const over = await viewer.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      expect(over).toBeLessThanOrEqual(0)
    }
  })

  it('says how many statements a single day has on each side, with nothing to brush', async () => {
    const b = new CaseBuilder()
    const source = b.source('Note', 'The quay was closed. The quay was not closed. A crane failed.', null, '2031-05-06')
    const [yes, no, crane] = ['The quay was closed', 'The quay was not closed', 'A crane failed'].map((content, i) =>
      b.claim(content, [[b.say(source, { by: b.actor(`Witness ${i}`, 'person'), content }), 'asserts']]),
    )
    if (!yes || !no || !crane) throw new Error('three claims')
    b.relate('contradicts', yes, no)
    await viewer.open(b.build(), { at: '#nothing&view=timeline' })
    await expect.poll(() => viewer.text('.brushed')).toBe('3 statements, all of 6 May')
    expect(await viewer.page.locator('.chart .size').allTextContents()).toEqual(Array(3).fill('1 statement'))
    expect(await viewer.page.locator('.chart circle').count()).toBe(3)
    expect(await viewer.page.locator('.chart [role="slider"]').count()).toBe(0)
  })

  it('opens the words of a cell of who disputes whom, with the keyboard', async () => {
    await viewer.open(ferry, { at: '#nothing&view=disputes' })
    const cells = viewer.page.locator('.matrix button')
    await cells.first().waitFor()
    await viewer.page.locator('.matrix button[tabindex="0"]').focus()
    const start = await viewer.page.evaluate(() => document.activeElement?.getAttribute('data-cell'))
    await viewer.page.keyboard.press('ArrowDown')
    await viewer.page.keyboard.press('ArrowUp')
    await viewer.page.keyboard.press('Home')
    await viewer.page.keyboard.press('Enter')
    const label = await viewer.page.evaluate(() => document.activeElement?.querySelector('.vh')?.textContent ?? '')
    expect(start).not.toBeNull()
    expect(label).toContain(' disputes ')
    await expect.poll(() => viewer.text('.duels h2')).toBe(label)
    const said = viewer.page.locator('.duel .said').first()
    const words = await said.innerText()
    await said.click()
    await expect.poll(async () => (await viewer.marked('content')).join(' … ')).toBe(words.replace(/^“|”$/g, ''))
  })

  it('sorts each column, and downloads what is shown', async () => {
    await viewer.open(ferry, { at: '#nothing&view=table' })
    const head = viewer.page.locator('#table-panel thead th').nth(3)
    await head.locator('button').click()
    expect(await head.getAttribute('aria-sort')).toBe('descending')
    const numbers = () => viewer.page.locator('#table-panel tbody td:nth-child(4)').allInnerTexts()
    expect((await numbers()).map(Number)).toEqual((await numbers()).map(Number).sort((a, b) => b - a))
    await head.locator('button').click()
    expect(await head.getAttribute('aria-sort')).toBe('ascending')
    const [file] = await Promise.all([
      viewer.page.waitForEvent('download'),
      viewer.page.getByRole('button', { name: 'Download CSV' }).click(),
    ])
    const text = await readFile((await file.path()) ?? '', 'utf8')
    expect(file.suggestedFilename()).toBe('claims.csv')
    expect(text.split('\r\n')[0]).toBe(
      '\ufeffid,Claim,Statements,Origins,Denied by,Contradicts,Supported by,Supports,Status',
    )
    expect(text.trim().split('\r\n')).toHaveLength(9)
  })

  it.each([
    ['claims', false],
    ['disputes', true],
    ['timeline', false],
    ['table', true],
  ])('has nothing for axe to find in the view of %s, dark: %s', async (view, dark) => {
    await viewer.open(ferry, { at: `#view=${view}&only-certainty=certain`, dark })
    await viewer.page.locator('#facet-actor').click()
    await viewer.page.locator('.choices').waitFor()
    const cell = viewer.page.locator('.matrix button').first()
    if (view === 'disputes') await cell.click()
    await viewer.page.evaluate(axe.source)
    const found = await viewer.page.evaluate(async () => {
      const run: unknown = Reflect.get(window, 'axe')
      const engine = run as { run: () => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> }
      const { violations } = await engine.run()
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)
    })
    expect(found).toEqual([])
  })

  it('runs nothing that an address or a name says', async () => {
    const b = new CaseBuilder()
    const nasty = '<img src=x onerror=alert(1)>'
    const source = b.source(nasty, `One ${nasty}. Two.`, b.actor(nasty, 'outlet'), '2031-05-06')
    const one = b.say(source, { by: b.actor(`${nasty}2`, 'person'), content: `One ${nasty}`, saidAt: nasty })
    b.claim(nasty, [
      [one, 'asserts'],
      [b.say(source, { by: b.actor('Ben Li', 'person'), content: 'Two' }), 'denies'],
    ])
    const own = b.build()
    for (const view of ['claims', 'disputes', 'timeline', 'table'])
      await viewer.open(own, { at: `#view=${view}&only-method=${encodeURIComponent(nasty)}` })
    await viewer.page.locator('#find').fill(nasty)
    await viewer.page.waitForTimeout(200)
    expect(await viewer.page.evaluate(() => Reflect.get(window, 'violations'))).toEqual([])
  })
})
