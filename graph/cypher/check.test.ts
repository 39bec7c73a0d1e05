import { describe, expect, it, test } from 'vitest'
import { listNamedQueries } from '../named-queries.ts'
import { checkQuery } from './check.ts'
import { HOSTILE } from './hostile.fixture.ts'

const kindOf = (query: string) => checkQuery(query).problem?.kind ?? 'reads'

describe('queries that only read', () => {
  test.each([
    'MATCH (n) RETURN n',
    'match (n:Claim) where n.text contains "x" return n limit 10;',
    'RETURN "CREATE (n) DELETE n" AS x',
    'RETURN \'it\\\'s SET\' AS x, "say \\"MERGE\\"" AS y',
    'RETURN "// no comment" AS x, "/* nor */" AS y',
    'MATCH (n) /* CREATE (m) */ RETURN n // DELETE n',
    'RETURN "\\u0043REATE" AS x',
    'MATCH (n:Claim) RETURN n.text AS `create`',
    'MATCH (n) RETURN $create AS x',
    'MATCH (c:Claim) WITH c ORDER BY c.id DESC SKIP 2 LIMIT 3 RETURN collect(c.id) AS ids',
    'UNWIND [1, 2] AS x WITH x WHERE x > 1 RETURN CASE x WHEN 2 THEN "two" ELSE null END AS word',
    'MATCH (a:Actor) OPTIONAL MATCH (a)-[:MADE]->(s:Statement) RETURN a, count(s) AS n',
    'MATCH (c:Claim) WHERE EXISTS { MATCH (c)<-[:DENIES]-() } RETURN c',
    'MATCH (c:Claim) WHERE EXISTS { (c)<-[:DENIES]-() } RETURN c',
    'MATCH (c:Claim) CALL (c) { MATCH (c)<-[:ASSERTS]-(s) RETURN count(s) AS n } RETURN c.text, n',
    'CALL { MATCH (n) RETURN n UNION ALL MATCH (m) RETURN m AS n } RETURN n',
    'MATCH (n:Claim) RETURN n {.id, .text, words: size(n.text)} AS x',
    'WITH 1 AS a, 2 AS b RETURN {a: a, b: [x IN range(a, b) | x * 2]} AS m',
    'WITH 1 AS a MATCH (n:Claim) RETURN n {a, .id} AS x',
    'RETURN date("2025-01-01") AS d, duration.between(date("2025-01-01"), date()) AS e, point.distance(null, null) AS f',
    'RETURN 1.5e3 + .5 AS x, 0xff AS y, [1, 2, 3][0..2] AS z',
    'MATCH p = shortestPath((a:Claim)-[:SUPPORTS*..5]-(b:Claim)) RETURN length(p) AS n',
    'MATCH (a)-[r:SUPPORTS|CONTRADICTS]-(b) WHERE NOT r.status = "rejected" RETURN *',
    'MATCH (a) WHERE a:Claim OR a:Actor RETURN a',
    'MATCH (n)\r\nRETURN n',
    'RETURN reduce(s = 0, x IN [1, 2] | s + x) AS x, all(x IN [1] WHERE x > 0) AS y',
    'MATCH (s:Statement) WHERE s.start > 3 RETURN s.start AS start, s.end AS end',
    'RETURN "é中😀" AS größe',
    'WITH * MATCH (n) RETURN *',
    'RETURN DISTINCT 1 AS x UNION RETURN 2 AS x',
  ])('%s', (query) => {
    expect(checkQuery(query)).toEqual({ problem: null, warnings: [] })
  })

  it('are all named queries', () => {
    for (const { name, cypher } of listNamedQueries())
      expect([name, checkQuery(cypher)]).toEqual([name, { problem: null, warnings: [] }])
  })
})

describe('queries that are refused', () => {
  test.each(HOSTILE.filter(({ expected }) => expected === 'refused'))('$kind: $query', ({ query }) => {
    expect(['refused', 'invalid']).toContain(kindOf(query))
  })

  it('when they are longer than anybody writes, and none takes long', () => {
    expect(kindOf(`RETURN ${'1+'.repeat(30_000)}1 AS x`)).toBe('refused')
    for (const piece of ['(', '`', '/*', '//\n', "'\\'", 'a.', 'n:', '{a:', '[x IN ', '$', '"', '\\u0041', '-[', '9'])
      expect(checkQuery(`MATCH (n) RETURN ${piece.repeat(40_000 / piece.length)}`)).toBeDefined()
  })
})

describe('the place of what is wrong', () => {
  test.each([
    [
      'MATCH (n)\n  DELETE n',
      'DELETE changes a graph, and a query only reads. As a name the word would stand between backticks.',
      2,
      3,
      6,
      null,
    ],
    [
      'RETURN "😀é", 1 AS x CREATE (n)',
      'CREATE changes a graph, and a query only reads. As a name the word would stand between backticks.',
      1,
      21,
      6,
      null,
    ],
    ['MATCH (n) RETRUN n', 'RETRUN cannot follow ).', 1, 11, 6, 'RETURN'],
    ['MACH (n) RETURN n', 'A clause begins here, and MACH is none that reads.', 1, 1, 4, 'MATCH'],
    ['CALL db.labels()', 'Procedures do not run here: CALL takes a subquery in braces.', 1, 6, 2, null],
    ['RETURN "a', 'This string has no end. Close it with ".', 1, 8, 1, null],
    [
      'MATCH (c:Claim)\nMATCH (c)-[:CONTRADICT]-(d:Claim)\nRETURN c',
      'No relationship type CONTRADICT in this case.',
      2,
      13,
      10,
      'CONTRADICTS',
    ],
    ['MATCH (c:claim) RETURN c', 'No label claim in this case.', 1, 10, 5, 'Claim'],
    ['MATCH (c:Claim)-[:SUPPORTS|:DENYS]-(d) RETURN c', 'No relationship type DENYS in this case.', 1, 29, 5, 'DENIES'],
    ['MATCH (c) WHERE c:Clam RETURN c', 'No label or relationship type Clam in this case.', 1, 19, 4, 'Claim'],
    ['MATCH (c:Zebra) RETURN c', 'No label Zebra in this case.', 1, 10, 5, null],
  ])('%s', (query, message, line, column, length, hint) => {
    expect(checkQuery(query).problem).toMatchObject({ message, line, column, length, hint })
  })
})

describe('properties', () => {
  test.each([
    ['MATCH (s:Statement) RETURN s.text', 'Statement has no property text: it is null everywhere.', null],
    ['MATCH (c:Claim) WHERE c.txt = "a" RETURN c', 'Claim has no property txt: it is null everywhere.', 'text'],
    ['MATCH ()-[r:SUPPORTS]->() RETURN r.kinds', 'SUPPORTS has no property kinds: it is null everywhere.', 'kind'],
    ['MATCH (n) RETURN n.zebra', 'No node has a property zebra: it is null everywhere.', null],
  ])('%s', (query, message, hint) => {
    expect(checkQuery(query)).toMatchObject({ problem: null, warnings: [{ message, hint }] })
  })

  test.each([
    'MATCH (c:Claim) WITH {zebra: 1} AS c RETURN c.zebra AS x',
    'MATCH (c:Claim) RETURN [c IN [{zebra: 1}] | c.zebra] AS x',
    'MATCH (s:Statement) MATCH (s:Claim) RETURN s.text',
    'RETURN $p.zebra AS x',
    'MATCH (c:Claim) RETURN c.caseKey, c.id, c.text, c.method, c.status',
  ])('are not doubted where they may be right: %s', (query) => {
    expect(checkQuery(query)).toEqual({ problem: null, warnings: [] })
  })
})
