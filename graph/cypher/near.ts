/** The name that was probably meant: the nearest by edits, letter case aside, at most a third of its letters (rounded up) away. */
export function nearest(name: string, names: Iterable<string>): string | null {
  let best: string | null = null
  let least = Math.ceil(name.length / 3) + 1
  const wanted = name.toLowerCase()
  for (const one of names) {
    if (Math.abs(one.length - name.length) >= least) continue
    const distance = edits(wanted, one.toLowerCase())
    if (distance < least) {
      least = distance
      best = one
    }
  }
  return best
}

/** Levenshtein's distance: letters put in, left out or replaced. */
function edits(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 0; i < a.length; i++) {
    const row = [i + 1]
    for (let j = 0; j < b.length; j++) {
      const replaced = (above[j] ?? 0) + (a[i] === b[j] ? 0 : 1)
      row.push(Math.min(replaced, (above[j + 1] ?? 0) + 1, (row[j] ?? 0) + 1))
    }
    above = row
  }
  return above[b.length] ?? 0
}
