import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import * as v from 'valibot'
import { check } from '../../src/model/check.ts'
import { HearsayError, showValue } from '../../src/model/error.ts'
import { readArguments } from './arguments.ts'

const LABELS = [
  ...(['entailment', 'neutral', 'contradiction'] as const),
  ...(['support', 'undermine', 'unrelated'] as const),
  ...(['paraphrase', 'different'] as const),
]
const PairSchema = v.looseObject({
  id: v.union([v.string(), v.number()]),
  premise: v.string(),
  hypothesis: v.string(),
  label: v.picklist(LABELS),
})

/** Two sentences and what people called them. */
export type LabelledPair = v.InferOutput<typeof PairSchema>

/**
 * What the labels of a set are about: inference (entailment, neutral, contradiction), argument (support, undermine, unrelated) or
 * sameness (paraphrase, different).
 */
export type Notion = 'inference' | 'argument' | 'sameness'
const NOTIONS: Readonly<Record<LabelledPair['label'], Notion>> = {
  entailment: 'inference',
  neutral: 'inference',
  contradiction: 'inference',
  support: 'argument',
  undermine: 'argument',
  unrelated: 'argument',
  paraphrase: 'sameness',
  different: 'sameness',
}

/** Pairs of one corpus under a name, all labelled after one notion. */
export interface PairSet {
  readonly set: string
  readonly notion: Notion
  readonly pairs: readonly LabelledPair[]
}

/** Similarity (0 to 5) from which two headlines say the same. */
const SAME = 4.5

/**
 * The sets of labelled pairs in a folder and the folders in it, by name: `NAME.jsonl` (id, premise, hypothesis, label; a single file will do),
 * the Microsoft Research Paraphrase corpus (msr-para-train.tsv: "msrp.train"), STS headlines (sts-headlines/YEAR/headlines.*.tsv:
 * "headlines.YEAR"; the same from 4.5 of 5) and all argument graphs (XML, as arg-microtexts has them: "microtexts"). Only those of `notions`,
 * and of these only `names` where any are given. Throws `no-pairs` where there are none, `unknown-set`, and what is wrong with a line.
 */
export function readSets(data: string, notions: readonly Notion[], names: readonly string[] = []): PairSet[] {
  const sets = readersIn(data)
  const unknown = names.find((name) => !sets.has(name))
  const found = [...sets.keys()].toSorted()
  if (unknown !== undefined)
    throw new HearsayError(
      'unknown-set',
      `no set named ${showValue(unknown)} in ${data}. There is: ${found.join(', ') || 'none'}.`,
      { isUsage: true },
    )
  const read = found
    .filter((set) => names.length === 0 || names.includes(set))
    .flatMap((set) => {
      const pairs = sets.get(set)?.() ?? []
      const [first] = pairs
      if (!first) return []
      const notion = NOTIONS[first.label]
      const stray = pairs.find(({ label }) => NOTIONS[label] !== notion)
      if (stray)
        throw new HearsayError(
          'mixed-labels',
          `${set}: labels of two notions, ${showValue(first.label)} and ${showValue(stray.label)}. Make two files of it.`,
        )
      return notions.includes(notion) ? [{ set, notion, pairs }] : []
    })
  if (read.length === 0)
    throw new HearsayError(
      'no-pairs',
      `${data}: no pairs there that are labelled for ${notions.join(' or ')}. Sets found: ${found.join(', ') || 'none'}.`,
      { isUsage: true },
    )
  return read
}

/** The name of each set, and what reads it. */
function readersIn(data: string): Map<string, () => LabelledPair[]> {
  const sets = new Map<string, () => LabelledPair[]>()
  const add = (set: string, file: string, read: () => LabelledPair[]) => {
    if (sets.has(set))
      throw new HearsayError('two-sets', `${file}: another set is named ${showValue(set)}. Rename one of them.`, {
        isUsage: true,
      })
    sets.set(set, read)
  }
  const graphs: string[] = []
  for (const file of filesIn(data)) {
    const name = path.basename(file)
    const folder = path.basename(path.dirname(file))
    const split = /^msr-para-(.+)\.tsv$/.exec(name)?.[1]
    if (name.endsWith('.jsonl')) add(name.replace(/\.jsonl$/, ''), file, () => readLines(file))
    else if (split !== undefined) add(`msrp.${split}`, file, () => readParaphrases(file))
    else if (/^headlines\..+\.tsv$/.test(name)) add(`headlines.${folder}`, file, () => readHeadlines(file))
    else if (name.endsWith('.xml')) graphs.push(file)
  }
  if (graphs.length > 0) add('microtexts', graphs[0] ?? data, () => graphs.flatMap((file) => readArguments(file)))
  return sets
}

function filesIn(data: string): string[] {
  try {
    if (!statSync(data).isDirectory()) return [data]
    return readdirSync(data, { recursive: true, encoding: 'utf8' })
      .toSorted()
      .map((name) => path.join(data, name))
  } catch (cause) {
    throw new HearsayError('no-pairs', `${data}: it cannot be read. Name a folder of labelled pairs.`, {
      isUsage: true,
      cause,
    })
  }
}

function readLines(file: string): LabelledPair[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((text, index) => {
      const line = index + 1
      return text.trim() === '' ? [] : [check(PairSchema, parse(text, `${file}:${line}`), { file, line })]
    })
}

function parse(line: string, place: string): unknown {
  try {
    return JSON.parse(line)
  } catch (cause) {
    throw new HearsayError('damaged-line', `${place}: no JSON. Write one object a line.`, { cause })
  }
}

/** Fields of the lines of a file, apart from empty lines, with the number of the line. */
const fieldsOf = (file: string) =>
  readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((text, index) => {
      const fields = text.replace(/\r$/, '').split('\t')
      return text.trim() === '' ? [] : [{ line: index + 1, fields }]
    })

const damaged = (file: string, line: number, columns: string) =>
  new HearsayError('damaged-line', `${file}:${line}: not the columns ${columns}. Take the file as it was published.`)

function readParaphrases(file: string): LabelledPair[] {
  // The first line names the columns.
  return fieldsOf(file)
    .slice(1)
    .map(({ line, fields: [quality = '', , , premise, hypothesis] }) => {
      if (!premise || !hypothesis || !/^[01]$/.test(quality))
        throw damaged(file, line, 'quality, two ids, two sentences')
      return { id: line, premise, hypothesis, label: quality === '1' ? 'paraphrase' : 'different' }
    })
}

function readHeadlines(file: string): LabelledPair[] {
  return fieldsOf(file).flatMap(({ line, fields: [score = '', premise, hypothesis] }) => {
    if (!premise || !hypothesis || !/^(?:\d+(?:\.\d+)?)?$/.test(score))
      throw damaged(file, line, 'similarity, two headlines')
    // Some pairs were never rated.
    if (score === '') return []
    return [{ id: line, premise, hypothesis, label: Number(score) >= SAME ? 'paraphrase' : 'different' }]
  })
}
