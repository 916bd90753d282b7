import type { Pool } from 'pg'
import type { Db } from '../store.server.ts'
import type { ActionRow } from './action-row.ts'
import type { RecurrenceCheck } from './contract.ts'
import type { Sighting } from './decide-recurrence.ts'

/** What the worker reads to know whether something came back, over all customers: each query names the one it means. */
export type Watching = Pick<ActionRow, 'customerId' | 'id'>

export async function findWatched(db: Pool): Promise<Watching[]> {
  const { rows } = await db.query<Watching>(
    `SELECT customer_id AS "customerId", id FROM corrective_action
      WHERE status = 'done' AND check_state = 'watching' AND done_at IS NOT NULL ORDER BY done_at, id LIMIT 2000`,
  )
  return rows
}

/** The earliest that began after it was done. */
export function findSighting(
  db: Db,
  customerId: string,
  check: RecurrenceCheck,
  doneAt: Date,
): Promise<Sighting | null> {
  return check.of === 'rule'
    ? findAlert(db, customerId, check, doneAt)
    : findFinding(db, customerId, check, doneAt)
}

async function findAlert(
  db: Db,
  customerId: string,
  { ruleId, appId }: Extract<RecurrenceCheck, { of: 'rule' }>,
  doneAt: Date,
): Promise<Sighting | null> {
  const { rows } = await db.query<{ id: string; at: Date }>(
    `SELECT id, started_at AS at FROM alert
      WHERE customer_id = $1 AND rule_id = $2 AND started_at > $3 AND ($4::uuid IS NULL OR app_id = $4)
      ORDER BY started_at, id LIMIT 1`,
    [customerId, ruleId, doneAt, appId],
  )
  return rows[0] ? { at: rows[0].at.getTime(), href: `/alerts/${rows[0].id}` } : null
}

async function findFinding(
  db: Db,
  customerId: string,
  { kind, appId, side }: Extract<RecurrenceCheck, { of: 'finding' }>,
  doneAt: Date,
): Promise<Sighting | null> {
  const { rows } = await db.query<{ sessionId: string; at: Date }>(
    `SELECT f.session_id AS "sessionId", f.opened_at AS at FROM finding f
       JOIN session s ON s.customer_id = f.customer_id AND s.id = f.session_id AND s.source = 'live'
      WHERE f.customer_id = $1 AND f.kind = $2 AND f.opened_at > $3 AND f.explained_by IS NULL
        AND ($4::uuid IS NULL OR f.app_id = $4) AND ($5::text IS NULL OR f.side = $5)
      ORDER BY f.opened_at, f.id LIMIT 1`,
    [customerId, kind, doneAt, appId, side],
  )
  const [row] = rows
  return row ? { at: row.at.getTime(), href: `/sessions/${row.sessionId}?t=${row.at.getTime()}` } : null
}

/** Days (UTC) with calls since it was done, in its 30 days and until now. */
export async function countHeardDays(
  db: Db,
  {
    customerId,
    appId,
    doneAt,
    until,
    now,
  }: { customerId: string; appId: string | null; doneAt: Date; until: Date; now: Date },
): Promise<{ heardDays: number; heardDaysInWindow: number }> {
  const { rows } = await db.query<{ heardDays: number; heardDaysInWindow: number }>(
    `WITH heard AS (SELECT DISTINCT (started_at AT TIME ZONE 'UTC')::date AS day, min(started_at) AS first_at FROM session
        WHERE customer_id = $1 AND source = 'live' AND started_at > $3 AND started_at <= $5
          AND ($2::uuid IS NULL OR app_id = $2) GROUP BY 1)
     SELECT count(*)::int AS "heardDays", count(*) FILTER (WHERE first_at < $4)::int AS "heardDaysInWindow" FROM heard`,
    [customerId, appId, doneAt, until, now],
  )
  return rows[0] ?? { heardDays: 0, heardDaysInWindow: 0 }
}

export type Reminded = {
  customerId: string
  id: string
  title: string
  reference: string
  dueOn: string | null
  remindedAt: Date | null
  recurredAt: Date | null
  recurredBy: string | null
  status: ActionRow['status']
  reopened: number
  timeZone: string
  ownerEmail: string
}
const reminded = `a.customer_id AS "customerId", a.id, a.title, i.reference, a.due_on::text AS "dueOn",
  a.reminded_at AS "remindedAt", a.recurred_at AS "recurredAt", a.recurred_by AS "recurredBy", a.status, a.reopened,
  c.time_zone AS "timeZone", m.email AS "ownerEmail"`
// whoever may not see the customer any more is told nothing of it
const remindedFrom = `corrective_action a JOIN incident i ON i.customer_id = a.customer_id AND i.id = a.incident_id
  JOIN customer c ON c.id = a.customer_id JOIN member m ON m.id = a.owner_id AND m.disabled_at IS NULL
   AND (m.role = 'admin' OR m.role IN ('operator', 'manager') AND EXISTS
     (SELECT FROM membership s WHERE s.member_id = m.id AND s.customer_id = a.customer_id))`

/** Open ones with an owner that may be due; what another worker holds is left to it. */
export async function lockRemindable(db: Db, now: Date): Promise<Reminded[]> {
  const { rows } = await db.query<Reminded>(
    `SELECT ${reminded} FROM ${remindedFrom}
      WHERE a.status = 'open' AND (a.due_on <= ($1::timestamptz + interval '4 days')::date
         OR a.check_state = 'recurred' AND (a.reminded_at IS NULL OR a.reminded_at < a.recurred_at))
      ORDER BY a.reminded_at NULLS FIRST, a.due_on LIMIT 500 FOR UPDATE OF a SKIP LOCKED`,
    [now],
  )
  return rows
}

export async function findReminded(db: Db, actionId: string): Promise<Reminded | null> {
  const { rows } = await db.query<Reminded>(`SELECT ${reminded} FROM ${remindedFrom} WHERE a.id = $1`, [
    actionId,
  ])
  return rows[0] ?? null
}

export async function markReminded(db: Db, ids: readonly string[], now: Date): Promise<void> {
  await db.query('UPDATE corrective_action SET reminded_at = $2 WHERE id = ANY($1::uuid[])', [ids, now])
}
