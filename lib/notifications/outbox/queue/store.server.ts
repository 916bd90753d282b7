import type { PoolClient } from 'pg'
import type { OutboxRow } from '../contract.ts'

/** The queue: taking messages to send, one at a time per far end. */

type Db = Pick<PoolClient, 'query'>

export const leaseMs = 15_000

/**
 * A channel, or a person by one way: what one far end gets goes out in order. Mails to addresses share a few, so that many
 * of them leave room for others.
 */
const lane = `coalesce(o.channel_id::text, o.member_id::text || '/' || coalesce(o.payload->>'by', 'email'),
  'mail/' || (hashtext(o.address) & 3), 'nowhere')`

export const rowColumns = `o.id, o.customer_id AS "customerId", o.kind, o.transition, o.channel_id AS "channelId",
  o.member_id AS "memberId", o.address, o.subject_id AS "subjectId", coalesce(o.alert_ids, '{}') AS "alertIds",
  o.group_id AS "groupId", o.idempotency_key AS "idempotencyKey", o.payload, o.priority, o.created_at AS "createdAt",
  o.not_before AS "notBefore", o.expires_at AS "expiresAt", o.attempts, o.fence::text AS fence,
  o.possible_repeat AS "possibleRepeat"`

export type Claimed = OutboxRow & { lane: string }

const due = `o.status IN ('pending', 'leased') AND o.not_before <= $1 AND (o.status = 'pending' OR o.lease_until <= $1)`

/**
 * Leases the next message of every far end that is free: first words first, far ends that work before those that do not.
 * One worker claims at a time, for a moment, so that no far end is served by two. A message that was begun and never
 * recorded may have arrived.
 */
export async function claimDue(
  db: Db,
  now: Date,
  { busy, most }: { busy: readonly string[]; most: number },
): Promise<Claimed[]> {
  await db.query(`SELECT pg_advisory_xact_lock(hashtext('earshot outbox claim'))`)
  const { rows } = await db.query<Claimed>(
    `WITH waiting AS (
       SELECT o.id, o.priority, o.not_before, coalesce(c.failures, 0) > 0 AS failing, ${lane} AS lane
         FROM outbox o LEFT JOIN channel c ON c.id = o.channel_id
        WHERE ${due} AND (c.paused_until IS NULL OR c.paused_until <= $1)
     ), next AS (
       SELECT DISTINCT ON (w.lane) w.* FROM waiting w
        WHERE NOT w.lane = ANY($2::text[])
          AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.status = 'leased' AND o.lease_until > $1 AND ${lane} = w.lane)
        ORDER BY w.lane, w.priority, w.not_before, w.id
     ), chosen AS (
       SELECT n.id, n.lane FROM next n ORDER BY n.failing, n.priority, n.not_before LIMIT $3
     ), locked AS (
       SELECT o.id FROM outbox o JOIN chosen USING (id) WHERE ${due} FOR UPDATE OF o SKIP LOCKED
     )
     UPDATE outbox o
        SET status = 'leased', lease_until = $1::timestamptz + $4 * interval '1 millisecond', fence = o.fence + 1,
            possible_repeat = o.possible_repeat
              OR EXISTS (SELECT 1 FROM delivery d WHERE d.outbox_id = o.id AND d.outcome = 'started')
       FROM locked WHERE o.id = locked.id
     RETURNING ${rowColumns}, ${lane} AS lane`,
    [now, busy, most, leaseMs],
  )
  return rows
}

/** The attempt this lease makes: written down before the far end is called. Null: the lease is somebody else's. */
export async function beginAttempt(
  db: Db,
  row: OutboxRow,
  attempt: { deliveryId: string; destination: string; now: Date },
): Promise<number | null> {
  const { rows } = await db.query<{ attempts: number }>(
    `UPDATE outbox SET attempts = attempts + 1, lease_until = $3::timestamptz + $4 * interval '1 millisecond'
      WHERE id = $1 AND fence = $2 AND status = 'leased' RETURNING attempts`,
    [row.id, row.fence, attempt.now, leaseMs],
  )
  const attempts = rows[0]?.attempts
  if (attempts === undefined) return null
  await db.query(
    `INSERT INTO delivery (customer_id, id, outbox_id, channel_id, member_id, alert_ids, attempt, at, outcome,
                           possible_repeat, destination)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'started', $9, $10)`,
    [
      ...[row.customerId, attempt.deliveryId, row.id, row.channelId, row.memberId, row.alertIds, attempts],
      ...[attempt.now, row.possibleRepeat, attempt.destination],
    ],
  )
  return attempts
}

/** MTTA counts from the first attempt. */
export async function markFirstNotified(db: Db, alertIds: readonly string[], now: Date): Promise<void> {
  await db.query(
    `UPDATE alert SET first_notified_at = $2
      WHERE id IN (SELECT id FROM alert WHERE id = ANY($1::uuid[]) AND first_notified_at IS NULL ORDER BY id FOR UPDATE)`,
    [alertIds, now],
  )
}

/** Later changes of the same message say it all: earlier ones that wait need not be sent. */
export async function collapseUpdates(db: Db, row: OutboxRow): Promise<void> {
  await db.query(
    `UPDATE outbox SET status = 'bundled', moved_to = $1
      WHERE kind = 'update' AND status = 'pending' AND subject_id = $2 AND channel_id = $3 AND id <> $1`,
    [row.id, row.subjectId, row.channelId],
  )
}
