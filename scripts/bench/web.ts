import { readFileSync, readdirSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { gzipSync } from 'node:zlib'
import { largeCase } from '../../web/case.fixture.ts'
import { launch } from '../chromium.ts'
import { builtViewer, serve } from '../server.ts'
import type { Browser, Page } from 'playwright-core'
import type createRegl from 'regl'
import type { Served } from '../server.ts'

/**
 * `npm run bench:web [-- --sizes 300,1000,10000,100000]`: how fast the viewer is in a real browser without a graphics card, on generated cases
 * of so many claims with five relations each. One row a figure: wanted, measured, met or missed. Frames are synced
 * (readPixels), and compared with a bare regl page that draws as many discs and lines at the same places.
 */
const { values } = parseArgs({ options: { sizes: { type: 'string', default: '300,1000,10000,100000' } } })
const sizes = values.sizes.split(',').map(Number)

/** Wanted at a size, in the unit of the row. */
const WANTED: Readonly<Record<string, Readonly<Record<number, number>>>> = {
  drawn: { 1000: 900, 10_000: 1500, 100_000: 3500 },
  pan: { 10_000: 2 },
  hover: { 10_000: 5, 100_000: 10 },
  click: { 300: 250, 10_000: 400 },
  drag: { 10_000: 120, 100_000: 300 },
  heap: { 10_000: 80, 100_000: 450 },
  parse: { 1000: 200, 10_000: 200, 100_000: 200 },
}

/**
 * Milliseconds that the browser's processes have computed, drawing in software included: what a machine that does other things beside
 * tells better than its clock. Where there is no /proc, NaN.
 */
function computed(): number {
  const parents = new Map<number, { readonly parent: number; readonly ticks: number }>()
  try {
    for (const name of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      const stat = readStat(name)
      if (stat) parents.set(Number(name), stat)
    }
  } catch {
    return NaN
  }
  const isOurs = (id: number): boolean => {
    const parent = parents.get(id)?.parent
    return parent !== undefined && (parent === process.pid || isOurs(parent))
  }
  // A tick is 10 ms.
  return [...parents].reduce((sum, [id, { ticks }]) => sum + (isOurs(id) ? ticks * 10 : 0), 0)
}

function readStat(id: string): { readonly parent: number; readonly ticks: number } | null {
  try {
    const fields = readFileSync(`/proc/${id}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
    return { parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) }
  } catch {
    // It has ended meanwhile.
    return null
  }
}

const rows: string[][] = []
const note = (figure: string, size: number, value: number, unit: string, wanted?: number) => {
  const show = (n: number) => `${n < 10 ? n.toFixed(1) : Math.round(n).toLocaleString('en')} ${unit}`
  const verdict = wanted === undefined ? '' : value <= wanted ? 'met' : 'missed'
  rows.push([
    figure,
    size > 0 ? size.toLocaleString('en') : '',
    wanted === undefined ? '' : show(wanted),
    show(value),
    verdict,
  ])
  console.error(rows.at(-1)?.join('  '))
}

/** Runs before the page: notes long parses, and how long timers and frames take. */
function watch() {
  const seen = { parse: 0, script: 0, tasks: 0 }
  Object.assign(window, { seen })
  const parse = JSON.parse
  JSON.parse = (text: string, reviver?: Parameters<typeof parse>[1]) => {
    const start = performance.now()
    const value: unknown = parse(text, reviver)
    seen.parse = Math.max(seen.parse, performance.now() - start)
    return value
  }
  Response.prototype.json = async function json(this: Response) {
    const value: unknown = JSON.parse(await this.text())
    return value
  }
  const timed =
    <A extends unknown[]>(run: (...args: A) => unknown) =>
    (...args: A) => {
      const start = performance.now()
      try {
        run(...args)
      } finally {
        seen.script += performance.now() - start
      }
    }
  const frame = window.requestAnimationFrame.bind(window)
  window.requestAnimationFrame = (run) => frame(timed(run))
  const later = window.setTimeout.bind(window)
  Object.assign(window, {
    setTimeout: (run: () => void, ms?: number) => later(typeof run === 'function' ? timed(run) : run, ms),
  })
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) seen.tasks = Math.max(seen.tasks, entry.duration)
  }).observe({ type: 'longtask', buffered: true })
}

/** Frames of a pan. */
const FRAMES = 25

interface Point {
  readonly x: number
  readonly y: number
}

/** Milliseconds of frames: each drags by a step from where the pointer goes down, lets the page draw, and waits for the pixels. */
async function frames(page: Page, count: number, from: Point, step: Point): Promise<number[]> {
  await page.mouse.move(from.x, from.y)
  await page.waitForTimeout(300)
  await page.mouse.down()
  const times = await page.evaluate(
    async ({ count, from, step }) => {
      const canvases = [...document.querySelectorAll<HTMLCanvasElement>('#graph canvas.sigma-edges')]
      const layers = canvases.flatMap((canvas) => canvas.getContext('webgl2') ?? [])
      const target = document.querySelector('#graph .sigma-mouse')
      const pixel = new Uint8Array(4)
      const times: number[] = []
      for (let i = 1; i <= count; i++) {
        await new Promise((resolve) => {
          setTimeout(resolve, 20)
        })
        let began = 0
        requestAnimationFrame(() => {
          began = performance.now()
        })
        const start = performance.now()
        const at = { clientX: from.x + step.x * i, clientY: from.y + step.y * i }
        target?.dispatchEvent(new MouseEvent('mousemove', { ...at, bubbles: true, cancelable: true, buttons: 1 }))
        const handled = performance.now() - start
        times.push(
          await new Promise<number>((resolve) => {
            // Asked for after the page asked for its frame, it runs after that.
            requestAnimationFrame(() => {
              for (const gl of layers) gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel)
              resolve(handled + performance.now() - began)
            })
          }),
        )
      }
      return times
    },
    { count, from, step },
  )
  await page.mouse.up()
  return times
}

/** Milliseconds of the same frames on a bare regl page: discs of 2 px and lines of 1.5 px at the same places. */
async function bareFrames(
  page: Page,
  discs: readonly Point[],
  lines: readonly (readonly [Point, Point])[],
  size: Size,
) {
  await page.setViewportSize(size)
  await page.goto('about:blank')
  await page.evaluate('globalThis.__name = (value) => value')
  await page.addScriptTag({ path: createRequire(import.meta.url).resolve('regl') })
  const places = discs.flatMap(({ x, y }) => [x, y])
  const ends = lines.flatMap(([a, b]) => [a.x, a.y, b.x, b.y])
  // The page before this one ends its process in its own time.
  await page.waitForTimeout(1500)
  const before = computed()
  const times = await page.evaluate(
    async ({ places, ends, width, height, draw, frames }) => {
      const canvas = document.createElement('canvas')
      canvas.width = width
      canvas.height = height
      document.body.append(canvas)
      const open: typeof createRegl = Reflect.get(window, 'createREGL')
      const regl = open({ canvas, extensions: ['ANGLE_instanced_arrays'], attributes: { antialias: false } })
      const shift = { shift: regl.prop<{ shift: number[] }, 'shift'>('shift'), size: [width, height] }
      const blend = { enable: true, func: { src: 'one', dst: 'one minus src alpha' } } as const
      const common = { depth: { enable: false }, blend, primitive: 'triangle strip', count: 4 } as const
      const floats = (values: number[]) => regl.buffer(new Float32Array(values))
      const drawLines = regl({
        ...common,
        ...draw.lines,
        attributes: {
          corner: [
            [0, -1],
            [1, -1],
            [0, 1],
            [1, 1],
          ],
          ends: { buffer: floats(ends), divisor: 1 },
        },
        uniforms: shift,
        instances: ends.length / 4,
      })
      const drawDiscs = regl({
        ...common,
        ...draw.discs,
        attributes: {
          corner: [
            [-1, -1],
            [1, -1],
            [-1, 1],
            [1, 1],
          ],
          place: { buffer: floats(places), divisor: 1 },
        },
        uniforms: shift,
        instances: places.length / 2,
      })
      // The context that regl has made.
      const gl = canvas.getContext('webgl')
      const pixel = new Uint8Array(4)
      const times: number[] = []
      for (let i = 0; i < frames; i++) {
        await new Promise((resolve) => {
          setTimeout(resolve, 20)
        })
        await new Promise((resolve) => {
          requestAnimationFrame(resolve)
        })
        const start = performance.now()
        regl.clear({ color: [1, 1, 1, 1] })
        drawLines({ shift: [i, i] })
        drawDiscs({ shift: [i, i] })
        gl?.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel)
        times.push(performance.now() - start)
      }
      return times
    },
    { places, ends, ...size, draw: BARE, frames: FRAMES },
  )
  return { times, computed: (computed() - before) / FRAMES }
}
interface Size {
  readonly width: number
  readonly height: number
}

const PLACE = 'vec4((at + shift) / size * vec2(2.0, -2.0) + vec2(-1.0, 1.0), 0, 1)'
const BARE = {
  discs: {
    vert: `precision highp float; attribute vec2 corner, place; uniform vec2 shift, size; varying vec2 v;
      void main() { v = corner * 3.0; vec2 at = place + v; gl_Position = ${PLACE}; }`,
    frag: `precision highp float; varying vec2 v;
      void main() { float a = clamp(2.5 - length(v), 0.0, 1.0); gl_FragColor = vec4(vec3(0.4) * a, a); }`,
  },
  lines: {
    vert: `precision highp float; attribute vec2 corner; attribute vec4 ends; uniform vec2 shift, size; varying float v;
      void main() { vec2 way = ends.zw - ends.xy; vec2 side = normalize(vec2(-way.y, way.x) + 1e-6);
        v = corner.y * 1.5; vec2 at = ends.xy + way * corner.x + side * v; gl_Position = ${PLACE}; }`,
    frag: `precision highp float; varying float v;
      void main() { float a = clamp(1.25 - abs(v), 0.0, 1.0); gl_FragColor = vec4(vec3(0.0, 0.4, 0.7) * a, a); }`,
  },
} as const

const sorted = (times: readonly number[]) => [...times].sort((a, b) => a - b)
const quantile = (times: readonly number[], share: number) =>
  sorted(times)[Math.min(times.length - 1, Math.floor(times.length * share))] ?? NaN

/** Waits for a drawn graph whose pixels are there; milliseconds since navigation. */
async function drawn(page: Page): Promise<number> {
  await page.waitForFunction(() => performance.getEntriesByName('graph-drawn').length > 0, null, { timeout: 600_000 })
  return page.evaluate(() => {
    for (const canvas of document.querySelectorAll<HTMLCanvasElement>('#graph canvas.sigma-edges')) {
      const gl = canvas.getContext('webgl2')
      gl?.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4))
    }
    return performance.now()
  })
}

/** Zooms into a large case until its claims are drawn in place of their groups. */
async function approach(page: Page): Promise<void> {
  while ((await page.locator('.drawn', { hasText: 'named' }).count()) > 0) {
    await page.getByRole('button', { name: 'Zoom in' }).click()
    await page.waitForTimeout(1200)
  }
}

/** Where claims lie on the page. */
function locate(page: Page, ids: readonly string[]): Promise<Point[]> {
  return page.evaluate((ids) => {
    const graph = document.querySelector('.plane')
    const at = graph ? (Reflect.get(graph, 'locate') as (id: string) => Point | null) : () => null
    const box = graph?.getBoundingClientRect()
    return ids.map((id) => {
      const point = at(id)
      return { x: (point?.x ?? 0) + (box?.x ?? 0), y: (point?.y ?? 0) + (box?.y ?? 0) }
    })
  }, ids)
}

const seenOn = (page: Page) =>
  page.evaluate(() => ({ ...(Reflect.get(window, 'seen') as { parse: number; script: number; tasks: number }) }))

async function measure(browser: Browser, size: number): Promise<void> {
  const theCase = largeCase(size, { relationsEach: 6 })
  const started = performance.now()
  const folder = await mkdtemp(join(tmpdir(), 'hearsay-bench-'))
  const served: Served = await serve(theCase, { port: 0, webRoot: builtViewer(), folder })
  note('server answers', size, performance.now() - started, 'ms')
  const viewport = { width: 1440, height: 900 }
  const page = await browser.newPage({ viewport, reducedMotion: 'reduce' })
  page.setDefaultTimeout(600_000)
  // tsx names the functions that it hands over by a helper of its own.
  await page.addInitScript('globalThis.__name = (value) => value')
  await page.addInitScript(watch)
  try {
    await page.goto(served.url)
    note('first drawn, before a layout is kept', size, await drawn(page), 'ms')
    // Until the layout is kept.
    await page.waitForTimeout(2500)
    const beforeLoad = computed()
    await page.reload()
    note('from navigation to drawn graph', size, await drawn(page), 'ms', WANTED['drawn']?.[size])
    note('the same, computed by all processes', size, computed() - beforeLoad, 'ms')
    await page.locator('[aria-busy=true]').waitFor({ state: 'detached' })
    note('until all of the case is there', size, await page.evaluate(() => performance.now()), 'ms')
    note('script until then, gzip', size, await sizeOf(await scriptsOf(page)), 'kB')
    await page.waitForTimeout(1500)
    const { parse, tasks } = await seenOn(page)
    note('longest JSON parse on the page', size, parse, 'ms', WANTED['parse']?.[size])
    note('longest task until then', size, tasks, 'ms')

    const client = await page.context().newCDPSession(page)
    await client.send('HeapProfiler.collectGarbage')
    const heap = await client.send('Runtime.getHeapUsage')
    note('heap', size, heap.usedSize / 2 ** 20, 'MB', WANTED['heap']?.[size])
    note('buffers beside the heap', size, heap.backingStorageSize / 2 ** 20, 'MB')

    const box = await page.locator('#graph').boundingBox()
    if (!box) throw new Error('no canvas')
    const placesNow = async () => {
      const places = await locate(
        page,
        theCase.claims.map((claim) => claim.id),
      )
      return new Map(theCase.claims.map((claim, i) => [claim.id, places[i] ?? { x: 0, y: 0 }]))
    }
    const whole = await placesNow()
    await approach(page)
    const at = await placesNow()
    const isInView = ({ x, y }: Point) =>
      x > box.x + 80 && y > box.y + 80 && x < box.x + box.width - 80 && y < box.y + box.height - 80
    const seen = theCase.claims.filter((claim) => isInView(at.get(claim.id) ?? { x: 0, y: 0 }))
    const pick = (i: number) => seen[Math.floor(((i + 0.5) / 8) * seen.length)]?.id ?? ''

    // Hover: each of a few claims, from the pointer's coming to the dimmed frame.
    const hovers: number[] = []
    const picks: number[] = []
    for (let i = 0; i < 6; i++) {
      const { x, y } = at.get(pick(i)) ?? { x: 0, y: 0 }
      await page.mouse.move(box.x + 4, box.y + 4)
      await page.waitForTimeout(400)
      const times = await page.evaluate(
        async (point) => {
          const seen = Reflect.get(window, 'seen') as { script: number }
          const target = document.querySelector('#graph .sigma-mouse')
          const before = seen.script
          const start = performance.now()
          target?.dispatchEvent(
            new MouseEvent('mousemove', { clientX: point.x, clientY: point.y, bubbles: true, cancelable: true }),
          )
          const pick = performance.now() - start
          await new Promise((resolve) => {
            setTimeout(resolve, 350)
          })
          return { script: seen.script - before, pick }
        },
        { x, y },
      )
      hovers.push(times.script)
      picks.push(times.pick)
    }
    note("hover's JS, after picking", size, quantile(hovers, 0.5), 'ms', WANTED['hover']?.[size])
    note('picking (waits for the pixels)', size, quantile(picks, 0.5), 'ms')

    // Click: until the words of the claim are marked in their source and painted.
    const clicks: number[] = []
    for (let i = 0; i < 6; i++) {
      const id = pick(i + 1)
      await page.getByRole('button', { name: 'Fit to window' }).click()
      await page.waitForTimeout(600)
      await approach(page)
      const { x = 0, y = 0 } = (await locate(page, [id]))[0] ?? {}
      await page.evaluate(() => {
        const panel = () => `${location.hash} ${document.querySelector('.panel h2')?.textContent}`
        const before = panel()
        const wait = new Promise<number>((resolve) => {
          let start = 0
          addEventListener('pointerdown', () => (start = performance.now()), { once: true, capture: true })
          const look = () => {
            const marks = [...(CSS.highlights.get('content') ?? [])]
            const isThere =
              start > 0 && panel() !== before && marks.length > 0 && !document.querySelector('.text [aria-busy]')
            if (isThere) requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start)))
            else requestAnimationFrame(look)
          }
          look()
        })
        Object.assign(window, { clicked: wait })
      })
      await page.mouse.move(x, y)
      await page.waitForTimeout(200)
      await page.mouse.down()
      await page.mouse.up()
      const took = await Promise.race([
        page.evaluate(() => Reflect.get(window, 'clicked') as Promise<number>),
        page.waitForTimeout(15_000).then(() => NaN),
      ])
      if (Number.isFinite(took)) clicks.push(took)
      await page.waitForTimeout(600)
    }
    note(
      `click to painted evidence (${clicks.length} clicks)`,
      size,
      quantile(clicks, 0.5),
      'ms',
      WANTED['click']?.[size],
    )

    await page.getByRole('button', { name: 'Fit to window' }).click()
    await page.waitForTimeout(600)
    await approach(page)
    const grabbed = pick(4)
    const { x = 0, y = 0 } = (await locate(page, [grabbed]))[0] ?? {}
    const drags = await frames(page, 40, { x, y }, { x: 2, y: 1 })
    note('drag, p95 of synced frames', size, quantile(drags, 0.95), 'ms', WANTED['drag']?.[size])
    await page.getByRole('button', { name: 'Fit to window' }).click()
    await page.waitForTimeout(1100)
    const beforePan = computed()
    const pans = await frames(page, FRAMES, { x: box.x + 30, y: box.y + 30 }, { x: 3, y: 2 })
    const pan = (computed() - beforePan) / FRAMES
    note('pan, median of synced frames', size, quantile(pans, 0.5), 'ms')
    note('pan, computed a frame', size, pan, 'ms')
    if (size <= 10_000 || WANTED['pan']?.[size]) {
      const lines = theCase.relations
        .filter((relation) => relation.status !== 'rejected')
        .map(({ from, to }) => [whole.get(from) ?? { x: 0, y: 0 }, whole.get(to) ?? { x: 0, y: 0 }] as const)
      const here = { width: Math.round(box.width), height: Math.round(box.height) }
      const moved = (point: Point) => ({ x: point.x - box.x, y: point.y - box.y })
      const bare = await bareFrames(
        page,
        [...whole.values()].map(moved),
        lines.map(([a, b]) => [moved(a), moved(b)] as const),
        here,
      )
      note('the same on a bare regl page', size, quantile(bare.times, 0.5), 'ms')
      note('the same, computed a frame', size, bare.computed, 'ms')
      note(
        'pan against the bare page, by the clock',
        size,
        quantile(pans, 0.5) / quantile(bare.times, 0.5),
        '×',
        WANTED['pan']?.[size],
      )
      note('pan against the bare page, computed', size, pan / bare.computed, '×', WANTED['pan']?.[size])
    }
  } finally {
    await page.close()
    await served.close()
    await rm(folder, { recursive: true })
  }
}

/** Kilobytes of scripts, compressed. */
async function sizeOf(names: readonly string[]): Promise<number> {
  const sizes = await Promise.all(names.map(async (name) => gzipSync(await readFile(join(builtViewer(), name))).length))
  return sizes.reduce((a, b) => a + b, 0) / 1000
}

/** The scripts that the page names, what they import included. */
async function initialScripts(): Promise<string[]> {
  const page = await readFile(join(builtViewer(), 'index.html'), 'utf8')
  return [...page.matchAll(/(?:src|href)="\.\/(assets\/[^"]+\.js)"/g)].map(([, name = '']) => name)
}

/** The scripts that a page has asked for by now. */
function scriptsOf(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    performance.getEntriesByType('resource').flatMap(({ name }) => /assets\/[^/]+\.js$/.exec(name)?.[0] ?? []),
  )
}

note('initial script, gzip', 0, await sizeOf(await initialScripts()), 'kB', 80)
const browser = await launch()
try {
  for (const size of sizes) await measure(browser, size)
} finally {
  await browser.close()
}
const heads = ['figure', 'claims', 'wanted', 'measured', '']
const widths = heads.map((head, i) => Math.max(head.length, ...rows.map((row) => row[i]?.length ?? 0)))
const line = (cells: readonly string[]) =>
  cells
    .map((cell, i) => (i === 0 || i === 4 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
    .join('  ')
    .trimEnd()
console.log([heads, ...rows].map(line).join('\n'))
console.log(
  `load of the machine: ${loadavg()
    .map((load) => load.toFixed(1))
    .join(', ')}`,
)
