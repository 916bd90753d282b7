import { severityRank } from '../severity.ts'
import { type AlertPatch, type AlertRow, type Change, draftEvent, unheld } from './alert-row.ts'
import { type Decision, ignore } from './decision.ts'
import type { Reopenings } from './flapping.ts'
import { type ReopenedBecause, reopenByItself } from './reopen.ts'
import type { Signal } from './signal.ts'
import { factsOf, heardAt, isOlder, signalActor } from './signal-facts.ts'

/** Again: numbers and words follow, and nothing else unless it got worse or better. */
export function repeatBySignal(
  row: AlertRow,
  signal: Signal,
  now: Date,
): { change: Change; did: 'repeated' | 'worsened' } {
  if (isOlder(row, signal))
    return { change: { patch: { count: row.count + 1 }, events: [] }, did: 'repeated' }
  const patch = seenAgain(row, signal, now)
  const worse = severityRank(signal.severity) - severityRank(row.severity)
  if (worse === 0) return { change: { patch, events: [] }, did: 'repeated' }
  const actor = signalActor(signal)
  const data = { from: row.severity, to: signal.severity, value: signal.value }
  const change = { patch, events: [draftEvent(actor, worse > 0 ? 'worsened' : 'eased', { data })] }
  return worse > 0
    ? { change: endSnoozeOfWorse(row, signal, change), did: 'worsened' }
    : { change, did: 'repeated' }
}

/** Whoever snoozed it had looked at something milder. */
function endSnoozeOfWorse(row: AlertRow, signal: Signal, { patch, events }: Change): Change {
  const snoozedAs = row.snoozeSeverity ?? row.severity
  if (!row.snoozedUntil || severityRank(signal.severity) <= severityRank(snoozedAs)) return { patch, events }
  const event = draftEvent(signalActor(signal), 'snooze-ended', {
    fromState: row.state,
    toState: 'open',
    data: { reason: 'worsened' },
  })
  return { patch: { ...patch, ...unheld, state: 'open' }, events: [...events, event] }
}

function seenAgain(row: AlertRow, signal: Signal, now: Date): AlertPatch {
  const { severity, title, summary, labels, value, threshold, unit, sourceUrl, ruleName } = signal
  const { reopenWindowMs, autoResolve } = signal
  return {
    ...{ severity, title, summary, labels, value, threshold, unit, sourceUrl, ruleName },
    ...{ reopenWindowMs, autoResolve, facts: factsOf(signal) },
    count: row.count + 1,
    lastSeenAt: heardAt(row, signal, now),
  }
}

/**
 * By hand and not over: nothing new is made, it re-opens at `reopenAt`, or when it gets worse than what was decided on.
 * By its source: "it is back" within the window. Else a new episode.
 */
export function decideTriggerAfter(
  row: AlertRow,
  reopenings: Reopenings,
  signal: Signal,
  now: Date,
): Decision {
  if (isOlder(row, signal)) return ignore
  const reopen = (because: ReopenedBecause): Decision => ({
    do: 'change',
    row,
    change: reopenBySignal(row, reopenings, signal, because, now),
    did: 'reopened',
  })
  if (row.reopenAt) {
    const repeat = repeatBySignal(row, signal, now)
    if (repeat.did === 'worsened') return reopen('worse')
    return now >= row.reopenAt ? reopen('still-breaching') : stillBreaching(row, signal, repeat.change)
  }
  const endedMs = now.getTime() - (row.closedAt?.getTime() ?? 0)
  const byItself = row.resolvedBy === 'source' || row.resolvedBy === 'age'
  return byItself && endedMs <= row.reopenWindowMs ? reopen('back') : { do: 'open' }
}

function stillBreaching(row: AlertRow, signal: Signal, { patch }: Change): Decision {
  if (row.stillBreaching) return { do: 'change', row, change: { patch, events: [] }, did: 'repeated' }
  const event = draftEvent(signalActor(signal), 'still-breaching', {
    data: { value: signal.value, reopenAt: row.reopenAt?.getTime() ?? null },
  })
  const change = { patch: { ...patch, stillBreaching: true }, events: [event] }
  return { do: 'change', row, change, did: 'noted' }
}

function reopenBySignal(
  row: AlertRow,
  reopenings: Reopenings,
  signal: Signal,
  because: ReopenedBecause,
  now: Date,
): Change {
  const { patch, events } = reopenByItself(row, reopenings, because, now, signalActor(signal))
  return { patch: { ...seenAgain(row, signal, now), ...patch }, events }
}
