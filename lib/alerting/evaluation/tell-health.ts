import { aboutNothingMeasured, type Signal } from '../alerts/signal.ts'
import type { AlertSeverity } from '../severity.ts'
import type { CompiledRule, Problem } from './compiled-rule.ts'

/** A rule that cannot be evaluated does not go quiet: it says so with an alert of its own. */
export function healthSignal(
  rule: Pick<CompiledRule, 'ruleId' | 'name' | 'isPack'>,
  customer: { customerId: string; slug: string; name: string },
  problem: Problem | null,
  since: number,
  now: number,
): Signal {
  return {
    action: problem === null ? 'resolve' : 'trigger',
    customerId: customer.customerId,
    dedupKey: `health:1:${rule.ruleId}`,
    source: 'rule-health',
    ruleId: rule.ruleId,
    ruleName: rule.name,
    integrationId: null,
    severity: healthSeverity(problem),
    title: `Rule “${rule.name}” cannot be evaluated`,
    summary:
      `${customer.name}: the rule “${rule.name}” says nothing at the moment. ${problem?.problem ?? ''}`.trim(),
    labels: { customer: customer.slug, rule: rule.ruleId, source: 'rule-health' },
    facts: {
      advice:
        'Open the rule: its editor shows what is in the way. Until then nobody watches what it watched.',
    },
    ...aboutNothingMeasured,
    startedAt: new Date(since),
    at: new Date(now),
    reason: problem?.code ?? 'value',
    reopenWindowMs: 0,
    ackTimeoutMs: null,
    autoResolve: true,
  }
}

/** History grows by itself: a new customer's inherited rules are shown as waiting, and nobody is woken for them. */
export const isWorthAnAlert = (problem: Problem, isPack: boolean): boolean =>
  problem.code !== 'thin-history' || !isPack

const healthSeverity = (problem: Problem | null): AlertSeverity =>
  problem?.code === 'thin-history' ? 'info' : 'minor'
