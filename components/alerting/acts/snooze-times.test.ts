import { expect, test } from 'vitest'
import { customUntil, localInput, snoozeChoices } from './snooze-times.ts'

const at = (text: string) => Date.parse(text)
const morning = (now: string, zone: string) =>
  snoozeChoices(at(now), zone)
    .filter(({ words }) => words.startsWith('Until'))
    .map(({ words, until }) => `${words} = ${new Date(until).toISOString()}`)

test.each([
  ['an afternoon', '2026-11-25T14:00:00Z', ['Until tomorrow, 08:00 = 2026-11-26T07:00:00.000Z']],
  [
    'three at night offers the morning that comes, too',
    '2026-11-25T02:00:00Z',
    [
      'Until this morning, 08:00 = 2026-11-25T07:00:00.000Z',
      'Until tomorrow, 08:00 = 2026-11-26T07:00:00.000Z',
    ],
  ],
  [
    'clocks go forward in the night: eight is eight, 23 hours later',
    '2027-03-27T07:00:00Z',
    ['Until tomorrow, 08:00 = 2027-03-28T06:00:00.000Z'],
  ],
  [
    'clocks go back in the night: eight is eight, 25 hours later',
    '2026-10-24T06:00:00Z',
    ['Until tomorrow, 08:00 = 2026-10-25T07:00:00.000Z'],
  ],
])('%s', (_case, now, choices) => {
  expect(morning(now, 'Europe/Berlin')).toEqual(choices)
})

test('tomorrow is the next day where the person is, not where the server is', () => {
  expect(morning('2026-11-25T22:00:00Z', 'Asia/Tokyo')).toEqual([
    'Until tomorrow, 08:00 = 2026-11-26T23:00:00.000Z',
  ])
})

test.each([
  ['a time of tomorrow', '2026-11-26T09:30', '2026-11-26T08:30:00.000Z'],
  ['a time that is over', '2026-11-24T09:30', null],
  ['more than thirty days away', '2027-02-01T09:30', null],
  ['half a time', '2026-11', null],
  ['nothing', '', null],
])('a time of one’s own: %s', (_case, local, until) => {
  const found = customUntil(local, at('2026-11-25T12:00:00Z'), 'Europe/Berlin')
  expect(found === null ? null : new Date(found).toISOString()).toBe(until)
})

test('the field starts at a moment written in the zone of the person', () => {
  expect(localInput(at('2026-11-25T12:05:30Z'), 'Europe/Berlin')).toBe('2026-11-25T13:05')
})
