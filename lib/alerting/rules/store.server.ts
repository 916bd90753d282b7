import type { TenantScope } from '#lib/access/member.ts'
import { queryInScope, type Tx } from '#lib/db/transaction.server.ts'
import type { AlertSeverity } from '../severity.ts'
import type { NewRule, RuleOverride, RuleProblem, RuleSpec } from './contract.ts'

/** Every query about rules that people make. The pack's rows (no customer) are read by all staff. */
const ms = (column: string, name: string) => `(extract(epoch FROM ${column}) * 1000)::float8 AS "${name}"`

export type RuleRecord = {
  ruleId: string
  customerId: string | null
  packKey: string | null
  name: string
  severity: AlertSeverity
  enabled: boolean
  spec: RuleSpec
  version: number
  updatedAt: number
}
export type RuleCounts = { firing: number; pending: number; overrides: number; drifted: number }
export type ProblemRow = Pick<RuleProblem, 'code' | 'problem' | 'since'> & {
  ruleId: string
  customerId: string
  customerName: string
}

const columns = `r.id AS "ruleId", r.customer_id AS "customerId", r.pack_key AS "packKey", r.name, r.severity, r.enabled,
  r.spec, r.version, ${ms('r.updated_at', 'updatedAt')}`
const countColumns = `
  (SELECT count(*)::int FROM rule_instance i WHERE i.rule_id = r.id AND i.state = 'firing' AND i.customer_id = ANY($1::uuid[])) AS firing,
  (SELECT count(*)::int FROM rule_instance i WHERE i.rule_id = r.id AND i.state = 'pending' AND i.customer_id = ANY($1::uuid[])) AS pending,
  (SELECT count(*)::int FROM rule_override o WHERE o.rule_id = r.id AND o.customer_id = ANY($1::uuid[])) AS overrides,
  (SELECT count(*)::int FROM rule_override o WHERE o.rule_id = r.id AND o.base_version < r.version AND o.customer_id = ANY($1::uuid[])) AS drifted`
const mostRules = 5_000

/** The pack first, then by name. `ruleId` null = all of them, `customerId` null = of all customers in the scope. */
export function findRules(scope: TenantScope, ruleId: string | null, customerId: string | null) {
  return queryInScope<RuleRecord & RuleCounts>(
    scope,
    `SELECT ${columns}, ${countColumns} FROM rule r
      WHERE (r.customer_id IS NULL OR r.customer_id = ANY($1::uuid[])) AND r.deleted_at IS NULL
        AND ($2::uuid IS NULL OR r.id = $2) AND ($3::uuid IS NULL OR r.customer_id IS NULL OR r.customer_id = $3)
      ORDER BY r.customer_id NULLS FIRST, r.name, r.id LIMIT ${mostRules}`,
    [scope.customerIds, ruleId, customerId],
  )
}

export type RuleToWrite = Pick<
  RuleRecord,
  'ruleId' | 'customerId' | 'name' | 'enabled' | 'spec' | 'version'
> & {
  isGone: boolean
}

/** The rule as whoever changes it must know it, also when it is gone already. */
export async function findRuleToWrite(scope: TenantScope, ruleId: string): Promise<RuleToWrite | null> {
  const rows = await queryInScope<RuleToWrite>(
    scope,
    `SELECT ${columns}, r.deleted_at IS NOT NULL AS "isGone" FROM rule r
      WHERE (r.customer_id IS NULL OR r.customer_id = ANY($1::uuid[])) AND r.id = $2`,
    [scope.customerIds, ruleId],
  )
  return rows[0] ?? null
}

export function findProblems(scope: TenantScope, ruleId: string | null) {
  return queryInScope<ProblemRow>(
    scope,
    `SELECT h.rule_id AS "ruleId", h.customer_id AS "customerId", c.name AS "customerName", h.code, h.problem, ${ms('h.since', 'since')}
       FROM rule_health h JOIN customer c ON c.id = h.customer_id
      WHERE h.customer_id = ANY($1::uuid[]) AND ($2::uuid IS NULL OR h.rule_id = $2) ORDER BY c.name, h.rule_id`,
    [scope.customerIds, ruleId],
  )
}

export function findAppNames(scope: TenantScope) {
  return queryInScope<{ appId: string; customerId: string; name: string }>(
    scope,
    `SELECT id AS "appId", customer_id AS "customerId", name FROM app WHERE customer_id = ANY($1::uuid[])`,
    [scope.customerIds],
  )
}

export type OverrideRecord = RuleOverride & {
  customerId: string
  customerName: string
  baseVersion: number
  updatedAt: number
  updatedName: string | null
}

export function findOverrides(scope: TenantScope, ruleId: string) {
  return queryInScope<OverrideRecord>(
    scope,
    `SELECT o.customer_id AS "customerId", c.name AS "customerName", o.enabled, o.severity, o.patch, o.reason,
            o.base_version AS "baseVersion", ${ms('o.updated_at', 'updatedAt')}, m.name AS "updatedName"
       FROM rule_override o JOIN customer c ON c.id = o.customer_id LEFT JOIN member m ON m.id = o.updated_by
      WHERE o.customer_id = ANY($1::uuid[]) AND o.rule_id = $2 ORDER BY c.name`,
    [scope.customerIds, ruleId],
  )
}

type Stamp = { by: string; at: Date }

export async function insertRule(tx: Tx, ruleId: string, rule: NewRule, { by, at }: Stamp): Promise<void> {
  await tx.rule.createMany({
    data: [
      {
        id: ruleId,
        customerId: rule.customerId,
        name: rule.name,
        severity: rule.severity,
        enabled: rule.enabled,
        spec: rule.spec,
        ...{ createdAt: at, createdBy: by, updatedAt: at, updatedBy: by },
      },
    ],
  })
}

/** False: another change came first. */
export async function updateRule(
  tx: Tx,
  ruleId: string,
  rule: Omit<NewRule, 'customerId'> & { version: number },
  { by, at }: Stamp,
): Promise<boolean> {
  const { name, severity, enabled, spec, version } = rule
  const { count } = await tx.rule.updateMany({
    where: { id: ruleId, version, deletedAt: null },
    data: { name, severity, enabled, spec, version: { increment: 1 }, updatedAt: at, updatedBy: by },
  })
  return count > 0
}

/** False: it is gone already. */
export async function markDeleted(tx: Tx, ruleId: string, { by, at }: Stamp): Promise<boolean> {
  const { count } = await tx.rule.updateMany({
    where: { id: ruleId, deletedAt: null },
    data: { deletedAt: at, version: { increment: 1 }, updatedAt: at, updatedBy: by },
  })
  return count > 0
}

export async function saveOverride(
  tx: Tx,
  key: { customerId: string; ruleId: string },
  { enabled, severity, patch, reason }: RuleOverride,
  baseVersion: number,
  { by, at }: Stamp,
): Promise<void> {
  const data = { enabled, severity, patch, reason, baseVersion, updatedAt: at, updatedBy: by }
  await tx.ruleOverride.upsert({
    where: { customerId_ruleId: key },
    create: { ...key, ...data },
    update: data,
  })
}

/** False: there was none. */
export async function deleteOverride(tx: Tx, key: { customerId: string; ruleId: string }): Promise<boolean> {
  const { count } = await tx.ruleOverride.deleteMany({ where: key })
  return count > 0
}
