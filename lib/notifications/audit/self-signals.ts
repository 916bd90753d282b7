import { aboutNothingMeasured, type Signal } from '#lib/alerting/alerts/signal.ts'

/** What we find wrong with ourselves, as alerts of the customers it concerns. */
export const troubles = {
  steps: 'Escalation has stopped: the next people were not told',
  messages: 'Messages about alerts are not being sent',
} as const
export type Trouble = keyof typeof troubles

export const keyOfSelf = (trouble: Trouble) => `self:1:${trouble}`

type Concern = { customerId: string; customerSlug: string; count: number; since: Date }

export function selfSignal(
  action: 'trigger' | 'resolve',
  trouble: Trouble,
  concern: Concern,
  now: Date,
): Signal {
  const minutes = Math.max(1, Math.round((now.getTime() - concern.since.getTime()) / 60_000))
  const what = trouble === 'steps' ? 'alerts wait for their next step' : 'messages wait to be sent'
  return {
    action,
    customerId: concern.customerId,
    dedupKey: keyOfSelf(trouble),
    source: 'self',
    ruleId: null,
    ruleName: null,
    integrationId: null,
    severity: 'critical',
    title: troubles[trouble],
    summary: `${concern.count} ${what}, the first for ${minutes} minutes. Tell people by phone until this is over.`,
    labels: { customer: concern.customerSlug, severity: 'critical', source: 'self' },
    facts: { advice: 'See whether the worker runs and can reach the database and the channels.' },
    ...aboutNothingMeasured,
    startedAt: concern.since,
    at: now,
    reason: action === 'resolve' ? 'source' : null,
    reopenWindowMs: 15 * 60_000,
    ackTimeoutMs: null,
    autoResolve: true,
  }
}
