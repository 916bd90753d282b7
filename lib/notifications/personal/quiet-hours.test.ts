import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { expect, test } from 'vitest'
import { afterQuietHours, type QuietHours } from './quiet-hours.ts'

const nights: QuietHours = {
  days: [1, 2, 3, 4, 5, 6, 7],
  from: '22:00',
  to: '07:00',
  butSeverity: 'critical',
}
const always: QuietHours = { ...nights, from: '00:00', to: '00:00' }

test.each([
  [
    'by day nothing is deferred',
    nights,
    'Europe/Berlin',
    'major',
    '2026-06-01T12:00:00Z',
    '2026-06-01T12:00:00Z',
  ],
  [
    'at night it waits for the morning',
    nights,
    'Europe/Berlin',
    'major',
    '2026-06-01T21:00:00Z',
    '2026-06-02T05:00:00Z',
  ],
  [
    'the morning is of one’s own zone',
    nights,
    'America/New_York',
    'major',
    '2026-06-02T03:00:00Z',
    '2026-06-02T11:00:00Z',
  ],
  [
    'what is grave enough comes through',
    nights,
    'Europe/Berlin',
    'critical',
    '2026-06-01T21:00:00Z',
    '2026-06-01T21:00:00Z',
  ],
  [
    'just before they begin it is told',
    nights,
    'UTC',
    'minor',
    '2026-06-01T21:59:59Z',
    '2026-06-01T21:59:59Z',
  ],
  ['the moment they end it is told', nights, 'UTC', 'minor', '2026-06-02T07:00:00Z', '2026-06-02T07:00:00Z'],
  [
    'the night in which clocks go forward',
    nights,
    'Europe/Berlin',
    'minor',
    '2026-03-28T22:00:00Z',
    '2026-03-29T05:00:00Z',
  ],
  [
    'the night in which clocks go back',
    nights,
    'Europe/Berlin',
    'minor',
    '2026-10-24T21:00:00Z',
    '2026-10-25T06:00:00Z',
  ],
  [
    'on days that have none',
    { ...nights, days: [6] },
    'UTC',
    'minor',
    '2026-06-01T23:00:00Z',
    '2026-06-01T23:00:00Z',
  ],
  ['leap day is a day', nights, 'UTC', 'minor', '2028-02-29T23:00:00Z', '2028-03-01T07:00:00Z'],
  ['an unknown zone is UTC', nights, 'Moon/Tycho', 'minor', '2026-06-01T23:00:00Z', '2026-06-02T07:00:00Z'],
  ['no zone is UTC', nights, null, 'minor', '2026-06-01T23:00:00Z', '2026-06-02T07:00:00Z'],
  ['no quiet hours', null, 'UTC', 'minor', '2026-06-01T23:00:00Z', '2026-06-01T23:00:00Z'],
  [
    'quiet hours without end hold a week at most',
    always,
    'UTC',
    'minor',
    '2026-06-01T12:00:00Z',
    '2026-06-08T12:00:00Z',
  ],
] as const)('%s', (_case, quiet, zone, severity, at, expected) => {
  const given = quiet === null ? null : { ...quiet, days: [...quiet.days] }
  expect(afterQuietHours(given, zone, severity, new Date(at))).toEqual(new Date(expected))
})

test('over ten years and any zone, who is told is told outside of quiet hours and less than a day late', () => {
  const zones = [
    'Europe/Berlin',
    'America/New_York',
    'Australia/Lord_Howe',
    'Asia/Kathmandu',
    'Africa/Casablanca',
    'UTC',
  ]
  const [from, to] = [Date.parse('2024-01-01T00:00:00Z'), Date.parse('2034-01-01T00:00:00Z')]
  fc.assert(
    fc.property(fc.integer({ min: from, max: to }), fc.constantFrom(...zones), (at, zone) => {
      const told = afterQuietHours(
        { ...nights, days: [...nights.days] },
        zone,
        'minor',
        new Date(at),
      ).getTime()
      const local = Temporal.Instant.fromEpochMilliseconds(told).toZonedDateTimeISO(zone)
      expect(local.hour).toBeGreaterThanOrEqual(7)
      expect(local.hour).toBeLessThan(22)
      expect(told - at).toBeLessThanOrEqual(10 * 3_600_000)
      expect(told).toBeGreaterThanOrEqual(at)
    }),
    { numRuns: 2_000 },
  )
})
