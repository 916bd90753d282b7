import type { ConditionOf } from '../../rules/contract.ts'
import type { CompiledRule } from '../compiled-rule.ts'
import type { Facts } from '../facts.ts'
import { measures } from '../metric-value.ts'
import { type Known, noProblems, type Outcome, type Reading } from '../reading.ts'
import { eachSeries, isNews, seriesReading } from './each-series.ts'

/** One number over a window against two limits. Less than the minimum of traffic is no data, not "well". */
export function evaluateThreshold(
  rule: CompiledRule,
  condition: ConditionOf<'threshold'>,
  facts: Facts,
  known: Known,
): Outcome {
  const { metric, windowMs, fireAt, minTraffic } = condition
  const measure = measures[metric]
  const readings: Reading[] = []
  const measured = new Set<string>()
  const mustKnowWho = known.size > 0 || rule.spec.noData === 'alert' || rule.spec.noData === 'own-alert'
  eachSeries(rule, facts, windowMs, (series, span) => {
    const { value, traffic } = measure(series.sums, span)
    const verdict = value === null || traffic < minTraffic ? 'no-data' : judge(condition, value)
    if (mustKnowWho && verdict !== 'no-data') measured.add(series.customerId)
    if (isNews(verdict, known, series))
      readings.push(seriesReading(series, { verdict, value, traffic, threshold: fireAt }))
  })
  return { readings, measured, problems: noProblems }
}

/** Worse than one limit it holds, not worse than the other it is over; between them it stays what it is. */
function judge(
  { op, fireAt, clearAt }: ConditionOf<'threshold'>,
  value: number,
): 'holds' | 'clear' | 'between' {
  if (op === 'above') {
    if (value > fireAt) return 'holds'
    return value <= clearAt ? 'clear' : 'between'
  }
  if (value < fireAt) return 'holds'
  return value >= clearAt ? 'clear' : 'between'
}
