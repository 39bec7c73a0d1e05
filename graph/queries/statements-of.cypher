// What an actor said, in which words and where. Rejected statements are left out.
//
// param caseKey string: the case
// param actor string: id of the actor, or part of a name or alias
//
// column actor: who said it
// column speaker: the words that name the speaker there
// column cue: the words that attribute it
// column exact: the exact words of the content
// column cueClass: what the cue does
// column illocution: assertive, directive, commissive, expressive or question
// column certainty: how sure the speaker presents it
// column saidAt: when it was said
// column relayedBy: exact words of the statement inside which this one stands
// column source: title of the source
// column publishedAt: when the source was published
// column url: address of the source
// column start: where the words begin in the source's text, in UTF-16 units
// column status: proposed or accepted
// column statement: id of the statement
MATCH (a:Actor {caseKey: $caseKey})
WHERE a.id = $actor OR toLower(a.name) CONTAINS toLower($actor)
  OR any(alias IN a.aliases WHERE toLower(alias) CONTAINS toLower($actor))
MATCH (a)-[:MADE]->(s:Statement)-[:APPEARS_IN]->(o:Source)
WHERE s.status <> 'rejected'
RETURN a.name AS actor, s.speaker AS speaker, s.cue AS cue, s.exact AS exact, s.cueClass AS cueClass,
  s.illocution AS illocution, s.certainty AS certainty, s.saidAt AS saidAt, head([(s)-[:RELAYED_BY]->(outer:Statement) | outer.exact]) AS relayedBy,
  o.title AS source, o.publishedAt AS publishedAt, o.url AS url, s.start AS start, s.status AS status,
  s.id AS statement
ORDER BY actor, publishedAt, source, start, statement
