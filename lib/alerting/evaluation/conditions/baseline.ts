import type { ConditionOf } from '../../rules/contract.ts'
import { metricText } from '../../units.ts'
import type { CompiledRule, Problem } from '../compiled-rule.ts'
import type { Facts } from '../facts.ts'
import type { Series } from '../frame.ts'
import { centreAndSpread } from '../median.ts'
import { measures, type Span } from '../metric-value.ts'
import { type Known, noProblems, type Outcome, type Reading } from '../reading.ts'
import { eachSeries, isNews, seriesReading } from './each-series.ts'

type Baseline = ConditionOf<'baseline'>
/** Weeks are of one hour each, as `pulse_1h` has them. */
const anHour: Span = { buckets: 1, minutes: 60 }

/** Otherwise than at the same hour of the weeks before. Where history is thin or always the same, it says nothing. */
export function evaluateBaseline(
  rule: CompiledRule,
  condition: Baseline,
  facts: Facts,
  known: Known,
): Outcome {
  const readings: Reading[] = []
  const measured = new Set<string>()
  const thin = new Map<string, Problem>()
  eachSeries(rule, facts, condition.windowMs, (series, span) => {
    const { value, traffic } = measures[condition.metric](series.sums, span)
    const usual = usualOf(condition, series, facts)
    if (usual === null) thin.set(series.customerId, thinHistory(condition))
    const isKnown = value !== null && traffic >= condition.minTraffic && usual !== null
    if (isKnown) measured.add(series.customerId)
    const judged = isKnown ? judge(condition, value, usual) : { verdict: 'no-data' as const, threshold: null }
    if (!isNews(judged.verdict, known, series)) return
    const told = usual && value !== null ? tell(condition, value, usual.centre) : null
    readings.push({ ...seriesReading(series, { ...judged, value, traffic }), told })
  })
  for (const customerId of measured) thin.delete(customerId)
  return { readings, measured, problems: thin.size > 0 ? thin : noProblems }
}

type Usual = { centre: number; spread: number }

function usualOf({ metric, minWeeks, minTraffic }: Baseline, series: Series, facts: Facts): Usual | null {
  const values = facts.weeks(series).flatMap((sums) => {
    const { value, traffic } = measures[metric](sums, anHour)
    return value !== null && traffic >= minTraffic ? [value] : []
  })
  if (values.length < minWeeks) return null
  const usual = centreAndSpread(values)
  return usual && usual.spread > 0 ? usual : null
}

function judge(
  { op, spreads, minDifference }: Baseline,
  value: number,
  { centre, spread }: Usual,
): { verdict: 'holds' | 'clear'; threshold: number } {
  const far = Math.max(spreads * spread, minDifference)
  const difference = value - centre
  const isAbove = op !== 'below' && difference > far
  const isBelow = op !== 'above' && -difference > far
  const side = op === 'below' || (op === 'either' && difference < 0) ? -1 : 1
  return { verdict: isAbove || isBelow ? 'holds' : 'clear', threshold: centre + side * far }
}

function tell({ metric }: Baseline, value: number, centre: number) {
  const [now, then] = [metricText(metric, value), metricText(metric, centre)]
  return {
    title: `${now}, usually ${then} at this hour`,
    sentence: `is ${now}, usually ${then} at this hour of the week`,
  }
}

const thinHistory = ({ minWeeks }: Baseline): Problem => ({
  code: 'thin-history',
  problem: `It compares with the same hour of at least ${minWeeks} weeks before, and they must differ among themselves. That is not there yet.`,
})
