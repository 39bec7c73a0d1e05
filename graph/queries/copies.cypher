// Which sources repeat text of others word for word, unattributed or not, with the later source's statements that stand in it.
// What both have within quotation marks is not counted. Rejected statements are left out.
//
// param caseKey string: the case
//
// column later: title of the later source; where the order is unknown, one of the two
// column earlier: title of the source whose words it repeats
// column laterOutlet: who published the later one
// column earlierOutlet: who published the earlier one
// column publishedAt: when the later one was published
// column earlierPublishedAt: when the earlier one was published
// column dating: dated where the days of publication decide which is the later, else unknown
// column share: part of the later text's words that stand in the earlier one, 0 to 1
// column statements: contents of the later source's statements that stand whole in shared text, but for a full stop and a quotation mark
// column spans: four numbers a shared passage: start and end in the later text, start and end in the earlier, in UTF-16 units
// column laterId: id of the later source
// column earlierId: id of the earlier source
MATCH (a:Source {caseKey: $caseKey})-[r:SHARES_TEXT]->(b:Source)
CALL (a, r) {
  MATCH (a)<-[:APPEARS_IN]-(s:Statement)
  WHERE s.status <> 'rejected'
    AND any(i IN range(0, size(r.spans) - 4, 4) WHERE r.spans[i] <= s.start AND s.end <= r.spans[i + 1] + 2)
  WITH s
  ORDER BY s.start, s.id
  RETURN collect(s.exact) AS statements
}
RETURN a.title AS later, b.title AS earlier, head([(a)-[:PUBLISHED_BY]->(o:Actor) | o.name]) AS laterOutlet, head([(b)-[:PUBLISHED_BY]->(p:Actor) | p.name]) AS earlierOutlet,
  a.publishedAt AS publishedAt, b.publishedAt AS earlierPublishedAt, r.order AS dating, r.share AS share, statements,
  r.spans AS spans, a.id AS laterId, b.id AS earlierId
ORDER BY share DESC, laterId, earlierId
