import type { Overrides } from './read-text.ts'

/** What the lines of a header may be called, and what each says. */
const KEYS: Readonly<Record<string, keyof Overrides>> = {
  title: 'title',
  outlet: 'outlet',
  publisher: 'outlet',
  author: 'author',
  by: 'author',
  url: 'url',
  link: 'url',
  date: 'published',
  published: 'published',
  read: 'read',
  kind: 'kind',
  language: 'language',
  lang: 'language',
}

/** The field that a header's `key` stands for, whatever its letter case. */
export function headerKey(key: string): keyof Overrides | undefined {
  const name = key.trim().toLowerCase()
  return Object.hasOwn(KEYS, name) ? KEYS[name] : undefined
}
