/**
 * GLSL of boxes and of the lines between them. Lengths are CSS pixels at natural size; `u_scale` is how much of it is shown, for a
 * box grows with the distances. Colours are premultiplied. `u_dim` is what is left of whatever isn't kept.
 */
export const BOX_VERTEX = /* glsl */ `
attribute vec4 a_fill;
attribute vec4 a_edge;
attribute vec2 a_position;
attribute vec2 a_half;
attribute float a_flags;
attribute vec2 a_corner;
uniform mat3 u_matrix;
uniform float u_px;
uniform float u_scale;
varying vec4 v_fill;
varying vec4 v_edge;
varying vec2 v_at;
varying vec2 v_half;
varying float v_flags;
void main() {
  v_half = a_half;
  v_at = a_corner * (a_half + 14.0);
  v_fill = a_fill;
  v_edge = a_edge;
  v_flags = a_flags;
  gl_Position = vec4((u_matrix * vec3(a_position + v_at * u_scale * u_px, 1)).xy, 0, 1);
}
`

/** A rounded box. Flags: 1 kept, 2 dashed, 4 between two bars, 8 a ring outside. */
export const BOX_FRAGMENT = /* glsl */ `
precision highp float;
varying vec4 v_fill;
varying vec4 v_edge;
varying vec2 v_at;
varying vec2 v_half;
varying float v_flags;
uniform float u_feather;
uniform float u_scale;
uniform float u_dim;
float flag(float bit) { return step(0.5, mod(floor(v_flags / bit), 2.0)); }
float cover(float distance) { return clamp(0.5 - distance * u_scale / u_feather, 0.0, 1.0); }
float box(vec2 at, vec2 half_, float round_) {
  vec2 d = abs(at) - half_ + round_;
  return length(max(d, 0.0)) + min(max(d.x, d.y), 0.0) - round_;
}
void main() {
  float d = box(v_at, v_half, 4.0);
  float isCut = flag(4.0);
  float width = max(1.1, 0.9 / u_scale);
  float inside = cover(d);
  float line = cover(abs(d + width * 0.5) - width * 0.5);
  // Dashes go along the nearer edge, from its middle outwards.
  vec2 off = abs(v_at) - v_half;
  float along = off.x > off.y ? v_at.y : v_at.x;
  float isOn = mix(1.0, step(abs(fract(along / 6.0) - 0.5), 0.27), flag(2.0));
  float bars = isCut * cover(max(abs(abs(v_at.x) - v_half.x - 6.0) - 1.3, abs(v_at.y) - v_half.y - 9.0));
  float ring = flag(8.0) * cover(abs(d - 4.0) - 1.0);
  float ink = max(line * isOn, max(bars, ring));
  float alpha = max(inside, ink);
  vec3 colour = mix(v_fill.rgb, v_edge.rgb, ink);
  alpha *= mix(u_dim, 1.0, flag(1.0));
  gl_FragColor = vec4(colour * alpha, alpha);
}
`

/** Points along a line: the last is where it runs level through a column. */
export const STEPS = 28

/** A line that leaves and arrives level: a cubic curve, level through a column at its end where it passes one. */
export const FLOW_VERTEX = /* glsl */ `
attribute vec4 a_color;
attribute vec2 a_start;
attribute vec2 a_end;
attribute vec2 a_trim;
attribute float a_level;
attribute float a_way;
attribute float a_width;
attribute float a_style;
attribute vec2 a_corner;
uniform mat3 u_matrix;
uniform float u_px;
uniform float u_scale;
varying vec4 v_color;
varying float v_off;
varying float v_along;
varying float v_left;
varying float v_width;
varying float v_style;
void main() {
  float px = u_scale * u_px;
  // 1: bent out to the right; 2: back to the left.
  float leave = a_way > 1.5 ? -1.0 : 1.0;
  float arrive = a_way > 0.5 ? 1.0 : -1.0;
  vec2 start = a_start + vec2(leave * a_trim.x * px, 0.0);
  vec2 end = a_end + vec2(arrive * a_trim.y * px, 0.0);
  vec2 bend = end - vec2(a_level * px, 0.0);
  float bow = a_way > 0.5 && a_way < 1.5 ? 22.0 * px : abs(bend.x - start.x) * 0.5;
  vec2 b = start + vec2(leave * bow, 0.0);
  vec2 c = bend + vec2(arrive * bow, 0.0);
  float t = min(1.0, a_corner.x / 0.96);
  float s = 1.0 - t;
  vec2 at = s * s * s * start + 3.0 * s * s * t * b + 3.0 * s * t * t * c + t * t * t * bend;
  vec2 way = 3.0 * s * s * (b - start) + 6.0 * s * t * (c - b) + 3.0 * t * t * (bend - c);
  if (a_corner.x > 0.98) { at = end; way = vec2(-arrive, 0.0); }
  way = length(way) > 0.0 ? normalize(way) : vec2(1.0, 0.0);
  float size = length(bend - start) / px;
  v_width = max(a_width, 0.8 / u_scale);
  v_off = a_corner.y * (v_width * 0.5 + 7.0);
  v_along = t * size + (a_corner.x > 0.98 ? a_level : 0.0);
  v_left = size + a_level - v_along;
  v_color = a_color;
  v_style = a_style;
  vec2 place = at + vec2(-way.y, way.x) * v_off * px;
  gl_Position = vec4((u_matrix * vec3(place, 1)).xy, 0, 1);
}
`

/** Styles: 1 dashed, 2 a bar at its end, 4 kept, 8 faint. */
export const FLOW_FRAGMENT = /* glsl */ `
precision highp float;
varying vec4 v_color;
varying float v_off;
varying float v_along;
varying float v_left;
varying float v_width;
varying float v_style;
uniform float u_feather;
uniform float u_scale;
uniform float u_dim;
float flag(float bit) { return step(0.5, mod(floor(v_style / bit), 2.0)); }
float cover(float distance) { return clamp(0.5 - distance * u_scale / u_feather, 0.0, 1.0); }
void main() {
  float isOn = mix(1.0, step(fract(v_along / 7.0), 0.6), flag(1.0));
  float line = cover(abs(v_off) - v_width * 0.5) * isOn;
  float bar = flag(2.0) * cover(max(abs(v_left - 2.0) - 1.2, abs(v_off) - 7.0));
  float alpha = max(line, bar) * mix(1.0, 0.5, flag(8.0)) * mix(u_dim, 1.0, flag(4.0));
  gl_FragColor = vec4(v_color.rgb * alpha, alpha);
}
`
