import { expect, test } from 'vitest'
import { type Escalated, type EscalationChange, keepEscalation } from './keep-escalation.ts'
import type { EscalationRow, Snapshot } from './model.ts'

const minute = 60_000
const noon = new Date('2026-06-01T12:00:00Z')
const later = (minutes: number) => new Date(noon.getTime() + minutes * minute)
const snapshot: Snapshot = {
  name: 'Primary',
  steps: [{ delayMs: 2 * minute, targets: [{ kind: 'member', id: 'ada' }], important: false }],
  repeat: 0,
}
const policy = { policyId: 'p', policy: snapshot }
const open: Escalated = {
  state: 'open',
  snoozed: false,
  muted: false,
  flapping: false,
  leftAt: null,
  reopenedAt: null,
  worsenedAt: null,
}
const row = (given: Partial<EscalationRow> = {}): EscalationRow => ({
  customerId: 'a',
  alertId: 'x',
  policyId: 'p',
  policy: snapshot,
  step: 1,
  loop: 0,
  state: 'running',
  startedAt: noon,
  lastEscalationAt: later(2),
  nextEscalationAt: later(12),
  ...given,
})
const start = { do: 'start', policyId: 'p', policy: snapshot, nextAt: later(12) }
const now = later(10)

const cases: [string, EscalationRow | null, Escalated, typeof policy | null, EscalationChange | object | null][] = [
  ['an open alert starts it, the first step after its delay', null, open, policy, start],
  ['without a policy nothing starts', null, open, null, null],
  ['a policy without steps starts nothing', null, open, { ...policy, policy: { ...snapshot, steps: [] } }, null],
  ['a muted alert starts none: no escalation timer', null, { ...open, muted: true }, policy, null],
  ['an acknowledged one starts none', null, { ...open, state: 'acknowledged' }, policy, null],
  ['acknowledging stops it', row(), { ...open, state: 'acknowledged' }, policy, { do: 'stop' }],
  ['snoozing stops it', row(), { ...open, snoozed: true }, policy, { do: 'stop' }],
  ['resolving stops it', row(), { ...open, state: 'resolved' }, policy, { do: 'stop' }],
  ['resolving stops a paused one', row({ state: 'paused' }), { ...open, state: 'resolved' }, policy, { do: 'stop' }],
  ['a stopped one is stopped once', row({ state: 'stopped' }), { ...open, state: 'resolved' }, policy, null],
  ['being muted pauses it with what is left', row(), { ...open, muted: true }, policy, { do: 'pause', remainingMs: 2 * minute }],
  ['a paused one stays so while muted', row({ state: 'paused' }), { ...open, muted: true }, policy, null],
  [
    'after the mute it goes on where it was',
    row({ state: 'paused', policy: { ...snapshot, remainingMs: 3 * minute } }),
    open,
    policy,
    { do: 'resume', nextAt: later(13) },
  ],
  ['a running one goes on', row(), open, policy, null],
  ['a policy edited meanwhile changes nothing', row(), open, { policyId: 'other', policy: snapshot }, null],
  ['left by who had it, it starts again', row({ state: 'stopped' }), open, policy, start],
  ['left so fast that nobody saw it stop, it starts again', row(), { ...open, leftAt: later(1) }, policy, start],
  ['left before it began, it goes on', row({ startedAt: later(5) }), { ...open, leftAt: later(1) }, policy, null],
  ['reopened so fast that nobody saw it stop, it starts again', row(), { ...open, reopenedAt: later(1) }, policy, start],
  ['a flapping one that was reopened goes on', row(), { ...open, flapping: true, reopenedAt: later(1) }, policy, null],
  [
    'a flapping one left by who had it starts again',
    row({ state: 'stopped' }),
    { ...open, flapping: true, leftAt: later(1) },
    policy,
    start,
  ],
  ['an exhausted one stays so', row({ state: 'exhausted' }), open, policy, null],
  ['an exhausted one that got worse starts again', row({ state: 'exhausted' }), { ...open, worsenedAt: later(1) }, policy, start],
  ['a running one that got worse goes on', row(), { ...open, worsenedAt: later(1) }, policy, null],
  ['a flapping one does not start again', row({ state: 'stopped' }), { ...open, flapping: true }, policy, null],
  [
    'a flapping one starts again after a repeat interval',
    row({ state: 'stopped', lastEscalationAt: later(-60) }),
    { ...open, flapping: true },
    policy,
    start,
  ],
  [
    'asked to escalate now, it goes on though acknowledged',
    row({ policy: { ...snapshot, forcedBy: 'Ben' } }),
    { ...open, state: 'acknowledged' },
    policy,
    null,
  ],
  [
    'but not when it is over',
    row({ policy: { ...snapshot, forcedBy: 'Ben' } }),
    { ...open, state: 'resolved' },
    policy,
    { do: 'stop' },
  ],
]

test.each(cases)('%s', (_case, given, alert, own, expected) => {
  expect(keepEscalation(given, alert, own, 60 * minute, now)).toEqual(expected)
})
