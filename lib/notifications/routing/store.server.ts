import type { PoolClient } from 'pg'
import { readEscalations } from '../escalation/store.server.ts'
import type { CustomerState, GroupRow, Settings, StateAlert } from './customer-state.ts'

/** Every query of the dispatcher. Reads serve all customers at once, or those that are asked for. */

export type Db = Pick<PoolClient, 'query'>

/** null = every customer */
type Whose = readonly string[] | null

/** What people have set up, but for silences and maintenance. */
export async function readSettings(db: Db): Promise<Omit<Settings, 'spans'>> {
  const { rows: routes } = await db.query<Settings['routes'][number]>(
    `SELECT id AS "routeId", customer_id AS "customerId", name, position, matchers, group_by AS "groupBy",
            group_wait_ms AS "groupWaitMs", group_interval_ms AS "groupIntervalMs",
            repeat_interval_ms AS "repeatIntervalMs", channel_ids AS "channelIds", policy_id AS "policyId",
            send_resolved AS "sendResolved", go_on AS "goOn", enabled
       FROM route WHERE enabled`,
  )
  const { rows: channels } = await db.query<Settings['channels'][number]>(
    `SELECT id AS "channelId", customer_id AS "customerId", name FROM channel WHERE disabled_at IS NULL ORDER BY id`,
  )
  const { rows: inhibitions } = await db.query<Settings['inhibitions'][number]>(
    `SELECT id AS "inhibitionId", customer_id AS "customerId", name, source, target, equal FROM inhibition
      WHERE enabled ORDER BY id`,
  )
  const { rows: policies } = await db.query<Settings['policies'][number]>(
    `SELECT id AS "policyId", customer_id AS "customerId",
            jsonb_build_object('name', name, 'steps', steps, 'repeat', repeat) AS policy
       FROM escalation_policy WHERE deleted_at IS NULL`,
  )
  return { routes, channels, inhibitions, policies }
}

const alertColumns = `a.id, a.customer_id, a.title, a.labels, a.severity, a.state, a.source, a.rule_id, a.region,
  a.session_id, a.opened_at, a.resolved_at, a.snoozed_until, a.flapping_since, a.reopen_window_ms, a.suppressed_by,
  a.unsuppressed_at, a.first_notified_at, a.version`

/** Labels as matchers see them: what every alert has is there, whoever raised it, and the severity is today's. */
const labels = `jsonb_strip_nulls(jsonb_build_object('source', a.source, 'rule', a.rule_id, 'region', a.region,
  'session', a.session_id, 'customer', c.slug)) || a.labels || jsonb_build_object('severity', a.severity)`

/** Open alerts, and ended ones that somebody still takes for firing or that still escalate. */
const alertsSql = `
  WITH mine AS (
    SELECT ${alertColumns} FROM alert a
     WHERE a.closed_at IS NULL AND ($1::uuid[] IS NULL OR a.customer_id = ANY($1))
    UNION ALL
    SELECT ${alertColumns}
      FROM (SELECT customer_id, unnest(delivered_firing) AS id FROM notification_group
             WHERE cardinality(delivered_firing) > 0
            UNION SELECT customer_id, alert_id FROM escalation WHERE state IN ('running', 'paused')) known
      JOIN alert a ON a.customer_id = known.customer_id AND a.id = known.id
     WHERE a.closed_at IS NOT NULL AND ($1::uuid[] IS NULL OR a.customer_id = ANY($1))
  )
  SELECT a.id, a.customer_id AS "customerId", a.title, ${labels} AS labels, a.severity, a.state,
         a.opened_at AS "openedAt", a.resolved_at AS "resolvedAt", a.snoozed_until AS "snoozedUntil",
         a.flapping_since AS "flappingSince", a.reopen_window_ms AS "reopenWindowMs", a.suppressed_by AS "suppressedBy",
         a.unsuppressed_at AS "unsuppressedAt", a.first_notified_at AS "firstNotifiedAt", a.version,
         e."reopenedAt", e."worsenedAt", e."leftAt", coalesce(e."knownUnheard", false) AS "knownUnheard"
    FROM mine a JOIN customer c ON c.id = a.customer_id
    LEFT JOIN LATERAL (
      SELECT max(at) FILTER (WHERE kind = 'reopened') AS "reopenedAt",
             max(at) FILTER (WHERE kind = 'worsened') AS "worsenedAt",
             max(at) FILTER (WHERE kind IN ('unacknowledged', 'ack-expired', 'snooze-ended') AND to_state = 'open') AS "leftAt",
             bool_or(kind = 'notify-failed' AND data ->> 'code' = 'nobody-to-tell') AS "knownUnheard"
        FROM alert_event WHERE customer_id = a.customer_id AND alert_id = a.id) e ON true
   ORDER BY a.customer_id, a.id`

/** How things are, by customer. */
export async function readStates(db: Db, whose: Whose): Promise<CustomerState[]> {
  const { rows: alerts } = await db.query<StateAlert>(alertsSql, [whose])
  const groups = await readGroups(db, whose)
  const escalations = await readEscalations(db, whose)
  const byCustomer = {
    alerts: Map.groupBy(alerts, ({ customerId }) => customerId),
    groups: Map.groupBy(groups, ({ customerId }) => customerId),
    escalations: Map.groupBy(escalations, ({ customerId }) => customerId),
  }
  const customerIds = new Set([...byCustomer.alerts.keys(), ...byCustomer.groups.keys()])
  return [...customerIds].map((customerId) => ({
    customerId,
    alerts: byCustomer.alerts.get(customerId) ?? [],
    groups: byCustomer.groups.get(customerId) ?? [],
    escalations: byCustomer.escalations.get(customerId) ?? [],
  }))
}

async function readGroups(db: Db, whose: Whose): Promise<GroupRow[]> {
  const { rows } = await db.query<GroupRow>(
    `SELECT id, customer_id AS "customerId", route_id AS "routeId", channel_id AS "channelId", group_key AS "groupKey",
            next_tick_at AS "nextTickAt", delivered_firing AS "deliveredFiring", delivered_at AS "deliveredAt",
            pending_outbox_id IS NOT NULL AS pending, version
       FROM notification_group WHERE $1::uuid[] IS NULL OR customer_id = ANY($1) ORDER BY id`,
    [whose],
  )
  return rows
}

/** One dispatcher at a time decides for a customer, even where two believe they hold the lease. */
export async function lockCustomer(db: Db, customerId: string): Promise<void> {
  await db.query(`SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`, [`dispatch ${customerId}`])
}

export async function readDatabaseTime(db: Db): Promise<Date> {
  const { rows } = await db.query<{ now: Date }>('SELECT clock_timestamp() AS now')
  const now = rows[0]?.now
  if (!now) throw new Error('the database has no time')
  return now
}

export async function readSlug(db: Db, customerId: string): Promise<string> {
  const { rows } = await db.query<{ slug: string }>('SELECT slug FROM customer WHERE id = $1', [customerId])
  return rows[0]?.slug ?? ''
}
