import { randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import type { RecordSchema } from '../model/check.ts'
import { sha256 } from '../model/id.ts'

/**
 * Answers kept in a folder, one file each, named by the SHA-256 of all that was asked: method, model, prompt and input. A run that was
 * cut goes on from them, and asking the same again costs nothing. A damaged file does not count. Where there is no room, or
 * no folder (null), the run goes on and keeps nothing.
 */
export class AnswerCache {
  readonly #folder: string | null

  constructor(folder: string | null) {
    this.#folder = folder
  }

  /** The answer to what `parts` asked, where one of that shape is kept. */
  async find<T>(parts: readonly unknown[], schema: RecordSchema<T>): Promise<T | null> {
    if (this.#folder === null) return null
    try {
      const kept = v.safeParse(schema, JSON.parse(await readFile(join(this.#folder, nameOf(parts)), 'utf8')))
      return kept.success ? kept.output : null
    } catch {
      return null
    }
  }

  /** Keeps an answer; done when the system has it, so that a killed process loses none that was paid for. */
  async keep(parts: readonly unknown[], answer: unknown): Promise<void> {
    if (this.#folder === null) return
    const path = join(this.#folder, nameOf(parts))
    const temporary = `${path}.${randomUUID()}.tmp`
    try {
      await mkdir(this.#folder, { recursive: true })
      await writeFile(temporary, `${JSON.stringify(answer)}\n`)
      await rename(temporary, path)
    } catch {
      // An answer that is not kept is asked for again: slower and dearer, not wrong.
    }
  }
}

const nameOf = (parts: readonly unknown[]) => `${sha256(JSON.stringify(parts))}.json`
