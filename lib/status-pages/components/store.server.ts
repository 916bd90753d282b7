import type { TenantScope } from '#lib/access/member.ts'
import { queryInScope, type Tx } from '#lib/db/transaction.server.ts'
import type { ComponentSetting } from '../contract.ts'

/** Components for staff: all of them, with what was measured last and why. */
const columns = `k.id AS "componentId", k.kind, k.region, k.name, k.description, k.position, k.hidden,
  (extract(epoch FROM k.since) * 1000)::float8 AS since, s.state, coalesce(s.because, '') AS because, k.version`

export function findComponents(scope: TenantScope, customerId: string): Promise<ComponentSetting[]> {
  return queryInScope<ComponentSetting>(
    scope,
    `SELECT ${columns} FROM component k
       LEFT JOIN LATERAL (SELECT state, because FROM component_span s
                           WHERE s.customer_id = k.customer_id AND s.component_id = k.id
                           ORDER BY started_at DESC LIMIT 1) s ON true
      WHERE k.customer_id = $1 ORDER BY k.position, k.kind = 'region', k.name, k.id`,
    [customerId],
  )
}

export type ComponentPlace = { customerId: string; name: string; version: number }

/** Held for the transaction; null = missing, or out of its scope. */
export async function holdComponent(tx: Tx, componentId: string): Promise<ComponentPlace | null> {
  const [row] = await tx.$queryRaw<ComponentPlace[]>`
    SELECT customer_id AS "customerId", name, version FROM component WHERE id = ${componentId}::uuid FOR UPDATE`
  return row ?? null
}

type Change = { name?: string; description?: string; position?: number; hidden?: boolean }

export async function updateComponent(tx: Tx, customerId: string, id: string, change: Change): Promise<void> {
  await tx.component.update({
    where: { customerId_id: { customerId, id } },
    data: { ...change, version: { increment: 1 } },
  })
}
