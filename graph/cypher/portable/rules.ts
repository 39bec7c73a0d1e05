import {
  bareName,
  comparedNulls,
  conditionOnShortest,
  listPlusItem,
  negativeSlice,
  nestedAggregate,
  nullInPattern,
  nothingInList,
  orderOfOthers,
  quantifierOverNulls,
  reusedName,
  textForNumber,
  unordered,
} from './constructs.ts'
import {
  all,
  at,
  behind,
  call,
  clause,
  type Finder,
  fractionLiteral,
  inNode,
  inside,
  not,
  number,
  parameter,
  patternComprehension,
  patternCondition,
  sequence,
  some,
  string,
  within,
} from './finders.ts'
import { lostRows } from './lost-rows.ts'
import { fraction, listed, numeric, text } from './values.ts'

/** Something of Cypher on which the two stores part. */
export interface Rule {
  /**
   * `wrong`: the embedded engine answers, and otherwise than Neo4j. `refused`: the embedded engine refuses. `elsewhere`: Neo4j
   * refuses. `loose`: both are right, and their answers differ in order or in a last digit.
   */
  readonly kind: 'wrong' | 'refused' | 'elsewhere' | 'loose'
  readonly finds: Finder
  /** What differs, and what to write instead, in two sentences. */
  readonly message: string
  /** A query that the rule is about. */
  readonly example: string
  /** What it should say; both stores give the same rows for it. */
  readonly instead: string
}

const STATEMENTS = 'MATCH (s:Statement {caseKey: $caseKey})'
const ACTORS = 'MATCH (a:Actor {caseKey: $caseKey})'
const CLAIMS = 'MATCH (c:Claim {caseKey: $caseKey})'
const SOURCES = 'MATCH (o:Source {caseKey: $caseKey})'

const subquery = sequence('EXISTS/COUNT {')
const wholeDay = string(/^\d{4}-\d{2}-\d{2}$/)

/** Every construct known to differ, as measured on both stores. */
export const RULES: readonly Rule[] = [
  // Aggregates.
  {
    kind: 'wrong',
    finds: all(call('SUM'), not(within(at(-1, call('COALESCE'))))),
    message: 'sum() of nothing is null in the embedded engine and 0 in Neo4j. Write coalesce(sum(…), 0).',
    example: `${ACTORS} OPTIONAL MATCH (a)-[:MADE]->(s:Statement) RETURN a.id AS a, sum(s.start) AS n`,
    instead: `${ACTORS} OPTIONAL MATCH (a)-[:MADE]->(s:Statement) RETURN a.id AS a, coalesce(sum(s.start), 0) AS n`,
  },
  {
    kind: 'loose',
    finds: some(call('AVG'), all(call('SUM'), inside(1, fraction))),
    message:
      'The last digits of an average, and of a sum of fractions, differ. Round: floor(1000000 * avg(…) + 0.5) / 1000000.',
    example: `${STATEMENTS} RETURN avg(s.score) AS x`,
    instead: `${STATEMENTS} RETURN floor(1000000 * toFloat(coalesce(sum(s.start), 0)) / count(s) + 0.5) / 1000000 AS x`,
  },
  {
    kind: 'wrong',
    finds: all(call('STDEV STDEVP'), not(within(at(-1, call('COALESCE'))))),
    message: 'The deviation of one value is null in the embedded engine and 0 in Neo4j. Write coalesce(stDev(…), 0).',
    example: 'UNWIND [3] AS x RETURN stDev(x) AS d',
    instead: 'UNWIND [3] AS x RETURN coalesce(stDev(x), 0) AS d',
  },
  {
    kind: 'wrong',
    finds: call('PERCENTILEDISC'),
    message:
      'percentileDisc() takes another value than in Neo4j. Sort, collect, and take xs[toInteger(ceil(0.9 * size(xs))) - 1].',
    example: `${STATEMENTS} RETURN percentileDisc(s.start, 0.9) AS x`,
    instead: `${STATEMENTS} WITH s.start AS x ORDER BY x WITH collect(x) AS xs RETURN xs[toInteger(ceil(0.9 * size(xs))) - 1] AS x`,
  },
  {
    kind: 'wrong',
    finds: reusedName,
    message:
      'An aggregate takes the name of a variable that is renamed here, and both are null in the embedded engine. Give it a name of its own.',
    example: `${ACTORS}-[:MADE]->(s:Statement) WITH a AS b, count(*) AS a RETURN b.id AS id, a AS n`,
    instead: `${ACTORS}-[:MADE]->(s:Statement) WITH a AS b, count(*) AS n RETURN b.id AS id, n`,
  },
  {
    kind: 'refused',
    finds: nestedAggregate,
    message:
      'The embedded engine takes no aggregate within a list, a map or a bracket. Name it in a WITH of its own, and go on from there.',
    example: `${CLAIMS} RETURN {n: count(*), last: max(c.id)} AS x`,
    instead: `${CLAIMS} WITH count(*) AS n, max(c.id) AS last RETURN {n: n, last: last} AS x`,
  },
  {
    kind: 'wrong',
    finds: some(sequence('COLLECT ( _ {'), sequence('COLLECT ( DISTINCT _ {')),
    message:
      'Of an optional match that finds nothing, the embedded engine collects a map of nulls. Write collect(CASE WHEN s IS NOT NULL THEN s {…} END).',
    example: `${ACTORS} OPTIONAL MATCH (a)-[:MADE]->(s:Statement) WITH a, s ORDER BY s.id RETURN a.id AS a, collect(s {.id}) AS said`,
    instead: `${ACTORS} OPTIONAL MATCH (a)-[:MADE]->(s:Statement) WITH a, s ORDER BY s.id RETURN a.id AS a, collect(CASE WHEN s IS NOT NULL THEN s {.id} END) AS said`,
  },
  // Nulls.
  {
    kind: 'wrong',
    finds: all(
      some(subquery, patternCondition),
      clause('OPTIONAL WHERE'),
      not(within(at(-1, sequence('EXISTS/COUNT')))),
    ),
    message:
      'A pattern, EXISTS or COUNT in the WHERE of an OPTIONAL MATCH loses rows in the embedded engine. Put the pattern into the OPTIONAL MATCH, or collect in CALL (a) { MATCH … WHERE … RETURN collect(…) AS xs }.',
    example: `${ACTORS} OPTIONAL MATCH (a)-[:MADE]->(s:Statement) WHERE EXISTS { (s)-[:DENIES]->() } RETURN DISTINCT a.id AS a, s.id AS s`,
    instead: `${ACTORS} OPTIONAL MATCH (a)-[:MADE]->(s:Statement)-[:DENIES]->() RETURN DISTINCT a.id AS a, s.id AS s`,
  },
  {
    kind: 'wrong',
    finds: nullInPattern,
    message: '{p: null} matches everything in the embedded engine and nothing in Neo4j. Write WHERE n.p IS NULL.',
    example: 'MATCH (o:Source {caseKey: $caseKey, url: null}) RETURN count(o) AS n',
    instead: `${SOURCES} WHERE o.url IS NULL RETURN count(o) AS n`,
  },
  {
    kind: 'wrong',
    finds: quantifierOverNulls,
    message:
      'any(), all(), none() and single() take a null condition for false in the embedded engine. Say first that the value IS NOT NULL.',
    example: `${STATEMENTS} RETURN s.id AS id, none(x IN [s] WHERE x.saidAt > '2024') AS isEarly`,
    instead: `${STATEMENTS} RETURN s.id AS id, none(x IN [s] WHERE x.saidAt IS NOT NULL AND x.saidAt > '2024') AS isEarly`,
  },
  {
    kind: 'wrong',
    finds: nothingInList,
    message: 'null IN [] is null in the embedded engine and false in Neo4j. Write false, or coalesce(x IN xs, false).',
    example: `${SOURCES} WHERE NOT o.url IN [] RETURN o.id AS id`,
    instead: `${SOURCES} WHERE NOT coalesce(o.url IN $none, false) RETURN o.id AS id`,
  },
  {
    kind: 'wrong',
    finds: comparedNulls,
    message:
      'Lists with a null are equal in the embedded engine and neither equal nor unequal in Neo4j. Compare their items one by one.',
    example: `${SOURCES} RETURN o.id AS id, [o.url, 1] = [o.author, 1] AS isSame`,
    instead: `${SOURCES} RETURN o.id AS id, o.url = o.author AS isSame`,
  },
  // Numbers and texts.
  {
    kind: 'wrong',
    finds: textForNumber,
    message:
      'A number equals its text in the embedded engine ("3" = 3), and never in Neo4j. Compare numbers with numbers, texts with texts: toInteger("3"), toString(3).',
    example: `${STATEMENTS} WHERE s.score IN ['1', '0'] RETURN s.id AS id`,
    instead: `${STATEMENTS} WHERE s.score IN [1, 0] RETURN s.id AS id`,
  },
  {
    kind: 'wrong',
    finds: orderOfOthers,
    message:
      'Lists and booleans have no order in the embedded engine. Compare items, sizes, or CASE WHEN b THEN 1 ELSE 0 END.',
    example: `${ACTORS} RETURN a.id AS id, a.plural < true AS isOne`,
    instead: `${ACTORS} RETURN a.id AS id, CASE WHEN a.plural THEN 1 ELSE 0 END < 1 AS isOne`,
  },
  {
    kind: 'wrong',
    finds: some(
      all(call('TOINTEGER TOFLOAT TOBOOLEAN'), some(at(2, string(/^\s|\s$/)), at(3, text))),
      all(call('TOINTEGER'), at(2, string(/\d[.eE]/))),
    ),
    message:
      'In the embedded engine toInteger() reads no fraction, and a space makes toInteger(), toFloat() and toBoolean() null. Write toInteger(toFloat(trim(…))), toFloat(trim(…)) or toBoolean(trim(…)).',
    example: "RETURN toInteger('1.9') AS x, toFloat(' 1.5') AS y",
    instead: "RETURN toInteger(toFloat(trim('1.9'))) AS x, toFloat(trim(' 1.5')) AS y",
  },
  {
    kind: 'wrong',
    finds: all(call('TOBOOLEAN'), at(2, number)),
    message: 'toBoolean() of a number is null in the embedded engine. Write x <> 0.',
    example: 'RETURN toBoolean(1) AS x',
    instead: 'RETURN 1 <> 0 AS x',
  },
  {
    kind: 'wrong',
    finds: some(
      all(call('TOSTRING'), some(at(3, fraction), at(2, fractionLiteral))),
      all(sequence('+'), at(-1, string(/^/)), some(at(2, fraction), at(1, fractionLiteral))),
    ),
    message:
      'The two write fractions as text in different ways (1 and 1.0, 0.000000001 and 1.0E-9). Return the number itself, beside the text.',
    example: `${STATEMENTS} RETURN s.id AS id, 'score ' + s.score AS x`,
    instead: `${STATEMENTS} RETURN s.id AS id, 'score' AS x, s.score AS score`,
  },
  {
    kind: 'wrong',
    finds: all(sequence('+'), at(1, string(/^/)), some(at(-1, number), at(-2, numeric))),
    message: 'A number + a text is null in the embedded engine. Write toString(n) + "text".',
    example: `${STATEMENTS} RETURN s.start + ' units' AS x`,
    instead: `${STATEMENTS} RETURN toString(s.start) + ' units' AS x`,
  },
  {
    kind: 'wrong',
    finds: all(call('ROUND'), inside(1, sequence('-')), not(inside(1, sequence(',')))),
    message: 'round() of a negative half goes down in the embedded engine and up in Neo4j. Write floor(x + 0.5).',
    example: 'RETURN round(-2.5) AS x',
    instead: 'RETURN floor(-2.5 + 0.5) AS x',
  },
  {
    kind: 'refused',
    finds: all(call('ROUND'), inside(1, sequence(','))),
    message: 'round() has no number of digits in the embedded engine. Write round(100 * x) / 100.',
    example: 'RETURN round(2.567, 2) AS x',
    instead: 'RETURN round(100 * 2.567) / 100 AS x',
  },
  // Texts.
  {
    kind: 'wrong',
    finds: all(sequence('= ~'), at(2, string(/\\[wWdDsSbB]|\(\?\w*i/))),
    message:
      'In patterns, \\w, \\d, \\s, \\b and (?i) mean all scripts in the embedded engine and ASCII in Neo4j. Write [A-Za-z0-9_], [0-9], [ \\t\\n], or toLower(x) =~ "…".',
    example: `${SOURCES} RETURN o.id AS id, o.title =~ '\\\\w+' AS isWord`,
    instead: `${SOURCES} RETURN o.id AS id, o.title =~ '[A-Za-z0-9_]+' AS isWord`,
  },
  {
    kind: 'refused',
    finds: all(sequence('= ~'), at(2, string(/\(\?[=!<]|\\[1-9]/))),
    message: 'Patterns cannot look around or back in the embedded engine. Write two conditions with AND.',
    example: `${SOURCES} WHERE o.title =~ '(?=.*a).*b.*' RETURN o.id AS id`,
    instead: `${SOURCES} WHERE o.title CONTAINS 'a' AND o.title CONTAINS 'b' RETURN o.id AS id`,
  },
  {
    kind: 'wrong',
    finds: all(call('SPLIT'), inside(1, all(sequence(','), at(1, string(/^$/))))),
    message:
      'split(x, "") has an empty text at both ends in the embedded engine. Write [i IN range(0, size(x) - 1) | substring(x, i, 1)].',
    example: `${CLAIMS} RETURN c.id AS id, split(c.text, '') AS letters`,
    instead: `${CLAIMS} RETURN c.id AS id, [i IN range(0, size(c.text) - 1) | substring(c.text, i, 1)] AS letters`,
  },
  {
    kind: 'wrong',
    finds: all(call('SPLIT'), inside(1, sequence(', ['))),
    message:
      'split() at several texts is null in the embedded engine. Replace one by the other first: split(replace(x, "_", "-"), "-").',
    example: `${CLAIMS} RETURN c.id AS id, split(c.text, ['_', '-']) AS parts`,
    instead: `${CLAIMS} RETURN c.id AS id, split(replace(c.text, '_', '-'), '-') AS parts`,
  },
  {
    kind: 'refused',
    finds: sequence('| |'),
    message: 'The embedded engine has no ||. Write +.',
    example: "RETURN 'a' || 'b' AS x",
    instead: "RETURN 'a' + 'b' AS x",
  },
  {
    kind: 'refused',
    finds: some(call('BTRIM NORMALIZE CHARACTER_LENGTH'), sequence('TRIM ( BOTH/LEADING/TRAILING')),
    message: 'The embedded engine has trim(x), ltrim(x), rtrim(x) and size(x) only. Write one of these, or replace().',
    example: "RETURN btrim('  a ') AS x, character_length('abc') AS n",
    instead: "RETURN trim('  a ') AS x, size('abc') AS n",
  },
  {
    kind: 'loose',
    finds: all(call('TOLOWER TOUPPER REPLACE SPLIT'), clause('ORDER')),
    message:
      'Neo4j puts texts that a function has made in another order where emoji meet some rare letters. Order by the property itself.',
    example: "UNWIND ['￮', '🚢'] AS x RETURN x ORDER BY toLower(x)",
    instead: "UNWIND ['￮', '🚢'] AS x RETURN x ORDER BY x",
  },
  // Lists and maps.
  {
    kind: 'wrong',
    finds: negativeSlice,
    message:
      'A negative bound of a slice means nothing in the embedded engine. Count from the beginning: xs[1..size(xs) - 1], nodes(p)[1..length(p)].',
    example: 'WITH [1, 2, 3, 4] AS xs RETURN xs[1..-1] AS middle, xs[-2..] AS last',
    instead: 'WITH [1, 2, 3, 4] AS xs RETURN xs[1..size(xs) - 1] AS middle, xs[size(xs) - 2..] AS last',
  },
  {
    kind: 'wrong',
    finds: listPlusItem,
    message: 'A list + one item is null in the embedded engine. Write xs + [x].',
    example: 'WITH [1, 2] AS xs RETURN xs + 3 AS a, reduce(s = [], x IN xs | s + x) AS b',
    instead: 'WITH [1, 2] AS xs RETURN xs + [3] AS a, reduce(s = [], x IN xs | s + [x]) AS b',
  },
  {
    kind: 'elsewhere',
    finds: all(call('REVERSE'), at(3, listed)),
    message: 'Neo4j reverses no list that is stored. Write reverse([x IN a.aliases | x]).',
    example: `${ACTORS} RETURN a.id AS id, reverse(a.aliases) AS xs`,
    instead: `${ACTORS} RETURN a.id AS id, reverse([x IN a.aliases | x]) AS xs`,
  },
  {
    kind: 'loose',
    finds: all(call('KEYS'), not(at(-1, sequence('UNWIND')))),
    message: 'keys() has an order of its own in each store. Write UNWIND keys(x) AS k, and order by k.',
    example: `${SOURCES} RETURN o.id AS id, keys(o) AS names`,
    instead: `${SOURCES} UNWIND keys(o) AS name WITH o, name ORDER BY name RETURN o.id AS id, collect(name) AS names`,
  },
  {
    kind: 'loose',
    finds: call('ID ELEMENTID'),
    message: 'Each store numbers nodes by itself. Use the property id.',
    example: `${CLAIMS} RETURN elementId(c) AS id`,
    instead: `${CLAIMS} RETURN c.id AS id`,
  },
  {
    kind: 'loose',
    finds: unordered,
    message:
      'Without ORDER BY rows come in any order: which ones LIMIT keeps, and how collect() lines them up, differs. Write ORDER BY first, for collect() in a WITH before it.',
    example: `${STATEMENTS} RETURN s.id AS id LIMIT 3`,
    instead: `${STATEMENTS} RETURN s.id AS id ORDER BY id LIMIT 3`,
  },
  {
    kind: 'refused',
    finds: bareName,
    message: 'A map takes no bare variable in the embedded engine. Write c {.id, n: n}.',
    example: `${CLAIMS} WITH c, size(c.text) AS n RETURN c {.id, n} AS x`,
    instead: `${CLAIMS} WITH c, size(c.text) AS n RETURN c {.id, n: n} AS x`,
  },
  // Days and times.
  {
    kind: 'wrong',
    finds: all(
      call('DATE'),
      not(some(at(2, wholeDay), at(2, call('LEFT SUBSTRING')), at(2, sequence(')/NULL')), at(2, sequence('{ YEAR')))),
    ),
    message:
      'date() of part of a day, or of anything else than yyyy-mm-dd, is null in the embedded engine; Neo4j reads or refuses it. Days in a case are texts: compare them as texts, or write date(left(o.publishedAt, 10)).',
    example: "RETURN date('2024-03') AS x",
    instead: "RETURN date('2024-03-01') AS x",
  },
  {
    kind: 'wrong',
    finds: call('DATETIME LOCALDATETIME TIME LOCALTIME'),
    message:
      'Times differ in zones and fractions of a second, and in which are equal. Days in a case are texts: compare them as texts, or write date(left(o.publishedAt, 10)).',
    example: "RETURN datetime('2024-05-17T10:20:30+02:00') = datetime('2024-05-17T08:20:30Z') AS isSame",
    instead: "RETURN date(left('2024-05-17T10:20:30+02:00', 10)) = date(left('2024-05-17T08:20:30Z', 10)) AS isSame",
  },
  {
    kind: 'refused',
    finds: some(
      sequence('DATE/DATETIME/TIME/LOCALTIME/LOCALDATETIME/DURATION/POINT .'),
      all(call('DATE DURATION'), behind(1, sequence('.'))),
    ),
    message:
      'The embedded engine has no parts of a day and nothing between two days. Take them from the text: toInteger(left(o.publishedAt, 4)).',
    example: "RETURN date('2024-02-29').year AS x",
    instead: "RETURN toInteger(left('2024-02-29', 4)) AS x",
  },
  {
    kind: 'refused',
    finds: call('POINT'),
    message: 'The embedded engine knows no points, and no case has any. Leave them out.',
    example: 'RETURN point({x: 1, y: 2}).x AS x',
    instead: 'RETURN {x: 1, y: 2}.x AS x',
  },
  // Patterns.
  {
    kind: 'wrong',
    finds: conditionOnShortest,
    message:
      'A condition on a shortest path is tested after one is found in the embedded engine. Match the paths with a length and take min(length(p)).',
    example:
      "MATCH (c:Claim {caseKey: $caseKey}), (d:Claim {caseKey: $caseKey}) WHERE c.id < d.id MATCH p = shortestPath((c)-[rs:SUPPORTS*..3]->(d)) WHERE all(r IN rs WHERE r.status <> 'rejected') RETURN c.id AS c, d.id AS d, length(p) AS n",
    instead:
      "MATCH p = (c:Claim {caseKey: $caseKey})-[rs:SUPPORTS*1..3]->(d:Claim) WHERE c.id < d.id AND all(r IN rs WHERE r.status <> 'rejected') RETURN c.id AS c, d.id AS d, min(length(p)) AS n",
  },
  {
    kind: 'refused',
    finds: all(call('SHORTESTPATH ALLSHORTESTPATHS'), not(at(-1, sequence('=/,/MATCH')))),
    message: 'A shortest path is found in a MATCH only. Write MATCH p = shortestPath(…), and length(p) after it.',
    example:
      'MATCH (c:Claim {caseKey: $caseKey, id: $claim}), (d:Claim {caseKey: $caseKey}) WHERE c.id <> d.id AND EXISTS { (c)-[:SUPPORTS]->(d) } RETURN d.id AS d, length(shortestPath((c)-[:SUPPORTS*..3]->(d))) AS n',
    instead:
      'MATCH (c:Claim {caseKey: $caseKey, id: $claim}), (d:Claim {caseKey: $caseKey}) WHERE c.id <> d.id AND EXISTS { (c)-[:SUPPORTS]->(d) } MATCH p = shortestPath((c)-[:SUPPORTS*..3]->(d)) RETURN d.id AS d, length(p) AS n',
  },
  {
    kind: 'refused',
    finds: some(
      all(sequence(': _ |/&'), some(not(within(sequence('['))), sequence(': _ &'))),
      all(sequence(': !/%'), not(within(sequence('{')))),
    ),
    message:
      'The embedded engine knows no |, &, ! and % between labels, and no &, ! and % between types. Write WHERE n:Actor OR n:Source, WHERE NOT n:Claim, or type(r) <> "ASSERTS".',
    example: 'MATCH (n:Actor|Source {caseKey: $caseKey}) RETURN n.id AS id',
    instead: 'MATCH (n {caseKey: $caseKey}) WHERE n:Actor OR n:Source RETURN n.id AS id',
  },
  {
    kind: 'refused',
    finds: all(sequence('WHERE'), within(inNode)),
    message: 'The embedded engine takes no WHERE within a node. Write it behind the pattern.',
    example: "MATCH (c:Claim {caseKey: $caseKey} WHERE c.status = 'accepted') RETURN c.id AS id",
    instead: "MATCH (c:Claim {caseKey: $caseKey}) WHERE c.status = 'accepted' RETURN c.id AS id",
  },
  {
    kind: 'refused',
    finds: some(sequence('] - > +/*/{'), sequence('] - +/*/{'), all(sequence(') {'), at(2, number))),
    message:
      'The embedded engine repeats no patterns with + * or {1,3}. Write the length into the relationship: -[:RELAYED_BY*1..3]->.',
    example: `${STATEMENTS}-[:RELAYED_BY]->{1,3}(t:Statement) RETURN s.id AS s, t.id AS t`,
    instead: `${STATEMENTS}-[:RELAYED_BY*1..3]->(t:Statement) RETURN s.id AS s, t.id AS t`,
  },
  {
    kind: 'refused',
    finds: sequence('=/MATCH/ANY/ALL SHORTEST'),
    message: 'The embedded engine has no SHORTEST. Write shortestPath((a)-[:SUPPORTS*..5]->(b)).',
    example:
      'MATCH p = SHORTEST 1 (c:Claim {caseKey: $caseKey, id: $claim})-[:SUPPORTS]->+(d:Claim) WHERE c.id <> d.id RETURN d.id AS d, length(p) AS n',
    instead:
      'MATCH (c:Claim {caseKey: $caseKey, id: $claim}), (d:Claim {caseKey: $caseKey}) WHERE c.id <> d.id MATCH p = shortestPath((c)-[:SUPPORTS*]->(d)) RETURN d.id AS d, length(p) AS n',
  },
  {
    kind: 'refused',
    finds: all(
      patternComprehension,
      some(
        clause('WHERE', 'OPTIONAL WHERE'),
        within(within(patternComprehension)),
        within(patternComprehension),
        sequence('[ _ ='),
      ),
    ),
    message:
      'The embedded engine takes a pattern in brackets only in what is returned, without a name for the path, and not within another. Use EXISTS { … } or COUNT { … } in a condition, and CALL for the rest.',
    example: `${ACTORS} WHERE size([(a)-[:MADE]->(s:Statement) WHERE s.score > 0.2 | 1]) > 1 RETURN a.id AS id`,
    instead: `${ACTORS} WHERE COUNT { MATCH (a)-[:MADE]->(s:Statement) WHERE s.score > 0.2 } > 1 RETURN a.id AS id`,
  },
  // Subqueries and clauses.
  {
    kind: 'refused',
    finds: sequence('COLLECT {'),
    message: 'The embedded engine has no COLLECT { … }. Write CALL (a) { MATCH … RETURN collect(…) AS xs }.',
    example: `${ACTORS} RETURN a.id AS id, COLLECT { MATCH (a)-[:MADE]->(s) RETURN s.id ORDER BY s.id } AS said`,
    instead: `${ACTORS} CALL (a) { MATCH (a)-[:MADE]->(s) WITH s ORDER BY s.id RETURN collect(s.id) AS said } RETURN a.id AS id, said`,
  },
  {
    kind: 'refused',
    finds: all(sequence('RETURN/WITH/UNION'), not(at(-1, sequence('STARTS/ENDS'))), within(at(-1, subquery))),
    message:
      'EXISTS { … } and COUNT { … } hold patterns with a WHERE only in the embedded engine. Leave out RETURN, join two by OR, and count(DISTINCT x) in CALL (a) { … }.',
    example: `${CLAIMS} WHERE EXISTS { MATCH (c)<-[:ASSERTS]-(s) RETURN s UNION MATCH (c)<-[:DENIES]-(s) RETURN s } RETURN c.id AS id`,
    instead: `${CLAIMS} WHERE EXISTS { (c)<-[:ASSERTS]-() } OR EXISTS { (c)<-[:DENIES]-() } RETURN c.id AS id`,
  },
  {
    kind: 'refused',
    finds: sequence('OPTIONAL CALL'),
    message: 'The embedded engine has no OPTIONAL CALL. Write OPTIONAL MATCH, or return collect(…) from the CALL.',
    example: `${ACTORS} OPTIONAL CALL (a) { MATCH (a)-[:MADE]->(s:Statement) RETURN s.id AS s } RETURN a.id AS a, s`,
    instead: `${ACTORS} OPTIONAL MATCH (a)-[:MADE]->(s:Statement) RETURN a.id AS a, s.id AS s`,
  },
  {
    kind: 'wrong',
    finds: lostRows,
    message:
      'Of the rows that one run of a CALL gives, DISTINCT or UNION right after it takes the first 2,048 in the embedded engine. Put an order between: CALL (a) { … } WITH s ORDER BY s.id RETURN DISTINCT s.id.',
    example: 'CALL () { UNWIND range(1, 3000) AS n RETURN n } RETURN DISTINCT n',
    instead: 'CALL () { UNWIND range(1, 3000) AS n RETURN n } WITH n ORDER BY n RETURN DISTINCT n',
  },
  {
    kind: 'refused',
    finds: all(sequence('LIMIT/SKIP'), some(not(some(at(1, number), at(1, parameter))), at(2, sequence('+/-/*/%/^')))),
    message: 'LIMIT and SKIP take a number or a parameter only. Give the number.',
    example: `${CLAIMS} RETURN c.id AS id ORDER BY id LIMIT 2 + 1`,
    instead: `${CLAIMS} RETURN c.id AS id ORDER BY id LIMIT 3`,
  },
  {
    kind: 'refused',
    finds: all(sequence('OFFSET'), some(at(1, number), at(1, parameter))),
    message: 'The embedded engine has no OFFSET. Write SKIP.',
    example: `${CLAIMS} RETURN c.id AS id ORDER BY id OFFSET 3 LIMIT 2`,
    instead: `${CLAIMS} RETURN c.id AS id ORDER BY id SKIP 3 LIMIT 2`,
  },
  {
    kind: 'refused',
    finds: some(sequence('WHEN =/</>'), sequence('WHEN _ ,')),
    message:
      'CASE compares with one value a WHEN in the embedded engine. Write CASE WHEN x IN [0, 1] THEN … WHEN x > 3 THEN … END.',
    example: "UNWIND [0, 5] AS x RETURN CASE x WHEN 0, 1 THEN 'small' WHEN > 3 THEN 'big' END AS size",
    instead: "UNWIND [0, 5] AS x RETURN CASE WHEN x IN [0, 1] THEN 'small' WHEN x > 3 THEN 'big' END AS size",
  },
  // Functions.
  {
    kind: 'refused',
    finds: call('ISEMPTY'),
    message: 'The embedded engine has no isEmpty(). Write size(x) = 0.',
    example: `${ACTORS} RETURN a.id AS id, isEmpty(a.aliases) AS x`,
    instead: `${ACTORS} RETURN a.id AS id, size(a.aliases) = 0 AS x`,
  },
  {
    kind: 'elsewhere',
    finds: all(call('EXISTS'), not(at(2, sequence('(')))),
    message: 'Neo4j has no exists(x.p). Write x.p IS NOT NULL.',
    example: `${SOURCES} WHERE exists(o.url) RETURN o.id AS id`,
    instead: `${SOURCES} WHERE o.url IS NOT NULL RETURN o.id AS id`,
  },
  {
    kind: 'refused',
    finds: call('TOINTEGERORNULL TOFLOATORNULL TOBOOLEANORNULL TOSTRINGORNULL'),
    message:
      'The embedded engine has no to…OrNull(). Write toInteger(), toFloat(), toBoolean() or toString(): of a text that is none they are null.',
    example: "RETURN toIntegerOrNull('x') AS x",
    instead: "RETURN toInteger('x') AS x",
  },
  {
    kind: 'refused',
    finds: call('TOINTEGERLIST TOFLOATLIST TOBOOLEANLIST TOSTRINGLIST'),
    message: 'The embedded engine has no to…List(). Write [x IN xs | toString(x)].',
    example: 'RETURN toStringList([1, 2]) AS x',
    instead: 'RETURN [x IN [1, 2] | toString(x)] AS x',
  },
  {
    kind: 'refused',
    finds: some(
      call('ISNAN VALUETYPE RANDOMUUID'),
      sequence('IS : :'),
      sequence('IS NOT : :'),
      sequence('IS TYPED'),
      sequence('IS NOT TYPED'),
    ),
    message: 'The embedded engine cannot ask for types. The schema says what a property holds; for NaN write x <> x.',
    example: 'RETURN isNaN(0.0 / 0.0) AS x',
    instead: 'RETURN 0.0 / 0.0 <> 0.0 / 0.0 AS x',
  },
]
