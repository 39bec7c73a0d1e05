// Where one actor asserts a claim and denies it, or asserts two claims that contradict each other. Unnamed and vague actors
// are left out, as nobody knows that they are one; so are two reports of one utterance, claims that only qualify each other,
// and rejected records. The order of the two says nothing about time.
//
// param caseKey string: the case
// param actor string = "": id of the actor, or part of a name or alias; empty for everybody
//
// column actor: who
// column how: denies or contradicts
// column claim: the claim
// column otherClaim: the contradicting claim
// column exact: the exact words that assert the claim
// column otherExact: the exact words that deny it, or assert the other
// column saidAt: when the one was said
// column otherSaidAt: when the other was said
// column source: title of the source of the one
// column otherSource: title of the source of the other
// column publishedAt: when the source of the one was published
// column otherPublishedAt: when the source of the other was published
// column reason: why these contradict each other
// column actorId: id of the actor
// column statement: id of the statement of the one
// column otherStatement: id of the statement of the other
MATCH (a:Actor {caseKey: $caseKey})
WHERE a.kind <> 'unnamed' AND a.plural = false AND (a.id = $actor OR toLower(a.name) CONTAINS toLower($actor)
  OR any(alias IN a.aliases WHERE toLower(alias) CONTAINS toLower($actor)))
MATCH (a)-[:MADE]->(s:Statement)-[q:ASSERTS]->(c:Claim)
WHERE s.status <> 'rejected' AND q.status <> 'rejected' AND c.status <> 'rejected'
CALL (a, c) {
  MATCH (c)<-[r:DENIES]-(t:Statement)<-[:MADE]-(b:Actor)
  WHERE b.id = a.id AND r.status <> 'rejected' AND t.status <> 'rejected'
  RETURN 'denies' AS how, null AS otherClaim, t, r.reason AS reason
  UNION
  MATCH (c)-[x:CONTRADICTS]->(d:Claim)<-[r:ASSERTS]-(t:Statement)<-[:MADE]-(b:Actor)
  WHERE b.id = a.id AND x.status <> 'rejected' AND x.kind <> 'qualifies' AND d.status <> 'rejected'
    AND r.status <> 'rejected' AND t.status <> 'rejected'
  RETURN 'contradicts' AS how, d.text AS otherClaim, t, x.reason AS reason
}
WITH a, s, c, how, otherClaim, t, reason
WHERE s.id <> t.id AND NOT EXISTS { MATCH (s)-[u:SAME_UTTERANCE]-(t) WHERE u.status <> 'rejected' }
MATCH (s)-[:APPEARS_IN]->(o:Source)
MATCH (t)-[:APPEARS_IN]->(p:Source)
RETURN a.name AS actor, how, c.text AS claim, otherClaim, s.exact AS exact, t.exact AS otherExact, s.saidAt AS saidAt,
  t.saidAt AS otherSaidAt, o.title AS source, p.title AS otherSource, o.publishedAt AS publishedAt,
  p.publishedAt AS otherPublishedAt, reason, a.id AS actorId, s.id AS statement, t.id AS otherStatement
ORDER BY actorId, how, claim, otherClaim, statement, otherStatement, reason
