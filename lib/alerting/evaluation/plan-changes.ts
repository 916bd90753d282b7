import type { Step } from './advance-rule.ts'
import type { CompiledRule, Problem } from './compiled-rule.ts'
import { type Due, type Written, whatIsDue } from './due.ts'

/** What one customer's transaction has to write. */
export type Planned = { rule: CompiledRule; step: Step; due: Due; reason: string | null }
export type HealthChange = {
  rule: Pick<CompiledRule, 'ruleId' | 'name' | 'isPack'>
  problem: (Problem & { tries: number; until: number | null }) | null
}
export type CustomerWork = { customerId: string; planned: Planned[]; health: HealthChange[] }

export function createWork() {
  const byCustomer = new Map<string, CustomerWork>()
  const of = (customerId: string): CustomerWork => {
    const known = byCustomer.get(customerId)
    if (known) return known
    const made: CustomerWork = { customerId, planned: [], health: [] }
    byCustomer.set(customerId, made)
    return made
  }
  return {
    add(
      rule: CompiledRule,
      step: Step,
      written: Written | undefined,
      now: number,
      reason: string | null = null,
    ): boolean {
      const due = whatIsDue(step, written, now)
      if (!due.row && due.signal === null) return false
      of(step.customerId).planned.push({ rule, step, due, reason })
      return true
    },
    addHealth: (customerId: string, change: HealthChange) => void of(customerId).health.push(change),
    all: () => [...byCustomer.values()],
  }
}
