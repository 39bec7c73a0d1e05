import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { evaluateSpeakers, scoreDecisions } from './speakers.ts'

const HEADER = 'ID\tText\tPronoun\tPronoun-offset\tA\tA-offset\tA-coref\tB\tB-offset\tB-coref\tURL'

/** A line of the GAP format; offsets are counted in code points. */
function lineOf(text: string, pronoun: string, a: string, isA: boolean, b: string, isB: boolean): string {
  const offset = (words: string) => Array.from(text.slice(0, text.lastIndexOf(words))).length
  const flag = (is: boolean) => String(is).toUpperCase()
  const names = [a, offset(a), flag(isA), b, offset(b), flag(isB)]
  return ['own-1', text, pronoun, offset(pronoun), ...names, 'https://example.org/'].join('\t')
}

function folderOf(lines: readonly string[]): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'hearsay-gap-'))
  writeFileSync(path.join(folder, 'gap-validation.tsv'), [HEADER, ...lines, ''].join('\n'))
  return folder
}

test('reads lines of the GAP format, astral characters included, and finds the plain cases', () => {
  const folder = folderOf([
    lineOf(
      '🌧 Ana Okoro opened the pier with Ida Lund. Okoro said that she was glad.',
      'she',
      'Okoro',
      true,
      'Ida Lund',
      false,
    ),
    lineOf('Ben Li met Omar Lund. Li was late, and he left soon.', 'he', 'Li', true, 'Omar Lund', false),
  ])
  const { examples, overall, feminine, masculine, bias } = evaluateSpeakers(folder)
  expect(examples).toBe(2)
  expect([overall.f1, feminine.f1, masculine.f1, bias]).toEqual([100, 100, 100, 1])
})

test('refuses offsets that are not those of the names', () => {
  expect(() => evaluateSpeakers(folderOf(['x\tBen Li left.\the\t3\tBen\t0\tTRUE\tLi\t4\tFALSE\t-']))).toThrow(
    /gap-validation.tsv:2/,
  )
})

test('names the file that is missing', () => {
  expect(() => evaluateSpeakers(mkdtempSync(path.join(tmpdir(), 'hearsay-gap-')))).toThrow(/gap-validation.tsv/)
})

test('counts one decision a name', () => {
  const decision = { isFeminine: false, isA: true, isB: false }
  const { overall, certain } = scoreDecisions([
    { ...decision, probabilityOfA: 0.9, probabilityOfB: 0.1 },
    { ...decision, probabilityOfA: 0.3, probabilityOfB: 0.6 },
    { ...decision, probabilityOfA: 0.08, probabilityOfB: 0.05 },
  ])
  expect(overall).toEqual({ precision: 50, recall: 33.3, f1: 40 })
  expect(certain.find(({ isUsed }) => isUsed)).toMatchObject({ precision: 100, coverage: 33.3 })
})
