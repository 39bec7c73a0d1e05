import { expect, test } from 'vitest'
import { replacePart } from './parts.ts'

test('replaces one part and keeps the other byte for byte', () => {
  const page = replacePart('# Accuracy  \n\n| a |b|\n', 'relations', '## Claims\n')
  expect(page).toBe('# Accuracy  \n\n| a |b|\n\n<!-- part: relations -->\n\n## Claims\n')
  expect(replacePart(page, 'relations', 'new\n')).toBe('# Accuracy  \n\n| a |b|\n\n<!-- part: relations -->\n\nnew\n')
  expect(replacePart(page, 'attribution', 'new\n')).toBe('new\n\n<!-- part: relations -->\n\n## Claims\n')
})

test('adds what was not there', () => {
  expect(replacePart('', 'attribution', 'new\n')).toBe('new\n')
})
