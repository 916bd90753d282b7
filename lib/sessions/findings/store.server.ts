import type { Pool, PoolClient } from 'pg'
import type { TenantScope } from '#lib/access/member.ts'
import { queryInScope } from '#lib/db/transaction.server.ts'
import type { Finding } from '#lib/diagnosis/contract.ts'

/** Findings in Postgres: written by the engine, read by people and by an engine that starts. */
type Queryable = Pool | PoolClient

export type FindingSave = Finding & { customerId: string; appId: string }

const ms = (column: string, name: string) => `(extract(epoch FROM ${column}) * 1000)::float8 AS "${name}"`
const columns = `id AS "findingId", kind, model, session_id AS "sessionId", participant_id AS "participantId",
  about_id AS "aboutId", connection, track, direction, side, severity, confidence, owner, ${ms('opened_at', 'openedAt')},
  ${ms('raised_at', 'raisedAt')}, ${ms('cleared_at', 'clearedAt')}, close_reason AS "closeReason", evidence,
  coalesce(affected::text[], '{}') AS affected, explained_by AS "explainedBy", rank`

/** Raised, changed and closed episodes; the newest word counts. */
export async function saveFindings(db: Queryable, rows: FindingSave[]) {
  if (rows.length === 0) return
  await db.query(
    `${insertText}
     ON CONFLICT (customer_id, id) DO UPDATE SET severity = EXCLUDED.severity, confidence = EXCLUDED.confidence,
       side = EXCLUDED.side, owner = EXCLUDED.owner, about_id = EXCLUDED.about_id, raised_at = EXCLUDED.raised_at,
       cleared_at = EXCLUDED.cleared_at, close_reason = EXCLUDED.close_reason, evidence = EXCLUDED.evidence,
       affected = EXCLUDED.affected, explained_by = EXCLUDED.explained_by, rank = EXCLUDED.rank`,
    [JSON.stringify(rows.map(asRow))],
  )
}

/** All findings of a call that is over, none of which is there yet: asks for no right to change any. */
export async function insertFindings(db: Queryable, rows: FindingSave[]) {
  if (rows.length > 0) await db.query(insertText, [JSON.stringify(rows.map(asRow))])
}

const insertText = `INSERT INTO finding (customer_id, id, session_id, app_id, kind, model, participant_id, about_id, connection, track,
       direction, side, severity, confidence, owner, opened_at, raised_at, cleared_at, close_reason, evidence, affected,
       explained_by, rank)
     SELECT x.customer_id, x.id, x.session_id, x.app_id, x.kind, x.model, x.participant_id, x.about_id, x.connection,
            x.track, x.direction, x.side, x.severity, x.confidence, x.owner, x.opened_at, x.raised_at, x.cleared_at,
            x.close_reason, x.evidence, x.affected, x.explained_by, x.rank
       FROM jsonb_to_recordset($1::jsonb) AS x(customer_id uuid, id uuid, session_id uuid, app_id uuid, kind text,
            model text, participant_id uuid, about_id uuid, connection int, track int, direction text, side text,
            severity text, confidence text, owner text, opened_at timestamptz, raised_at timestamptz,
            cleared_at timestamptz, close_reason text, evidence jsonb, affected uuid[], explained_by uuid, rank int)`

function asRow(row: FindingSave) {
  const time = (at: number | null) => (at === null ? null : new Date(at).toISOString())
  return {
    customer_id: row.customerId,
    id: row.findingId,
    session_id: row.sessionId,
    app_id: row.appId,
    kind: row.kind,
    model: row.model,
    participant_id: row.participantId,
    about_id: row.aboutId,
    connection: row.connection,
    track: row.track,
    direction: row.direction,
    side: row.side,
    severity: row.severity,
    confidence: row.confidence,
    owner: row.owner,
    opened_at: time(row.openedAt),
    raised_at: time(row.raisedAt),
    cleared_at: time(row.clearedAt),
    close_reason: row.closeReason,
    evidence: row.evidence,
    affected: row.affected,
    explained_by: row.explainedBy,
    rank: row.rank,
  }
}

/** For an engine that takes the call up again. */
export async function readFindings(db: Queryable, customerId: string, sessionId: string): Promise<Finding[]> {
  const { rows } = await db.query<Finding>(
    `SELECT ${columns} FROM finding WHERE customer_id = $1 AND session_id = $2 ORDER BY raised_at, id`,
    [customerId, sessionId],
  )
  return rows
}

const mostFindings = 1_000

/** For people. */
export function findFindings(scope: TenantScope, customerId: string, sessionId: string): Promise<Finding[]> {
  return queryInScope<Finding>(
    scope,
    `SELECT ${columns} FROM finding WHERE customer_id = $1 AND session_id = $2 ORDER BY raised_at, id LIMIT ${mostFindings}`,
    [customerId, sessionId],
  )
}
