import { expect, test } from 'vitest'
import { createRates, mostPerCustomer, mostPerIntegration } from './rates.ts'

const many = <T>(count: number, make: (i: number) => T) => Array.from({ length: count }, (_, i) => make(i))

test('an integration may send 300 in five minutes, then one a second', () => {
  const rates = createRates()
  expect(many(mostPerIntegration, () => rates.take('i', 'c', 0))).toEqual(many(mostPerIntegration, () => 0))
  expect(rates.take('i', 'c', 0)).toBe(1)
  expect([rates.take('i', 'c', 1_000), rates.take('i', 'c', 1_000)]).toEqual([0, 1])
  expect(
    many(mostPerIntegration + 1, () => rates.take('i', 'c', 600_000)).filter((wait) => wait > 0),
  ).toHaveLength(1)
})

test('a customer may send 900 with all of its, and takes nothing from another', () => {
  const rates = createRates()
  for (let i = 0; i < 4; i += 1) many(mostPerIntegration, () => rates.take(`i${i}`, 'c', 0))
  expect(rates.take('fresh', 'c', 0)).toBeGreaterThan(0)
  expect(rates.take('other', 'd', 0)).toBe(0)
  const taken = createRates()
  const passed = many(mostPerCustomer + 50, (i) => taken.take(`i${i}`, 'c', 0)).filter((wait) => wait === 0)
  expect(passed).toHaveLength(mostPerCustomer)
})

test('a network that guesses is known for it, and forgiven with time', () => {
  const rates = createRates()
  many(60, () => rates.countWrongSecret('n', 0))
  expect([rates.isGuessing('n', 0), rates.isGuessing('other', 0), rates.isGuessing('n', 60_000)]).toEqual([
    true,
    false,
    false,
  ])
})

test('a clock that goes back gives nothing and takes nothing', () => {
  const rates = createRates()
  many(mostPerIntegration, () => rates.take('i', 'c', 1_000_000))
  expect(rates.take('i', 'c', 0)).toBe(1)
})

test('what is noted of a refused sender is noted at most every ten seconds', () => {
  const rates = createRates()
  expect([0, 9_999, 10_000].map((at) => rates.mayNote('k', at))).toEqual([true, false, true])
})
