import { expect, test } from 'vitest'
import {
  formatAgo,
  formatClock,
  formatClockOrMoment,
  formatDuration,
  formatMoment,
  zoneAbbreviation,
} from './format-time.ts'

const winter = Date.UTC(2026, 10, 23, 13, 32, 5)
const summer = Date.UTC(2026, 6, 23, 13, 32, 5)
const plain = (text: string) => text.replaceAll('\u2009', ' ')

test.each([
  [-5_000, '0 s'],
  [0, '0 s'],
  [59_999, '59 s'],
  [60_000, '1 min'],
  [3_599_000, '59 min'],
  [3_600_000, '1 h'],
  [7_500_000, '2 h 5 min'],
  [90_000_000, '1 d'],
])('%d ms reads as %s', (ms, text) => {
  expect(plain(formatDuration(ms))).toBe(text)
})

test('what happened within the last second is now', () => {
  expect(formatAgo(400)).toBe('now')
  expect(plain(formatAgo(61_000))).toBe('1 min ago')
})

test.each([
  ['Europe/Berlin', winter, '14:32 CET'],
  ['Europe/Berlin', summer, '15:32 CEST'],
  ['America/New_York', winter, '08:32 EST'],
  ['Asia/Kolkata', winter, '19:02 IST'],
  ['UTC', winter, '13:32 UTC'],
])('an absolute time in %s names its zone the way people there do', (zone, at, text) => {
  expect(formatClock(at, zone)).toBe(text)
})

test('a zone without a common name still says its offset', () => {
  expect(zoneAbbreviation(winter, 'America/Sao_Paulo')).toBe('GMT-3')
})

test('the full moment carries day, seconds and zone', () => {
  expect(formatMoment(winter, 'Europe/Berlin')).toBe('23 Nov 2026, 14:32:05 CET')
})

test('a moment of yesterday shows its day, judged in the shown zone', () => {
  const justAfterMidnightInBerlin = Date.UTC(2026, 10, 23, 23, 5)
  expect(formatClockOrMoment(winter, justAfterMidnightInBerlin, 'UTC')).toBe('13:32 UTC')
  expect(formatClockOrMoment(winter, justAfterMidnightInBerlin, 'Europe/Berlin')).toBe('23 Nov, 14:32 CET')
})
