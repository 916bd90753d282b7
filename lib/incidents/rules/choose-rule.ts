import { type Labels, type Matcher, matchesAll } from '#lib/alerting/labels.ts'
import { type AlertSeverity, severityRank } from '#lib/alerting/severity.ts'
import type { AutoResolve, IncidentSeverity } from '../contract.ts'

/** A rule as the worker uses it. */
export type OpeningRule = {
  id: string
  /** null = for all customers */
  customerId: string | null
  name: string
  matchers: readonly Matcher[]
  minSeverity: IncidentSeverity
  afterMs: number
  severity: IncidentSeverity | null
  autoResolve: AutoResolve
}
export type WaitingAlert = {
  id: string
  customerId: string
  title: string
  severity: AlertSeverity
  labels: Labels
  openedAt: Date
}

/** The rule that this alert opens an incident by, if its time has come: a customer's own before those of the MSP. */
export function chooseRule(
  alert: WaitingAlert,
  rules: readonly OpeningRule[],
  now: Date,
): OpeningRule | null {
  const applies = (rule: OpeningRule) =>
    (rule.customerId === null || rule.customerId === alert.customerId) &&
    severityRank(alert.severity) >= severityRank(rule.minSeverity) &&
    now.getTime() - alert.openedAt.getTime() >= rule.afterMs &&
    matchesAll(rule.matchers, { ...alert.labels, severity: alert.severity })
  const own = rules.find((rule) => rule.customerId !== null && applies(rule))
  return own ?? rules.find((rule) => rule.customerId === null && applies(rule)) ?? null
}
