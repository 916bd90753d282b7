import type { AlertRow } from './alert-row.ts'
import { flapping } from './flapping.ts'
import type { Db } from './store.server.ts'

export type DueAlert = { customerId: string; id: string; dedupKey: string }

/** Alerts whose time may have come; whether it has is decided on the row while it is held. */
export async function findDueAlerts(db: Db, now: Date, limit: number): Promise<DueAlert[]> {
  const { rows } = await db.query<DueAlert>(
    `SELECT customer_id AS "customerId", id, dedup_key AS "dedupKey" FROM alert
      WHERE closed_at IS NULL AND (snoozed_until <= $1 OR ack_reminder_at <= $1 OR ack_expires_at <= $1
         OR flapping_since <= $1::timestamptz - $2 * interval '1 millisecond'
         OR (facts ->> 'autoResolveAfterMs')::float8 <=
              extract(epoch FROM $1::timestamptz - greatest(last_seen_at, updated_at)) * 1000)
     UNION ALL
     SELECT customer_id, id, dedup_key FROM alert WHERE reopen_at <= $1 AND closed_at IS NOT NULL
      LIMIT $3`,
    [now, flapping.windowMs, limit],
  )
  return rows
}

/** Whether the rule of this alert still holds for its labels. */
export async function ruleHolds(db: Db, { customerId, ruleId, labels }: AlertRow): Promise<boolean> {
  if (ruleId === null) return false
  const { rowCount } = await db.query(
    `SELECT FROM rule_instance WHERE customer_id = $1 AND rule_id = $2 AND state = 'firing' AND labels <@ $3::jsonb LIMIT 1`,
    [customerId, ruleId, JSON.stringify(labels)],
  )
  return (rowCount ?? 0) > 0
}

/** The database's clock: those of workers differ. */
export async function readClock(db: Db): Promise<Date> {
  const { rows } = await db.query<{ now: Date }>('SELECT clock_timestamp() AS now')
  return rows[0]?.now ?? new Date(0)
}
