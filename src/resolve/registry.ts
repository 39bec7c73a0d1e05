import { actorId, byId, normalise } from '../model/id.ts'
import type { Actor, ActorKind } from '../model/records.ts'
import type { Role } from './mention.ts'
import nameData from './names.json' with { type: 'json' }
import { principalsOf, type Principal } from './principals.ts'

const keyOf = (name: string) => normalise(name).replaceAll(' ', '')
const surnameOf = (name: string) => normalise(name).split(' ').at(-1) ?? ''
const wordCount = (name: string) => normalise(name).split(' ').length
const SPELLINGS = new Map(nameData.spellings.map((spelling) => [spelling.word, spelling.as]))
/** Two full names of one source with the same key are one person's: initials inside and spellings of a name set aside. */
function spellingOf(name: string): string {
  const words = normalise(name).split(' ')
  const kept = words.filter((word, at) => at === 0 || at === words.length - 1 || word.length > 1)
  return kept.map((word) => SPELLINGS.get(word) ?? word).join(' ')
}
const isFullName = (name: string) => normalise(name).includes(' ')

interface Entry {
  readonly id: string
  readonly kind: ActorKind
  /** How often each wording of the name was used. */
  readonly wordings: Map<string, number>
  readonly roles: Map<string, Role>
  readonly speaksFor: Set<string>
  readonly partOf: Set<string>
  readonly isPlural: boolean
}

/** The actors of a case while it is being resolved: every name is entered once, with all its wordings. */
export class ActorRegistry {
  readonly #entries = new Map<string, Entry>()
  /** Full names by surname, for all the case and for one source (`source surname`). */
  readonly #fullNames = new Map<string, Set<string>>()
  /** The shortest of the names that a source gives one person, of those the first by alphabet, by `source spelling`. */
  readonly #usualNames = new Map<string, string>()

  /** Makes a full name known to a source before anybody is resolved, so that a surname finds it wherever it stands. */
  announcePerson(name: string, source: string): void {
    if (!isFullName(name)) return
    const key = `${source} ${spellingOf(name)}`
    const usual = this.#usualNames.get(key) ?? name
    const isShorter = wordCount(name) < wordCount(usual) || (wordCount(name) === wordCount(usual) && name < usual)
    this.#usualNames.set(key, isShorter ? name : usual)
    for (const key of [surnameOf(name), `${source} ${surnameOf(name)}`]) {
      const names = this.#fullNames.get(key) ?? new Set()
      this.#fullNames.set(key, names.add(name))
    }
  }

  /** The only full name that a surname can be short for: in its source, else in the case; null where there are two or none. */
  fullNameOf(surname: string, source: string): string | null {
    for (const key of [`${source} ${surnameOf(surname)}`, surnameOf(surname)]) {
      const spelled = [...(this.#fullNames.get(key) ?? [])].map((name) => this.#usualName(name, source))
      const names = [...new Map(spelled.map((name) => [keyOf(name), name])).values()]
      if (names.length === 1) return names[0] ?? null
      if (names.length > 1) return null
    }
    return null
  }

  #usualName(name: string, source: string): string {
    return this.#usualNames.get(`${source} ${spellingOf(name)}`) ?? name
  }

  /** Id of a named actor. A lone name that is nobody's surname is a person of that source only. */
  named(kind: ActorKind, name: string, source: string, roles: readonly Role[] = []): string {
    const isLoneName = kind === 'person' && !isFullName(name)
    const fullName =
      kind !== 'person' ? null : isLoneName ? this.fullNameOf(name, source) : this.#usualName(name, source)
    const id = actorId(kind, fullName ?? name, isLoneName && !fullName ? source : '')
    const entry = this.#enter(id, kind, fullName ?? name, false)
    if (fullName && fullName !== name) entry.wordings.set(name, entry.wordings.get(name) ?? 0)
    for (const role of roles) {
      entry.roles.set(normalise(`${role.title} ${role.of ?? ''}`), role)
      for (const principal of principalsOf(role)) this.relate(id, 'speaksFor', principal, source)
    }
    return id
  }

  /** Enters an actor under the id that it has already, whatever its name was when it got that. */
  known(id: string, kind: ActorKind, name: string): string {
    this.#enter(id, kind, name, false)
    return id
  }

  /** Adds another wording of a known actor's name ("Islamabad" of Pakistan). */
  alias(id: string, wording: string): void {
    const entry = this.#entries.get(id)
    if (entry) entry.wordings.set(wording, entry.wordings.get(wording) ?? 0)
  }

  /** Id of an actor without a name: one a source and wording. */
  unnamed(words: string, isPlural: boolean, source: string): string {
    const id = actorId('unnamed', words, source)
    this.#enter(id, 'unnamed', words, isPlural)
    return id
  }

  /** Notes that an actor speaks for another or is part of it. A lone name that is nobody's surname may be no person: left out. */
  relate(id: string, relation: 'speaksFor' | 'partOf', { kind, name }: Principal, source: string): void {
    if (kind === 'person' && !isFullName(name) && this.fullNameOf(name, source) === null) return
    const principal = this.named(kind, name, source)
    if (id !== principal) this.#entries.get(id)?.[relation].add(principal)
  }

  /** Every actor entered, sorted by id. The name is the wording of most words, of those the one used most, then by alphabet. */
  actors(): Actor[] {
    const actors = [...this.#entries.values()].map((entry): Actor => {
      const wordings = [...entry.wordings].toSorted(
        ([a, m], [b, n]) => Number(n > 0) - Number(m > 0) || wordCount(b) - wordCount(a) || n - m || (a < b ? -1 : 1),
      )
      const [name = entry.id, ...others] = wordings.map(([wording]) => wording)
      return {
        id: entry.id,
        name,
        kind: entry.kind,
        aliases: others.toSorted(),
        roles: [...entry.roles].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, role]) => role),
        speaksFor: [...entry.speaksFor].toSorted(),
        partOf: [...entry.partOf].toSorted(),
        plural: entry.isPlural,
        links: [],
      }
    })
    return actors.toSorted(byId)
  }

  #enter(id: string, kind: ActorKind, name: string, isPlural: boolean): Entry {
    const entry = this.#entries.get(id) ?? {
      id,
      kind,
      wordings: new Map<string, number>(),
      roles: new Map<string, Role>(),
      speaksFor: new Set<string>(),
      partOf: new Set<string>(),
      isPlural,
    }
    this.#entries.set(id, entry)
    entry.wordings.set(name, (entry.wordings.get(name) ?? 0) + 1)
    return entry
  }
}
