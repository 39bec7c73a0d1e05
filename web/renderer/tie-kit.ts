import { LINE_FRAGMENT, LINE_VERTEX, discFragment } from '../shaders.ts'
import { paintTies, widthOfTie } from '../tie-layer.ts'
import { claimProgram } from './claim-program.ts'
import { FLOAT } from './look.ts'
import { relationProgram } from './relation-program.ts'
import type { EdgeDisplayData, NodeDisplayData } from 'sigma/types'
import type { Look } from './look.ts'
import type { Kit } from './display.ts'

/** A square with round corners; its edge and its ring are dashed where the number of rings is -1. */
const SQUARE_FRAGMENT = discFragment(
  /* glsl */ `
  vec2 corner = abs(v_at) - v_radius * 0.6;
  float d = length(max(corner, 0.0)) + min(max(corner.x, corner.y), 0.0) + v_radius * 0.6;
  float reach = v_radius;
`,
  /* glsl */ `
  if (v_rings < 0.0) {
    float side = abs(v_at.x) > abs(v_at.y) ? v_at.y : v_at.x;
    float dashes = max(1.0, floor(v_radius / 6.0 + 0.5));
    float isOn = step(abs(fract(side / v_radius * dashes + 0.5) - 0.5), 0.28);
    edge *= max(isOn, v_isSelected);
    around *= isOn;
  }
  colour = mix(colour, v_edge.rgb, around);
  colour = mix(colour, v_fill.rgb, cover(d - v_radius));
`,
)

/** Draws actors as squares, and the lines between them. */
export const TIE_KIT: Kit = {
  nodes: (look) => ({ actor: claimProgram(look, SQUARE_FRAGMENT) }),
  edges: (look) => ({ tie: tieProgram(look) }),
  showTie: ({ mark, tie }) => ({
    type: 'tie',
    size: mark === 'relays' ? widthOfTie(tie?.size ?? 1) : 0,
    shift: tie?.shift ?? 0,
  }),
  paintTies,
}

/** Numbers of a relation before its width. */
const OWN = 9

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
