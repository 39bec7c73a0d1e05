import { expect, it } from 'vitest'
import { describeInBrowser } from './browser.fixture.ts'
import { CaseBuilder, pierCase } from './case.fixture.ts'

const MANY = 5000

/** One text of as many statements as asked for, each in a paragraph of its own. */
function logbookCase(statements: number) {
  const b = new CaseBuilder()
  const paper = b.actor('Quay Gazette', 'outlet')
  const keeper = b.actor('The keeper', 'unnamed')
  const lines = Array.from({ length: statements }, (_, i) => `The keeper said that lamp ${i + 1}x was lit.`)
  const source = b.source('The logbook', lines.join('\n\n'), paper, '2031-06-01', {
    url: 'https://gazette.example/log',
  })
  const said = lines.map((_, i) => b.say(source, { by: keeper, content: `lamp ${i + 1}x was lit` }))
  b.claim(
    'The lamps were lit',
    said.slice(0, 3).map((one) => [one, 'asserts'] as const),
  )
  return { theCase: b.build({ title: 'Logbook' }), said }
}

describeInBrowser('the evidence', (viewer) => {
  it('marks whoever is in the cut in the chain of a statement, with bars', async () => {
    const pier = pierCase()
    const sold = pier.claims.find(({ text }) => text === 'The pier was sold')
    await viewer.open(pier, { at: `#claim=${sold?.id}` })
    const cut = viewer.page.locator('.stmt .actor.cut')
    await expect.poll(() => cut.allInnerTexts().then((names) => [...new Set(names)])).toEqual(['Ana Okoro', 'Ben Li'])
    const bars = await cut
      .first()
      .locator('.name')
      .evaluate((name) => getComputedStyle(name).borderInlineWidth)
    expect(bars).toBe('2px')
  })

  it('links every statement to the address of its source', async () => {
    const { theCase } = logbookCase(3)
    await viewer.open(theCase)
    const links = viewer.page.locator('.stmt a.out')
    expect(await links.evaluateAll((all) => all.map((a) => a.getAttribute('href')))).toEqual(
      Array.from({ length: 3 }, () => 'https://gazette.example/log'),
    )
    expect(await links.first().getAttribute('aria-label')).toBe('Open the address of The logbook')
  })

  it(`marks ${MANY} statements of one source, and opens one whose words are clicked`, async () => {
    const { theCase, said } = logbookCase(MANY)
    await viewer.open(theCase)
    await viewer.expectMarked(['lamp 1x was lit'])
    await expect.poll(async () => (await viewer.marked('other')).length).toBe(MANY - 1)
    await viewer.page.locator('#source-text p').nth(2).scrollIntoViewIfNeeded()
    const at = await viewer.page
      .locator('#source-text p')
      .nth(2)
      .evaluate((p) => {
        const range = new Range()
        const [node] = [...p.childNodes].filter((child) => child instanceof Text)
        if (!node) throw new Error('no words')
        range.setStart(node, 22)
        range.setEnd(node, 24)
        const { x, y, height } = range.getBoundingClientRect()
        return { x: x + 2, y: y + height / 2 }
      })
    await viewer.page.mouse.click(at.x, at.y)
    await viewer.expectMarked(['lamp 3x was lit'])
    expect(await viewer.page.evaluate(() => location.hash)).toContain(said[2]?.id)
  })
})
