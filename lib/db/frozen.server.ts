import type { PoolClient } from 'pg'
import { pool } from './pools.server.ts'
import { inTransaction } from './transaction.server.ts'

/**
 * Evidence of pinned calls outlives its day's partition: before a day is dropped its rows move to tables that no
 * retention touches. Reads see both, under the same keys; a row never stands in both at once.
 */

/** After unpinning, evidence waits this long for somebody who thinks better of it. */
export const unpinGraceDays = 7
const dayMs = 86_400_000

/** Calls whose evidence is kept, of `session s`: pinned, or unpinned so lately that it may still be pinned again. */
export const isKept = (now: string) =>
  `(s.pinned_at IS NOT NULL OR s.unpinned_at > ${now}::timestamptz - interval '${unpinGraceDays} days')`

const copies = {
  telemetry: {
    frozen: 'frozen_telemetry',
    columns: 'customer_id, participant_id, boot_no, seq, day, session_id, at, received_at, payload',
  },
  event: {
    frozen: 'frozen_event',
    columns:
      'customer_id, session_id, participant_id, boot_no, seq, day, at, received_at, clamped, type, connection, track, data',
  },
  participant_minute: {
    frozen: 'frozen_minute',
    columns:
      'customer_id, participant_id, minute, day, session_id, score, receive_score, send_score, band, deductions, model',
  },
} as const
export type Partitioned = keyof typeof copies
export const partitioned: readonly Partitioned[] = ['telemetry', 'event', 'participant_minute']

/** Rows of one kind, wherever they are now: to read from, with the key's first columns and `day` in the WHERE. */
export function everywhere(kind: Partitioned): string {
  const { frozen, columns } = copies[kind]
  return `(SELECT ${columns} FROM ${kind} UNION ALL SELECT ${columns} FROM ${frozen})`
}

type Kept = { customerId: string; sessionId: string; participantIds: string[] }

/** Copies what is kept of one day, in the caller's transaction; one call at a time, so no statement is long. */
export async function freezeDay(db: PoolClient, kind: Partitioned, day: string, now: Date): Promise<void> {
  const { rows } = await db.query<Kept>(
    `SELECT s.customer_id AS "customerId", s.id AS "sessionId", array_agg(p.id::text) AS "participantIds"
       FROM session s JOIN participant p ON p.customer_id = s.customer_id AND p.session_id = s.id
      WHERE s.day = $1 AND ${isKept('$2')} GROUP BY s.customer_id, s.id`,
    [day, now],
  )
  for (const kept of rows)
    for (const participantId of kept.participantIds) await copyRows(db, kind, day, kept, participantId)
}

function copyRows(db: PoolClient, kind: Partitioned, day: string, kept: Kept, participantId: string) {
  const { frozen, columns } = copies[kind]
  return db.query(
    `INSERT INTO ${frozen} (${columns}) SELECT ${columns} FROM ${kind}
      WHERE customer_id = $1 AND session_id = $2 AND participant_id = $3 AND day = $4 ON CONFLICT DO NOTHING`,
    [kept.customerId, kept.sessionId, participantId, day],
  )
}

/** Deletes what only a pin kept, of calls whose grace is over. Answers how many calls let go. */
export async function deleteReleased(now: Date): Promise<number> {
  const { rows } = await pool('worker').query<{ customerId: string; id: string }>(
    `SELECT customer_id AS "customerId", id FROM session
      WHERE pinned_at IS NULL AND unpinned_at IS NOT NULL AND unpinned_at <= $1`,
    [new Date(now.getTime() - unpinGraceDays * dayMs)],
  )
  let released = 0
  for (const row of rows) if (await release(row.customerId, row.id, now)) released++
  return released
}

/** The call's row is held meanwhile: pinning it again waits, and finds either everything or nothing. */
async function release(customerId: string, sessionId: string, now: Date): Promise<boolean> {
  return inTransaction(pool('worker'), async (db) => {
    const { rowCount } = await db.query(
      `UPDATE session s SET unpinned_at = NULL WHERE s.customer_id = $1 AND s.id = $2 AND s.unpinned_at IS NOT NULL
          AND NOT coalesce(${isKept('$3')}, false)`,
      [customerId, sessionId, now],
    )
    if (rowCount === 0) return false
    const people = '(SELECT id FROM participant WHERE customer_id = $1 AND session_id = $2)'
    for (const kind of partitioned)
      await db.query(
        `DELETE FROM ${copies[kind].frozen} WHERE customer_id = $1 AND session_id = $2 AND participant_id IN ${people}`,
        [customerId, sessionId],
      )
    return true
  })
}
