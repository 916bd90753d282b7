'use client'

import { formatAgo, formatClock, formatClockOrMoment, formatMoment } from './format-time.ts'
import { useNow } from './use-now.ts'
import { useZone } from './use-zone.ts'

type Props = { at: number; className?: string | undefined }
type Exactness = 'clock' | 'clock-seconds' | 'moment' | 'short'

/** An absolute time in the viewer's zone, zone always named; the tooltip has the full moment and UTC. */
export function AbsoluteTime({ at, show = 'clock', className }: Props & { show?: Exactness }) {
  const zone = useZone()
  if (show === 'short') return <ShortTime at={at} className={className} zone={zone} />
  const text = show === 'moment' ? formatMoment(at, zone) : formatClock(at, zone, show === 'clock-seconds')
  return <Time at={at} className={className} text={text} zone={zone} />
}

/** The clock alone while it is today, with its day from tomorrow on. */
function ShortTime({ at, zone, className }: Props & { zone: string }) {
  const now = useNow()
  return <Time at={at} className={className} text={formatClockOrMoment(at, now ?? at, zone)} zone={zone} />
}

/**
 * How long ago, with the exact time on hover and for screen readers. `now` is the server's clock where the
 * caller has it (a live tick); without it the clock of this machine is used.
 */
export function Ago({ at, now, className }: Props & { now?: number }) {
  const zone = useZone()
  const clock = useNow()
  const reference = now ?? clock
  const text = reference === null ? formatClock(at, zone) : formatAgo(reference - at)
  return <Time at={at} className={className} text={text} zone={zone} />
}

function Time({ at, zone, text, className }: Props & { zone: string; text: string }) {
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
