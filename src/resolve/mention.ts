import { readEnglish, type Token } from '../language/english.ts'
import type { Actor, ActorKind } from '../model/records.ts'
import names from './names.json' with { type: 'json' }
import roleData from './roles.json' with { type: 'json' }
import { outletNamed } from './outlets.ts'
import { isDemonym, stateNamed, stateOfPeople } from './states.ts'

/** What the words for an actor say by themselves, before the rest of the text is looked at. */
export type Mention =
  | { readonly type: 'named'; readonly name: string; readonly kind: ActorKind; readonly roles: readonly Role[] }
  | { readonly type: 'pronoun'; readonly word: string }
  /** "the outlet", "the report": one that the text has named before. */
  | { readonly type: 'description'; readonly kind: ActorKind; readonly words: string }
  | { readonly type: 'unnamed'; readonly words: string; readonly isPlural: boolean }

/** A role of a person, and whom it is a role of, in the text's words. */
export type Role = Actor['roles'][number]

/** Every form of a personal pronoun, and the form that stands for all of them. */
const PRONOUNS: ReadonlyMap<string, string> = new Map(
  [
    'i me my mine myself',
    'he him his himself',
    'she her hers herself',
    'they them their theirs themselves',
    'it its itself',
    'we us our ours ourselves',
    'you your yours',
    ...'who which that this these those'.split(' '),
  ].flatMap((forms) => forms.split(' ').map((form) => [form, forms.split(' ')[0] ?? form] as const)),
)
/** Forms of address say nothing about what a person is. */
const TITLES: ReadonlySet<string> = new Set(
  roleData.roles.filter((role) => role.of === 'title').map((role) => role.title),
)
const ROLES = roleData.roles
  .map(({ title, of }) => ({ words: title.split(/ |(?<=-)|(?=-)/), of }))
  .toSorted((a, b) => b.words.length - a.words.length)
const HEADS = new Map(names.heads.map(({ word, kind }) => [word, kind as ActorKind]))
const DOCUMENTS = new Set(names.documents.map(({ word }) => word))
const ANYBODY = new Set(names.anybody.map(({ word }) => word))
const DESCRIPTIONS = new Map(names.descriptions.map(({ head, kind }) => [head, kind as ActorKind]))
const PARTICLES: ReadonlySet<string> = new Set('al bin ibn de da del der van von la le el di'.split(' '))

const QUANTIFIERS: ReadonlySet<string> = new Set(
  'all any both few many most other several some two three various'.split(' '),
)

/** Longer runs of name words are rarely a person's. */
const MOST_NAME_WORDS = 4

/** True for a token that can be part of a name. */
export const isNameWord = (token: Token | undefined) =>
  token !== undefined && /^\p{Lu}/u.test(token.text) && token.pos !== 'PUNCT' && token.text !== 'I'
const isPossessive = (token: Token | undefined) => token !== undefined && /^['’]s?$/.test(token.text)
const lower = (token: Token | undefined) => token?.text.toLowerCase() ?? ''
/** The tokens' own words, spaces as in the text. */
function wordsOf(text: string, tokens: readonly Token[]): string {
  const [first, last] = [tokens[0], tokens.at(-1)]
  return first && last ? text.slice(first.start, last.end).replace(/\s+/g, ' ') : ''
}

/** Reads the words of one speaker. `text` is the words alone. */
export function readMention(text: string): Mention {
  const words = text
    .replace(/\s+/g, ' ')
    .replace(/\s*\([^()]*\)\s*,?\s*$/, '')
    // "Ana Okoro - آنا اوکورو": the same name again in another script.
    .replace(/ [-–—|] [^\p{Script=Latin}]+$/u, '')
    .replace(/^[\s,;:"“”'‘—–-]+|[\s,;:"“”'‘—–-]+$/g, '')
    .replace(/(?<=\p{L})['’]s?$/u, '')
  const tokens = readEnglish(words)
  const [first] = tokens
  if (QUANTIFIERS.has(lower(first))) return readUnnamed(words, tokens)
  if (!first) return { type: 'unnamed', words: 'not named', isPlural: false }
  const pronoun = tokens.length === 1 ? PRONOUNS.get(lower(first)) : undefined
  if (pronoun !== undefined) return { type: 'pronoun', word: pronoun }
  return readDescription(words, tokens) ?? readName(words, tokens) ?? readUnnamed(words, tokens)
}

/** "the report": definite, and no name in it. "TOLO's report" is its outlet and left to `readName`. */
function readDescription(words: string, tokens: readonly Token[]): Mention | null {
  const kind = DESCRIPTIONS.get(tokens.at(-1)?.lemma ?? '')
  const isDefinite = /^(the|this|that)$/i.test(tokens[0]?.text ?? '')
  const hasName = tokens.slice(1, -1).some((token) => isNameWord(token) && !isDemonym(token.text))
  return kind && isDefinite && !hasName ? { type: 'description', kind, words } : null
}

/** Stretches between commas: "Ana Okoro", "the former envoy to Chad". */
function segmentsOf(tokens: readonly Token[]): Token[][] {
  const segments: Token[][] = [[]]
  for (const token of tokens)
    if (token.text === ',') segments.push([])
    else segments.at(-1)?.push(token)
  return segments.filter((segment) => segment.length > 0)
}

/** The role whose words stand at a place of a segment; the longest one. */
function roleAt(segment: readonly Token[], at: number) {
  return ROLES.find(({ words }) =>
    words.every((word, i) => lower(segment[at + i]) === word || segment[at + i]?.lemma === word),
  )
}

/**
 * Where the last role word of a segment ends; null without one. What stands behind "for" or "of" is another one's role: "a
 * spokesman for Mayor Okoro".
 */
function roleEnd(segment: readonly Token[]): number | null {
  let end: number | null = null
  for (let at = 0; at < segment.length;) {
    if (end !== null && at >= end && segment[at]?.pos === 'ADP') break
    const role = roleAt(segment, at)
    // "Republican Party" is no Republican of the name of Party.
    const isOfName = role?.of === 'party' && kindOfName(nameRun(segment, at + 1).map(lower)) !== undefined
    if (role && !isOfName) end = at + role.words.length
    at += role?.words.length ?? 1
  }
  return end
}

/** The run of name words that begins at `at`: capitals, initials, particles and hyphens between them. */
export function nameRun(segment: readonly Token[], at: number): Token[] {
  let end = at
  while (end < segment.length) {
    const token = segment[end]
    const isJoined =
      (PARTICLES.has(lower(token)) || token?.text === '.') &&
      (isNameWord(segment[end + 1]) || PARTICLES.has(lower(segment[end + 1])))
    // "Ban Ki-moon": what a hyphen ties to a name is part of it.
    const isHyphen = token?.text === '-' || segment[end - 1]?.text === '-'
    if (!isNameWord(token) && !isJoined && !(isHyphen && end > at)) break
    end++
  }
  return segment.slice(at, end)
}

/** A role's words ("Pakistan's Defence Minister", "former ambassador to France") as title and whom it is a role of. */
function readRole(text: string, tokens: readonly Token[]): Role | null {
  const possessor = tokens.findIndex(isPossessive)
  const start = /^(the|a|an)$/i.test(tokens[0]?.text ?? '') ? 1 : 0
  const title = wordsOf(text, tokens.slice(possessor >= 0 ? possessor + 1 : start))
  if (title === '') return null
  return { title, of: possessor > start ? wordsOf(text, tokens.slice(start, possessor)) : null }
}

function readName(text: string, tokens: readonly Token[]): Mention | null {
  const segments = segmentsOf(tokens)
  const [first = [], second = []] = segments
  // "Harbour Forward, a company that …": the noun behind the name tells its kind.
  const kind = /^an?$/i.test(second[0]?.text ?? '') ? kindOfNoun(second) : undefined
  const bare = kind ? readBareName(text, first) : null
  if (bare?.type === 'named' && kind) return bare.kind === 'person' ? { ...bare, kind } : bare
  const roles: Role[] = []
  let person: string | null = null
  for (const segment of segments) {
    const end = roleEnd(segment)
    if (end === null) {
      // "Afghanistan's defence minister, Mullah Yaqoob": the role stood in the segment before.
      const run = nameRun(segment, 0)
      if (!person && roles.length > 0 && run.length === segment.length) person = wordsOf(text, run)
      continue
    }
    const run = nameRun(segment, end)
    const isTitled = run.length > 0 && end + run.length === segment.length
    const role = readRole(text, isTitled ? segment.slice(0, end) : segment)
    if (isTitled) person ??= wordsOf(text, run)
    else if (!person && segment !== segments[0]) {
      // "Omar Samad, former ambassador": the name stood in the segment before.
      const name = readBareName(text, segments[0] ?? [])
      if (name?.type === 'named' && name.kind !== 'person') return name
      if (name?.type === 'named') person = name.name
    }
    if (role && !TITLES.has(role.title.toLowerCase())) roles.push(role)
  }
  if (person) return { type: 'named', name: person, kind: 'person', roles }
  if (isRoleAlone(first)) return null
  return readBareName(text, first)
}

/** The kind that the first noun phrase of a segment names: "organisation" of "a company that sells rope". */
function kindOfNoun(segment: readonly Token[]): ActorKind | undefined {
  const end = segment.findIndex(({ pos, text }) => /^(ADP|VERB|AUX|SCONJ|PRON|PUNCT)$/.test(pos) || text === 'that')
  return HEADS.get(lower(segment.slice(0, end < 0 ? segment.length : end).at(-1)))
}

/** "The Foreign Minister", "Prime Minister": capitals, but nobody's name. "John Major" is one. */
function isRoleAlone(segment: readonly Token[]): boolean {
  if (roleEnd(segment) !== segment.length || isPartisans(segment.at(-1))) return false
  return (
    /^(the|a|an)$/i.test(segment[0]?.text ?? '') ||
    // "Harbour Office Spokesman": no surname, as "Major" or "Judge" can be.
    /^(government|spokesperson)$/.test(roleAt(segment, segment.length - 1)?.of ?? '') ||
    ROLES.some(({ words }) => words.join(' ') === segment.map(lower).join(' '))
  )
}

const isPartisans = (token: Token | undefined) =>
  /(icans|crats|ists|ians|ites|anis|aqis|ealis)$/.test(token?.text ?? '')

/** A name without a role: its last words, or a list of states, tell its kind; two or more capitals else are a person. */
function readBareName(text: string, segment: readonly Token[]): Mention | null {
  const start = /^(the|a|an)$/i.test(segment[0]?.text ?? '') ? 1 : 0
  const run = nameRun(segment, start)
  const head = run.at(-1)
  if (!head) return null
  // "Sources said": a capital that only begins the sentence.
  if (run.length === 1 && (ANYBODY.has(lower(head)) || isDocument(lower(head).replace(/s$/, '')))) return null
  // "Economists": the plural of a role is nobody by name.
  const one = /^(.*)s$/.exec(lower(head))?.[1]
  if (run.length === 1 && ROLES.some(({ words, of }) => of !== 'party' && words.join(' ') === one)) return null
  // "Kenyans said": the people of a state are nobody by name.
  if (segment.length === start + run.length && stateOfPeople(wordsOf(text, run))) return null
  const rest = segment.slice(start + run.length)
  const named = (kind: ActorKind, tokens: readonly Token[]): Mention => ({
    type: 'named',
    name: wordsOf(text, tokens),
    kind,
    roles: [],
  })
  const state = stateNamed(wordsOf(text, run))
  const outlet = outletNamed(wordsOf(text, run))
  // "The TOLOnews report", "TOLO News' report": the outlet speaks.
  const described = DESCRIPTIONS.has(lower(rest.at(-1))) && rest.length <= 2
  const isReport = described && !run.every((token) => isDemonym(token.text))
  if (isReport && !state)
    return outlet ? { type: 'named', name: outlet, kind: 'outlet', roles: [] } : named('outlet', run)
  if (rest.length === 0) {
    if (outlet) return { type: 'named', name: outlet, kind: 'outlet', roles: [] }
    if (state) return { type: 'named', name: state, kind: 'state', roles: [] }
    const kind = kindOfName(run.map(lower))
    if (kind) return named(kind, run)
    if (run.length === 1 && isPartisans(head)) return named('group', run)
    const isAcronym = run.length === 1 && /^[\p{Lu}.&-]{2,}$/u.test(head.text)
    if (isAcronym || start === 1) return named('organisation', run)
    return run.filter(isNameWord).length <= MOST_NAME_WORDS ? named('person', run) : named('organisation', run)
  }
  const [joint] = rest
  // "Harbour News’s Ana Okoro": the name of a person behind whoever the person works for.
  const owned = isPossessive(joint) ? nameRun(rest, 1) : []
  if (owned.length > 1 && owned.length === rest.length - 1) {
    const person = readBareName(text, owned)
    return person?.type === 'named' && person.kind === 'person' ? person : null
  }
  const further = nameRun(rest, 1)
  if (joint && further.length > 0 && further.length === rest.length - 1) {
    // "Commission on Presidential Debates"; "Ana Okoro and Ben Li" are two and nobody's name.
    if (joint.text === 'and') return named('group', segment)
    // "Ana Okoro of Harbour University": a person and where from.
    const isPerson =
      start === 0 && run.length > 1 && run.length <= MOST_NAME_WORDS && !kindOfName(run.map(lower)) && !state
    if (isPerson && /^(of|at|from|with)$/.test(joint.text)) return named('person', run)
    if (joint.pos === 'ADP' && kindOfName(run.map(lower))) return named('organisation', segment.slice(start))
  }
  // "the Taliban government", "the Pakistani delegation": one body with a name or a nationality in front.
  const body = rest.length === 1 && start === 1 ? HEADS.get(rest[0]?.lemma ?? '') : undefined
  return body ? named(body, segment.slice(start)) : null
}

/** The kind that the end of a name tells; the word may be written together with what is before it ("TOLOnews"). */
export function kindOfName(words: readonly string[]): ActorKind | undefined {
  const last = words.at(-1) ?? ''
  const known = HEADS.get(words.slice(-2).join(' ')) ?? HEADS.get(last) ?? HEADS.get(words[0] ?? '')
  if (known) return known
  return words.length === 1 && last.length > 5 && /(news|times|post)$/.test(last) ? 'outlet' : undefined
}

/** True for a noun of what is written: "report", "projections". */
export const isDocument = (noun: string) => DOCUMENTS.has(noun)

/** Plural nouns and "many of them": anybody, perhaps somebody who is named elsewhere. */
function readUnnamed(words: string, tokens: readonly Token[]): Mention {
  const head = tokens.filter((token) => token.pos === 'NOUN' || token.pos === 'PROPN').at(-1)
  const isPlural =
    head !== undefined && head.text.toLowerCase() !== head.lemma && /s$|men$|people$|media$/i.test(head.text)
  const isWritten = isDocument(head?.lemma ?? '') || isDocument(lower(head))
  const isRole = tokens.length === 1 && ROLES.some(({ words: [role] }) => `${role}s` === lower(head))
  const isPeople = stateOfPeople(words) !== null && /s$/i.test(words)
  const isCollective = isPeople || /\b(and|media|people|police|both|many|some|several|various)\b/i.test(words)
  return {
    type: 'unnamed',
    words: words.replace(/^(the|a|an)\s+/i, ''),
    isPlural: !isWritten && (isPlural || isRole || isCollective),
  }
}
