import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AnswerCache } from '../../llm/cache.ts'
import { LlmClient } from '../../llm/client.ts'
import { endpointAt } from '../../llm/endpoint.ts'
import { completion, replay, serveChat, type Recorded } from '../../llm/server.fixture.ts'
import type { Attribution } from '../../model/attribution.ts'
import { areAnchored } from '../../model/span.ts'
import { llmExtractor } from './extractor.ts'

const TEXT = `Ferry late again

"The crew," harbour chief Mara Holt said, “was tired.”
She added that Captain Ivo Brand had denied that the ferry ran late.
`
const entry = (speaker: string | null, cue: string, content: readonly string[], paragraph = 2) => ({
  paragraph,
  speaker,
  cue,
  content,
})
const GOOD = [
  entry('harbour chief Mara Holt', 'said', ['"The crew,"', '“was tired.”']),
  entry('She', 'added', ['that Captain Ivo Brand had denied that the ferry ran late'], 3),
  entry('Captain Ivo Brand', 'had denied', ['that the ferry ran late'], 3),
]

let folder = ''
const clients: LlmClient[] = []
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'hearsay-answers-'))
})
afterAll(async () => {
  for (const client of clients) await client.close()
  await rm(folder, { recursive: true, force: true })
})

function open(url: string, answers: string | null = null) {
  const client = new LlmClient(endpointAt(url, 'small', null), { wait: () => Promise.resolve(), tries: 2 })
  clients.push(client)
  return llmExtractor({ client, cache: new AnswerCache(answers && path.join(folder, answers)) })
}

/** What the extractor makes of one answer to `text`. */
async function extract(text: string, attributions: readonly unknown[]) {
  const { url, requests } = await serveChat(replay([{ when: '', answer: { attributions } }]))
  const extractor = open(url)
  return { found: await extractor.extract(text), tally: extractor.tally, requests }
}

const show = ({ speakerSpans, cueSpans, contentSpans }: Attribution) =>
  [speakerSpans, cueSpans, contentSpans].map((spans) => spans.map(({ exact }) => exact).join(' … ')).join(' | ')

describe('a text', () => {
  it('becomes attributions in its own words, with form, act and relay by the same code as everywhere', async () => {
    const { found, requests, tally } = await extract(TEXT, GOOD)
    expect(found.map(show)).toEqual([
      'harbour chief Mara Holt | said | "The crew," … “was tired.”',
      'She | added | that Captain Ivo Brand had denied that the ferry ran late',
      'Captain Ivo Brand | had denied | that the ferry ran late',
    ])
    expect(found.map(({ form, cueClass, relayedBy, score }) => [form, cueClass, relayedBy, score])).toEqual([
      ['direct', 'report', null, 0.5],
      ['indirect', 'report', null, 0.5],
      ['indirect', 'deny', 1, 0.5],
    ])
    for (const { speakerSpans, cueSpans, contentSpans } of found)
      for (const spans of [speakerSpans, cueSpans, contentSpans]) expect(areAnchored(TEXT, spans)).toBe(true)
    expect(tally).toMatchObject({ windowsRead: 1, invented: 0, unusable: 0, doubled: 0 })
    expect(requests[0]?.user).toBe(
      `Read paragraphs 1 to 3.\n[1] Ferry late again\n[2] "The crew," harbour chief Mara Holt said, “was tired.”\n[3] She added that Captain Ivo Brand had denied that the ferry ran late.`,
    )
  })

  it('may be in any language; what no list knows is no assertion', async () => {
    const text = 'Hafenmeisterin Mara Holt sagte, die Fähre sei zu spät gekommen.\n'
    const { found } = await extract(text, [
      entry('Hafenmeisterin Mara Holt', 'sagte', ['die Fähre sei zu spät gekommen'], 1),
    ])
    expect(found.map(show)).toEqual(['Hafenmeisterin Mara Holt | sagte | die Fähre sei zu spät gekommen'])
    expect(found[0]).toMatchObject({ cueClass: 'other', form: 'indirect' })
    expect(found[0]?.illocution).not.toBe('assertive')
  })

  it('of many windows is read in parts, each attribution once', async () => {
    const paragraphs = Array.from({ length: 300 }, (_, n) => `Mate ${n}: the harbour said that pump ${n} had failed.`)
    // A model that answers for everything that it sees, what stands around included.
    const { url, requests } = await serveChat(({ user }) => {
      const attributions = [...user.matchAll(/^\[(\d+)\] .*?(that pump \d+ had failed)/gm)].map(([, number, content]) =>
        entry('the harbour', 'said', [content ?? ''], Number(number)),
      )
      return completion(JSON.stringify({ attributions }))
    })
    const extractor = open(url)
    const found = await extractor.extract(paragraphs.join('\n'))
    expect(found.map(({ contentSpans }) => contentSpans[0]?.exact)).toEqual(
      paragraphs.map((_, n) => `that pump ${n} had failed`),
    )
    expect(requests.length).toBeGreaterThan(2)
    expect(extractor.tally).toMatchObject({ windowsRead: requests.length, invented: 0, doubled: 0 })
  })
})

describe('what a model makes up', () => {
  it('is dropped and counted, and the rest stays', async () => {
    const { found, tally } = await extract(TEXT, [
      ...GOOD,
      entry('harbour chief Mara Holt', 'said', ['the crew was tired']),
      entry('Ada Quist', 'added', ['that the ferry ran late'], 3),
      entry('She', 'insisted', ['that the ferry ran late'], 3),
      entry('She', 'added', ['that the ferry ran late'], 3),
      { speaker: 'She', cue: 'added', content: 'that the ferry ran late', start: 4, end: 900 },
      entry('She', 'added', [], 3),
      entry('She', 'added', ['…'], 3),
      'She added something',
      null,
    ])
    expect(found).toHaveLength(3)
    expect(tally).toMatchObject({ invented: 3, unusable: 5, doubled: 1 })
  })

  it.each([-1, 0, 7, 1.5, 1e300])('a paragraph number %d costs nothing where the words stand there', async (number) => {
    const { found } = await extract(TEXT, [entry('She', 'added', ['that Captain Ivo Brand had denied'], number)])
    expect(found.map(show)).toEqual(['She | added | that Captain Ivo Brand had denied'])
  })

  it.each<[string, Recorded['answer']]>([
    ['prose', 'There are two speakers here.'],
    ['HTML', '<p>{}</p>'],
    ['more attributions than words', { attributions: Array.from({ length: 1000 }, () => GOOD[0]) }],
  ])('%s is no answer: the text is set aside', async (_, answer) => {
    const { url, requests } = await serveChat(replay([{ when: '', answer }]))
    await expect(open(url).extract(TEXT)).rejects.toMatchObject({ code: 'llm-answer' })
    expect(requests).toHaveLength(2)
  })
})

describe('whatever a model answers', () => {
  it('every span stands in the text, in order, and every relay after what it stands in', async () => {
    let state = 7
    const next = (below: number) => (state = (state * 48_271) % 2_147_483_647) % below
    const text = `${TEXT}\n‘No,’ 𝒜da Quist—ask her—said: “‘Never’ was said, ''twice'', by Holt.”\n`.repeat(3)
    const piece = () => {
      const from = next(text.length)
      const words = text.slice(from, from + 1 + next(60))
      return [words, words.trim(), words.replace(/\s+/g, ' '), 'said', 'the', '“', `${words}x`][next(7)] ?? ''
    }
    const value = (): unknown =>
      [piece(), null, next(9), [piece()], [piece(), piece(), piece()], { piece: piece() }, -1][next(7)]
    const random = () => ({
      paragraph: next(9) > 0 ? next(12) : value(),
      speaker: next(9) > 0 ? piece() : value(),
      cue: next(9) > 0 ? piece() : value(),
      content: next(9) > 0 ? Array.from({ length: 1 + next(3) }, piece) : value(),
    })
    const { url } = await serveChat(() =>
      completion(JSON.stringify({ attributions: Array.from({ length: 200 }, random) })),
    )
    let found = 0
    for (let round = 0; round < 40; round++) {
      for (const [index, one] of (await open(url).extract(text)).entries()) {
        found++
        expect(one.relayedBy ?? -1).toBeLessThan(index)
        expect(one.contentSpans.length).toBeGreaterThan(0)
        for (const spans of [one.speakerSpans, one.cueSpans, one.contentSpans, one.viaSpans])
          expect(areAnchored(text, spans)).toBe(true)
      }
    }
    expect(found).toBeGreaterThan(200)
  })
})

describe('a second run', () => {
  it('sends nothing and finds the same, and says so before', async () => {
    const { url, requests } = await serveChat(replay([{ when: '', answer: { attributions: GOOD } }]))
    const first = open(url, 'second')
    expect(await first.plan([TEXT])).toMatchObject({ what: '1 text', requests: 1 })
    const found = await first.extract(TEXT)
    const second = open(url, 'second')
    expect(await second.plan([TEXT])).toEqual({ what: '0 texts', requests: 0, characters: 0 })
    expect(await second.extract(TEXT)).toEqual(found)
    expect(second.tally).toMatchObject({ windowsFromCache: 1, windowsRead: 0 })
    expect(requests).toHaveLength(1)
  })

  it('asks only for what failed before, whose good parts are kept', async () => {
    const long = Array.from({ length: 300 }, (_, n) => `Nothing of note happened on pier ${n} that day.`).join('\n')
    let isDown = true
    const { url, requests } = await serveChat(({ user }) =>
      isDown && user.includes('pier 150 ') ? { status: 500 } : completion('{"attributions":[]}'),
    )
    await expect(open(url, 'cut').extract(long)).rejects.toMatchObject({ code: 'llm-refused' })
    const before = requests.length
    isDown = false
    expect(await open(url, 'cut').extract(long)).toEqual([])
    const again = requests.slice(before)
    expect(again.length).toBeGreaterThan(0)
    for (const { user } of again) expect(user).toContain('pier 150 ')
  })
})
