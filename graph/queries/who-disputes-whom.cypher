// Who disputes whom: one actor asserts a claim that another denies, or they assert claims that contradict each other. An
// actor may dispute itself. A contradiction is listed once, with the claim that sorts first on the left; rejected
// records are left out.
//
// param caseKey string: the case
// param actor string = "": only pairs with this actor on either side: id, or part of a name or alias; empty for all
//
// column actor: who asserts the claim
// column other: who denies it, or asserts the contradicting one
// column how: denies or contradicts
// column claim: the claim
// column otherClaim: the contradicting claim
// column exact: the exact words of the one
// column otherExact: the exact words of the other
// column source: title of the source of the one
// column otherSource: title of the source of the other
// column publishedAt: when the source of the one was published
// column otherPublishedAt: when the source of the other was published
// column reason: why this is a dispute
// column statement: id of the statement of the one
// column otherStatement: id of the statement of the other
CALL () {
  MATCH (a:Actor {caseKey: $caseKey})
  WHERE a.id = $actor OR toLower(a.name) CONTAINS toLower($actor)
    OR any(alias IN a.aliases WHERE toLower(alias) CONTAINS toLower($actor))
  // DISTINCT, so that Neo4j takes the actor first; it would begin at all claims.
  WITH DISTINCT a
  MATCH (a)-[:MADE]->(s:Statement)-[q:ASSERTS]->(c:Claim)
  WHERE q.status <> 'rejected' AND s.status <> 'rejected' AND c.status <> 'rejected'
  CALL (c) {
    MATCH (c)<-[r:DENIES]-(t:Statement)
    WHERE r.status <> 'rejected' AND t.status <> 'rejected'
    RETURN 'denies' AS how, null AS otherClaim, t, r.reason AS reason
    UNION
    MATCH (c)-[x:CONTRADICTS]->(d:Claim)<-[r:ASSERTS]-(t:Statement)
    WHERE x.status <> 'rejected' AND d.status <> 'rejected' AND r.status <> 'rejected' AND t.status <> 'rejected'
    RETURN 'contradicts' AS how, d.text AS otherClaim, t, x.reason AS reason
  }
  MATCH (t)<-[:MADE]-(b:Actor)
  RETURN a, b, c, s, q, how, otherClaim, t, reason
  UNION
  MATCH (b:Actor {caseKey: $caseKey})
  WHERE $actor <> '' AND (b.id = $actor OR toLower(b.name) CONTAINS toLower($actor)
    OR any(alias IN b.aliases WHERE toLower(alias) CONTAINS toLower($actor)))
  WITH DISTINCT b
  MATCH (b)-[:MADE]->(t:Statement)
  WHERE t.status <> 'rejected'
  CALL (t) {
    MATCH (t)-[r:DENIES]->(c:Claim)
    WHERE r.status <> 'rejected' AND c.status <> 'rejected'
    RETURN 'denies' AS how, null AS otherClaim, c, r.reason AS reason
    UNION
    MATCH (t)-[r:ASSERTS]->(d:Claim)<-[x:CONTRADICTS]-(c:Claim)
    WHERE x.status <> 'rejected' AND d.status <> 'rejected' AND r.status <> 'rejected' AND c.status <> 'rejected'
    RETURN 'contradicts' AS how, d.text AS otherClaim, c, x.reason AS reason
  }
  MATCH (c)<-[q:ASSERTS]-(s:Statement)<-[:MADE]-(a:Actor)
  WHERE q.status <> 'rejected' AND s.status <> 'rejected'
  RETURN a, b, c, s, q, how, otherClaim, t, reason
}
MATCH (s)-[:APPEARS_IN]->(o:Source)
MATCH (t)-[:APPEARS_IN]->(u:Source)
RETURN a.name AS actor, b.name AS other, how, c.text AS claim, otherClaim, s.exact AS exact, t.exact AS otherExact,
  o.title AS source, u.title AS otherSource, o.publishedAt AS publishedAt, u.publishedAt AS otherPublishedAt, reason,
  s.id AS statement, t.id AS otherStatement
ORDER BY actor, other, how, claim, otherClaim, statement, otherStatement, reason
