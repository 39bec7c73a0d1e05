import { HearsayError, showValue } from '../../src/model/error.ts'
import type { Case } from '../../src/model/records.ts'
import type { Analyses } from '../snapshot.ts'
import type { Answer, Finding } from './answer.ts'
import { keep, type Kept } from './kept.ts'
import { knockOuts } from './knock-out.ts'
import { originFindings, originsOf, sayOrigins } from './origins.ts'
import { NO_PRINCIPALS, principalsOf } from './principals.ts'
import { routesOf, type Routes } from './route.ts'

/** What the analyses of a case share. */
export interface Materials {
  readonly kept: Kept
  readonly routes: Routes
}

/** An analysis by the name it has on the command line. */
interface Analysis {
  readonly name: string
  /** What it answers, as one question. */
  readonly question: string
  /** What it can be asked about. */
  readonly subject: 'claim' | 'actor' | 'claim or actor'
  readonly run: (materials: Materials, subject?: string) => readonly Answer<unknown>[]
  /** Findings of it that are shown with the case; without it there are none. */
  readonly shows?: (materials: Materials) => readonly Finding[]
}

/** Every analysis, in the order in which its findings are shown. */
export const ANALYSES: readonly Analysis[] = [
  {
    name: 'origins',
    question: 'On how many independent origins does a claim rest, at most?',
    subject: 'claim',
    run: ({ kept, routes }) => sayOrigins(kept, originsOf(routes)),
    shows: ({ kept, routes }) => originFindings(kept, originsOf(routes)),
  },
  {
    name: 'knock-out',
    question: 'Without this actor or source, which claims lose their last named origin?',
    subject: 'claim or actor',
    run: ({ routes }) => knockOuts(routes),
  },
]

/** Reads a case for its analyses. Without `principals` nobody counts as anybody else. */
export function materialsOf(theCase: Case, { principals = true } = {}): Materials {
  const kept = keep(theCase)
  return { kept, routes: routesOf(kept, principals ? principalsOf(kept.actors) : NO_PRINCIPALS, new Map()) }
}

/** The analysis with a name. Throws `unknown-analysis` with the names there are. */
export function analysisNamed(name: string): Analysis {
  const found = ANALYSES.find((one) => one.name === name)
  if (found) return found
  const names = ANALYSES.map((one) => one.name).join(', ')
  throw new HearsayError('unknown-analysis', `There is no analysis named ${showValue(name)}. There are: ${names}.`, {
    isUsage: true,
  })
}

/**
 * The answers of an analysis, or those about a subject: an id, or words of a claim, or part of a name. Throws
 * `unknown-subject` where nothing in the case is called so.
 */
export function ask(materials: Materials, { run, subject }: Analysis, wanted?: string): readonly Answer<unknown>[] {
  if (wanted === undefined) return run(materials)
  const { claims, actors, sources } = materials.kept
  const says = (text: string) => text.toLowerCase().includes(wanted.toLowerCase())
  const ids = new Set([
    ...(subject === 'actor' ? [] : [...claims.values()].filter(({ id, text }) => id === wanted || says(text))).map(
      ({ id }) => id,
    ),
    ...(subject === 'claim'
      ? []
      : [...actors.values()].filter(({ id, name, aliases }) => id === wanted || [name, ...aliases].some(says))
    ).map(({ id }) => id),
    ...(sources.has(wanted) ? [wanted] : []),
  ])
  if (ids.size === 0)
    throw new HearsayError(
      'unknown-subject',
      `No ${subject} in this case is called ${showValue(wanted)}. Give an id, words of a claim or part of a name; \`hearsay query CASE "MATCH (c:Claim) RETURN c.id, c.text"\` lists claims.`,
      { isUsage: true },
    )
  return run(materials, wanted).filter(({ answer, finding }) =>
    [...finding.claims, ...finding.actors, idIn(answer)].some((id) => ids.has(id)),
  )
}

const idIn = (answer: unknown): string =>
  typeof answer === 'object' && answer !== null && 'id' in answer ? String(answer.id) : ''

/** What is shown with a case: the origins of every claim, and the findings of every analysis that needs no wish. */
export function analyse(theCase: Case): Analyses {
  const materials = materialsOf(theCase)
  return {
    origins: originsOf(materials.routes),
    findings: ANALYSES.flatMap(({ shows }) => shows?.(materials) ?? []),
  }
}
