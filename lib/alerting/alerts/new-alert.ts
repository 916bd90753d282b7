import { type AlertRow, draftEvent, type EventDraft, unheld } from './alert-row.ts'
import type { Signal } from './signal.ts'
import { factsOf, heardAt, signalActor } from './signal-facts.ts'

/** A new episode, and its first event. */
export function newAlert(signal: Signal, id: string, now: Date): { row: AlertRow; opened: EventDraft } {
  const { action: _a, at: _at, reason: _reason, ackTimeoutMs: _timeout, ...said } = signal
  const row: AlertRow = {
    ...said,
    ...unheld,
    id,
    facts: factsOf(signal),
    state: 'open',
    startedAt: signal.startedAt > now ? now : signal.startedAt,
    openedAt: now,
    lastSeenAt: heardAt({ lastSeenAt: new Date(0) }, signal, now),
    count: 1,
    flaps: 0,
    flappingSince: null,
    firstHumanAckAt: null,
    firstNotifiedAt: null,
    assigneeId: null,
    assigneeName: null,
    suppressedBy: [],
    resolvedAt: null,
    resolvedBy: null,
    resolveReason: null,
    stillBreaching: false,
    reopenAt: null,
    blast: null,
    blastAt: null,
    closedAt: null,
    version: 1,
    updatedAt: now,
  }
  return { row, opened: openedEvent(signal) }
}

function openedEvent(signal: Signal): EventDraft {
  const { severity, title, value, threshold } = signal
  return draftEvent(signalActor(signal), 'opened', {
    toState: 'open',
    data: { severity, title, value, threshold },
  })
}
