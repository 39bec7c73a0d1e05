import { expect, test } from 'vitest'
import { actorId, sourceId, statementId } from '../model/id.ts'
import type { Actor, Statement } from '../model/records.ts'
import { readableContent, spanOf } from '../model/span.ts'
import { PLAIN } from '../model/statement.fixture.ts'
import { canonicalise } from './canonicalise.ts'
import { propositionsOf } from './proposition.ts'

const actorOf = (kind: Actor['kind'], name: string, aliases: string[] = []): Actor => ({
  id: actorId(kind, name),
  name,
  kind,
  aliases,
  roles: [],
  speaksFor: [],
  partOf: [],
  plural: false,
  links: [],
})
const ANA = actorOf('person', 'Ana Okoro', ['Okoro'])

/** A statement whose text is cue and content. */
function statementOf(content: string, more: Partial<Statement> = {}, cue = 'said'): Statement {
  const text = `${cue} ${content}`
  const contentSpans: Statement['contentSpans'] = [spanOf(text, cue.length + 1, text.length)]
  const cueSpans = [spanOf(text, 0, cue.length)]
  const source = sourceId(text)
  return {
    ...PLAIN,
    id: statementId(source, cueSpans, contentSpans),
    source,
    speaker: ANA.id,
    cueSpans,
    contentSpans,
    content: readableContent(contentSpans),
    score: 0.8,
    ...more,
  }
}
const readOf = (statement: Statement, speaker: Actor | undefined = ANA) =>
  propositionsOf({ statement, speaker, state: undefined, fullNames: new Map() })
const textsOf = (content: string, more: Partial<Statement> = {}, speaker?: Actor) =>
  readOf(statementOf(content, more), speaker).map(({ text }) => text)
const textOf = (content: string, more: Partial<Statement> = {}, speaker?: Actor) =>
  textsOf(content, more, speaker)[0] ?? null

test.each<[Statement['illocution']]>([['directive'], ['commissive'], ['question'], ['expressive']])(
  'a statement that is %s makes no claim',
  (illocution) => {
    expect(readOf(statementOf('the pier is closed', { illocution }))).toEqual([])
  },
)

test.each<[string, string | null]>([
  ['that the pier is closed', 'The pier is closed'],
  ['“the pier is closed,”', 'The pier is closed'],
  ['the pier\n  is closed.', 'The pier is closed'],
  ['he closed the pier', 'Ana Okoro closed the pier'],
  ['they closed the pier', null],
  ['I closed the pier', null],
  ['it is clear the pier is closed', 'It is clear the pier is closed'],
  ['there was a storm', 'There was a storm'],
  ['a closed pier', null],
  ['to close the pier', null],
  ['was closed after the storm', null],
  ['closed', null],
])('the content %j of a person is the claim %j', (content, claim) => {
  expect(textOf(content)).toBe(claim)
})

test.each<[Actor['kind'], string, string | null]>([
  ['organisation', 'it closed the pier', 'Harbour closed the pier'],
  ['state', 'it closed the pier', 'Harbour closed the pier'],
  ['group', 'they closed the pier', 'The Harbour closed the pier'],
  ['outlet', 'it closed the pier', null],
  ['outlet', 'they closed the pier', null],
  ['unnamed', 'he closed the pier', null],
  ['organisation', 'she closed the pier', null],
])('of a speaker that is %s, %j is the claim %j', (kind, content, claim) => {
  expect(textOf(content, {}, actorOf(kind, 'Harbour'))).toBe(claim)
})

test('a pronoun in direct speech is nobody the speaker can be', () => {
  expect(textOf('he closed the pier', { form: 'direct' })).toBeNull()
})

test.each<[Statement['cueClass'], string, string | null]>([
  ['accuse', 'Ben Li of closing the pier', 'Ben Li closed the pier'],
  ['accuse', 'Ben Li for hiding the damage', 'Ben Li hid the damage'],
  ['accuse', 'Ben Li of treason', null],
  ['accuse', 'that now carry weight given the admission of allowing the sale', null],
  ['concede', 'signing the deal', 'Ana Okoro signed the deal'],
  ['deny', 'signing the deal', 'Ana Okoro signed the deal'],
  ['demand', 'signing the deal', null],
])('under %s, %j is the claim %j', (cueClass, content, claim) => {
  expect(textOf(content, { cueClass })).toBe(claim)
})

test.each<[string, Statement['cueClass'], string, string]>([
  ['the pier is closed', 'report', 'asserts', 'said'],
  ['that the pier is closed', 'deny', 'denies', 'denied'],
  ['whether the pier is closed', 'report', 'questions', 'said'],
  ['the pier is closed', 'question', 'questions', 'doubted'],
])('%j under %s: the speaker %s it, and the reason names the cue', (content, cueClass, stance, cue) => {
  const [proposition] = readOf(statementOf(content, { cueClass }, cue))
  expect(proposition).toMatchObject({ text: 'The pier is closed', stance })
  expect(proposition?.reason).toContain(`“${cue}”`)
})

test.each([
  ['the pier is closed', '“The pier is closed.”', 1],
  ['the pier is closed', 'that the pier is closed', 1],
  ['the pier is closed', 'the pier is not closed', 2],
  ['the storm killed 40 sailors', 'the storm killed 50 sailors', 2],
  ['the storm killed 4 sailors', 'the storm killed -4 sailors', 2],
  ['the pier closed in May', 'the pier closed in June', 2],
])('%j and %j make %i claims', (a, b, count) => {
  const { claims, stances } = canonicalise([statementOf(a), statementOf(b, {}, 'told me')], [ANA])
  expect(claims).toHaveLength(count)
  expect(stances).toHaveLength(2)
  expect(new Set(stances.map(({ claim }) => claim))).toEqual(new Set(claims.map(({ id }) => id)))
})

test('who denies and who asserts meet in one claim', () => {
  const { claims, stances } = canonicalise(
    [statementOf('the pier is closed'), statementOf('that the pier is closed', { cueClass: 'deny' }, 'denied')],
    [ANA],
  )
  expect(claims.map(({ text }) => text)).toEqual(['The pier is closed'])
  expect(stances.map(({ stance }) => stance).toSorted()).toEqual(['asserts', 'denies'])
})

test('a narrated sentence joins a claim of an attributed statement and makes none by itself', () => {
  const narrated = { form: 'narrated' } as const
  const alone = statementOf('The harbour is frozen.', narrated)
  const same = statementOf('The pier is closed.', narrated)
  const said = statementOf('that the pier is closed')
  const { claims, stances } = canonicalise([same, alone, said], [ANA])
  expect(claims.map(({ text }) => text)).toEqual(['The pier is closed'])
  expect(new Set(stances.map(({ statement }) => statement))).toEqual(new Set([same.id, said.id]))
})

test('the order of statements makes no difference', () => {
  const statements = [
    statementOf('the Pier is closed'),
    statementOf('the pier is closed'),
    statementOf('it rained on Ana'),
  ]
  expect(canonicalise(statements.toReversed(), [ANA])).toEqual(canonicalise(statements, [ANA]))
})

test('a claim is about the named actors whose names stand in it as whole words', () => {
  const actors = [ANA, actorOf('state', 'Chad'), actorOf('unnamed', 'sailors'), actorOf('person', 'Li')]
  const { claims } = canonicalise([statementOf('the sailors liked Okoro in Chad')], actors)
  expect(claims.map(({ about }) => about)).toEqual([[ANA.id, actors[1]?.id]])
})

test('a stance has the score of its statement, and both are proposals', () => {
  const { claims, stances } = canonicalise([statementOf('the pier is closed')], [ANA])
  expect(stances).toMatchObject([{ score: 0.8, status: 'proposed', claim: claims[0]?.id }])
  expect(claims).toMatchObject([{ status: 'proposed' }])
})

const manyOf = (...contents: (readonly [content: string, cue?: string, more?: Partial<Statement>])[]) =>
  contents.map(([content, cue = 'said', more = {}]) => statementOf(content, more, cue))
const BEN = actorOf('person', 'Ben Li', ['Li'])

test('each stance says how its statement came to the claim', () => {
  const statements = manyOf(['he had closed the pier'], ['Okoro closed a pier', 'told me'])
  const { claims, stances } = canonicalise(statements, [ANA])
  expect(claims.map(({ text }) => text)).toEqual(['Ana Okoro closed a pier'])
  expect(new Set(stances.map(({ reason }) => reason))).toEqual(
    new Set([
      'The cue “said” presents it as true; the same words but for articles, with “Ana Okoro” for “he”, after undoing the tense of reported speech.',
      'The cue “told me” presents it as true; the same words, with “Okoro” by the full name.',
    ]),
  )
})

test('the halves of a content are claims of their own, and a denial of both is none of each', () => {
  const content = 'the pier is closed and the bridge is open'
  const { claims, stances } = canonicalise(manyOf([content], [content, 'denied', { cueClass: 'deny' }]), [ANA])
  expect(claims.map(({ text }) => text).toSorted()).toEqual([
    'The bridge is open',
    'The pier is closed',
    'The pier is closed and the bridge is open',
  ])
  expect(new Set(stances.map(({ id }) => id)).size).toBe(3)
})

test.each<[string, string, Partial<Statement>, string[]]>([
  ['said', 'it is not true that the pier is closed', {}, ['denies']],
  ['dismissed', 'reports that the pier is closed as propaganda', { cueClass: 'deny' }, ['denies']],
  ['confirmed', 'reports that the pier is closed', { cueClass: 'confirm' }, ['asserts']],
  ['cited', 'reports that the pier is closed', {}, []],
  ['denied', 'it is false that the pier is closed', { cueClass: 'deny' }, []],
  ['said', 'he does not think that the pier is closed', {}, ['denies']],
  ['did not deny', 'that the pier is closed', { cueClass: 'withhold', illocution: 'expressive' }, []],
  ['does not believe', 'that the pier is closed', { cueClass: 'withhold', illocution: 'expressive' }, ['denies']],
  ['asked', 'whether the pier is closed', { cueClass: 'ask', illocution: 'question' }, ['questions']],
])('who %j %j takes the claim so: %j %j', (cue, content, more, expected) => {
  const other = statementOf('the pier is closed', {}, 'wrote to me')
  const asked = statementOf(content, more, cue)
  const { claims, stances } = canonicalise([other, asked], [ANA])
  expect(claims.map(({ text }) => text)).toEqual(['The pier is closed'])
  expect(stances.filter(({ statement }) => statement === asked.id).map(({ stance }) => stance)).toEqual(expected)
})

test('an embedded question makes no claim by itself', () => {
  const asked = statementOf('whether the pier is closed', { cueClass: 'ask', illocution: 'question' }, 'asked')
  expect(canonicalise([asked], [ANA])).toEqual({ claims: [], stances: [] })
})

test('a threat makes no claim whatever its cue', () => {
  expect(textsOf('any attack would get a hard answer', { cueClass: 'assert' })).toEqual([])
  expect(textsOf('the attack will get an answer', { cueClass: 'assert' })).toHaveLength(1)
})

test('who warns what harm his own side can do threatens, and makes no claim', () => {
  const larn = actorOf('state', 'Larn')
  const warned = (content: string) => readOf(statementOf(content, { cueClass: 'assert' }, 'has warned'), larn)
  expect(warned('that it could destroy the whole port of Kest in a day')).toEqual([])
  expect(warned('that Kest could destroy the whole port in a day')).toHaveLength(1)
  expect(warned('that it could leave the talks')).toHaveLength(1)
})

test.each<[string, string | null]>([
  ['the crew for the fire', 'The crew was to blame for the fire'],
  ['the fire on two sailors', 'Two sailors were to blame for the fire'],
  ['bad weather', 'Bad weather was to blame'],
  ['them', null],
  ['what happened there', null],
])('who blamed %j makes the claim %j', (content, claim) => {
  const [made] = readOf(statementOf(content, { cueClass: 'accuse' }, 'blamed'))
  expect(made?.text ?? null).toBe(claim)
})

test('who is to blame for what is left open is another claim in each text', () => {
  const blamed = (content: string) => statementOf(content, { cueClass: 'accuse' }, 'blamed')
  const ids = (content: string) =>
    canonicalise([blamed(content), { ...blamed(`${content} `), source: 'src_0000000000000000' }], [ANA]).claims
  expect(ids('bad weather')).toHaveLength(2)
  expect(ids('bad weather for the fire')).toHaveLength(1)
})

test.each([
  ['the pier sank in the storm, a claim that Larn denies'],
  ['the pier sank in the storm, accusations now widely repeated'],
  ['the pier sank in the storm, a situation widely seen as odd, and so on'],
  ['the pier sank in the storm, saying that nobody was there'],
])('%j is a claim without its tail', (content) => {
  expect(textOf(content)).toBe('The pier sank in the storm')
})

test.each<[string, Partial<Statement>, string[]]>([
  [
    '“I have closed the pier. The bridge is open. Who knows?”',
    { form: 'direct' },
    ['Ana Okoro has closed the pier', 'The bridge is open'],
  ],
  ['I closed my pier', { form: 'direct' }, []],
  ['one thing only: the pier is closed', {}, ['The pier is closed']],
  ['and that the pier is closed, but', {}, ['The pier is closed']],
  ['the pier is closed, he said', {}, ['The pier is closed']],
  ['the plan that was proposed', {}, []],
  ['the very need for a pier', {}, []],
  ['his doubts because he was late', {}, []],
  ['her plan would close the pier', {}, []],
  ['my ships left', { form: 'direct' }, ['Ana Okoro’s ships left']],
  ['hiding the damage', { cueClass: 'concede' }, ['Ana Okoro hid the damage']],
  ['so far the pier is closed', {}, ['So far the pier is closed']],
  ['if the pier closed ships would wait', {}, ['If the pier closed ships would wait']],
  ['having a plan', { cueClass: 'concede' }, ['Ana Okoro having a plan']],
])('%j %j reads %j', (content, more, texts) => {
  expect(textsOf(content, more)).toEqual(texts)
})

test('the speaker’s country has its name where nobody else is named', () => {
  const kenya = actorOf('state', 'Kenya')
  const minister = { ...actorOf('person', 'Ida Lund'), speaksFor: [kenya.id] }
  const of = (content: string) =>
    canonicalise([statementOf(content, { speaker: minister.id })], [kenya, minister]).claims.map(({ text }) => text)
  expect(of('her country signed the deal')).toEqual(['Kenya signed the deal'])
  expect(of('Chad attacked her country')).toEqual(['Chad attacked her country'])
})

test('words that lean on their speaker, source or day are one claim only there', () => {
  const speakers = [{ speaker: ANA.id }, { speaker: BEN.id }]
  const claimsOf = (content: string, more: readonly Partial<Statement>[]) =>
    canonicalise(
      more.map((one, i) => statementOf(content, one, `said ${i}`)),
      [ANA, BEN],
    ).claims.length
  expect(claimsOf('a storm hit our ships', speakers)).toBe(2)
  expect(claimsOf('a storm hit the ships', speakers)).toBe(1)
  expect(claimsOf('US ships left', speakers)).toBe(1)
  expect(claimsOf('it is ready', speakers)).toBe(2)
  expect(claimsOf('it is likely that ships left', speakers)).toBe(1)
  expect(claimsOf('the pier closed yesterday', [{ saidAt: '2025-10-28' }, { saidAt: '2025-10-29' }])).toBe(2)
  expect(claimsOf('the pier closed yesterday', [{ saidAt: '2025-10-28' }, { saidAt: '2025-10-28' }])).toBe(1)
})

test('a sentence that goes on and on is no claim', () => {
  const words = 'the pier is closed where the ferry to Larn was moored '
  expect(textsOf(`${words.repeat(11)}now`)).toHaveLength(1)
  expect(textsOf(`${words.repeat(40)}now`)).toEqual([])
})
