import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { HearsayError } from '../../src/model/error.ts'
import type { Range } from './spans.ts'

/** One attribution as ranges of UTF-16 units. */
export interface Roles {
  readonly source: readonly Range[]
  readonly cue: readonly Range[]
  readonly content: readonly Range[]
}

/** An annotated article; its name begins with its outlet's (`nyt_2016-…`). */
export interface Article {
  readonly name: string
  readonly text: string
  /** What the first annotator marked, and what each further one did. */
  readonly gold: readonly Roles[]
  readonly others: readonly (readonly Roles[])[]
}

/** A file's text as a source would have it; the length of a start of it is the position there. */
const textOf = (raw: string) => raw.normalize('NFC').replaceAll('\r\n', '\n')

/**
 * Articles of `text/` with the brat annotations in `attributions/` (PolNeAR's layout; of several annotators the first). Offsets
 * are turned from code points of the file into UTF-16 units of NFC, LF text. Throws `no-annotations` where there are none.
 */
export function readArticles(folder: string): Article[] {
  let texts: string[]
  let annotations: string[]
  try {
    texts = readdirSync(path.join(folder, 'text')).sort()
    annotations = readdirSync(path.join(folder, 'attributions')).sort()
  } catch (cause) {
    throw noAnnotations(folder, 'it has no text/ or attributions/', cause)
  }
  const articles = texts.flatMap((file) => {
    const name = file.replace(/\.txt$/, '')
    const files = annotations.filter(
      (one) => /^_[0-9a-f]{4}\.ann$/.test(one.slice(name.length)) && one.startsWith(name),
    )
    const raw = readFileSync(path.join(folder, 'text', file), 'utf8')
    const points = Array.from(raw)
    const toUnit = (at: number) => textOf(points.slice(0, at).join('')).length
    const [gold, ...others] = files.map((one) =>
      parseBrat(readFileSync(path.join(folder, 'attributions', one), 'utf8'), toUnit),
    )
    return gold ? [{ name, text: textOf(raw), gold, others }] : []
  })
  if (articles.length === 0) throw noAnnotations(folder, 'no x.txt in text/ has an x_0a1b.ann in attributions/')
  return articles
}

const noAnnotations = (folder: string, why: string, cause?: unknown) =>
  new HearsayError('no-annotations', `${folder}: no annotated articles: ${why}. Name the folder of one split.`, {
    isUsage: true,
    cause,
  })

function parseBrat(brat: string, toUnit: (at: number) => number): Roles[] {
  const mentions = new Map<string, Range[]>()
  const found: Roles[] = []
  for (const line of brat.split('\n')) {
    const mention = /^(T\d+)\t\S+ ([\d ;]+)\t/.exec(line)
    if (mention) {
      const ranges = (mention[2] ?? '').split(';').map((part): Range => {
        const [start = 0, end = 0] = part.trim().split(' ').map(Number)
        return [toUnit(start), toUnit(end)]
      })
      mentions.set(mention[1] ?? '', ranges)
    }
    const event = /^E\d+\t(.*)$/.exec(line)
    if (!event) continue
    const roles: Record<string, Range[]> = { source: [], cue: [], content: [] }
    for (const argument of (event[1] ?? '').trim().split(/\s+/)) {
      const [role = '', id = ''] = argument.split(':')
      roles[role.replace(/\d+$/, '').toLowerCase()]?.push(...(mentions.get(id) ?? []))
    }
    const sorted = (key: string) => (roles[key] ?? []).toSorted((a, b) => a[0] - b[0])
    found.push({ source: sorted('source'), cue: sorted('cue'), content: sorted('content') })
  }
  return found
}
