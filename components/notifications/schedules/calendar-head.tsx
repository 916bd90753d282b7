'use client'

import { useZone } from '#components/time/use-zone.ts'
import { Button } from '#components/ui/button.tsx'
import { spanWords } from '../shared/span-words.ts'
import { clockChanges, type Week } from './calendar.ts'
import { dayWords } from './when-words.ts'
import { addDays } from './zone-time.ts'

/** Which weeks, how many, and what the clocks do in them. */
export function CalendarHead({
  monday,
  count,
  weeks,
  zone,
  onMove,
  onCount,
}: {
  monday: string
  count: 2 | 4
  weeks: readonly Week[]
  zone: string
  onMove: (day: string | null) => void
  onCount: (weeks: 2 | 4) => void
}) {
  const viewerZone = useZone()
  const last = addDays(monday, count * 7 - 1)
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-2">
        <h2 className="mr-auto font-semibold text-base">
          {dayWords(monday)} – {dayWords(last)} {last.slice(0, 4)}
        </h2>
        <span className="flex gap-1">
          <Button aria-label="Earlier weeks" onClick={() => onMove(addDays(monday, -7 * count))}>
            ←
          </Button>
          <Button onClick={() => onMove(null)}>This week</Button>
          <Button aria-label="Later weeks" onClick={() => onMove(addDays(monday, 7 * count))}>
            →
          </Button>
        </span>
        <fieldset className="flex gap-1">
          <legend className="sr-only">Weeks shown</legend>
          {([2, 4] as const).map((one) => (
            <Button
              aria-pressed={one === count}
              className={one === count ? 'border-text!' : undefined}
              key={one}
              onClick={() => onCount(one)}
            >
              {one} weeks
            </Button>
          ))}
        </fieldset>
      </div>
      <p className="text-text-2 text-xs">
        Times in {zone.replaceAll('_', ' ')}
        {viewerZone === zone
          ? '.'
          : `; in yours (${viewerZone.replaceAll('_', ' ')}) on hover and when chosen.`}
      </p>
      {clockChanges(weeks).map(({ day, forwardMs }) => (
        <p
          className="rounded-md border border-maint-fg bg-maint-soft px-3 py-2 text-ui"
          key={day}
          role="note"
        >
          Clocks go {forwardMs > 0 ? 'forward' : 'back'} {spanWords(Math.abs(forwardMs))} on {dayWords(day)}:
          that day has {spanWords(86_400_000 - forwardMs)}. Hand-overs stay at their hour on the clock, so the
          shift over it is {forwardMs > 0 ? 'shorter' : 'longer'}.
        </p>
      ))}
    </div>
  )
}
