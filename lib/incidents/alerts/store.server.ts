import type { AlertRow } from '#lib/alerting/alerts/alert-row.ts'
import { alertColumns } from '#lib/alerting/alerts/store.server.ts'
import { type IncidentTime, incidentTimes } from '../contract.ts'
import type { Db } from '../store.server.ts'

/** Which alerts are an incident's. */
type Key = { customerId: string; id: string }

/** Held until the transaction ends, always in the same order. Of this customer alone. */
export async function lockAlerts(
  db: Db,
  customerId: string,
  alertIds: readonly string[],
): Promise<AlertRow[]> {
  const { rows } = await db.query<AlertRow>(
    `SELECT ${alertColumns} FROM alert a WHERE a.customer_id = $1 AND a.id = ANY($2::uuid[]) ORDER BY a.id FOR UPDATE`,
    [customerId, alertIds],
  )
  return rows
}

/** Where these alerts are attached now. */
export async function findAttachments(db: Db, customerId: string, alertIds: readonly string[]) {
  const { rows } = await db.query<{ alertId: string; incidentId: string; reference: string }>(
    `SELECT x.alert_id AS "alertId", x.incident_id AS "incidentId", i.reference FROM incident_alert x
       JOIN incident i ON i.customer_id = x.customer_id AND i.id = x.incident_id
      WHERE x.customer_id = $1 AND x.alert_id = ANY($2::uuid[]) AND x.detached_at IS NULL`,
    [customerId, alertIds],
  )
  return rows
}

export async function saveAttachments(
  db: Db,
  { customerId, id }: Key,
  alertIds: readonly string[],
  by: string | null,
  now: Date,
): Promise<void> {
  await db.query(
    `INSERT INTO incident_alert (customer_id, incident_id, alert_id, attached_at, attached_by)
     SELECT $1, $2, x, $4, $5 FROM unnest($3::uuid[]) x
     ON CONFLICT (customer_id, incident_id, alert_id)
     DO UPDATE SET attached_at = EXCLUDED.attached_at, attached_by = EXCLUDED.attached_by, detached_at = NULL`,
    [customerId, id, alertIds, now, by],
  )
}

/** Answers which of them were its own until now. */
export async function endAttachments(
  db: Db,
  { customerId, id }: Key,
  alertIds: readonly string[],
  now: Date,
): Promise<string[]> {
  const { rows } = await db.query<{ alertId: string }>(
    `UPDATE incident_alert SET detached_at = $4 WHERE customer_id = $1 AND incident_id = $2
        AND alert_id = ANY($3::uuid[]) AND detached_at IS NULL RETURNING alert_id AS "alertId"`,
    [customerId, id, alertIds, now],
  )
  return rows.map(({ alertId }) => alertId)
}

/** The alerts that are its own now, oldest first. */
export async function findAttachedIds(db: Db, { customerId, id }: Key): Promise<string[]> {
  const { rows } = await db.query<{ alertId: string }>(
    `SELECT alert_id AS "alertId" FROM incident_alert
      WHERE customer_id = $1 AND incident_id = $2 AND detached_at IS NULL ORDER BY attached_at, alert_id`,
    [customerId, id],
  )
  return rows.map(({ alertId }) => alertId)
}

/** The times that a person has corrected: nothing sets them by itself any more. */
export async function findTimesSetByHand(db: Db, { customerId, id }: Key): Promise<Set<IncidentTime>> {
  const { rows } = await db.query<{ field: string }>(
    `SELECT DISTINCT data ->> 'field' AS field FROM incident_event
      WHERE customer_id = $1 AND incident_id = $2 AND kind = 'time' AND actor_kind <> 'system'`,
    [customerId, id],
  )
  const fields = new Set(rows.map(({ field }) => field))
  return new Set(incidentTimes.filter((time) => fields.has(time)))
}
