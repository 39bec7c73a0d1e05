import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { parseLayout } from '../src/case/layout.ts'
import { builtViewer, serve } from '../scripts/server.ts'
import { describeInBrowser } from './browser.fixture.ts'
import { largeCase } from './case.fixture.ts'

/** Thousands of lines are drawn slowly without a graphics card. */
const SLOW = { timeout: 20_000 }
const large = largeCase(1500, { relationsEach: 5, hasStories: true })

describeInBrowser('a large case from far out', (viewer) => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hearsay-groups-'))
  })
  afterAll(() => rm(folder, { recursive: true }))

  async function visit(at = '#nothing', size = {}): Promise<void> {
    viewer.served = await serve(large, { port: 0, webRoot: builtViewer(), folder })
    await viewer.newPage(size)
    await viewer.goto(at)
    await viewer.drawn()
  }
  const drawn = () => viewer.text('.drawn')
  const spoken = () => viewer.text('.canvas [role=status][aria-live]')
  const FAR = /^1,500 of 1,500 claims, \d+ of (\d+) groups named, \d+ of \d+ bundles of contradictions, no supports$/
  const NEAR = /^([\d,]+) of 1,500 claims$/
  const kept = async () => {
    const { places } = parseLayout(await readFile(join(folder, 'layout.json'), 'utf8'))
    return places
  }

  it('says how much is drawn, and is the same on the second visit', async () => {
    await visit()
    await expect.poll(drawn, SLOW).toMatch(FAR)
    const first = await drawn()
    await expect.poll(() => kept().catch(() => null), SLOW).not.toBeNull()
    const groups = new Set(Object.values(await kept()).flatMap(({ group }) => group ?? []))
    expect(Number(FAR.exec(first)?.[1])).toBe(groups.size)
    const some = large.claims.filter((_, i) => i % 200 === 7).map((claim) => claim.id)
    const places = async () => {
      const at = await Promise.all(some.map((id) => viewer.locate(id)))
      return at.map(({ x, y }) => [Math.round(x), Math.round(y)])
    }
    await viewer.locateStill(some[0] ?? '')
    const at = await places()
    await viewer.close()
    await visit()
    await expect.poll(drawn, SLOW).toBe(first)
    await expect.poll(places, SLOW).toEqual(at)
  })

  it('opens a group under the pointer into its claims, and is whole again when it fits the window', async () => {
    await visit()
    await expect.poll(drawn, SLOW).toMatch(FAR)
    const places = await kept()
    const inGroup = large.claims.find(({ id }) => places[id]?.group !== undefined)?.id ?? ''
    await viewer.clickOnCanvas(inGroup)
    await expect.poll(drawn, SLOW).toMatch(NEAR)
    expect(Number(NEAR.exec(await drawn())?.[1])).toBeLessThan(900)
    // Now it is a claim that is found there: the one in the middle, a little closer up.
    const group = places[inGroup]?.group
    const box = await viewer.page.locator('#graph').boundingBox()
    const middle = { x: (box?.x ?? 0) + (box?.width ?? 0) / 2, y: (box?.y ?? 0) + (box?.height ?? 0) / 2 }
    const far = async ({ id }: { readonly id: string }) => {
      const { x, y } = await viewer.locate(id)
      return { id, far: Math.hypot(x - middle.x, y - middle.y) }
    }
    const members = await Promise.all(large.claims.filter(({ id }) => places[id]?.group === group).map(far))
    const central = members.sort((a, b) => a.far - b.far)[0]?.id ?? ''
    await viewer.page.getByRole('button', { name: 'Zoom in' }).click()
    await viewer.locateStill(central)
    await viewer.page.waitForTimeout(600)
    await viewer.clickOnCanvas(central)
    const text = large.claims.find(({ id }) => id === central)?.text
    await expect.poll(() => viewer.text('.panel h2'), SLOW).toBe(text)
    await viewer.page.getByRole('button', { name: 'Fit to window' }).click()
    await expect.poll(drawn, SLOW).toMatch(FAR)
  })

  it('walks the groups by the arrow keys, opens one with Enter, and goes on among its claims', async () => {
    await visit()
    await expect.poll(drawn, SLOW).toMatch(FAR)
    await viewer.page.locator('#graph').focus()
    await viewer.page.keyboard.press('ArrowRight')
    await expect
      .poll(spoken, SLOW)
      .toMatch(/^Group of \d+ claims, .*\. One of them: Shed \d+ burned .*Enter opens it\.$/)
    const first = await spoken()
    await viewer.page.keyboard.press('ArrowDown')
    await viewer.page.keyboard.press('ArrowUp')
    await viewer.page.keyboard.press('ArrowRight')
    await expect.poll(spoken, SLOW).not.toBe(first)
    await viewer.page.keyboard.press('Enter')
    await expect.poll(drawn, SLOW).toMatch(NEAR)
    expect(await spoken()).toMatch(/^Claim, \d+ statements?/)
    await viewer.page.keyboard.press('0')
    await expect.poll(drawn, SLOW).toMatch(FAR)
    await viewer.page.keyboard.press('ArrowLeft')
    await expect.poll(spoken, SLOW).toMatch(/^Group of/)
  })

  it('counts what the filter lets through, and draws little in full', async () => {
    await visit('#nothing&off=contradicts.rejected')
    await expect.poll(drawn, SLOW).toMatch(/^1,500 of 1,500 claims/)
    expect(await drawn()).not.toContain('bundle')
    await viewer.page.locator('.legend button', { hasText: 'supports' }).click()
    await expect.poll(drawn, SLOW).toMatch(NEAR)
  })

  it('is there on a phone, with words that have room', async () => {
    await visit('#nothing', { width: 390, height: 844 })
    await viewer.page
      .getByRole('tab', { name: 'Graph' })
      .or(viewer.page.getByRole('button', { name: 'Graph' }))
      .first()
      .click()
    await expect.poll(drawn, SLOW).toMatch(FAR)
    const box = await viewer.page.locator('.drawn').boundingBox()
    expect(box?.x).toBeGreaterThanOrEqual(0)
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(390)
  })
})
