import type { AlertView } from '#lib/alerting/alerts/contract.ts'
import { severityRank } from '#lib/alerting/severity.ts'

/** What still fires first, then the gravest, then the oldest: the order in which somebody looks. */
export function orderAlerts(alerts: readonly AlertView[]): AlertView[] {
  const over = ({ state }: AlertView) => Number(state === 'resolved')
  return alerts.toSorted(
    (a, b) =>
      over(a) - over(b) || severityRank(b.severity) - severityRank(a.severity) || a.openedAt - b.openedAt,
  )
}
