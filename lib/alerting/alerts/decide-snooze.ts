import { Refused } from '#lib/errors.ts'
import { type Act, type Decided, does, type Person, refuseResolved, soAlready } from './act.ts'
import { type AlertRow, draftEvent, timersOff, unsnoozed } from './alert-row.ts'
import { ackTimers, heldBy } from './decide-acknowledge.ts'

export const longestSnoozeMs = 30 * 24 * 60 * 60_000

/** Whoever snoozes owns it: an open one is acknowledged first. Getting worse ends it early. */
export function decideSnooze(
  row: AlertRow,
  { person, until, note, now }: { person: Person; until: Date; note?: string; now: Date },
): Decided {
  const forMs = until.getTime() - now.getTime()
  if (!(forMs > 0 && forMs <= longestSnoozeMs))
    return new Refused('bad-request', 'Snooze until a time of the next 30 days.')
  const refused = refuseResolved(row)
  if (refused) return refused
  if (row.snoozedUntil?.getTime() === until.getTime() && !note) return soAlready(row.acknowledgedName)
  return does(snoozed(row, person, until, note, now), person.actorName)
}

function snoozed(row: AlertRow, person: Person, until: Date, note: string | undefined, now: Date) {
  const first = row.state === 'open'
  const acknowledged = draftEvent(person, 'acknowledged', { fromState: 'open', toState: 'acknowledged' })
  const snooze = draftEvent(person, 'snoozed', { note: note ?? null, data: { until: until.getTime() } })
  const patch = {
    ...(first && heldBy(row, person, now)),
    ...timersOff,
    snoozedUntil: until,
    snoozedBy: person.actorId,
    snoozeSeverity: row.severity,
  }
  return { patch, events: first ? [acknowledged, snooze] : [snooze] }
}

/** By hand: it stays with whoever has it, nobody is called. */
export function decideUnsnooze(row: AlertRow, { person, now }: { person: Person; now: Date }): Act {
  if (!row.snoozedUntil) return soAlready(null)
  const event = draftEvent(person, 'snooze-ended', { data: { reason: 'by-hand' } })
  const timers = ackTimers({ ...row, snoozedUntil: null }, now)
  return does({ patch: { ...unsnoozed, ...timers }, events: [event] })
}
