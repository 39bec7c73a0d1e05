import { expect, it } from 'vitest'
import { describeInBrowser } from './browser.fixture.ts'
import { CaseBuilder } from './case.fixture.ts'
import { HOSTILE } from './hostile.fixture.ts'
import { VIEWS } from './views.ts'
import type { Case } from '../src/model/records.ts'

/** A case in which every word that can be anything is hostile. */
function hostileCase(): Case {
  const b = new CaseBuilder()
  const claims = HOSTILE.map((words, i) => {
    const outlet = b.actor(`${words} outlet`, 'outlet')
    const speaker = b.actor(words, 'person', { aliases: [words], roles: [{ title: words, of: words }] })
    const relay = b.actor(`${words} relay`, 'organisation')
    const content = words.replaceAll('\n', ' ')
    const text = `Report ${i}. ${content} said: ${content} in full.`
    const source = b.source(words, text, outlet, words, { url: words, author: words, path: words })
    const said = b.say(source, {
      by: speaker,
      cue: 'said',
      content: `${content} in full`,
      form: 'direct',
      via: [relay],
      saidAt: words,
    })
    return b.claim(`${words} ${i}`, [[said, i % 3 === 0 ? 'denies' : 'asserts']], i % 2 === 0 ? 'accepted' : 'proposed')
  })
  for (const [i, claim] of claims.entries()) {
    const other = claims[(i + 1) % claims.length]
    if (other)
      b.relate(i % 2 === 0 ? 'contradicts' : 'supports', claim, other, {
        reason: HOSTILE[i] ?? '',
        method: { name: HOSTILE[i] ?? '', version: HOSTILE[i] ?? '' },
      })
  }
  return b.build({ title: HOSTILE.join(' '), question: HOSTILE.join(' '), notes: HOSTILE.join(' ') })
}

describeInBrowser('hostile words', (viewer) => {
  const seen = () =>
    viewer.page.evaluate(() => ({
      ran: Reflect.get(window, 'ran'),
      violations: Reflect.get(window, 'violations'),
      strangers: document.querySelectorAll(
        'img, iframe, object, embed, base, form, audio, video, foreignObject, animate, script:not([src]), style, [onerror], [onload], [onclick], [onmouseover], [srcdoc], [formaction]',
      ).length,
      links: [...document.querySelectorAll('a[href]')]
        .map((a) => a.getAttribute('href') ?? '')
        .filter((href) => !/^(?:https?:\/\/|#evidence$)/.test(href)),
    }))
  /** Goes from address to address as a person's links would, and keeps every link that the panel shows on the way. */
  const walk = async (hashes: readonly string[]) => {
    const rels = await viewer.page.evaluate(async (all) => {
      const shown: string[] = []
      for (const hash of all) {
        location.hash = hash
        await new Promise((resolve) => {
          setTimeout(resolve, 20)
        })
        for (const a of document.querySelectorAll('.panel a[href]'))
          shown.push(/^https?:/.test(a.getAttribute('href') ?? '') ? (a.getAttribute('rel') ?? '') : 'another scheme')
      }
      return shown
    }, hashes)
    for (const rel of rels) expect(rel).toContain('noreferrer')
  }
  const clean = { ran: undefined, violations: [], strangers: 0, links: [] }

  it('run nothing as titles, names, contents, reasons and addresses, in any view and in what is saved', async () => {
    const hostile = hostileCase()
    await viewer.open(hostile)
    for (const { name } of VIEWS) {
      await viewer.goto(`#view=${name}`)
      await viewer.page.locator('[aria-busy=true]').waitFor({ state: 'detached' })
      expect(await seen()).toEqual(clean)
    }
    await walk([
      ...hostile.sources.map(({ id }) => `source=${id}`),
      ...hostile.claims.slice(0, 12).map(({ id }) => `claim=${id}`),
      ...hostile.relations.slice(0, 12).map(({ id }) => `relation=${id}`),
      ...hostile.actors.slice(0, 12).map(({ id }) => `actor=${id}`),
    ])
    await viewer.page.locator('.src').first().click()
    await viewer.page.locator('#source-text').waitFor()
    expect(await seen()).toEqual(clean)

    await viewer.goto('#view=claims')
    await viewer.page.evaluate(() => document.querySelector<HTMLElement>('.share')?.click())
    const [saved] = await Promise.all([
      viewer.page.waitForEvent('download'),
      viewer.page.getByRole('button', { name: 'Drawing (SVG)' }).click(),
    ])
    expect(saved.suggestedFilename()).toMatch(/^hearsay-[\p{L}\p{N}-]+\.svg$/u)
    expect(await seen()).toEqual(clean)
  })

  it('run nothing as a query and as an address', async () => {
    await viewer.open(hostileCase())
    const found = await viewer.page.evaluate((all) => {
      const field = document.querySelector<HTMLInputElement>('#find')
      return all.map((words) => {
        if (field) field.value = words
        field?.dispatchEvent(new InputEvent('input', { bubbles: true }))
        return document.querySelectorAll('.hits').length
      })
    }, HOSTILE)
    expect(new Set(found)).toEqual(new Set([1]))
    expect(await seen()).toEqual(clean)
    await walk(
      HOSTILE.flatMap((words, i) => {
        const name = ['claim', 'view', 'off', 'camera', 'statement', 'nothing'][i % 6] ?? 'claim'
        return [words, new URLSearchParams({ [name]: words }).toString()]
      }),
    )
    expect(await seen()).toEqual(clean)
    // It still works.
    await viewer.page.locator('.finding').first().click()
    await viewer.page.locator('#source-text').waitFor()
  })
})
