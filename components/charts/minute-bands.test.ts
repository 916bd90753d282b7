import { expect, test } from 'vitest'
import { bandsOverTime, bucketFor } from './minute-bands.ts'

test('each participant counts once a bucket, with the band it held longest', () => {
  const ann = [
    { from: 0, to: 70, kind: 'good' as const },
    { from: 70, to: 200, kind: 'bad' as const },
  ]
  const ben = [{ from: 90, to: 200, kind: 'unknown' as const }]
  expect(bandsOverTime([ann, ben], 0, 200, 100)).toEqual([
    { at: 0, good: 1, fair: 0, poor: 0, bad: 0, unknown: 1 },
    { at: 100, good: 0, fair: 0, poor: 0, bad: 1, unknown: 1 },
  ])
})

test('who was not there does not count, not even as unknown', () => {
  expect(bandsOverTime([[]], 0, 100, 100)[0]).toMatchObject({ good: 0, unknown: 0 })
})

test.each([
  [60_000, 10_000],
  [3_600_000, 60_000],
  [24 * 3_600_000, 1_800_000],
])('a span of %d has buckets of %d', (span, bucket) => {
  expect(bucketFor(span, 60)).toBe(bucket)
})
