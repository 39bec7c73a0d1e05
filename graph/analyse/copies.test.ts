import { describe, expect, test } from 'vitest'
import { CaseBuilder } from '../case.builder.ts'
import { copies, standsInCopy } from './copies.ts'
import { type Copy, findCopies } from './find-copies.ts'
import { keep } from './kept.ts'
import { seededRandom } from '../../src/model/random.fixture.ts'

const STORY =
  'Ana Okoro said that the port had closed the bridge at nine on Tuesday evening after a ship struck its northern pier. ' +
  'The council met at once and sent for divers from the navy, who worked through the night under floodlights beside the pier. ' +
  'Buses were led over the old road, and two schools on the eastern bank stayed shut until noon.'
const OTHER =
  'The summer fair opened with a parade of horses, three brass bands and a long speech by the mayor about the price of apples, ' +
  'which nobody could hear because the loudspeakers had been lent to the football club for its own jubilee on the same day.'

/** Copies between texts, by name; a name may have its day after a space. */
function found(texts: Readonly<Record<string, string>>): readonly Copy[] {
  const b = new CaseBuilder()
  const names = new Map<string, string>()
  for (const [name, text] of Object.entries(texts)) {
    const [, publishedAt = null] = name.split(' ')
    names.set(b.source(name, text, { publishedAt }), name)
  }
  const { sources, texts: byId } = b.build()
  return findCopies(sources, byId).map((copy) => ({
    ...copy,
    later: names.get(copy.later) ?? '',
    earlier: names.get(copy.earlier) ?? '',
  }))
}

/** The words of a text without spaces, punctuation, apostrophes and letter case. */
const plain = (text: string) =>
  text
    .toLowerCase()
    .replace(/['’]/g, '')
    .split(/[^\p{L}\p{N}\p{M}]+/u)
    .filter((word) => word !== '')

/** Sentences of invented words, never the same twice. */
function sentences(random: () => number, count: number): string[] {
  const word = () => Math.floor(random() * 30_000).toString(36)
  return Array.from({ length: count }, () => `${Array.from({ length: 15 }, word).join(' ')}.`)
}

describe('finds a copy', () => {
  test.each([
    ['whole', `${STORY}\n`, 1],
    [
      'in other letter case, spaces and punctuation',
      STORY.toUpperCase().replaceAll(' ', ' \n').replaceAll('.', ' –'),
      1,
    ],
    ['as the first third of a longer text', `${STORY} ${OTHER} ${sentences(seededRandom(1), 5).join(' ')}`, 0.33],
    ['without its first sentence', STORY.slice(STORY.indexOf('The council')), 1],
    ['with words changed here and there', STORY.replace('Tuesday', 'Monday').replace('navy', 'army'), 0.96],
  ])('%s', (_, text, share) => {
    const [copy, ...others] = found({ 'a 2025-03-01': STORY, 'b 2025-03-02': text })
    expect(others).toEqual([])
    expect(copy).toMatchObject({ later: 'b 2025-03-02', earlier: 'a 2025-03-01', order: 'dated' })
    expect(copy?.share).toBeCloseTo(share, 1)
  })

  test('of a brief that is half of the other', () => {
    const brief = 'Ana Okoro said that the port had closed the bridge at nine on Tuesday.'
    expect(found({ 'a 2025-03-01': STORY, 'b 2025-03-02': `Seen: ${brief}` })).toMatchObject([{ words: 14 }])
  })

  test('of Chinese text, a character a word', () => {
    const text = '港口在星期二晚上九点关闭了大桥因为一艘船撞上了北边的桥墩市议会立即开会并请来海军潜水员'
    const [copy] = found({ 'a 2025-03-01': text, 'b 2025-03-02': `他说，${text}。` })
    expect(copy?.words).toBe(text.length)
    expect(copy?.spans).toEqual([
      { later: { start: 3, end: 3 + text.length }, earlier: { start: 0, end: text.length } },
    ])
  })

  test('in each paper that prints one story, however many do', () => {
    const random = seededRandom(2)
    const papers = Object.fromEntries(
      Array.from({ length: 30 }, (_, i) => [
        `p${i} 2025-03-${String(i + 1).padStart(2, '0')}`,
        `${sentences(random, 20).join(' ')} ${STORY} ${STORY.replaceAll(' the ', ' a ')} ${OTHER}`,
      ]),
    )
    const pairs = found(papers)
    expect(new Set(pairs.map(({ later }) => later)).size).toBe(29)
    // The eleventh and every later paper is laid to the ten earliest.
    expect(pairs).toHaveLength(45 + 20 * 10)
    expect(pairs.filter(({ later }) => later.startsWith('p29')).map(({ earlier }) => earlier.split(' ')[0])).toEqual(
      expect.arrayContaining(['p0', 'p9']),
    )
  })
})

describe('finds none', () => {
  const quotation =
    '“We shall not open the bridge before the divers have looked at every single stone of the pier, and whoever promises you anything else has never seen a pier from below.”'
  const footer =
    'Subscribe to our newsletter for the best stories of the week, chosen by our editors and sent to you every Friday morning. ' +
    'You can unsubscribe at any time, and we never give your address to anybody else.'
  test.each([
    ['two texts about different things', STORY, OTHER],
    ['one quotation in two reports', `Okoro told the council: ${quotation} ${OTHER}`, `${quotation} Okoro said.`],
    [
      'formulas',
      'It takes 1,237 delegates to win. '.repeat(3) + STORY,
      'It takes 1,237 delegates to win. '.repeat(3) + OTHER,
    ],
    ['no words', STORY, '… — !'],
  ])('between %s', (_, one, other) => expect(found({ 'a 2025-03-01': one, 'b 2025-03-02': other })).toEqual([]))

  test('in the footer of many pages', () => {
    const random = seededRandom(3)
    const pages = Array.from(
      { length: 8 },
      (_, i) => [`p${i}`, `${sentences(random, 12).join(' ')}\n\n${footer}`] as const,
    )
    expect(found(Object.fromEntries(pages))).toEqual([])
    // Two pages do not show that it is a footer.
    expect(found(Object.fromEntries(pages.slice(0, 2)))).toHaveLength(1)
  })
})

test('finds a story that many papers print, each with other words changed', () => {
  const random = seededRandom(4)
  const story = sentences(random, 20).join(' ').split(' ')
  const papers = Array.from({ length: 20 }, (_, i) => {
    const edited = story.map((word) => (random() < 0.03 ? `new${Math.floor(random() * 1e6)}` : word)).join(' ')
    return [`p${i}`, `${sentences(random, 20).join(' ')} ${edited}`] as const
  })
  const pairs = found(Object.fromEntries(papers))
  expect(new Set(pairs.flatMap(({ later, earlier }) => [later, earlier])).size).toBe(20)
})

test('leaves a quotation out of share and spans, and keeps the words around it', () => {
  const text = STORY.replace(
    '. The council',
    '. “We heard a noise like thunder and then nothing,” a sailor said. The council',
  )
  const [copy] = found({ 'a 2025-03-01': text, 'b 2025-03-02': `${text} Nobody was hurt.` })
  expect(copy?.share).toBeCloseTo(60 / 63, 1)
  const shared = copy?.spans.map(({ later }) => text.slice(later.start, later.end)) ?? []
  expect(shared).toHaveLength(2)
  expect(shared.join(' ')).not.toContain('thunder')
})

test.each([
  ['2025-03-01', '2025-03-02', 'dated'],
  ['2025-03-02', '2025-03-01', 'dated'],
  ['2025-03-01', '2025-03-01', 'unknown'],
  ['2025-03-01T08:00Z', '2025-03-01T09:30Z', 'dated'],
  ['2025-03-02T01:00+09:00', '2025-03-01T20:00Z', 'dated'],
  ['2025-03-01T08:00Z', '2025-03-01', 'unknown'],
  ['2025-03-01T08:00Z', '2025-03-01T10:00+02:00', 'unknown'],
  ['2025-03-01', '', 'unknown'],
  ['', '', 'unknown'],
  ['soon', '2025-03-01', 'unknown'],
])('orders %s and %s by what the dates decide: %s', (one, other, order) => {
  const texts = { [`a ${one}`]: STORY, [`b ${other}`]: `${STORY} Nobody was hurt.` }
  const [copy, ...others] = found(texts)
  expect(others).toEqual([])
  expect(copy?.order).toBe(order)
  if (order === 'dated')
    expect(Date.parse(copy?.later.slice(2) ?? '')).toBeGreaterThan(Date.parse(copy?.earlier.slice(2) ?? ''))
})

test.each([1, 2, 3, 4, 5, 6])('shares equal words, in any order of the sources (seed %i)', (seed) => {
  const random = seededRandom(seed)
  const stock = sentences(random, 30)
  const b = new CaseBuilder()
  for (let i = 0; i < 14; i++) {
    const own = Array.from({ length: 8 }, () => {
      const sentence = stock[Math.floor(random() * stock.length)] ?? ''
      return random() < 0.2 ? `“${sentence}”` : random() < 0.2 ? sentence.replace(/ (\w)/, ', ’$1') : sentence
    })
    const day = random() < 0.6 ? `2025-03-0${1 + Math.floor(random() * 4)}` : null
    b.source(`Source ${i}`, own.join(random() < 0.5 ? ' ' : '\n\n'), { publishedAt: day })
  }
  const { sources, texts } = b.build()
  const all = findCopies(sources, texts)
  expect(all.length).toBeGreaterThan(0)
  expect(findCopies(sources.toReversed(), new Map([...texts].toReversed()))).toEqual(all)
  for (const { later, earlier, share, order, spans, words } of all) {
    const [laterText = '', earlierText = ''] = [texts.get(later), texts.get(earlier)]
    expect(later).not.toBe(earlier)
    if (order === 'unknown') expect(earlier < later).toBe(true)
    expect(share).toBeGreaterThan(0)
    expect(share).toBeLessThanOrEqual(1)
    let until = 0
    let count = 0
    for (const { later, earlier } of spans) {
      expect(later.start).toBeGreaterThanOrEqual(until)
      until = later.end
      const shared = plain(laterText.slice(later.start, later.end))
      expect(shared).toEqual(plain(earlierText.slice(earlier.start, earlier.end)))
      count += shared.length
    }
    expect(words).toBe(count)
  }
})

test.each([
  ['nothing', ['', ' ']],
  ['one word a hundred thousand times', ['no '.repeat(100_000), `${'no '.repeat(90_000)}yes`]],
  ['letters without a space', ['x'.repeat(1_000_000), `${'x'.repeat(999_999)}y`]],
  ['quotation marks that nobody closes', ['“'.repeat(50_000), '"a '.repeat(50_000)]],
  ['lone surrogates and joiners', ['\uD800 \u200D '.repeat(5000), '\uDC00 🚢'.repeat(5000)]],
])('answers on %s', (_, [one = '', other = '']) => {
  expect(found({ 'a 2025-03-01': one, 'b 2025-03-02': other }).length).toBeLessThanOrEqual(1)
})

test('gives each of a thousand all but equal texts ten earlier ones', () => {
  const texts = Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`t${i} 2025-03-01`, `${STORY} ${i}`]))
  expect(found(texts)).toHaveLength(45 + 990 * 10)
})

describe('says each copy', () => {
  const b = new CaseBuilder()
  const post = b.actor('Meridian Post', 'outlet')
  const daily = b.actor('Harbour Daily', 'outlet')
  const okoro = b.actor('Ana Okoro', 'person')
  const sailor = b.actor('a sailor', 'unnamed')
  const story = `${STORY} “We heard a noise like thunder,” a sailor said when he was asked about it on the quay.`
  const first = b.source('Bridge shut', story, { outlet: post, publishedAt: '2025-03-01' })
  const second = b.source('No way over', `${story} Ben Li said the fair would open.`, {
    outlet: daily,
    publishedAt: '2025-03-02',
  })
  const said = b.statement(second, okoro, {
    speaker: 'Ana Okoro',
    cue: 'said',
    content: 'that the port had closed the bridge at nine on Tuesday evening',
  })
  const heard = b.statement(second, sailor, { content: '“We heard a noise like thunder,”' })
  const cued = b.statement(second, sailor, { cue: 'asked', content: '“We heard a noise like thunder,”' })
  const own = b.statement(second, b.actor('Ben Li', 'person'), { speaker: 'Ben Li', content: 'the fair would open.' })
  const theCase = b.build()
  const all = findCopies(theCase.sources, theCase.texts)

  test('in a sentence, with the statements that stand in it', () => {
    const [{ answer, finding } = { answer: null, finding: null }] = copies(keep(theCase), all)
    expect(finding?.headline).toBe(
      '74 words, 91 %, of the text of Harbour Daily stand word for word in the text of Meridian Post, which was published before it',
    )
    expect(finding?.note).toContain('does not name Meridian Post')
    expect(finding?.words.map(({ statement }) => statement)).toEqual([said, cued])
    expect(answer).toMatchObject({ earlier: first, later: second, namesEarlier: false })
    expect(story).toContain(answer?.exact)
  })

  test('tells a statement in shared text from one beside it', () => {
    const [copy] = all
    const inCopy = theCase.statements.filter((statement) => copy && standsInCopy(statement, copy, story))
    expect(new Set(inCopy.map(({ id }) => id))).toEqual(new Set([said, cued]))
    expect([heard, own]).not.toContain(said)
  })

  test('without a source that is not there, and with no statements', () => {
    const bare = { ...theCase, statements: [] }
    expect(copies(keep({ ...theCase, sources: [] }), all)).toEqual([])
    expect(copies(keep(bare), all)).toMatchObject([{ finding: { words: [] }, answer: { later: second } }])
  })
})
