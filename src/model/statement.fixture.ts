import type { Statement } from './records.ts'

/** What is most ordinary of a statement: an indirect assertion that one source reports. */
export const PLAIN = {
  speakerSpans: [],
  form: 'indirect',
  illocution: 'assertive',
  certainty: 'certain',
  cueClass: 'report',
  relayedBy: null,
  via: [],
  viaSpans: [],
  saidAt: null,
  score: 1,
  method: { name: 'local', version: '1' },
  status: 'proposed',
} satisfies Partial<Statement>
