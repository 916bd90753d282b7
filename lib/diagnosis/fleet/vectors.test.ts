import { expect, test } from 'vitest'
import { wilson } from '#lib/quality/app-health.ts'
import { benjaminiHochberg } from './benjamini-hochberg.ts'
import { compareRates } from './compare-rates.ts'
import { binomialAtLeast, fisherExact } from './fisher-exact.ts'

/** Vectors F1 to F5 of the quality model and the table of its worked example. */
test('F1: the lady tasting tea', () => expect(fisherExact(3, 4, 1, 4)).toBeCloseTo(0.242857, 6))

test('F2: a relay with 18 of 42 bad against 12 of 198', () => {
  const found = compareRates({ bad: 18, n: 42, elsewhereBad: 12, elsewhereN: 198 })
  expect(found?.p).toBeCloseTo(1.431e-8, 11)
  expect(found?.riskRatio).toBeCloseTo(6.849, 3)
  expect(found?.low).toBeCloseTo(3.621, 3)
  expect(found?.high).toBeCloseTo(12.956, 3)
})

test('F3: one bad person of one is a large ratio and no proof', () => {
  const found = compareRates({ bad: 1, n: 1, elsewhereBad: 12, elsewhereN: 239 })
  expect(found?.riskRatio).toBeCloseTo(14.4, 3)
  expect(found?.low).toBeCloseTo(5.485, 3)
  expect(found?.high).toBeCloseTo(37.804, 3)
  expect(found?.p).toBeCloseTo(0.0542, 4)
})

test('F4: of five tests four hold at a false discovery rate of 5 %', () => {
  expect(benjaminiHochberg([0.0001, 0.004, 0.019, 0.03, 0.5], 0.05)).toEqual([true, true, true, true, false])
  expect(benjaminiHochberg([0.5, 0.03, 0.0001], 0.05)).toEqual([false, true, true])
  expect(benjaminiHochberg([], 0.05)).toEqual([])
})

test.each([
  ['3 of 40', 3, 40, 0.026, 0.199],
  ['30 of 400', 30, 400, 0.053, 0.105],
])('F5: Wilson of %s', (_case, hits, n, low, high) => {
  expect(wilson(hits, n).low).toBeCloseTo(low, 3)
  expect(wilson(hits, n).high).toBeCloseTo(high, 3)
})

test.each([
  ['turn-eu-west-1', 18, 42, 6.85, 3.62, 12.96, 1.4e-8, 0.52],
  ['relay', 19, 62, 4.82, 2.47, 9.41, 3.6e-6, 0.51],
  ['eu-west', 23, 140, 2.24, 1.03, 4.9, 0.0217, 0.44],
  ['sfu-eu-2', 10, 56, 1.66, 0.84, 3.29, 0.1258, 0.13],
  ['AS3320', 11, 60, 1.75, 0.9, 3.41, 0.091, 0.16],
  ['Safari 26', 5, 26, 1.72, 0.75, 3.94, 0.2089, 0.07],
  ['turn-us-east-1', 1, 20, 0.54, 0.11, 2.59, 0.9386, 0],
])('the worked example: %s', (_value, bad, n, ratio, low, high, p, explained) => {
  const found = compareRates({ bad, n, elsewhereBad: 30 - bad, elsewhereN: 240 - n })
  expect(found?.riskRatio).toBeCloseTo(ratio, 1.9)
  expect(found?.low).toBeCloseTo(low, 1.9)
  expect(found?.high).toBeCloseTo(high, 1.9)
  expect(Math.abs((found?.p ?? 1) - p)).toBeLessThan(0.03 * p)
  expect(found?.explained).toBeCloseTo(explained, 1.9)
})

test('the strength of the example: G = 32.9 for the relay', () => {
  expect(compareRates({ bad: 18, n: 42, elsewhereBad: 12, elsewhereN: 198 })?.g).toBeCloseTo(32.9, 1)
})

test('nobody elsewhere: nothing to compare with', () => {
  expect(compareRates({ bad: 5, n: 40, elsewhereBad: 0, elsewhereN: 0 })).toBeNull()
})

test('a binomial tail adds up', () => {
  expect(binomialAtLeast(0, 10, 0.5)).toBe(1)
  expect(binomialAtLeast(10, 10, 0.5)).toBeCloseTo(1 / 1024, 10)
  expect(binomialAtLeast(5, 10, 0.5)).toBeCloseTo(638 / 1024, 10)
  expect(binomialAtLeast(1, 10, 0)).toBe(0)
})
