import { addSums, measures, noSums, type Sums, sumNames } from '../evaluation/metric-value.ts'
import { type AlertMetricName, alertMetrics } from '../metrics.ts'

/** Sums of one roll-up bucket over the apps an alert is about. */
export type SeriesBucket = Sums & { at: number }

export const isMetric = (name: string | undefined): name is AlertMetricName =>
  name !== undefined && Object.hasOwn(alertMetrics, name)

/**
 * The metric at the end of each bucket, over the window before it, as the rule measures it; null where there was nothing
 * to divide by. Buckets that are missing are times without calls.
 */
export function metricSeries(
  metric: AlertMetricName,
  buckets: readonly SeriesBucket[],
  { windowMs, stepMs }: { windowMs: number; stepMs: number },
): [number, number | null][] {
  const longMs = Math.max(windowMs, stepMs)
  const span = { buckets: Math.max(1, Math.round(longMs / stepMs)), minutes: longMs / 60_000 }
  const sums = noSums()
  let first = 0
  return buckets.map((bucket): [number, number | null] => {
    const end = bucket.at + stepMs
    addSums(sums, bucket)
    for (let old = buckets[first]; old && old.at < end - longMs; old = buckets[first]) {
      for (const name of sumNames) sums[name] -= old[name]
      first += 1
    }
    return [end, measures[metric](sums, span).value]
  })
}
