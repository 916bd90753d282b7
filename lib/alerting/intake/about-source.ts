import { aboutNothingMeasured, type Signal } from '../alerts/signal.ts'
import type { IntegrationKind, IntegrationSettings } from './settings.ts'

/** Alerts about a source itself, not about what it tells of. */
export type SourceTrouble = 'disconnected' | 'quiet'

type Source = {
  id: string
  customerId: string
  customerSlug: string
  kind: IntegrationKind
  name: string
  settings: IntegrationSettings
}

/** Never a key that a sender could choose: senders' keys are hashed when they contain `:self:`. */
export const keyOfTrouble = (integrationId: string, trouble: SourceTrouble) =>
  `intake:1:${integrationId}:self:${trouble}`

export function signalAbout(
  source: Source,
  trouble: SourceTrouble,
  action: 'trigger' | 'resolve',
  summary: string,
  at: Date,
): Signal {
  const { id, customerId, customerSlug, kind, name } = source
  const words = trouble === 'disconnected' ? 'was disconnected' : 'has gone quiet while its alerts fire'
  return {
    action,
    customerId,
    dedupKey: keyOfTrouble(id, trouble),
    source: kind,
    ruleId: null,
    ruleName: null,
    integrationId: id,
    severity: 'major',
    title: `${name} ${words}`,
    summary,
    labels: { customer: customerSlug, severity: 'major', source: kind },
    facts: {
      advice: 'Look at the integration’s page in the settings: what came last, and what was turned away.',
    },
    ...aboutNothingMeasured,
    startedAt: at,
    at,
    reason: action === 'resolve' ? 'source' : null,
    reopenWindowMs: source.settings.reopenWindowMs,
    ackTimeoutMs: null,
    autoResolve: true,
  }
}
