import { readFile } from 'node:fs/promises'
import { PNG } from 'pngjs'
import { expect, it } from 'vitest'
import { describeInBrowser } from './browser.fixture.ts'
import { ferryCase } from './case.fixture.ts'

const ferry = ferryCase()

describeInBrowser('sharing', (viewer) => {
  const download = async (name: string) => {
    const [got] = await Promise.all([
      viewer.page.waitForEvent('download'),
      viewer.page.getByRole('button', { name }).click(),
    ])
    return { name: got.suggestedFilename(), bytes: await readFile(await got.path()) }
  }
  const camera = () => new URLSearchParams(new URL(viewer.page.url()).hash.slice(1)).get('camera')

  it('puts the camera into the address once a person has moved it, and takes it out when all is in view', async () => {
    await viewer.open(ferry)
    expect(camera()).toBe(null)
    await viewer.page.keyboard.press('+')
    await expect.poll(camera).toMatch(/^[\d.]+,[\d.]+,[\d.]+$/)
    const [claim] = ferry.claims
    // A picture of the page waits for the frame that the camera asked for.
    await viewer.page.screenshot()
    const before = await viewer.locate(claim?.id ?? '')
    const address = viewer.page.url()
    await viewer.page.reload()
    await viewer.drawn()
    await viewer.page.screenshot()
    const moved = async () => {
      const after = await viewer.locate(claim?.id ?? '')
      return Math.hypot(after.x - before.x, after.y - before.y)
    }
    await expect.poll(moved).toBeLessThan(1)
    expect(viewer.page.url()).toBe(address)
    await viewer.page.keyboard.press('0')
    await expect.poll(camera).toBe(null)
    const box = (await viewer.page.locator('#graph').boundingBox()) ?? { x: 0, y: 0 }
    await viewer.page.mouse.move(box.x + 5, box.y + 5)
    await viewer.page.mouse.down()
    await viewer.page.mouse.move(box.x + 85, box.y + 65, { steps: 4 })
    await viewer.page.mouse.up()
    await expect.poll(camera).not.toBe(null)
  })

  it('goes back and forward through selections, views and their cameras', async () => {
    await viewer.open(ferry)
    const heading = () => viewer.text('.panel h2')
    await viewer.page.keyboard.press('+')
    await expect.poll(camera).not.toBe(null)
    const kept = camera()
    await viewer.page.locator('.finding').nth(1).click()
    await viewer.page.keyboard.press('2')
    await viewer.page.locator('#table').waitFor()
    await expect.poll(camera).toBe(null)
    await viewer.page.goBack()
    await viewer.page.goBack()
    expect(await heading()).toBe('Why these contradict')
    expect(camera()).toBe(kept)
    await viewer.page.goForward()
    await viewer.page.goForward()
    await viewer.page.locator('#table').waitFor()
  })

  it('copies the address, and gives the focus back', async () => {
    await viewer.open(ferry)
    await viewer.page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    const share = viewer.page.getByRole('button', { name: 'Share this view' })
    await share.click()
    await viewer.page.getByRole('button', { name: 'Copy' }).click()
    await expect.poll(() => viewer.text('.told')).toBe('Copied.')
    expect(await viewer.page.evaluate(() => navigator.clipboard.readText())).toBe(viewer.page.url())
    await viewer.page.keyboard.press('Escape')
    await viewer.page.locator('.sheet').waitFor({ state: 'detached' })
    expect(await share.evaluate((button) => button === document.activeElement)).toBe(true)
  })

  it('saves the view as a picture of twice the density and as a drawing that a browser opens', async () => {
    await viewer.open(ferry)
    const size = await viewer.page.locator('#graph').boundingBox()
    await viewer.page.getByRole('button', { name: 'Share this view' }).click()
    const png = await download('Picture (PNG)')
    expect(png.name).toBe('hearsay-marrow-quay-ferry-2031.png')
    const { width, height, data } = PNG.sync.read(png.bytes)
    expect([width, height]).toEqual([Math.round((size?.width ?? 0) * 2), Math.round(((size?.height ?? 0) + 40) * 2)])
    const colours = new Set<string>()
    for (let i = 0; i < data.length; i += 4) colours.add(data.subarray(i, i + 3).toString('hex'))
    for (const colour of ['ffffff', '6b727a', '0072b2', 'd55e00']) expect(colours).toContain(colour)

    const svg = await download('Drawing (SVG)')
    expect(svg.name).toBe('hearsay-marrow-quay-ferry-2031.svg')
    const drawn = svg.bytes.toString()
    const read = await viewer.page.evaluate((text) => {
      const parsed = new DOMParser().parseFromString(text, 'image/svg+xml')
      return { faults: parsed.querySelectorAll('parsererror').length, words: parsed.documentElement.textContent }
    }, drawn)
    expect(read.faults).toBe(0)
    expect(read.words).toContain('A barge struck')
    expect(read.words).toContain(ferry.manifest.title)
    expect(drawn).not.toContain('<script')
    expect(await viewer.page.evaluate(() => Reflect.get(window, 'violations'))).toEqual([])
  })

  it('prints the drawing and the evidence on white, and is as before afterwards', async () => {
    await viewer.open(ferry, { dark: true })
    await viewer.page.evaluate(() => {
      addEventListener('beforeprint', () => {
        const picture = document.querySelector('.print-picture svg')
        Object.assign(window, {
          printed: [picture?.querySelectorAll('circle').length, document.documentElement.dataset['theme']],
        })
      })
    })
    await viewer.page.getByRole('button', { name: 'Share this view' }).click()
    await viewer.page.getByRole('button', { name: 'Print' }).click()
    await expect
      .poll(() => viewer.page.evaluate(() => Reflect.get(window, 'printed')))
      .toEqual([expect.any(Number), 'light'])
    await viewer.page.keyboard.press('Shift')
    await viewer.page.locator('.print-picture').waitFor({ state: 'detached' })
    expect(await viewer.page.evaluate(() => document.documentElement.dataset['theme'])).toBe(undefined)
  })
})
