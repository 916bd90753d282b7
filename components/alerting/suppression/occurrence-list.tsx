'use client'

import { formatDuration, formatMoment } from '#components/time/format-time.ts'
import { useZone } from '#components/time/use-zone.ts'
import type { Occurrence } from '#lib/alerting/suppression/occurrences.ts'

/** When it is on next, in the viewer's zone; the plan's own zone on hover where it is another one. */
export function OccurrenceList({
  occurrences,
  timeZone,
  now,
}: {
  occurrences: readonly Occurrence[]
  timeZone: string
  now: number
}) {
  const zone = useZone()
  return (
    <ol className="flex flex-wrap gap-1.5 text-xs">
      {occurrences.map(({ startsAt, endsAt }) => {
        const on = startsAt <= now
        const there = `${formatMoment(startsAt, timeZone)} in ${timeZone}`
        return (
          <li
            className={`flex flex-col rounded-md border px-2 py-1 tabular-nums ${on ? 'border-maint-fg bg-maint-soft' : 'border-border'}`}
            key={startsAt}
            title={`${there}, for ${formatDuration(endsAt - startsAt)}`}
          >
            <time className="font-medium" dateTime={new Date(startsAt).toISOString()}>
              {dayOf(startsAt, zone)}
            </time>
            <span className="text-text-2">
              {on ? 'now, ' : ''}
              {clockOf(startsAt, zone)}–{clockOf(endsAt, zone)}
            </span>
            <span className="sr-only">, there {there}</span>
          </li>
        )
      })}
    </ol>
  )
}

const dayOf = (at: number, timeZone: string) =>
  new Intl.DateTimeFormat('en-GB', { timeZone, weekday: 'short', day: 'numeric', month: 'short' }).format(at)
const clockOf = (at: number, timeZone: string) =>
  new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format(at)
