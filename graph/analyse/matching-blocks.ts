/** Words that two lists share in a row: from `one` in the first and `other` in the second list. */
export interface Block {
  readonly one: number
  readonly other: number
  readonly length: number
}

type Range = readonly [oneFrom: number, oneTo: number, otherFrom: number, otherTo: number]

/**
 * Rows of words that two lists share, in the order of both: the longest shared row, then the same to the left and to the right of
 * it (Ratcliff and Metzener 1988, gestalt pattern matching). It keeps together what a reader sees as one, where a longest
 * common subsequence would pick single words. Time grows with the product of the lengths, at worst once for each block.
 */
export function matchingBlocks(one: readonly string[], other: readonly string[]): readonly Block[] {
  const blocks: Block[] = []
  const open: Range[] = [[0, one.length, 0, other.length]]
  for (let range = open.pop(); range; range = open.pop()) {
    const [oneFrom, oneTo, otherFrom, otherTo] = range
    const block = longestBlock(one, other, range)
    if (block.length === 0) continue
    blocks.push(block)
    open.push([oneFrom, block.one, otherFrom, block.other])
    open.push([block.one + block.length, oneTo, block.other + block.length, otherTo])
  }
  return blocks.sort((a, b) => a.one - b.one)
}

function longestBlock(
  one: readonly string[],
  other: readonly string[],
  [oneFrom, oneTo, otherFrom, otherTo]: Range,
): Block {
  let best: Block = { one: oneFrom, other: otherFrom, length: 0 }
  let before = new Uint16Array(otherTo - otherFrom + 1)
  for (let i = oneFrom; i < oneTo; i++) {
    const row = new Uint16Array(otherTo - otherFrom + 1)
    for (let j = otherFrom; j < otherTo; j++) {
      if (one[i] !== other[j]) continue
      const length = (before[j - otherFrom] ?? 0) + 1
      row[j - otherFrom + 1] = length
      if (length > best.length) best = { one: i - length + 1, other: j - length + 1, length }
    }
    before = row
  }
  return best
}
