import type { PoolClient } from 'pg'
import { v7 as uuidv7 } from 'uuid'
import type { AlertEventKind } from '#lib/alerting/alerts/contract.ts'
import type { Failure } from '../classify.ts'
import type { OutboxRow } from '../contract.ts'
import { rowColumns } from '../queue/store.server.ts'

/** What became of a message. Every change asks for the fence: who slept past the lease changes nothing. */

type Db = Pick<PoolClient, 'query'>

/** True: the row was still ours and is now that. */
async function settle(db: Db, row: OutboxRow, set: string, values: readonly unknown[]): Promise<boolean> {
  const { rowCount } = await db.query(
    `UPDATE outbox SET lease_until = NULL, ${set} WHERE id = $1 AND fence = $2 AND status = 'leased'`,
    [row.id, row.fence, ...values],
  )
  return rowCount === 1
}

export const settleSent = (db: Db, row: OutboxRow, now: Date) =>
  settle(db, row, `status = 'sent', sent_at = $3, error_class = NULL, error = NULL`, [now])

export const settleRetry = (db: Db, row: OutboxRow, failure: Failure, at: Date) =>
  settle(
    db,
    row,
    `status = 'pending', not_before = $3, error_class = $4, error = $5, possible_repeat = possible_repeat OR $6`,
    [at, failure.class, failure.answer, failure.class === 'ambiguous'],
  )

export const settleOver = (
  db: Db,
  row: OutboxRow,
  status: 'dead' | 'obsolete',
  { class: errorClass, answer }: { class: string | null; answer: string },
) => settle(db, row, `status = $3, error_class = $4, error = $5`, [status, errorClass, answer])

/** Into another row: `moved` to another way, `bundled` into a digest. */
export const settleInto = (
  db: Db,
  row: OutboxRow,
  status: 'moved' | 'bundled',
  into: string,
  failure: Failure | null,
) =>
  settle(db, row, `status = $3, moved_to = $4, error_class = $5, error = $6`, [
    status,
    into,
    failure?.class ?? null,
    failure?.answer ?? null,
  ])

/** What hangs on a message that became another: what was bundled into it, its group, and the doubt whether it arrived. */
export async function followInto(db: Db, from: string, to: string, mayHaveArrived: boolean): Promise<void> {
  if (mayHaveArrived) await db.query('UPDATE outbox SET possible_repeat = true WHERE id = $1', [to])
  await db.query(`UPDATE outbox SET moved_to = $2 WHERE moved_to = $1 AND status = 'bundled'`, [from, to])
  await db.query(`UPDATE notification_group SET pending_outbox_id = $2 WHERE pending_outbox_id = $1`, [
    from,
    to,
  ])
}

export async function findBundled(db: Db, into: string): Promise<OutboxRow[]> {
  const { rows } = await db.query<OutboxRow>(
    `SELECT ${rowColumns} FROM outbox o WHERE o.moved_to = $1 AND o.status = 'bundled' ORDER BY o.id`,
    [into],
  )
  return rows
}

/** The digest that waits for this channel and customer, held. */
export async function lockWaitingDigest(db: Db, row: OutboxRow): Promise<OutboxRow | null> {
  await db.query(`SELECT pg_advisory_xact_lock(hashtext('earshot digest'), hashtext($1))`, [row.channelId])
  const { rows } = await db.query<OutboxRow>(
    `SELECT ${rowColumns} FROM outbox o
      WHERE o.kind = 'digest' AND o.status = 'pending' AND o.channel_id = $1 AND o.customer_id IS NOT DISTINCT FROM $2
      ORDER BY o.id DESC LIMIT 1 FOR UPDATE`,
    [row.channelId, row.customerId],
  )
  return rows[0] ?? null
}

export async function extendDigest(db: Db, digest: OutboxRow, row: OutboxRow): Promise<void> {
  const merged = (a: readonly string[], b: readonly string[]) => [...new Set([...a, ...b])]
  const payload = {
    ...digest.payload,
    firing: merged(digest.payload.firing, row.payload.firing),
    resolved: merged(digest.payload.resolved, row.payload.resolved),
  }
  await db.query('UPDATE outbox SET alert_ids = $2, payload = $3 WHERE id = $1', [
    digest.id,
    merged(digest.alertIds, row.alertIds),
    JSON.stringify(payload),
  ])
}

export type AttemptResult = {
  outcome: 'sent' | 'failed'
  errorClass: string | null
  answer: string
  statusCode: number | null
  durationMs: number
}

export async function finishAttempt(db: Db, deliveryId: string, result: AttemptResult): Promise<void> {
  await db.query(
    `UPDATE delivery SET outcome = $2, error_class = $3, answer = $4, status_code = $5, duration_ms = $6
      WHERE id = $1 AND outcome = 'started'`,
    [
      deliveryId,
      result.outcome,
      result.errorClass,
      result.answer.slice(0, 400),
      result.statusCode,
      Math.round(result.durationMs),
    ],
  )
}

/** Null = the subject is closed at the far end: the next message about it begins anew. */
export async function saveThread(
  db: Db,
  row: OutboxRow & { channelId: string },
  thread: Record<string, unknown> | null,
  now: Date,
): Promise<void> {
  if (thread === null)
    await db.query('DELETE FROM message_thread WHERE channel_id = $1 AND subject_id = $2', [
      row.channelId,
      row.subjectId,
    ])
  else
    await db.query(
      `INSERT INTO message_thread (customer_id, channel_id, subject_id, reference, updated_at) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (channel_id, subject_id) DO UPDATE SET reference = EXCLUDED.reference, updated_at = EXCLUDED.updated_at`,
      [row.customerId, row.channelId, row.subjectId, JSON.stringify(thread), now],
    )
}

export type TimelineEntry = { kind: AlertEventKind; note: string | null; data: Record<string, unknown> }

/** One numbered event on each of these alerts: who was told what belongs to their history. */
export async function addToTimelines(
  db: Db,
  alertIds: readonly string[],
  entry: TimelineEntry,
  now: Date,
): Promise<void> {
  const { rows } = await db.query<{ id: string }>(
    'SELECT id FROM alert WHERE id = ANY($1::uuid[]) ORDER BY id FOR UPDATE',
    [alertIds],
  )
  await db.query(
    `WITH numbered AS (
       UPDATE alert SET version = version + 1, updated_at = $3 WHERE id = ANY($1::uuid[])
       RETURNING customer_id, id, version
     )
     INSERT INTO alert_event (customer_id, alert_id, seq, id, at, kind, actor_kind, actor_name, note, data)
     SELECT n.customer_id, n.id, n.version, e.event_id, $3, $4, 'system', 'Earshot', $5, $6
       FROM numbered n JOIN unnest($1::uuid[], $2::uuid[]) AS e(alert_id, event_id) ON e.alert_id = n.id`,
    [
      rows.map(({ id }) => id),
      rows.map(() => uuidv7({ msecs: now.getTime() })),
      now,
      entry.kind,
      entry.note,
      JSON.stringify(entry.data),
    ],
  )
}
