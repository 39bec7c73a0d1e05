import { nearest } from './near.ts'
import { problemAt, type Problem } from './problem.ts'
import type { Token } from './tokens.ts'

const words = (text: string) => new Set(text.split(' '))

/** Where a clause may begin: at the start, after UNION, and in a subquery. */
const CLAUSES = words('MATCH OPTIONAL UNWIND WITH RETURN CALL')

/** Every word of the language that reads; only these can follow a value. */
const READING = words(
  'MATCH OPTIONAL UNWIND WITH RETURN CALL WHERE ORDER BY SKIP OFFSET LIMIT UNION ALL DISTINCT AS ASC ASCENDING DESC ' +
    'DESCENDING AND OR XOR NOT IN IS STARTS ENDS CONTAINS CASE WHEN THEN ELSE END NULL TRUE FALSE',
)

/** Words of the language that are values, or end one. */
const VALUES = words('NULL TRUE FALSE END ASC ASCENDING DESC DESCENDING')

/** Words of clauses that write or reach out. As names they stand between backticks. */
const WRITING = words(
  'CREATE MERGE SET DELETE DETACH NODETACH REMOVE DROP FOREACH INSERT ALTER GRANT REVOKE DENY LOAD CONCURRENT TRANSACTIONS',
)

/** Words at the start of something that is no reading query. */
const COMMANDS = words(
  'USE SHOW START STOP BEGIN COMMIT ROLLBACK TERMINATE COPY EXPORT IMPORT ATTACH INSTALL SESSION USING RENAME EXPLAIN ' +
    'PROFILE CYPHER DRYRUN ENABLE DEALLOCATE',
)

/** The only functions with a dot in their name that neither write nor reach out. */
const NAMESPACES = words('DATE TIME DATETIME LOCALTIME LOCALDATETIME DURATION POINT')

/** How a store might fold letters: a word that is a keyword to any of them is one here. */
const fold = (text: string) => text.normalize('NFKC').toUpperCase()

/**
 * What makes a query more than a question to the graph: a clause that writes, a file or an address, a procedure, a transaction,
 * a second statement. Null for one that only reads. After a value, only words that read may follow, and a clause begins only
 * where one can; so a word that this list does not know is refused, not let through.
 */
export function guard(query: string, tokens: readonly Token[]): Problem | null {
  const { length } = tokens.slice(0, tokens.findLastIndex(({ text }) => text !== ';') + 1)
  if (length === 0) return problemAt(query, { at: 0, text: '' }, { kind: 'invalid', message: 'There is no query.' })
  for (let i = 0; i < length; i++) {
    const problem = tokens[i]?.kind === 'word' ? checkWord(query, tokens, i) : checkOther(query, tokens, i)
    if (problem) return problem
  }
  return null
}

function checkOther(query: string, tokens: readonly Token[], i: number): Problem | null {
  const token = tokens[i]
  if (!token) return null
  if (token.text === ';')
    return problemAt(query, token, { kind: 'refused', message: 'One query at a time: a second one begins after this.' })
  if (token.text === '.' && tokens[i - 1]?.kind === 'number')
    return problemAt(query, token, { kind: 'invalid', message: 'Digits belong after this point.' })
  if (i === 0)
    return problemAt(query, token, { kind: 'invalid', message: 'A query begins with MATCH or another clause.' })
  return null
}

function checkWord(query: string, tokens: readonly Token[], i: number): Problem | null {
  const token = tokens[i]
  if (!token) return null
  const [before, after] = [tokens[i - 1], tokens[i + 1]]
  const word = fold(token.text)
  if (WRITING.has(word)) return refuse(query, token, word)
  if (before?.text === '.') return checkCall(query, tokens, i)
  if (word === 'CALL') return checkSubquery(query, tokens, i)
  const isKey = (before?.text === '{' || before?.text === ',') && after?.text === ':'
  if (isKey || before?.text === ':') return null
  const wrong = (message: string) =>
    problemAt(query, token, { kind: 'invalid', message, hint: nearest(token.text, READING) })
  if (beginsClause(tokens, i)) {
    if (COMMANDS.has(word)) return refuse(query, token, word)
    if (!CLAUSES.has(word)) return wrong(`A clause begins here, and ${token.text} is none that reads.`)
  } else if (before && isValue(tokens, i - 1) && !READING.has(word))
    return wrong(`${token.text} cannot follow ${before.text.length > 30 ? 'this' : before.text}.`)
  return null
}

/** True where the grammar wants a clause: nothing else than one of them may stand there. */
function beginsClause(tokens: readonly Token[], i: number): boolean {
  const before = tokens[i - 1]
  if (!before) return true
  if (before.kind === 'word' && tokens[i - 2]?.text !== '.') {
    const word = fold(before.text)
    if (word === 'UNION') return !['ALL', 'DISTINCT'].includes(fold(tokens[i]?.text ?? ''))
    const union = tokens[i - 2]
    return (word === 'ALL' || word === 'DISTINCT') && union?.kind === 'word' && fold(union.text) === 'UNION'
  }
  if (before.text !== '{') return false
  // In a map projection a variable may stand alone; in EXISTS {}, a path may have a name.
  const after = tokens[i + 1]?.text
  return after !== ',' && after !== '}' && after !== '='
}

/** True when a value ends with this piece: a name, a literal, a closed bracket. */
function isValue(tokens: readonly Token[], i: number): boolean {
  const token = tokens[i]
  if (!token) return false
  if (token.kind === 'sign') {
    if (token.text === '*') {
      const before = fold(tokens[i - 1]?.text ?? '')
      return before === 'WITH' || before === 'RETURN' || before === 'DISTINCT'
    }
    return token.text === ')' || token.text === ']' || token.text === '}'
  }
  if (token.kind !== 'word' || tokens[i - 1]?.text === '.' || tokens[i - 1]?.text === ':') return true
  const word = fold(token.text)
  return VALUES.has(word) || !READING.has(word)
}

/** A name with dots before a bracket is a function of somebody's: only those of time and place are known to read. */
function checkCall(query: string, tokens: readonly Token[], i: number): Problem | null {
  const token = tokens[i]
  if (!token || tokens[i + 1]?.text !== '(') return null
  let first = i
  while (tokens[first - 1]?.text === '.') first -= 2
  const root = tokens[first]
  if (!root || NAMESPACES.has(fold(root.text))) return null
  const text = query.slice(root.at, token.at + token.text.length)
  return problemAt(
    query,
    { at: root.at, text },
    { kind: 'refused', message: `The function ${text} does not run here.` },
  )
}

function checkSubquery(query: string, tokens: readonly Token[], i: number): Problem | null {
  const next = tokens[i + 1]
  if (!next || next.text === '{' || next.text === '(') return null
  const message = 'Procedures do not run here: CALL takes a subquery in braces.'
  return problemAt(query, next, { kind: 'refused', message })
}

function refuse(query: string, token: Token, word: string): Problem {
  const what =
    word === 'LOAD'
      ? 'LOAD reads files'
      : word === 'TRANSACTIONS' || word === 'CONCURRENT'
        ? 'A query has no transactions of its own'
        : COMMANDS.has(word)
          ? `${word} is a command`
          : `${word} changes a graph`
  return problemAt(query, token, {
    kind: 'refused',
    message: `${what}, and a query only reads. As a name the word would stand between backticks.`,
  })
}
