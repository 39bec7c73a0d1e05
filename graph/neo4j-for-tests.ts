import * as v from 'valibot'
import { inject } from 'vitest'

const Answer = v.union([
  v.object({ uri: v.string(), user: v.string(), password: v.string() }),
  v.object({ missing: v.string() }),
  v.object({ failed: v.string() }),
])

/** The Neo4j of this test run, or why there is none. */
export type Neo4jForTests =
  | { readonly isThere: true; readonly address: string; readonly user: string; readonly password: string }
  | { readonly isThere: false; readonly reason: string }

/**
 * The one Neo4j of this test run, started when it is first asked for. Where Java or Maven is missing, tests that need it
 * are skipped with the reason; on a continuous-integration machine (`CI`) that is a failure.
 */
export async function neo4jForTests(): Promise<Neo4jForTests> {
  const response = await fetch(inject('neo4jLauncher'))
  const answer = v.parse(Answer, await response.json())
  if ('uri' in answer) return { isThere: true, address: answer.uri, user: answer.user, password: answer.password }
  if ('failed' in answer) throw new Error(answer.failed)
  if (process.env['CI']) throw new Error(answer.missing)
  return { isThere: false, reason: answer.missing }
}
