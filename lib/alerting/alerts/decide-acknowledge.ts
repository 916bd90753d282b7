import { type Act, type Decided, does, type Person, refuseResolved, soAlready } from './act.ts'
import { type AlertPatch, type AlertRow, draftEvent, unheld } from './alert-row.ts'

type Asked = { person: Person; note?: string; now: Date }

/** Owning it: stops escalation and repeats. A second one is no error; a second person is written down too. */
export function decideAcknowledge(row: AlertRow, asked: Asked & { saidBefore: boolean }): Decided {
  const refused = refuseResolved(row)
  if (refused) return refused
  if (row.state === 'open' || row.acknowledgedBy === null) return take(row, asked)
  return row.acknowledgedBy === asked.person.actorId ? confirm(row, asked) : alsoTake(row, asked)
}

function take(row: AlertRow, { person, note, now }: Asked): Act {
  const event = draftEvent(person, 'acknowledged', {
    note: note ?? null,
    ...(row.state === 'open' && { fromState: 'open', toState: 'acknowledged' }),
  })
  return does({ patch: heldBy(row, person, now), events: [event] }, person.actorName)
}

/** Whoever is asked "still on it?" answers by acknowledging once more; otherwise it is a double click. */
function confirm(row: AlertRow, { person, note, now }: Asked): Act {
  const wasAsked = row.ackExpiresAt !== null && row.ackReminderAt === null
  if (!wasAsked && !note) return soAlready(row.acknowledgedName)
  const event = draftEvent(person, 'acknowledged', { note: note ?? null, data: { again: true } })
  return does({ patch: ackTimers(row, now), events: [event] }, row.acknowledgedName)
}

/** The first stays the owner. Said once a person, and every note is kept. */
function alsoTake(row: AlertRow, { person, note, now, saidBefore }: Asked & { saidBefore: boolean }): Act {
  if (saidBefore && !note) return soAlready(row.acknowledgedName)
  const event = draftEvent(person, 'acknowledged-too', { note: note ?? null })
  return does({ patch: ackTimers(row, now), events: [event] }, row.acknowledgedName)
}

/** Back to nobody: escalation starts again at its first step. */
export function decideUnacknowledge(
  row: AlertRow,
  { person, reason }: { person: Person; reason?: string },
): Decided {
  const refused = refuseResolved(row)
  if (refused) return refused
  if (row.state === 'open') return soAlready(null)
  const event = draftEvent(person, 'unacknowledged', {
    fromState: 'acknowledged',
    toState: 'open',
    note: reason ?? null,
    data: { reason: 'by-hand', was: row.acknowledgedName },
  })
  return does({ patch: { ...unheld, state: 'open' }, events: [event] })
}

export function heldBy(row: AlertRow, person: Person, now: Date): AlertPatch {
  return {
    state: 'acknowledged',
    acknowledgedAt: now,
    acknowledgedBy: person.actorId,
    acknowledgedName: person.actorName,
    firstHumanAckAt: row.firstHumanAckAt ?? now,
    ...ackTimers(row, now),
  }
}

const longestLeadMs = 10 * 60_000

/** Asked first, then taken back: the question comes a quarter of the time, at most ten minutes, before the end. */
export function ackTimers(row: AlertRow, now: Date): AlertPatch {
  const timeoutMs = row.facts.ackTimeoutMs
  if (timeoutMs === undefined || row.snoozedUntil) return { ackExpiresAt: null, ackReminderAt: null }
  const expiresMs = now.getTime() + timeoutMs
  const leadMs = Math.min(longestLeadMs, timeoutMs / 4)
  return { ackExpiresAt: new Date(expiresMs), ackReminderAt: new Date(expiresMs - leadMs) }
}
