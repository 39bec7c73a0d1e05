import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { hearsay, LATE, makeFolder } from './cli.fixture.ts'

/** The objects of an output that has one a line. */
const objectsIn = (out: string) =>
  out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)

/** The fields of a statement in the order of the format, and the one that is added. */
const FIELDS =
  'id source speaker speakerSpans cueSpans contentSpans content form illocution certainty cueClass relayedBy via ' +
  'viaSpans saidAt score method status speakerName'

describe.concurrent('extract', () => {
  it('prints statements as the format has them, with the path and the name of the speaker', async () => {
    const file = path.join(await makeFolder({ 'late.txt': LATE }), 'late.txt')
    const { code, out, err } = await hearsay(['extract', file, '--json'])
    expect([code, err]).toEqual([0, ''])
    const statements = objectsIn(out)
    expect(statements.length).toBeGreaterThan(0)
    for (const statement of statements) {
      expect(Object.keys(statement).join(' ')).toBe(FIELDS)
      expect(statement['source']).toBe(file)
      for (const spans of ['speakerSpans', 'cueSpans', 'contentSpans', 'viaSpans'])
        for (const { start, end, exact } of statement[spans] as { start: number; end: number; exact: string }[])
          expect(LATE.slice(start, end)).toBe(exact)
    }
    expect(statements.map((statement) => statement['speakerName'])).toContain('Mara Holt')
    expect(statements.map((statement) => statement['content'])).toContain('the ferry ran late')
  })

  it('prints a line a statement for people, and sets a bad file aside', async () => {
    const folder = await makeFolder({ 'late.txt': LATE })
    const file = path.join(folder, 'late.txt')
    const { code, out, err } = await hearsay(['extract', path.join(folder, 'gone.txt'), file])
    expect(code).toBe(1)
    expect(err).toMatch(/^hearsay: set aside: .*gone\.txt: missing file: ENOENT\. .+\n$/)
    expect(out).toContain(`${file}: Mara Holt | said | the ferry ran late\n`)
  })
})

describe.concurrent('judge', () => {
  const PAIRS = [
    { id: 'n', premise: 'The ferry sailed on Monday.', hypothesis: 'The ferry did not sail on Monday.' },
    { id: 7, premise: 'The ferry carried 40 cars.', hypothesis: 'The ferry carried 50 cars.' },
    { id: 'e', premise: 'The old ferry sank after the storm.', hypothesis: 'The old ferry sank.' },
    { id: 'o', premise: 'The mayor likes cake.', hypothesis: 'A whale was seen near the pier.' },
  ]
  const input = PAIRS.map((pair) => `${JSON.stringify(pair)}\n`).join('')

  it('labels pairs in their order, and abstains as neutral with score 0', async () => {
    const { code, out, err } = await hearsay(['judge', '--json'], { input })
    expect([code, err]).toEqual([0, ''])
    const answers = objectsIn(out)
    for (const answer of answers) expect(Object.keys(answer)).toEqual(['id', 'label', 'score', 'reason', 'method'])
    expect(answers.map(({ id, label }) => [id, label])).toEqual([
      ['n', 'contradiction'],
      [7, 'contradiction'],
      ['e', 'entailment'],
      ['o', 'neutral'],
    ])
    expect(answers[3]).toMatchObject({ score: 0, method: { name: 'local' } })
    expect(answers[0]).toMatchObject({ score: expect.any(Number), reason: expect.stringMatching(/not/) })
  })

  it.each([
    ['{"id":\n', 'standard input:1: no JSON'],
    ['{"id":"x","premise":"A."}\n', 'standard input:1: invalid hypothesis: nothing'],
    ['[1]\n', 'standard input:1: invalid '],
  ])('sets %j aside and goes on', async (damaged, reason) => {
    const { code, out, err } = await hearsay(['judge', '--json'], { input: `${damaged}\r\n\n${input}` })
    expect(code).toBe(1)
    expect(err).toContain(`hearsay: set aside: ${reason}`)
    expect(err.trimEnd().split('\n')).toHaveLength(1)
    expect(objectsIn(out)).toHaveLength(PAIRS.length)
  })

  it('prints columns without --json', async () => {
    const { code, out } = await hearsay(['judge'], { input })
    expect([code, out.split('\n')[0]]).toEqual([0, expect.stringMatching(/^n\tcontradiction\t0\.\d+\t.+/)])
  })
})

describe.concurrent('eval attribution', () => {
  const TEXT = 'The pier was full 🛶. Mara Holt said that the ferry ran late.\r\n'
  // Offsets as brat counts them: code points of the file.
  const at = (words: string) => {
    const start = Array.from(TEXT.slice(0, TEXT.indexOf(words))).length
    return `${start} ${start + words.length}\t${words}`
  }
  const BRAT = [
    `T1\tSource ${at('Mara Holt')}`,
    `T2\tCue ${at('said')}`,
    `T3\tContent ${at('that the ferry ran late')}`,
    'E1\tCue:T2 Source:T1 Content:T3',
    '',
  ].join('\n')

  it('prints figures, the same with --json', async () => {
    const folder = await makeFolder({
      'text/x.txt': TEXT,
      'attributions/x_ab12.ann': BRAT,
      'text/y.txt': 'Not annotated.',
    })
    const plain = await hearsay(['eval', 'attribution', folder])
    expect(plain).toMatchObject({ code: 0, err: '' })
    expect(plain.out.split('\n').slice(0, 2)).toEqual(['gold 1, predicted 1', 'cue      P 100  R 100  F1 100'])
    for (const measure of ['cue', 'source', 'content', 'usable', 'exact'])
      expect(plain.out).toMatch(new RegExp(`^${measure} +P [\\d.]+  R [\\d.]+  F1 [\\d.]+$`, 'm'))
    const json = await hearsay(['eval', 'attribution', folder, '--json'])
    expect(objectsIn(json.out)).toMatchObject([
      { gold: 1, predicted: 1, exact: { precision: 100, recall: 100, f1: 100 } },
    ])
  })

  it.each([
    ['no folders', { 'x.txt': TEXT }, 'it has no text/ or attributions/'],
    ['nothing annotated', { 'text/x.txt': TEXT, 'attributions/z_ab12.ann': BRAT }, 'no x.txt in text/'],
  ])('calls a folder with %s wrong usage', async (_, files, reason) => {
    const { code, out, err } = await hearsay(['eval', 'attribution', await makeFolder(files)])
    expect([code, out, err]).toEqual([2, '', expect.stringContaining(reason)])
  })
})

describe.concurrent('eval of pairs', () => {
  const pair = (premise: string, hypothesis: string, label: string) =>
    JSON.stringify({ id: 1, premise, hypothesis, label })
  const OPEN = 'The ferry to Larn was open on Monday'
  const SHUT = 'The ferry to Larn was not open on Monday'
  const FILES = {
    'sure.jsonl': pair(OPEN, SHUT, 'contradiction'),
    'wrong.jsonl': pair(OPEN, SHUT, 'neutral'),
    'talk.jsonl': pair(OPEN, SHUT, 'undermine'),
    'same.jsonl': pair(OPEN, `${OPEN}.`, 'paraphrase'),
  }

  it('of relations prints inference and argument apart, with wrong answers', async () => {
    const folder = await makeFolder(FILES)
    const { code, out, err } = await hearsay(['eval', 'relations', folder])
    expect([code, err]).toEqual([0, ''])
    const [inference, argument] = out.split('\n\nArgument')
    expect(inference).toMatch(/^Inference\n\nBy set.*sure +1 +100 +100 .*Wrong answers, 1 of 1\n.*“not”/s)
    expect(argument).toMatch(/talk +1 +100 +100 .*Wrong answers, 0 of 0\nNo rows/s)
  })

  it('measures the sets that are named, as one list or one by one', async () => {
    const folder = await makeFolder(FILES)
    const list = await hearsay(['eval', 'relations', folder, '--json', '--set', 'sure,talk'])
    const single = await hearsay(['eval', 'relations', folder, '--json', '--set', 'sure', '--set', 'talk'])
    expect(single).toEqual(list)
    expect(objectsIn(list.out)).toMatchObject([
      { inference: { sets: [{ set: 'sure' }], confusions: [] }, argument: { sets: [{ set: 'talk' }] } },
    ])
  })

  it.each([
    ['claims', /\nOne claim\n.*same +1 +1 +1 +1 +100 +100 +100 +100\n/s],
    ['candidates', /^Pairs of claims proposed\n.*sure +2 +1 +100 /s],
  ])('prints figures of %s', async (what, figures) => {
    const { code, out, err } = await hearsay(['eval', what, await makeFolder(FILES)])
    expect([code, err]).toEqual([0, ''])
    expect(out).toMatch(figures)
  })

  it('names the line that is damaged', async () => {
    const folder = await makeFolder({ 'sure.jsonl': `${FILES['sure.jsonl']}\n{` })
    const { code, out, err } = await hearsay(['eval', 'candidates', folder])
    expect([code, out, err]).toEqual([1, '', expect.stringContaining('sure.jsonl:2: no JSON')])
  })
})
