// How the statements of a case are attributed: for each actor and cue class, how often and with which words. Rejected
// statements are left out.
//
// param caseKey string: the case
// param actor string = "": id of the actor, or part of a name or alias; empty for everybody
//
// column cueClass: what the cue does
// column actor: who speaks
// column statements: how many statements
// column sources: in how many sources
// column cues: the words of the cues, each once; narrated statements have none
// column actorId: id of the actor
MATCH (a:Actor {caseKey: $caseKey})
WHERE a.id = $actor OR toLower(a.name) CONTAINS toLower($actor)
  OR any(alias IN a.aliases WHERE toLower(alias) CONTAINS toLower($actor))
MATCH (a)-[:MADE]->(s:Statement)-[:APPEARS_IN]->(o:Source)
WHERE s.status <> 'rejected'
WITH a, s, o
ORDER BY s.cue, s.id
WITH a, s.cueClass AS cueClass, count(s) AS statements, count(DISTINCT o.id) AS sources, collect(DISTINCT s.cue) AS cues
RETURN cueClass, a.name AS actor, statements, sources, [cue IN cues WHERE cue <> ''] AS cues, a.id AS actorId
ORDER BY cueClass, actorId
