import { describe, expect, test } from 'vitest'
import { gapsOf, nearest } from './gaps.ts'

const told = (gaps: { from: number; to: number }[]) => gaps.map((gap) => `${gap.from}-${gap.to}`)

describe('gaps of a chart', () => {
  const every2 = [0, 2, 4, 6, 8, 10]
  test.each<[string, number[], (number | null)[][], string[]]>([
    ['a steady line has none', every2, [[1, 1, 1, 1, 1, 1]], []],
    ['a stretch without samples', [0, 2, 10], [[1, 1, 1]], ['2-10']],
    ['a stretch of nulls', every2, [[1, null, null, 1, 1, 1]], ['0-6']],
    [
      'one line with a value is enough',
      every2,
      [
        [1, null, null, 1, 1, 1],
        [null, 2, 2, null, null, null],
      ],
      [],
    ],
    ['silence at the end', [0, 2, 4], [[1, 1, 1]], ['4-10']],
    ['nothing at the start', [6, 8, 10], [[1, 1, 1]], ['0-6']],
    ['no sample at all', [], [[]], ['0-10']],
    ['only nulls', every2, [[null, null, null, null, null, null]], ['0-10']],
  ])('%s', (_case, at, columns, expected) => expect(told(gapsOf(at, columns, 5, 0, 10))).toEqual(expected))

  test('what lies outside the window is left out', () => {
    expect(told(gapsOf([0, 2, 30, 32], [[1, 1, 1, 1]], 5, 31, 33))).toEqual([])
    expect(told(gapsOf([0, 2, 30, 32], [[1, 1, 1, 1]], 5, 10, 20))).toEqual(['10-20'])
  })
})

test.each([
  [5, 1, 4],
  [7, 1, 4],
  [9, 0, 5],
  [-3, 5, 0],
  [100, 5, null],
])('the sample nearest to %d within %d is number %s', (value, reach, expected) => {
  expect(nearest([0, 1, 2, 3, 6, 9], value, reach)).toBe(expected)
})
