import { expect, test } from 'vitest'
import { leaseState } from './leases.ts'

const heard = { state: 'present', heardAt: 100_000, intervalMs: 5_000 } as const

test.each([
  ['a participant that just spoke stays', heard, 101_000, 'present'],
  ['one that misses two sends stays', heard, 110_000, 'present'],
  ['silent for three sending intervals is no telemetry', heard, 115_000, 'no-telemetry'],
  ['a faster sender is missed sooner', { ...heard, intervalMs: 2_000 }, 106_000, 'no-telemetry'],
  ['silent for a minute is lost', { ...heard, state: 'no-telemetry' as const }, 160_000, 'lost'],
  ['who left with a goodbye is not lost later', { ...heard, state: 'left' as const }, 900_000, 'left'],
  [
    'somebody still joining is not called present',
    { ...heard, state: 'joining' as const },
    101_000,
    'joining',
  ],
])('%s', (_case, facts, now, expected) => {
  expect(leaseState(facts, now)).toBe(expected)
})
