'use client'

import { useState } from 'react'
import { formatMoment, zoneAbbreviation } from '#components/time/format-time.ts'
import { useZone } from '#components/time/use-zone.ts'
import { Button } from '#components/ui/button.tsx'
import {
  isRelativeRange,
  maxRangeMs,
  relativeRanges,
  resolveRange,
  type TimeRange,
} from '#lib/sessions/search/time-range.ts'
import { fromLocalText, toLocalText } from './local-time.ts'

/** When the calls started: the last so long, or between two moments of the viewer's zone, which is named. */
export function RangePicker({ range, onRange }: { range: TimeRange; onRange: (range: TimeRange) => void }) {
  const zone = useZone()
  const absolute = !('relative' in range)
  const choose = (choice: string) => {
    if (isRelativeRange(choice)) onRange({ relative: choice })
    else onRange(settled(range))
  }
  return (
    <div className="flex flex-wrap items-center gap-2 text-ui">
      <label className="flex items-center gap-2">
        <span className="text-xs text-text-2">Started</span>
        <select
          className="h-8 rounded-md border border-border bg-surface px-2 pointer-coarse:h-11"
          onChange={(event) => choose(event.currentTarget.value)}
          value={absolute ? 'between' : range.relative}
        >
          {Object.entries(relativeRanges).map(([name, { words }]) => (
            <option key={name} value={name}>
              {words}
            </option>
          ))}
          <option value="between">between …</option>
        </select>
      </label>
      {absolute && (
        <Between
          from={range.from}
          key={`${range.from} ${range.to}`}
          onRange={onRange}
          to={range.to}
          zone={zone}
        />
      )}
    </div>
  )
}

/** The moving range as it stands now, ready to be edited and shared. */
function settled(range: TimeRange): TimeRange {
  const now = Date.now()
  const { from } = resolveRange(range, now)
  return { from: Math.floor(from / 60_000) * 60_000, to: Math.ceil(now / 60_000) * 60_000 }
}

function Between({
  from,
  to,
  zone,
  onRange,
}: {
  from: number
  to: number
  zone: string
  onRange: (range: TimeRange) => void
}) {
  const [fromText, setFrom] = useState(() => toLocalText(from))
  const [toText, setTo] = useState(() => toLocalText(to))
  const next = { from: fromLocalText(fromText), to: fromLocalText(toText) }
  const wrong =
    next.from === null || next.to === null || next.to <= next.from || next.to - next.from > maxRangeMs
  const changed = next.from !== from || next.to !== to
  const field = 'h-8 rounded-md border border-border bg-surface px-2 pointer-coarse:h-11'
  return (
    <form
      className="flex flex-wrap items-center gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        if (!wrong && next.from !== null && next.to !== null) onRange({ from: next.from, to: next.to })
      }}
      title={`${formatMoment(from, zone)} to ${formatMoment(to, zone)}`}
    >
      <input
        aria-label="From"
        className={field}
        onChange={(event) => setFrom(event.currentTarget.value)}
        type="datetime-local"
        value={fromText}
      />
      <span aria-hidden="true">–</span>
      <input
        aria-label="To"
        className={field}
        onChange={(event) => setTo(event.currentTarget.value)}
        type="datetime-local"
        value={toText}
      />
      <span className="text-xs text-text-2">{zoneAbbreviation(to, zone)}</span>
      {changed && (
        <Button disabled={wrong} type="submit">
          {wrong ? 'The end must follow the start, within a year' : 'Apply'}
        </Button>
      )}
    </form>
  )
}
