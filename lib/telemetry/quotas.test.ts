import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createQuotas } from './quotas.ts'

const who = { keyId: 'key', customerId: 'customer', network: 'net-1', reportsPerMinute: 600 }
const roomy = { networkShare: 1, networkFloorPerMinute: 1_000_000, customerPerMinute: 1_000_000 }

test('a key may send its minute at once, then waits until the debt is paid', () => {
  const quotas = createQuotas(roomy)
  expect(quotas.take(who, 600, 0)).toBe(0)
  expect(quotas.take(who, 1, 0)).toBe(1)
  expect(quotas.take(who, 10, 1_000)).toBe(0)
})

test('a batch larger than what is left passes once and is paid for afterwards', () => {
  const quotas = createQuotas(roomy)
  expect(quotas.take(who, 1_200, 0)).toBe(0)
  expect(quotas.take(who, 1, 0)).toBe(61)
  expect(quotas.take(who, 1, 59_000)).toBe(2)
  expect(quotas.take(who, 1, 61_000)).toBe(0)
})

test('one network cannot use up the key of everybody else', () => {
  const quotas = createQuotas({ ...roomy, networkShare: 0.5, networkFloorPerMinute: 100 })
  expect(quotas.take(who, 300, 0)).toBe(0)
  expect(quotas.take(who, 1, 0)).toBeGreaterThan(0)
  expect(quotas.take({ ...who, network: 'net-2' }, 200, 0)).toBe(0)
})

test('a server with a secret key is one network and has the whole key', () => {
  const quotas = createQuotas({ ...roomy, networkShare: 0.1, networkFloorPerMinute: 1 })
  expect(quotas.take({ ...who, network: null }, 300, 0)).toBe(0)
  expect(quotas.take({ ...who, network: null }, 299, 0)).toBe(0)
})

test('all keys of a customer share the customer’s limit, and no other customer notices', () => {
  const quotas = createQuotas({ ...roomy, customerPerMinute: 700 })
  expect(quotas.take(who, 600, 0)).toBe(0)
  expect(quotas.take({ ...who, keyId: 'second' }, 100, 0)).toBe(0)
  expect(quotas.take({ ...who, keyId: 'third' }, 1, 0)).toBeGreaterThan(0)
  expect(quotas.take({ ...who, keyId: 'other', customerId: 'other' }, 600, 0)).toBe(0)
})

test('over any ten minutes nobody gets more than a burst and the rate, and a batch of debt', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 0, max: 5_000 }), fc.integer({ min: 1, max: 50 })), {
        maxLength: 400,
      }),
      (steps) => {
        const quotas = createQuotas(roomy)
        let now = 0
        let passed = 0
        for (const [pause, items] of steps) {
          now += pause
          if (quotas.take(who, items, now) === 0) passed += items
        }
        expect(passed).toBeLessThanOrEqual(600 + (now * 600) / 60_000 + 50)
      },
    ),
    { numRuns: 200 },
  )
})

test('a flood of networks does not grow the memory without bound or free a network in debt', () => {
  const quotas = createQuotas({ ...roomy, networkFloorPerMinute: 10, networkShare: 0, maxBuckets: 1_000 })
  const wide = { ...who, reportsPerMinute: 10_000_000 }
  for (let i = 0; i < 5_000; i++) quotas.take({ ...wide, network: `n${i}` }, 1, i)
  quotas.take({ ...wide, network: 'n4999' }, 50, 5_000)
  expect(quotas.take({ ...wide, network: 'n4999' }, 1, 5_000)).toBeGreaterThan(0)
})

test('a network that guesses keys is noticed and forgiven a minute later', () => {
  const quotas = createQuotas()
  expect(quotas.isGuessing('net', 0)).toBe(false)
  for (let i = 0; i < 120; i++) quotas.countUnknownKey('net', 0)
  expect(quotas.isGuessing('net', 0)).toBe(true)
  expect(quotas.isGuessing('other', 0)).toBe(false)
  expect(quotas.isGuessing('net', 60_000)).toBe(false)
})
