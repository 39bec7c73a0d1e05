import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { describeInBrowser } from './browser.fixture.ts'
import { CaseBuilder, ferryCase, pierCase } from './case.fixture.ts'
import type { Case } from '../src/model/records.ts'

const ferry = ferryCase()

function idOf(theCase: Case, name: string): string {
  const actor = theCase.actors.find((one) => one.name === name)
  if (!actor) throw new Error(`no ${name} in the fixture`)
  return actor.id
}

function disputeOf(one: string, other: string): string {
  return [one, other].sort().join('~')
}

describeInBrowser('the actors view', (viewer) => {
  const brandt = idOf(ferry, 'Ilse Brandt')
  const radio = idOf(ferry, 'Radio Teal')
  const engineers = idOf(ferry, 'engineers of the ferry line')
  const mayor = idOf(ferry, 'the mayor')
  const open = async (theCase: Case, more = '', size = {}) => {
    await viewer.open(theCase, { at: `#view=actors&nothing${more}`, ...size })
    await viewer.page.locator('.actors-head b').waitFor()
  }

  it('counts who is in dispute, opens the matters of a line that is clicked, and why two claims contradict', async () => {
    await open(ferry)
    expect(await viewer.text('.actors-head')).toBe('11 actors 7 pairs in dispute 1 pair with a relay')
    await viewer.clickOnCanvas(disputeOf(brandt, radio))
    await expect.poll(() => viewer.text('.panel .k')).toBe('Dispute')
    expect(await viewer.text('.panel header .meta')).toBe('1 matter')
    expect(await viewer.page.locator('.between .said').count()).toBeGreaterThan(1)
    await viewer.page.locator('.between .said').first().click()
    await expect.poll(() => viewer.marked('content')).not.toEqual([])
    const address = viewer.page.url()
    expect(address).toContain('tie=')
    await viewer.page.getByRole('button', { name: 'Why these contradict' }).click()
    await expect.poll(() => viewer.text('.panel h2')).toBe('Why these contradict')
    await viewer.page.goBack()
    await expect.poll(() => viewer.text('.panel .k')).toBe('Dispute')
  })

  it('opens the statements that were relayed from their line, and an actor from its square', async () => {
    await open(ferry)
    await viewer.clickOnCanvas(`${radio}>${engineers}`)
    await expect.poll(() => viewer.text('.panel h2')).toBe('Radio Teal relays engineers of the ferry line')
    expect(await viewer.page.locator('.panel .stmt').count()).toBe(2)
    await viewer.clickOnCanvas(brandt)
    await expect.poll(() => viewer.text('.panel h2')).toBe('Ilse Brandt')
    expect(await viewer.page.locator('.ties li').count()).toBe(5)
  })

  it('dims all but the neighbours of an actor under the pointer', async () => {
    await open(ferry)
    const at = await viewer.locateStill(engineers)
    await viewer.page.mouse.move(at.x, at.y)
    await expect.poll(async () => (await viewer.kept())?.includes(radio)).toBe(true)
    const kept = await viewer.kept()
    expect(kept).toContain(disputeOf(engineers, brandt))
    expect(kept).not.toContain(mayor)
  })

  it('is walked with the keyboard to an actor, its dispute, and the words', async () => {
    await open(ferry)
    await viewer.page.locator('#graph').focus()
    await viewer.page.keyboard.press('ArrowRight')
    await expect.poll(() => viewer.text('.canvas [role=status]')).toBe('Actor, 4 statements, disputes 5: Ilse Brandt')
    await viewer.page.keyboard.press('Enter')
    await expect.poll(() => viewer.text('.panel h2')).toBe('Ilse Brandt')
    await viewer.page.locator('.ties button').first().focus()
    await viewer.page.keyboard.press('Enter')
    await expect.poll(() => viewer.text('.panel .k')).toBe('Dispute')
    await viewer.page.locator('.between .said').first().focus()
    await viewer.page.keyboard.press('Enter')
    await expect.poll(() => viewer.marked('content')).not.toEqual([])
  })

  it('leaves out disputes, relays and the unnamed by its legend, and says so where nothing is left', async () => {
    await open(ferry)
    await viewer.page.locator('.leg', { hasText: 'unnamed' }).click()
    await expect.poll(() => viewer.text('.actors-head')).toBe('7 actors 4 pairs in dispute')
    await viewer.page.locator('.leg', { hasText: 'dispute each other' }).click()
    await viewer.page.locator('.leg', { hasText: 'relays the other' }).click()
    await expect.poll(() => viewer.text('.actors-of')).toContain('under these filters')
    await viewer.page.getByRole('button', { name: 'Claims', exact: true }).click()
    await viewer.page.locator('.field').first().waitFor()
  })

  it('keeps an actor where it was dragged to while other views are seen, and lays the rest out as before', async () => {
    await open(ferry)
    const [before, other] = [await viewer.locateStill(mayor), await viewer.locate(brandt)]
    await viewer.page.mouse.move(before.x, before.y)
    await viewer.page.mouse.down()
    await viewer.page.mouse.move(before.x - 30, before.y - 24, { steps: 4 })
    await viewer.page.mouse.up()
    const dragged = await viewer.locateStill(mayor)
    expect(Math.hypot(dragged.x - before.x, dragged.y - before.y)).toBeGreaterThan(20)
    await viewer.page.keyboard.press('1')
    await expect.poll(() => viewer.page.locator('.actors-head').count()).toBe(0)
    await viewer.page.keyboard.press('3')
    await viewer.page.locator('.actors-head').waitFor()
    const again = await viewer.locateStill(mayor)
    expect(Math.hypot(again.x - dragged.x, again.y - dragged.y)).toBeLessThan(2)
    const same = await viewer.locate(brandt)
    expect(Math.hypot(same.x - other.x, same.y - other.y)).toBeLessThan(2)
  })

  it('lays many actors out beside the page, and none in a case without a tie', async () => {
    await open(pierCase(400))
    expect(await viewer.text('.actors-head')).toContain('1 pair in dispute')
    const b = new CaseBuilder()
    const okoro = b.actor('Ana Okoro', 'person')
    const note = b.source('Note', 'Ana Okoro says the pier burned.', null, null)
    b.claim('The pier burned', [[b.say(note, { by: okoro, content: 'the pier burned' }), 'asserts']])
    await viewer.close()
    await open(b.build({ title: 'One', question: 'Did it?' }))
    expect(await viewer.text('.actors-of')).toContain('Nobody here disputes or relays anybody.')
  })

  it('opens where the camera of an address stands, and is saved as a drawing', async () => {
    await open(ferry, '&camera=0.5,0.45,0.7')
    await expect.poll(() => viewer.page.url()).toContain('camera=0.5,0.45,0.7')
    await viewer.page.keyboard.press('0')
    await viewer.page.getByRole('button', { name: 'Share this view' }).click()
    const [download] = await Promise.all([
      viewer.page.waitForEvent('download'),
      viewer.page.getByRole('button', { name: 'Drawing (SVG)' }).click(),
    ])
    const drawn = await readFile(await download.path(), 'utf8')
    // Each square has a halo.
    expect(drawn.split('><rect x="-').length - 1).toBe(2 * 11)
    expect(drawn).toContain('>Ilse Brandt</tspan>')
  })
})
