import type { TenantScope } from '#lib/access/member.ts'
import { alertMetrics } from '../metrics.ts'
import type { AlertRow } from './alert-row.ts'
import { isMetric, metricSeries } from './alert-series.ts'
import type { AlertSeries } from './contract.ts'
import { readInScope } from './read-in-scope.server.ts'
import { findAlert } from './read-store.server.ts'
import { findBuckets } from './series-store.server.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const defaultWindowMs = 5 * minuteMs

/** What the rule watched, a while before and after the episode. Null: no such alert in the scope. */
export function readAlertSeries(scope: TenantScope, alertId: string, now: Date): Promise<AlertSeries | null> {
  return readInScope(scope, async (db) => {
    const row = await findAlert(db, scope.customerIds, alertId)
    if (!row) return null
    const { metric, windowMs = defaultWindowMs } = row.facts
    if (row.source !== 'rule' || !isMetric(metric)) return { series: null }
    const span = spanOf(row, windowMs, now)
    const buckets = await findBuckets(db, row, { ...span, from: new Date(span.from.getTime() - windowMs) })
    const points = metricSeries(metric, buckets, { windowMs, stepMs: span.stepMs })
      .filter(([at]) => at >= span.from.getTime())
      .map(([at, value]): [number, number | null, number | null] => [at, value, row.threshold])
    const { unit } = alertMetrics[metric]
    return { series: { metric, unit, from: span.from.getTime(), to: span.to.getTime(), points } }
  })
}

/** Half of its length, and at least three windows, on both sides; ten-second steps while that is short. */
function spanOf(row: AlertRow, windowMs: number, now: Date) {
  const end = row.closedAt ?? now
  const lengthMs = end.getTime() - row.startedAt.getTime()
  const marginMs = Math.min(6 * hourMs, Math.max(lengthMs / 2, 3 * windowMs, 10 * minuteMs))
  const from = new Date(row.startedAt.getTime() - marginMs)
  const to = new Date(Math.min(now.getTime(), end.getTime() + marginMs))
  const recent = now.getTime() - from.getTime() < 2 * hourMs
  const stepMs = recent ? 10_000 : to.getTime() - from.getTime() < 36 * hourMs ? minuteMs : hourMs
  return { from, to, stepMs }
}
