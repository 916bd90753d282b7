import { StatusGlyph } from '#components/ui/status-glyph.tsx'
import type { IncidentView } from '#lib/incidents/api-contract.ts'
import { type IncidentStatus, type StatusCategory, statusCategory } from '#lib/incidents/contract.ts'

/** Where an incident stands, as the MSP calls it. In ink: how grave it is, the severity says. */
export function IncidentStatusWord({
  incident: { status, statusLabel },
}: {
  incident: Pick<IncidentView, 'status' | 'statusLabel'>
}) {
  return (
    <span className="inline-flex min-w-0 items-center gap-1.5 font-medium text-text">
      <ProgressGlyph status={status} />
      <span className="truncate">{statusLabel}</span>
    </span>
  )
}

/** How much of the way is gone, in quarters of a circle; null = it ended without going it. */
const quarters: Record<StatusCategory, number | null> = {
  created: 0,
  acknowledged: 1,
  mitigated: 3,
  resolved: 4,
  closed: 4,
  dismissed: null,
}

function ProgressGlyph({ status }: { status: IncidentStatus }) {
  const gone = status === 'identified' ? 2 : quarters[statusCategory[status]]
  if (gone === 4) return <StatusGlyph size={14} token="ok" />
  return (
    <svg aria-hidden="true" className="shrink-0" fill="none" height={14} viewBox="0 0 16 16" width={14}>
      <circle className="stroke-text" cx="8" cy="8" r="6.2" strokeWidth="1.6" />
      {gone === null ? (
        <path className="stroke-text" d="M4.5 8h7" strokeWidth="1.6" />
      ) : (
        gone > 0 && <path className="fill-text" d={pies[gone - 1]} />
      )}
    </svg>
  )
}
const pies = [
  'M8 8V3.6A4.4 4.4 0 0 1 12.4 8z',
  'M8 3.6a4.4 4.4 0 0 1 0 8.8z',
  'M8 8V3.6A4.4 4.4 0 1 1 3.6 8z',
]
