import type { AlertState } from '#lib/alerting/alerts/contract.ts'

/**
 * How an alert stands for those who are told:
 * - `firing`: it is told, and told again
 * - `held`: it goes on, but nobody is to be disturbed: muted, acknowledged, snoozed, or flapping for the moment the other way
 * - `resolved`: it is over
 */
export type Standing = 'firing' | 'held' | 'resolved'

export function standingOf(
  alert: {
    state: AlertState
    muted: boolean
    snoozedUntil: Date | null
    flappingSince: Date | null
    resolvedAt: Date | null
    reopenWindowMs: number
  },
  now: Date,
): Standing {
  if (alert.state === 'resolved') return mayFlapBack(alert, now) ? 'held' : 'resolved'
  if (alert.muted || alert.state === 'acknowledged') return 'held'
  return alert.snoozedUntil !== null && alert.snoozedUntil > now ? 'held' : 'firing'
}

/** A flapping alert is over once it has stayed over for as long as it could reopen. */
function mayFlapBack(
  alert: { flappingSince: Date | null; resolvedAt: Date | null; reopenWindowMs: number },
  now: Date,
): boolean {
  if (alert.flappingSince === null || alert.resolvedAt === null) return false
  return now.getTime() - alert.resolvedAt.getTime() < alert.reopenWindowMs
}
