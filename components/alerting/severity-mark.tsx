import { QuietGlyph, StatusGlyph, statusText } from '#components/ui/status-glyph.tsx'
import type { AlertSeverity } from '#lib/alerting/severity.ts'
import { severityLook } from './alert-words.ts'

export function SeverityGlyph({
  severity,
  size = 20,
}: {
  severity: AlertSeverity
  size?: 12 | 14 | 16 | 20 | 24
}) {
  const { token } = severityLook[severity]
  if (token !== null) return <StatusGlyph size={size} token={token} />
  return <QuietGlyph size={16} />
}

/** Glyph and word: never the colour alone. */
export function SeverityMark({ severity }: { severity: AlertSeverity }) {
  const { token, word } = severityLook[severity]
  return (
    <span
      className={`inline-flex items-center gap-1.5 whitespace-nowrap text-ui font-semibold ${token === null ? 'text-text-2' : statusText[token]}`}
    >
      <SeverityGlyph severity={severity} size={16} />
      {word}
    </span>
  )
}
