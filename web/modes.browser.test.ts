import { expect, it } from 'vitest'
import { describeInBrowser } from './browser.fixture.ts'
import { ferryCase, largeCase } from './case.fixture.ts'
import type { Case } from '../src/model/records.ts'

const ferry = ferryCase()

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
    expect(await viewer.page.locator('.columns-of li').allInnerTexts()).toEqual([
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
    const at = await viewer.locate(brandt)
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
