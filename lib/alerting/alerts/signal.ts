import type { AlertSeverity } from '../severity.ts'
import type { AlertFacts } from './contract.ts'

/** Where alerts come from. */
export const alertSources = [
  'rule',
  'heartbeat',
  'rule-health',
  'self',
  'cloudwatch',
  'alertmanager',
  'grafana',
  'sentry',
  'pagerduty',
  'generic',
] as const
export type AlertSource = (typeof alertSources)[number]

/**
 * What a rule, an outside monitor or a heartbeat says. Applying the same signal again changes nothing but `count` and
 * `lastSeenAt`: evaluation is level-triggered, senders repeat.
 */
export type Signal = {
  action: 'trigger' | 'acknowledge' | 'resolve'
  customerId: string
  /** `namespace:1:…` made of stable labels, never of a title; the customer is part of the unique index */
  dedupKey: string
  source: AlertSource
  ruleId: string | null
  ruleName: string | null
  integrationId: string | null
  severity: AlertSeverity
  title: string
  summary: string
  labels: Record<string, string>
  facts: AlertFacts
  appId: string | null
  region: string | null
  sessionId: string | null
  value: number | null
  threshold: number | null
  unit: string | null
  sourceUrl: string | null
  /** since when the condition holds */
  startedAt: Date
  /** when it was seen to hold, or to be over */
  at: Date
  /** of a resolve: value | missing_series | no_data | source | age */
  reason: string | null
  reopenWindowMs: number
  ackTimeoutMs: number | null
  autoResolve: boolean
}

/** The part of a signal that is about no place, call or figure. */
export const aboutNothingMeasured = {
  appId: null,
  region: null,
  sessionId: null,
  value: null,
  threshold: null,
  unit: null,
  sourceUrl: null,
} as const satisfies Partial<Signal>

/** What a signal did. `ignored`: nothing is open, or it is older than what is known. */
export type Applied = {
  alertId: string | null
  did: 'opened' | 'reopened' | 'repeated' | 'worsened' | 'acknowledged' | 'resolved' | 'noted' | 'ignored'
}
