/** HTML that is safe to put into a page: only `html` makes it. */
export class Markup {
  readonly #text: string

  constructor(strings: readonly string[], values: readonly Content[]) {
    this.#text = strings.map((part, i) => (i === 0 ? part : written(values[i - 1]) + part)).join('')
  }

  toString(): string {
    return this.#text
  }
}

/** What a template takes; text is escaped, null, undefined and false are nothing, of a list one after the other. */
export type Content = Markup | string | number | null | undefined | false | readonly Content[]

/** HTML in which every value is escaped, for text and for attributes in double quotation marks. */
export function html(strings: TemplateStringsArray, ...values: readonly Content[]): Markup {
  return new Markup(strings, values)
}

function written(value: Content): string {
  if (value === null || value === undefined || value === false) return ''
  if (value instanceof Markup) return value.toString()
  if (typeof value === 'object') return value.map(written).join('')
  return String(value).replace(
    /[&<>"'\0]/g,
    (character) => `&#${character === '\0' ? 0xfffd : character.charCodeAt(0)};`,
  )
}
