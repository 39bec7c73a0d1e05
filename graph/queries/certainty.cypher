// How surely each claim is presented: the statements that assert it, with certainty and cue, in order of publication. A narrated
// statement stands in its outlet's own voice. Only claims that are presented in more than one way; rejected records are left out.
//
// param caseKey string: the case
// param claim string = "": only claims with this id or with these words
//
// column claim: the claim
// column outlet: who published the source
// column publishedAt: when
// column actor: who said it
// column form: direct, indirect, mixed or narrated
// column certainty: certain, probable, possible or unspecified
// column cue: the words that attribute it
// column exact: the exact words of the content
// column source: title of the source
// column start: where the words begin in the source's text, in UTF-16 units
// column claimId: id of the claim
// column statement: id of the statement
MATCH (c:Claim {caseKey: $caseKey})
WHERE c.status <> 'rejected' AND (c.id = $claim OR toLower(c.text) CONTAINS toLower($claim))
CALL (c) {
  MATCH (c)<-[r:ASSERTS]-(s:Statement)
  WHERE r.status <> 'rejected' AND s.status <> 'rejected'
  RETURN count(DISTINCT s.certainty + CASE WHEN s.form = 'narrated' THEN ' narrated' ELSE '' END) AS ways
}
WITH c, ways
WHERE ways > 1
MATCH (c)<-[r:ASSERTS]-(s:Statement)-[:APPEARS_IN]->(o:Source)
WHERE r.status <> 'rejected' AND s.status <> 'rejected'
MATCH (s)<-[:MADE]-(a:Actor)
RETURN c.text AS claim, head([(o)-[:PUBLISHED_BY]->(outlet:Actor) | outlet.name]) AS outlet, o.publishedAt AS publishedAt, a.name AS actor, s.form AS form,
  s.certainty AS certainty, s.cue AS cue, s.exact AS exact, o.title AS source, s.start AS start, c.id AS claimId,
  s.id AS statement
ORDER BY claimId, publishedAt, statement
