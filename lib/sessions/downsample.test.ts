import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Point, pointMetrics } from './contract.ts'
import { downsample } from './downsample.ts'

const point = (at: number, value: number | null): Point => ({
  participantId: 'ada',
  at,
  values: pointMetrics.map(() => value),
})
const every2s = (count: number, value: (i: number) => number | null) =>
  Array.from({ length: count }, (_, i) => point(i * 2_000, value(i)))

test('a short call is shown point by point', () => {
  const series = downsample(
    every2s(10, (i) => i),
    0,
    20_000,
    600,
  )
  expect(series.at).toHaveLength(10)
  expect(series.values[0]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
})

test('a spike of one sample in a long call is still there', () => {
  const series = downsample(
    every2s(7_200, (i) => (i === 4_321 ? 99 : 1)),
    0,
    14_400_000,
    600,
  )
  expect(series.at.length).toBeLessThanOrEqual(600)
  expect(series.values[0]).toContain(99)
})

test('a gap in the telemetry stays a gap', () => {
  const series = downsample([point(0, 1), point(2_000, 1), point(60_000, 2)], 0, 62_000, 600)
  expect(series.values[0]).toEqual([1, 1, null, 2])
})

test('unknown stays unknown', () => {
  const series = downsample(
    every2s(2_000, () => null),
    0,
    4_000_000,
    300,
  )
  expect(series.values[0]?.every((value) => value === null)).toBe(true)
})

test('whatever comes in: never more points than asked, in order, and no value invented', () => {
  const values = fc.array(fc.option(fc.integer({ min: -5, max: 5 }), { nil: null }), { maxLength: 3_000 })
  fc.assert(
    fc.property(values, fc.integer({ min: 6, max: 600 }), (list, limit) => {
      const series = downsample(
        every2s(list.length, (i) => list[i] ?? null),
        0,
        list.length * 2_000,
        limit,
      )
      expect(series.at.length).toBeLessThanOrEqual(limit)
      expect(series.at).toEqual([...series.at].sort((a, b) => a - b))
      for (const value of series.values[0] ?? []) expect(value === null || list.includes(value)).toBe(true)
      const known = list.filter((value) => value !== null)
      if (known.length > 0) expect(series.values[0]).toContain(Math.max(...known))
    }),
    { numRuns: 60 },
  )
})
