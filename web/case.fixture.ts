import { actorId, claimId, relationId, sha256, sourceId, stanceId, statementId } from '../src/model/id.ts'
import { joinSpans, spanOf } from '../src/model/span.ts'
import type { Snapshot } from '../graph/snapshot.ts'
import type { Actor, ActorKind, Case, Claim, Relation, Source, Stance, Statement } from '../src/model/records.ts'
import type { Span } from '../src/model/span.ts'

/** What a test says about a statement; words are found in the text of the source. */
interface Said {
  readonly by: Actor
  readonly speaker?: string
  readonly cue?: string
  readonly content: string | readonly string[]
  readonly form?: Statement['form']
  readonly illocution?: Statement['illocution']
  readonly certainty?: Statement['certainty']
  readonly relayedBy?: Statement
  readonly via?: readonly Actor[]
  readonly saidAt?: string
  readonly status?: Statement['status']
}

const METHOD = { name: 'local', version: '1' }

/** Each record once, by id. */
function sorted<T extends { readonly id: string }>(list: readonly T[]): T[] {
  return [...new Map(list.map((record) => [record.id, record])).values()].sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** The deciding words of a relation, where they stand in a statement. */
function decided(statement: Statement, words: string): Relation['spans'][number] {
  const [span] = statement.contentSpans
  const at = (span?.start ?? 0) + (span?.exact.indexOf(words) ?? 0)
  return { source: statement.source, start: at, end: at + words.length, exact: words }
}

/** The item at a position, round and round. */
function at<T>(list: readonly T[], i: number): T {
  const value = list[i % list.length]
  if (value === undefined) throw new Error('empty list')
  return value
}

/** One to seven sentences that all say that a shed burned. */
function sentences(n: number): string[] {
  return Array.from(
    { length: 1 + (n % 11 === 0 ? 6 : n % 3) },
    (_, k) => `report ${k + 1} of shed ${n + 1} says it burned`,
  )
}

/** Puts a case together record by record; every id and span is real. */
export class CaseBuilder {
  readonly #texts = new Map<string, string>()
  readonly #sources: Source[] = []
  readonly #actors: Actor[] = []
  readonly #statements: Statement[] = []
  readonly #claims: Claim[] = []
  readonly #stances: Stance[] = []
  readonly #relations: Relation[] = []

  actor(name: string, kind: ActorKind, more: Partial<Actor> = {}): Actor {
    const blank = { aliases: [], roles: [], speaksFor: [], partOf: [], plural: false, links: [] }
    const actor: Actor = { id: actorId(kind, name), name, kind, ...blank, ...more }
    this.#actors.push(actor)
    return actor
  }

  source(
    title: string,
    text: string,
    outlet: Actor | null,
    publishedAt: string | null,
    more: Partial<Source> = {},
  ): Source {
    const id = sourceId(text)
    const source: Source = {
      id,
      path: `sources/${id.slice(4)}.txt`,
      title,
      kind: 'article',
      url: `https://news.example/${id.slice(4)}`,
      outlet: outlet?.id ?? null,
      author: null,
      publishedAt,
      readAt: null,
      language: 'en',
      sha256: sha256(text),
      ...more,
    }
    this.#sources.push(source)
    this.#texts.set(id, text)
    return source
  }

  say(source: Source, said: Said): Statement {
    const text = this.#texts.get(source.id) ?? ''
    const find = (words: string): Span => {
      const at = text.indexOf(words)
      if (at < 0) throw new Error(`“${words}” does not stand in “${source.title}”`)
      return spanOf(text, at, at + words.length)
    }
    const contentSpans = [said.content].flat().map(find)
    const cueSpans = said.cue ? [find(said.cue)] : []
    const statement: Statement = {
      id: statementId(source.id, cueSpans, contentSpans),
      source: source.id,
      speaker: said.by.id,
      speakerSpans: said.speaker ? [find(said.speaker)] : [],
      cueSpans,
      contentSpans,
      content: joinSpans(contentSpans),
      form: said.form ?? 'indirect',
      illocution: said.illocution ?? 'assertive',
      certainty: said.certainty ?? 'unspecified',
      cueClass: 'report',
      relayedBy: said.relayedBy?.id ?? null,
      via: said.via?.map((actor) => actor.id) ?? [],
      viaSpans: [],
      saidAt: said.saidAt ?? null,
      score: 0.9,
      method: METHOD,
      status: said.status ?? 'accepted',
    }
    this.#statements.push(statement)
    return statement
  }

  claim(
    text: string,
    voices: readonly (readonly [Statement, Stance['stance']])[],
    status: Claim['status'] = 'accepted',
  ): Claim {
    const claim: Claim = { id: claimId(text), text, about: [], method: METHOD, status }
    this.#claims.push(claim)
    for (const [statement, stance] of voices)
      this.#stances.push({
        id: stanceId(statement.id, claim.id),
        statement: statement.id,
        claim: claim.id,
        stance,
        score: 0.9,
        reason: 'the same proposition',
        method: METHOD,
        status: 'accepted',
      })
    return claim
  }

  relate(type: Relation['type'], a: Claim, b: Claim, more: Partial<Relation> = {}): Relation {
    const [from, to] = type === 'contradicts' && b.id < a.id ? [b.id, a.id] : [a.id, b.id]
    const relation: Relation = {
      id: relationId(type, from, to),
      type,
      from,
      to,
      kind: type === 'supports' ? 'evidence' : 'contrary',
      score: 0.61,
      reason: 'Two causes named for one event.',
      spans: [],
      method: METHOD,
      status: 'accepted',
      ...more,
    }
    this.#relations.push(relation)
    return relation
  }

  build(manifest: Partial<Case['manifest']> = {}): Case {
    return {
      manifest: { format: 1, title: 'A case', question: '', language: 'en', notes: '', ...manifest },
      texts: this.#texts,
      sources: sorted(this.#sources),
      actors: sorted(this.#actors),
      statements: sorted(this.#statements),
      utterances: [],
      claims: sorted(this.#claims),
      stances: sorted(this.#stances),
      relations: sorted(this.#relations),
      reviews: [],
    }
  }
}

const GAZETTE = `The night ferry between Marrow Quay and Teal Island lay idle on Tuesday after its landing stage gave way.

Harbour master Ilse Brandt said a barge had struck the stage shortly before midnight. “It came in far too fast,” she told local media.

According to Radio Teal, engineers of the ferry line found rust on every second bolt. A spokesman for the line denied that the stage was rotten. Several dockers warned that the other stage might go next.

The mayor demanded that the line refund every ticket. “Who signed the last inspection?” she asked.`

const LANTERN = `Rust, not a barge, brought down the landing stage at Marrow Quay, engineers of the ferry line say.

They told Radio Teal that the bolts had been eaten through for years. The stage was last inspected in March, the line’s own log shows.

Brandt maintains that a barge rammed the stage. Sources on the island doubt that any barge was out that night. نفى قبطان العبارة سامر الخطيب أن تكون أي سفينة قد اقتربت من الرصيف.`

const BULLETIN = `Radio Teal, evening bulletin. Our reporter has seen the bolts: two came apart in her hand.

The barge owners’ association confirmed that all its barges were moored by ten. “Not one of ours was moving,” its chair Odd Lindqvist said.

Ilse Brandt repeated that she saw a barge strike the stage.`

/** The small case of the tests: one dispute with both sides, a relay, unnamed speakers, a demand and a question without a claim. */
export function ferryCase(): Case {
  const b = new CaseBuilder()
  const gazette = b.actor('Quay Gazette', 'outlet')
  const lantern = b.actor('Island Lantern', 'outlet')
  const radio = b.actor('Radio Teal', 'outlet')
  const brandt = b.actor('Ilse Brandt', 'person', { roles: [{ title: 'harbour master', of: 'Marrow Quay' }] })
  const engineers = b.actor('engineers of the ferry line', 'group', { plural: true })
  const spokesman = b.actor('a spokesman for the line', 'unnamed')
  const dockers = b.actor('several dockers', 'unnamed', { plural: true })
  const islanders = b.actor('sources on the island', 'unnamed', { plural: true })
  const mayor = b.actor('the mayor', 'person')
  const owners = b.actor('barge owners’ association', 'organisation')
  const lindqvist = b.actor('Odd Lindqvist', 'person')
  const captain = b.actor('سامر الخطيب', 'person')
  const media = b.actor('local media', 'unnamed', { plural: true })

  const one = b.source('Ferry stage collapses at Marrow Quay', GAZETTE, gazette, '2031-05-06')
  const two = b.source('Rust brought down the stage', LANTERN, lantern, '2031-05-07')
  const three = b.source('Evening bulletin', BULLETIN, radio, null, { url: null, kind: 'transcript' })

  const struck = b.say(one, {
    by: brandt,
    speaker: 'Harbour master Ilse Brandt',
    cue: 'said',
    content: 'a barge had struck the stage shortly before midnight',
    certainty: 'certain',
    saidAt: '2031-05-06',
  })
  const fast = b.say(one, {
    by: brandt,
    speaker: 'she',
    cue: 'told',
    content: 'It came in far too fast,',
    form: 'direct',
    certainty: 'certain',
    via: [media],
    saidAt: '2031-05-06',
  })
  const relay = b.say(one, {
    by: radio,
    speaker: 'Radio Teal',
    cue: 'According to',
    content: 'engineers of the ferry line found rust on every second bolt',
    certainty: 'certain',
  })
  const rust = b.say(one, {
    by: engineers,
    speaker: 'engineers of the ferry line',
    cue: 'found',
    content: 'rust on every second bolt',
    certainty: 'certain',
    relayedBy: relay,
  })
  const denial = b.say(one, {
    by: spokesman,
    speaker: 'A spokesman for the line',
    cue: 'denied',
    content: 'the stage was rotten',
    certainty: 'certain',
  })
  const warning = b.say(one, {
    by: dockers,
    speaker: 'Several dockers',
    cue: 'warned',
    content: 'the other stage might go next',
    certainty: 'possible',
    status: 'proposed',
  })
  b.say(one, {
    by: mayor,
    speaker: 'The mayor',
    cue: 'demanded',
    content: 'the line refund every ticket',
    illocution: 'directive',
  })
  b.say(one, {
    by: mayor,
    speaker: 'she',
    cue: 'asked',
    content: 'Who signed the last inspection?',
    form: 'direct',
    illocution: 'question',
  })
  const headline = b.say(two, {
    by: engineers,
    speaker: 'engineers of the ferry line',
    cue: 'say',
    content: 'Rust, not a barge, brought down the landing stage at Marrow Quay',
    certainty: 'certain',
  })
  const toRadio = b.say(two, {
    by: engineers,
    speaker: 'They',
    cue: 'told',
    content: 'the bolts had been eaten through for years',
    certainty: 'certain',
    via: [radio],
  })
  const inspected = b.say(two, { by: lantern, content: 'The stage was last inspected in March', form: 'narrated' })
  const maintains = b.say(two, {
    by: brandt,
    speaker: 'Brandt',
    cue: 'maintains',
    content: 'a barge rammed the stage',
    certainty: 'certain',
  })
  const doubt = b.say(two, {
    by: islanders,
    speaker: 'Sources on the island',
    cue: 'doubt',
    content: 'any barge was out that night',
    certainty: 'probable',
  })
  const arabic = b.say(two, {
    by: captain,
    speaker: 'قبطان العبارة سامر الخطيب',
    cue: 'نفى',
    content: 'تكون أي سفينة قد اقتربت من الرصيف',
    certainty: 'certain',
  })
  const bolts = b.say(three, {
    by: radio,
    content: ['Our reporter has seen the bolts', 'two came apart in her hand'],
    form: 'narrated',
    certainty: 'certain',
  })
  const moored = b.say(three, {
    by: owners,
    speaker: 'The barge owners’ association',
    cue: 'confirmed',
    content: 'all its barges were moored by ten',
    certainty: 'certain',
    saidAt: '2031-05-06/2031-05-07',
  })
  const moving = b.say(three, {
    by: lindqvist,
    speaker: 'its chair Odd Lindqvist',
    cue: 'said',
    content: 'Not one of ours was moving,',
    form: 'direct',
    certainty: 'certain',
  })
  const saw = b.say(three, {
    by: brandt,
    speaker: 'Ilse Brandt',
    cue: 'repeated',
    content: 'she saw a barge strike the stage',
    certainty: 'certain',
  })

  const barge = b.claim('A barge struck the landing stage', [
    [struck, 'asserts'],
    [maintains, 'asserts'],
    [saw, 'asserts'],
    [doubt, 'questions'],
    [arabic, 'denies'],
  ])
  const corroded = b.claim('Rusted bolts brought the landing stage down', [
    [relay, 'asserts'],
    [headline, 'asserts'],
    [toRadio, 'asserts'],
    [denial, 'denies'],
  ])
  const rusty = b.claim('Every second bolt was rusty', [[rust, 'asserts']])
  const speed = b.claim('The barge came in too fast', [[fast, 'asserts']])
  const apart = b.claim('Bolts came apart in a reporter’s hand', [[bolts, 'asserts']])
  const still = b.claim('Every barge was moored by ten', [
    [moored, 'asserts'],
    [moving, 'asserts'],
  ])
  const next = b.claim('The other landing stage may collapse', [[warning, 'asserts']], 'proposed')
  b.claim('The stage was inspected in March', [[inspected, 'asserts']])

  b.relate('contradicts', barge, corroded, {
    reason: 'Each names another cause of the same collapse.',
    spans: [decided(struck, 'a barge had struck the stage'), decided(headline, 'Rust, not a barge')],
  })
  b.relate('contradicts', barge, still, {
    status: 'proposed',
    reason: 'No barge can have struck the stage before midnight when all were moored by ten.',
  })
  b.relate('supports', rusty, corroded)
  b.relate('supports', apart, corroded)
  b.relate('supports', speed, barge)
  b.relate('supports', rusty, next, { status: 'proposed' })
  b.relate('supports', speed, rusty, { status: 'rejected' })
  return b.build({
    title: 'Marrow Quay ferry, 2031',
    question: 'Why did the landing stage at Marrow Quay collapse?',
    notes: 'All names, places and words are invented.',
  })
}

/** Paper and what it says; every sentence is attributed below. */
const PIER = (paper: string) =>
  `${paper} has read the wire. The Coastal Agency reported that Ana Okoro said the pier was sold in spring. ` +
  `Ben Li said a buyer had it by June. Officials whispered that it was gone for good. The ministry denied that it was ever sold.`

/**
 * One claim for each shape that a number of origins has: one wire story in three papers with an official and a spokesman of one
 * ministry, nobody named, a circle, and as many witnesses as asked for, each in a paper of its own.
 */
export function pierCase(witnesses = 10): Case {
  const b = new CaseBuilder()
  const papers = ['Quay Gazette', 'Island Lantern', 'Harbour Daily'].map((name) => b.actor(name, 'outlet'))
  const agency = b.actor('Coastal Agency', 'outlet')
  const ministry = b.actor('Ministry of Ports', 'organisation')
  const okoro = b.actor('Ana Okoro', 'person', { speaksFor: [ministry.id] })
  const li = b.actor('Ben Li', 'person', { speaksFor: [ministry.id] })
  const officials = b.actor('officials', 'unnamed', { plural: true })
  const stories = papers.map((paper, i) =>
    b.source(`Pier, in ${paper.name}`, PIER(paper.name), paper, `2031-06-0${i + 1}`),
  )
  const relayed = stories.map((story) => {
    const relayedBy = b.say(story, {
      by: agency,
      speaker: 'The Coastal Agency',
      cue: 'reported',
      content: 'Ana Okoro said the pier was sold in spring',
    })
    return b.say(story, {
      by: okoro,
      speaker: 'Ana Okoro',
      cue: 'said',
      content: 'the pier was sold in spring',
      relayedBy,
    })
  })
  const [first = at(stories, 0), second = at(stories, 1)] = stories
  const buyer = b.say(first, { by: li, speaker: 'Ben Li', cue: 'said', content: 'a buyer had it by June' })
  const whispers = [first, second].map((story) =>
    b.say(story, { by: officials, speaker: 'Officials', cue: 'whispered', content: 'it was gone for good' }),
  )
  const denial = b.say(second, { by: ministry, speaker: 'The ministry', cue: 'denied', content: 'it was ever sold' })
  b.claim('The pier was sold', [
    ...[...relayed, buyer, at(whispers, 0)].map((said) => [said, 'asserts'] as const),
    [denial, 'denies'],
  ])
  b.claim(
    'The pier is gone',
    whispers.map((said) => [said, 'asserts'] as const),
  )
  const [gazette = agency, lantern = agency] = papers
  const lamps = [
    b.say(b.source('Lamp', 'The Lantern reports that the lamp failed.', gazette, null), {
      by: lantern,
      cue: 'reports',
      content: 'the lamp failed',
    }),
    b.say(b.source('Lamp again', 'The Gazette reports that the lamp went out.', lantern, null), {
      by: gazette,
      cue: 'reports',
      content: 'the lamp went out',
    }),
  ]
  b.claim(
    'The lamp failed',
    lamps.map((said) => [said, 'asserts'] as const),
  )
  const watch = Array.from({ length: witnesses }, (_, i) => {
    const paper = b.actor(`Paper ${i + 1}`, 'outlet')
    const source = b.source(`Smoke ${i + 1}`, `A keeper says that pier ${i + 1} smoked.`, paper, '2031-06-04')
    return b.say(source, { by: b.actor(`Keeper ${i + 1}`, 'person'), cue: 'says', content: `pier ${i + 1} smoked` })
  })
  b.claim(
    'Smoke rose over the piers',
    watch.map((said) => [said, 'asserts'] as const),
  )
  return b.build({ title: 'Pier, 2031', question: 'Was the pier sold?' })
}

/** Findings as the analyses write them, made by hand: about a claim, with its statements as proof. */
export function findingsOn({ claims, statements, actors }: Case, many = 4): Snapshot['findings'] {
  const proof = (i: number, role: string) => ({ statement: at(statements, i).id, role })
  const about = (i: number) => ({ claims: [at(claims, i).id, at(claims, i + 1).id], actors: [at(actors, i).id] })
  return [
    {
      analysis: 'bottleneck',
      headline: '3 outlets, at most 1 origin: Ministry of Ports',
      note: '2 claims have no other route on what is loaded',
      ...about(0),
      words: [proof(0, 'relays'), proof(1, 'first said'), proof(1, 'later')],
    },
    ...Array.from({ length: many }, (_, i) => ({
      analysis: 'quotes',
      headline: `Quotes differ between outlets ${i + 1}`,
      note: 'one has “gone for good”, the other does not',
      ...about(i),
      words: [proof(i + 2, 'earlier'), proof(i + 3, 'later')],
    })),
  ]
}

/**
 * A case of as many claims as asked for, the same every time: every fifth claim is contradicted, most are supported by
 * claims before them, each by as many as asked for. Or in stories of 20 to 200 claims, most of whose relations stay within them.
 */
export function largeCase(claims: number, { relationsEach = 1, hasStories = false } = {}): Case {
  const b = new CaseBuilder()
  const outlets = ['Quay Gazette', 'Island Lantern', 'Radio Teal'].map((name) => b.actor(name, 'outlet'))
  const speakers = Array.from({ length: 20 }, (_, i) => b.actor(`Witness ${i + 1}`, 'person'))
  const said: Claim[] = []
  // A fixed linear congruential sequence: a picture that changes from run to run can't be compared.
  let seed = 7
  const random = (below: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((seed / 2_147_483_648) * below)
  }
  const perSource = 40
  for (let first = 0; first < claims; first += perSource) {
    const numbers = Array.from({ length: Math.min(perSource, claims - first) }, (_, i) => first + i)
    const text = numbers.map((n) => sentences(n).join('. ')).join('.\n\n')
    const source = b.source(`Log ${first / perSource + 1}`, text, at(outlets, first / perSource), '2031-05-06')
    for (const n of numbers) {
      const voices = sentences(n).map(
        (words) => [b.say(source, { by: at(speakers, random(20)), content: words }), 'asserts'] as const,
      )
      said.push(
        b.claim(`Shed ${n + 1} burned before the watch came round`, voices, n % 4 === 0 ? 'proposed' : 'accepted'),
      )
    }
  }
  // Where the story of a claim begins.
  const starts: number[] = []
  while (starts.length < (hasStories ? said.length : 0))
    starts.push(...Array.from({ length: 20 + Math.floor(random(60) ** 2 / 20) }, () => starts.length))
  /** One of the claims before: most are of the same story, and few of the others of one far away. */
  const before = (i: number) => {
    const start = starts[i]
    if (start === undefined) return i < 6 ? 0 : i - 1 - random(Math.min(i, 30))
    if (i > start && random(100) < 97) return start + Math.floor((random(100) ** 2 / 10_000) * (i - start))
    return random(4) > 0 ? Math.max(0, start - 1 - random(200)) : random(i)
  }
  said.forEach((claim, i) => {
    if (i === 0 || i % 9 === 8) return
    for (let k = 0; k < relationsEach; k++) {
      const other = at(said, before(i))
      if (other.id !== claim.id)
        b.relate(i % 5 === 0 ? 'contradicts' : 'supports', claim, other, {
          status: i % 3 === 0 ? 'proposed' : 'accepted',
        })
    }
  })
  return b.build({ title: `${claims} sheds`, question: 'Which sheds burned before the watch came round?' })
}
