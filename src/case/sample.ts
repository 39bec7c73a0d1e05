import { actorId, claimId, relationId, sha256, sourceId, stanceId, statementId } from '../model/id.ts'
import type { Actor, Case, Claim, Method, Statement } from '../model/records.ts'
import { spanOf } from '../model/span.ts'

const method: Method = { name: 'person', version: 'sample' }
const TEXT = '🛶 Ferry talk\n\nIda Lund said the ferry sails. “It doesn’t sail,” aides told her — مرحبا.\n'

const words = (exact: string) => [spanOf(TEXT, TEXT.indexOf(exact), TEXT.indexOf(exact) + exact.length)]

function actor(name: string, kind: Actor['kind'], scope = ''): Actor {
  const id = actorId(kind, name, scope)
  return { id, name, kind, aliases: [], roles: [], speaksFor: [], partOf: [], plural: false, links: [] }
}

function statement(speaker: string, cue: string, content: string, form: Statement['form']): Statement {
  const source = sourceId(TEXT)
  return {
    id: statementId(source, words(cue), words(content)),
    source,
    speaker,
    speakerSpans: [],
    cueSpans: words(cue),
    contentSpans: words(content),
    content,
    form,
    illocution: 'assertive',
    certainty: 'unspecified',
    cueClass: 'report',
    relayedBy: null,
    via: [],
    viaSpans: [],
    saidAt: null,
    score: 1,
    method,
    status: 'accepted',
  }
}

const claim = (text: string): Claim => ({ id: claimId(text), text, about: [], method, status: 'accepted' })
const byId = <T extends { readonly id: string }>(...records: readonly T[]) =>
  [...records].sort((a, b) => (a.id < b.id ? -1 : 1))

/** A small sound case for tests: one source, two statements that contradict each other, one review. */
export function sampleCase(): Case {
  const id = sourceId(TEXT)
  const outlet = actor('Lorne Courier', 'outlet')
  const ida = actor('Ida Lund', 'person')
  const aides = actor('aides', 'unnamed', id)
  const says = statement(ida.id, 'said', 'the ferry sails', 'indirect')
  const denies = statement(aides.id, 'told', '“It doesn’t sail,”', 'direct')
  const sails = claim('The ferry sails.')
  const stays = claim('The ferry does not sail.')
  const [from = sails, to = stays] = byId(sails, stays)
  const stance = (by: Statement, about: Claim) => ({
    id: stanceId(by.id, about.id),
    statement: by.id,
    claim: about.id,
    stance: 'asserts' as const,
    score: 1,
    reason: '',
    method,
    status: 'accepted' as const,
  })
  return {
    manifest: { format: 1, title: 'Ferry', question: 'Does it sail?', language: 'en', notes: '' },
    texts: new Map([[id, TEXT]]),
    sources: [
      {
        id,
        path: 'sources/ferry.txt',
        title: 'Ferry talk',
        kind: 'article',
        url: null,
        outlet: outlet.id,
        author: null,
        publishedAt: '2025-03-04',
        readAt: null,
        language: 'en',
        sha256: sha256(TEXT),
      },
    ],
    actors: byId(outlet, ida, { ...aides, plural: true }),
    statements: byId(says, denies),
    utterances: [],
    claims: byId(sails, stays),
    stances: byId(stance(says, sails), stance(denies, stays)),
    relations: [
      {
        id: relationId('contradicts', from.id, to.id),
        type: 'contradicts',
        from: from.id,
        to: to.id,
        kind: 'contradictory',
        score: 0.9,
        reason: 'One says that it sails, the other that it does not.',
        spans: [{ source: id, ...(words('the ferry sails')[0] ?? spanOf(TEXT, 0, 1)) }],
        method,
        status: 'proposed',
      },
    ],
    reviews: [
      {
        id: 'rev_00000000000000aa',
        at: '2025-03-05T10:00:00Z',
        by: 'ana',
        action: 'accept',
        target: says.id,
        patch: null,
        reason: '',
      },
    ],
  }
}
