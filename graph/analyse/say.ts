const NUMBERS = new Intl.NumberFormat('en')

/** `1 claim`, `3,000 statements`: a count never stands without its noun. */
export function count(n: number, noun: string, plural = `${noun}s`): string {
  return `${NUMBERS.format(n)} ${n === 1 ? noun : plural}`
}

/** Names as a sentence lists them: `A`, `A and B`, `A, B and 4 more`. */
export function list(names: readonly string[], most = 4): string {
  const shown = names.length > most ? [...names.slice(0, most - 1), `${names.length - most + 1} more`] : names
  return shown.length < 2 ? (shown[0] ?? '') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1) ?? ''}`
}
