import { keep, kept } from './keep.ts'

/** Puts the theme that a person chose in force: it wins over the system's, and is kept on this computer. */
export function restoreTheme(): void {
  const theme = kept('theme')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset['theme'] = theme
}

/** Changes between light and dark. */
export function flipTheme(): void {
  const { dataset } = document.documentElement
  const isDark = dataset['theme'] ? dataset['theme'] === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches
  dataset['theme'] = isDark ? 'light' : 'dark'
  keep('theme', dataset['theme'])
}
