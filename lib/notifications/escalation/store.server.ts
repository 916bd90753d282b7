import type { PoolClient } from 'pg'
import type { TenantScope } from '#lib/access/member.ts'
import type { AlertSeverity } from '#lib/alerting/severity.ts'
import { queryInScope } from '#lib/db/transaction.server.ts'
import type { EscalationRow } from './model.ts'

/** Every query about escalations. */

type Db = Pick<PoolClient, 'query'>

const columns = `e.customer_id AS "customerId", e.alert_id AS "alertId", e.policy_id AS "policyId", e.policy, e.step,
  e.loop, e.state, e.started_at AS "startedAt", e.last_escalation_at AS "lastEscalationAt",
  e.next_escalation_at AS "nextEscalationAt"`

/** Of alerts that go on, and those that still run: ended ones are of no concern to the dispatcher. */
export async function readEscalations(db: Db, whose: readonly string[] | null): Promise<EscalationRow[]> {
  const { rows } = await db.query<EscalationRow>(
    `SELECT ${columns} FROM escalation e
      WHERE ($1::uuid[] IS NULL OR e.customer_id = ANY($1))
        AND (e.state IN ('running', 'paused')
             OR EXISTS (SELECT 1 FROM alert a WHERE a.customer_id = e.customer_id AND a.id = e.alert_id AND a.closed_at IS NULL))`,
    [whose],
  )
  return rows
}

/** One alert's, held until the transaction ends. */
export async function lockEscalation(
  db: Db,
  of: Pick<EscalationRow, 'customerId' | 'alertId'>,
): Promise<EscalationRow | null> {
  const { rows } = await db.query<EscalationRow>(
    `SELECT ${columns} FROM escalation e WHERE e.customer_id = $1 AND e.alert_id = $2 FOR UPDATE`,
    [of.customerId, of.alertId],
  )
  return rows[0] ?? null
}

/** Null: no such alert in the scope. */
export async function findEscalation(
  scope: TenantScope,
  alertId: string,
): Promise<{ row: EscalationRow | null } | null> {
  const rows = await queryInScope<EscalationRow>(
    scope,
    `SELECT ${columns} FROM alert a
       LEFT JOIN escalation e ON e.customer_id = a.customer_id AND e.alert_id = a.id
      WHERE a.customer_id = ANY($1::uuid[]) AND a.id = $2`,
    [scope.customerIds, alertId],
  )
  const [row] = rows
  return row ? { row: row.alertId === null ? null : row } : null
}

export type Due = EscalationRow & {
  severity: AlertSeverity
  openedAt: Date
  title: string
  answered: boolean
}

/**
 * Escalations whose next step is due, their alerts held with them: an answer under way is waited for by the next look. One
 * that somebody asked for goes on though the alert is answered.
 */
export async function lockDue(db: Db, now: Date, limit: number): Promise<Due[]> {
  const { rows } = await db.query<Due>(
    `SELECT ${columns}, a.severity, a.opened_at AS "openedAt", a.title, a.state <> 'open' OR a.snoozed_until > $1 AS answered
       FROM escalation e JOIN alert a ON a.customer_id = e.customer_id AND a.id = e.alert_id
      WHERE e.state = 'running' AND e.next_escalation_at <= $1
        AND a.state <> 'resolved' AND a.suppressed_by = '[]'
        AND ((a.state = 'open' AND (a.snoozed_until IS NULL OR a.snoozed_until <= $1)) OR e.policy ? 'forcedBy')
      ORDER BY e.next_escalation_at LIMIT $2 FOR UPDATE OF e, a SKIP LOCKED`,
    [now, limit],
  )
  return rows.map((row) => ({ ...row, answered: row.answered === true }))
}

export async function saveEscalation(db: Db, row: EscalationRow): Promise<void> {
  await db.query(
    `INSERT INTO escalation (customer_id, alert_id, policy_id, policy, step, loop, state, started_at, last_escalation_at,
                             next_escalation_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     ON CONFLICT (customer_id, alert_id) DO UPDATE SET policy_id = EXCLUDED.policy_id, policy = EXCLUDED.policy,
       step = EXCLUDED.step, loop = EXCLUDED.loop, state = EXCLUDED.state, started_at = EXCLUDED.started_at,
       last_escalation_at = EXCLUDED.last_escalation_at, next_escalation_at = EXCLUDED.next_escalation_at,
       version = escalation.version + 1`,
    [
      ...[row.customerId, row.alertId, row.policyId, row.policy, row.step, row.loop, row.state],
      ...[row.startedAt, row.lastEscalationAt, row.nextEscalationAt],
    ],
  )
}

export type MemberRow = {
  memberId: string
  name: string
  role: string
  timeZone: string | null
  customerIds: string[]
  slack: boolean
  defaultSteps: unknown
  importantSteps: unknown
  quietHours: unknown
}

/** People who may be told, with how they want to be. */
export async function readMembers(db: Db, memberIds: readonly string[]): Promise<MemberRow[]> {
  const { rows } = await db.query<MemberRow>(
    `SELECT m.id AS "memberId", m.name, m.role, m.time_zone AS "timeZone",
            coalesce((SELECT array_agg(s.customer_id) FROM membership s WHERE s.member_id = m.id), '{}') AS "customerIds",
            EXISTS (SELECT 1 FROM slack_link l WHERE l.member_id = m.id) AS slack,
            coalesce(n.default_steps, '[]') AS "defaultSteps", coalesce(n.important_steps, '[]') AS "importantSteps",
            n.quiet_hours AS "quietHours"
       FROM member m LEFT JOIN member_notification n ON n.member_id = m.id
      WHERE m.id = ANY($1::uuid[]) AND m.disabled_at IS NULL AND m.role NOT IN ('customer', 'owner')`,
    [memberIds],
  )
  return rows
}

export async function readAdminIds(db: Db): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `SELECT id FROM member WHERE role = 'admin' AND disabled_at IS NULL ORDER BY id LIMIT 20`,
  )
  return rows.map(({ id }) => id)
}

/** Names of enabled channels with whom they serve. */
export async function readChannels(
  db: Db,
  channelIds: readonly string[],
): Promise<{ channelId: string; customerId: string | null; name: string }[]> {
  const { rows } = await db.query<{ channelId: string; customerId: string | null; name: string }>(
    `SELECT id AS "channelId", customer_id AS "customerId", name FROM channel
      WHERE id = ANY($1::uuid[]) AND disabled_at IS NULL`,
    [channelIds],
  )
  return rows
}
