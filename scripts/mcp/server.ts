import { McpServer } from '@modelcontextprotocol/server'
import { z } from 'zod'
import { ANALYSES } from '../../graph/analyse/analyses.ts'
import { listNamedQueries } from '../../graph/named-queries.ts'
import type { Value } from '../../graph/store.ts'
import { HearsayError } from '../../src/model/error.ts'
import type { CaseAnswers } from './answers.ts'
import { NOTICE, say } from './say.ts'
import { EvidenceAnswer, FindingsAnswer, PassageAnswer, RowsAnswer, SearchAnswer, type AnyAnswer } from './shapes.ts'

const INSTRUCTIONS = `hearsay shows who said what in the sources of one case, through whom, and which claims support or contradict each other. It never says what is true. ${NOTICE} Cite an answer by source, start and end; keep "at most", "on what is loaded" and "not named" when you repeat it.`

/** Nothing that a tool does changes anything, here or elsewhere. */
const READS = { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false } as const

const LONGEST_QUERY = 50_000
const asked = z.string().trim().min(1).max(500)
const most = (size: number, usual: number) =>
  z.number().int().min(1).max(size).default(usual).describe(`how many at most, up to ${size}`)
const Parameter: z.ZodType<Value> = z.union([z.string().max(10_000), z.number(), z.boolean(), z.null()])
const parameters = z.record(z.string().max(100), Parameter).default({})

/** Analyses that are tools by themselves, because they are what most people ask. */
const OWN_TOOLS = ['origins', 'disputes'] as const
const OTHERS = ANALYSES.filter(({ name }) => !OWN_TOOLS.some((own) => own === name))

/** A server of the Model Context Protocol over what a case answers. `answersNow` brings the case as it stands when a tool is called. */
export function makeServer(version: string, answersNow: () => Promise<CaseAnswers>): McpServer {
  const server = new McpServer({ name: 'hearsay', version }, { instructions: INSTRUCTIONS })

  const tool = <Input>(
    name: string,
    description: string,
    inputSchema: z.ZodType<Input>,
    outputSchema: z.ZodType<AnyAnswer>,
    answer: (answers: CaseAnswers, input: Input) => AnyAnswer | Promise<AnyAnswer>,
  ) => {
    const config = { description: `${description} ${NOTICE}`, inputSchema, outputSchema, annotations: READS }
    server.registerTool(name, config, async (input: Input) => {
      try {
        const data = await answer(await answersNow(), input)
        return { structuredContent: { ...data }, content: [{ type: 'text' as const, text: say(data) }] }
      } catch (error) {
        if (!(error instanceof HearsayError)) throw error
        return { isError: true, content: [{ type: 'text' as const, text: `${error.code}: ${error.message}` }] }
      }
    })
  }

  tool(
    'search',
    'Finds claims, statements, actors and sources by words: each word of the query begins a word of what is found.',
    z.object({ words: asked, limit: most(50, 10) }),
    SearchAnswer,
    (answers, { words, limit }) => answers.search(words, limit),
  )
  tool(
    'evidence',
    'Who asserts, denies or questions a claim, in which exact words, where. Give the id of a claim, or some of its words.',
    z.object({ claim: asked, limit: most(20, 5) }),
    EvidenceAnswer,
    (answers, { claim, limit }) => answers.evidence(claim, limit),
  )
  for (const name of OWN_TOOLS) {
    const { question, subject } = ANALYSES.find((one) => one.name === name) ?? { question: '', subject: '' }
    tool(
      name,
      `${question} All of them, or those about one ${subject}: an id, words of a claim or part of a name.`,
      z.object({ about: asked.optional(), limit: most(100, 10) }),
      FindingsAnswer,
      (answers, { about, limit }) => answers.findings(name, about, limit),
    )
  }
  tool(
    'analyse',
    `Answers one of these: ${OTHERS.map(({ name, question, subject }) => `${name} (about a ${subject}): ${question}`).join(' ')}`,
    z.object({
      analysis: z.enum(OTHERS.map(({ name }) => name)),
      about: asked.optional().describe('an id, words of a claim or part of a name; all without it'),
      limit: most(100, 10),
    }),
    FindingsAnswer,
    (answers, { analysis, about, limit }) => answers.findings(analysis, about, limit),
  )
  const queries = listNamedQueries()
  tool(
    'query',
    `Runs a named query over the case: ${queries
      .map(({ name, purpose, parameters }) => {
        const taken = parameters.map(
          (one) => `${one.name}${one.default === undefined ? '' : ' (optional)'}: ${one.meaning}`,
        )
        return `${name}: ${purpose}${taken.length > 0 ? ` Parameters: ${taken.join('; ')}.` : ''}`
      })
      .join(' ')}`,
    z.object({ name: z.enum(queries.map(({ name }) => name)), parameters, limit: most(1_000, 50) }),
    RowsAnswer,
    (answers, { name, parameters, limit }) => answers.query(name, parameters, limit),
  )
  tool(
    'cypher',
    'Runs a Cypher query that only reads over the graph of the case, for at most 5 s. Nodes: Source, Actor, Statement, Claim (id of each); (Actor)-[:MADE]->(Statement)-[:APPEARS_IN]->(Source)-[:PUBLISHED_BY]->(Actor); (Statement)-[:RELAYED_BY]->(Statement); (Statement)-[:ASSERTS|DENIES|QUESTIONS]->(Claim)-[:SUPPORTS|CONTRADICTS]->(Claim). Return ids of statements or claims, and their words stand with the rows.',
    z.object({ query: z.string().min(1).max(LONGEST_QUERY), parameters, limit: most(1_000, 50) }),
    RowsAnswer,
    (answers, { query, parameters, limit }) => answers.cypher(query, parameters, limit),
  )
  tool(
    'passage',
    'Opens the text of a source at a place, to read what stands around a quotation. Places count UTF-16 units.',
    z.object({ source: asked, start: z.number().int().min(0).default(0), end: z.number().int().min(1) }),
    PassageAnswer,
    (answers, { source, start, end }) => answers.passage(source, start, end),
  )
  return server
}
