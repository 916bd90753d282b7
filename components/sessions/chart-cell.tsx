'use client'

import { useCallback, useMemo, useRef } from 'react'
import { nearest } from '#components/charts/gaps.ts'
import { LineChart } from '#components/charts/line-chart.tsx'
import type { TimeView } from '#components/charts/time-view.ts'
import { useInView } from '#components/charts/use-in-view.ts'
import { formatDuration } from '#components/time/format-time.ts'
import { type ChartSpec, formatValue, metricIndex } from './chart-specs.ts'
import type { FindingMarks } from './findings/finding-marks.ts'
import { LiveText } from './live-text.tsx'
import { PersonName } from './person-name.tsx'
import type { ParticipantSeries, SeriesStore } from './series-store.ts'
import { summarise } from './summarise.ts'

/** Where evidence leads to. */
export const chartCellId = (chart: string, participantId: string) => `m-${chart}-${participantId}`

const noColumn: (number | null)[] = []

/** One metric of one participant: name, the value under the cursor or the newest with its age, lines, a sentence. */
export function ChartCell({
  spec,
  participantId,
  name,
  store,
  view,
  range,
  zone,
  height,
  marks,
}: {
  spec: ChartSpec
  participantId: string
  name: string
  store: SeriesStore
  view: TimeView
  range: () => readonly [number, number]
  zone: string
  height: number
  marks: FindingMarks
}) {
  const holder = useRef<HTMLDivElement>(null)
  const inView = useInView(holder)
  const labels = useMemo(() => spec.lines.map((line) => line.label), [spec])
  const read = useCallback(() => {
    const series = store.of(participantId)
    return {
      at: series.at,
      columns: spec.lines.map((line) => series.columns[metricIndex[line.metric]] ?? noColumn),
      silenceMs: series.silenceMs,
    }
  }, [store, participantId, spec])
  const marked = useCallback(() => marks.of(participantId, spec.id), [marks, participantId, spec])
  const moments = useMemo(() => [view.onCursor, view.onWindow, store.subscribe], [view, store])
  const windows = useMemo(() => [slowly(view.onWindow), slowly(store.subscribe)], [view, store])
  const sentence = () => {
    const { from, to } = view.window()
    return summarise(spec, store.of(participantId), from, to)
  }
  return (
    <figure
      className="m-0 min-w-0 scroll-mt-28 rounded-sm outline-offset-4"
      id={chartCellId(spec.id, participantId)}
      ref={holder}
      tabIndex={-1}
    >
      <figcaption className="flex h-5 items-baseline justify-between gap-2 text-xs">
        <PersonName className="font-medium" name={name} />
        {inView && (
          <LiveText
            className="shrink-0 text-text-2"
            on={moments}
            read={() => readout(spec, store.of(participantId), view)}
          />
        )}
      </figcaption>
      <div className="relative" style={{ height }}>
        {inView && (
          <div aria-label={`${spec.title} of ${name}`} role="img">
            <LineChart
              height={height}
              labels={labels}
              marks={marked}
              onData={store.subscribe}
              onMarks={marks.subscribe}
              range={range}
              read={read}
              thresholds={spec.thresholds}
              {...(spec.steps ? { steps: spec.steps } : {})}
              view={view}
              zone={zone}
            />
          </div>
        )}
      </div>
      <p className="min-h-4 text-2xs text-text-3">{inView && <LiveText on={windows} read={sentence} />}</p>
    </figure>
  )
}

/** At most every five seconds: a sentence that changes each second cannot be read. */
function slowly(listen: (listener: () => void) => () => void) {
  return (listener: () => void) => {
    let last = 0
    let timer: ReturnType<typeof setTimeout> | null = null
    const run = () => {
      timer = null
      last = performance.now()
      listener()
    }
    const stop = listen(() => {
      const wait = 5_000 - (performance.now() - last)
      if (wait <= 0) run()
      else timer ??= setTimeout(run, wait)
    })
    return () => {
      stop()
      if (timer !== null) clearTimeout(timer)
    }
  }
}

function readout(spec: ChartSpec, series: ParticipantSeries, view: TimeView): string {
  const at = view.cursor()
  if (at !== null) {
    const i = nearest(series.at, at, series.silenceMs)
    return i === null ? 'no data here' : valuesText(spec, series, i) || 'not measured'
  }
  const i = lastMeasured(spec, series)
  if (i === null) return ''
  const age = view.window().spanTo - (series.at[i] ?? 0)
  return `${valuesText(spec, series, i)}${view.window().live ? ` · ${formatDuration(age)} ago` : ''}`
}

function valuesText(spec: ChartSpec, series: ParticipantSeries, i: number): string {
  return spec.lines
    .flatMap((line) => {
      const value = series.columns[metricIndex[line.metric]]?.[i] ?? null
      return value === null ? [] : [{ value, label: spec.lines.length > 1 ? `${line.label} ` : '' }]
    })
    .map(({ value, label }) => `${label}${formatValue(value, spec)}`)
    .join(' · ')
}

function lastMeasured(spec: ChartSpec, series: ParticipantSeries): number | null {
  for (let i = series.at.length - 1; i >= 0 && i > series.at.length - 400; i--)
    if (spec.lines.some((line) => (series.columns[metricIndex[line.metric]]?.[i] ?? null) !== null)) return i
  return null
}
