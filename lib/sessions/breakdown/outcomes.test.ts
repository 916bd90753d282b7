import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { rankRows, shareOf, standing } from './outcomes.ts'
import { countInterval, percentileOf, quantile } from './quantiles.ts'

const nothing = {
  calls: 1,
  people: 1,
  good: 0,
  fair: 0,
  poor: 0,
  bad: 0,
  attempts: 0,
  failedJoins: 0,
  established: 0,
  drops: 0,
}

describe('rows are ranked by what is proven', () => {
  const rows = [
    { ...nothing, value: '1 of 1', bad: 1 },
    { ...nothing, value: '5 of 20', bad: 5, good: 15 },
    { ...nothing, value: '200 of 1000', bad: 200, good: 800 },
    { ...nothing, value: '0 of 50', good: 50 },
    { ...nothing, value: 'nothing' },
  ]

  test('many at 20 % stand before few at 25 %, and one of one stands after all that can be told', () => {
    expect(rankRows(rows, 'bad').map(({ row }) => row.value)).toEqual([
      '200 of 1000',
      '5 of 20',
      '0 of 50',
      '1 of 1',
      'nothing',
    ])
  })

  test('a share of nothing is not zero', () => {
    expect(shareOf(0, 0)).toEqual({ hits: 0, n: 0, ratio: null, low: 0, high: 1, tooFew: true })
  })
})

test.each([
  ['far above the rest', [50, 100], [60, 1_000], 'higher'],
  ['far below the rest', [1, 300], [300, 1_000], 'lower'],
  ['like the rest', [10, 100], [100, 1_000], 'same'],
  ['too few to tell', [10, 10], [60, 1_000], 'unknown'],
  ['nothing to compare with', [30, 60], [35, 70], 'unknown'],
] as const)('a row %s is told so', (_what, [hits, n], [allHits, allN], expected) => {
  expect(standing(shareOf(hits, n), shareOf(allHits, allN))).toBe(expected)
})

describe('quantiles', () => {
  test.each([
    [[], 0.5, null],
    [[7], 0.95, 7],
    [[1, 2, 3], 0.5, 2],
    [[0, 10], 0.95, 9.5],
  ] as const)('of %j at %d is %j', (sorted, p, expected) => {
    expect(quantile(sorted, p)).toBe(expected)
  })

  test('lie inside their interval, which lies inside the values', () => {
    const numbers = fc.array(fc.integer({ min: 0, max: 60_000 }), { minLength: 1, maxLength: 200 })
    fc.assert(
      fc.property(numbers, fc.constantFrom(0.5, 0.95, 0.99), (values, p) => {
        const sorted = values.toSorted((a, b) => a - b)
        const { ms, low, high } = percentileOf(sorted, p)
        expect(low).toBeLessThanOrEqual(ms ?? Number.NaN)
        expect(high).toBeGreaterThanOrEqual(ms ?? Number.NaN)
        expect(low).toBeGreaterThanOrEqual(sorted[0] ?? Number.NaN)
        expect(high).toBeLessThanOrEqual(sorted.at(-1) ?? Number.NaN)
      }),
    )
  })

  test('a count’s interval is the published one: 10 events, 4.8 to 18.4', () => {
    const { low, high } = countInterval(10)
    expect([low.toFixed(1), high.toFixed(1)]).toEqual(['4.8', '18.4'])
    expect(countInterval(0).low).toBe(0)
  })
})
