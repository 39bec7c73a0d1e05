/**
 * Makes the judge's weights again: `npm run train:judge -- --data DIR --pairs DIR` (docs/training.md). Python and its packages live in
 * .cache/train; a run that was stopped goes on from its last checkpoint, ten minutes back at most.
 */
import path from 'node:path'
import { Command } from 'commander'
import { CACHE, runPython } from './python.ts'

const weights = path.join(import.meta.dirname, '../../src/relate/local/weights')

const { data, pairs, out, epochs, seed } = new Command('train:judge')
  .requiredOption('--data <dir>', 'train.jsonl.gz and valid.mnli_mm.jsonl.gz: {"premise","hypothesis","label"}')
  .requiredOption('--pairs <dir>', 'development sets: .jsonl of the same')
  .option('--out <dir>', 'checkpoint and learning curve', path.join(CACHE, 'judge'))
  .option('--epochs <n>', 'how often the pairs are read', '1')
  .option('--seed <n>', 'of everything random', '1')
  .parse()
  .opts<{ data: string; pairs: string; out: string; epochs: string; seed: string }>()

const folders = { data: path.resolve(data), pairs: path.resolve(pairs), out: path.resolve(out) }
runPython('judge/train.py', { ...folders, epochs, seed })
runPython('judge/export.py', { data: folders.data, run: folders.out, out: weights })
console.log(`weights in ${path.relative(process.cwd(), weights)}`)
