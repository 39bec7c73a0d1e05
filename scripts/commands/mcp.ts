import { once } from 'node:events'
import { serveStdio } from '@modelcontextprotocol/server/stdio'
import { CaseNow } from '../mcp/case-now.ts'
import { makeServer } from '../mcp/server.ts'
import { ownVersion } from '../version.ts'

/** Answers a client of the Model Context Protocol on standard input and output, until it goes. Nothing else is printed there. */
export async function run(folder: string): Promise<0> {
  const theCase = new CaseNow(folder)
  // A folder that is no case is said before anybody asks.
  await theCase.answers()
  const handle = serveStdio(() => makeServer(ownVersion(), () => theCase.answers()), {
    onerror: (error) => process.stderr.write(`hearsay: ${error.message}\n`),
  })
  await Promise.race([once(process.stdin, 'close'), once(process, 'SIGINT'), once(process, 'SIGTERM')])
  await handle.close()
  await theCase.close()
  return 0
}
