import { expect, test } from 'vitest'
import { pointsOf } from '../flow-curves.ts'
import { markUnder, strokeUnder } from './under.ts'

const round = (id: string, x: number, reach: number) => ({
  id,
  x,
  y: 0,
  halfWidth: reach,
  halfHeight: reach,
  isRound: true,
})

test('a disc is found on itself and 3 px beside it, and nothing further away', () => {
  expect(markUnder({ x: 12.9, y: 0 }, [round('a', 0, 10)])).toBe('a')
  expect(markUnder({ x: 13.1, y: 0 }, [round('a', 0, 10)])).toBeNull()
  expect(markUnder({ x: 10, y: 10 }, [round('a', 0, 10)])).toBeNull()
})

test('a square and a box are found in their corners', () => {
  const box = { id: 'box', x: 0, y: 0, halfWidth: 40, halfHeight: 10, isRound: false }
  expect(markUnder({ x: 42, y: 12 }, [box])).toBe('box')
  expect(markUnder({ x: 44, y: 0 }, [box])).toBeNull()
  expect(markUnder({ x: 0, y: 14 }, [box])).toBeNull()
})

test('of marks that lie on each other the one that is drawn last is found', () => {
  const [below, above] = [round('below', 0, 30), round('above', 10, 5)]
  expect(markUnder({ x: 10, y: 0 }, [below, above])).toBe('above')
  expect(markUnder({ x: -10, y: 0 }, [below, above])).toBe('below')
})

test('the nearest line is found, up to 7 px away or on its own width, and not beyond its ends', () => {
  const level = (id: string, y: number, half = 0) => ({
    id,
    points: [
      { x: 0, y },
      { x: 100, y },
    ],
    half,
  })
  const lines = [level('a', 0), level('b', 8), level('wide', 60, 12)]
  expect(strokeUnder({ x: 50, y: 3 }, lines)).toBe('a')
  expect(strokeUnder({ x: 50, y: 5 }, lines)).toBe('b')
  expect(strokeUnder({ x: 50, y: 16 }, lines)).toBeNull()
  expect(strokeUnder({ x: 50, y: 71 }, lines)).toBe('wide')
  expect(strokeUnder({ x: 108, y: 0 }, lines)).toBeNull()
  expect(strokeUnder({ x: 50, y: 0 }, [{ id: 'nothing', points: [], half: 5 }])).toBeNull()
})

test('a line between boxes is found along its curve and on its level end', () => {
  const curve = {
    flow: { id: 'f', from: 'a', to: 'b', start: { x: 0, y: 0 }, end: { x: 0, y: 0 } },
    start: { x: 0, y: 0 },
    controls: [
      { x: 50, y: 0 },
      { x: 50, y: 100 },
    ],
    bend: { x: 100, y: 100 },
    end: { x: 160, y: 100 },
    arrive: -1,
  } as const
  const strokes = [{ id: 'f', points: pointsOf({ ...curve, flow: { ...FLOW, ...curve.flow } }), half: 1 }]
  expect(strokeUnder({ x: 50, y: 50 }, strokes)).toBe('f')
  expect(strokeUnder({ x: 150, y: 98 }, strokes)).toBe('f')
  expect(strokeUnder({ x: 50, y: 10 }, strokes)).toBeNull()
})

const FLOW = { width: 2, count: null, isOn: true, isDashed: false, isDenial: false, way: 'on' } as const
