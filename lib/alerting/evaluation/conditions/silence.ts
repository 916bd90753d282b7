import { stableLabels } from '../../labels.ts'
import type { ConditionOf } from '../../rules/contract.ts'
import { spanText } from '../../units.ts'
import { type CompiledRule, covers, type Problem } from '../compiled-rule.ts'
import type { AppFacts, CustomerFacts, Facts } from '../facts.ts'
import { localTime } from '../local-time.ts'
import { median } from '../median.ts'
import { type Known, knownKey, noProblems, type Outcome, type Reading } from '../reading.ts'
import { eachSeries } from './each-series.ts'

type Silence = ConditionOf<'silence'>
const leastWeeks = 3

/** An app that has gone quiet though it should not have: its absence is the finding, so apps are asked, not series. */
export function evaluateSilence(rule: CompiledRule, condition: Silence, facts: Facts, known: Known): Outcome {
  const busy = new Set<string>()
  eachSeries(rule, facts, condition.windowMs, ({ appId, sums }) => {
    if (sums.sessions > 0 || sums.joins > 0) busy.add(appId)
  })
  const readings: Reading[] = []
  const thin = new Map<string, Problem>()
  for (const customer of facts.customers.values()) {
    if (!covers(rule, customer.customerId)) continue
    const apps = (facts.appsOf.get(customer.customerId) ?? []).filter(
      ({ appId }) => rule.apps?.has(appId) ?? true,
    )
    const expected = apps.map((app) => expectedNow(condition, app, customer, facts))
    if (apps.length > 0 && expected.every((one) => one === 'unknown'))
      thin.set(customer.customerId, noHistory)
    apps.forEach((app, i) => {
      const isSilent = expected[i] === 'yes' && !busy.has(app.appId)
      const key = knownKey(customer.customerId, stableLabels({ app: app.slug }))
      if (isSilent || known.has(key)) readings.push(read(condition, app, customer, isSilent))
    })
  }
  return { readings, measured: null, problems: thin.size > 0 ? thin : noProblems }
}

function expectedNow(
  { expect, windowMs }: Silence,
  app: AppFacts,
  customer: CustomerFacts,
  facts: Facts,
): 'yes' | 'no' | 'unknown' {
  if (expect.by === 'usual') {
    const weeks = facts.weeks({ appId: app.appId, dimension: '', value: '' })
    if (weeks.length < leastWeeks) return 'unknown'
    return (median(weeks.map(({ sessions }) => sessions)) ?? 0) >= expect.minSessions ? 'yes' : 'no'
  }
  // the whole window must lie in the hours: at nine nobody can have called since a quarter to nine
  const [from, to] = [
    localTime(facts.now - windowMs, customer.timeZone),
    localTime(facts.now, customer.timeZone),
  ]
  const isWithin =
    from.day === to.day &&
    expect.days.includes(to.weekday) &&
    from.minute >= expect.fromMinute &&
    to.minute < expect.toMinute
  return isWithin ? 'yes' : 'no'
}

function read({ windowMs }: Silence, app: AppFacts, customer: CustomerFacts, isSilent: boolean): Reading {
  return {
    customerId: customer.customerId,
    instance: stableLabels({ app: app.slug }),
    labels: { customer: customer.slug, app: app.slug },
    appId: app.appId,
    region: null,
    sessionId: null,
    verdict: isSilent ? 'holds' : 'clear',
    value: null,
    threshold: null,
    traffic: null,
    told: {
      title: `No calls for ${spanText(windowMs)}`,
      sentence: `has had no call for ${spanText(windowMs)}, though it should have`,
    },
  }
}

const noHistory: Problem = {
  code: 'thin-history',
  problem: `It compares with the same hour of at least ${leastWeeks} weeks before, and those are not there yet.`,
}
