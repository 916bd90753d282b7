import { describe, expect, test } from 'vitest'
import { Refused } from '#lib/errors.ts'
import type { Decided } from './act.ts'
import { type AlertRow, draftEvent } from './alert-row.ts'
import { decideAcknowledge, decideUnacknowledge } from './decide-acknowledge.ts'
import { decideAssign } from './decide-assign.ts'
import { decideReopen, decideResolve } from './decide-ending.ts'
import { decideSnooze, decideUnsnooze, longestSnoozeMs } from './decide-snooze.ts'
import { newAlert } from './new-alert.ts'
import { makeSignal } from './test-signal.ts'

const now = new Date('2026-11-25T12:00:00Z')
const later = (ms: number) => new Date(now.getTime() + ms)
const hour = 3_600_000
const person = (name: string) => ({
  actorKind: 'user' as const,
  actorId: name.toLowerCase(),
  actorName: name,
  requestId: null,
})
const [ada, ben] = [person('Ada'), person('Ben')]
const { row: open } = newAlert(makeSignal({ at: now }), 'a', now)
const acked: AlertRow = {
  ...open,
  state: 'acknowledged',
  acknowledgedAt: now,
  acknowledgedBy: 'ada',
  acknowledgedName: 'Ada',
  firstHumanAckAt: now,
}
const snoozed: AlertRow = { ...acked, snoozedUntil: later(hour), snoozedBy: 'ada', snoozeSeverity: 'major' }
const resolved: AlertRow = { ...acked, state: 'resolved', closedAt: now, resolvedBy: 'user' }
const byMachine: AlertRow = {
  ...acked,
  acknowledgedBy: null,
  acknowledgedName: 'Sentry',
  firstHumanAckAt: null,
}

const ack = (row: AlertRow, who = ada, note?: string, saidBefore = false) =>
  decideAcknowledge(row, { person: who, now, saidBefore, ...(note && { note }) })
const snooze = (row: AlertRow, until = later(hour), who = ada) =>
  decideSnooze(row, { person: who, until, now })
const resolve = (row: AlertRow) => decideResolve(row, { person: ada, now, resolvedName: 'Ben' })
const toBen = { memberId: 'ben', name: 'Ben' }

/** The state after it, and the kinds of its events; `-` = it was so already. */
function outcome(row: AlertRow, decided: Decided): string {
  if (decided instanceof Refused) return `refused: ${decided.code}`
  if (!decided.change) return '-'
  const { patch, events } = decided.change
  const after = { ...row, ...patch }
  const overlay = after.snoozedUntil ? ' + snoozed' : ''
  return `${after.state}${overlay}: ${events.map(({ kind }) => kind).join(', ')}`
}

describe('what people may do, from every state', () => {
  test.each<[string, AlertRow, (row: AlertRow) => Decided, string]>([
    ['acknowledge an open one', open, ack, 'acknowledged: acknowledged'],
    ['acknowledge one’s own again', acked, ack, '-'],
    [
      'acknowledge one’s own again with a note',
      acked,
      (r) => ack(r, ada, 'on it'),
      'acknowledged: acknowledged',
    ],
    ['acknowledge somebody’s', acked, (r) => ack(r, ben), 'acknowledged: acknowledged-too'],
    ['acknowledge somebody’s twice', acked, (r) => ack(r, ben, undefined, true), '-'],
    ['acknowledge what a machine did', byMachine, ack, 'acknowledged: acknowledged'],
    ['acknowledge a snoozed one', snoozed, ack, '-'],
    ['acknowledge a resolved one', resolved, ack, 'refused: already-done'],
    ['unacknowledge an open one', open, (r) => decideUnacknowledge(r, { person: ada }), '-'],
    ['unacknowledge', acked, (r) => decideUnacknowledge(r, { person: ben }), 'open: unacknowledged'],
    [
      'unacknowledge a snoozed one',
      snoozed,
      (r) => decideUnacknowledge(r, { person: ada }),
      'open: unacknowledged',
    ],
    [
      'unacknowledge a resolved one',
      resolved,
      (r) => decideUnacknowledge(r, { person: ada }),
      'refused: already-done',
    ],
    ['snooze an open one', open, snooze, 'acknowledged + snoozed: acknowledged, snoozed'],
    ['snooze an acknowledged one', acked, snooze, 'acknowledged + snoozed: snoozed'],
    ['snooze until the same time', snoozed, snooze, '-'],
    ['snooze for longer', snoozed, (r) => snooze(r, later(2 * hour)), 'acknowledged + snoozed: snoozed'],
    ['snooze a resolved one', resolved, snooze, 'refused: already-done'],
    ['snooze into the past', open, (r) => snooze(r, now), 'refused: bad-request'],
    [
      'snooze for more than 30 days',
      open,
      (r) => snooze(r, later(longestSnoozeMs + 1)),
      'refused: bad-request',
    ],
    ['end a snooze', snoozed, (r) => decideUnsnooze(r, { person: ada, now }), 'acknowledged: snooze-ended'],
    ['end no snooze', open, (r) => decideUnsnooze(r, { person: ada, now }), '-'],
    ['resolve an open one', open, resolve, 'resolved: resolved'],
    ['resolve a snoozed one', snoozed, resolve, 'resolved: resolved'],
    ['resolve a resolved one', resolved, resolve, '-'],
    ['reopen a resolved one', resolved, (r) => decideReopen(r, { person: ada }), 'open: reopened'],
    ['reopen an open one', open, (r) => decideReopen(r, { person: ada }), '-'],
    ['assign an open one', open, (r) => decideAssign(r, { person: ada, to: toBen }), 'open: assigned'],
    [
      'assign an acknowledged one',
      acked,
      (r) => decideAssign(r, { person: ada, to: toBen, was: null }),
      'acknowledged: assigned',
    ],
    ['assign to nobody what is nobody’s', open, (r) => decideAssign(r, { person: ada, to: null }), '-'],
    [
      'assign what somebody took meanwhile',
      { ...open, assigneeId: 'cy', assigneeName: 'Cy' },
      (r) => decideAssign(r, { person: ada, to: toBen, was: null }),
      'refused: conflict',
    ],
    [
      'assign a resolved one',
      resolved,
      (r) => decideAssign(r, { person: ada, to: toBen }),
      'refused: already-done',
    ],
  ])('%s', (_case, row, act, expected) => {
    expect(outcome(row, act(row))).toBe(expected)
  })
})

const patchOf = (decided: Decided) => (decided instanceof Refused ? {} : (decided.change?.patch ?? {}))

describe('acknowledging', () => {
  const timed = { ...open, facts: { ackTimeoutMs: hour } }
  test('asks ten minutes before it runs out, and only when the rule says that it does', () => {
    expect(patchOf(ack(timed))).toMatchObject({
      ackExpiresAt: later(hour),
      ackReminderAt: later(hour - 600_000),
    })
    expect(patchOf(ack(open))).toMatchObject({ ackExpiresAt: null })
  })
  test('answers "still on it?" by acknowledging once more', () => {
    const asked = {
      ...acked,
      ...timed,
      state: 'acknowledged' as const,
      acknowledgedBy: 'ada',
      ackExpiresAt: later(1),
    }
    expect(patchOf(ack(asked))).toMatchObject({ ackExpiresAt: later(hour) })
  })
  test('the second person is told who was first', () => {
    expect(ack(acked, ben)).toMatchObject({ by: 'Ada' })
  })
  test('the first human answer is never reset', () => {
    const again = { ...open, firstHumanAckAt: later(-hour) }
    expect(patchOf(ack(again))).toMatchObject({ firstHumanAckAt: later(-hour), acknowledgedAt: now })
    expect(patchOf(ack(byMachine))).toMatchObject({ firstHumanAckAt: now, acknowledgedBy: 'ada' })
  })
})

test('a snooze stops the clock of the acknowledgement and remembers how bad it was', () => {
  const timed = { ...acked, ackExpiresAt: later(hour), facts: { ackTimeoutMs: hour } }
  expect(patchOf(snooze(timed))).toMatchObject({ ackExpiresAt: null, snoozeSeverity: 'major' })
  expect(
    patchOf(decideUnsnooze({ ...snoozed, ...timed, snoozedUntil: later(1) }, { person: ada, now })),
  ).toMatchObject({ snoozedUntil: null, ackExpiresAt: later(hour) })
})

describe('resolving by hand', () => {
  test('re-opens after 15 minutes, or what one says, if it still holds', () => {
    expect(patchOf(resolve(open))).toMatchObject({ resolvedBy: 'user', reopenAt: later(900_000) })
    const asked = { person: ada, now, resolvedName: null, reopenAfterMs: hour }
    expect(patchOf(decideResolve(open, asked))).toMatchObject({ reopenAt: later(hour) })
  })
  test('what its source says is over does not re-open', () => {
    expect(patchOf(resolve({ ...open, facts: { overSince: 1 } }))).toMatchObject({ reopenAt: null })
  })
  test('the second one is told who was first', () => {
    expect(resolve(resolved)).toEqual({ change: null, by: 'Ben' })
  })
})

test('the refusal of an assignment names who has it', () => {
  const taken = { ...open, assigneeId: 'cy', assigneeName: 'Cy' }
  const refused = decideAssign(taken, { person: ada, to: toBen, was: null })
  expect(refused).toMatchObject({ message: 'By now it is assigned to Cy.' })
})

test('an empty note is no note', () => {
  expect(draftEvent(ada, 'acknowledged', { note: '' }).note).toBeNull()
})
