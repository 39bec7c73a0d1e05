import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { recordLines, snapshotOf } from '../graph/snapshot.ts'
import { builtViewer, serve } from '../scripts/server.ts'
import { indexCase } from './case-index.ts'
import { describeInBrowser } from './browser.fixture.ts'
import { ferryCase, largeCase } from './case.fixture.ts'
import type { Case } from '../src/model/records.ts'

const ferry = ferryCase()
const large = largeCase(300)

describeInBrowser('a layout that is kept', (viewer) => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hearsay-kept-'))
  })
  afterEach(() => rm(folder, { recursive: true }))

  async function visit(theCase: Case): Promise<void> {
    viewer.served ??= await serve(theCase, { port: 0, webRoot: builtViewer(), folder })
    await viewer.newPage()
    await viewer.goto('#nothing')
    await viewer.drawn()
  }
  const places = async (ids: readonly string[]) => {
    const found: { x: number; y: number }[] = []
    for (const id of ids) found.push(await viewer.locate(id))
    return found.map(({ x, y }) => [Math.round(x), Math.round(y)])
  }
  const kept = async () => {
    const body: unknown = JSON.parse(await readFile(join(folder, 'layout.json'), 'utf8').catch(() => '{}'))
    const all: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'places') : null
    return new Map(Object.entries((all ?? {}) as Record<string, { x: number; y: number; pinned?: true }>))
  }

  it('is the same on the second visit, and when claims have come since the others stay', async () => {
    const some = large.claims.map((claim) => claim.id).filter((_, i) => i % 40 === 7)
    await visit(large)
    const first = await places(some)
    await expect.poll(kept, { timeout: 10_000 }).toHaveProperty('size', 300)
    const before = await kept()
    await viewer.page.close()
    await visit(large)
    expect(await places(some)).toEqual(first)
    await viewer.page.close()
    await viewer.served?.close()
    viewer.served = undefined
    const grown = largeCase(310)
    await visit(grown)
    await expect.poll(kept, { timeout: 10_000 }).toHaveProperty('size', 310)
    const after = await kept()
    expect([...before].filter(([id, { x, y }]) => after.get(id)?.x !== x || after.get(id)?.y !== y)).toEqual([])
    const now = await Promise.all(grown.claims.slice(0, 20).map((claim) => viewer.locate(claim.id)))
    expect(new Set(now.map(({ x, y }) => `${x} ${y}`)).size).toBe(20)
  })

  it('is written for a small case when a claim is moved, which is where it was put from then on', async () => {
    await visit(ferry)
    const [{ id } = { id: '' }, ...others] = ferry.claims
    const from = await viewer.locateStill(id)
    await viewer.page.mouse.move(from.x, from.y)
    await viewer.page.mouse.down()
    await viewer.page.mouse.move(from.x + 40, from.y + 30, { steps: 5 })
    await viewer.page.mouse.up()
    await expect.poll(async () => (await kept()).get(id)?.pinned, { timeout: 10_000 }).toBe(true)
    expect([...(await kept()).values()].filter((place) => place.pinned)).toHaveLength(1)
    const before = await kept()
    await viewer.page.close()
    await visit(ferry)
    const pair = async () => {
      const [a = [0, 0], b = [0, 0]] = await places([id, others[0]?.id ?? ''])
      return [(a[0] ?? 0) - (b[0] ?? 0), (a[1] ?? 0) - (b[1] ?? 0)]
    }
    const [dx = 0, dy = 0] = await pair()
    const [a, b] = [before.get(id), before.get(others[0]?.id ?? '')]
    // At any zoom the claims lie as they were kept.
    const angle = Math.atan2((a?.y ?? 0) - (b?.y ?? 0), (a?.x ?? 0) - (b?.x ?? 0))
    expect(Math.atan2(dy, dx)).toBeCloseTo(angle, 1)
  })
})

describeInBrowser('a case on its way', (viewer) => {
  it('says how much of it is here, and that the server has gone when the rest does not come', async () => {
    const lines = [...recordLines(large)]
    await viewer.serve(large)
    await viewer.newPage()
    await viewer.page.route('**/api/snapshot', (route) => route.fulfill({ body: lines.slice(0, -2).join('') }))
    await viewer.goto()
    await expect.poll(() => viewer.text('h1')).toBe('The server has gone')
    await viewer.page.unroute('**/api/snapshot')
    await viewer.page.route('**/api/snapshot', (route) => route.fulfill({ body: '<!doctype html><title>x</title>' }))
    await viewer.page.getByRole('button', { name: 'Try again' }).click()
    await expect.poll(() => viewer.text('h1')).toBe('This case is in another format')
  })

  it('is open before what was found in it is there, which then comes by itself', async () => {
    let release = () => {}
    const wait = new Promise<void>((resolve) => {
      release = resolve
    })
    await viewer.serve(ferry)
    await viewer.newPage()
    await viewer.page.route('**/api/analyses', async (route) => {
      await wait
      await route.continue()
    })
    await viewer.goto()
    await viewer.drawn()
    expect(await viewer.text('.rail [role=status]')).toContain('are being worked out')
    expect(await viewer.text('.q p')).not.toContain('origin')
    release()
    await expect.poll(() => viewer.text('.q p')).toContain('at most 1 independent origin')
    expect(await viewer.page.locator('.rail [role=status]').count()).toBe(0)
  })

  it('works without what could not be found, and says so', async () => {
    await viewer.serve(ferry)
    await viewer.newPage()
    await viewer.page.route('**/api/analyses', (route) => route.abort())
    await viewer.goto()
    await viewer.drawn()
    expect(await viewer.text('.rail [role=status]')).toContain('could not be loaded')
    await viewer.clickOnCanvas(ferry.claims[0]?.id ?? '')
    await expect.poll(() => viewer.text('.panel h2')).toBe(ferry.claims[0]?.text)
  })
})

describeInBrowser('a picture of many', (viewer) => {
  const many = largeCase(1500, { relationsEach: 4 })

  /** Serves the case with its claims in rows, in groups of 300 or in none. */
  async function serveMany(hasGroups: boolean): Promise<void> {
    const folder = await mkdtemp(join(tmpdir(), 'hearsay-many-'))
    const at = (i: number) => ({ x: (i % 40) * 70, y: Math.floor(i / 40) * 70 })
    const group = (i: number) => (hasGroups ? { group: Math.floor(i / 300) } : {})
    const places = Object.fromEntries(many.claims.map(({ id }, i) => [id, { ...at(i), ...group(i) }]))
    await writeFile(join(folder, 'layout.json'), JSON.stringify({ format: 1, places }))
    viewer.served = await serve(many, { port: 0, webRoot: builtViewer(), folder })
    await rm(folder, { recursive: true })
    await viewer.newPage()
  }

  it('is there before the statements are, stays when they are, and opens what was clicked meanwhile', async () => {
    let release = () => {}
    const wait = new Promise<void>((resolve) => {
      release = resolve
    })
    await serveMany(true)
    await viewer.watchAccess()
    await viewer.page.route('**/api/snapshot', async (route) => {
      await wait
      await route.continue()
    })
    await viewer.goto()
    await viewer.page.waitForFunction(() => performance.getEntriesByName('graph-drawn').length > 0)
    const { disputes } = indexCase(snapshotOf(many, { origins: [], findings: [] }))
    const first = disputes[0]?.kind === 'contradiction' ? disputes[0].relation.from : ''
    const text = many.claims.find(({ id }) => id === first)?.text
    expect(await viewer.text('h1')).toBe(many.manifest.question)
    expect(await viewer.text('.q p')).toBe(`${disputes.length.toLocaleString('en')} disputes among 1,500 claims`)
    expect(await viewer.text('[role=status]')).toBe('Reading the statements')
    expect(await viewer.page.locator('.panel h2').count()).toBe(0)
    expect(await viewer.faults()).toEqual([])
    await viewer.clickOnCanvas(first)
    const canvas = await viewer.page.locator('.plane canvas').first().elementHandle()
    release()
    await viewer.drawn()
    await expect.poll(() => viewer.text('.panel h2')).toBe(text)
    expect(await canvas?.evaluate((element) => element.isConnected)).toBe(true)
    // Three claims of a row stand as they did, once the camera is with what was clicked.
    await expect
      .poll(async () => {
        const row = await Promise.all(many.claims.slice(0, 3).map(({ id }) => viewer.locate(id)))
        const [a = 0, b = 0, c = 0] = row.map(({ x }) => x)
        return b > a && Math.abs(c - b - (b - a)) < 0.01
      })
      .toBe(true)
    await expect.poll(() => viewer.text('.drawn')).toContain('of 1,500 claims')
  })

  it('keeps a claim and its neighbours under the pointer, and finds both after it was moved', async () => {
    await serveMany(false)
    await viewer.goto('#nothing')
    await viewer.drawn()
    const busiest = [...many.claims].sort((a, b) => degree(b.id) - degree(a.id))[0]?.id ?? ''
    function degree(id: string) {
      return many.relations.filter(({ from, to }) => from === id || to === id).length
    }
    const hover = async () => {
      const { x, y } = await viewer.locate(busiest)
      await viewer.page.mouse.move(x - 1, y)
      await viewer.page.mouse.move(x, y)
    }
    const near = many.relations.filter(({ from, to }) => from === busiest || to === busiest)
    const expected = [...new Set([busiest, ...near.flatMap(({ id, from, to }) => [id, from, to])])].sort()
    // From far out there are groups; the claim is looked for closer up.
    const zoom = async (way: 'in' | 'out') => {
      await viewer.page.getByRole('button', { name: `Zoom ${way}` }).click()
      await viewer.page.waitForTimeout(600)
    }
    await expect.poll(() => viewer.text('.drawn')).toContain('groups')
    while ((await viewer.text('.drawn')).includes('groups')) {
      const { x, y } = await viewer.locateStill(busiest)
      await viewer.page.mouse.move(x, y)
      await viewer.page.mouse.wheel(0, -200)
      await viewer.page.waitForTimeout(600)
    }
    await viewer.locateStill(busiest)
    await hover()
    await expect.poll(() => viewer.kept(), { timeout: 10_000 }).toEqual(expected)
    await viewer.page.mouse.move(4, 4)
    await expect.poll(() => viewer.kept(), { timeout: 10_000 }).toBeNull()
    await zoom('out')
    await zoom('in')
    await hover()
    await expect.poll(() => viewer.kept(), { timeout: 10_000 }).toEqual(expected)
  })
})
