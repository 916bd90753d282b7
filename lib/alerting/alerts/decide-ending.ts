import { type Act, does, type Person, soAlready } from './act.ts'
import { type AlertRow, draftEvent, openAgain, timersOff } from './alert-row.ts'

export const reopenAfterMs = 15 * 60_000

/** By hand. The condition may still hold: then it re-opens after a while, instead of coming back as another alert. */
export function decideResolve(
  row: AlertRow,
  asked: { person: Person; reason?: string; reopenAfterMs?: number; now: Date; resolvedName: string | null },
): Act {
  const { person, reason, now } = asked
  if (row.state === 'resolved') return soAlready(asked.resolvedName)
  const reopenAt = new Date(now.getTime() + (asked.reopenAfterMs ?? reopenAfterMs))
  const event = draftEvent(person, 'resolved', {
    fromState: row.state,
    toState: 'resolved',
    note: reason ?? null,
    data: { reason: 'by-hand', reopenAt: reopenAt.getTime() },
  })
  const patch = {
    ...timersOff,
    state: 'resolved' as const,
    resolvedAt: now,
    closedAt: now,
    resolvedBy: 'user',
    resolveReason: reason || 'by hand',
    stillBreaching: false,
    reopenAt: row.facts.overSince === undefined ? reopenAt : null,
  }
  return does({ patch, events: [event] }, person.actorName)
}

/** By hand, any time. */
export function decideReopen(row: AlertRow, { person, reason }: { person: Person; reason?: string }): Act {
  if (row.state !== 'resolved') return soAlready(null)
  const event = draftEvent(person, 'reopened', {
    fromState: 'resolved',
    toState: 'open',
    note: reason ?? null,
    data: { because: 'by-hand' },
  })
  return does({ patch: openAgain, events: [event] }, person.actorName)
}
