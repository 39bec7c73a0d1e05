/** What is kept on this computer between visits. Storage may be forbidden: it then lasts no longer than the page. */
export function keep(key: string, value: string): void {
  page.set(key, value)
  try {
    localStorage.setItem(`hearsay-${key}`, value)
  } catch {
    // The page has it.
  }
}

/** What was kept, if anything. */
export function kept(key: string): string | null {
  try {
    return localStorage.getItem(`hearsay-${key}`) ?? page.get(key) ?? null
  } catch {
    return page.get(key) ?? null
  }
}

const page = new Map<string, string>()
