import type { AlertRow, EventActor } from './alert-row.ts'
import type { AlertFacts } from './contract.ts'
import type { Signal } from './signal.ts'

/** Said before something we have heard already: it changes no state. */
export function isOlder(row: AlertRow, signal: Signal): boolean {
  return signal.at < row.lastSeenAt
}

/** A source whose clock is ahead must not make everything it says later look old. */
export function heardAt(row: Pick<AlertRow, 'lastSeenAt'>, signal: Signal, now: Date): Date {
  return new Date(Math.max(row.lastSeenAt.getTime(), Math.min(signal.at.getTime(), now.getTime())))
}

export function signalActor(signal: Signal): EventActor {
  const actorKind = { rule: 'rule', 'rule-health': 'system', self: 'system' } as const
  const kind = signal.source in actorKind ? actorKind[signal.source as keyof typeof actorKind] : 'source'
  return {
    actorKind: kind,
    actorId: signal.ruleId ?? signal.integrationId,
    actorName: signal.ruleName ?? signal.source,
    requestId: null,
  }
}

/** The facts of the alert, with the two timers that are not columns. */
export function factsOf(signal: Signal): AlertFacts {
  return signal.ackTimeoutMs === null ? signal.facts : { ...signal.facts, ackTimeoutMs: signal.ackTimeoutMs }
}
