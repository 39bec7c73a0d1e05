import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import neo4j from 'neo4j-driver'
import { expect, test } from 'vitest'
import type { Case } from '../../src/model/records.ts'
import { BoltStore } from '../bolt/store.ts'
import { generatedCase } from '../case.fixture.ts'
import { checksum } from '../checksum.ts'
import { EmbeddedStore } from '../embedded/store.ts'
import { load } from '../load.ts'
import { neo4jForTests } from '../neo4j-for-tests.ts'
import { startNeo4j } from '../neo4j-server.ts'
import { project } from '../project.ts'
import { NODE_LABELS } from '../schema.ts'
import { writeImportFiles } from './neo4j-admin.ts'

const isThere = await neo4jForTests()

const HOSTILE = [
  '',
  ' spaces ',
  'a, "quoted" word',
  '"',
  'two\nlines',
  'carriage\r\nreturn',
  'tab\there',
  String.raw`back\slash \n \"`,
  'null',
  ';',
  "it's",
  '#!/bin/sh $(x) `y`',
  '漢字 🚢 \u2028 e\u0301 \u0001',
  '1',
  'true',
  '=1+1',
]

/** A case whose texts are what files of separated values trip over. */
function hostileCase(): Case {
  const made = generatedCase(11)
  const at = (i: number) => HOSTILE[i % HOSTILE.length] ?? ''
  const actors = made.actors.map((actor, i) => {
    const aliases = [[], [''], ['', ''], [at(i)], HOSTILE, ['plain', at(i + 3), '']][i % 6] ?? []
    return { ...actor, name: at(i), aliases, links: i % 2 === 0 ? ['https://example.org/?a=1;b=2|3'] : [] }
  })
  const claims = made.claims.map((claim, i) => ({ ...claim, text: at(i) }))
  const stances = made.stances.map((stance, i) => ({ ...stance, reason: at(i), score: i % 3 === 0 ? 1 : 1e-7 * i }))
  const manifest = { ...made.manifest, title: 'a "b"\n,c', question: '', notes: HOSTILE.join('\n') }
  return { ...made, manifest, actors, claims, stances }
}

if (isThere.isThere)
  test('neo4j-admin makes of the files the graph that load makes, and load goes on from there', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'hearsay-import-'))
    const [theCase, key] = [hostileCase(), 'a "key", hostile']
    const { command } = await writeImportFiles(folder, project(theCase, key), key)
    expect(readFileSync(path.join(folder, 'import.sh'), 'utf8')).toContain(command)
    const words = command.split(/\s+(?:\\\s+)?/).slice(1)
    const args = words.map((word) => word.replace(/^(--(?:nodes|relationships)=\w+=)/, `$1${folder}/`))

    const server = await startNeo4j({
      isShort: true,
      before: async (admin) => {
        const { status, output } = await admin(args)
        expect([status, output]).toEqual([0, expect.stringContaining('IMPORT DONE')])
      },
    })
    const driver = neo4j.driver(server.uri, neo4j.auth.basic(server.user, server.password))
    const queries = readFileSync(path.join(folder, 'after-import.cypher'), 'utf8').trim().split(';\n')
    // Each a transaction of its own, as cypher-shell runs them.
    const session = driver.session()
    for (const query of queries) await session.run(query.replace(/;$/, ''))
    await session.close()
    await driver.close()

    const bolt = await BoltStore.open({ address: server.uri, user: server.user, password: server.password })
    const embedded = EmbeddedStore.open()
    await load(embedded, theCase, key)
    for (const label of NODE_LABELS) {
      const query = `MATCH (n:${label} {caseKey: $key}) RETURN n ORDER BY n.id`
      expect(await bolt.run(query, { key })).toEqual(await embedded.run(query, { key }))
    }
    const expected = await checksum(embedded, key)
    expect(await checksum(bolt, key)).toBe(expected)

    const changed = { ...theCase, claims: theCase.claims.map((claim) => ({ ...claim, text: `${claim.text}.` })) }
    for (const store of [embedded, bolt]) await load(store, changed, key)
    expect(await checksum(bolt, key)).toBe(await checksum(embedded, key))
    expect(await checksum(bolt, key)).not.toBe(expected)

    await bolt.close()
    await embedded.close()
    await server.stop()
    rmSync(folder, { recursive: true })
  })
else test.skip(`neo4j-admin: ${isThere.reason}`)
