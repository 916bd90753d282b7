import { expect, test } from 'vitest'
import type { AlertRow } from './alert-row.ts'
import { decideDue } from './decide-due.ts'
import { newAlert } from './new-alert.ts'
import { makeSignal } from './test-signal.ts'

const noon = Date.parse('2026-11-25T12:00:00Z')
const at = (minutes: number) => new Date(noon + minutes * 60_000)
const { row: open } = newAlert(makeSignal({ at: at(0) }), 'a', at(0))
const acked: AlertRow = { ...open, state: 'acknowledged', acknowledgedAt: at(0), acknowledgedBy: 'ada' }
const timed = { ...acked, ackReminderAt: at(50), ackExpiresAt: at(60) }
const asked = { ...acked, ackReminderAt: null, ackExpiresAt: at(60) }
const byHand: AlertRow = { ...open, state: 'resolved', closedAt: at(0), resolvedBy: 'user', reopenAt: at(15) }
const flaps: AlertRow = { ...open, flappingSince: at(0) }
const aging: AlertRow = { ...open, facts: { autoResolveAfterMs: 3_600_000 } }

type Given = { last?: number; holds?: boolean }

test.each<[string, AlertRow, number, Given, string]>([
  ['a snooze that still runs', { ...acked, snoozedUntil: at(10) }, 9, {}, 'nothing'],
  ['a snooze that ends: nobody’s again', { ...acked, snoozedUntil: at(10) }, 10, {}, 'open: snooze-ended'],
  ['an acknowledgement before its question', timed, 49, {}, 'nothing'],
  ['the question comes first', timed, 50, {}, 'acknowledged: ack-reminder'],
  ['also when we were away past the end', timed, 500, {}, 'acknowledged: ack-reminder'],
  ['unanswered, it is taken back', asked, 60, {}, 'open: ack-expired'],
  ['answered in time', { ...asked, ackExpiresAt: at(120) }, 60, {}, 'nothing'],
  ['resolved by hand, before its time', { ...byHand, stillBreaching: true }, 14, {}, 'nothing'],
  ['resolved by hand and it still holds', { ...byHand, stillBreaching: true }, 15, {}, 'open: reopened'],
  ['resolved by hand and its rule still fires', byHand, 15, { holds: true }, 'open: reopened'],
  ['resolved by hand and over meanwhile', byHand, 15, {}, 'resolved: '],
  ['flapping within the half hour', flaps, 29, {}, 'nothing'],
  ['flapping that went on', flaps, 40, { last: 20 }, 'nothing'],
  ['flapping that went quiet', flaps, 50, { last: 20 }, 'open: flapping'],
  ['a source that is silent for less', aging, 59, {}, 'nothing'],
  ['a source that never says "over"', aging, 60, {}, 'resolved: resolved'],
  ['one that somebody touched meanwhile', { ...aging, updatedAt: at(30) }, 60, {}, 'nothing'],
  ['an open alert without any clock', open, 10_000, {}, 'nothing'],
])('%s', (_case, row, minutes, { last, holds = false }, expected) => {
  const lastAt = last === undefined ? null : at(last)
  const change = decideDue(row, { reopenings: { recent: 0, lastAt }, ruleHolds: holds }, at(minutes))
  const told =
    change && `${{ ...row, ...change.patch }.state}: ${change.events.map(({ kind }) => kind).join(', ')}`
  expect(told ?? 'nothing').toBe(expected)
  if (change)
    expect(
      decideDue(
        { ...row, ...change.patch },
        { reopenings: { recent: 0, lastAt }, ruleHolds: holds },
        at(minutes),
      ),
    ).toBeNull()
})

test('the question gives as much time to answer as was meant, however late it comes', () => {
  const change = decideDue(timed, { reopenings: { recent: 0, lastAt: null }, ruleHolds: false }, at(500))
  expect(change?.patch).toMatchObject({ ackReminderAt: null, ackExpiresAt: at(510) })
})
