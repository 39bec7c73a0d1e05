import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { launch } from './scripts/chromium.ts'
import { builtViewer, serve } from './scripts/server.ts'
import { readCase } from './src/case/read.ts'
import { CaseBuilder, ferryCase, pierCase } from './web/case.fixture.ts'
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const b = await launch()
const cases = { ferry: ferryCase(), pier: pierCase(), ist: await readCase('graph/cases/istanbul'), empty: new CaseBuilder().build({ title: 'New', question: 'What happened?' }) }
const todo: any[] = [
  ['ferry', ''], ['ist', ''], ['pier', ''], ['empty', ''], ['ferry', '#view=table'], ['ferry', '#nothing'], ['ferry', '#claimless'],
  ['ferry', '', ['?']], ['ferry', '', [], ['.share']], ['ferry', '', [], [], true], ['ferry','',['/','s','t','a','g','e']], ['ferry','',['/','z','z','z','z']],
  ['pier', '', [], ['.finding']],
]
for (const dark of [false, true]) for (const w of [1440, 390]) for (const [c, at, keys = [], click = [], first = false] of todo) {
  const served = await serve((cases as any)[c], { port: 0, webRoot: builtViewer() })
  const ctx = await b.newContext({ viewport: { width: w, height: w === 390 ? 844 : 900 }, colorScheme: dark ? 'dark' : 'light', reducedMotion: 'reduce', bypassCSP: false })
  const p = await ctx.newPage()
  if (!first) await p.addInitScript(() => localStorage.setItem('hearsay-guide', 'seen'))
  await p.addInitScript(axe)
  await p.goto(served.url + at); if (c !== 'empty') await p.waitForFunction(() => performance.getEntriesByName('graph-drawn').length > 0)
  await p.evaluate(() => document.fonts.ready.then(() => 1))
  const screens = w === 390 ? [1, 2, 3, 4] : [0]
  for (const s of screens) {
    if (s) await p.locator(`.screens button:nth-child(${s})`).click().catch(() => {})
    if (s <= 1) { for (const k of keys) await p.keyboard.press(k); for (const k of click) await p.locator(k).first().click({ timeout: 2000 }).catch(() => {}) }
    await p.waitForTimeout(250)
    const r = await p.evaluate(() => (globalThis as any).axe.run(document, { resultTypes: ['violations', 'incomplete'] }))
    for (const v of (r as any).violations) console.log(dark ? 'D' : 'L', w, c, at, keys.join(''), click.join(), 'screen', s, '|', v.id, v.impact, v.nodes.length, v.nodes.slice(0, 3).map((n: any) => n.html.slice(0, 140) + ' :: ' + (n.any[0]?.message ?? n.none[0]?.message ?? n.all[0]?.message ?? '').slice(0, 160)).join('\n      '))
    if (keys.length || click.length) break
  }
  await ctx.close(); await served.close()
}
await b.close()
