import { byId, relationId } from '../model/id.ts'
import type { Claim, Relation, Stance, Statement } from '../model/records.ts'
import { block } from './block.ts'
import { judgeBothWays } from './both-ways.ts'
import { evidenceIn } from './evidence.ts'
import type { Judge, Judgement } from './judge.ts'

/** What `relate` reads: claims, and the statements behind them for the deciding words. */
export interface Claims {
  readonly claims: readonly Claim[]
  readonly stances: readonly Stance[]
  readonly statements: readonly Statement[]
}

/**
 * Judges every proposed pair both ways. A contradiction is kept where both directions agree on it, an entailment in its
 * direction, and nothing where the judge abstains. Beside these stand the reasons that a statement itself gives. Sorted by id.
 */
export async function relate(
  { claims, stances, statements }: Claims,
  judge: Judge,
  onProgress: (done: number, total: number) => void = () => {},
): Promise<Relation[]> {
  const wordsOf = findWords(stances, statements)
  const relations: Relation[] = []
  const make = (type: Relation['type'], from: Claim, to: Claim, { score, reason, kind, deciding }: Judgement) => {
    if (kind === null) return
    const spans = [from, to].flatMap((claim) => wordsOf(claim, deciding))
    const id = relationId(type, from.id, to.id)
    const { method } = judge
    relations.push({ id, type, from: from.id, to: to.id, kind, score, reason, spans, method, status: 'proposed' })
  }
  const pairs = block(claims)
  for await (const { pair, forward, backward } of judgeBothWays(judge, pairs, onProgress)) {
    const [a, b] = pair
    if (forward.label === 'contradiction' && backward.label === 'contradiction') make('contradicts', a, b, forward)
    if (forward.label === 'entailment') make('supports', a, b, forward)
    if (backward.label === 'entailment') make('supports', b, a, backward)
  }
  // What a statement says itself outweighs what a judge finds between the same two claims.
  const stated = evidenceIn(claims, stances, statements)
  const ids = new Set(stated.map(({ id }) => id))
  return [...stated, ...relations.filter(({ id }) => !ids.has(id))].toSorted(byId)
}

/** Looks deciding words up in the content of the first statement behind a claim that has them, as whole words. */
function findWords(stances: readonly Stance[], statements: readonly Statement[]) {
  const statementById = new Map(statements.map((statement) => [statement.id, statement]))
  const firstOf = new Map<string, Statement>()
  for (const { claim, statement } of stances) {
    const found = statementById.get(statement)
    // The first one is all that is asked for.
    if (found && !firstOf.has(claim)) firstOf.set(claim, found)
  }
  return (claim: Claim, words: readonly string[]): Relation['spans'][number][] => {
    const statement = firstOf.get(claim.id)
    return words.flatMap((word) => {
      for (const span of statement?.contentSpans ?? []) {
        const at = wholeWordAt(span.exact, word)
        if (statement && at >= 0) {
          const start = span.start + at
          return [{ source: statement.source, start, end: start + word.length, exact: word }]
        }
      }
      return []
    })
  }
}

function wholeWordAt(text: string, word: string): number {
  const isInner = (char: string) => /[\p{L}\p{N}]/u.test(char)
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    // "n't" stands inside a word by nature.
    const isWhole = !isInner(text.charAt(at - 1)) || /^n['’]t$/.test(word)
    if (isWhole && !isInner(text.charAt(at + word.length))) return at
  }
  return -1
}
