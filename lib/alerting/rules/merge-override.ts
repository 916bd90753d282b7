import type { Condition, RuleOverride, RuleSpec } from './contract.ts'

type Patch = RuleOverride['patch']

/** The pack's spec with what one customer has otherwise. What the kind of condition does not know changes nothing. */
export function mergeOverride(spec: RuleSpec, patch: Patch): RuleSpec {
  const { forMs, keepFiringMs, ...ofCondition } = patch
  const known = Object.entries(ofCondition).filter(
    ([name, value]) => value !== undefined && name in spec.condition,
  )
  // a spread of known names into a condition keeps its kind
  const condition = { ...spec.condition, ...Object.fromEntries(known) } as Condition
  return {
    ...spec,
    condition: keepLimitsInOrder(condition, patch),
    forMs: forMs ?? spec.forMs,
    keepFiringMs: keepFiringMs ?? spec.keepFiringMs,
  }
}

/** One limit was changed and not the other: it is over no later than where it fires. */
function keepLimitsInOrder(condition: Condition, { fireAt, clearAt }: Patch): Condition {
  if (condition.kind !== 'threshold' || fireAt === undefined || clearAt !== undefined) return condition
  const isWrong = condition.op === 'above' ? condition.clearAt > fireAt : condition.clearAt < fireAt
  return isWrong ? { ...condition, clearAt: fireAt } : condition
}
