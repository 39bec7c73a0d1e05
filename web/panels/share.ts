import { html, nothing } from 'lit-html'
import { isSite } from '../load.ts'
import { saveFile } from '../save-file.ts'
import { readPalette } from '../palette.ts'
import { surroundOf } from '../surround.ts'
import { FOOTER, captionOf, svgPicture } from '../svg-picture.ts'
import { showDate } from '../words.ts'
import { icon } from './marks.ts'
import { close, sheet } from './sheet.ts'
import type { Box, Footer, Run, Surround } from '../svg-picture.ts'
import type { Scene } from '../scene.ts'
import type { View } from '../view.ts'

/** Pixels of a picture for each CSS pixel. */
const DENSITY = 2

/** What a person can do with the view: its address, a picture of it, paper. */
export function panel(view: View) {
  const hasPicture = view.act.scene() !== null && !document.querySelector('.canvas.under')
  return sheet(
    view,
    'share',
    'Share this view',
    html`<label class="k" for="share-address">Address: selection, filters, view and camera</label>
      <div class="copy">
        <input id="share-address" readonly dir="ltr" .value=${location.href} @focus=${selectAll} />
        <button class="btn primary" @click=${copyAddress}>Copy</button>
      </div>
      ${
        isSite()
          ? nothing
          : html`<p class="meta">
              It opens on this computer while hearsay runs. To send the whole case, make a site of it:
              <kbd>hearsay export CASE --site FOLDER</kbd>
            </p>`
      }
      <div class="acts">
        ${
          hasPicture
            ? html`<button class="btn" @click=${(e: Event) => saved(e, () => savePng(view))}>
                  ${icon('save')} Picture (PNG)</button
                ><button class="btn" @click=${(e: Event) => saved(e, () => saveSvg(view))}>
                  ${icon('save')} Drawing (SVG)
                </button>`
            : nothing
        }
        <button
          class="btn"
          @click=${(event: Event) => {
            close(event)
            print(view)
          }}
        >
          ${icon('print')} Print
        </button>
      </div>
      <p class="meta told" role="status"></p>`,
  )
}

function selectAll({ target }: Event) {
  if (target instanceof HTMLInputElement) target.select()
}

function tell(text: string) {
  const line = document.querySelector('.sheet .told')
  if (line) line.textContent = text
}

async function copyAddress() {
  try {
    await navigator.clipboard.writeText(location.href)
    tell('Copied.')
  } catch {
    // No leave, or a page without https: the field is marked, and one key copies it.
    document.querySelector<HTMLInputElement>('#share-address')?.select()
    tell('The browser did not copy it. It is marked: press Ctrl+C, or Cmd+C.')
  }
}

async function saved(_event: Event, save: () => Promise<string>) {
  try {
    tell(`Saved ${await save()}.`)
  } catch {
    tell('The picture could not be made. The other ways still work.')
  }
}

function footerOf({ index }: View): Footer {
  const [today = ''] = new Date().toISOString().split('T')
  return { title: index.snapshot.manifest.title, date: showDate(today, null) }
}

/** The canvas in view and what stands around it. */
function seen({ act }: View): { scene: Scene; surround: Surround } {
  const scene = act.scene()
  const frame = document.querySelector<HTMLElement>('.canvas')
  const canvas = document.querySelector<HTMLElement>('#graph')
  if (!scene || !frame || !canvas) throw new Error('nothing is drawn')
  return { scene, surround: surroundOf(frame, canvas) }
}

async function saveSvg(view: View): Promise<string> {
  const { scene, surround } = seen(view)
  return download(view, new Blob([svgPicture(scene, surround, footerOf(view))], { type: 'image/svg+xml' }), 'svg')
}

async function savePng(view: View): Promise<string> {
  const { scene, surround } = seen(view)
  const { palette, width, height } = scene
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(width * DENSITY)
  canvas.height = Math.round((height + FOOTER) * DENSITY)
  const context = canvas.getContext('2d')
  if (!context) throw new Error('no 2D canvas')
  context.scale(DENSITY, DENSITY)
  context.fillStyle = surround.ground
  context.fillRect(0, 0, width, height + FOOTER)
  for (const box of surround.below) paintBox(context, box)
  context.drawImage(drawn(scene), 0, 0, width, height)
  for (const box of surround.above) paintBox(context, box)
  for (const run of surround.runs) paintRun(context, run)
  context.clearRect(0, height, width, FOOTER)
  context.fillStyle = surround.ground
  context.fillRect(0, height, width, FOOTER)
  const font = { colour: palette.label, weight: '400', isRightToLeft: false, y: height + 20 }
  const words = { ...font, size: 12, family: 'Public Sans, system-ui, sans-serif', x: 16 }
  paintRun(context, { ...words, text: captionOf(footerOf(view), width) })
  const mark = { ...font, size: 16, family: 'Source Serif 4, Georgia, serif', text: 'hearsay' }
  context.font = fontOf(mark)
  paintRun(context, { ...mark, x: width - 16 - context.measureText(mark.text).width })
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
  if (!blob) throw new Error('no picture')
  return download(view, blob, 'png')
}

/** The layers of the canvas as one, drawn once more at the density of the picture and copied before the browser clears them. */
function drawn({ width, height, redraw }: Scene): HTMLCanvasElement {
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(width * DENSITY)
  canvas.height = Math.round(height * DENSITY)
  const context = canvas.getContext('2d')
  const own = Object.getOwnPropertyDescriptor(window, 'devicePixelRatio')
  if (!context || !own) throw new Error('no 2D canvas')
  // Sigma and the labels read the density from the window and nowhere else.
  Object.defineProperty(window, 'devicePixelRatio', { value: DENSITY, configurable: true })
  try {
    redraw()
    for (const layer of document.querySelectorAll<HTMLCanvasElement>('#graph canvas')) {
      context.globalAlpha = Number(layer.style.opacity || 1)
      if (layer.width > 0 && layer.height > 0) context.drawImage(layer, 0, 0, canvas.width, canvas.height)
    }
  } finally {
    Object.defineProperty(window, 'devicePixelRatio', own)
    redraw()
  }
  return canvas
}

function paintBox(context: CanvasRenderingContext2D, { x, y, width, height, radius, fill, line }: Box) {
  context.beginPath()
  context.roundRect(x, y, width, height, radius)
  if (fill !== 'none') {
    context.fillStyle = fill
    context.fill()
  }
  if (!line) return
  context.strokeStyle = line
  context.stroke()
}

function fontOf({ weight, size, family }: Pick<Run, 'weight' | 'size' | 'family'>): string {
  const names = family.split(',').map((name) => JSON.stringify(name.trim()))
  return `${weight} ${size}px ${names.join(', ').replaceAll(/"(system-ui|sans-serif|serif|monospace)"/g, '$1')}`
}

function paintRun(context: CanvasRenderingContext2D, run: Run) {
  context.font = fontOf(run)
  context.direction = run.isRightToLeft ? 'rtl' : 'ltr'
  context.textAlign = 'start'
  context.textBaseline = 'middle'
  context.fillStyle = run.colour
  context.fillText(run.text, run.x, run.y)
}

/** Hands a file to the browser; gives its name. */
function download({ index }: View, blob: Blob, ending: string): string {
  const words = index.snapshot.manifest.title.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? ['case']
  const name = `hearsay-${Array.from(words.join('-')).slice(0, 60).join('')}.${ending}`
  saveFile(name, blob)
  return name
}

/** Prints the view on white paper: the drawing in place of the canvas, then the evidence in full. */
function print(view: View) {
  const root = document.documentElement
  const { theme } = root.dataset
  root.dataset['theme'] = 'light'
  const frame = document.querySelector<HTMLElement>('.canvas')
  const holder = document.createElement('div')
  holder.className = 'print-picture'
  if (view.act.scene() && frame && !frame.classList.contains('under')) {
    const { scene, surround } = seen(view)
    const picture = svgPicture({ ...scene, palette: readPalette() }, surround, footerOf(view))
    const { documentElement } = new DOMParser().parseFromString(picture, 'image/svg+xml')
    holder.append(document.importNode(documentElement, true))
    frame.append(holder)
  }
  const done = new AbortController()
  // Not every browser says when it has printed; whoever goes on has.
  for (const event of ['afterprint', 'pointerdown', 'keydown'])
    addEventListener(
      event,
      () => {
        done.abort()
        holder.remove()
        if (theme === undefined) delete root.dataset['theme']
        else root.dataset['theme'] = theme
      },
      { signal: done.signal },
    )
  window.print()
}
