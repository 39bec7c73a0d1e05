import { parseHTML } from 'linkedom'
import { beforeAll, describe, expect, test } from 'vitest'
import { readCase } from '../../src/case/read.ts'
import type { Case } from '../../src/model/records.ts'
import { analyse } from '../analyse/analyses.ts'
import type { Finding } from '../analyse/answer.ts'
import { CaseBuilder } from '../case.builder.ts'
import { bridgeCase, generatedCase } from '../case.fixture.ts'
import { reportOf } from './report.ts'

const report = (theCase: Case, findings: readonly Finding[] = []) =>
  reportOf(theCase, { origins: analyse(theCase).origins, findings }, '1.2.3')
const pageOf = (text: string) => parseHTML(text).document
const textOf = (page: ReturnType<typeof pageOf>, selector: string) =>
  (page.querySelector(selector)?.textContent ?? '').replace(/\s+/g, ' ').trim()

/** What every quotation of a page says and where, read from the page alone. */
function quotationsIn(page: ReturnType<typeof pageOf>) {
  return [...page.querySelectorAll('.quote')].map((quote) => ({
    source: Number(/\d+/.exec(quote.querySelector('.reference')?.textContent ?? '')),
    around: [...quote.querySelectorAll('.around')].map((part) => part.textContent ?? ''),
    content: [...quote.querySelectorAll('blockquote .content')].map((part) => part.textContent ?? '').join(''),
    position: /line ([\d,]+), characters\s+(\d+)–(\d+)/.exec(quote.querySelector('.meta')?.textContent ?? ''),
  }))
}

describe('the Istanbul case', () => {
  let theCase: Case
  let page: ReturnType<typeof pageOf>
  beforeAll(async () => {
    theCase = await readCase('graph/cases/istanbul')
    page = pageOf(report(theCase))
  })

  test('says both sides of each dispute, with their origins', () => {
    const disputes = [...page.querySelectorAll('.dispute')].map((one) =>
      [...one.querySelectorAll('h3')].map((h) => h.textContent),
    )
    expect(disputes).toContainEqual([
      'Delhi controls the people in Kabul',
      'Delhi does not control the people in Kabul',
    ])
    expect(disputes).toContainEqual(['Pakistan has a drone agreement with the United States'])
    expect(textOf(page, '.dispute .other')).toMatch(/denied .*at most 1 origin: Pakistan/)
    expect(textOf(page, '#origins')).toMatch(/The Istanbul talks failed .*5 statements, 4 outlets/)
  })

  test('every contradiction stands in one dispute', () => {
    const found = [...page.querySelectorAll('.dispute .relation')].filter((one) =>
      one.textContent?.includes('contradicts'),
    )
    expect(found).toHaveLength(theCase.relations.filter(({ type }) => type === 'contradicts').length)
  })

  test('every quotation stands in its source, letter by letter, where it says', () => {
    const files = [...page.querySelectorAll('.sources .path')].map((path) => path.textContent)
    const found = quotationsIn(page)
    expect(found.length).toBeGreaterThan(15)
    for (const { source, around, content, position } of found) {
      const record = theCase.sources.find(({ path }) => path === files[source - 1])
      const text = theCase.texts.get(record?.id ?? '') ?? ''
      expect(around.every((part) => part !== '' && text.includes(part))).toBe(true)
      const [, line, start, end] = position ?? []
      expect(text.slice(Number(start), Number(end))).toBe(content)
      expect(text.split('\n')[Number(line) - 1]).toContain(content.split('\n')[0])
    }
  })

  test('every link leads to a part of the page or to the web', () => {
    const targets = [...page.querySelectorAll('a')].map((a) => a.getAttribute('href') ?? '')
    const inside = targets.filter((target) => target.startsWith('#'))
    expect(inside.filter((target) => page.getElementById(target.slice(1)) === null)).toEqual([])
    expect(targets.filter((target) => !/^(#|https?:\/\/)/.test(target))).toEqual([])
    expect(targets).toContain(
      'https://harbour-daily.example/a-pact-nobody-mentioned#:~:text=that%20Delhi%20does%20not%20control%20the%20people%20in%20Kabul',
    )
  })

  test('needs nothing else and runs nothing', () => {
    expect(page.querySelectorAll('script, link, img, iframe, object, [src], [style], form')).toHaveLength(0)
    const policy = page.querySelector('meta[http-equiv="Content-Security-Policy"]')?.getAttribute('content')
    expect(policy).toMatch(/^default-src 'none'; style-src 'unsafe-inline';/)
  })
})

test('equal cases give equal bytes, whatever order their lists came in', () => {
  const theCase = generatedCase(7)
  const reversed = { ...theCase, statements: theCase.statements.toReversed(), sources: theCase.sources.toReversed() }
  expect(report(reversed)).toBe(report(theCase))
})

test.each([1, 2, 3, 4, 5, 6])('generated case %i: every quotation stands in a source', (seed) => {
  const theCase = generatedCase(seed, { sources: 12, statementsEach: 12 })
  const texts = [...theCase.texts.values()]
  const found = quotationsIn(pageOf(report(theCase)))
  expect(found.every(({ around }) => around.every((part) => texts.some((text) => text.includes(part))))).toBe(true)
  expect(found.length).toBeGreaterThan(0)
})

test('a rejected statement is not quoted, and nothing says what is true', () => {
  const page = pageOf(report(bridgeCase()))
  const text = textOf(page, 'body')
  expect(page.querySelectorAll('.content').length).toBeGreaterThan(3)
  for (const words of page.querySelectorAll('.content')) expect(words.textContent).not.toContain('DROP (n)')
  expect(text.replace('It never says what is true.', '')).not.toMatch(/\b(true|false|confirmed|debunked|trusted)\b/i)
})

const HOSTILE = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</style><svg onload=alert(1)>',
  '</title><script>alert(1)</script>',
  '<!--',
  ']]>',
  '&lt;b&gt;&#60;i&#62;',
  '\u202e\u2066gnp.txt\0\ud800',
]

test.each(HOSTILE)('%j is only text, wherever it stands', (hostile) => {
  const b = new CaseBuilder()
  const outlet = b.actor(`Outlet ${hostile}`, 'outlet')
  const ana = b.actor(`Ana ${hostile}`, 'person', { partOf: [outlet] })
  const text = `Ana said ${hostile}. Ben denied ${hostile} again.`
  const source = b.source(`Title ${hostile}`, text, {
    outlet,
    author: hostile,
    publishedAt: hostile,
    url: `javascript:alert(1)//${hostile}`,
    path: `sources/${hostile}.txt`,
  })
  const yes = b.statement(source, ana, { speaker: 'Ana', cue: 'said', content: hostile }, { saidAt: hostile })
  const no = b.statement(source, ana, { cue: 'denied', content: `${hostile} again` })
  const claim = b.claim(`Claim ${hostile}`)
  const other = b.claim(`Other ${hostile}`)
  b.stance(yes, 'asserts', claim)
  b.stance(no, 'denies', claim)
  b.stance(no, 'asserts', other)
  b.relation('contradicts', claim, other, { reason: hostile })
  const built = b.build(hostile)
  const theCase = { ...built, manifest: { ...built.manifest, question: hostile, notes: hostile } }
  const finding = { analysis: hostile, headline: hostile, note: hostile, claims: [], actors: [] }
  const plain = pageOf(report(theCase, [{ ...finding, words: [{ statement: yes, role: hostile }] }]))
  const safe = pageOf(report(bridgeCase()))
  const kinds = (page: typeof plain) => new Set([...page.querySelectorAll('*')].map(({ tagName }) => tagName))
  expect([...kinds(plain)].filter((kind) => !kinds(safe).has(kind))).toEqual([])
  expect(plain.querySelectorAll('script, img, [onerror], [onload], [onmouseover]')).toHaveLength(0)
  expect([...plain.querySelectorAll('a')].every((a) => a.getAttribute('href')?.startsWith('#'))).toBe(true)
  expect(plain.querySelector('h1')?.textContent).toBe(hostile.replace('\0', '\ufffd'))
})

test.each(['constructor', '__proto__', 'an-analysis-of-tomorrow'])(
  'the analysis %j is shown by its name',
  (analysis) => {
    const theCase = bridgeCase()
    const statement = theCase.statements.find(({ status }) => status !== 'rejected')
    const words = [
      { statement: statement?.id ?? '', role: 'relays' },
      { statement: 'stm_0000000000000000', role: 'gone' },
    ]
    const page = pageOf(
      report(theCase, [{ analysis, headline: 'A headline', note: '', claims: [], actors: [], words }]),
    )
    expect(textOf(page, '#f1 h2')).toBe(`Analysis: ${analysis}`)
    expect(textOf(page, '#f1 .finding')).toMatch(/^A headline .*relays/)
  },
)

test('findings stand under what their analysis means, and origins are told once', () => {
  const theCase = bridgeCase()
  const words = theCase.statements.slice(0, 8).map(({ id }) => ({ statement: id, role: 'relays' }))
  const finding = (analysis: string, headline: string): Finding => ({
    analysis,
    headline,
    note: 'A note.',
    claims: [],
    actors: [],
    words,
  })
  const page = pageOf(
    report(theCase, [finding('circular', 'One'), finding('bottleneck', 'Two'), finding('circular', 'Three')]),
  )
  expect([...page.querySelectorAll('.finding h3')].map((h) => h.textContent)).toEqual(['One', 'Three'])
  expect(textOf(page, '#f1 .lead')).toMatch(/^Actors that have one claim from each other/)
  expect(textOf(page, '.overview')).toContain('2 findings: Circular reporting')
})

describe('says plainly what there is not', () => {
  test('an empty case', () => {
    const empty = new CaseBuilder().build('')
    const text = textOf(pageOf(report({ ...empty, manifest: { ...empty.manifest, question: '' } })), 'body')
    for (const words of [
      'A case without a title',
      'No dispute found',
      'No source has a date of publication.',
      'No statement that is loaded makes a claim.',
      'No source is loaded.',
    ])
      expect(text).toContain(words)
  })

  test('sources without outlet, date and address', () => {
    const b = new CaseBuilder()
    const source = b.source('', 'Ana Okoro said it rained.')
    b.stance(
      b.statement(source, b.actor('Ana Okoro', 'person'), { speaker: 'Ana Okoro', cue: 'said', content: 'it rained' }),
      'asserts',
      b.claim('It rained'),
    )
    const page = pageOf(report(b.build()))
    expect(textOf(page, '.loaded')).toMatch(/No source has a date of publication\. No source names its outlet\./)
    expect(textOf(page, '.sources')).toMatch(/no outlet known.*undated.*no address/)
    expect(textOf(page, '#claims tbody')).toMatch(/It rained 1 at most 1 origin: .*\[1\] line 1/)
  })
})

test('a case of 10,000 statements and 30,000 claims fits in 2 MB, and says what is left out', () => {
  const b = new CaseBuilder()
  const actors = Array.from({ length: 50 }, (_, i) => b.actor(`Speaker ${i}`, 'person'))
  const claims = Array.from({ length: 30_000 }, (_, i) => b.claim(`Ship ${i} sank off the coast of Lorne in a storm`))
  for (let i = 0; i < 100; i++) {
    const contents = Array.from(
      { length: 100 },
      (_, j) => `that ship ${i}.${j} sank ${'in a storm off the coast '.repeat(8)}`,
    )
    const text = contents.map((content, j) => `Voice${j}: ${content}end.`).join('\n')
    const outlet = b.actor(`Paper ${i}`, 'outlet')
    const source = b.source(`Text ${i}`, text, { outlet, publishedAt: '2025-03-02', url: `https://paper.example/${i}` })
    for (const [j, content] of contents.entries()) {
      const statement = b.statement(source, actors[(i + j) % 50] ?? '', { cue: `Voice${j}:`, content })
      for (let k = 0; k < 3; k++)
        b.stance(statement, k === 2 ? 'denies' : 'asserts', claims[(j * 3 + k * (i % 7)) % 30_000] ?? '')
    }
  }
  for (let i = 0; i < 29_000; i += 3) b.relation('contradicts', claims[i] ?? '', claims[i + 1] ?? '')
  const theCase = b.build()
  const { origins } = analyse(theCase)
  const words = theCase.statements.slice(0, 50).map(({ id }) => ({ statement: id, role: 'relays' }))
  const findings = ['circular', 'copies', 'changes', 'quotes', 'certainty', 'cores', 'knock-out'].flatMap(
    (analysis, i) =>
      Array.from({ length: 200 }, (_, j): Finding => {
        const own = theCase.statements.slice((i * 200 + j) * 6, (i * 200 + j) * 6 + 6)
        const shown = own.length > 0 ? own.map(({ id }) => ({ statement: id, role: 'relays' })) : words
        return { analysis, headline: `Finding ${j}`, note: 'A note.', claims: [], actors: [], words: shown }
      }),
  )
  const text = reportOf(theCase, { origins, findings }, '1.2.3')
  expect(Buffer.byteLength(text)).toBeLessThan(2_000_000)
  expect(text).toMatch(/disputes of [\d,]+ are left out here/)
  expect(text).toContain('findings of 200 are left out here')
  expect(text).toContain('29,800 claims of 30,000 are left out here')
})
