import { QuietGlyph, StatusGlyph } from '#components/ui/status-glyph.tsx'
import type { MaintenanceState, SilenceState } from '#lib/alerting/suppression/contract.ts'

const words: Record<SilenceState | MaintenanceState, { word: string; on: boolean }> = {
  active: { word: 'Muting now', on: true },
  pending: { word: 'Not begun', on: false },
  expired: { word: 'Ended', on: false },
  running: { word: 'Running', on: true },
  planned: { word: 'Planned', on: false },
  over: { word: 'Over', on: false },
  cancelled: { word: 'Cancelled', on: false },
}

/** The state of a silence or of maintenance: what is on has the glyph and colour of planned quiet. */
export function MuteWord({ state }: { state: SilenceState | MaintenanceState }) {
  const { word, on } = words[state]
  return (
    <span
      className={`inline-flex items-center gap-1.5 whitespace-nowrap font-medium ${on ? 'text-maint-fg' : 'text-text-2'}`}
    >
      {on ? <StatusGlyph size={16} token="maint" /> : <QuietGlyph />}
      {word}
    </span>
  )
}
