// Reports of one utterance in pairs, with the exact words of both. That they report one utterance is proposed with a score.
// Rejected records are left out.
//
// param caseKey string: the case
// param actor string = "": id of the actor, or part of a name or alias; empty for everybody
//
// column actor: who is reported
// column exact: the exact words of the one report
// column otherExact: the exact words of the other
// column source: title of the source of the one
// column otherSource: title of the source of the other
// column publishedAt: when the source of the one was published
// column otherPublishedAt: when the source of the other was published
// column score: how sure the method is that both report one utterance, 0 to 1
// column statement: id of the statement of the one
// column otherStatement: id of the statement of the other
MATCH (a:Actor {caseKey: $caseKey})
WHERE a.id = $actor OR toLower(a.name) CONTAINS toLower($actor)
  OR any(alias IN a.aliases WHERE toLower(alias) CONTAINS toLower($actor))
MATCH (a)-[:MADE]->(s:Statement)-[u:SAME_UTTERANCE]->(t:Statement)
WHERE u.status <> 'rejected' AND s.status <> 'rejected' AND t.status <> 'rejected'
MATCH (s)-[:APPEARS_IN]->(o:Source)
MATCH (t)-[:APPEARS_IN]->(p:Source)
RETURN a.name AS actor, s.exact AS exact, t.exact AS otherExact, o.title AS source, p.title AS otherSource,
  o.publishedAt AS publishedAt, p.publishedAt AS otherPublishedAt, u.score AS score, s.id AS statement,
  t.id AS otherStatement
ORDER BY actor, statement, otherStatement
