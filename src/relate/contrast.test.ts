import { expect, test } from 'vitest'
import { claimId, sourceId, stanceId, statementId } from '../model/id.ts'
import type { Claim, Stance, Statement } from '../model/records.ts'
import { spanOf } from '../model/span.ts'
import { PLAIN } from '../model/statement.fixture.ts'
import { contrasts } from './contrast.ts'

const METHOD = { name: 'local', version: '1' }

/** A text of parts in which `speaker | cue | content | claim` is a statement, everything else is as it stands. */
function textOf(parts: readonly (string | readonly [speaker: string, cue: string, content: string, claim: string])[]) {
  const text = parts.map((part) => (typeof part === 'string' ? part : part.slice(0, 3).join(' '))).join('')
  const source = sourceId(text)
  const claims: Claim[] = []
  const statements: Statement[] = []
  const stances: Stance[] = []
  let at = 0
  for (const part of parts) {
    const start = at
    at += typeof part === 'string' ? part.length : part.slice(0, 3).join(' ').length
    if (typeof part === 'string') continue
    const [speaker, cue, content, words] = part
    const cueStart = start + speaker.length + 1
    const contentStart = cueStart + cue.length + 1
    const cueSpans = [spanOf(text, cueStart, cueStart + cue.length)]
    const contentSpans: Statement['contentSpans'] = [spanOf(text, contentStart, contentStart + content.length)]
    const id = statementId(source, cueSpans, contentSpans)
    const claim: Claim = { id: claimId(words), text: words, about: [], method: METHOD, status: 'proposed' }
    claims.push(claim)
    statements.push({
      ...PLAIN,
      id,
      source,
      speaker: speaker === 'he' ? 'act_first' : `act_${speaker}`,
      speakerSpans: [spanOf(text, start, start + speaker.length)],
      cueSpans,
      contentSpans,
      content,
    })
    const rest = { score: 1, reason: '', method: METHOD, status: 'proposed' } as const
    stances.push({ id: stanceId(id, claim.id), statement: id, claim: claim.id, stance: 'asserts', ...rest })
  }
  return { text, found: contrasts(claims, stances, statements, new Map([[source, text]])) }
}

const BLAMED = ['Okoro', 'blamed', 'the crew', 'The crew was to blame'] as const
const LEAK = ['Li', 'said', 'a leak was the reason for the fire', 'A leak was the reason for the fire'] as const

test.each<[string, Parameters<typeof textOf>[0]]>([
  ['While', ['It burned. While ', BLAMED, ', ', LEAK, '.']],
  ['but', [BLAMED, ', but ', LEAK, '.']],
  ['However', [BLAMED, '. However, ', LEAK, '.']],
])('two causes that a text sets against each other by %j are rivals', (word, parts) => {
  const { text, found } = textOf(parts)
  expect(found).toHaveLength(1)
  const [contrast] = found
  expect(contrast?.reason).toBe(`Two causes, “crew” and “leak”, which the text sets against each other by “${word}”.`)
  expect(contrast?.spans.map(({ exact }) => exact)).toEqual([word, 'crew', 'leak'])
  for (const { start, end, exact } of contrast?.spans ?? []) expect(text.slice(start, end)).toBe(exact)
  expect((contrast?.from ?? '') < (contrast?.to ?? '')).toBe(true)
})

const OTHER_EVENT = [
  'Li',
  'said',
  'a leak was the reason for the strike',
  'A leak was the reason for the strike',
] as const
test.each<[string, Parameters<typeof textOf>[0]]>([
  ['no word of contrast', [BLAMED, ', and ', LEAK, '.']],
  ['another sentence between', [BLAMED, '. Nobody listened. But ', LEAK, '.']],
  [
    'one speaker',
    ['While ', ['he', 'blamed', 'the crew', 'The crew was to blame'], ', ', ['he', ...LEAK.slice(1)] as never, '.'],
  ],
  [
    'two events',
    [
      'While ',
      ['Okoro', 'blamed', 'the crew for the fire', 'The crew was to blame for the fire'],
      ', ',
      OTHER_EVENT,
      '.',
    ],
  ],
  ['one cause', ['While ', ['Okoro', 'blamed', 'a leak', 'A leak was to blame'], ', ', LEAK, '.']],
  ['another paragraph', [BLAMED, '\n\nWhile it rained, ', LEAK, '.']],
])('no rivals: %s', (_, parts) => {
  expect(textOf(parts).found).toEqual([])
})
