import type { Proof } from '../api-contract.ts'
import type { IncidentRow } from '../state/incident-row.ts'
import type { Db } from '../store.server.ts'
import type { AlertLine, DeployLine, EventLine, FindingLine, Mark, SaidLine } from './sources.ts'

/** The sources of the one timeline. Of very many lines of one source the newest. */
type Key = Pick<IncidentRow, 'customerId' | 'id'>
const mostLines = 1_000
const ms = (column: string, name: string) => `(extract(epoch FROM ${column}) * 1000)::float8 AS "${name}"`

export async function findEventLines(db: Db, { customerId, id }: Key): Promise<EventLine[]> {
  const { rows } = await db.query<EventLine>(
    `SELECT id, ${ms('at', 'at')}, seq, kind, actor_kind AS "actorKind", actor_name AS "actorName", note, data
       FROM incident_event WHERE customer_id = $1 AND incident_id = $2 ORDER BY seq DESC LIMIT ${mostLines}`,
    [customerId, id],
  )
  return rows
}

export async function findAlertLines(
  db: Db,
  { customerId, id }: Key,
  kinds: readonly string[],
): Promise<AlertLine[]> {
  const { rows } = await db.query<AlertLine>(
    `SELECT e.id, ${ms('e.at', 'at')}, e.kind, e.actor_kind AS "actorKind", e.actor_name AS "actorName", e.note, e.data,
            a.id AS "alertId", a.title
       FROM incident_alert x JOIN alert a ON a.customer_id = x.customer_id AND a.id = x.alert_id
       JOIN alert_event e ON e.customer_id = a.customer_id AND e.alert_id = a.id
      WHERE x.customer_id = $1 AND x.incident_id = $2 AND x.detached_at IS NULL AND e.kind = ANY($3)
      ORDER BY e.at DESC, e.seq DESC LIMIT ${mostLines}`,
    [customerId, id, kinds],
  )
  return rows
}

/** Root causes in its linked calls, and, while it went on, in the calls that its alerts are about. */
export async function findFindingLines(db: Db, row: IncidentRow, now: Date): Promise<FindingLine[]> {
  const { rows } = await db.query<FindingLine>(
    `WITH linked AS (SELECT session_id AS id FROM incident_session
        WHERE customer_id = $1 AND incident_id = $2 AND unlinked_at IS NULL),
      told AS (SELECT DISTINCT s.id FROM incident_alert x JOIN alert a ON a.customer_id = x.customer_id AND a.id = x.alert_id
         CROSS JOIN LATERAL (SELECT a.session_id AS id UNION
           SELECT (w ->> 'sessionId')::uuid FROM jsonb_array_elements(coalesce(a.blast -> 'worst', '[]'::jsonb)) w) s
        WHERE x.customer_id = $1 AND x.incident_id = $2 AND x.detached_at IS NULL AND s.id IS NOT NULL)
     SELECT f.id, ${ms('f.opened_at', 'at')}, f.kind, f.severity, f.session_id AS "sessionId",
            coalesce(nullif(s.name, ''), s.external_id) AS "sessionName", coalesce(nullif(p.name, ''), p.external_id) AS person
       FROM finding f JOIN session s ON s.customer_id = f.customer_id AND s.id = f.session_id
       LEFT JOIN participant p ON p.customer_id = f.customer_id AND p.id = f.participant_id
      WHERE f.customer_id = $1 AND f.explained_by IS NULL AND f.severity <> 'info'
        AND (f.session_id IN (SELECT id FROM linked)
             OR f.session_id IN (SELECT id FROM told) AND f.opened_at <= $4 AND coalesce(f.cleared_at, $4) >= $3)
      ORDER BY f.opened_at DESC LIMIT 200`,
    [
      row.customerId,
      row.id,
      row.impactStartedAt ?? row.detectedAt ?? row.declaredAt,
      row.impactEndedAt ?? now,
    ],
  )
  return rows
}

export async function findNoteLines(db: Db, { customerId, id }: Key): Promise<SaidLine[]> {
  const { rows } = await db.query<SaidLine>(
    `SELECT id, ${ms('created_at', 'at')}, member_name AS name, body, '' AS state, NULL AS "publicStatus"
       FROM incident_note WHERE customer_id = $1 AND incident_id = $2 AND deleted_at IS NULL
      ORDER BY created_at DESC LIMIT ${mostLines}`,
    [customerId, id],
  )
  return rows
}

/** What the customer could read, and what was withdrawn; drafts are not history. */
export async function findUpdateLines(db: Db, { customerId, id }: Key): Promise<SaidLine[]> {
  const { rows } = await db.query<SaidLine>(
    `SELECT id, ${ms('posted_at', 'at')}, coalesce(published_name, created_name) AS name, body, state,
            public_status AS "publicStatus"
       FROM incident_update WHERE customer_id = $1 AND incident_id = $2 AND state <> 'draft'
      ORDER BY posted_at DESC LIMIT ${mostLines}`,
    [customerId, id],
  )
  return rows
}

export async function findSignalLines(db: Db, { customerId, id }: Key): Promise<SaidLine[]> {
  const { rows } = await db.query<SaidLine>(
    `SELECT id, ${ms('at', 'at')}, member_name AS name, comment AS body, kind AS state, NULL AS "publicStatus"
       FROM status_signal WHERE customer_id = $1 AND incident_id = $2 ORDER BY at DESC LIMIT ${mostLines}`,
    [customerId, id],
  )
  return rows
}

/**
 * Nothing tells us of a deploy, so the first call with a version that this app did not have in the three days before
 * stands for it, from two hours before the impact until its end.
 */
export async function findDeployLines(db: Db, row: IncidentRow, now: Date): Promise<DeployLine[]> {
  const from = new Date((row.impactStartedAt ?? row.declaredAt).getTime() - 2 * 3_600_000)
  const known = new Date(from.getTime() - 3 * 86_400_000)
  const { rows } = await db.query<DeployLine>(
    `SELECT DISTINCT ON (v.app_id, v.version) ${ms('v.first_at', 'at')}, v.version, v.app_id AS "appId", a.name AS "appName",
            v.session_id AS "sessionId"
       FROM (SELECT DISTINCT ON (s.app_id, p.client ->> 'appVersion') s.app_id, p.client ->> 'appVersion' AS version,
                    p.joined_at AS first_at, s.id AS session_id
               FROM session s JOIN participant p ON p.customer_id = s.customer_id AND p.session_id = s.id
              WHERE s.customer_id = $1 AND s.source = 'live' AND s.started_at >= $3 AND s.started_at <= $5
                AND (cardinality($2::uuid[]) = 0 OR s.app_id = ANY($2::uuid[])) AND p.client ->> 'appVersion' <> ''
              ORDER BY s.app_id, p.client ->> 'appVersion', p.joined_at) v
       JOIN app a ON a.customer_id = $1 AND a.id = v.app_id
      WHERE v.first_at >= $4 AND EXISTS (SELECT FROM session o WHERE o.customer_id = $1 AND o.app_id = v.app_id
              AND o.started_at >= $3 AND o.started_at < $4)
      ORDER BY v.app_id, v.version, v.first_at LIMIT 20`,
    [row.customerId, row.appIds, known, from, row.impactEndedAt ?? now],
  )
  return rows
}

export async function findMarks(db: Db, { customerId, id }: Key): Promise<Mark[]> {
  const { rows } = await db.query<Mark>(
    `SELECT line, starred_at AS "starredAt", proof FROM incident_mark WHERE customer_id = $1 AND incident_id = $2`,
    [customerId, id],
  )
  return rows
}

/** What is given changes, the rest stays. */
export async function saveMark(
  db: Db,
  { customerId, id }: Key,
  { line, starred, proof }: { line: string; starred?: boolean | undefined; proof?: Proof | null | undefined },
  by: string,
  now: Date,
): Promise<void> {
  const starredAt = starred ? now : null
  await db.query(
    `INSERT INTO incident_mark AS m (customer_id, incident_id, line, starred_at, starred_name, proof)
     VALUES ($1, $2, $3, $5, $6, $8)
     ON CONFLICT (customer_id, incident_id, line) DO UPDATE SET
       starred_at = CASE WHEN $4 THEN CASE WHEN $5::timestamptz IS NULL THEN NULL ELSE coalesce(m.starred_at, $5) END ELSE m.starred_at END,
       starred_name = CASE WHEN $4 THEN $6 ELSE m.starred_name END,
       proof = CASE WHEN $7 THEN $8 ELSE m.proof END`,
    [
      ...[customerId, id, line, starred !== undefined, starredAt, starred ? by : null],
      ...[proof !== undefined, proof ? JSON.stringify(proof) : null],
    ],
  )
}
