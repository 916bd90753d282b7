import type { RuleProblem, RuleSpec } from '../rules/contract.ts'
import type { AlertSeverity } from '../severity.ts'
import { type SeriesPlan, seriesPlan } from './series-plan.ts'

/** A rule made ready: as its owner wrote it, or as the customers of an override have it. */
export type CompiledRule = {
  ruleId: string
  name: string
  severity: AlertSeverity
  spec: RuleSpec
  isPack: boolean
  /** null = all but `except` */
  customers: readonly string[] | null
  except: ReadonlySet<string>
  apps: ReadonlySet<string> | null
  plan: SeriesPlan
}

export type Problem = Pick<RuleProblem, 'code' | 'problem'>

export function compileRule(rule: Omit<CompiledRule, 'apps' | 'plan'>): CompiledRule {
  const { appIds } = rule.spec.scope
  return { ...rule, apps: appIds.length > 0 ? new Set(appIds) : null, plan: seriesPlan(rule.spec) }
}

export const covers = ({ customers, except }: CompiledRule, customerId: string): boolean =>
  customers === null ? !except.has(customerId) : customers.includes(customerId)
