import { describe, expect, test } from 'vitest'
import { windowSpan } from './window-span.ts'

const noon = Date.UTC(2026, 10, 25, 12)
const second = 1_000
const minute = 60 * second

describe('the window of a rule', () => {
  test('ends with the newest roll-up, so that looking twice sees the same', () => {
    const span = windowSpan(minute, noon + 3 * second, noon - 10 * second)
    expect(span).toMatchObject({
      table: 'pulse_10s',
      after: noon - 70 * second,
      until: noon - 10 * second,
      buckets: 6,
    })
    expect(windowSpan(minute, noon + 9 * second, noon - 10 * second)).toEqual(span)
  })

  test('moves on when nothing comes any more', () => {
    expect(windowSpan(minute, noon, noon - 5 * minute).until).toBe(noon - 30 * second)
    expect(windowSpan(minute, noon, null).until).toBe(noon - 30 * second)
  })

  test('does not believe in roll-ups of the future', () => {
    expect(windowSpan(minute, noon, noon + 60 * minute).until).toBe(noon)
  })

  test('reads whole minutes where it is long', () => {
    const span = windowSpan(60 * minute, noon + 35 * second, noon + 20 * second)
    expect(span).toMatchObject({
      table: 'pulse_1m',
      until: noon - minute,
      after: noon - 61 * minute,
      buckets: 60,
    })
    // all six of the running minute are there
    expect(windowSpan(60 * minute, noon + minute, noon + 50 * second).until).toBe(noon)
  })
})
