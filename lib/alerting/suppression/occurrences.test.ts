import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { occurrencesBetween, occurrencesFrom, type Recurring, wallTimeOf } from './occurrences.ts'
import type { Recurrence } from './recurrence.ts'

const hour = 3_600_000
const plan = (given: Partial<Recurring>): Recurring => ({
  startsLocal: '2026-01-05T22:00',
  timeZone: 'Europe/Berlin',
  durationMs: 2 * hour,
  recurrence: null,
  untilAt: null,
  endedAt: null,
  ...given,
})
const at = (text: string) => Date.parse(text)
const startsOf = (given: Partial<Recurring>, from: string, limit = 4) =>
  occurrencesFrom(plan(given), at(from), limit).map(({ startsAt }) =>
    new Date(startsAt).toISOString().slice(0, 16),
  )

describe('when a plan is on', () => {
  test.each<[string, Partial<Recurring>, string, string[]]>([
    ['once, told before it', {}, '2026-01-01T00:00Z', ['2026-01-05T21:00']],
    ['once, still under way', {}, '2026-01-05T22:59Z', ['2026-01-05T21:00']],
    ['once, at its end it is over', {}, '2026-01-05T23:00Z', []],
    [
      'every day keeps its wall time over the change to summer time',
      { recurrence: { by: 'day', every: 1 } },
      '2026-03-28T00:00Z',
      ['2026-03-28T21:00', '2026-03-29T20:00', '2026-03-30T20:00', '2026-03-31T20:00'],
    ],
    [
      'a time that spring leaves out begins an hour later by the clock',
      { startsLocal: '2026-03-28T02:30', recurrence: { by: 'day', every: 1 } },
      '2026-03-28T00:00Z',
      ['2026-03-28T01:30', '2026-03-29T01:30', '2026-03-30T00:30', '2026-03-31T00:30'],
    ],
    [
      'a time that autumn has twice begins the first time',
      { startsLocal: '2026-10-24T02:30', recurrence: { by: 'day', every: 1 } },
      '2026-10-24T00:00Z',
      ['2026-10-24T00:30', '2026-10-25T00:30', '2026-10-26T01:30', '2026-10-27T01:30'],
    ],
    [
      'every second week on two days counts weeks from the first start',
      { startsLocal: '2026-01-07T10:00', recurrence: { by: 'week', every: 2, days: [2, 4] } },
      '2026-01-01T00:00Z',
      ['2026-01-08T09:00', '2026-01-20T09:00', '2026-01-22T09:00', '2026-02-03T09:00'],
    ],
    [
      'the 31st is the last day of a shorter month',
      { startsLocal: '2028-01-31T22:00', recurrence: { by: 'month', every: 1, day: 31 } },
      '2028-01-01T00:00Z',
      ['2028-01-31T21:00', '2028-02-29T21:00', '2028-03-31T20:00', '2028-04-30T20:00'],
    ],
    [
      'the 29th of February is the 28th in other years',
      { startsLocal: '2028-02-29T12:00', recurrence: { by: 'month', every: 12, day: 29 } },
      '2028-01-01T00:00Z',
      ['2028-02-29T11:00', '2029-02-28T11:00', '2030-02-28T11:00', '2031-02-28T11:00'],
    ],
    [
      'none starts after the last day',
      { recurrence: { by: 'day', every: 1 }, untilAt: at('2026-01-06T21:00Z') },
      '2026-01-01T00:00Z',
      ['2026-01-05T21:00', '2026-01-06T21:00'],
    ],
    [
      'none starts after somebody ended it',
      { recurrence: { by: 'day', every: 1 }, endedAt: at('2026-01-06T22:00Z') },
      '2026-01-01T00:00Z',
      ['2026-01-05T21:00', '2026-01-06T21:00'],
    ],
  ])('%s', (_case, given, from, starts) => {
    expect(startsOf(given, from)).toEqual(starts)
  })

  test('ending it by hand cuts the one under way short', () => {
    const ended = plan({ recurrence: { by: 'day', every: 1 }, endedAt: at('2026-01-05T21:30Z') })
    expect(occurrencesFrom(ended, at('2026-01-05T21:10Z'), 3)).toEqual([
      { startsAt: at('2026-01-05T21:00Z'), endsAt: at('2026-01-05T21:30Z') },
    ])
    expect(occurrencesFrom(ended, at('2026-01-05T21:30Z'), 3)).toEqual([])
  })

  test('eight hours are eight hours in the night the clock goes back', () => {
    const night = plan({ startsLocal: '2026-10-24T22:00', durationMs: 8 * hour })
    expect(occurrencesFrom(night, at('2026-10-24T00:00Z'), 1)).toEqual([
      { startsAt: at('2026-10-24T20:00Z'), endsAt: at('2026-10-25T04:00Z') },
    ])
  })

  test('a plan that goes on from an occurrence keeps the wall time that was meant', () => {
    const daily = plan({ startsLocal: '2026-03-28T02:30', recurrence: { by: 'day', every: 1 } })
    expect(wallTimeOf(daily, at('2026-03-29T01:30Z'))).toBe('2026-03-29T02:30')
  })
})

const zones = [
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kolkata',
  'America/Santiago',
  'UTC',
]
const recurrences: fc.Arbitrary<Recurrence> = fc.oneof(
  fc.record({ by: fc.constant('day' as const), every: fc.integer({ min: 1, max: 10 }) }),
  fc.record({
    by: fc.constant('week' as const),
    every: fc.integer({ min: 1, max: 5 }),
    days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }).map((days) => days.sort()),
  }),
  fc.record({
    by: fc.constant('month' as const),
    every: fc.integer({ min: 1, max: 5 }),
    day: fc.integer({ min: 1, max: 31 }),
  }),
)
const tenYears = { from: at('2024-01-01T00:00Z'), to: at('2034-01-01T00:00Z') }
const plans = fc
  .record({
    startsLocal: fc
      .tuple(fc.integer({ min: 0, max: 365 }), fc.integer({ min: 0, max: 1439 }))
      .map(([days, minutes]) =>
        new Date(tenYears.from + days * 24 * hour + minutes * 60_000).toISOString().slice(0, 16),
      ),
    timeZone: fc.constantFrom(...zones),
    durationMs: fc.integer({ min: 60_000, max: 72 * hour }),
    recurrence: recurrences,
  })
  .map(plan)

/** The same asked of every single day, by arithmetic on days since 1970 alone. */
function isDayOf({ recurrence, startsLocal }: Recurring, date: Temporal.PlainDate): boolean {
  if (!recurrence) return false
  const first = Temporal.PlainDate.from(startsLocal.slice(0, 10))
  const days = (day: Temporal.PlainDate) => Date.UTC(day.year, day.month - 1, day.day) / 86_400_000
  const weekOf = (day: Temporal.PlainDate) => Math.floor((days(day) + 3) / 7)
  if (days(date) < days(first)) return false
  if (recurrence.by === 'day') return (days(date) - days(first)) % recurrence.every === 0
  if (recurrence.by === 'week')
    return (weekOf(date) - weekOf(first)) % recurrence.every === 0 && recurrence.days.includes(date.dayOfWeek)
  const months = (date.year - first.year) * 12 + date.month - first.month
  return months % recurrence.every === 0 && date.day === Math.min(recurrence.day, date.daysInMonth)
}

/** The wall time in a zone, told by Intl and not by Temporal. */
function wallTime(instant: number, timeZone: string): string {
  const known = clocks.get(timeZone)
  const clock =
    known ?? new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' })
  if (!known) clocks.set(timeZone, clock)
  return clock.format(instant).replace(' ', 'T')
}
const clocks = new Map<string, Intl.DateTimeFormat>()

describe('over ten years in any zone', () => {
  test('a plan is on exactly on the days it names, and at its wall time except where the clock skips it', () => {
    fc.assert(
      fc.property(plans, (given) => {
        const found = occurrencesBetween(given, tenYears.from - 48 * hour, tenYears.to + 48 * hour)
        const walls = found.map(({ startsAt }) => wallTime(startsAt, given.timeZone))
        const within = walls.filter((wall) => wall >= '2024' && wall < '2034')
        const expected: string[] = []
        const last = Temporal.PlainDate.from('2034-01-01')
        for (let day = Temporal.PlainDate.from('2024-01-01'); !day.equals(last); day = day.add({ days: 1 }))
          if (isDayOf(given, day)) expected.push(`${day.toString()}${given.startsLocal.slice(10)}`)
        expect(within.map((wall) => wall.slice(0, 10))).toEqual(expected.map((wall) => wall.slice(0, 10)))
        const moved = within.filter((wall, i) => wall !== expected[i])
        expect(moved.length).toBeLessThanOrEqual(10)
        for (const { startsAt, endsAt } of found) expect(endsAt - startsAt).toBe(given.durationMs)
      }),
      { numRuns: 40 },
    )
  })

  test('asked from any moment, the answer is the rest of what was asked from the beginning', () => {
    fc.assert(
      fc.property(
        plans,
        fc.integer({ min: tenYears.from, max: tenYears.to - 90 * 24 * hour }),
        (given, moment) => {
          const to = moment + 90 * 24 * hour
          const all = occurrencesBetween(given, tenYears.from, to)
          expect(occurrencesBetween(given, moment, to)).toEqual(all.filter(({ endsAt }) => endsAt > moment))
        },
      ),
      { numRuns: 100 },
    )
  })
})
