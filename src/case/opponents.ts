import { LineCounter, parseDocument, isNode } from 'yaml'
import { normalise } from '../model/id.ts'
import type { Actor, Manifest } from '../model/records.ts'
import { fault, type Fault } from './fault.ts'
import { fileOf } from './files.ts'
import { MANIFEST_FILE } from './manifest.ts'

const keyOf = (name: string) => normalise(name).replaceAll(' ', '')

/**
 * Finds whom a person means who writes a name into `case.yaml`: the actor with this id, else those with this name, else those with
 * this alias. Unnamed actors have no name. Several actors where the name does not tell them apart.
 */
export function actorsByName(actors: readonly Actor[]): (name: string) => readonly Actor[] {
  const ids = new Map(actors.map((actor) => [actor.id, actor]))
  const [names, aliases] = [new Map<string, Actor[]>(), new Map<string, Actor[]>()]
  for (const actor of actors) {
    if (actor.kind === 'unnamed') continue
    add(names, actor.name, actor)
    for (const alias of new Set(actor.aliases.map(keyOf))) add(aliases, alias, actor)
  }
  return (name) => {
    const actor = ids.get(name)
    return actor ? [actor] : (names.get(keyOf(name)) ?? aliases.get(keyOf(name)) ?? [])
  }
}

function add(lists: Map<string, Actor[]>, name: string, actor: Actor): void {
  const list = lists.get(keyOf(name))
  if (list) list.push(actor)
  else lists.set(keyOf(name), [actor])
}

/** A fault for each name under `opponents` in the text of a `case.yaml` that is nobody's, or more than one actor's. */
export function faultsOfOpponents(yaml: string, manifest: Manifest, actors: readonly Actor[]): readonly Fault[] {
  if (!manifest.opponents) return []
  const lines = new LineCounter()
  const document = parseDocument(yaml, { lineCounter: lines })
  const find = actorsByName(actors)
  return manifest.opponents.flatMap((pair, i) =>
    pair.flatMap((name, side) => {
      const found = find(name)
      if (found.length === 1) return []
      const node = document.getIn(['opponents', i, side], true)
      const place = {
        file: MANIFEST_FILE,
        ...(isNode(node) && node.range ? { line: lines.linePos(node.range[0]).line } : {}),
      }
      return found.length === 0
        ? [fault(place, 'unknown-name', name, `No actor has this name, alias or id: see ${fileOf('actors')}.`)]
        : [fault(place, 'ambiguous-name', name, `Write the id instead: ${found.map(({ id }) => id).join(' or ')}.`)]
    }),
  )
}
