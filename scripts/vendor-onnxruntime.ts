import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/**
 * Run before packing. The install script of `onnxruntime-node` downloads a GPU library, which fails on a closed network and
 * which hearsay never uses. So the package carries the runtime, without that script, in dist/node_modules, where Node looks
 * first for whatever dist/ imports; whoever installs hearsay downloads nothing else.
 */
const target = 'dist/node_modules'
rmSync(target, { recursive: true, force: true })
for (const name of ['onnxruntime-node', 'onnxruntime-common']) {
  const from = path.join('node_modules', name)
  const to = path.join(target, name)
  mkdirSync(to, { recursive: true })
  for (const part of readdirSync(from))
    if (part !== 'script' && part !== 'node_modules')
      cpSync(path.join(from, part), path.join(to, part), { recursive: true })
  const {
    scripts: _,
    devDependencies: __,
    dependencies: ___,
    ...manifest
  } = JSON.parse(readFileSync(path.join(from, 'package.json'), 'utf8')) as Record<string, unknown>
  writeFileSync(path.join(to, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`)
}
