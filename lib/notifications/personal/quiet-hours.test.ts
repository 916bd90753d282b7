import { expect, test } from 'vitest'
import { afterQuietHours, type QuietHours } from './quiet-hours.ts'

const nights: QuietHours = { days: [1, 2, 3, 4, 5, 6, 7], from: '22:00', to: '07:00', butSeverity: 'critical' }
const always: QuietHours = { ...nights, from: '00:00', to: '00:00' }

test.each([
  ['by day nothing is deferred', nights, 'Europe/Berlin', 'major', '2026-06-01T12:00:00Z', '2026-06-01T12:00:00Z'],
  ['at night it waits for the morning', nights, 'Europe/Berlin', 'major', '2026-06-01T21:00:00Z', '2026-06-02T05:00:00Z'],
  ['the morning is of one’s own zone', nights, 'America/New_York', 'major', '2026-06-02T03:00:00Z', '2026-06-02T11:00:00Z'],
  ['what is grave enough comes through', nights, 'Europe/Berlin', 'critical', '2026-06-01T21:00:00Z', '2026-06-01T21:00:00Z'],
  ['just before they begin it is told', nights, 'UTC', 'minor', '2026-06-01T21:59:59Z', '2026-06-01T21:59:59Z'],
  ['the moment they end it is told', nights, 'UTC', 'minor', '2026-06-02T07:00:00Z', '2026-06-02T07:00:00Z'],
  ['the night in which clocks go forward', nights, 'Europe/Berlin', 'minor', '2026-03-28T22:00:00Z', '2026-03-29T05:00:00Z'],
  ['the night in which clocks go back', nights, 'Europe/Berlin', 'minor', '2026-10-24T21:00:00Z', '2026-10-25T06:00:00Z'],
  ['on days that have none', { ...nights, days: [6] }, 'UTC', 'minor', '2026-06-01T23:00:00Z', '2026-06-01T23:00:00Z'],
  ['leap day is a day', nights, 'UTC', 'minor', '2028-02-29T23:00:00Z', '2028-03-01T07:00:00Z'],
  ['an unknown zone is UTC', nights, 'Moon/Tycho', 'minor', '2026-06-01T23:00:00Z', '2026-06-02T07:00:00Z'],
  ['no zone is UTC', nights, null, 'minor', '2026-06-01T23:00:00Z', '2026-06-02T07:00:00Z'],
  ['no quiet hours', null, 'UTC', 'minor', '2026-06-01T23:00:00Z', '2026-06-01T23:00:00Z'],
  ['quiet hours without end hold a week at most', always, 'UTC', 'minor', '2026-06-01T12:00:00Z', '2026-06-08T12:00:00Z'],
] as const)('%s', (_case, quiet, zone, severity, at, expected) => {
  const given = quiet === null ? null : { ...quiet, days: [...quiet.days] }
  expect(afterQuietHours(given, zone, severity, new Date(at))).toEqual(new Date(expected))
})
