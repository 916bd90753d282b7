import { AbsoluteTime } from '#components/time/time.tsx'
import { StatusGlyph } from '#components/ui/status-glyph.tsx'
import type { PublicMaintenance } from '#lib/status-pages/contract.ts'

const words: Record<PublicMaintenance['state'], string> = {
  running: 'Under way',
  planned: 'Planned',
  over: 'Over',
}

/** Planned work: what runs, what comes, and what is just over. */
export function MaintenanceList({ maintenance }: { maintenance: readonly PublicMaintenance[] }) {
  return (
    <ul className="mt-3 divide-y divide-border rounded-lg border border-border bg-surface">
      {maintenance.map((one) => (
        <li className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-3 text-ui" key={one.key}>
          <span className="inline-flex items-center gap-1.5 font-medium text-maint-fg">
            <StatusGlyph token="maint" />
            {words[one.state]}
          </span>
          <span className="font-medium">{one.name}</span>
          {one.regions.length > 0 && <span className="text-text-2">{one.regions.join(', ')}</span>}
          <span className="text-text-2">
            <AbsoluteTime at={one.startsAt} show="moment" /> to <AbsoluteTime at={one.endsAt} show="short" />
          </span>
          {one.excused && <span className="text-xs text-text-2">not counted in uptime</span>}
        </li>
      ))}
    </ul>
  )
}
