import type { AlertState } from '#lib/alerting/alerts/contract.ts'
import type { EscalationRow, Snapshot } from './model.ts'

export type Escalated = {
  state: AlertState
  snoozed: boolean
  muted: boolean
  flapping: boolean
  /** when who had it last left it: no longer acknowledged, or no longer snoozed */
  leftAt: Date | null
  reopenedAt: Date | null
  worsenedAt: Date | null
}
export type Policy = { policyId: string; policy: Snapshot }

/** What must change for an escalation to fit its alert; null = it fits. */
export type EscalationChange =
  | { do: 'start'; policyId: string; policy: Snapshot; nextAt: Date }
  | { do: 'stop' }
  | { do: 'pause'; remainingMs: number }
  | { do: 'resume'; nextAt: Date }

/**
 * An answer stops it; being muted pauses it, and the wait goes on where it was; an alert nobody has any more starts
 * again at the first step with the policy as it is now. A flapping one starts again at most once a repeat interval.
 */
export function keepEscalation(
  row: EscalationRow | null,
  alert: Escalated,
  policy: Policy | null,
  repeatIntervalMs: number,
  now: Date,
): EscalationChange | null {
  if (alert.state !== 'open' || alert.snoozed) return stopped(row, alert)
  if (alert.muted)
    return row?.state === 'running'
      ? { do: 'pause', remainingMs: Math.max(0, (row.nextEscalationAt ?? now).getTime() - now.getTime()) }
      : null
  if (row !== null && !startsAgain(row, alert, repeatIntervalMs, now))
    return row.state === 'paused' ? { do: 'resume', nextAt: after(now, row.policy.remainingMs ?? 0) } : null
  const first = policy?.policy.steps[0]
  return policy && first ? { do: 'start', ...policy, nextAt: after(now, first.delayMs) } : null
}

const after = (now: Date, ms: number) => new Date(now.getTime() + ms)

function stopped(row: EscalationRow | null, alert: Escalated): EscalationChange | null {
  if (row === null || row.state === 'stopped') return null
  const forced = row.policy.forcedBy !== undefined && row.state === 'running' && alert.state !== 'resolved'
  return forced ? null : { do: 'stop' }
}

function startsAgain(row: EscalationRow, alert: Escalated, repeatIntervalMs: number, now: Date): boolean {
  const since = (at: Date | null) => at !== null && at > row.startedAt
  if (since(alert.leftAt)) return true
  if (alert.flapping && row.lastEscalationAt !== null)
    return row.state !== 'running' && now.getTime() - row.lastEscalationAt.getTime() >= repeatIntervalMs
  if (row.state === 'stopped' || since(alert.reopenedAt)) return true
  return row.state === 'exhausted' && since(alert.worsenedAt)
}
