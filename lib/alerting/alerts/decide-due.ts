import { type AlertRow, type Change, draftEvent, systemActor, timersOff, unheld } from './alert-row.ts'
import { isQuiet, type Reopenings } from './flapping.ts'
import { reopenByItself } from './reopen.ts'

/** What only the database knows beside the row. */
export type DueFacts = { reopenings: Reopenings; ruleHolds: boolean }

/**
 * What time alone has made of an alert; null = nothing is due. Decided on the row as it is, so that doing it twice, late
 * or after a restart is the same as doing it once.
 */
export function decideDue(row: AlertRow, facts: DueFacts, now: Date): Change | null {
  if (row.closedAt) return isDue(row.reopenAt, now) ? reopenOrForget(row, facts, now) : null
  const changes = [endHolding, remind, endFlapping, resolveByAge]
  for (const change of changes) {
    const made = change(row, facts, now)
    if (made) return made
  }
  return null
}

/** Resolved by hand and it still holds: open again. Over meanwhile: quietly nothing more to wait for. */
function reopenOrForget(row: AlertRow, { reopenings, ruleHolds }: DueFacts, now: Date): Change {
  if (row.stillBreaching || ruleHolds)
    return reopenByItself(row, reopenings, 'still-breaching', now, systemActor)
  return { patch: { reopenAt: null }, events: [] }
}

/** The end of a snooze or of an unanswered acknowledgement: nobody's again, told from the start. */
function endHolding(row: AlertRow, _facts: DueFacts, now: Date): Change | null {
  const snoozeEnds = isDue(row.snoozedUntil, now)
  const expires = isDue(row.ackExpiresAt, now) && row.ackReminderAt === null
  if (!snoozeEnds && !expires) return null
  const event = draftEvent(systemActor, snoozeEnds ? 'snooze-ended' : 'ack-expired', {
    fromState: row.state,
    toState: 'open',
    data: { reason: 'time', was: row.acknowledgedBy, wasName: row.acknowledgedName },
  })
  return { patch: { ...unheld, state: 'open' }, events: [event] }
}

/** Asked before it is taken back, however late: after an outage there is still time to answer. */
function remind(row: AlertRow, _facts: DueFacts, now: Date): Change | null {
  const { ackReminderAt, ackExpiresAt } = row
  if (!ackReminderAt || !ackExpiresAt || !isDue(ackReminderAt, now)) return null
  const leadMs = ackExpiresAt.getTime() - ackReminderAt.getTime()
  const expiresAt = new Date(now.getTime() + leadMs)
  const event = draftEvent(systemActor, 'ack-reminder', {
    data: { expiresAt: expiresAt.getTime(), of: row.acknowledgedBy, ofName: row.acknowledgedName },
  })
  return { patch: { ackReminderAt: null, ackExpiresAt: expiresAt }, events: [event] }
}

function endFlapping(row: AlertRow, { reopenings }: DueFacts, now: Date): Change | null {
  if (!row.flappingSince || !isQuiet(reopenings.lastAt ?? row.flappingSince, now)) return null
  const event = draftEvent(systemActor, 'flapping', {
    note: 'Quiet for half an hour.',
    data: { ended: true, since: row.flappingSince.getTime() },
  })
  return { patch: { flappingSince: null }, events: [event] }
}

/** For sources that never say that it is over: nothing heard, and nobody at it, for so long. */
function resolveByAge(row: AlertRow, _facts: DueFacts, now: Date): Change | null {
  const afterMs = row.facts.autoResolveAfterMs
  const lastMs = Math.max(row.lastSeenAt.getTime(), row.updatedAt.getTime())
  if (afterMs === undefined || now.getTime() - lastMs < afterMs) return null
  const event = draftEvent(systemActor, 'resolved', {
    fromState: row.state,
    toState: 'resolved',
    data: { reason: 'age', afterMs },
  })
  const ended = { state: 'resolved', resolvedAt: now, closedAt: now, resolvedBy: 'age' } as const
  return { patch: { ...timersOff, ...ended, resolveReason: 'age' }, events: [event] }
}

const isDue = (at: Date | null, now: Date) => at !== null && at <= now
