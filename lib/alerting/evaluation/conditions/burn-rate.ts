import type { ConditionOf } from '../../rules/contract.ts'
import { spanText } from '../../units.ts'
import type { CompiledRule, Problem } from '../compiled-rule.ts'
import type { Facts } from '../facts.ts'
import type { Series } from '../frame.ts'
import { measures } from '../metric-value.ts'
import { type Known, knownKey, noProblems, type Outcome, type Reading } from '../reading.ts'
import { eachSeries, isNews, seriesReading } from './each-series.ts'

type BurnRate = ConditionOf<'burn-rate'>
type Pair = BurnRate['pairs'][number]
type Burn = { pair: Pair; long: number; short: number | null }

/**
 * The error budget is spent too fast. Fires when the long and the short window of a pair burn over their limit, is over
 * when no long one does; not before a full long window of history, and not again for one long window after it was over.
 */
export function evaluateBurnRate(
  rule: CompiledRule,
  condition: BurnRate,
  facts: Facts,
  known: Known,
): Outcome {
  const burns = new Map<Series['instance'], { series: Series; burns: Burn[]; traffic: number }>()
  const measured = new Set<string>()
  const thin = new Map<string, Problem>()
  for (const pair of condition.pairs) {
    const shorts = shortBurns(rule, condition, pair, facts)
    eachSeries(rule, facts, pair.longMs, (series, span) => {
      const since = facts.heardSince(series.appId)
      if (since === null || facts.now - since < pair.longMs) {
        thin.set(series.customerId, thinHistory(pair))
        return
      }
      const { value, traffic } = measures[condition.sli](series.sums, span)
      const key = knownKey(series.customerId, series.instance)
      const entry = burns.get(key) ?? { series, burns: [], traffic }
      burns.set(key, entry)
      if (value === null || traffic < condition.minEvents) return
      measured.add(series.customerId)
      const allowed = 1 - condition.objective
      entry.burns.push({ pair, long: value / allowed, short: shorts.get(key) ?? null })
    })
  }
  const readings = [...burns.values()].flatMap(({ series, burns: some, traffic }) => {
    const reading = read(series, some, traffic, known, facts.now)
    return isNews(reading.verdict, known, series) ? [reading] : []
  })
  for (const { series } of burns.values()) thin.delete(series.customerId)
  return { readings, measured, problems: thin.size > 0 ? thin : noProblems }
}

function shortBurns(rule: CompiledRule, { sli, objective }: BurnRate, { shortMs }: Pair, facts: Facts) {
  const found = new Map<string, number>()
  eachSeries(rule, facts, shortMs, (series, span) => {
    const { value } = measures[sli](series.sums, span)
    if (value !== null) found.set(knownKey(series.customerId, series.instance), value / (1 - objective))
  })
  return found
}

function read(series: Series, burns: readonly Burn[], traffic: number, known: Known, now: number): Reading {
  const was = known.get(knownKey(series.customerId, series.instance))
  const isLongOver = burns.some(({ pair, long }) => long > pair.burn)
  const fast = burns.find(
    ({ pair, long, short }) =>
      long > pair.burn &&
      short !== null &&
      short > pair.burn &&
      !(was?.state === 'inactive' && was.resolvedAt !== null && now - was.resolvedAt < pair.longMs),
  )
  const worst = fast ?? [...burns].sort((a, b) => b.long / b.pair.burn - a.long / a.pair.burn)[0]
  const isQuiet = was === undefined || was.state === 'inactive'
  const verdict =
    burns.length === 0 ? 'no-data' : fast ? 'holds' : isLongOver && !isQuiet ? 'between' : 'clear'
  const reading = seriesReading(series, {
    verdict,
    value: worst?.long ?? null,
    threshold: worst?.pair.burn ?? null,
    traffic,
  })
  return { ...reading, told: worst ? tell(worst) : null }
}

function tell({ pair, long }: Burn) {
  const times = `${Math.round(long * 10) / 10} times`
  return {
    title: `Error budget burns ${times} too fast over ${spanText(pair.longMs)}`,
    sentence: `spends its error budget ${times} as fast as it may, over ${spanText(pair.longMs)} and over ${spanText(pair.shortMs)}`,
  }
}

const thinHistory = ({ longMs }: Pair): Problem => ({
  code: 'thin-history',
  problem: `It looks at ${spanText(longMs)}, and the app has not been heard of for so long.`,
})
