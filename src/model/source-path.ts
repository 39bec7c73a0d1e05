const MAX_SLUG = 60

/** `name` as a file's name: ASCII letters and digits joined by hyphens, at most 60; '' where it has none. */
function slug(name: string): string {
  const words = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/['’]/g, '')
    .toLowerCase()
    .match(/[a-z0-9]+/g)
  const whole = (words ?? []).join('-')
  if (whole.length <= MAX_SLUG) return whole
  const cut = whole.slice(0, MAX_SLUG + 1)
  return (cut.includes('-') ? cut.slice(0, cut.lastIndexOf('-')) : whole.slice(0, MAX_SLUG)).replace(/-$/, '')
}

/** The path of a source called `name` that is not among `taken` (in lower case): `sources/<name>.txt`, numbered where it is. */
export function sourcePath(name: string, taken: ReadonlySet<string>): string {
  const base = slug(name) || 'source'
  for (let number = 1; ; number += 1) {
    const suffix = number === 1 ? '' : `-${number}`
    const path = `sources/${base.slice(0, MAX_SLUG - suffix.length)}${suffix}.txt`
    if (!taken.has(path)) return path
  }
}
