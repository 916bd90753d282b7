import type { Pool } from 'pg'
import { matchersSchema } from '#lib/alerting/labels.ts'
import { incidentStatuses, isOngoing } from '../contract.ts'
import type { IncidentRow } from '../state/incident-row.ts'
import { type Db, incidentColumns } from '../store.server.ts'
import type { OpeningRule, WaitingAlert } from './choose-rule.ts'

const ongoing = incidentStatuses.filter(isOngoing)

/** Every rule that may open an incident, in a steady order. One whose matchers cannot be read opens none. */
export async function findOpeningRules(db: Pool | Db): Promise<OpeningRule[]> {
  const { rows } = await db.query<Omit<OpeningRule, 'matchers'> & { matchers: unknown }>(
    `SELECT id, customer_id AS "customerId", name, matchers, min_severity AS "minSeverity", after_ms AS "afterMs",
            severity, auto_resolve AS "autoResolve"
       FROM incident_rule WHERE enabled AND deleted_at IS NULL ORDER BY name, id`,
  )
  return rows.flatMap((row) => {
    const matchers = matchersSchema.safeParse(row.matchers)
    return matchers.success ? [{ ...row, matchers: matchers.data }] : []
  })
}

const waiting = `a.closed_at IS NULL AND a.suppressed_by = '[]'::jsonb
  AND (a.snoozed_until IS NULL OR a.snoozed_until <= $1)
  AND NOT EXISTS (SELECT FROM incident_alert x WHERE x.customer_id = a.customer_id AND x.alert_id = a.id)`
const alertColumns = `a.id, a.customer_id AS "customerId", a.title, a.severity, a.labels, a.opened_at AS "openedAt"`

/** Alerts that fire, are not muted, and never were part of an incident: what a person took away stays away. */
export async function findWaitingAlerts(db: Pool, now: Date, limit: number): Promise<WaitingAlert[]> {
  const { rows } = await db.query<WaitingAlert>(
    `SELECT ${alertColumns} FROM alert a WHERE ${waiting} AND a.severity <> 'info' ORDER BY a.opened_at, a.id LIMIT $2`,
    [now, limit],
  )
  return rows
}

/** The same alert, held, if it still waits. */
export async function lockWaiting(db: Db, alert: WaitingAlert, now: Date): Promise<WaitingAlert | null> {
  const { rows } = await db.query<WaitingAlert>(
    `SELECT ${alertColumns} FROM alert a WHERE a.customer_id = $2 AND a.id = $3 AND ${waiting} FOR UPDATE`,
    [now, alert.customerId, alert.id],
  )
  return rows[0] ?? null
}

/** Workers take turns for a rule and a customer: two alerts at once become one incident. */
export async function lockOpening(db: Db, ruleId: string, customerId: string): Promise<void> {
  await db.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `incident rule ${ruleId} ${customerId}`,
  ])
}

/** The incident that this rule has opened for this customer and that still goes on, held. */
export async function lockOpened(db: Db, ruleId: string, customerId: string): Promise<IncidentRow | null> {
  const { rows } = await db.query<IncidentRow>(
    `SELECT ${incidentColumns} FROM incident i WHERE i.customer_id = $1 AND i.incident_rule_id = $2
        AND i.status = ANY($3) AND i.closed_at IS NULL ORDER BY i.declared_at DESC LIMIT 1 FOR UPDATE`,
    [customerId, ruleId, ongoing],
  )
  return rows[0] ?? null
}
