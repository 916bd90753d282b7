import { expect, test } from 'vitest'
import { createRing, pushCells, sumCell } from './delta-ring.ts'

const shape = { cells: [0, 1], kinds: ['counter', 'counter'] as const }
const spacing = { minMs: 200, maxMs: 10_000 }

function fed(samples: [at: number, a: number, b: number][]) {
  const ring = createRing(shape)
  for (const [at, a, b] of samples) pushCells(ring, [a, b], at, spacing)
  return [sumCell(ring, 0), sumCell(ring, 1)]
}

test('one wrong sample leaves no trace once the next one shows that it was wrong', () => {
  expect(
    fed([
      [0, 100, 10],
      [2_000, 200, 20],
      [4_000, 300, 30_000],
      [6_000, 400, 40],
      [8_000, 500, 50],
    ]),
  ).toEqual([200, 20])
})

test('a true reset keeps what was measured before it', () => {
  expect(
    fed([
      [0, 100, 10],
      [2_000, 200, 20],
      [4_000, 5, 1],
      [6_000, 105, 11],
    ]),
  ).toEqual([200, 20])
})
