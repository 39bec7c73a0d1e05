/**
 * A weighted bipolar argumentation graph: arguments are numbers, each with its attackers and supporters; all begin with the
 * same base score, 0 to 1.
 */
export interface Bipolar {
  readonly attackers: readonly (readonly number[])[]
  readonly supporters: readonly (readonly number[])[]
  readonly base: number
}

/** Strengths from 0 to 1, and how much the last step still changed any of them. */
export interface Strengths {
  readonly values: Float64Array
  readonly isConverged: boolean
  readonly lastChange: number
}

/** What counts as no change any more, and after how many steps it is given up. */
const ENOUGH = 1e-9
const STEPS = 2000

/** Length of a step of the differential equation; 0.1 is what Potyka's experiments take. */
const STEP = 0.1

/**
 * DF-QuAD: Rago, Toni, Aurisicchio and Baroni, Discontinuity-free decision support with quantitative argumentation debates,
 * KR 2016. Attackers, and supporters, add up as 1 − ∏(1 − s); a base score b goes to b − b·(a − s) where attackers outweigh, and
 * to b + (1 − b)·(s − a) where supporters do. Defined for graphs without cycles; with cycles all strengths are computed
 * again from the last ones until nothing changes, which need not come to an end.
 */
export function dfQuad({ attackers, supporters, base }: Bipolar): Strengths {
  const sum = (values: Float64Array, ids: readonly number[]) => {
    let rest = 1
    for (const id of ids) rest *= 1 - (values[id] ?? 0)
    return 1 - rest
  }
  return iterate(attackers.length, base, (values, next) => {
    for (let i = 0; i < next.length; i++) {
      const pull = sum(values, supporters[i] ?? []) - sum(values, attackers[i] ?? [])
      next[i] = pull < 0 ? base + base * pull : base + (1 - base) * pull
    }
  })
}

/**
 * Quadratic energy: Potyka, Continuous dynamical systems for weighted bipolar argumentation, KR 2018. The energy E of an
 * argument is the sum of its supporters' strengths less that of its attackers'; with h(x) = max(x,0)² / (1 + max(x,0)²) its strength
 * follows ds/dt = b + (1 − b)·h(E) − b·h(−E) − s from s = b, here by the classical Runge-Kutta method.
 */
export function quadraticEnergy({ attackers, supporters, base }: Bipolar): Strengths {
  const impact = (energy: number) => (energy > 0 ? energy ** 2 / (1 + energy ** 2) : 0)
  const buffer = () => new Float64Array(attackers.length)
  const [k1, k2, k3, k4, between] = [buffer(), buffer(), buffer(), buffer(), buffer()]
  // Loops over buffers that are made once: there are thousands of steps.
  const slope = (values: Float64Array, slopes: Float64Array) => {
    for (let i = 0; i < slopes.length; i++) {
      let energy = 0
      for (const id of supporters[i] ?? []) energy += values[id] ?? 0
      for (const id of attackers[i] ?? []) energy -= values[id] ?? 0
      slopes[i] = base + (1 - base) * impact(energy) - base * impact(-energy) - (values[i] ?? 0)
    }
  }
  const along = (values: Float64Array, by: Float64Array, length: number) => {
    for (let i = 0; i < between.length; i++) between[i] = (values[i] ?? 0) + length * (by[i] ?? 0)
    return between
  }
  return iterate(attackers.length, base, (values, next) => {
    slope(values, k1)
    slope(along(values, k1, STEP / 2), k2)
    slope(along(values, k2, STEP / 2), k3)
    slope(along(values, k3, STEP), k4)
    for (let i = 0; i < next.length; i++)
      next[i] = (values[i] ?? 0) + (STEP / 6) * ((k1[i] ?? 0) + 2 * (k2[i] ?? 0) + 2 * (k3[i] ?? 0) + (k4[i] ?? 0))
  })
}

function iterate(count: number, base: number, step: (values: Float64Array, next: Float64Array) => void): Strengths {
  let values = new Float64Array(count).fill(base)
  let next = new Float64Array(count)
  let lastChange = 0
  for (let i = 0; i < STEPS; i++) {
    step(values, next)
    lastChange = 0
    for (let k = 0; k < count; k++) lastChange = Math.max(lastChange, Math.abs((next[k] ?? 0) - (values[k] ?? 0)))
    const swap = values
    values = next
    next = swap
    if (lastChange < ENOUGH) return { values, isConverged: true, lastChange }
  }
  return { values, isConverged: false, lastChange }
}
