/** Characters before a bracket that can hold the name. */
const BEFORE = 120

/** Full names by the acronym that a text gives them in brackets: "Harbour Relief Agency (HRA)". An acronym of two is left out. */
export function acronymsIn(text: string): Readonly<Record<string, string>> {
  const found = new Map<string, Set<string>>()
  for (const { 1: acronym = '', index } of text.matchAll(/\((\p{Lu}{2,8})\)/gu)) {
    const words = text
      .slice(Math.max(0, index - BEFORE), index)
      .split(/\s+/)
      .filter((word) => word !== '')
    const name = nameFor(acronym, words)
    if (name) found.set(acronym, (found.get(acronym) ?? new Set()).add(name))
  }
  return Object.fromEntries(
    [...found].flatMap(([acronym, [name, second]]) => (name && !second ? [[acronym, name]] : [])),
  )
}

/** The last words whose capitals spell the acronym; small words such as "of" between them count for nothing. */
function nameFor(acronym: string, words: readonly string[]): string | null {
  let letters = ''
  for (let from = words.length - 1; from >= 0 && letters.length < acronym.length; from--) {
    const word = words[from] ?? ''
    if (/[.,;:!?)]$/.test(word)) return null
    const capital = /^\p{Lu}/u.exec(word)?.[0]
    if (capital) letters = capital + letters
    else if (!/^(?:of|for|and|the|on|in|to)$/.test(word)) return null
    if (letters === acronym) return words.slice(from).join(' ')
  }
  return null
}
