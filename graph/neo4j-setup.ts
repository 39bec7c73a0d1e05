import { createServer } from 'node:http'
import neo4j from 'neo4j-driver'
import type { TestProject } from 'vitest/node'
import { HearsayError } from '../src/model/error.ts'
import { type Neo4jServer, startNeo4j } from './neo4j-server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the test run says which Neo4j it has; asking starts it. */
    neo4jLauncher: string
  }
}

/** A server's first query can take longer than a person waits for one, above all beside other tests: it is asked here. */
async function warmUp(server: Neo4jServer): Promise<Neo4jServer> {
  const driver = neo4j.driver(server.uri, neo4j.auth.basic(server.user, server.password))
  await driver.executeQuery('RETURN 1')
  await driver.close()
  return server
}

/**
 * One Neo4j for all test files of a run, started when the first of them asks (`neo4j-for-tests.ts`): test files run in
 * processes of their own, so they ask over a port of this machine. Ends with the run.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  let starting: Promise<Neo4jServer> | undefined
  const launcher = createServer((_, response) => {
    starting ??= startNeo4j({ isShort: true }).then(warmUp)
    starting
      .then(({ uri, user, password }) => ({ uri, user, password }))
      .catch((error: unknown) => {
        if (error instanceof HearsayError && error.code === 'neo4j-missing') return { missing: error.message }
        return { failed: error instanceof Error ? error.message : String(error) }
      })
      .then((answer) => response.end(JSON.stringify(answer)))
      .catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined))
  })
  await new Promise<void>((resolve) => launcher.listen(0, '127.0.0.1', resolve))
  const address = launcher.address()
  const port = address !== null && typeof address === 'object' ? address.port : 0
  project.provide('neo4jLauncher', `http://127.0.0.1:${port}/`)
  launcher.unref()

  return async () => {
    launcher.closeAllConnections()
    launcher.close()
    const server = await starting?.catch(() => undefined)
    await server?.stop()
  }
}
