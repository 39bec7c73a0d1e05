import { byId, relationId } from '../model/id.ts'
import type { Claim, Relation, Stance, Statement, Utterance } from '../model/records.ts'
import { block } from './block.ts'
import { judgeBothWays } from './both-ways.ts'
import { contrasts } from './contrast.ts'
import { evidenceIn } from './evidence.ts'
import { weaker, type Judge, type Judgement } from './judge.ts'

/** What `relate` reads: claims, the statements behind them for the deciding words, and which of these report one utterance. */
export interface Claims {
  readonly claims: readonly Claim[]
  readonly stances: readonly Stance[]
  readonly statements: readonly Statement[]
  readonly utterances: readonly Utterance[]
  /** Texts of the sources by id. */
  readonly texts: ReadonlyMap<string, string>
}

/**
 * Judges every proposed pair both ways. A contradiction is kept where both directions agree on it, with the judgement of the lower
 * score, an entailment in its direction, and nothing where the judge abstains. Between two wordings of one utterance there is no relation: one voice
 * neither contradicts nor backs itself by being reported twice. Beside these stand the reasons that a statement itself gives
 * (evidence.ts) and the rival causes that a text sets against each other (contrast.ts). Sorted by id.
 */
export async function relate(
  { claims, stances, statements, utterances, texts }: Claims,
  judge: Judge,
  onProgress: (done: number, total: number) => void = () => {},
): Promise<Relation[]> {
  const wordsOf = findWords(stances, statements)
  const areOneVoice = oneVoice(stances, utterances)
  const relations: Relation[] = []
  const make = (type: Relation['type'], from: Claim, to: Claim, { score, reason, kind, deciding }: Judgement) => {
    if (kind === null || areOneVoice(from, to)) return
    const spans = [from, to].flatMap((claim) => wordsOf(claim, deciding))
    const id = relationId(type, from.id, to.id)
    const { method } = judge
    relations.push({ id, type, from: from.id, to: to.id, kind, score, reason, spans, method, status: 'proposed' })
  }
  const pairs = block(claims, judge.pairsPerClaim)
  for await (const { pair, forward, backward } of judgeBothWays(judge, pairs, onProgress)) {
    const [a, b] = pair
    if (forward.label === 'contradiction' && backward.label === 'contradiction')
      make('contradicts', a, b, weaker(forward, backward))
    if (forward.label === 'entailment') make('supports', a, b, forward)
    if (backward.label === 'entailment') make('supports', b, a, backward)
  }
  // What a text says itself outweighs what a judge finds between the same two claims.
  const stated = [...evidenceIn(claims, stances, statements), ...contrasts(claims, stances, statements, texts)]
  const all = new Map([...relations, ...stated].map((relation) => [relation.id, relation]))
  return [...all.values()].toSorted(byId)
}

/** True for two claims that stand on one and the same act of speaking, and on nothing else. */
function oneVoice(stances: readonly Stance[], utterances: readonly Utterance[]): (a: Claim, b: Claim) => boolean {
  const utteranceOf = new Map(utterances.flatMap(({ id, statements }) => statements.map((one) => [one, id])))
  const voicesOf = new Map<string, Set<string>>()
  for (const { claim, statement } of stances) {
    const voice = utteranceOf.get(statement) ?? statement
    const voices = voicesOf.get(claim)
    if (voices) voices.add(voice)
    else voicesOf.set(claim, new Set([voice]))
  }
  return (a, b) => {
    const [one, other] = [voicesOf.get(a.id), voicesOf.get(b.id)]
    if (one?.size !== 1 || other?.size !== 1) return false
    const [voice = ''] = one
    return other.has(voice)
  }
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
