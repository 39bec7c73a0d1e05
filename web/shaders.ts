/**
 * GLSL of the two forms on the canvas. Lengths are CSS pixels: `u_px` is one pixel in the graph's own units, and marks stay
 * as they are while the camera moves. Colours are premultiplied. `u_dim` is what is left of whatever isn't kept.
 */
export const DISC_VERTEX = /* glsl */ `
attribute vec4 a_fill;
attribute vec4 a_edge;
attribute vec2 a_position;
attribute float a_radius;
attribute float a_flags;
attribute float a_rings;
attribute vec2 a_corner;
uniform mat3 u_matrix;
uniform float u_px;
uniform float u_scale;
uniform float u_isPlain;
varying vec4 v_fill;
varying vec4 v_edge;
varying vec2 v_at;
varying float v_radius;
varying float v_reach;
varying float v_isSelected;
varying float v_isKept;
varying float v_rings;
varying float v_gap;
void main() {
  v_radius = max(a_radius * u_scale, 1.6);
  v_gap = min(1.0, u_scale);
  v_rings = v_radius < 4.5 || u_isPlain > 0.5 ? 0.0 : a_rings;
  v_reach = v_radius + (v_rings != 0.0 ? (3.2 + (abs(v_rings) - 1.0) * 3.4 + 0.7) * v_gap : 0.0);
  v_isSelected = mod(a_flags, 2.0);
  v_isKept = floor(a_flags / 2.0);
  // No wider than what is painted: most of a picture of many is these quads.
  v_at = a_corner * (v_reach + 3.5 + v_isSelected * 4.0);
  v_fill = a_fill;
  v_edge = a_edge;
  gl_Position = vec4((u_matrix * vec3(a_position + v_at * u_px, 1)).xy, 0, 1);
}
`

/**
 * A disc: ground around it, fill, edge; when selected, a ring outside. `form` gives the distance `d` from its middle, where the edge is
 * at `v_radius`, and how far it reaches; `marks` may change the edge and the ring, and draws what is between them.
 */
export const discFragment = (form: string, marks: string) => /* glsl */ `
precision highp float;
varying vec4 v_fill;
varying vec4 v_edge;
varying vec2 v_at;
varying float v_radius;
varying float v_reach;
varying float v_isSelected;
varying float v_isKept;
varying float v_rings;
varying float v_gap;
uniform vec4 u_ground;
uniform float u_feather;
uniform float u_dim;
float cover(float distance) { return clamp(0.5 - distance / u_feather, 0.0, 1.0); }
void main() {
  ${form}
  float halo = min(2.5, v_radius * 0.4) + v_isSelected * 4.5;
  float alpha = cover(d - reach - halo);
  vec3 colour = u_ground.rgb;
  float edge = cover(d - v_radius);
  float around = v_isSelected * cover(abs(d - reach - 4.0) - 1.0);
  ${marks}
  colour = mix(colour, v_edge.rgb, edge);
  colour = mix(colour, v_fill.rgb, cover(d - v_radius + min(1.5, v_radius * 0.3)));
  alpha *= mix(u_dim, 1.0, v_isKept);
  gl_FragColor = vec4(colour * alpha, alpha);
}
`

/** The disc of a claim: its rings, one dotted where their number is -1. Lengths are those of `ringRadius` in encode.ts. */
export const DISC_FRAGMENT = discFragment(
  'float d = length(v_at); float reach = v_reach;',
  /* glsl */ `
  colour = mix(colour, v_edge.rgb, around);
  if (v_rings != 0.0) {
    float isDotted = step(v_rings, -0.5);
    float rings = abs(v_rings);
    float ring = 0.0;
    for (int i = 0; i < 3; i++) {
      float at = v_radius + (3.2 + float(i) * 3.4) * v_gap;
      ring = max(ring, step(float(i) + 0.5, rings) * cover(abs(d - at) - 0.7 * max(v_gap, 0.7)));
    }
    float turn = atan(v_at.y, v_at.x) * 0.15915494;
    float dots = floor(6.2831853 * (v_radius + 3.2 * v_gap) / 4.4 + 0.5);
    float isOn = step(abs(fract(turn * dots) - 0.5), 0.2);
    colour = mix(colour, v_edge.rgb, ring * mix(1.0, isOn, isDotted));
  }
`,
)

/**
 * The strip of a relation is as high as its line, and as its mark only where the mark is: from `a_corner.x` 1 to 2 of four places
 * along it. A TIE has a width of its own, and may run beside the middle.
 */
export const LINE_VERTEX = /* glsl */ `
attribute vec4 a_color;
attribute vec2 a_start;
attribute vec2 a_end;
attribute vec2 a_radii;
attribute float a_style;
attribute float a_isKept;
#ifdef TIE
attribute float a_width;
attribute float a_shift;
#endif
attribute vec3 a_corner;
uniform mat3 u_matrix;
uniform float u_px;
uniform float u_scale;
uniform float u_feather;
uniform float u_detail;
varying vec4 v_color;
varying vec2 v_at;
varying float v_length;
varying float v_style;
varying float v_width;
varying float v_isKept;
void main() {
  vec2 way = a_end - a_start;
  float size = length(way);
  vec2 along = size > 0.0 ? way / size : vec2(1.0, 0.0);
  vec2 trim = max(a_radii * u_scale, vec2(1.6)) + min(3.5, 3.5 * u_scale + 0.5);
  v_length = size / u_px - trim.x - trim.y;
  float reach = size > 0.0 && v_length > 0.0 ? 1.0 : 0.0;
  float isProposed = step(3.5, a_style);
  float mark = a_style - 4.0 * isProposed;
  v_width = (mark > 1.5 ? 1.0 : mark > 0.5 ? mix(2.25, 1.2, isProposed) : mix(2.0, 1.1, isProposed)) * max(u_detail, 0.55);
  float shift = 0.0;
  #ifdef TIE
  if (a_width > 0.0) v_width = a_width * max(u_detail, 0.55);
  shift = a_shift * min(1.0, u_scale);
  #endif
  vec2 from = vec2(v_length * 0.5 - 6.5, v_length * 0.5 + 6.5);
  float high = mark > 1.5 ? 5.0 : 9.0 * max(u_detail, 0.45) + 1.0;
  if (mark < 0.5) {
    float more = max(0.0, v_width - 2.0);
    from = vec2(v_length - 11.0 * u_detail - more * 1.4 - 1.0, v_length);
    high = 4.6 * u_detail + more + 1.0;
  }
  from = clamp(from, 0.0, max(v_length, 0.0));
  float x = a_corner.x < 0.5 ? 0.0 : a_corner.x < 1.5 ? from.x : a_corner.x < 2.5 ? from.y : v_length;
  float half_ = mix(v_width * 0.5 + u_feather, high, a_corner.z);
  v_at = vec2(x, a_corner.y * half_);
  v_color = a_color;
  v_style = a_style;
  v_isKept = a_isKept;
  vec2 place = a_start + along * (trim.x + v_at.x) * u_px + vec2(-along.y, along.x) * (v_at.y - shift) * u_px * reach;
  gl_Position = vec4((u_matrix * vec3(place, 1)).xy, 0, 1);
}
`

/**
 * A relation. Styles: 0 supports, 1 contradicts, 2 rejected; 4 more when proposed. Supports: solid, arrowhead at the end.
 * Contradicts: dashed from the middle outwards, a bar across the middle. Rejected: thin, a cross in the middle.
 */
export const LINE_FRAGMENT = /* glsl */ `
precision highp float;
varying vec4 v_color;
varying vec2 v_at;
varying float v_length;
varying float v_style;
varying float v_width;
varying float v_isKept;
uniform vec4 u_ground;
uniform float u_feather;
uniform float u_detail;
uniform float u_dim;
uniform float u_isPlain;
float cover(float distance) { return clamp(0.5 - distance / u_feather, 0.0, 1.0); }
float box(vec2 at, vec2 half_) { vec2 d = abs(at) - half_; return max(d.x, d.y); }
void main() {
  float isProposed = step(3.5, v_style);
  float mark = v_style - 4.0 * isProposed;
  float k = u_detail;
  float middle = v_at.x - v_length * 0.5;
  float line = abs(v_at.y) - v_width * 0.5;
  float ink = 0.0;
  float paper = 0.0;
  if (u_isPlain > 0.5) {
    float isOn = mark > 0.5 && mark < 1.5 ? abs(mod(abs(middle), 12.0 * k) - 6.0 * k) - 3.5 * k : -1.0;
    ink = cover(max(line, isOn));
  } else if (mark < 0.5) {
    float more = max(0.0, v_width - 2.0);
    float head = min(11.0 * k + more * 1.4, v_length * 0.6);
    float slope = 4.6 * k + more;
    float x = v_length - v_at.x;
    float normal = inversesqrt(1.0 + (slope / head) * (slope / head));
    float outer = max((abs(v_at.y) - x * slope / head) * normal, x - head);
    ink = max(cover(max(line, head * 0.8 - x)), cover(outer));
    paper = isProposed * cover(outer + 1.3);
  } else if (mark < 1.5) {
    float dash = mix(7.0, 4.0, isProposed) * k;
    float gap = mix(5.0, 4.0, isProposed) * k;
    float off = abs(middle) - 5.0 * k;
    float phase = mod(off, dash + gap) - dash * 0.5;
    float isOn = max(abs(phase) - dash * 0.5, -off);
    vec2 bar = mix(vec2(1.5, 9.0), vec2(2.9, 7.0), isProposed) * max(k, 0.45);
    float outer = box(vec2(middle, v_at.y), bar);
    ink = max(cover(max(line, isOn)), cover(outer));
    paper = isProposed * cover(outer + 1.3);
  } else {
    vec2 turned = vec2(middle + v_at.y, middle - v_at.y) * 0.7071;
    float cross_ = min(box(turned, vec2(5.5, 0.5)), box(turned, vec2(0.5, 5.5)));
    ink = max(cover(line), cover(cross_));
  }
  float keep = mix(u_dim, 1.0, v_isKept);
  float alpha = max(ink, paper) * keep;
  vec3 colour = mix(v_color.rgb, u_ground.rgb, paper);
  gl_FragColor = vec4(colour * alpha, alpha);
}
`
