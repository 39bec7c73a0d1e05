// Who says each claim first, named or not, and how many sources carry it. A count of names is no count of independent
// origins: `hearsay analyse CASE origins` has those. Rejected records are left out.
//
// param caseKey string: the case
// param claim string = "": only this claim: id, or some of its words; empty for all
//
// column claim: the claim
// column sources: how many sources carry a statement that asserts it
// column speakers: how many different first speakers assert it, unnamed ones and vague plurals left out
// column names: their names
// column unnamed: how many statements of unnamed speakers and vague plurals assert it
// column claimId: id of the claim
MATCH (c:Claim {caseKey: $caseKey})
WHERE c.status <> 'rejected' AND (c.id = $claim OR toLower(c.text) CONTAINS toLower($claim))
MATCH (c)<-[r:ASSERTS]-(s:Statement)-[:APPEARS_IN]->(o:Source)
WHERE r.status <> 'rejected' AND s.status <> 'rejected'
MATCH (s)<-[:MADE]-(a:Actor)
WITH c, o, s, a, (a.kind = 'unnamed' OR a.plural) AS isOpen
ORDER BY a.name, a.id
WITH c.id AS claimId, c.text AS claim, count(DISTINCT o.id) AS sources,
  count(DISTINCT CASE WHEN isOpen THEN null ELSE a.id END) AS speakers,
  collect(DISTINCT CASE WHEN isOpen THEN null ELSE a.name END) AS names,
  count(DISTINCT CASE WHEN isOpen THEN s.id ELSE null END) AS unnamed
RETURN claim, sources, speakers, names, unnamed, claimId
ORDER BY sources DESC, speakers DESC, claimId
