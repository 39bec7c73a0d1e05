/**
 * Measures hearsay on annotated data and writes docs/accuracy.md: `npm run accuracy -- --polnear DIR --gap DIR --pairs DIR
 * --commitmentbank FILE`; with `--only relations` or `--only attribution` one part of it, and the other stays as it is.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { Command, Option } from 'commander'
import { format, resolveConfig } from 'prettier'
import { HearsayError } from '../src/model/error.ts'
import { localJudge } from '../src/relate/local/judge.ts'
import { pairReader } from '../src/relate/local/pair-reader.ts'
import { attributionPart } from './accuracy/attribution.ts'
import { PARTS, replacePart, type Part } from './accuracy/parts.ts'
import { plotOf } from './accuracy/plot.ts'
import { measureRelations, relationsPart } from './accuracy/relations.ts'

const docs = path.join(import.meta.dirname, '../docs')
const PLOT = 'accuracy-relations.svg'

const program = new Command('accuracy')
  .addOption(new Option('--only <part>', 'write this part, keep the other').choices(Object.keys(PARTS)))
  .option('--polnear <dir>', 'PolNeAR: train/ and dev/, each with text/ and attributions/')
  .option('--gap <dir>', 'GAP: gap-validation.tsv')
  .option(
    '--pairs <dir>',
    'labelled pairs: NAME.jsonl for inference and argument, msr-para-*.tsv, headlines.*.tsv, argument graphs (.xml)',
  )
  .option('--commitmentbank <file>', 'CommitmentBank-items.csv')
  .parse()
const given = program.opts<{ only?: Part } & Readonly<Partial<Record<(typeof PARTS)[Part][number], string>>>>()
const parts = given.only ? [given.only] : (['attribution', 'relations'] as const)

const missing = parts
  .flatMap((part) => PARTS[part])
  .filter((name) => given[name] === undefined || !existsSync(given[name]))
if (missing.length > 0) {
  const needed = program.options.filter(({ long }) => missing.some((name) => long === `--${name}`))
  const lines = needed.map(({ flags, description }) => `  ${flags}  ${description}`)
  program.error(`error: data are missing, or not where these say:\n${lines.join('\n')}`, { exitCode: 2 })
}

const file = path.join(docs, 'accuracy.md')
const { polnear = '', gap = '', pairs = '', commitmentbank = '' } = given

async function write(part: Part, text: string): Promise<void> {
  const before = existsSync(file) ? readFileSync(file, 'utf8') : ''
  const after = await format(text, { ...(await resolveConfig(file)), parser: 'markdown' })
  writeFileSync(file, replacePart(before, part, after))
  console.log(`docs/accuracy.md: ${part}`)
}

try {
  for (const part of parts)
    switch (part) {
      case 'attribution':
        await write(part, await attributionPart(polnear, gap))
        break
      case 'relations': {
        const reader = pairReader()
        const figures = await measureRelations(pairs, commitmentbank, localJudge(reader))
        await reader.close()
        writeFileSync(path.join(docs, PLOT), plotOf(figures.relations.inference))
        await write(part, relationsPart(figures, PLOT))
        break
      }
    }
} catch (error) {
  if (!(error instanceof HearsayError)) throw error
  program.error(`error: ${error.message}`, { exitCode: error.isUsage ? 2 : 1 })
}
