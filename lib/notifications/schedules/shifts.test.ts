import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import type { Rotation } from '../contract.ts'
import { gapsIn, onCallAt, type Override, type Planned, shiftsOf } from './shifts.ts'

const zone = 'Europe/Berlin'
const at = (local: string, timeZone = zone) =>
  Temporal.PlainDateTime.from(local).toZonedDateTime(timeZone).epochMilliseconds
const rotation = (given: Partial<Rotation> = {}): Rotation => ({
  name: 'primary',
  memberIds: ['ada', 'ben', 'cy'],
  startsLocal: '2026-01-05T09:00',
  every: 1,
  unit: 'week',
  only: null,
  ...given,
})
const plan = (...rotations: Rotation[]): Planned => ({ timeZone: zone, rotations })
const who = (planned: Planned, local: string, overrides: Override[] = []) =>
  onCallAt(planned, overrides, at(local))?.memberId ?? null
const workdays = { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' }
const nights = { days: [1, 2, 3, 4, 5, 6, 7], from: '22:00', to: '06:00' }

describe('who is on call', () => {
  test.each([
    ['the first has the first turn', rotation(), '2026-01-05T09:00', 'ada'],
    ['a turn ends just before the hand-over', rotation(), '2026-01-12T08:59', 'ada'],
    ['the next one takes over at the hand-over', rotation(), '2026-01-12T09:00', 'ben'],
    ['after the last comes the first again', rotation(), '2026-01-26T09:00', 'ada'],
    ['before it starts nobody is', rotation(), '2026-01-05T08:59', null],
    ['every two days', rotation({ every: 2, unit: 'day' }), '2026-01-07T09:00', 'ben'],
    ['every twelve hours', rotation({ every: 12, unit: 'hour' }), '2026-01-05T21:00', 'ben'],
    ['the hand-over keeps its hour in summer', rotation(), '2026-03-30T09:00', 'ada'],
    ['and not an hour before it', rotation(), '2026-03-30T08:59', 'cy'],
    ['within the hours of a window', rotation({ only: workdays }), '2026-01-09T16:59', 'ada'],
    ['not after them', rotation({ only: workdays }), '2026-01-09T17:00', null],
    ['not on other days', rotation({ only: workdays }), '2026-01-10T12:00', null],
    ['a window past midnight holds in the morning after', rotation({ only: nights }), '2026-01-06T05:59', 'ada'],
    ['and ends there', rotation({ only: nights }), '2026-01-06T06:00', null],
    [
      'a window past midnight belongs to the day it begins on',
      rotation({ only: { ...nights, days: [5] } }),
      '2026-01-10T03:00',
      'ada',
    ],
    ['leap day is a day', rotation({ unit: 'day', startsLocal: '2028-02-28T09:00' }), '2028-02-29T09:00', 'ben'],
    ['and the day after it the next', rotation({ unit: 'day', startsLocal: '2028-02-28T09:00' }), '2028-03-01T09:00', 'cy'],
  ])('%s', (_case, given, local, expected) => {
    expect(who(plan(given), local)).toBe(expected)
  })

  test('a later rotation wins where it has somebody, the earlier one has the rest', () => {
    const planned = plan(rotation(), rotation({ name: 'nights', memberIds: ['dee'], only: nights }))
    expect(who(planned, '2026-01-06T23:00')).toBe('dee')
    expect(who(planned, '2026-01-06T12:00')).toBe('ada')
  })

  test('an override wins over all, and a later one over an earlier one', () => {
    const over = (overrideId: string, memberId: string, from: string, to: string) => ({
      overrideId,
      memberId,
      startsAt: at(from),
      endsAt: at(to),
    })
    const overrides = [
      over('1', 'eve', '2026-01-06T10:00', '2026-01-06T14:00'),
      over('2', 'fay', '2026-01-06T12:00', '2026-01-06T13:00'),
    ]
    const shifts = shiftsOf(plan(rotation()), overrides, { from: at('2026-01-06T09:00'), to: at('2026-01-06T15:00') })
    expect(shifts.map(({ memberId, overrideId }) => [memberId, overrideId])).toEqual([
      ['ada', null],
      ['eve', '1'],
      ['fay', '2'],
      ['eve', '1'],
      ['ada', null],
    ])
  })

  test('an override fills a time that nobody has', () => {
    const override = { overrideId: '1', memberId: 'eve', startsAt: 1_000, endsAt: 2_000 }
    expect(onCallAt(plan(), [override], 1_500)?.memberId).toBe('eve')
    expect(onCallAt(plan(), [override], 2_000)).toBeNull()
  })
})

test('gaps are listed', () => {
  const span = { from: at('2026-01-09T08:00'), to: at('2026-01-12T10:00') }
  const shifts = shiftsOf(plan(rotation({ only: workdays })), [], span)
  expect(gapsIn(shifts, span)).toEqual([
    { from: at('2026-01-09T08:00'), to: at('2026-01-09T09:00') },
    { from: at('2026-01-09T17:00'), to: at('2026-01-12T09:00') },
  ])
})

const zones = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'America/Sao_Paulo', 'UTC']
const anyRotation = fc.record({
  name: fc.constantFrom('a', 'b', 'c'),
  memberIds: fc.array(fc.constantFrom('ada', 'ben', 'cy', 'dee'), { minLength: 1, maxLength: 4 }),
  startsLocal: fc.constantFrom('2023-12-30T09:00', '2024-02-28T00:00', '2024-03-10T02:30', '2024-10-27T02:30'),
  every: fc.integer({ min: 1, max: 5 }),
  unit: fc.constantFrom('hour' as const, 'day' as const, 'week' as const),
  only: fc.constantFrom(null, workdays, nights, { days: [6, 7], from: '02:30', to: '02:30' }),
})
/** around both changes of clocks and leap day */
const anyFrom = fc.constantFrom('2024-02-27T12:00', '2024-03-09T00:00', '2024-03-30T00:00', '2024-10-26T00:00', '2024-11-02T00:00')

describe('for any rotations, around changes of clocks and leap day', () => {
  test('shifts and gaps together are the whole span, once', () => {
    fc.assert(
      fc.property(fc.array(anyRotation, { maxLength: 3 }), anyFrom, fc.constantFrom(...zones), (rotations, from, timeZone) => {
        const span = { from: at(from, timeZone), to: at(from, timeZone) + 5 * 86_400_000 }
        const shifts = shiftsOf({ timeZone, rotations }, [], span)
        const parts = [...shifts, ...gapsIn(shifts, span)].sort((a, b) => a.from - b.from)
        expect(parts[0]?.from).toBe(span.from)
        expect(parts.at(-1)?.to).toBe(span.to)
        for (const [i, part] of parts.entries()) if (i > 0) expect(part.from).toBe(parts[i - 1]?.to)
      }),
      { numRuns: 200 },
    )
  })

  test('asking for one moment agrees with asking for the days around it', () => {
    fc.assert(
      fc.property(
        fc.array(anyRotation, { minLength: 1, maxLength: 3 }),
        anyFrom,
        fc.constantFrom(...zones),
        fc.integer({ min: 0, max: 5 * 86_400_000 - 1 }),
        (rotations, from, timeZone, offset) => {
          const span = { from: at(from, timeZone), to: at(from, timeZone) + 5 * 86_400_000 }
          const moment = span.from + offset
          const inSpan = shiftsOf({ timeZone, rotations }, [], span).find((s) => s.from <= moment && moment < s.to)
          expect(onCallAt({ timeZone, rotations }, [], moment)?.memberId).toBe(inSpan?.memberId)
        },
      ),
      { numRuns: 200 },
    )
  })

  test('daily and weekly hand-overs are at their hour on every day that has it', () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), fc.constantFrom('day' as const, 'week' as const), (timeZone, unit) => {
        const planned = { timeZone, rotations: [rotation({ unit, memberIds: ['ada', 'ben'], startsLocal: '2024-01-01T09:00' })] }
        const span = { from: at('2024-01-01T09:00', timeZone), to: at('2025-01-01T09:00', timeZone) }
        for (const shift of shiftsOf(planned, [], span))
          expect(
            Temporal.Instant.fromEpochMilliseconds(shift.from).toZonedDateTimeISO(timeZone).toPlainTime().toString(),
          ).toBe('09:00:00')
      }),
    )
  })
})
