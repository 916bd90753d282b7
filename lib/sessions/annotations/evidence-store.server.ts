import type { PoolClient } from 'pg'

/** The pin of a call for whoever writes past Prisma: incidents keep their evidence in their own transaction. */
type Db = Pick<PoolClient, 'query'>
export type Pinned = { customerId: string; pinnedAt: Date | null; pinReason: string | null }

/** Held until the transaction ends. Null: no such call of this customer. */
export async function lockEvidence(db: Db, customerId: string, sessionId: string): Promise<Pinned | null> {
  const { rows } = await db.query<Pinned>(
    `SELECT customer_id AS "customerId", pinned_at AS "pinnedAt", pin_reason AS "pinReason" FROM session
      WHERE customer_id = $1 AND id = $2 FOR UPDATE`,
    [customerId, sessionId],
  )
  return rows[0] ?? null
}

export async function saveEvidence(
  db: Db,
  { customerId, sessionId }: { customerId: string; sessionId: string },
  pin: { at: Date; by: string | null; reason: string } | { unpinnedAt: Date },
): Promise<void> {
  const values = 'at' in pin ? [pin.at, pin.by, pin.reason, null] : [null, null, null, pin.unpinnedAt]
  await db.query(
    `UPDATE session SET pinned_at = $3, pinned_by = $4, pin_reason = $5, unpinned_at = $6
      WHERE customer_id = $1 AND id = $2`,
    [customerId, sessionId, ...values],
  )
}
