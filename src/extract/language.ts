import { otherLanguage } from '../language/guess.ts'
import { HearsayError } from '../model/error.ts'
import type { Extractor } from './extractor.ts'

/**
 * Throws `other-language` for a text that is surely in a language which `extractor` does not read, so that it finds no nonsense
 * there. `place` is the text's path or address, for the message.
 */
export function refuseOtherLanguages(text: string, place: string, { languages }: Extractor): void {
  if (languages === 'any') return
  const other = otherLanguage(text, languages)
  if (other === null) return
  const names = new Intl.DisplayNames(['en'], { type: 'language' })
  const read = languages.map((tag) => names.of(tag) ?? tag).join(' or ')
  const way = `Give it in ${read}, or add --language ${languages[0] ?? 'en'} if it is in ${read} after all.`
  throw new HearsayError('other-language', `${place}: not ${read}: it reads as ${other}. ${way}`)
}
