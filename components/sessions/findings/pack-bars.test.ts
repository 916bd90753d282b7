import { expect, test } from 'vitest'
import { aFinding } from './fixtures.test-data.ts'
import { barRows, packBars } from './pack-bars.ts'

const scale = { from: 0, to: 1_000, width: 1_000 }

test('findings at the same time stand in rows, later ones use the first free row again', () => {
  const { bars } = packBars(
    [
      aFinding({ findingId: 'a', openedAt: 0, clearedAt: 400 }),
      aFinding({ findingId: 'b', openedAt: 200, clearedAt: 600 }),
      aFinding({ findingId: 'c', openedAt: 500, clearedAt: 700 }),
    ],
    scale,
  )
  expect(bars.map(({ row }) => row)).toEqual([0, 1, 0])
})

test('an open finding reaches the right edge, and the shortest can still be pointed at', () => {
  const { bars } = packBars(
    [aFinding({ openedAt: 400 }), aFinding({ findingId: 'b', openedAt: 10, clearedAt: 11 })],
    scale,
  )
  expect(bars.find(({ finding }) => finding.clearedAt === null)).toMatchObject({ x: 400, width: 600 })
  expect(bars.find(({ finding }) => finding.clearedAt !== null)?.width).toBe(24)
})

test('the root cause is never what does not fit; what it explains gives way first', () => {
  const crowd = [
    ...[1, 2, 3, 4].map((i) => aFinding({ findingId: `e${i}`, openedAt: 0, explainedBy: 'root' })),
    aFinding({ findingId: 'root', rank: 1, openedAt: 500 }),
  ]
  const { bars, left } = packBars(crowd, scale)
  expect(bars.some(({ finding }) => finding.findingId === 'root')).toBe(true)
  expect(left).toBe(2)
})

test('what is not shown is left out, and a crowd keeps its height', () => {
  const crowd = Array.from({ length: 9 }, (_, i) => aFinding({ findingId: `f${i}`, openedAt: 100 }))
  expect(packBars(crowd, scale).left).toBe(6)
  expect(packBars(crowd, scale, 1).left).toBe(8)
  expect(barRows(crowd, 1_000)).toBe(3)
  expect(packBars([aFinding({ openedAt: 5_000 })], scale).bars).toEqual([])
  expect(barRows([], 1_000)).toBe(0)
})
