import { type AlertRow, type Change, draftEvent, timersOff } from './alert-row.ts'
import { type Decision, ignore } from './decision.ts'
import type { Signal } from './signal.ts'
import { heardAt, isOlder, signalActor } from './signal-facts.ts'

const attachWithinMs = 24 * 60 * 60_000

export function resolveBySource(row: AlertRow, signal: Signal, now: Date): Change {
  const reason = signal.reason ?? 'source'
  return {
    patch: {
      ...timersOff,
      state: 'resolved',
      resolvedAt: now,
      closedAt: now,
      resolvedBy: reason === 'age' ? 'age' : 'source',
      resolveReason: reason,
      stillBreaching: false,
      reopenAt: null,
      lastSeenAt: heardAt(row, signal, now),
    },
    events: [
      draftEvent(signalActor(signal), 'resolved', {
        fromState: row.state,
        toState: 'resolved',
        data: { reason, value: signal.value },
      }),
    ],
  }
}

/** The rule leaves resolving to people: said once that the condition is over. */
export function leaveToPeople(row: AlertRow, signal: Signal, now: Date): Decision {
  const lastSeenAt = heardAt(row, signal, now)
  if (row.facts.overSince !== undefined)
    return { do: 'change', row, change: { patch: { lastSeenAt }, events: [] }, did: 'repeated' }
  return { do: 'change', row, change: conditionOver(row, signal, now), did: 'noted' }
}

/** A resolve after the end belongs to the episode that ended; once, and not when the source had ended it itself. */
export function attachResolve(row: AlertRow, signal: Signal, now: Date): Decision {
  const endedAt = row.closedAt ?? now
  if (row.resolvedBy === 'source' || row.facts.overSince !== undefined || isOlder(row, signal)) return ignore
  if (row.source !== signal.source || now.getTime() - endedAt.getTime() > attachWithinMs) return ignore
  const { patch, events } = conditionOver(row, signal, now)
  const change = { patch: { ...patch, stillBreaching: false, reopenAt: null }, events }
  return { do: 'change', row, change, did: 'noted' }
}

function conditionOver(row: AlertRow, signal: Signal, now: Date): Change {
  const lastSeenAt = heardAt(row, signal, now)
  return {
    patch: { lastSeenAt, facts: { ...row.facts, overSince: now.getTime() } },
    events: [
      draftEvent(signalActor(signal), 'noted', {
        note: 'The condition is over.',
        data: { conditionOver: true, reason: signal.reason, value: signal.value },
      }),
    ],
  }
}
