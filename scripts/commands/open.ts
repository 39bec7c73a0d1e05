import { once } from 'node:events'
import openInBrowser from 'open'
import { digestCase } from '../../src/case/digest.ts'
import { HearsayError, showValue } from '../../src/model/error.ts'
import { caseKeyOf, readWholeCase } from '../inputs.ts'
import { builtViewer, serve } from '../server.ts'
import { graphOf, keptFor } from '../store.ts'

/** Serves the viewer with a case until it is interrupted. */
export async function run(folder: string, options: { port: string; browser: boolean }): Promise<0> {
  const port = Number(options.port)
  if (!/^\d+$/.test(options.port) || port > 65_535)
    throw new HearsayError('invalid-port', `invalid port: ${showValue(options.port)}. Use a number from 0 to 65535.`, {
      isUsage: true,
    })
  const caseKey = caseKeyOf(folder, undefined)
  const digest = await digestCase(folder).catch(() => null)
  const theCase = await readWholeCase(folder)
  const served = await serve(theCase, {
    port,
    webRoot: builtViewer(),
    folder,
    caseKey,
    ...(digest === null ? {} : { kept: keptFor(graphOf(folder, caseKey, digest), async () => theCase) }),
  })
  console.log(`${served.url}  (Ctrl-C stops)`)
  if (options.browser && process.stdout.isTTY)
    await openInBrowser(served.url).catch(() =>
      console.error('hearsay: no browser starts here: open the address in one.'),
    )
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
  await served.close()
  return 0
}
