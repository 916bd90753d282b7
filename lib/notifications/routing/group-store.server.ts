import { v7 as uuidv7 } from 'uuid'
import type { GroupRow } from './customer-state.ts'
import type { GroupPlan } from './plan-groups.ts'
import type { Db } from './store.server.ts'

/** What the dispatcher and the senders write about groups, and about alerts that are muted. */

/** Those that are there already stay as they are. Answers how many of the new ones are to be told at once. */
export async function insertGroups(
  db: Db,
  customerId: string,
  plans: readonly Extract<GroupPlan, { do: 'create' }>[],
  now: Date,
): Promise<number> {
  if (plans.length === 0) return 0
  const groups = plans.map(({ route, channelId, key, labels, nextTickAt }) => ({
    ...{ id: uuidv7(), routeId: route.routeId, channelId, key, labels, nextTickAt },
  }))
  const { rows } = await db.query<{ due: boolean }>(
    `INSERT INTO notification_group (customer_id, id, route_id, channel_id, group_key, labels, created_at, next_tick_at,
                                     delivered_firing, delivered_resolved)
     SELECT $1, r.id, r."routeId", r."channelId", r.key, r.labels, $3, r."nextTickAt", '{}', '{}'
       FROM jsonb_to_recordset($2) AS r(id uuid, "routeId" uuid, "channelId" uuid, key text, labels jsonb,
                                        "nextTickAt" timestamptz)
     ON CONFLICT (customer_id, route_id, channel_id, group_key) DO NOTHING
     RETURNING next_tick_at <= $3 AS due`,
    [customerId, JSON.stringify(groups), now],
  )
  return rows.filter(({ due }) => due).length
}

type Of = Pick<GroupRow, 'customerId' | 'id'>
type Tick = { id: string; nextTickAt: Date }

export async function setTicks(db: Db, customerId: string, ticks: readonly Tick[]): Promise<void> {
  if (ticks.length === 0) return
  await db.query(
    `UPDATE notification_group g SET next_tick_at = r."nextTickAt"
       FROM jsonb_to_recordset($2) AS r(id uuid, "nextTickAt" timestamptz) WHERE g.customer_id = $1 AND g.id = r.id`,
    [customerId, JSON.stringify(ticks)],
  )
}

/** The messages of these groups are under way; each is found by its key. */
export async function setPending(
  db: Db,
  customerId: string,
  sends: readonly (Tick & { key: string })[],
): Promise<void> {
  if (sends.length === 0) return
  await db.query(
    `UPDATE notification_group g SET pending_outbox_id = o.id, next_tick_at = r."nextTickAt", version = version + 1
       FROM jsonb_to_recordset($2) AS r(id uuid, "nextTickAt" timestamptz, key text)
       JOIN outbox o ON o.idempotency_key = r.key
      WHERE g.customer_id = $1 AND g.id = r.id`,
    [customerId, JSON.stringify(sends)],
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

type Told = {
  groupId: string
  outboxId: string
  firing: readonly string[]
  resolved: readonly string[]
  at: Date
}

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
