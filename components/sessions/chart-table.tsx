'use client'

import { useSyncExternalStore } from 'react'
import { firstAfter, nearest } from '#components/charts/gaps.ts'
import type { TimeView } from '#components/charts/time-view.ts'
import { formatClock } from '#components/time/format-time.ts'
import { type ChartSpec, formatValue, metricIndex } from './chart-specs.ts'
import { PersonName } from './person-name.tsx'
import type { SeriesStore } from './series-store.ts'

const mostRows = 120

/** The same numbers as the charts above, for who reads or copies rather than looks. */
export function ChartTable({
  spec,
  people,
  store,
  view,
  zone,
}: {
  spec: ChartSpec
  people: readonly { participantId: string; name: string }[]
  store: SeriesStore
  view: TimeView
  zone: string
}) {
  const window = useSyncExternalStore(view.onWindow, view.window, view.window)
  const moments = momentsOf(people, store, window.from, window.to)
  const columns = people.flatMap((person) => spec.lines.map((line) => ({ person, line })))
  return (
    <section
      aria-label={`${spec.title} as a table`}
      className="mt-2 max-h-80 overflow-auto rounded-md border border-border"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
      tabIndex={0}
    >
      <table className="w-full border-collapse text-xs">
        <thead className="sticky top-0 bg-raised text-left">
          <tr>
            <th className="px-2 py-1 font-medium">Time</th>
            {columns.map(({ person, line }) => (
              <th
                className="max-w-40 px-2 py-1 text-right font-medium"
                key={`${person.participantId} ${line.metric}`}
              >
                <span className="flex flex-col items-end">
                  <PersonName className="max-w-full" name={person.name} />
                  <span className="font-normal text-text-3">
                    {line.label}, {spec.unit}
                  </span>
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {moments.map((at) => (
            <tr className="border-t border-border" key={at}>
              <th className="whitespace-nowrap px-2 py-0.5 text-left font-normal text-text-2">
                {formatClock(at, zone, true)}
              </th>
              {columns.map(({ person, line }) => (
                <td className="px-2 py-0.5 text-right" key={`${person.participantId} ${line.metric}`}>
                  {cell(spec, store, person.participantId, line.metric, at)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {moments.length === 0 && (
        <p className="p-2 text-xs text-text-3">Nothing was measured in this stretch.</p>
      )}
    </section>
  )
}

/** Newest first; thinned out evenly where there are too many. */
function momentsOf(
  people: readonly { participantId: string }[],
  store: SeriesStore,
  from: number,
  to: number,
): number[] {
  const longest = people
    .map((person) => store.of(person.participantId).at)
    .reduce<readonly number[]>((a, b) => (inside(b, from, to) > inside(a, from, to) ? b : a), [])
  const first = firstAfter(longest, from)
  const shown = longest.slice(first, firstAfter(longest, to + 1))
  const every = Math.max(1, Math.ceil(shown.length / mostRows))
  return shown.filter((_at, i) => i % every === 0).toReversed()
}

const inside = (at: readonly number[], from: number, to: number) => firstAfter(at, to) - firstAfter(at, from)

function cell(
  spec: ChartSpec,
  store: SeriesStore,
  participantId: string,
  metric: ChartSpec['lines'][number]['metric'],
  at: number,
): string {
  const series = store.of(participantId)
  const i = nearest(series.at, at, series.silenceMs / 2)
  const value = i === null ? null : (series.columns[metricIndex[metric]]?.[i] ?? null)
  return value === null ? '–' : formatValue(value, { ...spec, unit: 'MOS' })
}
