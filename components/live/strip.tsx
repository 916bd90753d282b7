import { clsx } from 'clsx'
import { memo } from 'react'
import { AbsoluteTime } from '#components/time/time.tsx'
import { BandBar, BandLegend } from '#components/ui/band-bar.tsx'
import { formatCount } from '#components/ui/format-count.ts'
import { StatusGlyph } from '#components/ui/status-glyph.tsx'
import type { IngestPulse } from '#lib/realtime/contract.ts'
import { type StripTotals, shareText } from './strip-totals.ts'

/** The five numbers above the wall. */
export const Strip = memo(function Strip({
  totals,
  ingest,
  stale,
}: {
  totals: StripTotals
  ingest: IngestPulse | null
  stale: boolean
}) {
  return (
    <dl className="grid grid-cols-2 overflow-hidden rounded-lg border border-border bg-surface lg:grid-cols-[auto_auto_minmax(300px,1fr)_auto_auto] [&>div]:border-border max-lg:[&>div:nth-child(n+3)]:border-t max-lg:[&>div:nth-child(2)]:border-l max-lg:[&>div:nth-child(5)]:border-l lg:[&>div+div]:border-l">
      <Cell className="drains" label="Calls now" value={formatCount(totals.sessions)} />
      <Cell
        className="drains"
        label="People in calls"
        note={totals.simulated > 0 ? `${formatCount(totals.simulated)} simulated` : undefined}
        value={formatCount(totals.participants)}
      />
      <Cell className="drains max-lg:col-span-2" label="Good now, of people heard from">
        <div className="flex items-center gap-3">
          <span className="whitespace-nowrap text-kpi font-semibold">{shareText(totals.goodShare)}</span>
          <BandBar counts={totals.byBand} />
        </div>
        <BandLegend counts={totals.byBand} />
      </Cell>
      <Joins totals={totals} />
      <Ingest ingest={ingest} stale={stale} />
    </dl>
  )
})

function Joins({ totals: { joinAttempts, joinFailures } }: { totals: StripTotals }) {
  const share = joinAttempts === 0 ? null : joinFailures / joinAttempts
  return (
    <Cell
      className="drains"
      label="Join failures, 5 min"
      note={share === null ? 'nobody tried to join' : `${shareText(share)} of joins`}
      value={formatCount(joinFailures)}
      valueNote={`of ${formatCount(joinAttempts)}`}
    />
  )
}

function Ingest({ ingest, stale }: { ingest: IngestPulse | null; stale: boolean }) {
  if (ingest && !ingest.storeUp) {
    return (
      <Cell label="Incoming data">
        <p className="flex items-center gap-1.5 text-sm font-semibold text-crit-fg">
          <StatusGlyph token="crit" /> Storage down
        </p>
        {ingest.storeDownSince !== null && (
          <p className="text-xs text-text-2">
            since <AbsoluteTime at={ingest.storeDownSince} show="clock-seconds" />
          </p>
        )}
      </Cell>
    )
  }
  if (stale) return <Cell label="Incoming data" note="not known while stale" value="–" />
  return (
    <Cell
      label="Incoming data"
      note={ingest ? `${formatCount(Math.round(ingest.reportsPerSecond))} reports/s` : undefined}
      value={lagText(ingest?.lagMs ?? null)}
      valueNote={ingest?.lagMs == null ? undefined : 'old'}
    />
  )
}

function lagText(lagMs: number | null): string {
  if (lagMs === null) return '–'
  return lagMs < 9950 ? `${(lagMs / 1000).toFixed(1)}\u2009s` : `${Math.round(lagMs / 1000)}\u2009s`
}

function Cell({
  label,
  value,
  valueNote,
  note,
  className,
  children,
}: {
  label: string
  value?: string
  valueNote?: string | undefined
  note?: string | undefined
  className?: string
  children?: React.ReactNode
}) {
  return (
    <div className={clsx('min-w-36 px-4 py-3', className)}>
      <dt className="text-xs text-text-2">{label}</dt>
      <dd className="mt-0.5 flex flex-col gap-1">
        {value !== undefined && (
          <p className="whitespace-nowrap">
            <span className="text-kpi font-semibold">{value}</span>
            {valueNote && <span className="text-ui text-text-2"> {valueNote}</span>}
          </p>
        )}
        {note && <p className="text-xs text-text-3">{note}</p>}
        {children}
      </dd>
    </div>
  )
}
