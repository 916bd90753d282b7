import { expect, test } from 'vitest'
import { anIncident } from '../an-incident-for-tests.ts'
import { outOfOrder } from './time-order.ts'

const { times } = anIncident()

test('times in their order, or unknown, are fine', () => {
  expect(outOfOrder(times)).toBeNull()
  expect(outOfOrder({ ...times, impactStarted: null, detected: null })).toBeNull()
})

test('what was detected before it began is told', () => {
  expect(outOfOrder({ ...times, detected: (times.impactStarted ?? 0) - 1 })).toEqual({
    earlier: 'impactStarted',
    later: 'detected',
  })
})
