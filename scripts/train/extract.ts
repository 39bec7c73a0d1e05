/**
 * Makes the attribution tagger's weights again: `npm run train:extract -- --data DIR` (docs/training.md). Python and its packages
 * live in .cache/train; a run that was stopped goes on from its last epoch.
 */
import { copyFileSync } from 'node:fs'
import path from 'node:path'
import { Command } from 'commander'
import { CACHE, run, runPython } from './python.ts'

const weights = path.join(import.meta.dirname, '../../src/extract/local/weights')

const { data, out, epochs, seed } = new Command('train:extract')
  .requiredOption('--data <dir>', 'PolNeAR: train/ and dev/, each with text/ and attributions/')
  .option('--out <dir>', 'checkpoints and learning curve', path.join(CACHE, 'extract'))
  .option('--epochs <n>', 'how often the train split is read', '6')
  .option('--seed <n>', 'of everything random', '1')
  .parse()
  .opts<{ data: string; out: string; epochs: string; seed: string }>()

runPython('extract/train.py', { data: path.resolve(data), out: path.resolve(out), epochs, seed })
for (const file of ['encoder.int8.onnx', 'branch.int8.onnx', 'config.json'])
  copyFileSync(path.join(out, file), path.join(weights, file))
run('npx', 'tsx', path.join(import.meta.dirname, 'calibrate.ts'), '--data', path.join(path.resolve(data), 'dev'))
console.log(`weights copied to ${path.relative(process.cwd(), weights)}: measure them with hearsay eval attribution`)
