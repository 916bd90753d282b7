import { expect, test } from 'vitest'
import { isWorse, pauseAfterMs, tones } from './tones.ts'

test('no tone lasts longer than a second', () => {
  for (const played of Object.values(tones))
    for (const { atMs, lengthMs } of played) expect(atMs + lengthMs).toBeLessThan(1000)
})

test('every gravity has a rhythm of its own', () => {
  expect(new Set(Object.values(tones).map((played) => JSON.stringify(played))).size).toBe(4)
})

test.each([
  ['after the first time', 1, 15],
  ['then longer', 2, 30],
  ['and longer', 4, 120],
  ['never longer than five minutes, so that it is not forgotten', 100, 300],
])('the tone comes back: %s', (_case, times, seconds) => {
  expect(pauseAfterMs(times)).toBe(seconds * 1000)
})

test.each([
  ['one more', { count: 1, worst: 'minor' as const }, { count: 2, worst: 'minor' as const }, true],
  ['the same', { count: 2, worst: 'minor' as const }, { count: 2, worst: 'minor' as const }, false],
  ['one less', { count: 2, worst: 'minor' as const }, { count: 1, worst: 'minor' as const }, false],
  ['graver', { count: 1, worst: 'minor' as const }, { count: 1, worst: 'critical' as const }, true],
  ['none is left', { count: 1, worst: 'minor' as const }, { count: 0, worst: null }, false],
])('a tone sounds at once: %s', (_case, before, now, expected) => {
  expect(isWorse(before, now)).toBe(expected)
})
