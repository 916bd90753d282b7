import type { LinkedSession } from '../api-contract.ts'
import type { Db } from '../store.server.ts'

/** Which calls show what happened. */
type Key = { customerId: string; id: string }
type Link = { sessionId: string; why: string; by: string | null; byName: string; at: Date }

const ms = (column: string, name: string) => `(extract(epoch FROM ${column}) * 1000)::float8 AS "${name}"`

/** False: it is linked already; the reason is the newer one then. */
export async function saveLink(db: Db, { customerId, id }: Key, link: Link): Promise<boolean> {
  const { rows } = await db.query<{ was: boolean }>(
    `WITH old AS (SELECT FROM incident_session WHERE customer_id = $1 AND incident_id = $2 AND session_id = $3
                     AND unlinked_at IS NULL)
     INSERT INTO incident_session (customer_id, incident_id, session_id, linked_at, linked_by, linked_name, why)
     VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (customer_id, incident_id, session_id) DO UPDATE
       SET linked_at = EXCLUDED.linked_at, linked_by = EXCLUDED.linked_by, linked_name = EXCLUDED.linked_name,
           why = EXCLUDED.why, unlinked_at = NULL
     RETURNING EXISTS (SELECT FROM old) AS was`,
    [customerId, id, link.sessionId, link.at, link.by, link.byName, link.why],
  )
  return rows[0]?.was === false
}

/** False: it was not linked. */
export async function endLink(
  db: Db,
  { customerId, id }: Key,
  sessionId: string,
  at: Date,
): Promise<boolean> {
  const { rowCount } = await db.query(
    `UPDATE incident_session SET unlinked_at = $4
      WHERE customer_id = $1 AND incident_id = $2 AND session_id = $3 AND unlinked_at IS NULL`,
    [customerId, id, sessionId, at],
  )
  return rowCount === 1
}

/** Another incident that shows this call too. */
export async function findOtherLink(
  db: Db,
  { customerId, id }: Key,
  sessionId: string,
): Promise<string | null> {
  const { rows } = await db.query<{ reference: string }>(
    `SELECT i.reference FROM incident_session x JOIN incident i ON i.customer_id = x.customer_id AND i.id = x.incident_id
      WHERE x.customer_id = $1 AND x.session_id = $3 AND x.incident_id <> $2 AND x.unlinked_at IS NULL
      ORDER BY x.linked_at LIMIT 1`,
    [customerId, id, sessionId],
  )
  return rows[0]?.reference ?? null
}

/** Its calls, oldest link first. */
export async function findLinked(db: Db, { customerId, id }: Key): Promise<LinkedSession[]> {
  const { rows } = await db.query<LinkedSession>(
    `SELECT s.id AS "sessionId", coalesce(nullif(s.name, ''), s.external_id) AS name, ${ms('s.started_at', 'startedAt')},
            s.score, s.band::text AS band, x.why, x.linked_name AS "linkedName", ${ms('x.linked_at', 'linkedAt')},
            s.pinned_at IS NOT NULL AS pinned
       FROM incident_session x JOIN session s ON s.customer_id = x.customer_id AND s.id = x.session_id
      WHERE x.customer_id = $1 AND x.incident_id = $2 AND x.unlinked_at IS NULL
      ORDER BY x.linked_at, s.id LIMIT 200`,
    [customerId, id],
  )
  return rows
}
