'use client'

import { clsx } from 'clsx'
import { useMemo, useState } from 'react'
import { useZone } from '#components/time/use-zone.ts'
import { Button } from '#components/ui/button.tsx'
import type { IncidentDetail, TimelineLine } from '#lib/incidents/api-contract.ts'
import { isOngoing } from '#lib/incidents/contract.ts'
import {
  countBySource,
  type DayOfLines,
  filterLines,
  type LineFilter,
  linesByDay,
  sourceWords,
} from './arrange-lines.ts'
import { Line } from './line.tsx'

/** One story of everything that happened: what we did, what fired, what was found, written, told and deployed. */
export function Timeline({ detail }: { detail: IncidentDetail }) {
  const { incident, timeline } = detail
  const [filter, setFilter] = useState<LineFilter>(everything)
  const [newestFirst, setNewestFirst] = useState(() => isOngoing(incident.status))
  const zone = useZone()
  const shown = useMemo(() => filterLines(timeline, filter), [timeline, filter])
  const days = useMemo(() => linesByDay(shown, zone, newestFirst), [shown, zone, newestFirst])
  return (
    <section aria-labelledby="incident-timeline" className="min-w-0">
      <div className="mb-2 flex flex-wrap items-center gap-2">
        <h2 className="text-sm font-semibold" id="incident-timeline">
          Timeline
        </h2>
        <span className="text-xs text-text-3">{zone}</span>
        <Button className="ms-auto" onClick={() => setNewestFirst(!newestFirst)}>
          {newestFirst ? 'Newest first' : 'Oldest first'}
        </Button>
      </div>
      <LineFilters filter={filter} onFilter={setFilter} timeline={timeline} />
      {days.length === 0 ? (
        <Nothing filtered={timeline.length > 0} onClear={() => setFilter(everything)} />
      ) : (
        <Days days={days} detail={detail} newestFirst={newestFirst} />
      )}
    </section>
  )
}
const everything: LineFilter = { sources: new Set(), starredOnly: false }

function Days({
  days,
  detail,
  newestFirst,
}: {
  days: readonly DayOfLines[]
  detail: IncidentDetail
  newestFirst: boolean
}) {
  return (
    <ol aria-label={newestFirst ? 'Timeline, newest first' : 'Timeline, oldest first'}>
      {days.map(({ day, lines }) => (
        <li key={day}>
          <h3 className="sticky top-12 z-10 -mx-1 my-2 border-b border-border bg-bg px-1 py-1 text-xs font-medium text-text-2">
            {day}
          </h3>
          <ol className="flex flex-col">
            {lines.map((line) => (
              <Line detail={detail} key={line.line} line={line} />
            ))}
          </ol>
        </li>
      ))}
    </ol>
  )
}

function LineFilters({
  filter,
  timeline,
  onFilter,
}: {
  filter: LineFilter
  timeline: readonly TimelineLine[]
  onFilter: (filter: LineFilter) => void
}) {
  const counts = useMemo(() => countBySource(timeline), [timeline])
  const stars = timeline.filter(({ starred }) => starred).length
  const toggle = (source: TimelineLine['source']) => {
    const sources = new Set(filter.sources)
    if (!sources.delete(source)) sources.add(source)
    onFilter({ ...filter, sources })
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset brings a look that buttons in a row do not need
    <div aria-label="Show of the timeline" className="flex flex-wrap gap-1.5" role="group">
      <FilterChip
        onPress={() => onFilter({ ...filter, starredOnly: !filter.starredOnly })}
        pressed={filter.starredOnly}
      >
        ★ Starred {stars}
      </FilterChip>
      {counts.map(({ source, count }) => (
        <FilterChip key={source} onPress={() => toggle(source)} pressed={filter.sources.has(source)}>
          {sourceWords[source]} {count}
        </FilterChip>
      ))}
    </div>
  )
}

function FilterChip({
  pressed,
  onPress,
  children,
}: {
  pressed: boolean
  onPress: () => void
  children: React.ReactNode
}) {
  return (
    <button
      aria-pressed={pressed}
      className={clsx(
        'inline-flex min-h-6 items-center gap-1 whitespace-nowrap rounded-full border px-2.5 text-xs hover:border-text pointer-coarse:min-h-11',
        pressed ? 'border-text bg-accent text-accent-on' : 'border-border bg-raised text-text',
      )}
      onClick={onPress}
      type="button"
    >
      {children}
    </button>
  )
}

function Nothing({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  if (!filtered) return <p className="py-6 text-ui text-text-2">Nothing was written down yet.</p>
  return (
    <p className="flex flex-wrap items-center gap-3 py-6 text-ui text-text-2">
      No line of the timeline is of that kind. <Button onClick={onClear}>Show all lines</Button>
    </p>
  )
}
