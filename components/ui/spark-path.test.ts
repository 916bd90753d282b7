import { expect, test } from 'vitest'
import { gapRuns, sparkPath, trendText } from './spark-path.ts'

test('the line runs from the oldest minute left to the newest right, better is higher', () => {
  expect(sparkPath([1, 4.6], 60, 18)).toBe('M0 18L60 0')
})

test('a minute without a score is a gap, not a zero and not a bridge', () => {
  expect(sparkPath([4.6, 4.6, null, 4.6, 4.6], 4, 18)).toBe('M0 0L1 0M3 0L4 0')
})

test('a lone minute is still seen', () => {
  expect(sparkPath([null, 4.6, null], 2, 18)).toBe('M1 0h0')
})

test('no scores draw nothing and say so', () => {
  expect(sparkPath([null, null], 60, 18)).toBe('')
  expect(trendText([null, null])).toBe('No scores in the last 60 minutes')
})

test('the line in words names now, the lowest and what is missing', () => {
  expect(trendText([4.2, null, 2.14, 3.96])).toBe(
    'Score 4.0, lowest 2.1 in the last 60 minutes, 1 of them without a score',
  )
})

test('minutes without a score are found as runs, at both ends too', () => {
  expect(gapRuns([null, null, 3, null, 4, null])).toEqual([
    { from: 0, to: 1 },
    { from: 3, to: 3 },
    { from: 5, to: 5 },
  ])
  expect(gapRuns([4, 4])).toEqual([])
})
