import {
  namedColumns as alertColumns,
  namedFrom as alertFrom,
} from '#lib/alerting/alerts/read-store.server.ts'
import type { NamedAlert } from '#lib/alerting/alerts/to-view.ts'
import type { IncidentDetail } from '../api-contract.ts'
import type { IncidentRow } from '../state/incident-row.ts'
import type { Db } from '../store.server.ts'

/** What stands beside one incident. They run inside a scope; naming the customers as well is the second wall. */
type Key = Pick<IncidentRow, 'customerId' | 'id'>

const ms = (column: string, name: string) => `(extract(epoch FROM ${column}) * 1000)::float8 AS "${name}"`

/** Its alerts, the gravest that still fire first. */
export async function findAlertsOf(db: Db, { customerId, id }: Key): Promise<NamedAlert[]> {
  const { rows } = await db.query<NamedAlert>(
    `SELECT ${alertColumns} FROM incident_alert x, ${alertFrom}
      WHERE x.customer_id = $1 AND x.incident_id = $2 AND x.detached_at IS NULL
        AND a.customer_id = x.customer_id AND a.id = x.alert_id
      ORDER BY a.closed_at IS NOT NULL,
               array_position(ARRAY['info', 'minor', 'major', 'critical'], a.severity) DESC, a.opened_at, a.id LIMIT 500`,
    [customerId, id],
  )
  return rows
}

export async function findSiblings(
  db: Db,
  customerIds: readonly string[],
  { id, parentId }: Pick<IncidentRow, 'id' | 'parentId'>,
): Promise<IncidentDetail['siblings']> {
  if (parentId === null) return []
  const { rows } = await db.query<IncidentDetail['siblings'][number]>(
    `SELECT i.id AS "incidentId", i.reference, c.name AS "customerName", i.status FROM incident i
       JOIN customer c ON c.id = i.customer_id
      WHERE i.customer_id = ANY($1::uuid[]) AND i.parent_id = $2 AND i.id <> $3 ORDER BY c.name, i.id LIMIT 200`,
    [customerIds, parentId, id],
  )
  return rows
}

export type PastIncident = Omit<IncidentDetail['similar'][number], 'cause' | 'why'> & {
  causeCategory: IncidentRow['causeCategory']
  causeText: string
  sameRules: string[]
  sameCause: boolean
  sameApps: string[]
}

/** Earlier ones of this customer with a rule, a cause or an app in common; the most alike first. */
export async function findSimilar(db: Db, row: IncidentRow): Promise<PastIncident[]> {
  const { rows } = await db.query<PastIncident>(
    `WITH own AS (SELECT DISTINCT a.rule_id FROM incident_alert x
         JOIN alert a ON a.customer_id = x.customer_id AND a.id = x.alert_id
        WHERE x.customer_id = $1 AND x.incident_id = $2 AND a.rule_id IS NOT NULL)
     SELECT i.id AS "incidentId", i.reference, i.title, i.status, i.cause_category AS "causeCategory",
            i.cause_text AS "causeText", ${ms('i.declared_at', 'declaredAt')}, ${ms('i.resolved_at', 'resolvedAt')},
            r.names AS "sameRules", i.cause_category IS NOT NULL AND i.cause_category = $3 AND $3 <> 'unknown' AS "sameCause",
            ARRAY(SELECT p.name FROM app p WHERE p.customer_id = $1 AND p.id = ANY(i.app_ids) AND p.id = ANY($4::uuid[])) AS "sameApps"
       FROM incident i CROSS JOIN LATERAL (
         SELECT coalesce(array_agg(DISTINCT a.rule_name), '{}') AS names FROM incident_alert x
           JOIN alert a ON a.customer_id = x.customer_id AND a.id = x.alert_id
          WHERE x.customer_id = i.customer_id AND x.incident_id = i.id AND a.rule_id IN (SELECT rule_id FROM own)
            AND a.rule_name IS NOT NULL) r
      WHERE i.customer_id = $1 AND i.id <> $2 AND i.closed_at IS NOT NULL AND i.status = 'closed'
        AND (cardinality(r.names) > 0 OR i.cause_category = $3 AND $3 <> 'unknown' OR i.app_ids && $4::uuid[])
      ORDER BY cardinality(r.names) DESC, (i.cause_category = $3) DESC NULLS LAST, i.declared_at DESC LIMIT 5`,
    [row.customerId, row.id, row.causeCategory, row.appIds],
  )
  return rows
}

export async function findPlaces(
  db: Db,
  customerId: string,
): Promise<Pick<IncidentDetail, 'apps' | 'components'>> {
  const apps = await db.query<IncidentDetail['apps'][number]>(
    `SELECT id AS "appId", name FROM app WHERE customer_id = $1 ORDER BY name, id LIMIT 500`,
    [customerId],
  )
  const components = await db.query<IncidentDetail['components'][number]>(
    `SELECT id AS "componentId", name FROM component WHERE customer_id = $1 ORDER BY position, name, id LIMIT 500`,
    [customerId],
  )
  return { apps: apps.rows, components: components.rows }
}

/** What the MSP calls each status. */
export async function findLabels(db: Db): Promise<Map<string, string>> {
  const { rows } = await db.query<{ key: string; label: string }>('SELECT key, label FROM incident_status')
  return new Map(rows.map(({ key, label }) => [key, label]))
}

export async function findTimeZone(db: Db, customerId: string): Promise<string> {
  const { rows } = await db.query<{ timeZone: string }>(
    'SELECT time_zone AS "timeZone" FROM customer WHERE id = $1',
    [customerId],
  )
  return rows[0]?.timeZone ?? 'UTC'
}
