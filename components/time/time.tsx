'use client'

import { formatAgo, formatClock, formatClockOrMoment, formatMoment } from './format-time.ts'
import { useNow } from './use-now.ts'
import { useZone } from './use-zone.ts'

type Exactness = 'clock' | 'clock-seconds' | 'moment' | 'short'

/** An absolute time in the viewer's zone, zone always named; the tooltip has the full moment and UTC. */
export function AbsoluteTime({
  at,
  show = 'clock',
  className,
}: {
  at: number
  show?: Exactness
  className?: string
}) {
  const zone = useZone()
  const now = useNow()
  return (
    <time className={className} dateTime={new Date(at).toISOString()} title={exactTitle(at, zone)}>
      {absoluteText(at, now ?? at, zone, show)}
    </time>
  )
}

/**
 * How long ago, with the exact time on hover and for screen readers. `now` is the server's clock where the
 * caller has it (a live tick); without it the clock of this machine is used.
 */
export function Ago({ at, now, className }: { at: number; now?: number; className?: string }) {
  const zone = useZone()
  const clock = useNow()
  const reference = now ?? clock
  const text = reference === null ? formatClock(at, zone) : formatAgo(reference - at)
  return (
    <time className={className} dateTime={new Date(at).toISOString()} title={exactTitle(at, zone)}>
      {text}
    </time>
  )
}

/** "23 Nov 2026, 14:32:05 CET · 13:32:05 UTC" */
export function exactTitle(at: number, zone: string): string {
  const local = formatMoment(at, zone)
  return zone === 'UTC' ? local : `${local} · ${formatClock(at, 'UTC', true)}`
}

function absoluteText(at: number, now: number, zone: string, show: Exactness): string {
  if (show === 'moment') return formatMoment(at, zone)
  if (show === 'short') return formatClockOrMoment(at, now, zone)
  return formatClock(at, zone, show === 'clock-seconds')
}
