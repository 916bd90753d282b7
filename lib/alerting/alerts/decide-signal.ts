import { type AlertRow, draftEvent } from './alert-row.ts'
import { attachResolve, leaveToPeople, resolveBySource } from './decide-resolve.ts'
import { decideTriggerAfter, repeatBySignal } from './decide-trigger.ts'
import { type Decision, ignore } from './decision.ts'
import type { Reopenings } from './flapping.ts'
import type { Signal } from './signal.ts'
import { isOlder, signalActor } from './signal-facts.ts'

/** What is known of a key: its open episode, else the one that was closed last. */
export type Known = { open: AlertRow | null; closed: AlertRow | null; reopenings: Reopenings }

/**
 * The intake matrix. Signals are level-triggered and may come twice, late or out of order: whatever is older than what
 * the source said last changes no state. The clock of order is the source's, the clock of windows is ours.
 */
export function decideSignal({ open, closed, reopenings }: Known, signal: Signal, now: Date): Decision {
  if (open) return decideOpen(open, signal, now)
  if (signal.action === 'acknowledge' || (signal.action === 'resolve' && !closed)) return ignore
  if (!closed) return { do: 'open' }
  if (signal.action === 'resolve') return attachResolve(closed, signal, now)
  return decideTriggerAfter(closed, reopenings, signal, now)
}

function decideOpen(row: AlertRow, signal: Signal, now: Date): Decision {
  if (signal.action === 'trigger') return { do: 'change', row, ...repeatBySignal(row, signal, now) }
  if (signal.action === 'acknowledge') return acknowledgeBySource(row, signal, now)
  if (isOlder(row, signal) || row.source !== signal.source) return ignore
  return row.autoResolve && signal.autoResolve
    ? { do: 'change', row, change: resolveBySource(row, signal, now), did: 'resolved' }
    : leaveToPeople(row, signal, now)
}

/** Kept apart from people's: a machine that says "seen" has not made anybody look. */
function acknowledgeBySource(row: AlertRow, signal: Signal, now: Date): Decision {
  if (row.state !== 'open') return ignore
  const actor = signalActor(signal)
  const patch = { state: 'acknowledged', acknowledgedAt: now, acknowledgedName: actor.actorName } as const
  const event = draftEvent(actor, 'acknowledged', {
    fromState: 'open',
    toState: 'acknowledged',
    note: signal.reason,
  })
  return { do: 'change', row, change: { patch, events: [event] }, did: 'acknowledged' }
}
