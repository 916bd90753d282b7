import { SeverityGlyph } from '#components/sessions/findings/severity-word.tsx'
import type { AlertSeverity } from '#lib/alerting/severity.ts'
import { severityWords } from '#lib/alerting/severity-words.ts'

/** How grave: glyph and word. */
export function SeverityTag({ severity }: { severity: AlertSeverity }) {
  return (
    <span className="inline-flex items-center gap-1 whitespace-nowrap font-medium">
      <SeverityGlyph severity={severity} size={14} />
      {severityWords[severity]}
    </span>
  )
}
