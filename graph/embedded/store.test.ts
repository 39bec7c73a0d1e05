import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { bridgeCase } from '../case.fixture.ts'
import { load } from '../load.ts'
import { describeStore } from '../store.contract.ts'
import { EmbeddedStore } from './store.ts'

describeStore('the embedded engine', async () => EmbeddedStore.open())

test('keeps a case in a file', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hearsay-embedded-'))
  const path = join(folder, 'case.grafeo')
  const first = EmbeddedStore.open(path)
  const counts = await load(first, bridgeCase(), 'bridge')
  await first.close()
  const second = EmbeddedStore.open(path)
  expect(await second.counts('bridge')).toEqual(counts)
  await load(second, bridgeCase(), 'bridge')
  expect(await second.counts('bridge')).toEqual(counts)
  await second.close()
  rmSync(folder, { recursive: true })
})

test('names the file that cannot be opened, and refuses calls after close', async () => {
  expect(() => EmbeddedStore.open('/dev/null/case.grafeo')).toThrow('/dev/null/case.grafeo')
  const store = EmbeddedStore.open()
  await store.close()
  await store.close()
  await expect(store.run('RETURN 1 AS x')).rejects.toMatchObject({ code: 'store-unreachable' })
})

test('loads a speaker with thousands of statements without slowing down', async () => {
  const store = EmbeddedStore.open()
  await store.prepare()
  const ids = Array.from({ length: 4000 }, (_, i) => `s${i}`)
  await store.writeNodes('hub', 'Actor', [{ id: 'a', properties: {} }])
  await store.writeNodes(
    'hub',
    'Statement',
    ids.map((id) => ({ id, properties: {} })),
  )
  const begun = performance.now()
  await store.writeRelationships(
    'hub',
    'MADE',
    ids.map((id) => ({ from: 'a', to: id, properties: {} })),
  )
  await store.writeRelationships(
    'hub',
    'VIA',
    ids.map((id) => ({ from: id, to: 'a', properties: {} })),
  )
  expect(performance.now() - begun).toBeLessThan(3000)
  expect((await store.counts('hub')).relationships).toMatchObject({ MADE: 4000, VIA: 4000 })
  await store.close()
})
