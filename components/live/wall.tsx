'use client'

import { clsx } from 'clsx'
import { useMemo } from 'react'
import { useHotkeys } from 'react-hotkeys-hook'
import { LiveFleetPanel } from '#components/fleet/fleet-panel.tsx'
import { useScopedCustomer } from '#components/shell/customer-scope.tsx'
import { PauseIcon, PlayIcon } from '#components/shell/icons.tsx'
import { useSingleKeys } from '#components/shell/key-preference.ts'
import { formatDuration } from '#components/time/format-time.ts'
import { AbsoluteTime } from '#components/time/time.tsx'
import { Button } from '#components/ui/button.tsx'
import { CauseChip } from '#components/ui/cause-chip.tsx'
import { useFold } from '#components/ui/use-fold.ts'
import { AttentionPanel } from './attention-panel.tsx'
import { CauseFilter } from './cause-filter.tsx'
import { CustomerGrid } from './customer-grid.tsx'
import { advanceGrid, emptyGrid } from './group-customers.ts'
import { Strip } from './strip.tsx'
import { stripTotals } from './strip-totals.ts'
import { useAnnounceBadCalls } from './use-announce-bad-calls.ts'
import { useWallCause } from './use-wall-cause.ts'
import { useWallView, type WallView } from './use-wall-view.ts'
import { type ConnectUrls, WallEmpty } from './wall-empty.tsx'
import { WallSkeleton } from './wall-skeleton.tsx'

/** Is anyone hurting right now? */
export function Wall({ connect }: { connect: ConnectUrls }) {
  const customerId = useScopedCustomer()
  const [cause, toggleCause] = useWallCause()
  const filter = useMemo(() => ({ cause, toggle: toggleCause }), [cause, toggleCause])
  const { waiting, view, paused, behindMs, stale, togglePause } = useWallView(customerId, cause)
  const [singleKeys] = useSingleKeys()
  useHotkeys('.', togglePause, { enabled: singleKeys, useKey: true }, [togglePause])
  useAnnounceBadCalls(view.attention, paused || waiting)
  return (
    <>
      <header className="mb-4 flex min-h-8 flex-wrap items-center gap-x-3 gap-y-2">
        <h1 className="text-title font-semibold">Live</h1>
        <p className="text-xs text-text-2">
          {view.at !== null && (
            <>
              {stale ? 'Stale: as of ' : 'As of '}
              <AbsoluteTime at={view.at} show="clock-seconds" />
            </>
          )}
        </p>
        {cause !== null && <OnlyCause kind={cause} onClear={() => toggleCause(cause)} />}
        <div className="ml-auto flex items-center gap-3">
          {paused && <PausedNote behindMs={behindMs} />}
          <Button aria-keyshortcuts="." aria-pressed={paused} disabled={waiting} onClick={togglePause}>
            {paused ? <PlayIcon /> : <PauseIcon />}
            {paused ? 'Resume' : 'Pause'}
          </Button>
        </div>
      </header>
      {waiting ? (
        <WallSkeleton />
      ) : (
        <CauseFilter value={filter}>
          <WallBody
            at={view.at ?? 0}
            cause={cause}
            connect={connect}
            customerId={customerId}
            stale={stale}
            view={view}
          />
        </CauseFilter>
      )}
    </>
  )
}

/** What the wall is narrowed to, with the way back. */
function OnlyCause({ kind, onClear }: { kind: string; onClear: () => void }) {
  return (
    <p className="flex min-w-0 items-center gap-2 text-xs text-text-2">
      Only calls whose root cause is
      <CauseChip kind={kind} />
      <Button onClick={onClear}>Show all</Button>
    </p>
  )
}

function PausedNote({ behindMs }: { behindMs: number | null }) {
  return (
    <p className="rounded-full bg-accent px-3 py-1 text-xs font-medium text-accent-on">
      Paused{behindMs !== null && behindMs >= 1000 && ` · ${formatDuration(behindMs)} behind`}
    </p>
  )
}

function WallBody({
  view: { tiles, attention, ingest },
  at,
  stale,
  customerId,
  cause,
  connect,
}: {
  view: WallView
  at: number
  stale: boolean
  customerId: string | null
  cause: string | null
  connect: ConnectUrls
}) {
  const totals = useMemo(() => stripTotals(tiles), [tiles])
  const grid = useFold(emptyGrid, (last) => advanceGrid(last, tiles, at))
  const everHeardFrom = tiles.some((tile) => tile.lastReportAt !== null)
  return (
    <div className={clsx(stale && 'stale')}>
      <LiveFleetPanel now={at} />
      <Strip ingest={ingest} stale={stale} totals={totals} />
      {everHeardFrom || attention.length > 0 || cause !== null ? (
        <div className="mt-4 grid items-start gap-4 lg:grid-cols-[minmax(300px,1fr)_minmax(0,2fr)]">
          <div className="drains lg:sticky lg:top-16">
            <AttentionPanel cause={cause} now={at} rows={attention} totals={totals} />
          </div>
          <section aria-label={customerId ? 'Apps' : 'Customers'} className="drains">
            <CustomerGrid groups={grid.groups} />
          </section>
        </div>
      ) : (
        <WallEmpty urls={connect} />
      )}
    </div>
  )
}
