import { HearsayError, showValue } from '../../src/model/error.ts'
import type { Case } from '../../src/model/records.ts'
import type { Analyses } from '../snapshot.ts'
import type { Answer, Finding } from './answer.ts'
import { admissions } from './admissions.ts'
import { certainty } from './certainty.ts'
import { changes } from './changes.ts'
import { circular } from './circular.ts'
import { confirmations } from './confirmations.ts'
import { cores } from './cores.ts'
import { disputes, opponentsOf } from './disputes.ts'
import { copies } from './copies.ts'
import { type Copy, findCopies } from './find-copies.ts'
import { keep, type Kept } from './kept.ts'
import { knockOuts, restsOn } from './knock-out.ts'
import { originFindings, originsOf, sayOrigins } from './origins.ts'
import { NO_PRINCIPALS, principalsOf, type Principals } from './principals.ts'
import { quotes } from './quotes.ts'
import { sidesIn } from './sides.ts'
import { type SemanticsName, strength } from './strength.ts'
import { copiesBySource, routesOf, type Routes } from './route.ts'

/** What the analyses of a case share. */
export interface Materials {
  readonly kept: Kept
  readonly principals: Principals
  readonly copies: readonly Copy[]
  readonly routes: Routes
  /** How gradual strength is computed. */
  readonly semantics: SemanticsName
}

/** An analysis by the name it has on the command line. */
interface Analysis {
  readonly name: string
  /** What it answers, as one question. */
  readonly question: string
  /** What it can be asked about. */
  readonly subject: 'claim' | 'actor' | 'claim or actor'
  /** Its answers; of an analysis that does more where it is asked about one record, the id of that. */
  readonly run: (materials: Materials, subject?: string) => readonly Answer<unknown>[]
  /** True where what it finds is shown with the case. */
  readonly isShown?: true
  /** What is shown instead, where that is not every answer. */
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
    name: 'copies',
    question: 'Which sources repeat the text of others?',
    subject: 'actor',
    run: ({ kept, copies: found }) => copies(kept, found),
    isShown: true,
  },
  {
    name: 'circular',
    question: 'Who have a claim from each other, in a circle?',
    subject: 'claim or actor',
    run: ({ kept, principals }) => circular(kept, principals),
    isShown: true,
  },
  {
    name: 'confirmations',
    question: 'Which confirmations come from somebody on whom the claim already rests?',
    subject: 'claim or actor',
    run: (materials) => confirmations(materials.kept, materials.principals, cutOf(materials)),
    isShown: true,
  },
  {
    name: 'admissions',
    question: 'Which admissions are known only through the other side?',
    subject: 'claim or actor',
    run: ({ kept, principals }) => admissions(kept, principals, byDisputes(kept, principals)),
    isShown: true,
  },
  {
    name: 'certainty',
    question: 'Where does a claim become more or less certain on its way?',
    subject: 'claim or actor',
    run: ({ kept }) => certainty(kept),
    isShown: true,
  },
  {
    name: 'quotes',
    question: 'Where do reports of one utterance differ in its words?',
    subject: 'actor',
    run: ({ kept }) => quotes(kept),
    isShown: true,
  },
  {
    name: 'disputes',
    question: 'Who disputes whom, about what, in which words?',
    subject: 'claim or actor',
    run: ({ kept, principals }) => disputes(kept, principals),
  },
  {
    name: 'changes',
    question: 'Where does somebody contradict himself, or change what he says?',
    subject: 'claim or actor',
    run: ({ kept, principals }) => changes(kept, principals),
    isShown: true,
  },
  {
    name: 'cores',
    question: 'Which claims cannot all hold, however few?',
    subject: 'claim or actor',
    run: ({ kept, principals }) => cores(kept, principals),
    // What one relation says alone, the disputes show.
    shows: ({ kept, principals }) =>
      cores(kept, principals).flatMap((core) => (core.answer.steps.length > 1 ? core.finding : [])),
  },
  {
    name: 'knock-out',
    question: 'Without this actor or source, which claims lose their last named origin?',
    subject: 'claim or actor',
    run: ({ routes }) => knockOuts(routes),
  },
  {
    name: 'strength',
    question: 'How strong is a claim among those that support and contradict it, under a named semantics? No verdict.',
    subject: 'claim',
    run: ({ kept, semantics }, claim) => strength(kept, { semantics, ...(claim === undefined ? {} : { claim }) }),
  },
]

/** On whom the named origins of a claim rest without some of its statements. */
const cutOf = ({ routes }: Materials) => {
  const sidesOf = sidesIn(routes)
  return (claim: string, without: ReadonlySet<string>): readonly string[] =>
    restsOn(
      routes,
      sidesOf(claim).asserting.named.filter(({ statement }) => !without.has(statement.id)),
    )
}

/** Who stands against whom in the disputes of a case: looked through when somebody asks. */
function byDisputes(kept: Kept, principals: Principals) {
  let known: ReturnType<typeof opponentsOf> | undefined
  return { get: (side: string) => (known ??= opponentsOf(kept, principals)).get(side) }
}

/** What a person may wish otherwise. */
interface Wishes {
  readonly principals?: boolean
  readonly semantics?: SemanticsName
}

/** Reads a case for its analyses. Without `principals` nobody counts as anybody else. */
export function materialsOf(
  theCase: Case,
  { principals = true, semantics = 'quadratic-energy' }: Wishes = {},
): Materials {
  const kept = keep(theCase)
  const found = findCopies(theCase.sources, theCase.texts)
  const counted = principals ? principalsOf(kept.actors) : NO_PRINCIPALS
  return {
    kept,
    principals: counted,
    copies: found,
    routes: routesOf(kept, counted, copiesBySource(kept, found)),
    semantics,
  }
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
  // Weighing relation by relation is for one claim.
  const [only] = ids
  return run(materials, ids.size === 1 ? only : undefined).filter(({ answer, finding }) =>
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
    findings: ANALYSES.flatMap(
      ({ isShown, run, shows }) => shows?.(materials) ?? (isShown ? run(materials).map(({ finding }) => finding) : []),
    ),
  }
}
