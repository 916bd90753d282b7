import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nextOffset, placeInTime, window } from './place-in-time.ts'

const noon = Date.UTC(2026, 10, 23, 12)
const hour = 60 * 60_000

describe('placing client time on the server time line', () => {
  test.each([
    ['a clock that is right', noon - 3_000, noon - 100, noon, noon - 2_900, false],
    ['a clock an hour ahead', noon + hour - 3_000, noon + hour, noon, noon - 3_000, false],
    ['a clock an hour behind', noon - hour - 3_000, noon - hour, noon, noon - 3_000, false],
    [
      'a clock ten years ahead',
      noon + 10 * 365 * 24 * hour - 1_000,
      noon + 10 * 365 * 24 * hour,
      noon,
      noon - 1_000,
      false,
    ],
    ['a sample kept for 23 hours', noon - 23 * hour, noon, noon, noon - 23 * hour, false],
    [
      'a sample kept for 25 hours is clamped to a day ago',
      noon - 25 * hour,
      noon,
      noon,
      noon - 24 * hour,
      true,
    ],
    [
      'a sample from the future is clamped to two minutes ahead',
      noon + hour,
      noon,
      noon,
      noon + 120_000,
      true,
    ],
  ])('%s', (_case, t, sentAt, receivedAt, at, clamped) => {
    expect(placeInTime({ t, sentAt, receivedAt, offsetMs: null })).toEqual({ at, clamped })
  })

  test('whatever a client claims, the result lies in the window and keeps the order of its samples', () => {
    const anyTime = fc.double({ min: 946_684_800_000, max: 4_102_444_800_000, noNaN: true })
    fc.assert(
      fc.property(anyTime, anyTime, anyTime, (first, second, sentAt) => {
        const place = (t: number) => placeInTime({ t, sentAt, receivedAt: noon, offsetMs: null }).at
        expect(place(first)).toBeGreaterThanOrEqual(noon - window.pastMs)
        expect(place(first)).toBeLessThanOrEqual(noon + window.futureMs)
        if (first <= second) expect(place(first)).toBeLessThanOrEqual(place(second))
      }),
      { numRuns: 500 },
    )
  })

  test('the fastest batch of a boot tells the skew best', () => {
    const slow = nextOffset(null, noon, noon + 900)
    expect(nextOffset(slow, noon + 5_000, noon + 5_040)).toBe(40)
    expect(nextOffset(40, noon + 10_000, noon + 10_700)).toBe(40)
  })

  test('a client whose clock was set back an hour gets a new skew', () => {
    expect(nextOffset(40, noon - hour, noon)).toBe(hour)
  })
})
