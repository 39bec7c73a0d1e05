import louvain from 'graphology-communities-louvain'
import { layOut } from './layout.ts'
import type { Plan, Positions } from './layout.ts'

/** What the worker posts: how far it is, then where everything stands. */
export type LayoutMessage = { readonly share: number } | { readonly positions: Positions }

const post = (message: LayoutMessage) => self.postMessage(message, { transfer: [] })

self.addEventListener('message', (event: MessageEvent<Plan>) => {
  const communitiesOf = (graph: Parameters<typeof louvain>[0]) => louvain(graph, { randomWalk: false })
  post({ positions: layOut(event.data, (share) => post({ share }), communitiesOf) })
})
