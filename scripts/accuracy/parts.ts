/** Parts of docs/accuracy.md, in its order, and the options that each needs. */
export const PARTS = {
  attribution: ['polnear', 'gap'],
  relations: ['pairs', 'commitmentbank'],
} as const
export type Part = keyof typeof PARTS

/** Stands between the two parts. */
const MARK = '\n<!-- part: relations -->\n\n'

/** The page with one part replaced; the other stays byte for byte. */
export function replacePart(page: string, part: Part, text: string): string {
  const at = page.indexOf(MARK)
  const [attribution, relations] = at < 0 ? [page, ''] : [page.slice(0, at), page.slice(at + MARK.length)]
  switch (part) {
    case 'attribution':
      return relations === '' ? text : text + MARK + relations
    case 'relations':
      return attribution + MARK + text
  }
}
