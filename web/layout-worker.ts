import { findGroups } from './communities.ts'
import { layOutByGroups } from './group-layout.ts'
import { layOut } from './layout.ts'
import type { Plan, Positions } from './layout.ts'

/** What the worker is asked: where everything stands, in groups where there are many; or the groups alone. */
export interface LayoutTask {
  readonly plan: Plan
  readonly isGrouped: boolean
  readonly isPlaced: boolean
}

/** What the worker posts: how far it is, then where everything stands, and who is in which group. */
export type LayoutMessage =
  { readonly share: number } | { readonly positions: Positions; readonly groupOf: ReadonlyMap<string, number> }

const post = (message: LayoutMessage) => self.postMessage(message, { transfer: [] })

self.addEventListener('message', ({ data: { plan, isGrouped, isPlaced } }: MessageEvent<LayoutTask>) => {
  const groupOf = isGrouped ? findGroups(plan) : new Map<string, number>()
  const positions = isPlaced
    ? {}
    : layOut(
        plan,
        (share) => post({ share }),
        (ids, ...rest) => layOutByGroups(ids, ...rest, groupOf),
      )
  post({ positions, groupOf })
})
