import type { PoolClient } from 'pg'
import { v7 as uuidv7 } from 'uuid'
import type { CustomerState, GroupRow, Settings, StateAlert } from './customer-state.ts'
import type { GroupPlan } from './plan-groups.ts'
import { readEscalations } from '../escalation/store.server.ts'

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
    UNION
    SELECT ${alertColumns}
      FROM (SELECT customer_id, unnest(delivered_firing) AS id FROM notification_group
             WHERE cardinality(delivered_firing) > 0
            UNION SELECT customer_id, alert_id FROM escalation WHERE state IN ('running', 'paused')) known
      JOIN alert a ON a.customer_id = known.customer_id AND a.id = known.id
     WHERE $1::uuid[] IS NULL OR a.customer_id = ANY($1)
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
             max(at) FILTER (WHERE kind IN ('unacknowledged', 'ack-expired', 'snooze-ended')) AS "leftAt",
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

/** Null: the group is there already. */
export async function insertGroup(
  db: Db,
  customerId: string,
  plan: Extract<GroupPlan, { do: 'create' }>,
  now: Date,
): Promise<string | null> {
  const { rows } = await db.query<{ id: string }>(
    `INSERT INTO notification_group (customer_id, id, route_id, channel_id, group_key, labels, created_at, next_tick_at,
                                     delivered_firing, delivered_resolved)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '{}', '{}')
     ON CONFLICT (customer_id, route_id, channel_id, group_key) DO NOTHING RETURNING id`,
    [customerId, uuidv7(), plan.route.routeId, plan.channelId, plan.key, plan.labels, now, plan.nextTickAt],
  )
  return rows[0]?.id ?? null
}

type Of = Pick<GroupRow, 'customerId' | 'id'>

export async function setTick(db: Db, { customerId, id }: Of, nextTickAt: Date): Promise<void> {
  await db.query(`UPDATE notification_group SET next_tick_at = $3 WHERE customer_id = $1 AND id = $2`, [
    customerId,
    id,
    nextTickAt,
  ])
}

export async function setPending(db: Db, of: Of, outboxId: string | null, nextTickAt: Date): Promise<void> {
  await db.query(
    `UPDATE notification_group SET pending_outbox_id = $3, next_tick_at = $4, version = version + 1
      WHERE customer_id = $1 AND id = $2`,
    [of.customerId, of.id, outboxId, nextTickAt],
  )
}

/** What was told is over, and nobody needs to hear of it. */
export async function clearDelivered(db: Db, of: Of, nextTickAt: Date): Promise<void> {
  await db.query(
    `UPDATE notification_group SET delivered_firing = '{}', delivered_resolved = '{}', next_tick_at = $3,
            version = version + 1 WHERE customer_id = $1 AND id = $2`,
    [of.customerId, of.id, nextTickAt],
  )
}

export async function deleteGroup(db: Db, { customerId, id }: Of): Promise<void> {
  await db.query(
    `DELETE FROM notification_group WHERE customer_id = $1 AND id = $2 AND pending_outbox_id IS NULL`,
    [customerId, id],
  )
}

/** Holds an alert unless somebody else does: waiting for each other, two who change several would never end. */
export async function holdAlert(db: Db, { customerId, id }: Of): Promise<boolean> {
  const { rows } = await db.query(
    'SELECT 1 FROM alert WHERE customer_id = $1 AND id = $2 FOR UPDATE SKIP LOCKED',
    [customerId, id],
  )
  return rows.length > 0
}

export async function setUnsuppressed(db: Db, of: Of, at: Date): Promise<void> {
  await db.query(`UPDATE alert SET unsuppressed_at = $3 WHERE customer_id = $1 AND id = $2`, [
    of.customerId,
    of.id,
    at,
  ])
}

type Told = { groupId: string; outboxId: string; firing: readonly string[]; resolved: readonly string[]; at: Date }

/** Null: this message is older than what the group's channel was told last. */
export async function setDelivered(db: Db, told: Told, createdAt: Date): Promise<void> {
  await db.query(
    `UPDATE notification_group g SET delivered_firing = $3, delivered_resolved = $4, delivered_at = $5,
            pending_outbox_id = NULL, version = version + 1
      WHERE g.id = $1
        AND (g.pending_outbox_id = $2
             OR EXISTS (SELECT 1 FROM outbox o WHERE o.id = g.pending_outbox_id AND o.moved_to = $2)
             OR (g.pending_outbox_id IS NULL AND (g.delivered_at IS NULL OR g.delivered_at < $6)))`,
    [told.groupId, told.outboxId, told.firing, told.resolved, told.at, createdAt],
  )
}

/** Frees the group for its next tick; what was delivered stays as it is. */
export async function unsetPending(db: Db, groupId: string, outboxId: string): Promise<void> {
  await db.query(
    `UPDATE notification_group g SET pending_outbox_id = NULL, version = version + 1
      WHERE g.id = $1 AND (g.pending_outbox_id = $2
        OR EXISTS (SELECT 1 FROM outbox o WHERE o.id = g.pending_outbox_id AND o.moved_to = $2))`,
    [groupId, outboxId],
  )
}

export type Settled = {
  groupId: string
  outboxId: string
  status: string
  firing: string[]
  resolved: string[]
  createdAt: Date
}

/** Messages of groups that have come to an end, where nobody has told the group so. A moved one is what it moved to. */
export async function readSettled(db: Db): Promise<Settled[]> {
  const { rows } = await db.query<Settled>(
    `SELECT g.id AS "groupId", g.pending_outbox_id AS "outboxId", coalesce(m.status, o.status, 'gone') AS status,
            coalesce(o.payload -> 'firing', '[]') AS firing, coalesce(o.payload -> 'resolved', '[]') AS resolved,
            coalesce(o.created_at, g.created_at) AS "createdAt"
       FROM notification_group g LEFT JOIN outbox o ON o.id = g.pending_outbox_id
       LEFT JOIN outbox m ON o.status = 'moved' AND m.id = o.moved_to
      WHERE g.pending_outbox_id IS NOT NULL AND coalesce(m.status, o.status, 'gone') NOT IN ('pending', 'leased')`,
  )
  return rows
}

export async function readDatabaseTime(db: Db): Promise<Date> {
  const { rows } = await db.query<{ now: Date }>('SELECT clock_timestamp() AS now')
  const now = rows[0]?.now
  if (!now) throw new Error('the database has no time')
  return now
}
