import { type AlertMetricName, alertMetrics } from '../metrics.ts'

/** Sums of one roll-up bucket over the apps an alert is about. */
export type SeriesBucket = {
  at: number
  sessions: number
  participants: number
  good: number
  fair: number
  poor: number
  bad: number
  unknown: number
  joins: number
  joinFailures: number
  drops: number
  scoreSum: number
  scoreCount: number
  goodMinutes: number
  fairMinutes: number
  poorMinutes: number
  badMinutes: number
}

export const isMetric = (name: string | undefined): name is AlertMetricName =>
  name !== undefined && Object.hasOwn(alertMetrics, name)

const known = (b: SeriesBucket) => b.good + b.fair + b.poor + b.bad

/** What is divided by what; of a gauge, what is counted. */
const parts: Record<AlertMetricName, (b: SeriesBucket) => [part: number, whole: number]> = {
  participants: (b) => [b.participants, 1],
  sessions: (b) => [b.sessions, 1],
  scoreMean: (b) => [b.scoreSum, b.scoreCount],
  badRatio: (b) => [b.bad, known(b)],
  poorOrBadRatio: (b) => [b.bad + b.poor, known(b)],
  unknownRatio: (b) => [b.unknown, known(b) + b.unknown],
  badMinuteRatio: (b) => [
    b.badMinutes + b.poorMinutes / 2,
    b.goodMinutes + b.fairMinutes + b.poorMinutes + b.badMinutes,
  ],
  joinFailureRatio: (b) => [b.joinFailures, b.joins + b.joinFailures],
  joinFailures: (b) => [b.joinFailures, 0],
  dropRatio: (b) => [b.drops, b.joins],
}

/**
 * The metric at the end of each bucket, over the window before it, as the rule sees it; null where there was nothing to
 * divide by. Buckets that are missing are times without calls.
 */
export function metricSeries(
  metric: AlertMetricName,
  buckets: readonly SeriesBucket[],
  { windowMs, stepMs }: { windowMs: number; stepMs: number },
): [number, number | null][] {
  let [first, part, whole] = [0, 0, 0]
  const values = buckets.map((bucket) => parts[metric](bucket))
  return buckets.map(({ at }, i): [number, number | null] => {
    const end = at + stepMs
    part += values[i]?.[0] ?? 0
    whole += values[i]?.[1] ?? 0
    for (; (buckets[first]?.at ?? end) < end - Math.max(windowMs, stepMs); first += 1) {
      part -= values[first]?.[0] ?? 0
      whole -= values[first]?.[1] ?? 0
    }
    return [end, windowValue(metric, part, whole, Math.max(windowMs, stepMs), stepMs)]
  })
}

function windowValue(metric: AlertMetricName, part: number, whole: number, windowMs: number, stepMs: number) {
  if (metric === 'joinFailures') return (part / windowMs) * 60_000
  if (alertMetrics[metric].kind === 'gauge') return part / Math.max(1, Math.round(windowMs / stepMs))
  return whole > 0 ? part / whole : null
}
