import type { Case } from '../../src/model/records.ts'
import type { Analyses } from '../snapshot.ts'
import { keep } from './kept.ts'
import { originsOf } from './origins.ts'
import { principalsOf } from './principals.ts'

/** Runs every analysis that needs no wish of a person over a case. */
export function analyse(theCase: Case): Analyses {
  const kept = keep(theCase)
  const tools = { principals: principalsOf(kept.actors), repeats: new Map() }
  return { origins: originsOf(kept, tools), findings: [] }
}
