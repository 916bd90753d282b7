import type { Pool } from 'pg'

/** Deletes by age, a part at a time: a table that has grown for years must not be held in one statement. */
const atOnce = 5_000

/** Messages that are settled, with what was tried to send them. Answers how many messages went. */
export async function deleteSettledMessages(db: Pool, before: Date): Promise<number> {
  const { rows } = await db.query<{ gone: number }>(
    `WITH old AS (
       SELECT id FROM outbox WHERE created_at < $1 AND status NOT IN ('pending', 'leased') LIMIT ${atOnce}),
     attempts AS (DELETE FROM delivery d USING old WHERE d.outbox_id = old.id),
     gone AS (DELETE FROM outbox o USING old WHERE o.id = old.id RETURNING 1)
     SELECT count(*)::int AS gone FROM gone`,
    [before],
  )
  return rows[0]?.gone ?? 0
}

/** What outside monitors sent, once it is processed or will never be. */
export async function deleteSettledDeliveries(db: Pool, before: Date): Promise<number> {
  const { rowCount } = await db.query(
    `DELETE FROM intake_delivery WHERE id IN (
       SELECT id FROM intake_delivery WHERE received_at < $1 AND status NOT IN ('received', 'needs-mapping') LIMIT ${atOnce})`,
    [before],
  )
  return rowCount ?? 0
}

/** Requests for a new password: their links ran out after an hour, the trail keeps that they were made. */
export async function deleteOldResets(db: Pool, before: Date): Promise<number> {
  const { rowCount } = await db.query(
    `DELETE FROM password_reset WHERE id IN (SELECT id FROM password_reset WHERE created_at < $1 LIMIT ${atOnce})`,
    [before],
  )
  return rowCount ?? 0
}
