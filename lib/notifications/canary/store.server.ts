import type { PoolClient } from 'pg'

const dayMs = 24 * 60 * 60_000

/** Channels whose daily word is due, marked as told. */
export async function takeDueCanaries(
  db: Pick<PoolClient, 'query'>,
  now: Date,
): Promise<{ id: string; customerId: string | null }[]> {
  const { rows } = await db.query<{ id: string; customerId: string | null }>(
    `UPDATE channel SET canary_at = $1
      WHERE canary AND disabled_at IS NULL AND (canary_at IS NULL OR canary_at <= $2)
      RETURNING id, customer_id AS "customerId"`,
    [now, new Date(now.getTime() - dayMs)],
  )
  return rows
}
