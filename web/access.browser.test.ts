import { expect, it } from 'vitest'
import { describeInBrowser } from './browser.fixture.ts'
import { CaseBuilder, ferryCase, pierCase } from './case.fixture.ts'
import { VIEWS } from './views.ts'

const ferry = ferryCase()
const pier = pierCase()
const [claim] = pier.claims
const [source] = pier.sources
const [actor] = pier.actors
const disputing = ['Ministry of Ports', 'officials'].flatMap(
  (name) => pier.actors.find((a) => a.name === name)?.id ?? [],
)

describeInBrowser('access', (viewer) => {
  const press = (keys: string) => viewer.page.keyboard.type(keys)
  const button = (name: string) =>
    viewer.page.getByRole('button', { name, exact: true }).locator('visible=true').click()
  const settled = () => viewer.page.locator('[aria-busy=true]').waitFor({ state: 'detached' })

  const addresses: readonly string[] = [
    ...VIEWS.map(({ name }) => `#view=${name}`),
    '#nothing',
    '#claimless',
    `#claim=${claim?.id}&off=supports`,
    `#source=${source?.id}`,
    `#actor=${actor?.id}`,
    `#view=actors&tie=${disputing.sort().join('~')}`,
  ]
  const acts: readonly (readonly [string, () => Promise<void>])[] = [
    ['keys', () => press('?')],
    ['share', () => viewer.page.evaluate(() => document.querySelector<HTMLElement>('.share')?.click())],
    ['matches', () => press('/pier')],
    ['nothing matches', () => press('/zzz')],
  ]

  it.each([
    ['light', 1440],
    ['dark', 1440],
    ['light', 390],
    ['dark', 390],
  ] as const)('axe has no finding in any view and state, %s, %i px', async (theme, width) => {
    const found: Record<string, string[]> = {}
    const look = async (state: string) => {
      await settled()
      const own = await viewer.faults()
      if (own.length > 0) found[state] = own
    }
    await viewer.serve(pier)
    await viewer.newPage({ width, height: width === 390 ? 844 : 900, dark: theme === 'dark', isFirstVisit: true })
    await viewer.watchAccess()
    await viewer.goto()
    await viewer.drawn()
    await viewer.page.locator('.tip').first().waitFor()
    await look('first visit')
    await viewer.page.keyboard.press('Escape')
    for (const at of addresses) {
      await viewer.goto(at)
      if (width > 390) await look(at)
      else
        for (const screen of ['Findings', 'Graph', 'Evidence']) {
          await button(screen)
          await look(`${at} ${screen}`)
        }
    }
    for (const [name, act] of acts) {
      await act()
      await look(name)
      await viewer.page.keyboard.press('Escape')
      await viewer.page.keyboard.press('Escape')
    }
    if (width === 390) {
      await button('More')
      await viewer.page.locator('.sheet').waitFor()
      await look('more')
      await viewer.page.keyboard.press('Escape')
    }
    await viewer.page.context().setOffline(true)
    await viewer.page.evaluate(() => document.querySelectorAll<HTMLElement>('.src')[2]?.click())
    await viewer.page.locator('.banner').waitFor()
    await look('server gone')
    expect(found).toEqual({})
  })

  it('axe has no finding where there is nothing: no sources, no relations, no server', async () => {
    await viewer.newPage()
    await viewer.watchAccess()
    const sourceless = new CaseBuilder().build({ title: 'New', question: 'What happened?' })
    for (const theCase of [sourceless, { ...ferry, relations: [] }]) {
      const served = await viewer.serve(theCase)
      await viewer.goto()
      await viewer.page.locator('.app').waitFor()
      await settled()
      expect(await viewer.faults()).toEqual([])
      await served.close()
    }
    await viewer.serve(ferry)
    await viewer.page.route('**/api/snapshot', (route) => route.abort())
    await viewer.goto()
    await viewer.page.getByRole('alert').waitFor()
    expect(await viewer.faults()).toEqual([])
  })

  it('goes by keyboard alone from the search to the words in their source, and through every key of the list', async () => {
    await viewer.open(ferry)
    const marked = async () => (await viewer.marked('content')).join(' … ')
    const heading = () => viewer.text('.panel h2')
    await press('/')
    await press('barge struck')
    await viewer.page.locator('.hit').first().waitFor()
    await viewer.page.keyboard.press('Enter')
    await viewer.expectMarked(['a barge had struck the stage shortly before midnight'])
    expect(await heading()).toBe('A barge struck the landing stage')
    expect(await viewer.page.evaluate(() => document.activeElement?.id)).toBe('evidence')
    await press(']')
    await expect.poll(marked).toBe('It came in far too fast,')
    await press('[')
    await expect.poll(marked).toBe('a barge had struck the stage shortly before midnight')
    await press('s')
    await expect.poll(() => viewer.text('[role=tab][aria-selected=true]')).toBe('Denied 1')
    await press('s')
    await expect.poll(() => viewer.text('[role=tab][aria-selected=true]')).toBe('Asserted 3')
    await press('}')
    await expect.poll(heading).not.toBe('A barge struck the landing stage')
    await press('{')
    await expect.poll(heading).toBe('A barge struck the landing stage')
    const [opened] = await Promise.all([viewer.page.context().waitForEvent('page'), press('o')])
    expect(opened.url()).toMatch(/^https:\/\/news\.example\/|^chrome-error:|^about:blank/)
    await opened.close()
    for (const [i, { name }] of VIEWS.entries()) {
      await press(String(i + 1))
      const view = new URLSearchParams(new URL(viewer.page.url()).hash.slice(1)).get('view')
      expect(view ?? VIEWS[0].name).toBe(name)
    }
    await press('1+')
    const camera = () => new URLSearchParams(new URL(viewer.page.url()).hash.slice(1)).get('camera')
    await expect.poll(camera).not.toBe(null)
    await press('0')
    await expect.poll(camera).toBe(null)
  })

  it('turns the keys of one character off, and keeps that', async () => {
    await viewer.open(ferry)
    await press('?')
    await viewer.page.getByRole('checkbox', { name: 'Keys of one character work outside text fields' }).uncheck()
    await viewer.page.keyboard.press('Escape')
    await viewer.page.locator('.sheet').waitFor({ state: 'detached' })
    await viewer.page.reload()
    await viewer.drawn()
    const table = String(VIEWS.findIndex(({ name }) => name === 'table') + 1)
    await press(`${table}?/`)
    expect(await viewer.page.locator('#table, .sheet').count()).toBe(0)
    expect(await viewer.page.evaluate(() => document.activeElement?.id)).not.toBe('find')
    await button('Keys and help')
    await viewer.page.getByRole('checkbox').check()
    await button('Show the first notes again')
    await expect.poll(() => viewer.page.locator('.tip').count()).toBe(3)
    await viewer.page.keyboard.press('Escape')
    await viewer.page.locator('.tip').first().waitFor({ state: 'detached' })
    await press(table)
    await viewer.page.locator('#table').waitFor()
  })

  it('shows the first notes once, beside what they explain', async () => {
    await viewer.open(ferry, { isFirstVisit: true })
    await viewer.page.locator('.tip').first().waitFor()
    const boxes = await Promise.all(
      ['.tip >> nth=0', '.tip >> nth=1', '.tip >> nth=2', '.rail', '.stage', '.panel'].map(async (selector) => {
        const box = await viewer.page.locator(selector).boundingBox()
        return box ?? { x: 0, y: 0, width: 0, height: 0 }
      }),
    )
    for (const [i, tip] of boxes.slice(0, 3).entries()) {
      const column = boxes[i + 3] ?? tip
      expect(tip.x).toBeGreaterThanOrEqual(column.x)
      expect(tip.x + tip.width).toBeLessThanOrEqual(column.x + column.width)
      expect(tip.y).toBeGreaterThan(0)
      expect(tip.y + tip.height).toBeLessThanOrEqual(900)
    }
    await button('Start')
    expect(await viewer.page.locator('.tip').count()).toBe(0)
    await viewer.page.reload()
    await viewer.drawn()
    expect(await viewer.page.locator('.tip').count()).toBe(0)
  })

  it('loses nothing with text at 200 %, and keeps outlines and focus in forced colours', async () => {
    await viewer.open(ferry, { at: `#claim=${ferry.claims[0]?.id}` })
    await viewer.page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'))
    const cut = await viewer.page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('button, h1, h2, h3, .stmt, .chip, .q p, .leg')]
        .filter(
          (element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest('.vh, .skip, .scrim'),
        )
        .filter((element) => {
          // A name that ends in an ellipsis is whole in the panel.
          const { overflowX, overflowY, textOverflow, webkitLineClamp } = getComputedStyle(element)
          const isCut =
            overflowX !== 'visible' && textOverflow !== 'ellipsis' && element.scrollWidth > element.clientWidth + 1
          const isLow =
            overflowY === 'hidden' && webkitLineClamp === 'none' && element.scrollHeight > element.clientHeight + 2
          return isCut || isLow
        })
        .map((element) => element.outerHTML.slice(0, 120)),
    )
    expect(cut).toEqual([])
    expect(await viewer.page.evaluate(() => document.documentElement.scrollWidth)).toBe(1440)

    await viewer.page.emulateMedia({ forcedColors: 'active' })
    await viewer.page.keyboard.press('Tab')
    await viewer.page.keyboard.press('Tab')
    const outline = await viewer.page.evaluate(() => {
      const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement ?? document.body)
      return [outlineStyle, outlineWidth]
    })
    expect(outline).toEqual(['solid', '2px'])
  })
})
