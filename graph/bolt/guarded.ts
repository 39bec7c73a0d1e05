import { LIMITS, type Limits } from '../cypher/answer.ts'
import { startProcess, tell } from '../guarded/process.ts'
import { GuardedQueries } from '../guarded/queries.ts'
import type { QueryOrder } from './query-worker.ts'
import type { BoltAddress } from './store.ts'

/** What of the environment says which certificates a server may show. Whatever else is in it, a password too, stays here. */
const TRUST = ['NODE_EXTRA_CA_CERTS', 'NODE_USE_SYSTEM_CA', 'SSL_CERT_FILE', 'SSL_CERT_DIR']

/**
 * Answers queries of strangers on a server, in processes with a connection each: in a transaction that reads, which the server
 * itself ends after its time, too. The password reaches a process in a message, where no other program sees it. What an
 * account may do at all is the server's own affair.
 */
export function guardedBolt(address: BoltAddress, caseKey: string, limits: Limits = LIMITS): GuardedQueries {
  const { ms, memory } = limits
  const env = Object.fromEntries(TRUST.flatMap((name) => (name in process.env ? [[name, process.env[name]]] : [])))
  const workers = {
    start: () => startProcess('bolt/query-worker', { env, heap: memory }),
    async open(start: () => ReturnType<typeof startProcess>) {
      const child = start()
      await tell(child, { kind: 'open', place: { address, ms }, memory } satisfies QueryOrder)
      return child
    },
    departures: () => [],
    close: async () => {},
  }
  return new GuardedQueries(workers, caseKey, limits)
}
