import type { Condition, ConditionKind, ConditionOf } from '../rules/contract.ts'
import type { CompiledRule } from './compiled-rule.ts'
import { evaluateBaseline } from './conditions/baseline.ts'
import { evaluateBurnRate } from './conditions/burn-rate.ts'
import { evaluateFinding } from './conditions/finding.ts'
import { evaluateFleet } from './conditions/fleet.ts'
import { evaluateSession } from './conditions/session.ts'
import { evaluateSilence } from './conditions/silence.ts'
import { evaluateThreshold } from './conditions/threshold.ts'
import type { Facts } from './facts.ts'
import type { Known, Outcome } from './reading.ts'

type Evaluate<Kind extends ConditionKind> = (
  rule: CompiledRule,
  condition: ConditionOf<Kind>,
  facts: Facts,
  known: Known,
) => Outcome

const evaluators: { readonly [Kind in ConditionKind]: Evaluate<Kind> } = {
  threshold: evaluateThreshold,
  finding: evaluateFinding,
  fleet: evaluateFleet,
  session: evaluateSession,
  silence: evaluateSilence,
  baseline: evaluateBaseline,
  'burn-rate': evaluateBurnRate,
}

/** What a rule sees in these facts, for all its customers at once. */
export function evaluateRule(rule: CompiledRule, facts: Facts, known: Known): Outcome {
  const { condition } = rule.spec
  // each evaluator is made for its own kind; the table keeps it so
  const evaluate = evaluators[condition.kind] as Evaluate<Condition['kind']>
  return evaluate(rule, condition as never, facts, known)
}
