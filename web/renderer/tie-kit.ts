import { LINE_FRAGMENT, LINE_VERTEX } from '../shaders.ts'
import { paintTies, widthOfTie } from '../tie-layer.ts'
import { claimProgram } from './claim-program.ts'
import { FLOAT } from './look.ts'
import { relationProgram } from './relation-program.ts'
import type { EdgeDisplayData, NodeDisplayData } from 'sigma/types'
import type { Look } from './look.ts'
import type { Kit } from './renderer.ts'

/** Draws actors as squares, and the lines between them. */
export const TIE_KIT: Kit = {
  nodes: (look) => ({ actor: claimProgram(look, '#define SQUARE\n') }),
  edges: (look) => ({ tie: tieProgram(look) }),
  showTie: ({ size, shift }, mark) => ({ type: 'tie', size: mark === 'relays' ? widthOfTie(size) : 0, shift }),
  paintTies,
}

/** Numbers of a relation before its width. */
const OWN = 10

/** Draws relations that have a width of their own, or 0 for that of their mark, and may run beside the middle. */
function tieProgram(look: Look) {
  return class extends relationProgram(look) {
    override getDefinition() {
      const definition = super.getDefinition()
      return {
        ...definition,
        VERTEX_SHADER_SOURCE: `#define TIE\n${LINE_VERTEX}`,
        FRAGMENT_SHADER_SOURCE: LINE_FRAGMENT,
        ATTRIBUTES: [
          ...definition.ATTRIBUTES,
          { name: 'a_width', size: 1, type: FLOAT },
          { name: 'a_shift', size: 1, type: FLOAT },
        ],
      }
    }
    override processVisibleItem(
      id: number,
      offset: number,
      from: NodeDisplayData,
      to: NodeDisplayData,
      data: EdgeDisplayData & { shift?: number },
    ) {
      super.processVisibleItem(id, offset, from, to, data)
      this.array.set([data.size, data.shift ?? 0], offset + OWN)
    }
  }
}
