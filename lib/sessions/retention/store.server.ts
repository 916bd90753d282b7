import type { PoolClient } from 'pg'
import { pool } from '#lib/db/pools.server.ts'

export async function readCustomerIds(): Promise<string[]> {
  const { rows } = await pool('worker').query<{ id: string }>('SELECT id FROM customer ORDER BY id')
  return rows.map(({ id }) => id)
}

/** Calls that started before `before` and that nobody keeps; held, so that nobody pins one that is going. */
export async function lockExpiredSessions(db: PoolClient, customerId: string, before: Date, limit: number) {
  const { rows } = await db.query<{ id: string }>(
    `SELECT id FROM session
      WHERE customer_id = $1 AND started_at < $2 AND state = 'ended' AND pinned_at IS NULL AND unpinned_at IS NULL
      ORDER BY started_at LIMIT $3 FOR UPDATE SKIP LOCKED`,
    [customerId, before, limit],
  )
  return rows.map(({ id }) => id)
}

/** The calls with everything that is known of them and was added to them; the audit trail keeps its rows. */
export async function deleteSessions(db: PoolClient, customerId: string, ids: string[]): Promise<void> {
  const these = [customerId, ids]
  await db.query(
    `DELETE FROM finding_opinion o USING finding f WHERE f.customer_id = $1 AND f.session_id = ANY($2::uuid[])
        AND o.customer_id = f.customer_id AND o.finding_id = f.id`,
    these,
  )
  await db.query(
    `DELETE FROM boot b USING participant p WHERE p.customer_id = $1 AND p.session_id = ANY($2::uuid[])
        AND b.customer_id = p.customer_id AND b.participant_id = p.id`,
    these,
  )
  for (const table of ['finding', 'session_note', 'report_code', 'connection', 'participant'])
    await db.query(`DELETE FROM ${table} WHERE customer_id = $1 AND session_id = ANY($2::uuid[])`, these)
  await db.query('DELETE FROM session WHERE customer_id = $1 AND id = ANY($2::uuid[])', these)
}
