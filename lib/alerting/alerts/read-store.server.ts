import type { AlertRow } from './alert-row.ts'
import type { AlertDetail, AlertEvent, AlertNote } from './contract.ts'
import { alertColumns, type Db } from './store.server.ts'
import type { NamedAlert } from './to-view.ts'

/** Reads about one alert. They run inside a scope; naming the customers as well is the second wall. */

export const namedColumns = `${alertColumns}, c.name AS "customerName", p.name AS "appName"`
export const namedFrom = `alert a JOIN customer c ON c.id = a.customer_id
  LEFT JOIN app p ON p.customer_id = a.customer_id AND p.id = a.app_id`

const ms = (column: string, name: string) => `(extract(epoch FROM ${column}) * 1000)::float8 AS "${name}"`
const mostEvents = 1_000
const mostNotes = 1_000

type Key = Pick<AlertRow, 'customerId' | 'id'>

export async function findAlert(
  db: Db,
  customerIds: readonly string[],
  alertId: string,
): Promise<NamedAlert | null> {
  const { rows } = await db.query<NamedAlert>(
    `SELECT ${namedColumns} FROM ${namedFrom} WHERE a.customer_id = ANY($1::uuid[]) AND a.id = $2`,
    [customerIds, alertId],
  )
  return rows[0] ?? null
}

export async function findKey(db: Db, customerIds: readonly string[], alertId: string) {
  const { rows } = await db.query<{ customerId: string; dedupKey: string }>(
    `SELECT customer_id AS "customerId", dedup_key AS "dedupKey" FROM alert
      WHERE customer_id = ANY($1::uuid[]) AND id = $2`,
    [customerIds, alertId],
  )
  return rows[0] ?? null
}

/** Whether this person has said "me too" since it was acknowledged. */
export async function hasAcknowledgedToo(db: Db, { customerId, id }: Key, memberId: string) {
  const { rowCount } = await db.query(
    `SELECT FROM alert_event e JOIN alert a ON a.customer_id = e.customer_id AND a.id = e.alert_id
      WHERE e.customer_id = $1 AND e.alert_id = $2 AND e.kind = 'acknowledged-too' AND e.actor_id = $3
        AND e.at >= a.acknowledged_at LIMIT 1`,
    [customerId, id, memberId],
  )
  return (rowCount ?? 0) > 0
}

/** Whoever, or whatever, ended it. */
export async function findResolver(db: Db, { customerId, id }: Key): Promise<string | null> {
  const { rows } = await db.query<{ name: string }>(
    `SELECT actor_name AS name FROM alert_event WHERE customer_id = $1 AND alert_id = $2 AND kind = 'resolved'
      ORDER BY seq DESC LIMIT 1`,
    [customerId, id],
  )
  return rows[0]?.name ?? null
}

export type StaffPerson = { memberId: string; name: string }

/** People of staff who may see this customer. */
export async function findPeople(db: Db, customerId: string): Promise<StaffPerson[]> {
  const { rows } = await db.query<StaffPerson>(
    `SELECT m.id AS "memberId", m.name FROM member m
      WHERE m.disabled_at IS NULL AND (m.role = 'admin' OR m.role IN ('operator', 'manager') AND EXISTS
        (SELECT FROM membership s WHERE s.member_id = m.id AND s.customer_id = $1))
      ORDER BY m.name, m.id LIMIT 1000`,
    [customerId],
  )
  return rows
}

/** Oldest first; of very many the newest. */
export async function findEvents(db: Db, { customerId, id }: Key): Promise<AlertEvent[]> {
  const { rows } = await db.query<AlertEvent>(
    `SELECT id AS "eventId", seq, ${ms('at', 'at')}, kind, actor_kind AS "actorKind", actor_id AS "actorId",
            actor_name AS "actorName", from_state AS "fromState", to_state AS "toState", note, data
       FROM alert_event WHERE customer_id = $1 AND alert_id = $2 ORDER BY seq DESC LIMIT ${mostEvents}`,
    [customerId, id],
  )
  return rows.reverse()
}

export const noteColumns = `id AS "noteId", member_id AS "memberId", member_name AS "memberName", body, mentions,
  ${ms('created_at', 'createdAt')}, ${ms('edited_at', 'editedAt')}, ${ms('deleted_at', 'deletedAt')}, version`

/** Oldest first. Of a deleted one the fact alone. */
export async function findNotes(db: Db, { customerId, id }: Key): Promise<AlertNote[]> {
  const { rows } = await db.query<AlertNote>(
    `SELECT ${noteColumns} FROM alert_note WHERE customer_id = $1 AND alert_id = $2
      ORDER BY created_at DESC, id DESC LIMIT ${mostNotes}`,
    [customerId, id],
  )
  return rows.reverse().map((note) => (note.deletedAt === null ? note : { ...note, body: '', mentions: [] }))
}

export type PastEpisode = {
  alertId: string
  title: string
  openedAt: number
  resolvedAt: number | null
  resolvedBy: string | null
  resolveReason: string | null
  lastNote: string | null
}

/** Earlier episodes of the same key, newest first, with the last word that was said on each. */
export async function findPast(db: Db, row: AlertRow): Promise<PastEpisode[]> {
  const { rows } = await db.query<PastEpisode>(
    `SELECT a.id AS "alertId", a.title, ${ms('a.opened_at', 'openedAt')}, ${ms('a.resolved_at', 'resolvedAt')},
            a.resolved_by AS "resolvedBy", a.resolve_reason AS "resolveReason", n.body AS "lastNote"
       FROM alert a LEFT JOIN LATERAL (SELECT body FROM alert_note n WHERE n.customer_id = a.customer_id
              AND n.alert_id = a.id AND n.deleted_at IS NULL ORDER BY created_at DESC, id DESC LIMIT 1) n ON true
      WHERE a.customer_id = $1 AND a.dedup_key = $2 AND a.id <> $3 AND a.opened_at <= $4
      ORDER BY a.opened_at DESC, a.id DESC LIMIT 10`,
    [row.customerId, row.dedupKey, row.id, row.openedAt],
  )
  return rows
}

/** Which incident gathers it; at most one. */
export async function findIncidentOf(db: Db, { customerId, id }: Key): Promise<AlertDetail['incident']> {
  const { rows } = await db.query<NonNullable<AlertDetail['incident']>>(
    `SELECT i.id AS "incidentId", i.reference, i.title, i.status FROM incident_alert x
       JOIN incident i ON i.customer_id = x.customer_id AND i.id = x.incident_id
      WHERE x.customer_id = $1 AND x.alert_id = $2 AND x.detached_at IS NULL`,
    [customerId, id],
  )
  return rows[0] ?? null
}

export type AlertHead = Pick<AlertRow, 'customerId' | 'severity' | 'state' | 'version'> & { alertId: string }

export async function findHeads(
  db: Db,
  customerIds: readonly string[],
  alertIds: readonly string[],
): Promise<AlertHead[]> {
  const { rows } = await db.query<AlertHead>(
    `SELECT id AS "alertId", customer_id AS "customerId", severity, state, version FROM alert
      WHERE customer_id = ANY($1::uuid[]) AND id = ANY($2::uuid[])`,
    [customerIds, alertIds],
  )
  return rows
}
