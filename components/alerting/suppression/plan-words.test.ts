import { expect, test } from 'vitest'
import type { MaintenancePlan } from '#lib/alerting/suppression/contract.ts'
import { describePlan } from './plan-words.ts'
import { readSilenceLink, silenceLink } from './silence-link.ts'
import { tomorrowAt } from './until.ts'

const once: MaintenancePlan = {
  startsLocal: '2026-11-25T22:00',
  timeZone: 'Europe/Berlin',
  durationMs: 7_200_000,
  recurrence: null,
  untilAt: null,
}
const plain = (text: string) => text.replaceAll('\u2009', ' ')

test.each<[Partial<MaintenancePlan>, string]>([
  [{}, '2026-11-25 22:00 for 2 h, Europe/Berlin'],
  [{ recurrence: { by: 'day', every: 1 } }, 'every day at 22:00 for 2 h, Europe/Berlin'],
  [{ recurrence: { by: 'day', every: 3 } }, 'every 3 days at 22:00 for 2 h, Europe/Berlin'],
  [
    { recurrence: { by: 'week', every: 1, days: [1, 3, 7] } },
    'every Mon, Wed and Sun at 22:00 for 2 h, Europe/Berlin',
  ],
  [{ recurrence: { by: 'week', every: 2, days: [2] } }, 'Tue every 2 weeks at 22:00 for 2 h, Europe/Berlin'],
  [
    { recurrence: { by: 'month', every: 1, day: 1 } },
    'the 1st of every month at 22:00 for 2 h, Europe/Berlin',
  ],
  [
    { recurrence: { by: 'month', every: 3, day: 31 } },
    'the 31st or last day of every 3 months at 22:00 for 2 h, Europe/Berlin',
  ],
  [
    { recurrence: { by: 'month', every: 1, day: 12 } },
    'the 12th of every month at 22:00 for 2 h, Europe/Berlin',
  ],
])('a plan is read as a sentence: %j', (given, text) => {
  expect(plain(describePlan({ ...once, ...given }))).toBe(text)
})

test('tomorrow at eight is eight of the viewer’s own clock, over the end of a month', () => {
  const at = new Date(2026, 9, 31, 23, 59).getTime()
  expect(new Date(tomorrowAt(at, 8))).toEqual(new Date(2026, 10, 1, 8))
})

test('a link to a new silence carries labels there and back, and nothing that is no label', () => {
  const link = silenceLink('c1', { app: 'shop', 'tag.room': 'a=b&c', colour: 'red' })
  expect(readSilenceLink(new URL(link, 'https://x.example').searchParams)).toEqual({
    customerId: 'c1',
    matchers: [
      { name: 'app', op: 'is', value: 'shop' },
      { name: 'tag.room', op: 'is', value: 'a=b&c' },
    ],
  })
})
