// Every statement that takes a stance on a claim, with its exact words. Rejected records are left out.
//
// param caseKey string: the case
// param claim string: id of the claim, or some of its words
//
// column claim: the claim
// column stance: asserts, denies or questions
// column actor: who said it
// column cue: the words that attribute it
// column exact: the exact words of the content
// column certainty: how sure the speaker presents it
// column source: title of the source
// column publishedAt: when the source was published
// column url: address of the source
// column start: where the words begin in the source's text, in UTF-16 units
// column score: how sure the method is of the stance, 0 to 1
// column reason: why the stance was taken so
// column claimId: id of the claim
// column statement: id of the statement
MATCH (c:Claim {caseKey: $caseKey})
WHERE c.status <> 'rejected' AND (c.id = $claim OR toLower(c.text) CONTAINS toLower($claim))
MATCH (c)<-[r:ASSERTS|DENIES|QUESTIONS]-(s:Statement)-[:APPEARS_IN]->(o:Source)
WHERE r.status <> 'rejected' AND s.status <> 'rejected'
MATCH (s)<-[:MADE]-(a:Actor)
RETURN c.text AS claim, toLower(type(r)) AS stance, a.name AS actor, s.cue AS cue, s.exact AS exact,
  s.certainty AS certainty, o.title AS source, o.publishedAt AS publishedAt, o.url AS url, s.start AS start,
  r.score AS score, r.reason AS reason, c.id AS claimId, s.id AS statement
ORDER BY claimId, stance, publishedAt, statement
