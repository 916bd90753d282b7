import { describe, expect, test } from 'vitest'
import type { StatusDay } from '#lib/status-pages/contract.ts'
import { dayText, monthName, uptimeText } from './day-words.ts'
import { moved } from './move.ts'

const day = (given: Partial<StatusDay> = {}): StatusDay => ({
  day: '2026-11-25',
  worst: 'operational',
  upRatio: 1,
  downMs: 0,
  unknownMs: 0,
  maintenanceMs: 0,
  excusedDownMs: 0,
  incidents: [],
  ...given,
})
const plain = (text: string) => text.replaceAll('\u2009', ' ')

test.each([
  [1, '100 %'],
  [0.99999, '99.999 %'],
  [0.99596, '99.596 %'],
  [0, '0 %'],
  [null, 'not known'],
])('an uptime of %s reads %s', (ratio, text) => {
  expect(plain(uptimeText(ratio))).toBe(text)
})

test.each([
  [day(), '25 Nov 2026: Operational, 100 % up'],
  [
    day({ worst: 'major-outage', upRatio: 0.979, downMs: 1_800_000, incidents: ['ACME-7'] }),
    '25 Nov 2026: Major outage, 97.9 % up, 30 min down, ACME-7',
  ],
  [day({ worst: 'no-data', upRatio: null, unknownMs: 86_400_000 }), '25 Nov 2026: No data, 1 d unknown'],
  [
    day({ worst: 'degraded', maintenanceMs: 7_200_000, excusedDownMs: 600_000 }),
    '25 Nov 2026: Degraded, 100 % up, 10 min down within agreed maintenance, 2 h planned maintenance',
  ],
  [day({ worst: null, upRatio: null }), '25 Nov 2026: Not connected yet'],
])('a day reads as what it was', (given, text) => {
  expect(plain(dayText(given))).toBe(text)
})

test('a month is told in words', () => {
  expect(monthName('2026-11')).toBe('November 2026')
})

describe('arrow keys', () => {
  const size = { rows: 3, days: 90 }
  test.each([
    ['ArrowLeft', { row: 1, day: 4 }, { row: 1, day: 3 }],
    ['ArrowLeft', { row: 1, day: 0 }, { row: 1, day: 0 }],
    ['ArrowRight', { row: 1, day: 89 }, { row: 1, day: 89 }],
    ['ArrowDown', { row: 1, day: 4 }, { row: 2, day: 4 }],
    ['ArrowDown', { row: 2, day: 4 }, { row: 2, day: 4 }],
    ['ArrowUp', { row: 0, day: 4 }, { row: 0, day: 4 }],
    ['Home', { row: 0, day: 4 }, { row: 0, day: 0 }],
    ['End', { row: 0, day: 4 }, { row: 0, day: 89 }],
    ['x', { row: 0, day: 4 }, null],
  ])('%s leads from %j to %j', (key, from, to) => {
    expect(moved(key, from, size)).toEqual(to)
  })
})
