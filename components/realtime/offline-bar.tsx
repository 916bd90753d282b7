'use client'
import { formatClock } from '#components/time/format-time.ts'
import { useZone } from '#components/time/use-zone.ts'
import { useHeartbeat } from './hooks.ts'

/** Full-width bar while the socket is down: what is shown, when the next try is, and a way not to wait. */
export function OfflineBar() {
  const heartbeat = useHeartbeat()
  const zone = useZone()
  if (heartbeat.state !== 'offline') return null
  const { shownAt, retryInMs, retryNow } = heartbeat
  return (
    <div className="flex w-full flex-wrap items-center gap-x-2 gap-y-1 border-b border-crit bg-crit-soft px-4 py-2 text-sm text-crit-fg">
      <span className="tabular-nums">
        Not connected.{' '}
        {shownAt === null ? 'Nothing shown yet.' : `Showing ${formatClock(shownAt, zone, true)}.`}{' '}
        {retryInMs === null ? 'Trying now …' : `Retrying in ${Math.ceil(retryInMs / 1000)} s`}
      </span>
      {retryInMs !== null && (
        <button
          type="button"
          onClick={retryNow}
          className="min-h-6 cursor-pointer px-1 font-medium underline"
        >
          Retry now
        </button>
      )}
    </div>
  )
}
