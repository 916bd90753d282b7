import { type Db, incidentColumns, named } from '../store.server.ts'
import type { NamedIncident } from './to-view.ts'

/** Reads about incidents. They run inside a scope; naming the customers as well is the second wall. */

export const namedColumns = `${incidentColumns}, c.name AS "customerName", st.label AS "statusLabel",
  p.reference AS "parentReference", p.title AS "parentTitle", m.reference AS "mergedReference",
  n.firing AS "alertsFiring", n.total AS "alertsTotal"`
export const namedFrom = `incident i JOIN customer c ON c.id = i.customer_id
  LEFT JOIN incident_status st ON st.key = i.status
  LEFT JOIN parent_incident p ON p.id = i.parent_id
  LEFT JOIN incident m ON m.customer_id = i.customer_id AND m.id = i.merged_into
  CROSS JOIN LATERAL (SELECT count(*)::int AS total, count(*) FILTER (WHERE a.closed_at IS NULL)::int AS firing
    FROM incident_alert x JOIN alert a ON a.customer_id = x.customer_id AND a.id = x.alert_id
   WHERE x.customer_id = i.customer_id AND x.incident_id = i.id AND x.detached_at IS NULL) n`

/** By its id or its reference. */
export async function findIncident(
  db: Db,
  customerIds: readonly string[],
  idOrReference: string,
): Promise<NamedIncident | null> {
  const { is, value } = named(idOrReference)
  const { rows } = await db.query<NamedIncident>(
    `SELECT ${namedColumns} FROM ${namedFrom} WHERE i.customer_id = ANY($1::uuid[]) AND ${is}`,
    [customerIds, value],
  )
  return rows[0] ?? null
}
