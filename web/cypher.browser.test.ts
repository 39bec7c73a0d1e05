import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, it } from 'vitest'
import { describeInBrowser } from './browser.fixture.ts'
import { CaseBuilder, ferryCase } from './case.fixture.ts'
import type { InBrowser } from './browser.fixture.ts'

const ferry = ferryCase()
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
/** Counts every choice of six nodes. */
const ENDLESS = 'MATCH (a), (b), (c), (d), (e), (f), (g) RETURN count(*)'

/** Types over what stands in the editor, as a person does: completions may open meanwhile. */
async function write(viewer: InBrowser, query: string): Promise<void> {
  await viewer.page.locator('.cm-content').click()
  await viewer.page.keyboard.press('ControlOrMeta+a')
  await viewer.page.keyboard.insertText(query)
}

async function ask(viewer: InBrowser, query: string): Promise<void> {
  await write(viewer, query)
  await viewer.page.keyboard.press('ControlOrMeta+Enter')
}

const editor = async (viewer: InBrowser) => (await viewer.page.locator('.cm-line').allInnerTexts()).join('\n')
const rows = async (viewer: InBrowser) => {
  await viewer.page.locator('.cy-rows').waitFor()
  return viewer.page
    .locator('.cy-rows tr')
    .evaluateAll((lines) =>
      lines.map((line) => [...line.children].map((cell) => (cell.textContent ?? '').replaceAll(/\s+/g, ' ').trim())),
    )
}
const violations = (viewer: InBrowser) => viewer.page.evaluate(() => Reflect.get(window, 'violations') as string[])

describeInBrowser('the Cypher console', (viewer) => {
  it('completes types, labels and properties while a query is typed, and runs it', async () => {
    await viewer.open(ferry, { at: '#view=cypher' })
    const { keyboard } = viewer.page
    await viewer.page.locator('.cm-content').click()
    await keyboard.press('ControlOrMeta+a')
    const choose = async (option: string) => {
      await viewer.page.getByRole('option', { name: option }).first().waitFor()
      await viewer.page.waitForTimeout(100)
      await keyboard.press('Enter')
      await viewer.page.locator('.cm-tooltip-autocomplete').waitFor({ state: 'detached' })
    }
    await keyboard.type('MATCH (c:Cl')
    await choose('Claim')
    await keyboard.press('End')
    await keyboard.type('-[:CONTRA')
    await choose('CONTRADICTS')
    await keyboard.press('End')
    await keyboard.type('->(d) RETURN count(c.te')
    await choose('text')
    await keyboard.press('End')
    await keyboard.type(' AS n')
    expect(await editor(viewer)).toBe('MATCH (c:Claim)-[:CONTRADICTS]->(d) RETURN count(c.text) AS n')
    await keyboard.press('ControlOrMeta+Enter')
    const contradictions = ferry.relations.filter(({ type }) => type === 'contradicts').length
    expect(await rows(viewer)).toEqual([['n'], [String(contradictions)]])
    expect(await viewer.text('.cy-line')).toMatch(/^1 row in [\d.]+ ms CSV JSON$/)
    expect(await violations(viewer)).toEqual([])
  })

  it('opens what a cell names, marks what rows found in the graph, and sorts', async () => {
    await viewer.open(ferry, { at: '#nothing&view=cypher' })
    await ask(
      viewer,
      "MATCH (s:Statement)-[:ASSERTS]->(c:Claim) WHERE c.text STARTS WITH 'A barge' RETURN c, s.id AS id, s.start AS start ORDER BY id",
    )
    await viewer.page.locator('.cy-rows .cell').first().click()
    await expect.poll(() => viewer.text('.panel h2')).toBe('A barge struck the landing stage')
    const [, ...before] = await rows(viewer)
    const [, id = ''] = before[1] ?? []
    await viewer.page.locator('.cy-rows .cell', { hasText: id }).click()
    await expect.poll(() => viewer.page.evaluate(() => location.hash)).toContain(`statement=${id}`)
    const header = viewer.page.locator('.cy-rows th').nth(2)
    await header.getByRole('button').click()
    expect(await header.getAttribute('aria-sort')).toBe('descending')
    const starts = (await rows(viewer)).slice(1).map(([, , start]) => Number(start))
    expect(starts).toEqual(starts.toSorted((a, b) => b - a))
    await viewer.page.getByRole('button', { name: 'Show in graph' }).click()
    await expect.poll(() => viewer.text('.filters')).toContain('found by a query 1 claim')
    await viewer.page.locator('.filter').click()
    expect(await viewer.page.locator('.filter').count()).toBe(0)
    await viewer.page.getByRole('button', { name: 'Cypher' }).click()
    expect(await viewer.page.locator('.cy-rows').count()).toBe(1)
  })

  it('says where a query is wrong, marks it, and writes the name that was meant', async () => {
    await viewer.open(ferry, { at: '#view=cypher' })
    await ask(viewer, 'MATCH (c:Claim)\nMATCH (c)-[:CONTRADICT]-(d:Claim)\nRETURN c.text AS text')
    await expect
      .poll(() => viewer.text('.cy-error'))
      .toBe('Line 2, column 13. No relationship type CONTRADICT in this case. Did you mean CONTRADICTS?')
    expect(await viewer.page.locator('.cy-wrong').innerText()).toBe('CONTRADICT')
    await viewer.page.getByRole('button', { name: 'CONTRADICTS', exact: true }).click()
    expect(await editor(viewer)).toContain('MATCH (c)-[:CONTRADICTS]-(d:Claim)')
    expect(await viewer.page.locator('.cy-wrong').count()).toBe(0)
    await viewer.page.keyboard.press('ControlOrMeta+Enter')
    expect((await rows(viewer))[0]).toEqual(['text'])
    await ask(viewer, 'MATCH (c:Claim)\nDETACH DELETE c')
    await expect.poll(() => viewer.text('.cy-error')).toContain('DETACH changes a graph, and a query only reads.')
    await ask(viewer, 'MATCH (c:Claim) RETURN c.txt AS x LIMIT 1')
    await expect.poll(() => viewer.text('.cy-warning')).toContain('Claim has no property txt: it is null everywhere.')
  })

  it('brings a named query with a field for each parameter, and keeps what was run', async () => {
    await viewer.open(ferry, { at: '#view=cypher' })
    await viewer.page.getByRole('button', { name: 'Queries', exact: true }).click()
    await viewer.page.getByRole('button', { name: /^claims-by-actor/ }).click()
    await viewer.page.getByLabel('$actor').fill('Radio Teal')
    await viewer.page.keyboard.press('Enter')
    const actors = new Set((await rows(viewer)).slice(1).map(([actor]) => actor))
    expect([...actors]).toEqual(['Radio Teal'])
    await ask(viewer, 'RETURN 1 AS x')
    await expect.poll(() => rows(viewer)).toEqual([['x'], ['1']])
    await viewer.page.reload()
    await viewer.page.getByRole('button', { name: 'History' }).click()
    expect(await viewer.page.locator('.past button').count()).toBe(2)
    await viewer.page.locator('.past button').first().click()
    expect(await editor(viewer)).toBe('RETURN 1 AS x')
    await viewer.page.getByRole('button', { name: 'History' }).click()
    await viewer.page.getByRole('button', { name: 'Clear the history' }).click()
    expect(await viewer.page.getByRole('button', { name: 'History' }).isDisabled()).toBe(true)
  })

  it('hands rows over as CSV, in which no cell is a formula, and as JSON', async () => {
    await viewer.open(ferry, { at: '#view=cypher' })
    await ask(viewer, `RETURN '=1+1' AS formula, 'a "b", c' AS words, [1, 2] AS list, null AS none`)
    await viewer.page.locator('.cy-rows').waitFor()
    const take = async (name: string) => {
      const [download] = await Promise.all([
        viewer.page.waitForEvent('download'),
        viewer.page.getByRole('button', { name, exact: true }).click(),
      ])
      return [download.suggestedFilename(), readFileSync(await download.path(), 'utf8')]
    }
    expect(await take('CSV')).toEqual(['rows.csv', `formula,words,list,none\r\n'=1+1,"a ""b"", c","[1,2]",\r\n`])
    const [name, json = ''] = await take('JSON')
    expect([name, JSON.parse(json)]).toEqual([
      'rows.json',
      {
        columns: ['formula', 'words', 'list', 'none'],
        rows: [{ formula: '=1+1', words: 'a "b", c', list: [1, 2], none: null }],
      },
    ])
    expect(await violations(viewer)).toEqual([])
  })

  it('stops at its limit and when it is cancelled, and the page answers meanwhile', async () => {
    await viewer.open(ferry, { at: '#view=cypher' })
    await ask(viewer, ENDLESS)
    await expect.poll(() => viewer.text('.cy-line')).toMatch(/^Running, \d s$/)
    await viewer.page.getByRole('button', { name: 'Cancel' }).click()
    await viewer.page.getByRole('button', { name: 'Run' }).waitFor()
    await viewer.page.getByRole('button', { name: 'Run' }).click()
    await viewer.page.getByText('The query ran past its limit').waitFor()
    expect(await viewer.text('.cy-notice p')).toBe(
      'Stopped after 5 s. Nothing was changed. A smaller pattern or a LIMIT usually helps.',
    )
    await viewer.page.getByRole('button', { name: 'Edit the query' }).click()
    await viewer.page.keyboard.press('ControlOrMeta+a')
    await viewer.page.keyboard.type('RETURN 1 AS x')
    await viewer.page.keyboard.press('ControlOrMeta+Enter')
    expect(await rows(viewer)).toEqual([['x'], ['1']])
  })

  it('keeps the query when the server goes, and says what to do', async () => {
    await viewer.open(ferry, { at: '#view=cypher' })
    await viewer.page.locator('.cm-content').waitFor()
    await viewer.page.route('**/api/cypher', (route) => route.abort())
    await ask(viewer, 'RETURN 7 AS x')
    await viewer.page.getByText('The server has gone').waitFor()
    expect(await editor(viewer)).toBe('RETURN 7 AS x')
    await viewer.page.unroute('**/api/cypher')
    await viewer.page.getByRole('button', { name: 'Try again' }).click()
    expect(await rows(viewer)).toEqual([['x'], ['7']])
  })

  it('says that a copy without a server has no console', async () => {
    await viewer.serve(ferry)
    await viewer.newPage()
    await viewer.page.route('**/api/queries', (route) => route.fulfill({ status: 404, body: 'not found' }))
    await viewer.goto('#view=cypher')
    await viewer.page.getByText('No console in this copy').waitFor()
    expect(await viewer.page.locator('.cm-content').count()).toBe(0)
  })

  it('is left by Tab, keeps its keys to itself, and shows hostile words as words', async () => {
    const builder = new CaseBuilder()
    const outlet = builder.actor('<img src=x onerror=alert(1)>', 'outlet')
    const source = builder.source('"><b>', 'The ferry sank.', outlet, '2025-01-01')
    builder.claim('<script>alert(2)</script>', [
      [builder.say(source, { by: outlet, content: 'The ferry sank' }), 'asserts'],
    ])
    await viewer.open(builder.build(), { at: '#view=cypher' })
    await ask(viewer, "MATCH (n) WHERE n.name <> '' OR n.text <> '' RETURN n, '<svg onload=alert(3)>' AS `<i>x`")
    expect((await rows(viewer)).flat().join(' ')).toContain('<svg onload=alert(3)>')
    await viewer.page.locator('.cm-content').click()
    await viewer.page.keyboard.type('12/')
    expect(await viewer.page.evaluate(() => location.hash)).toContain('view=cypher')
    expect(await viewer.page.locator('#find').evaluate((field) => field === document.activeElement)).toBe(false)
    await viewer.page.keyboard.press('Escape')
    await viewer.page.keyboard.press('Tab')
    expect(await viewer.page.locator('.cy-editor').evaluate((field) => field === document.activeElement)).toBe(false)
    expect(await violations(viewer)).toEqual([])
  })

  it.each([
    [1440, false],
    [360, true],
  ])('passes axe at %s px, dark: %s', async (width, dark) => {
    await viewer.open(ferry, { at: '#view=cypher', width, dark })
    if (width < 720) await viewer.page.locator('.screens button', { hasText: 'Graph' }).click()
    await viewer.page.locator('.cm-content').waitFor()
    const check = async () => {
      await viewer.page.evaluate(AXE)
      return viewer.page.evaluate(async () => {
        const axe = Reflect.get(window, 'axe') as {
          run: (
            context: object,
          ) => Promise<{ violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] }>
        }
        const { violations } = await axe.run({ include: ['.stage'] })
        return violations.map(({ id, nodes }) => [
          id,
          nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`),
        ])
      })
    }
    await ask(viewer, 'MATCH (c:Claim) RETURN c, c.txt AS txt, c.id AS id')
    await viewer.page.locator('.cy-rows').waitFor()
    expect(await check()).toEqual([])
    await viewer.page.getByRole('button', { name: 'Queries', exact: true }).click()
    await viewer.page.getByRole('button', { name: /^disputes/ }).click()
    await ask(viewer, 'MATCH (c:Clam) WHERE c.id = $id RETURN c')
    await viewer.page.locator('.cy-error').waitFor()
    await viewer.page.getByRole('button', { name: 'History' }).click()
    expect(await check()).toEqual([])
    expect(await viewer.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
  })
})
