import { QuietGlyph, StatusGlyph, statusText } from '#components/ui/status-glyph.tsx'
import type { IncidentView } from '#lib/incidents/api-contract.ts'
import { statusToken } from './words.ts'

/** Where an incident stands, as the MSP calls it: glyph and word, never the colour alone. */
export function IncidentStatusWord({
  incident: { status, statusLabel },
  size = 14,
}: {
  incident: Pick<IncidentView, 'status' | 'statusLabel'>
  size?: 14 | 16
}) {
  const token = statusToken(status)
  return (
    <span
      className={`inline-flex min-w-0 items-center gap-1.5 font-medium ${token === null ? 'text-text-2' : statusText[token]}`}
    >
      {token === null ? <QuietGlyph size={size} /> : <StatusGlyph size={size} token={token} />}
      <span className="truncate">{statusLabel}</span>
    </span>
  )
}
