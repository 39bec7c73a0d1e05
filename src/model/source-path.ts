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

/** The path of a source called `name` that none of `sources` has: `sources/<name>.txt`, numbered where it is taken. */
export function sourcePath(name: string, sources: readonly { readonly path: string }[]): string {
  // Some disks take paths that differ in letter case only for one.
  const taken = new Set(sources.map(({ path }) => path.toLowerCase()))
  const base = slug(name) || 'source'
  for (let number = 1; ; number += 1) {
    const suffix = number === 1 ? '' : `-${number}`
    const path = `sources/${base.slice(0, MAX_SLUG - suffix.length)}${suffix}.txt`
    if (!taken.has(path)) return path
  }
}
