// The attribution chain of a statement: the statement itself, then whoever relays it, outwards to the source. At most
// 12 relays. Rejected statements do not begin a chain.
//
// param caseKey string: the case
// param statement string: id of the statement, or some of its words
//
// column statement: id of the statement asked for
// column step: 0 for the statement itself, 1 for the one that relays it, and so on
// column actor: who said it
// column speaker: the words that name the speaker there
// column cue: the words that attribute it
// column exact: the exact words of the content
// column source: title of the source
// column outlet: who published the source
// column url: address of the source
// column start: where the words begin in the source's text, in UTF-16 units
// column status: proposed, accepted or rejected
// column stepStatement: id of the statement at this step
CALL () {
  MATCH (s:Statement {caseKey: $caseKey})
  WHERE s.id = $statement AND s.status <> 'rejected'
  RETURN s
  UNION
  // Words are looked for in every statement, so not where the id of one was given.
  OPTIONAL MATCH (named:Statement {caseKey: $caseKey, id: $statement})
  WITH named
  WHERE named IS NULL
  MATCH (s:Statement {caseKey: $caseKey})
  WHERE toLower(s.content) CONTAINS toLower($statement) AND s.status <> 'rejected'
  RETURN s
}
MATCH p = (s)-[:RELAYED_BY*0..12]->(x:Statement)
WITH s, x, length(p) AS step
MATCH (x)<-[:MADE]-(a:Actor)
MATCH (x)-[:APPEARS_IN]->(o:Source)
RETURN s.id AS statement, step, a.name AS actor, x.speaker AS speaker, x.cue AS cue, x.exact AS exact,
  o.title AS source, head([(o)-[:PUBLISHED_BY]->(outlet:Actor) | outlet.name]) AS outlet, o.url AS url, x.start AS start, x.status AS status, x.id AS stepStatement
ORDER BY statement, step, stepStatement
