import { ANALYSES, analysisNamed, ask, materialsOf, type Materials } from '../../graph/analyse/analyses.ts'
import { chainOf } from '../../graph/analyse/chain.ts'
import type { Finding } from '../../graph/analyse/answer.ts'
import type { SemanticsName } from '../../graph/analyse/strength.ts'
import type { Values } from '../../graph/store.ts'
import { HearsayError } from '../../src/model/error.ts'
import { joinSpans } from '../../src/model/span.ts'
import { readWholeCase } from '../inputs.ts'
import { formatRows, type Format, widthOfOutput } from '../table.ts'

interface Options {
  readonly list?: boolean
  readonly format: Format
  readonly principals: boolean
  readonly semantics: SemanticsName
}

/** Runs an analysis over a case: every answer with the words that prove it. */
export async function run(
  folder: string | undefined,
  name: string | undefined,
  subject: string | undefined,
  { list, format, principals, semantics }: Options,
): Promise<0> {
  const print = (columns: readonly string[], rows: readonly Values[]) =>
    process.stdout.write(formatRows({ columns, rows }, format, widthOfOutput()))
  if (list) {
    print(
      ['analysis', 'question', 'about'],
      ANALYSES.map(({ name, question, subject }) => ({ analysis: name, question, about: subject })),
    )
    return 0
  }
  if (folder === undefined || name === undefined)
    throw new HearsayError(
      'missing-analysis',
      'no case or no analysis named. Example: hearsay analyse talks/ origins; hearsay analyse --list shows all.',
      { isUsage: true },
    )
  const analysis = analysisNamed(name)
  const materials = materialsOf(await readWholeCase(folder), { principals, semantics })
  const answers = ask(materials, analysis, subject)
  if (format === 'json')
    process.stdout.write(
      `${JSON.stringify(
        answers.map(({ answer }) => answer),
        null,
        2,
      )}\n`,
    )
  else
    print(
      COLUMNS,
      answers.flatMap(({ finding }) => rowsOf(materials, finding)),
    )
  return 0
}

const COLUMNS = ['finding', 'note', 'role', 'who', 'words', 'source', 'at', 'statement']

/** A line for each statement that proves a finding; what was found stands on its first. */
function rowsOf({ kept }: Materials, { headline, note, words }: Finding): Values[] {
  if (words.length === 0) return [{ finding: headline, note }]
  return words.map(({ statement: id, role }, i) => {
    const statement = kept.statements.get(id)
    const source = kept.sources.get(statement?.source ?? '')
    const chain = statement ? chainOf(kept, statement) : null
    const hops = chain?.steps.flat().filter(({ kind }) => kind !== 'source') ?? []
    return {
      finding: i === 0 ? headline : '',
      note: i === 0 ? note : '',
      role,
      who: hops
        .toReversed()
        .map((hop) => kept.actors.get(hop.id)?.name ?? hop.id)
        .join(' ← '),
      words: statement ? joinSpans(statement.contentSpans) : '',
      source: source?.title ?? '',
      at: source ? `${source.path}:${statement?.contentSpans[0]?.start ?? 0}` : '',
      statement: id,
    }
  })
}
