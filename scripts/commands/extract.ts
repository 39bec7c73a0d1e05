import { openLocalExtractor } from '../../src/extract/local/extractor.ts'
import { HearsayError } from '../../src/model/error.ts'
import type { Overrides, ReadText } from '../../src/read/read-text.ts'
import { toSource } from '../../src/read/source.ts'
import { readMentions } from '../../src/resolve/read-mentions.ts'
import { resolve } from '../../src/resolve/resolve.ts'
import { overridesOf, readInput } from '../inputs.ts'

/** Prints the statements of each file by itself, in order of the text. 1 when a file had to be set aside. */
export async function run(files: readonly string[], options: Overrides & { json?: boolean }): Promise<0 | 1> {
  const extractor = await openLocalExtractor()
  let code: 0 | 1 = 0
  try {
    for (const file of files) {
      let read: ReadText
      try {
        read = await readInput(file, overridesOf(options), false)
      } catch (error) {
        if (!(error instanceof HearsayError)) throw error
        console.error(`hearsay: set aside: ${error.message}`)
        code = 1
        continue
      }
      const { source, text, outlet } = toSource(read, [])
      const attributions = await extractor.extract(text)
      const mentions = readMentions({ source, text, outletName: outlet, attributions })
      const { actors, statements } = resolve([mentions], extractor.method)
      const nameOf = new Map(actors.map((actor) => [actor.id, actor.name]))
      const inOrder = statements.toSorted((a, b) => (a.cueSpans[0]?.start ?? 0) - (b.cueSpans[0]?.start ?? 0))
      for (const statement of inOrder) {
        const speakerName = nameOf.get(statement.speaker) ?? statement.speaker
        if (options.json) console.log(JSON.stringify({ ...statement, source: file, speakerName }))
        else {
          const outer = statements.find(({ id }) => id === statement.relayedBy)
          const relay = outer ? ` ← ${nameOf.get(outer.speaker) ?? outer.speaker}` : ''
          const cue = statement.cueSpans.map((span) => span.exact).join(' … ')
          console.log(`${file}: ${speakerName}${relay} | ${cue} | ${statement.content}`)
        }
      }
    }
  } finally {
    await extractor.close()
  }
  return code
}
