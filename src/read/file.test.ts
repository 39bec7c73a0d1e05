import { mkdir, mkdtemp, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { readFile } from './file.ts'
import { Shelf, toSource } from './source.ts'

let dir: string
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'hearsay-read-'))
})

async function read(name: string, content: string | Uint8Array, overrides = {}) {
  await writeFile(join(dir, name), content)
  return readFile(join(dir, name), overrides)
}

describe('plain text', () => {
  test('takes a leading date as metadata, not as text', async () => {
    const text = await read('000.txt', ' date 2025-03-04 The ferry left. It was late.\n')
    expect(text).toMatchObject({
      text: 'The ferry left. It was late.\n',
      publishedAt: '2025-03-04',
      title: 'The ferry left.',
    })
    expect((await read('b.txt', 'Date 2025-03-04\nThe ferry left.')).text).toBe('The ferry left.\n')
    expect((await read('c.txt', 'The ferry left on date 2025-03-04 at noon.')).publishedAt).toBeNull()
  })

  test('takes a header of named lines as metadata', async () => {
    const text = await read(
      'a.txt',
      'Title: Ferry leaves\r\nOutlet: Lorne Courier\r\nAuthor: Ida\r\nURL: https://lorne.example/a\r\nPublished: 2025-03-04T10:00+0100\r\n \r\nThe ferry left.\r\n',
    )
    expect(text).toEqual({
      text: 'The ferry left.\n',
      title: 'Ferry leaves',
      outlet: 'Lorne Courier',
      author: 'Ida',
      url: 'https://lorne.example/a',
      publishedAt: '2025-03-04T10:00+01:00',
      readAt: null,
      language: 'en',
      kind: 'article',
      name: 'Lorne Courier Ferry leaves',
    })
    expect(Object.isFrozen(text)).toBe(true)
    const speech = 'Title: none\nMara: I said so.\n\nBo: No.'
    expect((await read('b.txt', speech)).text).toBe(`${speech}\n`)
  })

  test('keeps a title line in the text and invents none', async () => {
    expect(await read('a.txt', 'Ferry Leaves Port\n\nIt left.')).toMatchObject({
      title: 'Ferry Leaves Port',
      text: 'Ferry Leaves Port\n\nIt left.\n',
    })
    const long = `${'Many words were said about the old ferry '.repeat(4)}.`
    const { title, name } = await read('b-name.txt', long)
    expect(title).toBe('Many words were said about the old ferry Many words were said about the old…')
    expect(long.startsWith(title.slice(0, -1))).toBe(true)
    expect(name).toBe('b-name')
    expect((await read('c.txt', '🛶'.repeat(100) + ' rows.')).title).toMatch(/^(?:🛶)*…$/u)
  })

  test('normalises once and keeps direction marks and astral characters', async () => {
    const { text } = await read('a.txt', '\uFEFF\n\ncafe\u0301 \u202Bمرحبا\u202C 🛶  \r\nnext\u2028line\r\n\r\n')
    expect(text).toBe('café \u202Bمرحبا\u202C 🛶  \nnext\nline\n')
  })

  test('lets what a person says win', async () => {
    const said = { title: 'Mine', published: '2024-01-01', kind: 'Report', language: 'en-GB', outlet: 'Us' }
    expect(await read('a.txt', 'Title: Theirs\nDate: 2025-03-04\n\nWords.', said)).toMatchObject({
      title: 'Mine',
      publishedAt: '2024-01-01',
      kind: 'report',
      language: 'en',
      outlet: 'Us',
    })
  })
})

describe('Markdown', () => {
  test('takes front matter and leaves the words of the markup', async () => {
    const text = await read(
      'a.md',
      [
        '---',
        'title: Ferry',
        'outlet: Lorne Courier',
        'author: [Ida, Bo]',
        'published: 2025-03-04',
        'read: 2025-03-05',
        'kind: report',
        '---',
        '# The *old* ferry #',
        '',
        'It **left**, [Ida](https://x.example/a_(b)) said,',
        'and _nobody_ saw snake_case or 2 * 3 * 4.<!-- secret -->',
        '> “Not **I**,” she said.',
        '> “Nor I.”',
        '',
        '- one `a*b`',
        '- two\\*',
        '',
        '![map](map.png)',
        '1986. was a year.',
        '***',
        '[ref]: https://x.example',
      ].join('\n'),
    )
    expect(text).toMatchObject({
      title: 'Ferry',
      outlet: 'Lorne Courier',
      author: 'Ida, Bo',
      publishedAt: '2025-03-04',
      readAt: '2025-03-05',
      kind: 'report',
    })
    expect(text.text.split('\n\n')).toEqual([
      'The old ferry',
      'It left, Ida said, and nobody saw snake_case or 2 * 3 * 4.',
      '“Not I,” she said. “Nor I.”',
      'one a*b',
      'two*',
      '1986. was a year.\n',
    ])
  })

  test('takes the first heading as title', async () => {
    expect((await read('a.md', 'Intro.\n\n# The **end**\n\nText.')).title).toBe('The end')
    expect((await read('b.md', '---\njust a rule\n\n# The end')).title).toBe('The end')
  })

  test('names the line of front matter that is not YAML', async () => {
    await expect(read('a.md', '---\ntitle: a\nb: [\n---\nText')).rejects.toThrow(/a\.md:\d: invalid front matter/)
  })

  test('is not slowed down by openers without closers', async () => {
    const start = performance.now()
    await read('a.md', `words ${'*a [b _c `d '.repeat(20_000)}`)
    expect(performance.now() - start).toBeLessThan(5000)
  })
})

describe('HTML', () => {
  const body = `<p>The ferry left at noon, <a href="/ida">Ida Lund</a> said, and nobody was on it but the crew.</p>
    <blockquote>“It will not come back,” she told us &mdash; twice.</blockquote>
    <ul><li>First reason</li><li>Second &amp; last reason</li></ul><img src=x alt="a map">
    <p>Her deputy said that he had seen it return, which the harbour office denied the same day.</p>`
  const page = (head: string, main = body, lang = 'lang="en-GB"') =>
    `<!doctype html><html ${lang}><head>${head}</head><body><nav><a href=/>Home</a><a href=/b>News</a></nav><article><h1>Ferry</h1>${main}</article><footer>© us</footer></body></html>`

  test('keeps paragraphs and quotations as paragraphs, without links, images and navigation', async () => {
    const { text } = await read('a.html', page('<title>Ferry | Courier</title>'))
    expect(text).toContain('noon, Ida Lund said,')
    expect(text.split(/\n+/)).toContain('“It will not come back,” she told us — twice.')
    expect(text.split('\n')).toContain('Second & last reason')
    expect(text).not.toMatch(/Home|map|\[|>|©/)
  })

  const publisher = '{"@type":"NewsMediaOrganization","@id":"#o","name":"Lorne &amp; Courier"}'
  test.each([
    [
      'an object',
      '{"@type":"NewsArticle","headline":"H","publisher":{"name":"Lorne &amp; Courier"},"author":{"name":"Ida"},"datePublished":"2025-03-04T10:00:00Z"}',
    ],
    [
      'an array',
      '[{"@type":"WebSite","name":"S"},{"@type":["Article","X"],"headline":"H","publisher":[{"name":"Lorne & Courier"}],"author":["Ida"],"datePublished":"2025-03-04T10:00:00Z"}]',
    ],
    [
      'a @graph with references',
      `{"@graph":[${publisher},{"@type":"schema:BlogPosting","headline":"H","publisher":{"@id":"#o"},"author":[{"name":"Ida"}],"datePublished":"2025-03-04T10:00:00Z"}]}`,
    ],
    [
      'nested in a page',
      `{"@type":"WebPage","mainEntity":{"@type":"ReportageNewsArticle","headline":"H","publisher":${publisher},"author":[{"name":"Ida"},{"name":"Ida"}],"datePublished":"2025-03-04T10:00:00Z"}}`,
    ],
  ])('reads JSON-LD that is %s', async (_, json) => {
    const text = await read(
      'a.html',
      page(
        `<script type="application/ld+json">{broken</script><script type="application/ld+json">${json}</script><meta property="og:title" content="no">`,
      ),
    )
    expect(text).toMatchObject({
      title: 'H',
      outlet: 'Lorne & Courier',
      author: 'Ida',
      publishedAt: '2025-03-04T10:00:00Z',
      language: 'en',
    })
  })

  test('falls back on OpenGraph, <time> and the canonical address', async () => {
    const head = `<meta property="og:title" content="Ferry &amp; crew"><meta property="og:site_name" content="Courier"><meta name="author" content="Bo"><link rel="canonical" href="https://lorne.example/ferry"><meta property="article:published_time" content="soon">`
    expect(
      await read('a.htm', page(head, `<time datetime="2025-03-04 10:00">today</time>${body}`, 'lang=tr')),
    ).toMatchObject({
      title: 'Ferry & crew',
      outlet: 'Courier',
      author: 'Bo',
      url: 'https://lorne.example/ferry',
      publishedAt: '2025-03-04',
      language: 'tr',
      name: 'Courier Ferry & crew',
    })
  })

  test('decodes the charset that the page declares', async () => {
    const html = page('<meta charset="windows-1252">')
      .replace('“It', '\u0093It')
      .replace('”', '\u0094')
      .replace('©', '')
    expect((await read('a.html', Buffer.from(html, 'latin1'))).text).toContain('“It will not come back,”')
  })

  test.each([
    ['no words', '<html><body><div id=app></div></body></html>'],
    ['a notice', '<p>Please enable scripts.</p>'],
    [
      'links only',
      `<div>${'<p><a href=/x>Another long headline about something else entirely</a></p>'.repeat(30)}</div>`,
    ],
    ['nested deep', '<div>'.repeat(199) + 'x'],
    ['more tags than any page', '<p>x '.repeat(300_000)],
    ['nested without end', '<div>'.repeat(30_000) + 'x'],
  ])('says that there is no article: %s', async (_, html) => {
    await expect(read('a.html', html)).rejects.toMatchObject({ code: 'no-article' })
  })
})

describe('what cannot be read', () => {
  test.each<[string, string | Uint8Array, string, RegExp]>([
    ['a.txt', '', 'empty-text', /empty text/],
    ['a.txt', ' \n\t\r\n', 'empty-text', /empty text/],
    ['a.txt', '\u200b — \n', 'empty-text', /empty text/],
    ['a.md', '---\ntitle: x\n---\n', 'empty-text', /empty text/],
    ['a.txt', 'a\u0000b', 'binary-file', /byte 1 /],
    ['a.txt', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0]), 'binary-file', /Save the document as text/],
    ['a.txt', Buffer.from('é \uFFFD caf\u00e9', 'utf8').subarray(0, 11), 'invalid-encoding', /byte 10 .*UTF-8/],
    ['a.txt', Buffer.from('caf\u00e9 au lait', 'latin1'), 'invalid-encoding', /byte 3 /],
    ['a.txt', Buffer.from([0xff, 0xfe, 0x00, 0xd8]), 'binary-file', /binary/],
    ['a.pdf', 'x', 'unsupported-format', /\.pdf\. Supported are \.txt, \.md, \.html, \.htm/],
    ['noext', 'x', 'unsupported-format', /no extension/],
    ['a.txt', 'date 2025-02-30 It was.', 'invalid-date', /"2025-02-30"/],
    ['a.md', '---\nkind: poem\n---\nIt was.', 'invalid-kind', /"poem"/],
    ['a.md', '---\nurl: ftp://x\n---\nIt was.', 'invalid-url', /"ftp:/],
  ])('%s with %j is %s', async (name, content, code, message) => {
    await expect(read(name, content)).rejects.toMatchObject({ code, message: expect.stringMatching(message) as string })
    await expect(read(name, content)).rejects.toThrow(new RegExp(`${name}: [^\n]+$`))
  })

  test('reads UTF-16 with a byte order mark', async () => {
    expect((await read('a.txt', Buffer.from('\uFEFFThe ferry 🛶 left.', 'utf16le'))).text).toBe('The ferry 🛶 left.\n')
    expect((await read('b.txt', Buffer.from('\uFEFFIt left.', 'utf16le').swap16())).text).toBe('It left.\n')
  })

  test('does not open a file that is too large', async () => {
    await writeFile(join(dir, 'big.txt'), '')
    await truncate(join(dir, 'big.txt'), 2 ** 40)
    await expect(readFile(join(dir, 'big.txt'))).rejects.toMatchObject({ code: 'too-large' })
  })

  test('names folders and missing files', async () => {
    await mkdir(join(dir, 'd.txt'))
    await expect(readFile(join(dir, 'd.txt'))).rejects.toMatchObject({ code: 'not-a-file' })
    await expect(readFile(join(dir, 'none.txt'))).rejects.toMatchObject({ code: 'missing-file' })
  })
})

test('a text is one source however often it is read, and paths do not clash', async () => {
  const first = toSource(await read('a.txt', 'Title: Città: “No”!\nOutlet: L’Ora\n\nOne.'), new Shelf())
  expect(first.source).toMatchObject({ path: 'sources/lora-citta-no.txt', outlet: null, readAt: null })
  expect(first.outlet).toBe('L’Ora')
  expect(toSource(await read('b.txt', 'One.\r\n'), new Shelf([first.source]))).toMatchObject({
    sameAs: first.source,
    source: first.source,
  })
  const second = toSource(await read('c.txt', 'Title: Citta no\nOutlet: Lora\n\nTwo.'), new Shelf([first.source]))
  expect(second.source.path).toBe('sources/lora-citta-no-2.txt')
  expect(toSource(await read('خبر.txt', 'خبر جديد'), new Shelf()).source.path).toBe('sources/source.txt')
  const long = toSource(await read(`${'word-'.repeat(30)}.txt`, 'Three.'), new Shelf()).source.path
  expect(long.length).toBeLessThanOrEqual('sources/.txt'.length + 60)
})
