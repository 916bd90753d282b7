import type { AlertRow } from '#lib/alerting/alerts/alert-row.ts'
import type { Db } from '../store.server.ts'

export async function findTier(db: Db, customerId: string): Promise<string | null> {
  const { rows } = await db.query<{ tier: string }>('SELECT tier FROM contract WHERE customer_id = $1', [
    customerId,
  ])
  return rows[0]?.tier ?? null
}

export async function findReach(
  db: Db,
  customerId: string,
  alertIds: readonly string[],
): Promise<Pick<AlertRow, 'severity' | 'blast'>[]> {
  const { rows } = await db.query<Pick<AlertRow, 'severity' | 'blast'>>(
    'SELECT severity, blast FROM alert WHERE customer_id = $1 AND id = ANY($2::uuid[])',
    [customerId, alertIds],
  )
  return rows
}
