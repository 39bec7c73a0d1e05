// How much two actors dispute: a claim that one asserts and the other denies, or two claims that contradict each other of
// which each asserts one. Two that only qualify each other are no dispute. Each actor stands by itself, whoever it speaks
// for; rejected records are left out.
//
// param caseKey string: the case
// param actor string = "": only pairs with this actor on either side: id, or part of a name or alias; empty for all
//
// column actor: one of the two, whose id sorts first
// column other: the other
// column disputes: how many denied claims and contradictions stand between them
// column denials: how many of these are denied claims
// column claims: the claims of the first side of each dispute, each once
// column actorId: id of the one
// column otherId: id of the other
CALL () {
  MATCH (a:Actor {caseKey: $caseKey})
  WHERE a.id = $actor OR toLower(a.name) CONTAINS toLower($actor)
    OR any(alias IN a.aliases WHERE toLower(alias) CONTAINS toLower($actor))
  // DISTINCT, so that Neo4j takes the actor first; it would begin at all claims.
  WITH DISTINCT a
  MATCH (a)-[:MADE]->(s:Statement)-[q:ASSERTS]->(c:Claim)
  WHERE s.status <> 'rejected' AND q.status <> 'rejected' AND c.status <> 'rejected'
  WITH DISTINCT a, c
  ORDER BY a.id
  WITH c, collect(a) AS speakers
  CALL (c) {
    MATCH (c)<-[r:DENIES]-(t:Statement)<-[:MADE]-(b:Actor)
    WHERE r.status <> 'rejected' AND t.status <> 'rejected'
    RETURN 'denial' AS kind, c.id AS matter, b
    UNION
    MATCH (c)-[x:CONTRADICTS]->(d:Claim)<-[r:ASSERTS]-(t:Statement)<-[:MADE]-(b:Actor)
    WHERE x.status <> 'rejected' AND x.kind <> 'qualifies' AND d.status <> 'rejected' AND r.status <> 'rejected'
      AND t.status <> 'rejected'
    RETURN 'contradiction' AS kind, x.id AS matter, b
  }
  UNWIND speakers AS a
  WITH kind, matter, c, a, b
  WHERE a.id <> b.id
  RETURN kind, matter, c.text AS text, CASE WHEN a.id < b.id THEN a.id ELSE b.id END AS oneId,
    CASE WHEN a.id < b.id THEN a.name ELSE b.name END AS oneName, CASE WHEN a.id < b.id THEN b.id ELSE a.id END AS twoId,
    CASE WHEN a.id < b.id THEN b.name ELSE a.name END AS twoName
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
    RETURN 'denial' AS kind, c.id AS matter, c
    UNION
    MATCH (t)-[r:ASSERTS]->(d:Claim)<-[x:CONTRADICTS]-(c:Claim)
    WHERE x.status <> 'rejected' AND x.kind <> 'qualifies' AND d.status <> 'rejected' AND r.status <> 'rejected'
      AND c.status <> 'rejected'
    RETURN 'contradiction' AS kind, x.id AS matter, c
  }
  MATCH (c)<-[q:ASSERTS]-(s:Statement)<-[:MADE]-(a:Actor)
  WHERE q.status <> 'rejected' AND s.status <> 'rejected' AND a.id <> b.id
  RETURN kind, matter, c.text AS text, CASE WHEN a.id < b.id THEN a.id ELSE b.id END AS oneId,
    CASE WHEN a.id < b.id THEN a.name ELSE b.name END AS oneName, CASE WHEN a.id < b.id THEN b.id ELSE a.id END AS twoId,
    CASE WHEN a.id < b.id THEN b.name ELSE a.name END AS twoName
}
WITH kind, matter, text, oneId, oneName, twoId, twoName
ORDER BY text, matter
WITH oneId, oneName, twoId, twoName, count(matter) AS matters, collect(kind) AS kinds, collect(DISTINCT text) AS texts
RETURN oneName AS actor, twoName AS other, matters AS disputes, size([k IN kinds WHERE k = 'denial']) AS denials,
  texts AS claims, oneId AS actorId, twoId AS otherId
ORDER BY disputes DESC, actorId, otherId
