import { createHash } from 'node:crypto'
import type { ActorKind, Relation } from './records.ts'
import type { Span } from './span.ts'

/** Lower-case hex SHA-256 of the UTF-8 bytes of `text`. */
export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex')
}

/** Ids are a prefix and the first 16 hex digits of the SHA-256 of what makes the record that record. */
function hashId(prefix: string, parts: readonly unknown[]): string {
  return `${prefix}_${sha256(JSON.stringify(parts)).slice(0, 16)}`
}

const TOKEN = /[\p{Sc}+−-]?\p{N}+(?:[.,:/–-]\p{N}+)*%?|[\p{L}\p{M}\p{N}']+|[\p{Sc}%]/gu

/**
 * The form in which two names, or two wordings of a claim, are the same: letter case, accents, punctuation and spacing do not
 * tell them apart; digits, signs, currencies and every word do.
 */
export function normalise(text: string): string {
  const plain = text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[’‘`]/g, "'")
  return (plain.match(TOKEN) ?? [])
    .map((token) => token.replace(/^'+|'+$/g, ''))
    .join(' ')
    .trim()
}

const positions = (spans: readonly Span[]) => spans.map((span) => [span.start, span.end])

export const sourceId = (text: string) => `src_${sha256(text).slice(0, 16)}`
/**
 * Spacing tells no names apart ("TOLO News", "TOLOnews"). An actor that is known in one source only, such as an unnamed
 * one, has that source's id as `scope`; everybody else is one actor across the case.
 */
export const actorId = (kind: ActorKind, name: string, scope = '') =>
  hashId('act', [kind, normalise(name).replaceAll(' ', ''), scope])
export const statementId = (source: string, cue: readonly Span[], content: readonly Span[]) =>
  hashId('stm', [source, positions(cue), positions(content)])
/** An utterance goes by the statement that reports it first. */
export const utteranceId = (statement: string) => hashId('utt', [statement])
export const claimId = (text: string) => hashId('clm', [normalise(text)])
export const stanceId = (statement: string, claim: string) => hashId('stc', [statement, claim])
export const relationId = (type: Relation['type'], from: string, to: string) => hashId('rel', [type, from, to])

/** Order of records in a case: by id, code unit by code unit. */
export const byId = (a: { readonly id: string }, b: { readonly id: string }) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
