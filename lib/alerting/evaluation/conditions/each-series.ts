import type { CompiledRule } from '../compiled-rule.ts'
import type { Facts } from '../facts.ts'
import type { Series } from '../frame.ts'
import type { Span } from '../metric-value.ts'
import { type Known, knownKey, type Reading } from '../reading.ts'

/** The series of a rule over a window, in its scope. Called for thousands of rules a second: nothing is copied. */
export function eachSeries(
  rule: CompiledRule,
  facts: Facts,
  windowMs: number,
  act: (series: Series, span: Span) => void,
): void {
  const frame = facts.frame(windowMs)
  const set = frame.series(rule.plan)
  const { apps, customers, except } = rule
  const visit = (all: readonly Series[]) => {
    for (const series of all) {
      if (apps !== null && !apps.has(series.appId)) continue
      if (except.size > 0 && except.has(series.customerId)) continue
      act(series, frame.span)
    }
  }
  if (customers === null) visit(set.all)
  else for (const customerId of customers) visit(set.of(customerId))
}

export type Seen = Pick<Reading, 'verdict' | 'value' | 'threshold' | 'traffic'>

/** Whether an answer is worth keeping: what is well and was never otherwise is not. */
export const isNews = (
  verdict: Reading['verdict'],
  known: Known,
  { customerId, instance }: Series,
): boolean => verdict === 'holds' || (known.size > 0 && known.has(knownKey(customerId, instance)))

export function seriesReading(series: Series, seen: Seen): Reading {
  const { customerId, appId, labels, instance, dimension, value } = series
  return {
    customerId,
    instance,
    labels,
    appId,
    region: dimension === 'region' && labels.region !== undefined ? value : null,
    sessionId: null,
    told: null,
    ...seen,
  }
}
