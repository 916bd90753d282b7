import type { AlertSeverity } from '#lib/alerting/severity.ts'
import { severityWithArticle } from '#lib/alerting/severity-words.ts'

/** How grave its alerts are. Without colour: nothing is wrong because a rule exists. */
export function SeverityTag({ severity }: { severity: AlertSeverity }) {
  return (
    <span className="whitespace-nowrap rounded-full border border-border px-2 text-xs text-text-2">
      raises {severityWithArticle[severity]} alert
    </span>
  )
}
