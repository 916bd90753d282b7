import type { TenantScope } from '#lib/access/member.ts'
import type { RuleView } from './contract.ts'
import { describeRule } from './describe-rule.ts'
import { findAppNames, findProblems, findRules } from './store.server.ts'

/** The pack, and the rules of the customers in the scope; of one customer when one is named. */
export async function readRules(scope: TenantScope, customerId: string | null = null): Promise<RuleView[]> {
  return readViews(scope, null, customerId)
}

/** Null: no such rule in the scope. */
export async function readRule(scope: TenantScope, ruleId: string): Promise<RuleView | null> {
  const [rule] = await readViews(scope, ruleId, null)
  return rule ?? null
}

async function readViews(
  scope: TenantScope,
  ruleId: string | null,
  customerId: string | null,
): Promise<RuleView[]> {
  const rules = await findRules(scope, ruleId, customerId)
  const problems = Map.groupBy(await findProblems(scope, ruleId), (one) => one.ruleId)
  const apps = new Map((await findAppNames(scope)).map(({ appId, name }) => [appId, name]))
  return rules.map((rule) => ({
    ...rule,
    sentence: describeRule(rule.spec, rule.severity, { app: (appId) => apps.get(appId) }),
    problems: (problems.get(rule.ruleId) ?? []).filter(
      (one) => customerId === null || one.customerId === customerId,
    ),
  }))
}
