import type { AlertEventKind } from '#lib/alerting/alerts/contract.ts'
import type { OutboxRow } from './contract.ts'

/** Whether somebody is told of alerts by it: an edit of what they were told, a test or a notice is none. */
export const alertsAreTold = ({ kind, alertIds }: OutboxRow): boolean =>
  alertIds.length > 0 && (kind === 'group' || kind === 'page' || kind === 'digest')

/** How it stands in the timeline of an alert. */
export function timelineOf(
  kind: Extract<AlertEventKind, 'notified' | 'notify-failed' | 'notify-moved'>,
  row: OutboxRow,
  destination: string,
  problem: string | null,
): { kind: AlertEventKind; note: string | null; data: Record<string, unknown> } {
  return {
    kind,
    note: problem,
    data: {
      outboxId: row.id,
      channelId: row.channelId,
      memberId: row.memberId,
      destination,
      message: row.kind,
      transition: row.transition,
      reason: row.payload.reason,
      possibleRepeat: row.possibleRepeat,
    },
  }
}
