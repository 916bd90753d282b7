import { expect, test } from 'vitest'
import { standingOf } from './standing.ts'

const now = new Date('2026-06-01T12:00:00Z')
const ago = (ms: number) => new Date(now.getTime() - ms)
const open = {
  state: 'open' as const,
  muted: false,
  snoozedUntil: null,
  flappingSince: null,
  resolvedAt: null,
  reopenWindowMs: 900_000,
}
const resolved = { ...open, state: 'resolved' as const, resolvedAt: ago(60_000) }

test.each([
  ['an open one is told', open, 'firing'],
  ['a muted one is held', { ...open, muted: true }, 'held'],
  ['an acknowledged one is held: somebody has it', { ...open, state: 'acknowledged' as const }, 'held'],
  ['a snoozed one is held', { ...open, snoozedUntil: ago(-1) }, 'held'],
  ['a snooze that is over holds nothing', { ...open, snoozedUntil: now }, 'firing'],
  ['a resolved one is over, muted or not', { ...resolved, muted: true }, 'resolved'],
  ['a flapping one that is just the other way is held', { ...resolved, flappingSince: ago(600_000) }, 'held'],
  [
    'a flapping one is over when it can no longer reopen',
    { ...resolved, flappingSince: ago(9_000_000), resolvedAt: ago(900_000) },
    'resolved',
  ],
  ['a flapping one that is open is told', { ...open, flappingSince: ago(1) }, 'firing'],
])('%s', (_case, alert, standing) => {
  expect(standingOf(alert, now)).toBe(standing)
})
