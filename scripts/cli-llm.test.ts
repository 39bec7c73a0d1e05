import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { completion, replay, serveChat, type Recorded } from '../src/llm/server.fixture.ts'
import { DENIED, hashesIn, hearsay, LATE, makeFolder, startHearsay } from './cli.fixture.ts'

const RAN_ON_TIME = 'Mate Ada Quist said that the ferry never ran late.\n'

const says = (speaker: string, cue: string, content: string) => ({
  attributions: [{ paragraph: 1, speaker, cue, content: [content] }],
})
const contradiction = (pair: number) => ({
  pair,
  label: 'contradiction',
  kind: 'contradictory',
  confidence: 0.95,
  reason: 'One says that it ran late, the other that it never did.',
  words: ['ran late'],
})
/** What a model answered to the texts and to their claims, each way round. */
const RECORDED: readonly Recorded[] = [
  { when: 'Harbour chief Mara Holt', answer: says('Harbour chief Mara Holt', 'said', 'that the ferry ran late') },
  { when: 'Captain Ivo Brand', answer: says('Captain Ivo Brand', 'denied', 'that the ferry ran late') },
  { when: 'Mate Ada Quist', answer: says('Mate Ada Quist', 'said', 'that the ferry never ran late') },
  { when: '"premise"', answer: { judgements: [contradiction(1), contradiction(2)] } },
]
const KEY = { HEARSAY_LLM_KEY: 'a-very-secret-key' }

async function texts() {
  const folder = await makeFolder({ 'late.txt': LATE, 'denied.txt': DENIED, 'time.txt': RAN_ON_TIME })
  const [made = '', late = '', denied = '', time = ''] = ['case', 'late.txt', 'denied.txt', 'time.txt'].map((name) =>
    path.join(folder, name),
  )
  return { folder, made, late, denied, time }
}
const contentOf = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'utf8'))
    .join('\n')

describe.concurrent('nothing is sent', () => {
  it('where the command names no model, whatever the environment says', async () => {
    const { url, requests } = await serveChat(replay(RECORDED))
    const { made, late, time } = await texts()
    const env = { HEARSAY_LLM_URL: url, ...KEY }
    expect(await hearsay(['build', made, late, time], { env })).toMatchObject({ code: 0, err: '' })
    const named = ['--extractor', 'local', '--judge', 'local', '--llm-url', url, '--yes']
    expect(await hearsay(['build', made, late, time, ...named], { env })).toMatchObject({ code: 0 })
    expect(await hearsay(['extract', late], { env })).toMatchObject({ code: 0, err: '' })
    expect(requests).toEqual([])
    expect(contentOf(made)).not.toContain('llm')
  })

  it('where nobody said yes and nobody can be asked', async () => {
    const { url, requests } = await serveChat(replay(RECORDED))
    const { made, late } = await texts()
    for (const options of [
      ['--extractor', 'llm:small'],
      ['--judge', 'llm:small'],
    ]) {
      const { code, out, err } = await hearsay(['build', made, late, '--llm-url', url, ...options])
      expect([code, out]).toEqual([2, ''])
      expect(err).toBe(
        `hearsay: llm:small would send words of the texts to ${JSON.stringify(new URL(url).host)}, and nobody is here to say yes. Add --yes, or run it on a terminal to be asked. Nothing was sent.\n`,
      )
    }
    expect(requests).toEqual([])
    expect(existsSync(made)).toBe(false)
  })
})

describe.concurrent('wrong usage ends with 2 and one reason', () => {
  it.each([
    [['build', 'x', 'a.txt', '--judge', 'llm:small', '--yes'], 'no address for llm:small. Name one with --llm-url'],
    [
      ['build', 'x', 'a.txt', '--judge', 'gpt', '--yes'],
      '--judge "gpt": there is local, model:WHERE, WHERE a folder or a name on the hub, and llm:NAME',
    ],
    [['extract', 'a.txt', '--extractor', 'llm:', '--yes'], '--extractor "llm:": there is local and llm:NAME'],
    [['extract', 'a.txt', '--extractor', 'llm:m', '--llm-url', 'here', '--yes'], 'bad address of the endpoint: "here"'],
    [
      ['extract', 'a.txt', '--extractor', 'llm:m', '--llm-url', 'http://ana:secret@x.org/', '--yes'],
      '"http://…@x.org" has a name or password in it',
    ],
    [
      ['extract', 'a.txt', '--extractor', 'llm:m', '--llm-url', 'http://127.0.0.1:9/', '--yes', '--threshold', '0.5'],
      '--threshold belongs to the local extractor',
    ],
    [['judge', '--judge', 'llm:m', '--llm-url', 'http://ana:secret@x.org/'], 'nobody is here to say yes'],
  ])('%j', async (args, reason) => {
    const { code, out, err } = await hearsay(args)
    expect(err).toContain(reason)
    expect(err).not.toMatch(/^\s+at |secret/m)
    expect([code, out]).toEqual([2, ''])
  })
})

describe.concurrent('build with a model', () => {
  it('says what goes where, what it took, and makes a sound case that names the model; the key is nowhere', async () => {
    const { url, requests } = await serveChat(replay(RECORDED))
    const { made, late, denied, time } = await texts()
    const args = ['build', made, late, denied, time, '--extractor', 'llm:small', '--judge', 'llm:large']
    const { code, out, err } = await hearsay([...args, '--llm-url', url, '--yes'], { env: KEY })
    expect([code, err]).toEqual([0, expect.any(String)])
    expect(out).toContain(': 3 sources, 3 actors, ')
    expect(out).toContain(', 2 claims, 1 contradiction.')
    const [texts3, pairs, ...after] = err.split('\n')
    const { origin, host } = new URL(url)
    expect(texts3).toMatch(
      new RegExp(
        `^hearsay: llm:small gets 3 texts at ${origin} on this computer: up to 3 requests, [\\d,]+ characters, about [\\d,]+ tokens; `,
      ),
    )
    expect(pairs).toContain(
      `hearsay: llm:large gets 2 ordered pairs of claims at ${origin} on this computer: up to 2 req`,
    )
    expect(after).toEqual([
      `hearsay: llm:small at ${host}: 3 requests, 300 tokens there, 60 tokens back as it reports them.`,
      `hearsay: llm:large at ${host}: 2 requests, 200 tokens there, 40 tokens back as it reports them.`,
      '',
    ])
    expect(requests.map(({ model, authorization }) => [model, authorization])).toEqual([
      ...Array.from({ length: 3 }, () => ['small', 'Bearer a-very-secret-key']),
      ...Array.from({ length: 2 }, () => ['large', 'Bearer a-very-secret-key']),
    ])
    expect(await hearsay(['check', made])).toMatchObject({ code: 0 })
    const statements = readFileSync(path.join(made, 'statements.jsonl'), 'utf8')
    expect(statements).toContain('"method":{"name":"llm:small","version":"prompt-1"}')
    const relations = readFileSync(path.join(made, 'relations.jsonl'), 'utf8')
    expect(relations).toContain('"reason":"One says that it ran late, the other that it never did."')
    expect(relations).toContain('"method":{"name":"llm:large","version":"prompt-1"}')
    expect(out + err + contentOf(made)).not.toContain('secret')
  })

  it('costs nothing and changes no byte the second time, nor does extract with the same answers', async () => {
    const { url, requests } = await serveChat(replay(RECORDED))
    const { folder, made, late, time } = await texts()
    const options = ['--extractor', 'llm:small', '--judge', 'llm:small', '--llm-url', url, '--yes']
    expect((await hearsay(['build', made, late, time, ...options])).code).toBe(0)
    const [before, asked] = [hashesIn(made), requests.length]
    const second = await hearsay(['build', made, late, time, ...options])
    expect([second.code, requests.length, hashesIn(made)]).toEqual([0, asked, before])
    expect(second.err).not.toContain('gets')
    expect(second.err).toContain('0 requests, 0 tokens there')
    expect(second.err).toContain('2 judgements known from before.')
    const read = ['extract', late, ...options.slice(0, 2), ...options.slice(4), '--llm-answers']
    expect((await hearsay([...read, path.join(made, '.hearsay/llm')])).code).toBe(0)
    expect(requests).toHaveLength(asked)
    expect(readdirSync(folder).toSorted()).toEqual(['case', 'denied.txt', 'late.txt', 'time.txt'])
  })

  it('goes on from the answers it had when it was killed', async () => {
    const { made } = await texts()
    const names = Array.from({ length: 12 }, (_, n) => `t${n}.txt`)
    const more = await makeFolder(
      Object.fromEntries(names.map((name, n) => [name, `Holt said that pump ${n} failed.\n`])),
    )
    let isStuck = true
    const { url, requests } = await serveChat(({ user }, n) => {
      if (isStuck && n >= 5) return { ends: 'never' }
      return completion(JSON.stringify(says('Holt', 'said', /that pump \d+ failed/.exec(user)?.[0] ?? '')))
    })
    const args = ['build', made, ...names.map((name) => path.join(more, name)), '--extractor', 'llm:small']
    const { child, ended } = startHearsay([...args, '--llm-url', url, '--yes'])
    const end = ended()
    const answers = path.join(made, '.hearsay/llm')
    const kept = () => (existsSync(answers) ? readdirSync(answers).filter((name) => name.endsWith('.json')).length : 0)
    await vi.waitFor(() => expect(kept()).toBe(5), { timeout: 60_000, interval: 20 })
    child.kill('SIGKILL')
    expect((await end).signal).toBe('SIGKILL')
    isStuck = false
    const before = requests.length
    const { code, out } = await hearsay([...args, '--llm-url', url, '--yes'])
    expect([code, requests.length - before]).toEqual([0, 7])
    expect(out).toContain(': 12 sources, ')
  })

  it('sets a text aside whose answer is none, drops what is made up, and says both', async () => {
    const { url } = await serveChat(
      replay([
        { when: 'Ivo Brand', answer: 'He denies it.' },
        {
          when: 'Mara Holt',
          answer: {
            attributions: [
              ...says('Harbour chief Mara Holt', 'said', 'that the ferry ran late').attributions,
              ...says('Harbour chief Mara Holt', 'said', 'the ferry was often late').attributions,
              'and more',
            ],
          },
        },
      ]),
    )
    const { made, late, denied } = await texts()
    const args = ['build', made, late, denied, '--extractor', 'llm:small', '--llm-url', url, '--yes']
    const { code, out, err } = await hearsay(args)
    expect(code).toBe(1)
    expect(out).toContain(': 1 source, ')
    expect(err).toMatch(
      /^hearsay: set aside: .*unusable answer from 127\.0\.0\.1:\d+: not the JSON that was asked for/m,
    )
    expect(err).toContain('hearsay: extractor: 1 attribution dropped: the words do not stand in the text.')
    expect(err).toContain('hearsay: extractor: 1 attribution dropped: not in the form that was asked for.')
  })

  it('leaves pairs open where the judge fails, writes the rest and ends with 1; too many requests are waited for', async () => {
    let isDown = true
    const { url } = await serveChat((request, n) => {
      if (n === 0) return { status: 429, headers: { 'retry-after': '0' } }
      return isDown && request.user.includes('"premise"') ? { status: 403 } : replay(RECORDED)(request)
    })
    const { made, late, time } = await texts()
    const args = [
      'build',
      made,
      late,
      time,
      '--extractor',
      'llm:small',
      '--judge',
      'llm:small',
      '--llm-url',
      url,
      '--yes',
    ]
    const first = await hearsay(args)
    expect([first.code, first.out]).toEqual([1, expect.stringContaining(', 0 contradictions.')])
    expect(first.err).toMatch(/^hearsay: judge: 2 pairs not judged: 127\.0\.0\.1:\d+ answers 403\. Put the right key/m)
    isDown = false
    const second = await hearsay(args)
    expect([second.code, second.out]).toEqual([0, expect.stringContaining(', 1 contradiction.')])
  })
})

describe.concurrent('extract and judge with a model', () => {
  it('print what it found', async () => {
    const { url } = await serveChat(replay(RECORDED))
    const { late, denied } = await texts()
    const options = ['--llm-url', url, '--yes']
    const { code, out, err } = await hearsay([
      'extract',
      late,
      `${late}x`,
      denied,
      '--extractor',
      'llm:small',
      ...options,
    ])
    expect([code, out.split('\n')[0]]).toEqual([1, `${late}: Mara Holt | said | the ferry ran late`])
    expect(out).toContain(`${denied}: Ivo Brand | denied | the ferry ran late`)
    expect(err).toContain(`hearsay: set aside: ${late}x: missing file`)
    expect(err).toContain('llm:small gets 2 texts at ')
  })

  it('print what it judged, in order', async () => {
    const { url } = await serveChat(replay(RECORDED))
    const input = ['a', 'b', 'c'].map((id) =>
      JSON.stringify({ id, premise: 'It ran late', hypothesis: `It ran ${id}` }),
    )
    const args = ['judge', '--json', '--judge', 'llm:small', '--llm-url', url, '--yes']
    const { code, out, err } = await hearsay(args, { input: [...input, 'no pair'].join('\n') })
    expect(code).toBe(1)
    expect(
      out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toMatchObject([
      { id: 'a', label: 'contradiction', score: 0.95, method: { name: 'llm:small', version: 'prompt-1' } },
      { id: 'b', label: 'contradiction', score: 0.95 },
      { id: 'c', label: 'neutral', score: 0 },
    ])
    expect(err).toContain('standard input:4: no JSON')
    expect(err).toContain('hearsay: judge: 1 pair not judged: no usable answer.')
  })
})

it('docs/llm.md names only commands and options that exist', async () => {
  const page = readFileSync('docs/llm.md', 'utf8')
  const examples = [...page.matchAll(/^ {4}npx hearsay ([a-z]+) (.*)$/gm)]
  expect(examples.length).toBeGreaterThan(3)
  for (const [, command = '', rest = ''] of examples) {
    const { code, out } = await hearsay([command, '--help'])
    expect(code).toBe(0)
    for (const [option] of rest.matchAll(/--[a-z-]+/g)) expect(out).toMatch(new RegExp(`^ +${option}\\b`, 'm'))
  }
  const help = (await hearsay(['extract', '--help'])).out + (await hearsay(['build', '--help'])).out
  for (const [, name = ''] of page.matchAll(/`(--[a-z-]+|HEARSAY_[A-Z_]+)/g)) expect(help).toContain(name)
})
