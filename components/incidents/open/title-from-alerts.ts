import type { AlertView } from '#lib/alerting/alerts/contract.ts'
import { severityRank } from '#lib/alerting/severity.ts'

/** The customer of these alerts; null where they have several: an incident has one. */
export function customerOfAlerts(alerts: readonly AlertView[]): string | null {
  const [first] = alerts
  return first && alerts.every(({ customerId }) => customerId === first.customerId) ? first.customerId : null
}

/** What the gravest of them says, without the number that will be another one in a minute. */
export function titleFromAlerts(alerts: readonly AlertView[]): string {
  const gravest = alerts.toSorted(
    (a, b) => severityRank(b.severity) - severityRank(a.severity) || a.openedAt - b.openedAt,
  )[0]
  if (!gravest) return ''
  const place = [gravest.appName, gravest.region].filter(Boolean).join(', ')
  const what = gravest.ruleName ?? gravest.title
  const title = place === '' || what.includes(place) ? what : `${what}: ${place}`
  return title.slice(0, 200)
}
