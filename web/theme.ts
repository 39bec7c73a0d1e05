/** The theme button: the person's own choice wins over the system's, and is kept on this computer. */
const KEY = 'hearsay-theme'

/** Puts the kept choice in force. */
export function restoreTheme(): void {
  const kept = readKept()
  if (kept) document.documentElement.dataset['theme'] = kept
}

/** Changes between light and dark. */
export function flipTheme(): void {
  const root = document.documentElement
  const isDark = root.dataset['theme']
    ? root.dataset['theme'] === 'dark'
    : matchMedia('(prefers-color-scheme: dark)').matches
  root.dataset['theme'] = isDark ? 'light' : 'dark'
  try {
    localStorage.setItem(KEY, root.dataset['theme'])
  } catch {
    // Storage may be forbidden: the choice then lasts as long as the page.
  }
}

function readKept(): 'light' | 'dark' | null {
  try {
    const kept = localStorage.getItem(KEY)
    return kept === 'light' || kept === 'dark' ? kept : null
  } catch {
    return null
  }
}
