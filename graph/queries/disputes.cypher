// Claims in dispute: each with the statements that assert it, those that deny it, and those that assert a claim
// contradicting it. Rejected records are left out.
//
// param caseKey string: the case
// param claim string = "": only claims with this id or with these words
//
// column claim: the claim in dispute
// column side: asserts, denies, or contradicts (asserts the other claim)
// column otherClaim: the claim asserted on the other side of a contradiction
// column actor: who said it
// column exact: the exact words
// column source: title of the source where they stand
// column publishedAt: when the source was published
// column start: where the words begin in the source's text, in UTF-16 units
// column reason: why the words were taken this way, or why the two claims contradict each other
// column claimId: id of the claim
// column statement: id of the statement
MATCH (c:Claim {caseKey: $caseKey})
WHERE c.status <> 'rejected' AND (c.id = $claim OR toLower(c.text) CONTAINS toLower($claim))
CALL (c) {
  MATCH (c)<-[r:DENIES]-(s:Statement)
  WHERE r.status <> 'rejected' AND s.status <> 'rejected'
  RETURN s.id AS opposing
  UNION
  MATCH (c)-[x:CONTRADICTS]->(d:Claim)<-[r:ASSERTS]-(s:Statement)
  WHERE x.status <> 'rejected' AND d.status <> 'rejected' AND r.status <> 'rejected' AND s.status <> 'rejected'
  RETURN s.id AS opposing
}
WITH c, count(opposing) AS opposed
WHERE opposed > 0
CALL (c) {
  MATCH (c)<-[r:ASSERTS]-(s:Statement)
  WHERE r.status <> 'rejected' AND s.status <> 'rejected'
  RETURN 'asserts' AS side, null AS otherClaim, s, r.reason AS reason
  UNION
  MATCH (c)<-[r:DENIES]-(s:Statement)
  WHERE r.status <> 'rejected' AND s.status <> 'rejected'
  RETURN 'denies' AS side, null AS otherClaim, s, r.reason AS reason
  UNION
  MATCH (c)-[x:CONTRADICTS]->(d:Claim)<-[r:ASSERTS]-(s:Statement)
  WHERE x.status <> 'rejected' AND d.status <> 'rejected' AND r.status <> 'rejected' AND s.status <> 'rejected'
  RETURN 'contradicts' AS side, d.text AS otherClaim, s, x.reason AS reason
}
MATCH (s)<-[:MADE]-(a:Actor)
MATCH (s)-[:APPEARS_IN]->(o:Source)
RETURN c.text AS claim, side, otherClaim, a.name AS actor, s.exact AS exact, o.title AS source,
  o.publishedAt AS publishedAt, s.start AS start, reason, c.id AS claimId, s.id AS statement
ORDER BY claimId, side, otherClaim, publishedAt, statement
