#!/usr/bin/env node
import { Command, CommanderError, Option } from 'commander'
import { HearsayError } from '../src/model/error.ts'
import { ownVersion } from './version.ts'

/** Ends a run with a code: 0 fine, 1 found faults, 2 wrong usage. */
type Code = 0 | 1

const program = new Command('hearsay')
  .description(
    'Who said what, through whom, and which claims support or contradict each other. It never says what is true.',
  )
  .version(ownVersion())
  .showHelpAfterError('(hearsay --help shows every command)')
  .exitOverride()

/** Adds a command with an example; what it does is loaded when it runs, so that `--version` and `--help` load nothing. */
function command(usage: string, description: string, example: string): Command {
  return program.command(usage).description(description).addHelpText('after', `\nExample:\n  ${example}`).exitOverride()
}

const collect = (value: string, before: string[]) => [...before, value]
/** The action of a command: loads it, runs it, keeps its code. */
const runs = (load: () => Promise<{ run: (...args: never[]) => Promise<Code> }>) =>
  async function action(...args: unknown[]): Promise<void> {
    const { run } = await load()
    process.exitCode = await run(...(args as never[]))
  }

const aboutText = (made: Command) =>
  made
    .option('--outlet <name>', 'who published the texts')
    .option('--author <name>', 'who wrote them')
    .option('--title <title>', 'their title')
    .option('--url <address>', 'where they were published')
    .option('--published <date>', 'when, as ISO 8601: 2025-10-30')
    .addOption(
      new Option('--kind <kind>', 'what they are').choices(['article', 'post', 'transcript', 'report', 'document']),
    )
    .option('--language <tag>', 'their language, e.g. en')
    .option('--threshold <score>', 'leave out statements with a lower score: precision for recall (docs/accuracy.md)')

const llm = (made: Command) =>
  made
    .option(
      '--llm-url <address>',
      'endpoint of llm: (or HEARSAY_LLM_URL); its key comes from HEARSAY_LLM_KEY (docs/llm.md)',
    )
    .option('--yes', 'send to the endpoint without being asked')
const ANSWERS = [
  '--llm-answers <folder>',
  'where answers of llm: are kept, so that asking again costs nothing',
] as const
const EXTRACTOR = [
  '--extractor <which>',
  'what finds the statements: local, or llm:NAME, a model behind an endpoint',
] as const
const JUDGE = [
  '--judge <which>',
  'what compares claims: local, model:WHERE, a model in a folder or on the hub, or llm:NAME, a model behind an endpoint',
] as const

const store = (made: Command, flag: string, what: string) =>
  made
    .option(`${flag} <address>`, what)
    .option('--user <name>', 'Neo4j user (or NEO4J_USERNAME); the password comes from NEO4J_PASSWORD or a prompt')
    .option('--database <name>', 'Neo4j database, when not the default one')
    .option('--as <key>', 'key of the case in the database (default: name of its folder)')

llm(
  aboutText(
    command(
      'build <case> <texts...>',
      'make a case from files (.txt .md .html) and http(s) addresses, or add them to one',
      'hearsay build talks/ a.txt b.html https://example.org/c --outlet "Harbour Daily"',
    ),
  )
    .option(...EXTRACTOR)
    .option(...JUDGE),
)
  .option('--name <title>', 'title of the case')
  .option('--question <question>', 'what the investigation asks')
  .option('--allow-private', 'read addresses in private networks too')
  .action(runs(() => import('./commands/build.ts')))

command('open <case>', 'show a case in the browser', 'hearsay open talks/')
  .option('--port <number>', 'port on 127.0.0.1, 0 for any free one', '4747')
  .option('--no-browser', 'only print the address')
  .action(runs(() => import('./commands/open.ts')))

store(
  command('load <case>', 'put a case into Neo4j', 'hearsay load talks/ --to bolt://localhost:7687 --user neo4j'),
  '--to',
  'bolt://, neo4j:// or neo4j+s:// address',
).action(runs(() => import('./commands/load.ts')))

command(
  'unload [key]',
  'remove a case from Neo4j by its key; without one, list the cases that stand there',
  'hearsay unload talks --from bolt://localhost:7687 --user neo4j',
)
  .option('--from <address>', 'bolt://, neo4j:// or neo4j+s:// address')
  .option('--user <name>', 'Neo4j user (or NEO4J_USERNAME); the password comes from NEO4J_PASSWORD or a prompt')
  .option('--database <name>', 'Neo4j database, when not the default one')
  .addOption(
    new Option('--format <format>', 'how to print the list').choices(['table', 'json', 'csv']).default('table'),
  )
  .action(runs(() => import('./commands/unload.ts')))

store(
  command(
    'query [case] [query]',
    'answer a named query or Cypher over a case',
    'hearsay query talks/ statements-of --param actor=Asif --format csv',
  ),
  '--store',
  'ask the case in this Neo4j instead of the folder',
)
  .option('--list', 'list the named queries')
  .option(
    '--check',
    'say where the query leaves what both stores answer alike, and what to write instead; no case is asked',
  )
  .option('--param <name=value>', 'a parameter of the query; may be given again', collect, [])
  .addOption(
    new Option('--format <format>', 'how to print the rows').choices(['table', 'json', 'csv']).default('table'),
  )
  .action(runs(() => import('./commands/query.ts')))

command(
  'analyse [case] [name] [subject]',
  'independent origins and the other analyses, each answer with its words (docs/analyses.md)',
  'hearsay analyse talks/ origins "talks failed"',
)
  .option('--list', 'list the analyses')
  .option('--no-principals', 'count who speaks for a state, or belongs to it, by himself')
  .addOption(
    new Option('--semantics <name>', 'of strength: how it is computed')
      .choices(['quadratic-energy', 'df-quad'])
      .default('quadratic-energy'),
  )
  .addOption(
    new Option('--format <format>', 'how to print the answers').choices(['table', 'json', 'csv']).default('table'),
  )
  .action(runs(() => import('./commands/analyse.ts')))

command(
  'mcp <case>',
  'answer a client of the Model Context Protocol about a case, on standard input and output (docs/mcp.md)',
  'hearsay mcp talks/',
).action(runs(() => import('./commands/mcp.ts')))

command(
  'report <case>',
  'write what a case shows as one HTML page, to read, print and send',
  'hearsay report talks/ --out talks.html',
)
  .option('--out <file>', 'where to write it, - for standard output (default: <case>-report.html here)')
  .action(runs(() => import('./commands/report.ts')))

command(
  'export <case>',
  'write a case with its viewer as a site that any web server shows, or as files for Neo4j’s import tool',
  'hearsay export talks/ --site talks-site',
)
  .option('--site <folder>', 'where to write the site: a new folder, or an earlier site of hearsay’s')
  .option('--neo4j-admin <folder>', 'where to write CSV files and the neo4j-admin command: a new folder')
  .option('--as <key>', 'the case key in Neo4j (default: the name of the folder)')
  .action(runs(() => import('./commands/export.ts')))

command(
  'import <case>',
  'add what a spreadsheet holds (CSV; columns in docs/import.md)',
  'hearsay import talks/ --sources s.csv --actors a.csv --statements st.csv',
)
  .option('--sources <csv>', 'texts and where they are from')
  .option('--actors <csv>', 'people, organisations, states, outlets')
  .option('--statements <csv>', 'who said what, in the words of a text')
  .action(runs(() => import('./commands/import.ts')))

command('check <case>', 'check every rule of the format, one line a fault', 'hearsay check talks/').action(
  runs(() => import('./commands/check.ts')),
)

store(
  command(
    'doctor [case]',
    'show versions, models, limits, the graph of a case and a Neo4j, and what to do where one is wrong',
    'hearsay doctor talks/ --store bolt://localhost:7687 --user neo4j',
  ),
  '--store',
  'look at this Neo4j too',
)
  .addOption(
    new Option('--format <format>', 'how to print the findings').choices(['table', 'json', 'csv']).default('table'),
  )
  .action(runs(() => import('./commands/doctor.ts')))

llm(
  aboutText(
    command('extract <files...>', 'print the statements of files, without a case', 'hearsay extract a.txt --json'),
  )
    .option(...EXTRACTOR)
    .option(...ANSWERS),
)
  .option('--json', 'one JSON object a line')
  .action(runs(() => import('./commands/extract.ts')))

llm(
  command(
    'judge',
    'judge pairs of sentences: {"id","premise","hypothesis"} a line on standard input',
    'hearsay judge --json < pairs.jsonl',
  )
    .option(...JUDGE)
    .option(...ANSWERS),
)
  .option('--json', 'one JSON object a line')
  .action(runs(() => import('./commands/judge.ts')))

command(
  'eval <what> <data>',
  'measure a stage: "attribution" against brat annotations (a folder with text/ and attributions/), "speakers" against pronouns of the GAP corpus (a folder with gap-validation.tsv), "relays" against labelled passages (a file), "stance" against CommitmentBank (a .csv file), "relations", "claims" and "candidates" against labelled pairs of sentences (a folder)',
  'hearsay eval attribution polnear/data/dev',
)
  .option('--set <name>', 'of relations, claims, candidates: only this set of pairs; may be given again', collect, [])
  .option('--judge <which>', 'for relations, claims: local, or model:WHERE, a model in a folder or on the hub')
  .option('--json', 'one JSON object')
  .action(runs(() => import('./commands/eval.ts')))

/** `hearsay … | head` closes the pipe early, which ends the run in peace; a full disk behind `>` is a fault. */
function endAtBrokenOutput(error: NodeJS.ErrnoException): never {
  if (error.code === 'EPIPE') process.exit()
  console.error(`hearsay: output failed: ${error.code ?? error.message}. Free the disk or name another file.`)
  process.exit(1)
}
process.stdout.on('error', endAtBrokenOutput)
process.stderr.on('error', () => process.exit(1))

try {
  await program.parseAsync()
} catch (error) {
  process.exitCode = codeOf(error)
}

/** Says what went wrong, in one line where hearsay refused on purpose, and gives the exit code. */
function codeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  if (error instanceof HearsayError) {
    console.error(`hearsay: ${error.message}`)
    return error.isUsage ? 2 : 1
  }
  // What the system refuses (a port below 1024, no more files) is no bug of hearsay's: one line will do.
  if (error instanceof Error && 'syscall' in error) console.error(`hearsay: ${error.message}`)
  else console.error(error)
  return 1
}
