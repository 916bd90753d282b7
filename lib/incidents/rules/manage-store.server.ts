import type { TenantScope } from '#lib/access/member.ts'
import { queryInScope, type Tx } from '#lib/db/transaction.server.ts'
import type { ChangedIncidentRule, IncidentRuleView, NewIncidentRule } from '../api-contract.ts'

/** The rules that open incidents, as people write them. Those without a customer are the MSP's. */
export function findIncidentRules(scope: TenantScope, ruleId: string | null): Promise<IncidentRuleView[]> {
  return queryInScope<IncidentRuleView>(
    scope,
    `SELECT r.id AS "ruleId", r.customer_id AS "customerId", c.name AS "customerName", r.name, r.matchers,
            r.min_severity AS "minSeverity", r.after_ms AS "afterMs", r.severity, r.auto_resolve AS "autoResolve", r.enabled,
            r.version, (extract(epoch FROM r.updated_at) * 1000)::float8 AS "updatedAt"
       FROM incident_rule r LEFT JOIN customer c ON c.id = r.customer_id
      WHERE (r.customer_id IS NULL OR r.customer_id = ANY($1::uuid[])) AND r.deleted_at IS NULL
        AND ($2::uuid IS NULL OR r.id = $2)
      ORDER BY r.customer_id NULLS FIRST, r.name, r.id LIMIT 2000`,
    [scope.customerIds, ruleId],
  )
}

type Stamp = { by: string; at: Date }

export async function insertIncidentRule(
  tx: Tx,
  ruleId: string,
  rule: NewIncidentRule,
  { by, at }: Stamp,
): Promise<void> {
  await tx.incidentRule.createMany({ data: [{ ...rule, id: ruleId, updatedAt: at, updatedBy: by }] })
}

/** False: another change came first. */
export async function updateIncidentRule(
  tx: Tx,
  ruleId: string,
  { version, ...rule }: ChangedIncidentRule,
  { by, at }: Stamp,
): Promise<boolean> {
  const { count } = await tx.incidentRule.updateMany({
    where: { id: ruleId, version, deletedAt: null },
    data: { ...rule, version: { increment: 1 }, updatedAt: at, updatedBy: by },
  })
  return count > 0
}

export async function deleteIncidentRuleRow(tx: Tx, ruleId: string, { by, at }: Stamp): Promise<void> {
  await tx.incidentRule.updateMany({
    where: { id: ruleId, deletedAt: null },
    data: { deletedAt: at, version: { increment: 1 }, updatedAt: at, updatedBy: by },
  })
}
