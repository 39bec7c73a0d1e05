// The sources of a case: who published them, when, and how much they carry. Rejected statements are not counted.
//
// param caseKey string: the case
//
// column source: title
// column kind: article, post, transcript, report or document
// column outlet: who published it
// column publishedAt: when
// column url: its address
// column statements: how many statements stand in it
// column speakers: how many actors speak in it
// column claims: how many claims its statements take a stance on
// column path: its text, in the case folder
// column sourceId: id of the source
MATCH (o:Source {caseKey: $caseKey})
CALL (o) {
  MATCH (o)<-[:APPEARS_IN]-(s:Statement)<-[:MADE]-(a:Actor)
  WHERE s.status <> 'rejected'
  RETURN count(s) AS statements, count(DISTINCT a) AS speakers
}
CALL (o) {
  MATCH (o)<-[:APPEARS_IN]-(s:Statement)-[r:ASSERTS|DENIES|QUESTIONS]->(c:Claim)
  WHERE s.status <> 'rejected' AND r.status <> 'rejected' AND c.status <> 'rejected'
  RETURN count(DISTINCT c) AS claims
}
RETURN o.title AS source, o.kind AS kind, head([(o)-[:PUBLISHED_BY]->(outlet:Actor) | outlet.name]) AS outlet, o.publishedAt AS publishedAt, o.url AS url, statements,
  speakers, claims, o.path AS path, o.id AS sourceId
ORDER BY publishedAt, source, sourceId
