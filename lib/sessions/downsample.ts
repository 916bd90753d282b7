import { type Point, pointMetrics } from './contract.ts'

/** Reports further apart than this leave a gap in a chart. */
const gapMs = 15_000

export type Series = { at: number[]; values: (number | null)[][] }

/**
 * At most `maxPoints` points, oldest first, for one participant. Each pixel bucket keeps the least and the greatest
 * value of every metric in the order in which they came, so that no spike is lost. Gaps stay gaps.
 */
export function downsample(
  points: Point[],
  from: number,
  to: number,
  maxPoints: number,
  metrics: number = pointMetrics.length,
): Series {
  const kept = points.length <= maxPoints ? points.map(asRow) : bucketed(points, from, to, maxPoints, metrics)
  const series: Series = { at: [], values: Array.from({ length: metrics }, () => []) }
  let before: number | null = null
  for (const row of kept) {
    if (before !== null && row.gapBefore) push(series, before + 1, () => null)
    push(series, row.at, (i) => row.values[i] ?? null)
    before = row.at
  }
  return series
}

type Kept = { at: number; values: (number | null)[]; gapBefore: boolean }

function asRow(point: Point, i: number, all: Point[]): Kept {
  const previous = all[i - 1]
  return {
    at: point.at,
    values: point.values,
    gapBefore: previous !== undefined && point.at - previous.at > gapMs,
  }
}

function push(series: Series, at: number, value: (metric: number) => number | null) {
  series.at.push(at)
  series.values.forEach((column, i) => {
    column.push(value(i))
  })
}

function bucketed(points: Point[], from: number, to: number, maxPoints: number, metrics: number): Kept[] {
  const buckets = Math.max(1, Math.floor(maxPoints / 3)) // two points and, at worst, a gap before them
  const widthMs = Math.max(1, (to - from) / buckets)
  const rows: Kept[] = []
  let start = 0
  while (start < points.length) {
    const bucket = Math.floor(((points[start]?.at ?? from) - from) / widthMs)
    let end = start
    while (end < points.length && Math.floor(((points[end]?.at ?? from) - from) / widthMs) === bucket) end++
    const first = points[start]
    const previous = points[start - 1]
    if (first)
      rows.push(
        ...extremes(
          points.slice(start, end),
          previous !== undefined && first.at - previous.at > gapMs,
          metrics,
        ),
      )
    start = end
  }
  return rows
}

function extremes(points: Point[], gapBefore: boolean, metrics: number): Kept[] {
  const first = points[0]
  const last = points.at(-1)
  if (!first || !last) return []
  const earlier: (number | null)[] = []
  const later: (number | null)[] = []
  for (let metric = 0; metric < metrics; metric++) {
    const [a, b] = extremesOf(points, metric)
    earlier.push(a)
    later.push(b)
  }
  if (points.length === 1) return [{ at: first.at, values: earlier, gapBefore }]
  return [
    { at: first.at, values: earlier, gapBefore },
    { at: last.at, values: later, gapBefore: false },
  ]
}

/** The least and the greatest value of a metric, in the order in which they came. */
function extremesOf(points: Point[], metric: number): [number | null, number | null] {
  let least: { value: number; i: number } | null = null
  let greatest: { value: number; i: number } | null = null
  points.forEach((point, i) => {
    const value = point.values[metric] ?? null
    if (value === null) return
    if (least === null || value < least.value) least = { value, i }
    if (greatest === null || value > greatest.value) greatest = { value, i }
  })
  const low = least as { value: number; i: number } | null
  const high = greatest as { value: number; i: number } | null
  if (low === null || high === null) return [null, null]
  return low.i <= high.i ? [low.value, high.value] : [high.value, low.value]
}
