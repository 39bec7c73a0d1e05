import { expect, it } from 'vitest'
import { describeInBrowser } from './browser.fixture.ts'
import { ferryCase, largeCase, pierCase } from './case.fixture.ts'
import type { Case } from '../src/model/records.ts'

const ferry = ferryCase()
/** The camera needs frames, and a browser without a graphics card its time for them. */
const SLOW = { timeout: 10_000 }

function idOf(theCase: Case, name: string): string {
  const found =
    theCase.claims.find(({ text }) => text === name) ??
    theCase.actors.find((actor) => actor.name === name) ??
    theCase.sources.find(({ title }) => title === name)
  if (!found) throw new Error(`no ${name} in the fixture`)
  return found.id
}

describeInBrowser('the attribution view', (viewer) => {
  const barge = idOf(ferry, 'A barge struck the landing stage')
  const brandt = idOf(ferry, 'Ilse Brandt')

  it('draws who said it from where, and opens a source, an actor and a claim that are clicked', async () => {
    await viewer.open(ferry, { at: `#claim=${barge}` })
    await viewer.page.getByRole('button', { name: 'Attribution' }).click()
    await viewer.page.locator('.columns-of').waitFor()
    const headings = await viewer.page.locator('.columns-of li').allInnerTexts()
    expect(headings.map((text) => text.replaceAll(/\s+/g, ' '))).toEqual([
      'Sources 3',
      'Outlets 3',
      'First speakers 9',
      'Claims 8',
    ])
    await viewer.clickOnCanvas(brandt)
    await expect.poll(() => viewer.text('.panel h2')).toBe('Ilse Brandt')
    await viewer.clickOnCanvas(ferry.sources[0]?.id ?? '')
    await expect.poll(() => viewer.text('.panel h2')).toBe(ferry.sources[0]?.title)
    await viewer.clickOnCanvas(barge)
    await expect.poll(() => viewer.text('.panel h2')).toBe('A barge struck the landing stage')
    expect(viewer.page.url()).toContain('view=attribution')
  })

  it('keeps the way of a box in sight while the rest is dimmed, and its headings above their columns', async () => {
    await viewer.open(ferry, { at: `#view=attribution&claim=${barge}` })
    await viewer.page.locator('.columns-of').waitFor()
    const at = await viewer.locateStill(brandt)
    await viewer.page.mouse.move(at.x, at.y)
    await expect.poll(async () => (await viewer.kept())?.includes(barge)).toBe(true)
    const kept = await viewer.kept()
    expect(kept).toContain(brandt)
    expect(kept).not.toContain(idOf(ferry, 'Bolts came apart in a reporter’s hand'))
    const heading = await viewer.page.locator('[data-column=speaker]').boundingBox()
    expect(Math.abs((heading?.x ?? 0) - at.x)).toBeLessThan(120)
    await viewer.page.mouse.move(at.x, at.y + 100)
    await viewer.page.getByRole('button', { name: 'Zoom in' }).click()
    await viewer.page.waitForTimeout(100)
    const moved = await viewer.page.locator('[data-column=speaker]').boundingBox()
    expect(Math.abs((moved?.x ?? 0) - (await viewer.locate(brandt)).x)).toBeLessThan(180)
  })

  it('is walked and opened with the keyboard, and says each box aloud', async () => {
    await viewer.open(ferry, { at: `#view=attribution&claim=${barge}` })
    await viewer.page.locator('.columns-of').waitFor()
    await viewer.page.locator('#graph').focus()
    await viewer.page.keyboard.press('ArrowLeft')
    await expect.poll(() => viewer.text('.canvas [role=status]')).toMatch(/^First speaker, .+, \d+ statement/)
    const spoken = await viewer.text('.canvas [role=status]')
    await viewer.page.keyboard.press('Enter')
    await expect.poll(() => viewer.text('.panel .k')).toBe('Actor')
    expect(spoken).toContain(await viewer.text('.panel h2'))
  })

  it('keeps a box where it was put while something else is opened, and sends no place to a server that keeps none', async () => {
    await viewer.open(ferry, { at: `#view=attribution&claim=${barge}` })
    await viewer.page.locator('.columns-of').waitFor()
    const sent: string[] = []
    viewer.page.on('request', (request) => request.method() === 'PUT' && sent.push(request.url()))
    const from = await viewer.locateStill(brandt)
    await viewer.page.mouse.move(from.x, from.y)
    await viewer.page.mouse.down()
    await viewer.page.mouse.move(from.x + 20, from.y + 60, { steps: 5 })
    await viewer.page.mouse.up()
    await viewer.clickOnCanvas(ferry.sources[0]?.id ?? '')
    await expect.poll(() => viewer.text('.panel .k')).toBe('Source')
    const after = await viewer.locate(brandt)
    expect(Math.hypot(after.x - from.x - 20, after.y - from.y - 60)).toBeLessThan(3)
    await viewer.page.getByRole('button', { name: 'Claims', exact: true }).click()
    await viewer.page.locator('.field').first().waitFor()
    const disc = await viewer.locateStill(barge)
    await viewer.page.mouse.move(disc.x, disc.y)
    await viewer.page.mouse.down()
    await viewer.page.mouse.move(disc.x, disc.y + 40, { steps: 5 })
    await viewer.page.mouse.up()
    await viewer.page.waitForTimeout(600)
    expect(sent).toEqual([])
  })

  it('begins at its left edge on a phone', async () => {
    await viewer.open(ferry, { at: '#view=attribution', width: 390, height: 844 })
    await viewer.page.locator('.columns-of').waitFor()
    const left = async () => (await viewer.page.locator('[data-column=source]').boundingBox())?.x ?? 0
    await expect.poll(left).toBeGreaterThan(8)
    expect(await left()).toBeLessThan(60)
  })

  it('folds what has no room into a box that counts it and opens', async () => {
    await viewer.open(largeCase(300), { at: '#view=attribution&nothing' })
    await viewer.page.locator('.columns-of').waitFor()
    await viewer.clickOnCanvas('more claim')
    await expect.poll(() => viewer.locate('more claim').then(({ y }) => y)).toBeGreaterThan(1500)
  })

  it('leaves out unnamed speakers and denials by its legend', async () => {
    await viewer.open(ferry, { at: '#view=attribution&nothing' })
    await viewer.page.locator('.columns-of').waitFor()
    await viewer.page.locator('.leg', { hasText: 'denies the claim' }).click()
    await expect.poll(() => viewer.text('.filters')).toContain('without denials')
    await viewer.page.locator('.leg', { hasText: 'unnamed' }).click()
    await expect.poll(() => viewer.text('[data-column=speaker]')).not.toBe('First speakers 9')
  })
})

describeInBrowser('the canvas of claims', (viewer) => {
  const barge = idOf(ferry, 'A barge struck the landing stage')
  const rusty = idOf(ferry, 'Every second bolt was rusty')
  const alone = idOf(ferry, 'The stage was inspected in March')

  it('sets both sides of the largest dispute on grounds of their own, which move with the camera', async () => {
    await viewer.open(ferry)
    await viewer.page.locator('.field').first().waitFor()
    expect(await viewer.text('.field .side')).toContain(
      'Side A Rusted bolts brought the landing stage down at most 1 origin:',
    )
    const isIn = async (id: string, i: number) => {
      const [at, box] = [await viewer.locate(id), await viewer.page.locator('.field').nth(i).boundingBox()]
      return Boolean(box && at.x > box.x && at.x < box.x + box.width && at.y > box.y && at.y < box.y + box.height)
    }
    expect([await isIn(rusty, 0), await isIn(barge, 1), await isIn(alone, 2)]).toEqual([true, true, true])
    await viewer.page.getByRole('button', { name: 'Zoom out' }).click()
    await expect.poll(() => isIn(barge, 1)).toBe(true)
    await viewer.page.getByRole('button', { name: 'Attribution' }).click()
    await expect.poll(() => viewer.page.locator('.field').count()).toBe(0)
  })

  it('sets a claim and its denial on two grounds where that is the largest dispute', async () => {
    await viewer.open(pierCase())
    await viewer.page.locator('.field').first().waitFor()
    expect(await viewer.page.locator('.field h2').allInnerTexts()).toEqual(['The pier was sold', 'It is denied'])
    expect(await viewer.page.locator('.canvas .note-card').count()).toBe(0)
  })

  it('brings what the keyboard is on into view', async () => {
    await viewer.open(ferry, { at: `#claim=${barge}` })
    await viewer.page.locator('#graph').focus()
    for (let i = 0; i < 4; i++) await viewer.page.keyboard.press('+')
    const walked = async () => (await viewer.kept())?.length ?? 0
    const box = (await viewer.page.locator('#graph').boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }
    await expect.poll(async () => (await viewer.locate(alone)).y > box.y + box.height, SLOW).toBe(true)
    for (let i = 0; i < 4; i++) await viewer.page.keyboard.press('ArrowDown')
    await expect.poll(walked, SLOW).toBeGreaterThan(0)
    const spoken = await viewer.text('.canvas [role=status]')
    const under = ferry.claims.find(({ text }) => spoken.endsWith(`: ${text}`))
    const isInView = async () => {
      const at = await viewer.locate(under?.id ?? '')
      return at.x > box.x && at.x < box.x + box.width && at.y > box.y && at.y < box.y + box.height
    }
    await expect.poll(isInView, SLOW).toBe(true)
    expect(under?.id).not.toBe(barge)
  })

  it('shows, adds and takes away neighbours from the panel of a claim', async () => {
    await viewer.open(ferry, { at: `#claim=${rusty}` })
    const button = (name: string) => viewer.page.locator('.panel').getByRole('button', { name }).click()
    await button('Only this claim and its neighbours')
    await expect.poll(() => viewer.text('.focus-bar p')).toContain('3 of 8 claims')
    await viewer.page.goto(viewer.page.url().replace(/claim=[^&]*/, `claim=${barge}`))
    await button('Expand its neighbours')
    await expect.poll(() => viewer.text('.focus-bar p')).toContain('6 of 8 claims')
    await button('Collapse its neighbours')
    await expect.poll(() => viewer.text('.focus-bar p')).toContain('3 of 8 claims')
  })

  it('says the path to a claim that is clicked with Shift, and that there is none', async () => {
    await viewer.open(ferry, { at: `#claim=${barge}` })
    const at = await viewer.locateStill(rusty)
    await viewer.page.keyboard.down('Shift')
    await viewer.page.mouse.click(at.x, at.y)
    await viewer.page.keyboard.up('Shift')
    await expect
      .poll(() => viewer.text('.focus-bar p'))
      .toBe(
        'Path: A barge struck the landing stage contradicts Rusted bolts brought the landing stage down; Rusted bolts brought the landing stage down is supported by Every second bolt was rusty.',
      )
    expect(viewer.page.url()).toContain(`path=${barge}.${rusty}`)
    await viewer.page.getByRole('button', { name: 'is supported by' }).click()
    await expect.poll(() => viewer.text('.panel h2')).toBe('Why the first supports the second')
    await viewer.goto(`#claim=${barge}&path=${barge}.${alone}`)
    await expect.poll(() => viewer.text('.focus-bar p')).toContain('No path between')
    await viewer.page.getByRole('button', { name: 'Leave the path' }).click()
    await expect.poll(() => viewer.page.locator('.focus-bar').count()).toBe(0)
  })

  it('shows a claim and its neighbours alone by a key or a double click, and all again', async () => {
    await viewer.open(ferry, { at: `#claim=${rusty}` })
    await viewer.page.keyboard.press('f')
    await expect.poll(() => viewer.text('.focus-bar p')).toContain('3 of 8 claims')
    await viewer.page.getByRole('button', { name: 'One step more' }).click()
    await expect.poll(() => viewer.text('.focus-bar p')).toContain('5 of 8 claims')
    await viewer.page.locator('.focus-bar').getByText('Show all').click()
    await expect.poll(() => viewer.page.locator('.focus-bar').count()).toBe(0)
    const at = await viewer.locateStill(barge)
    await viewer.page.mouse.dblclick(at.x, at.y)
    await expect.poll(() => viewer.text('.focus-bar p')).toContain('4 of 8 claims')
    await viewer.page.getByRole('button', { name: 'Table' }).click()
    await expect.poll(() => viewer.text('caption')).toBe('4 claims')
  })
})
