// The sources of a case: who published them, when, and how much they carry. Rejected statements are not counted.
//
// param caseKey string: the case
// param source string = "": only sources with this id or with these words in the title
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
WHERE o.id = $source OR toLower(o.title) CONTAINS toLower($source)
// A relationship's type says what is at its ends: to ask for their labels, too, takes the embedded engine a fifth of its time.
CALL (o) {
  MATCH (o)<-[:APPEARS_IN]-(s)<-[:MADE]-(a)
  WHERE s.status <> 'rejected'
  RETURN count(s) AS statements, count(DISTINCT a) AS speakers
}
CALL (o) {
  MATCH (o)<-[:APPEARS_IN]-(s)-[r:ASSERTS|DENIES|QUESTIONS]->(c)
  WHERE s.status <> 'rejected' AND r.status <> 'rejected' AND c.status <> 'rejected'
  RETURN count(DISTINCT c) AS claims
}
RETURN o.title AS source, o.kind AS kind, head([(o)-[:PUBLISHED_BY]->(outlet:Actor) | outlet.name]) AS outlet, o.publishedAt AS publishedAt, o.url AS url, statements,
  speakers, claims, o.path AS path, o.id AS sourceId
ORDER BY publishedAt, source, sourceId
