import { describe, expect, it, test } from 'vitest'
import { PORTABLE } from '../../differential.fixture.ts'
import { listNamedQueries } from '../../named-queries.ts'
import { checkQuery } from '../check.ts'
import { findDepartures } from './departures.ts'
import { RULES } from './rules.ts'

const messages = (query: string, parameters = {}) =>
  findDepartures(query, parameters).map(({ problem }) => problem.message)

test.each(RULES)('$example', ({ example, instead, message, kind }) => {
  expect(messages(example)).toContain(message)
  expect(messages(instead)).toEqual([])
  expect(checkQuery(instead)).toEqual({ problem: null, warnings: [] })
  expect(checkQuery(example).problem).toBeNull()
  expect([kind, message]).toEqual([
    expect.stringMatching(/^(?:wrong|refused|elsewhere|loose)$/),
    expect.stringMatching(/\.$/),
  ])
})

it('has nothing against the portable and the named queries', () => {
  const all = [...Object.values(PORTABLE).flat(), ...listNamedQueries().map(({ cypher }) => cypher)]
  expect(all.filter((query) => messages(query).length > 0)).toEqual([])
  expect(all.filter((query) => checkQuery(query).problem)).toEqual([])
})

/** Statements from a CALL that may give more of them than the embedded engine keeps. */
const MANY = 'CALL () { MATCH (s:Statement) RETURN s }'

/** What the beginning of the one message says. */
describe('other forms', () => {
  test.each([
    ['RETURN stDevP(1.0) AS x', 'The deviation'],
    [
      'MATCH (a:Actor) OPTIONAL MATCH (a)-[:MADE]->(s) WHERE s.score > 0 AND (s)-[:DENIES]->() RETURN a, s',
      'A pattern, EXISTS',
    ],
    [
      'MATCH (a:Actor) OPTIONAL MATCH (a)-[:MADE]->(s) WHERE COUNT { (s)-[:ASSERTS]->() } > 1 RETURN a, s',
      'A pattern, EXISTS',
    ],
    ['MATCH (a:Actor) WITH count(*) AS a, a AS b RETURN a, b', 'An aggregate takes'],
    ['MATCH (a:Actor) RETURN a AS b, max(a.id) AS a', 'An aggregate takes'],
    ['RETURN "1" = 1 AS x', 'A number equals'],
    ['RETURN 10 > "9" AS x', 'A number equals'],
    ['RETURN [1] = ["1"] AS x', 'A number equals'],
    ['UNWIND [1, "1"] AS x RETURN x', 'A number equals'],
    ['UNWIND [1, 2] AS x UNWIND ["1", "3"] AS y WITH x, y WHERE x = y RETURN x, y', 'A number equals'],
    ['MATCH (s:Statement {start: "3"}) RETURN s', 'A number equals'],
    ['MATCH (s:Statement) WHERE "3" <= s.start RETURN s', 'A number equals'],
    ['MATCH (s:Statement) WHERE s.saidAt > 2024 RETURN s', 'A number equals'],
    ['MATCH (s:Statement) RETURN CASE s.start WHEN "1" THEN 1 END AS x', 'A number equals'],
    ['MATCH (s:Statement) WITH size(s.exact) AS n WHERE n = "3" RETURN n', 'A number equals'],
    ['RETURN [1, 2] < [1, 3] AS x', 'Lists and booleans'],
    ['RETURN true > false AS x', 'Lists and booleans'],
    ['RETURN 1 + "a" AS x', 'A number + a text'],
    ['RETURN "a" + 1.0 AS x', 'The two write fractions'],
    ['RETURN toString(1e21) AS x', 'The two write fractions'],
    ['RETURN 0 + [1, 2] AS x', 'A list + one item'],
    ['MATCH (a:Actor) RETURN a.aliases + a.name AS x', 'A list + one item'],
    ['MATCH (a:Actor) WITH a ORDER BY a.id WITH collect(a) AS xs, 1 AS n RETURN xs + n AS x', 'A list + one item'],
    ['MATCH p = (s:Statement)-[:RELAYED_BY*2..3]->() RETURN nodes(p)[1..-1] AS x', 'A negative bound'],
    ['RETURN all(x IN [1, null] WHERE x > 0) AS x', 'any(), all()'],
    ['MATCH (s:Statement) RETURN any(x IN [1] WHERE x > null) AS x', 'any(), all()'],
    ['RETURN [1] = [1, null] AS x', 'Lists with a null'],
    ['RETURN null IN [] AS x', 'null IN []'],
    ['RETURN "É" =~ "(?i)é" AS x', 'In patterns'],
    ['RETURN date("20240309") AS x', 'date() of part'],
    ['MATCH (s:Statement) RETURN date(s.saidAt) AS x', 'date() of part'],
    ['RETURN date({date: date("2024-03-09"), day: 1}) AS x', 'date() of part'],
    ['RETURN localdatetime("2024-05-17T10:20:30") AS x', 'Times differ'],
    ['RETURN duration.between(date("2024-01-15"), date("2025-03-20")) AS x', 'The embedded engine has no parts'],
    ['MATCH (n {id: "x"}) WHERE n:Actor|Source RETURN n', 'The embedded engine knows no |'],
    ['MATCH (n:!Claim) RETURN n', 'The embedded engine knows no |'],
    ['MATCH (s)-[r:!ASSERTS]->(x) RETURN r', 'The embedded engine knows no |'],
    ['MATCH (s:Statement)-[:RELAYED_BY]->+(t) RETURN t', 'The embedded engine repeats'],
    ['MATCH (a:Actor) WHERE EXISTS { MATCH (a)-[:MADE]->(s) RETURN s } RETURN a', 'EXISTS { … }'],
    ['MATCH (c:Claim) RETURN [x IN collect(c.id) WHERE x > "a"] AS x', 'The embedded engine takes no aggregate'],
    ['MATCH (c:Claim) RETURN collect(c.id)[..2] AS x', 'The embedded engine takes no aggregate'],
    ['MATCH (s:Claim) RETURN [p = (s)-[:SUPPORTS*1..2]->(t) | length(p)] AS x', 'The embedded engine takes a pattern'],
    ['MATCH (c:Claim) RETURN c LIMIT 3', 'Without ORDER BY'],
    [`${MANY} WITH DISTINCT s RETURN s.id AS id`, 'Of the rows'],
    [`${MANY} WITH s AS t WHERE EXISTS { (t)-[:DENIES]->() } WITH t RETURN DISTINCT t.id AS id`, 'Of the rows'],
    ['MATCH (a:Actor) CALL (a) { MATCH (a)-[:MADE]->(s) RETURN s LIMIT 3000 } RETURN DISTINCT s', 'Of the rows'],
    ['CALL { MATCH (s:Statement) WITH s, count(*) AS n RETURN s, n } RETURN DISTINCT s', 'Of the rows'],
    ['CALL () { MATCH (s:Claim) RETURN s UNION MATCH (s:Actor) RETURN s } RETURN DISTINCT s', 'Of the rows'],
    [`CALL () { ${MANY} RETURN DISTINCT s } RETURN count(s) AS n`, 'Of the rows'],
    [`${MANY} RETURN s UNION RETURN 0 AS s`, 'Of the rows'],
    [`RETURN 0 AS s UNION ${MANY} RETURN s UNION ALL RETURN 1 AS s`, 'Of the rows'],
  ])('%s', (query, beginning) => {
    expect(messages(query)).toContainEqual(expect.stringContaining(beginning))
  })

  test.each([
    'MATCH (n) WHERE n:Claim RETURN [x IN labels(n) WHERE x = "Claim" | x] AS xs',
    'MATCH (a)-[r:ASSERTS|DENIES]->(b) RETURN r',
    'RETURN {a: 1, b: [2, "x"]} AS m, [x IN [] | x] AS none',
    'MATCH (s:Statement) WHERE s.start > 3 AND s.status = "accepted" RETURN s.end - s.start AS n',
    'MATCH (x:Source)-[r:SHARES_TEXT]->() UNWIND range(0, size(r.spans) - 4, 4) AS i RETURN r.spans[i] + 1 AS a, r.spans[i + 1] AS b',
    'MATCH (a:Actor) OPTIONAL MATCH (a)-[:MADE]->(s) WITH a, s WHERE NOT (s)-[:DENIES]->() RETURN a, s',
    'MATCH (a:Actor) WHERE any(x IN a.aliases WHERE x = "") RETURN a',
    'MATCH (s:Statement) RETURN all(x IN [s] WHERE coalesce(x.saidAt, "") > "2024") AS x',
    'MATCH (a:Actor) CALL (a) { MATCH (a)-[:MADE]->(s) RETURN count(s) AS n, a AS b } RETURN n, b',
    'MATCH (c:Claim) WITH c ORDER BY c.id LIMIT 3 RETURN collect(c.id) AS ids',
    'RETURN "sum(x)", "LIMIT" AS `collect(`',
    `${MANY} WITH s ORDER BY s.id RETURN DISTINCT s`,
    `${MANY} RETURN DISTINCT s.status AS status, count(s) AS n`,
    `${MANY} WITH s, count(*) AS n RETURN DISTINCT s`,
    `${MANY} RETURN count(DISTINCT s) AS n`,
    `${MANY} MATCH (s)-[:APPEARS_IN]->(o) RETURN DISTINCT o`,
    `${MANY} UNWIND [s.start, s.end] AS at RETURN DISTINCT at`,
    `${MANY} CALL (s) { RETURN s.id AS id } RETURN DISTINCT id`,
    `${MANY} RETURN s UNION ALL ${MANY} RETURN s`,
    'MATCH (a:Actor) CALL (a) { MATCH (a)-[:MADE]->(s) RETURN count(s) AS n, min(s.start) AS at } RETURN DISTINCT n, at',
    'MATCH (a:Actor) CALL (a) { MATCH (a)-[:MADE]->(s) WITH count(s) AS n RETURN n > 3 AS isMuch } RETURN DISTINCT isMuch',
    'MATCH (a:Actor) CALL (a) { MATCH (a)-[:MADE]->(s) RETURN s ORDER BY s.id LIMIT 9 } RETURN DISTINCT s',
    'MATCH (s:Statement) WHERE s.exact STARTS WITH "a" RETURN DISTINCT s.id AS id UNION MATCH (s:Claim) RETURN s.id AS id',
  ])('lets %s be', (query) => {
    expect(messages(query)).toEqual([])
  })
})

it('looks at the values of parameters', () => {
  const query = 'MATCH (s:Statement) WHERE s.start = $start OR s.end IN $ends RETURN s.id AS id'
  expect(messages(query, { start: 3, ends: [4] })).toEqual([])
  expect(messages(query, { start: '3', ends: [4] })).toHaveLength(1)
  expect(messages(query, { start: 3, ends: ['4'] })).toHaveLength(1)
})

it('says where, in the order of the query, each rule once', () => {
  const query =
    'MATCH (s:Statement)\nRETURN avg(s.start) AS a,\n  sum(s.end) AS "é", sum(s.start)[1..-1] AS c'.replaceAll('"', '`')
  expect(
    findDepartures(query).map(({ kind, problem: { line, column, length } }) => [kind, line, column, length]),
  ).toEqual([
    ['loose', 2, 8, 3],
    ['wrong', 3, 3, 3],
    ['refused', 3, 22, 3],
    ['wrong', 3, 34, 1],
  ])
})

it('comes to an end with whatever is written, and says nothing of what is no Cypher', () => {
  expect(findDepartures('RETURN "')).toEqual([])
  for (const piece of [
    '(',
    ')',
    '[',
    ']',
    '{',
    '}',
    'sum(',
    'x IN [',
    '=',
    '+',
    '[..-',
    'WHERE ',
    'AS x ',
    'round(-',
    'LIMIT ',
    '{a,',
    '[1,',
    'any(x IN y.saidAt ',
    'WITH DISTINCT x ',
    'CALL { RETURN DISTINCT ',
  ])
    expect(findDepartures(`MATCH (n) RETURN ${piece.repeat(45_000 / piece.length)}`)).toBeInstanceOf(Array)
})
