import type * as Transformers from '@huggingface/transformers'
import { HearsayError } from '../../model/error.ts'

/** The library that runs the models. It is no dependency of hearsay: who wants a model installs it. */
const LIBRARY = '@huggingface/transformers'
export type Library = typeof Transformers

/** Loads the library. Throws where it is not installed, or does not run on this computer. */
export async function loadLibrary(): Promise<Library> {
  try {
    const library = await import('@huggingface/transformers')
    library.env.logLevel = library.LogLevel.ERROR
    return library
  } catch (cause) {
    const { code, message } = cause instanceof Error ? (cause as NodeJS.ErrnoException) : { message: String(cause) }
    const isMissing = code === 'ERR_MODULE_NOT_FOUND' && message.includes(`'${LIBRARY}'`)
    throw new HearsayError(
      isMissing ? 'missing-library' : 'broken-library',
      isMissing
        ? `a model needs ${LIBRARY}, which is not installed beside hearsay. Install it with: npm install ${LIBRARY}`
        : `${LIBRARY} is installed and does not run here: ${firstLine(message)} Install it again with: npm install ${LIBRARY}`,
      { cause },
    )
  }
}

/** The first line of what another program says, as a sentence. */
export const firstLine = (message: string) => `${(message.split('\n')[0] ?? '').trim().replace(/\.$/, '')}.`
