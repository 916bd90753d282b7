'use client'

import { useQuery } from '@tanstack/react-query'
import { api } from '#components/query/api.ts'
import { overridesSchema, type RuleView } from '#lib/alerting/rules/contract.ts'
import { describeRule } from '#lib/alerting/rules/describe-rule.ts'
import { mergeOverride } from '#lib/alerting/rules/merge-override.ts'
import type { OverrideView } from './overrides-panel.tsx'
import { rulePath } from './use-rules.ts'

/** A rule of the pack as the customer of the screen has it: with what was decided otherwise there. */
export function useRuleHere(
  rule: RuleView,
  customerId: string | null,
): { rule: RuleView; override: OverrideView | null } {
  const asked = customerId !== null && rule.customerId === null && rule.overrides > 0
  const told = useQuery({
    queryKey: ['rule-overrides', rule.ruleId],
    queryFn: ({ signal }) => api(`${rulePath(rule.ruleId)}/overrides`, overridesSchema, { signal }),
    enabled: asked,
  })
  const override = (asked && told.data?.overrides.find((one) => one.customerId === customerId)) || null
  return override ? { rule: ruleWith(rule, override), override } : { rule, override }
}

/** The rule with the override applied; its sentence says what is evaluated there. */
export function ruleWith(rule: RuleView, { enabled, severity, patch }: OverrideView): RuleView {
  const spec = mergeOverride(rule.spec, patch)
  const [graver, changed] = [severity ?? rule.severity, Object.keys(patch).length > 0 || severity !== null]
  return {
    ...rule,
    enabled: enabled ?? rule.enabled,
    severity: graver,
    spec,
    sentence: changed ? describeRule(spec, graver) : rule.sentence,
  }
}
