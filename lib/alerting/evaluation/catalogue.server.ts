import { type Compiled, compileRules } from './compile-rules.ts'
import type { CompiledRule } from './compiled-rule.ts'
import type { AppFacts, CustomerFacts } from './facts.ts'
import { type Needs, needsOf } from './needs.ts'
import {
  type Db,
  readApps,
  readCustomers,
  readOverrides,
  readRules,
  type StoredRule,
} from './store.server.ts'

/** Rules, customers and apps as they are now, made ready for many evaluations. */
export type Catalogue = {
  mark: string
  stored: ReadonlyMap<string, StoredRule>
  /** a rule and its variants for customers that have it otherwise */
  variants: ReadonlyMap<string, readonly CompiledRule[]>
  broken: Compiled['broken']
  needs: Needs
  customers: ReadonlyMap<string, CustomerFacts>
  apps: ReadonlyMap<string, AppFacts>
  appsOf: ReadonlyMap<string, readonly AppFacts[]>
}

export async function readCatalogue(db: Db, mark: string): Promise<Catalogue> {
  const [stored, overrides, customers, apps] = [
    await readRules(db),
    await readOverrides(db),
    await readCustomers(db),
    await readApps(db),
  ]
  const { rules, broken } = compileRules(
    stored.filter(({ isGone }) => !isGone),
    overrides,
  )
  return {
    mark,
    stored: new Map(stored.map((rule) => [rule.ruleId, rule])),
    variants: Map.groupBy(rules, ({ ruleId }) => ruleId),
    broken,
    needs: needsOf(rules),
    customers: new Map(customers.map((one) => [one.customerId, one])),
    apps: new Map(apps.map((app) => [app.appId, app])),
    appsOf: Map.groupBy(apps, ({ customerId }) => customerId),
  }
}
