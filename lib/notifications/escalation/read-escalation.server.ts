import type { TenantScope } from '#lib/access/member.ts'
import type { EscalationView } from './contract.ts'
import type { EscalationRow } from './model.ts'
import { findEscalation } from './store.server.ts'

/** Null: no such alert in the scope. Its escalation is null where no policy takes it. */
export async function readEscalation(
  scope: TenantScope,
  alertId: string,
): Promise<{ escalation: EscalationView | null } | null> {
  const found = await findEscalation(scope, alertId)
  if (!found) return null
  return { escalation: found.row && toEscalationView(found.row) }
}

export function toEscalationView(row: EscalationRow): EscalationView {
  const { policyId, policy, state, step, loop } = row
  const of = policy.steps.length
  return {
    ...{ policyId, policyName: policy.name, state, step: Math.min(step, of), of, loop: loop + 1 },
    startedAt: row.startedAt.getTime(),
    lastEscalationAt: row.lastEscalationAt?.getTime() ?? null,
    nextEscalationAt: row.nextEscalationAt?.getTime() ?? null,
  }
}
