import { existsSync } from 'node:fs'
import { chromium } from 'playwright-core'
import type { Browser } from 'playwright-core'

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** The browser for tests and pictures, or null: `apt-get install chromium` brings it. */
export const CHROMIUM = PLACES.find((place) => existsSync(place)) ?? null

/** Draws WebGL in software, so that a machine without a graphics card makes the same pictures; asks nobody for updates. */
const ARGS = [
  '--no-sandbox',
  '--disable-gpu-sandbox',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-quic',
]

/** Starts the browser without a window; `without` leaves arguments out and `more` adds some. */
export function launch(more: readonly string[] = []): Promise<Browser> {
  if (!CHROMIUM) throw new Error('no chromium: apt-get install chromium')
  return chromium.launch({ executablePath: CHROMIUM, args: [...ARGS, ...more] })
}
