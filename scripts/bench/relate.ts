import { parseArgs } from 'node:util'
import { canonicalise } from '../../src/canonicalise/canonicalise.ts'
import { actorId, sourceId, statementId } from '../../src/model/id.ts'
import type { Actor, Statement } from '../../src/model/records.ts'
import { spanOf } from '../../src/model/span.ts'
import { localJudge } from '../../src/relate/local/judge.ts'
import { pairReader } from '../../src/relate/local/pair-reader.ts'
import { relate } from '../../src/relate/relate.ts'
import { cpuSeconds, exponent } from './measure.ts'
import { sentencesFrom } from './sentences.ts'

/**
 * `npm run bench:relate -- --data DIR [--sizes 1000,3000,10000]`: CPU seconds and peak memory of bringing statements to claims and judging
 * the claims by the local rules, a line of JSON a size, then the exponents of growth. The statements are the sentences of the .txt
 * files of DIR in the mouths of invented speakers, ten a speaker, every other one in quotation marks.
 */
const { values } = parseArgs({
  options: { data: { type: 'string' }, sizes: { type: 'string', default: '1000,3000,10000' } },
})
if (values.data === undefined) throw new Error('--data is missing: name a folder with .txt files.')
const sentences = sentencesFrom(values.data)

const STATEMENTS_A_SPEAKER = 10
const FIRST_NAMES = ['Ana', 'Ben', 'Ida', 'Omar', 'Mara', 'Ivo']
const SYLLABLES = ['ka', 'lo', 'mi', 'ra', 'tu', 'ne', 'so', 'vi', 'da', 'be']

function speaker(number: number): Actor {
  const syllables = Array.from(String(number).padStart(3, '0'), (digit) => SYLLABLES[Number(digit)] ?? '').join('')
  const last = syllables.charAt(0).toUpperCase() + syllables.slice(1)
  const name = `${FIRST_NAMES[number % FIRST_NAMES.length]} ${last}`
  return {
    id: actorId('person', name),
    name,
    kind: 'person',
    aliases: [last],
    roles: [],
    speaksFor: [],
    partOf: [],
    plural: false,
    links: [],
  }
}

function statement(sentence: string, { id, name }: Actor, isDirect: boolean): Statement {
  const content = isDirect ? `“${sentence}”` : `that ${sentence.replace(/[.!?]+$/, '')}`
  const text = `${name} said ${content}`
  const source = sourceId(text)
  const cueSpans = [spanOf(text, name.length + 1, name.length + 5)]
  const contentSpans = [spanOf(text, name.length + 6, text.length)] as const
  return {
    id: statementId(source, cueSpans, contentSpans),
    source,
    speaker: id,
    speakerSpans: [spanOf(text, 0, name.length)],
    cueSpans,
    contentSpans,
    content,
    form: isDirect ? 'direct' : 'indirect',
    illocution: 'assertive',
    certainty: 'unspecified',
    cueClass: 'report',
    relayedBy: null,
    via: [],
    viaSpans: [],
    saidAt: null,
    score: 1,
    method: { name: 'bench', version: '1' },
    status: 'proposed',
  }
}

async function measure(size: number) {
  const actors = Array.from({ length: Math.ceil(size / STATEMENTS_A_SPEAKER) }, (_, number) => speaker(number))
  const statements = sentences(size).flatMap((sentence, index) => {
    const actor = actors[index % actors.length]
    return actor ? [statement(sentence, actor, index % 2 === 0)] : []
  })
  const from = process.cpuUsage()
  const { claims, stances } = canonicalise(statements, actors)
  const canonicaliseSeconds = cpuSeconds(from)
  const between = process.cpuUsage()
  const input = { claims, stances, statements, utterances: [], texts: new Map<string, string>() }
  const reader = pairReader()
  const relations = await relate(input, localJudge(reader))
  await reader.close()
  const relateSeconds = cpuSeconds(between)
  const counts = { statements: size, claims: claims.length, relations: relations.length }
  const megabytes = Math.round(process.resourceUsage().maxRSS / 1000)
  return { ...counts, canonicaliseSeconds, relateSeconds, seconds: canonicaliseSeconds + relateSeconds, megabytes }
}

// The first run compiles; it is not counted.
await measure(1000)
const rows: Awaited<ReturnType<typeof measure>>[] = []
for (const size of values.sizes.split(',').map(Number)) {
  const row = await measure(size)
  rows.push(row)
  console.log(JSON.stringify(row))
}
const growth = (key: 'canonicaliseSeconds' | 'relateSeconds' | 'seconds') =>
  exponent(rows.map((row) => [row.statements, row[key]]))
console.log(
  JSON.stringify({
    canonicaliseExponent: growth('canonicaliseSeconds'),
    relateExponent: growth('relateSeconds'),
    exponent: growth('seconds'),
  }),
)
