import { expect, test } from 'vitest'
import { reminderOf, reviewDueAt } from './dates.ts'

const at = (text: string) => Date.parse(text)

test('a critical review is due three calendar days later, when that day is over where the customer is', () => {
  // summer time ends in between
  expect(reviewDueAt('critical', at('2026-10-23T23:30:00Z'), 'Europe/Berlin')).toBe(
    at('2026-10-27T23:00:00Z'),
  )
  expect(reviewDueAt('critical', at('2026-10-23T23:30:00Z'), 'UTC')).toBe(at('2026-10-27T00:00:00Z'))
})

test('a major one five business days later, a minor one never, and none while it goes on', () => {
  expect(reviewDueAt('major', at('2026-11-20T12:00:00Z'), 'UTC')).toBe(at('2026-11-28T00:00:00Z')) // a Friday
  expect(reviewDueAt('major', at('2026-11-21T12:00:00Z'), 'UTC')).toBe(at('2026-11-28T00:00:00Z')) // a Saturday
  expect(reviewDueAt('minor', at('2026-11-20T12:00:00Z'), 'UTC')).toBeNull()
  expect(reviewDueAt('critical', null, 'UTC')).toBeNull()
})

test.each([
  ['four days before', '2026-11-21T12:00:00Z', null, null],
  ['three days before', '2026-11-22T00:00:00Z', null, 'soon'],
  ['the day after that reminder', '2026-11-23T12:00:00Z', '2026-11-22T08:00:00Z', null],
  ['on the day itself, reminded long ago', '2026-11-25T23:59:59Z', '2026-11-10T08:00:00Z', 'soon'],
  ['the first moment of the next day', '2026-11-26T00:00:00Z', '2026-11-22T08:00:00Z', 'overdue'],
  ['later on that day', '2026-11-26T23:00:00Z', '2026-11-26T00:00:00Z', null],
  ['and the day after', '2026-11-27T00:00:00Z', '2026-11-26T23:00:00Z', 'overdue'],
] as const)('what is due on the 25th reminds %s: %s', (_name, now, remindedAt, wanted) => {
  const reminded = remindedAt === null ? null : at(remindedAt)
  expect(reminderOf({ dueOn: '2026-11-25', remindedAt: reminded, zone: 'UTC' }, at(now))).toBe(wanted)
})
