import type { OutboxRow } from './contract.ts'

/** What obsolescence depends on, as it is now. */
export type AlertNow = {
  alertId: string
  state: 'open' | 'acknowledged' | 'resolved'
  snoozedUntil: number | null
  muted: boolean
}

type Asked = Pick<OutboxRow, 'kind' | 'transition' | 'payload' | 'expiresAt' | 'alertIds'>

/**
 * Whether nobody wants to hear it any more, and why; null = send it. What was said of an alert's beginning is followed by
 * its end, however late; a beginning that is over is never told.
 */
export function obsoleteReason(row: Asked, alerts: readonly AlertNow[], now: Date): string | null {
  if (row.expiresAt !== null && row.expiresAt <= now) return 'it came too late to be of use'
  if (row.alertIds.length > 0 && alerts.length === 0) return 'the alert is not kept any more'
  if (row.kind === 'group' || row.kind === 'digest') return ofGroup(row, alerts)
  if (row.kind === 'page') return ofPage(row, alerts, now)
  return null
}

function ofGroup({ payload }: Asked, alerts: readonly AlertNow[]): string | null {
  if (payload.resolved.length > 0) return null
  const begun = new Set(payload.firing)
  const over = alerts.filter(({ alertId }) => begun.has(alertId)).every(({ state }) => state === 'resolved')
  return over ? 'it was over before it could be told' : null
}

function ofPage({ transition, payload }: Asked, alerts: readonly AlertNow[], now: Date): string | null {
  if (transition === 'resolved' || payload.resolved.length > 0) return null
  if (alerts.every(({ state }) => state === 'resolved')) return 'it was over before it could be told'
  // an owner who is reminded, or somebody whose help is asked for: that it is acknowledged is no reason
  if (transition === 'reminder' || transition === 'asked') return null
  const owned = alerts.every(({ state }) => state !== 'open')
  if (owned) return 'somebody acknowledged it first'
  const asleep = alerts.every(({ snoozedUntil }) => snoozedUntil !== null && snoozedUntil > now.getTime())
  if (asleep) return 'it is snoozed'
  return alerts.every(({ muted }) => muted) ? 'it is silenced' : null
}
