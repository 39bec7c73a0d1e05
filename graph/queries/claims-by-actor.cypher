// The claims that an actor asserts, denies or questions: how often, in how many sources, since when, in which words.
// Rejected records are left out.
//
// param caseKey string: the case
// param actor string = "": id of the actor, or part of a name or alias; empty for everybody
//
// column actor: who
// column stance: asserts, denies or questions
// column claim: what
// column statements: how many statements
// column sources: in how many sources
// column since: publication date of the earliest dated source
// column words: the exact words, one text for each statement
// column inSources: titles of the sources, in the order of the words
// column actorId: id of the actor
// column claimId: id of the claim
MATCH (a:Actor {caseKey: $caseKey})
WHERE a.id = $actor OR toLower(a.name) CONTAINS toLower($actor)
  OR any(alias IN a.aliases WHERE toLower(alias) CONTAINS toLower($actor))
// DISTINCT, so that Neo4j takes the actor first; it would begin at all claims.
WITH DISTINCT a
MATCH (a)-[:MADE]->(s:Statement)-[r:ASSERTS|DENIES|QUESTIONS]->(c:Claim)
WHERE s.status <> 'rejected' AND r.status <> 'rejected' AND c.status <> 'rejected'
MATCH (s)-[:APPEARS_IN]->(o:Source)
WITH a, c, s, o, toLower(type(r)) AS stance
ORDER BY s.id
RETURN a.name AS actor, stance, c.text AS claim, count(s) AS statements, count(DISTINCT o.id) AS sources,
  min(o.publishedAt) AS since, collect(s.exact) AS words, collect(o.title) AS inSources, a.id AS actorId, c.id AS claimId
ORDER BY actorId, stance, claimId
