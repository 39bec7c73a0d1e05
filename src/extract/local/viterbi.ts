/** Labels of the span head, in the order of its outputs; `Source` is PARC3's word for the speaker. */
export const SPAN_LABELS = ['O', 'B-Source', 'I-Source', 'B-Content', 'I-Content'] as const
const N = SPAN_LABELS.length

/** `isAllowed[a][b]`: label b may follow label a. An inside label needs its own begin or inside label before it. */
const isAllowed = SPAN_LABELS.map((before) =>
  SPAN_LABELS.map((after) => !after.startsWith('I-') || before.slice(2) === after.slice(2)),
)

/** The best allowed sequence of labels for `n` words, given their log-probabilities (n × 5), by the Viterbi algorithm. */
export function bestLabels(scores: Float64Array, n: number): Uint8Array {
  const labels = new Uint8Array(n)
  if (n === 0) return labels
  let best = SPAN_LABELS.map((label, y) => (label.startsWith('I-') ? -Infinity : (scores[y] ?? 0)))
  const back = new Uint8Array(n * N)
  for (let i = 1; i < n; i++) {
    const next: number[] = []
    for (let y = 0; y < N; y++) {
      let top = -Infinity
      let from = 0
      for (let x = 0; x < N; x++) {
        const value = isAllowed[x]?.[y] ? (best[x] ?? 0) : -Infinity
        if (value > top) {
          top = value
          from = x
        }
      }
      next.push(top + (scores[i * N + y] ?? 0))
      back[i * N + y] = from
    }
    best = next
  }
  labels[n - 1] = best.indexOf(Math.max(...best))
  for (let i = n - 1; i > 0; i--) labels[i - 1] = back[i * N + (labels[i] ?? 0)] ?? 0
  return labels
}
