'use client'

import { lazy, Suspense, useMemo, useState } from 'react'
import { formatClock } from '#components/time/format-time.ts'
import { useZone } from '#components/time/use-zone.ts'
import { Button } from '#components/ui/button.tsx'
import type { AlertView } from '#lib/alerting/alerts/contract.ts'
import { alertMetrics } from '#lib/alerting/metrics.ts'
import { formatValue } from '../alert-words.ts'
import { isMissing, useAlertSeries } from '../data/use-alert.ts'
import { type Series, seriesText } from './series-text.ts'

// The library for it is large, and the sentence above it is read first.
const ThresholdChart = lazy(async () => ({
  default: (await import('#components/charts/threshold-chart.tsx')).ThresholdChart,
}))

/** What was measured around the episode, with the line that it crossed. */
export function EpisodeChart({ alert }: { alert: AlertView }) {
  const series = useAlertSeries(alert.alertId)
  const told = series.data?.series
  if (told === null || told?.points.length === 0) return null
  if (series.isError && isMissing(series.error)) return null
  return (
    <section aria-labelledby="episode-chart">
      <h3 className="mb-1 text-sm font-semibold first-letter:uppercase" id="episode-chart">
        {metricName(told?.metric ?? alert.facts.metric)}
      </h3>
      <div className="rounded-lg border border-border bg-surface p-3">
        {told ? (
          <Chart alert={alert} series={told} />
        ) : series.isError ? (
          <p className="flex flex-wrap items-center gap-3 text-ui">
            The measurements could not be read.{' '}
            <Button onClick={() => void series.refetch()}>Try again</Button>
          </p>
        ) : (
          <div aria-hidden="true" className="skeleton h-52" />
        )}
      </div>
    </section>
  )
}

function metricName(metric: string | undefined): string {
  if (metric === undefined) return 'Around the episode'
  return (alertMetrics as Record<string, { label: string }>)[metric]?.label ?? metric
}

function Chart({ alert, series }: { alert: AlertView; series: Series }) {
  const zone = useZone()
  const [asTable, setAsTable] = useState(false)
  const format = (value: number) => formatValue(value, series.unit)
  const text = seriesText(series, format)
  const points = useMemo(
    () => series.points.map(([at, value, threshold]) => ({ at, value, threshold })),
    [series],
  )
  return (
    <>
      <Suspense fallback={<div aria-hidden="true" className="skeleton h-42" />}>
        <ThresholdChart
          episode={{ from: alert.startedAt, to: alert.resolvedAt }}
          format={format}
          label={text}
          points={points}
          zone={zone}
        />
      </Suspense>
      <div className="mt-2 flex flex-wrap items-center justify-between gap-2">
        <p className="text-xs text-text-2">{text} Shaded: the episode.</p>
        <Button aria-expanded={asTable} onClick={() => setAsTable(!asTable)}>
          {asTable ? 'Hide table' : 'Show as table'}
        </Button>
      </div>
      {asTable && <Table format={format} series={series} zone={zone} />}
    </>
  )
}

function Table({
  series,
  zone,
  format,
}: {
  series: Series
  zone: string
  format: (value: number) => string
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section aria-label="Measured values" className="mt-2 max-h-64 overflow-y-auto" tabIndex={0}>
      <table className="w-full text-xs">
        <thead className="text-left text-text-3">
          <tr>
            <th className="py-1 font-normal" scope="col">
              Time
            </th>
            <th className="py-1 font-normal" scope="col">
              Value
            </th>
          </tr>
        </thead>
        <tbody>
          {series.points.map(([at, value]) => (
            <tr className="border-t border-border" key={at}>
              <td className="py-1">{formatClock(at, zone, true)}</td>
              <td className="py-1">{value === null ? 'not measured' : format(value)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
