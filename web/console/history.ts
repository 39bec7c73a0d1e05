const KEY = 'hearsay-queries'
/** How many queries are kept. */
const MOST = 50

/** Queries that were run on this computer, the last one first. None where storage is forbidden. */
export function readHistory(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]')
    return Array.isArray(kept) ? kept.filter((one) => typeof one === 'string').slice(0, MOST) : []
  } catch {
    return []
  }
}

/** The history with a query in front, each query once; kept where storage allows. */
export function remember(history: readonly string[], query: string): readonly string[] {
  const next = [query, ...history.filter((one) => one !== query)].slice(0, MOST)
  try {
    localStorage.setItem(KEY, JSON.stringify(next))
  } catch {
    // Forbidden or full: the history then lasts as long as the page.
  }
  return next
}

/** Forgets every query. */
export function forget(): readonly string[] {
  try {
    localStorage.removeItem(KEY)
  } catch {
    // Nothing could be kept there.
  }
  return []
}
