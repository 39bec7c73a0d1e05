import { parseDocument } from 'yaml'
import { check } from '../model/check.ts'
import { HearsayError, showValue } from '../model/error.ts'
import { ManifestSchema, type Manifest } from '../model/records.ts'

/** The file that makes a folder a case. */
export const MANIFEST_FILE = 'case.yaml'
/** The newest format of the case folder that this program reads, and the one it writes. */
export const CASE_FORMAT = 1

const DEFAULTS = { title: '', question: '', language: 'en', notes: '' }

function parse(yaml: string) {
  const document = parseDocument(yaml, { prettyErrors: true })
  const [error] = document.errors
  const line = error?.linePos?.[0].line
  if (error)
    throw new HearsayError(
      'damaged-manifest',
      `${MANIFEST_FILE}${line === undefined ? '' : `:${line}`}: damaged manifest: ${showValue(error.code)}. Correct the YAML on that line.`,
    )
  return document
}

/** `yaml` as plain values: a mapping, or `not-a-case`. Keys with nothing after the colon count as absent. */
function valuesOf(yaml: string): Record<string, unknown> {
  let values: unknown
  try {
    values = parse(yaml).toJS({ maxAliasCount: 100 })
  } catch (error) {
    if (error instanceof HearsayError) throw error
    throw new HearsayError(
      'damaged-manifest',
      `${MANIFEST_FILE}: damaged manifest: too many aliases. Write them out.`,
      {
        cause: error,
      },
    )
  }
  if (typeof values !== 'object' || values === null || Array.isArray(values) || !('format' in values))
    throw new HearsayError(
      'not-a-case',
      `${MANIFEST_FILE}: not a case: ${showValue(values)}. A case's file has a line "format: ${CASE_FORMAT}".`,
    )
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null))
}

/**
 * The manifest in the text of a `case.yaml`; title, question, language and notes may be left out.
 * Throws `damaged-manifest`, `not-a-case`, `newer-format` or `InvalidRecord`.
 */
export function parseManifest(yaml: string): Manifest {
  const values = valuesOf(yaml)
  if (typeof values['format'] === 'number' && values['format'] > CASE_FORMAT)
    throw new HearsayError(
      'newer-format',
      `${MANIFEST_FILE}: newer format: ${values['format']}. This hearsay reads formats up to ${CASE_FORMAT}; this case needs the hearsay that wrote it, or a later one: npm install hearsay@latest.`,
    )
  const manifest = check(ManifestSchema, { ...DEFAULTS, ...values }, { file: MANIFEST_FILE })
  if (manifest.format !== CASE_FORMAT)
    throw new HearsayError(
      'not-a-case',
      `${MANIFEST_FILE}: not a case: format ${manifest.format}. There is only format ${CASE_FORMAT}: correct the line.`,
    )
  return manifest
}

/**
 * The text of `case.yaml` for `manifest`: what stood there (`existing`) with only the changed values replaced, so that
 * comments, order and unknown keys of whoever wrote it stay; the same text where nothing changed.
 */
export function formatManifest(manifest: Manifest, existing: string | null): string {
  const document = parse(existing ?? '')
  const before: Record<string, unknown> = existing === null ? {} : { ...DEFAULTS, ...valuesOf(existing) }
  let isChanged = false
  for (const [key, value] of Object.entries(manifest)) {
    if (JSON.stringify(before[key]) === JSON.stringify(value)) continue
    document.set(key, value)
    isChanged = true
  }
  return existing !== null && !isChanged ? existing : document.toString({ lineWidth: 0 })
}
