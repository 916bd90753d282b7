import type { AlertFacts } from '../alerts/contract.ts'
import { aboutNothingMeasured, type Signal } from '../alerts/signal.ts'
import type { Labels } from '../labels.ts'
import { alertMetrics } from '../metrics.ts'
import type { RuleSpec } from '../rules/contract.ts'
import { describeRule } from '../rules/describe-rule.ts'
import { metricText, spanText } from '../units.ts'
import type { Step } from './advance-rule.ts'
import type { CompiledRule } from './compiled-rule.ts'
import type { AppFacts, CustomerFacts, Facts } from './facts.ts'
import type { Reading } from './reading.ts'

type Names = Pick<Facts, 'customers' | 'apps'>

/** `rule:1:<rule>:<labels>`: never a word that a person could change. */
export const ruleDedupKey = (ruleId: string, instance: string): string => `rule:1:${ruleId}:${instance}`

/** What a rule says of an instance that holds, in words one understands at three in the morning. */
export function triggerSignal(rule: CompiledRule, step: Step, names: Names, now: number): Signal | null {
  const { next, reading } = step
  const customer = names.customers.get(step.customerId)
  if (!next || !reading || !customer) return null
  const app = reading.appId === null ? undefined : names.apps.get(reading.appId)
  const since = next.activeAt ?? now
  return {
    ...bare(rule, step, now),
    action: 'trigger',
    title: titleOf(rule, reading),
    summary: summaryOf(rule, reading, customer, app, since),
    labels: labelsOf(rule, reading, customer),
    facts: factsOf(rule, reading, names),
    appId: reading.appId,
    region: reading.region,
    sessionId: reading.sessionId,
    value: reading.value,
    threshold: reading.threshold,
    unit: unitOf(rule.spec),
    startedAt: new Date(since),
    reason: next.reason,
  }
}

/** That it is over, and why: `value`, `missing_series`, `no_data`, or that the rule is no more. */
export function resolveSignal(rule: CompiledRule, step: Step, reason: string, now: number): Signal {
  return { ...bare(rule, step, now), action: 'resolve', value: step.reading?.value ?? null, reason }
}

function bare(rule: CompiledRule, { customerId, instance, was, next }: Step, now: number): Signal {
  const { reopenWindowMs, ackTimeoutMs, autoResolve } = rule.spec
  return {
    action: 'resolve',
    customerId,
    dedupKey: ruleDedupKey(rule.ruleId, instance),
    source: 'rule',
    ruleId: rule.ruleId,
    ruleName: rule.name,
    integrationId: null,
    severity: rule.severity,
    title: rule.name,
    summary: '',
    labels: {},
    facts: {},
    ...aboutNothingMeasured,
    startedAt: new Date((next ?? was)?.activeAt ?? now),
    at: new Date(now),
    reason: null,
    reopenWindowMs,
    ackTimeoutMs,
    autoResolve,
  }
}

function labelsOf(rule: CompiledRule, { labels }: Reading, customer: CustomerFacts): Record<string, string> {
  const tags = rule.spec.scope.tags.map(({ key, value }) => [`tag.${key}`, value] as const)
  const fitting = tags.filter(([name]) => /^tag\.[\w.:/-]{1,80}$/.test(name))
  const all: Labels = { ...Object.fromEntries(fitting), ...labels }
  return { ...all, customer: customer.slug, rule: rule.ruleId, severity: rule.severity, source: 'rule' }
}

function factsOf(rule: CompiledRule, { told, traffic }: Reading, { apps }: Names): AlertFacts {
  const { spec } = rule
  const { condition } = spec
  const advice = [spec.advice, told?.advice].filter((text) => text).join(' ')
  const because = told?.because ?? trafficWords(spec, traffic)
  return {
    ruleSentence: describeRule(spec, rule.severity, { app: (id) => apps.get(id)?.name }),
    forMs: spec.forMs,
    ...('windowMs' in condition ? { windowMs: condition.windowMs } : {}),
    ...('metric' in condition ? { metric: condition.metric } : {}),
    ...(advice === '' ? {} : { advice }),
    ...(spec.runbookUrl === '' ? {} : { runbookUrl: spec.runbookUrl }),
    ...(because ? { because } : {}),
    ...(told?.side === undefined ? {} : { side: told.side }),
    ...(told?.sessionIds === undefined ? {} : { sessionIds: [...told.sessionIds] }),
  }
}

function trafficWords({ condition }: RuleSpec, traffic: number | null): string | null {
  if (condition.kind !== 'threshold' || traffic === null) return null
  const { of } = alertMetrics[condition.metric]
  return of === null ? null : `Counted over ${round(traffic)} ${of} in ${spanText(condition.windowMs)}.`
}

const round = (value: number) => Math.round(value * 10) / 10

/** With the number: "Failed joins 32 % > 10 % for 2 min". */
function titleOf({ spec }: CompiledRule, { told, value, threshold }: Reading): string {
  const { condition, forMs } = spec
  if (condition.kind === 'baseline' && told) return `${alertMetrics[condition.metric].title} ${told.title}`
  if (told) return told.title
  if (condition.kind !== 'threshold') return ''
  const { metric, op } = condition
  const how = `${metricText(metric, value)} ${op === 'above' ? '>' : '<'} ${metricText(metric, threshold)}`
  const time = forMs > 0 ? `for ${spanText(forMs)}` : `over ${spanText(condition.windowMs)}`
  return `${alertMetrics[metric].title} ${how} ${time}`
}

function summaryOf(
  { spec: { condition } }: CompiledRule,
  reading: Reading,
  customer: CustomerFacts,
  app: AppFacts | undefined,
  since: number,
): string {
  const { told, value, threshold, region, labels } = reading
  const where = [
    app ? `${customer.name} · ${app.name}` : customer.name,
    ...(region === null ? [] : [`region ${region}`]),
    ...(labels.browser === undefined ? [] : [labels.browser]),
  ].join(', ')
  const time = `since ${clock(since)} UTC`
  if (condition.kind === 'baseline' && told)
    return `${where}: the ${alertMetrics[condition.metric].label} ${told.sentence}, ${time}.`
  if (told) return `${where} ${told.sentence}, ${time}.`
  if (condition.kind !== 'threshold') return `${where}, ${time}.`
  const { metric, op } = condition
  return `${where}: ${lowerFirst(alertMetrics[metric].title)} at ${metricText(metric, value)}, ${op} ${metricText(metric, threshold)}, ${time}.`
}

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)
const clock = (at: number) => new Date(at).toISOString().slice(11, 16)

function unitOf({ condition }: RuleSpec): string | null {
  if (condition.kind === 'threshold' || condition.kind === 'baseline')
    return alertMetrics[condition.metric].unit
  if (condition.kind === 'burn-rate') return 'times'
  if (condition.kind === 'finding') return condition.minParticipants > 1 ? 'people' : 'calls'
  return condition.kind === 'fleet' ? 'people' : null
}
