import type { PoolClient } from 'pg'
import type { TenantScope } from '#lib/access/member.ts'
import { queryInScope, writeInScope } from '#lib/db/transaction.server.ts'
import { insertRows } from '#lib/telemetry/store.server.ts'
import type { Row } from '#lib/telemetry/write-columns.ts'
import type { ConnectionSave, ParticipantSave, SessionSave } from '../store.server.ts'
import type { ImportStage, ImportView } from './contract.ts'

/** Every query of imports, through the web role: row-level security sees to the scope a second time. */

const ms = (column: string, name: string) => `(extract(epoch FROM ${column}) * 1000)::float8 AS "${name}"`

export type ImportApp = { customerId: string; appId: string }

export async function findImportApp(scope: TenantScope, appId: string): Promise<ImportApp | null> {
  const rows = await queryInScope<ImportApp>(
    scope,
    'SELECT customer_id AS "customerId", id AS "appId" FROM app WHERE customer_id = ANY($1::uuid[]) AND id = $2',
    [scope.customerIds, appId],
  )
  return rows[0] ?? null
}

export type NewImport = {
  customerId: string
  importId: string
  appId: string
  memberId: string
  memberName: string
  fileName: string
  totalBytes: number | null
  at: Date
}

/** False when an import of this id is there already. */
export async function insertImport(scope: TenantScope, row: NewImport): Promise<boolean> {
  const made = await writeInScope(scope, (client) =>
    client.query(
      `INSERT INTO session_import (customer_id, id, app_id, member_id, member_name, file_name, stage, total_bytes,
                                   created_at, updated_at)
       VALUES ($1, $2, $3, $4, $5, $6, 'reading', $7, $8, $8) ON CONFLICT DO NOTHING`,
      [
        row.customerId,
        row.importId,
        row.appId,
        row.memberId,
        row.memberName,
        row.fileName,
        row.totalBytes,
        row.at,
      ],
    ),
  )
  return made.rowCount === 1
}

export type Progress = { stage: ImportStage; bytesRead: number; at: Date }

export async function saveProgress(scope: TenantScope, app: ImportApp, importId: string, progress: Progress) {
  await writeInScope(scope, (client) =>
    client.query(
      `UPDATE session_import SET stage = $3, bytes_read = $4, updated_at = $5
        WHERE customer_id = $1 AND id = $2 AND stage NOT IN ('done', 'failed')`,
      [app.customerId, importId, progress.stage, progress.bytesRead, progress.at],
    ),
  )
}

export async function saveProblem(
  scope: TenantScope,
  app: ImportApp,
  importId: string,
  problem: { code: string; message: string; at: Date },
) {
  await writeInScope(scope, (client) =>
    client.query(
      `UPDATE session_import SET stage = 'failed', problem_code = $3, problem = $4, updated_at = $5
        WHERE customer_id = $1 AND id = $2`,
      [app.customerId, importId, problem.code, problem.message, problem.at],
    ),
  )
}

/** In the transaction that stores the session: the import is done exactly when its session is there. */
export async function markDone(
  client: PoolClient,
  app: ImportApp,
  importId: string,
  done: { sessionId: string; format: string; notes: readonly string[]; bytesRead: number; at: Date },
) {
  await client.query(
    `UPDATE session_import SET stage = 'done', session_id = $3, format = $4, notes = $5, bytes_read = $6, updated_at = $7
      WHERE customer_id = $1 AND id = $2`,
    [app.customerId, importId, done.sessionId, done.format, done.notes, done.bytesRead, done.at],
  )
}

export async function findImport(scope: TenantScope, importId: string): Promise<ImportView | null> {
  const rows = await queryInScope<ImportView>(
    scope,
    `SELECT id AS "importId", app_id AS "appId", file_name AS "fileName", stage, bytes_read::float8 AS "bytesRead",
            total_bytes::float8 AS "totalBytes", format, session_id AS "sessionId", notes,
            CASE WHEN problem_code IS NULL THEN NULL
                 ELSE json_build_object('code', problem_code, 'message', coalesce(problem, '')) END AS problem,
            ${ms('created_at', 'createdAt')}, ${ms('updated_at', 'updatedAt')}
       FROM session_import WHERE customer_id = ANY($1::uuid[]) AND id = $2`,
    [scope.customerIds, importId],
  )
  return rows[0] ?? null
}

/** Numbers for runs of the SDK, before their rows are there. */
export async function reserveBootNos(scope: TenantScope, count: number): Promise<number[]> {
  const rows = await queryInBootSequence(scope, count)
  return rows.map(({ no }) => no)
}

function queryInBootSequence(scope: TenantScope, count: number): Promise<{ no: number }[]> {
  return writeInScope(scope, async (client) => {
    const { rows } = await client.query<{ no: number }>(
      `SELECT nextval('boot_no_seq')::float8 AS no FROM generate_series(1, $1)`,
      [count],
    )
    return rows
  })
}

export type ImportedSessionRow = SessionSave & {
  appId: string
  day: string
  externalId: string
  name: string | null
  startedAt: Date
  importedFrom: string
  model: string
}

export async function insertImportedSession(client: PoolClient, row: ImportedSessionRow) {
  await client.query(
    `INSERT INTO session (customer_id, id, app_id, day, external_id, name, state, end_reason, started_at, ended_at,
       last_report_at, participants_peak, score, band, band_since, reason, model, source, imported_from, pain_minutes,
       cause, causes)
     VALUES ($1, $2, $3, $4, $5, $6, 'ended', $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, 'imported', $17, $18, $19, $20)`,
    [
      row.customerId,
      row.id,
      row.appId,
      row.day,
      row.externalId,
      row.name,
      row.endReason,
      row.startedAt,
      row.endedAt,
      row.lastReportAt,
      row.participantsPeak,
      row.score,
      row.band,
      row.bandSince,
      row.reason,
      row.model,
      row.importedFrom,
      row.painMinutes,
      row.cause,
      row.causes,
    ],
  )
}

export type ImportedParticipantRow = ParticipantSave & {
  sessionId: string
  externalId: string
  name: string | null
  client: string
  joinedAt: Date
  model: string
}

export async function insertImportedParticipant(client: PoolClient, row: ImportedParticipantRow) {
  await client.query(
    `INSERT INTO participant (customer_id, id, session_id, external_id, name, client, joined_at, left_at, left_reason,
       last_report_at, view, score, band, model, pain_minutes, attempt_at, join_outcome, join_failure, setup_ms,
       join_phases, dropped, recovered)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)`,
    [
      row.customerId,
      row.id,
      row.sessionId,
      row.externalId,
      row.name,
      row.client,
      row.joinedAt,
      row.leftAt,
      row.leftReason,
      row.lastReportAt,
      row.view,
      row.score,
      row.band,
      row.model,
      row.painMinutes,
      row.attemptAt,
      row.joinOutcome,
      row.joinFailure,
      row.setupMs,
      row.joinPhases,
      row.dropped,
      row.recovered,
    ],
  )
}

export type ImportedBootRow = {
  customerId: string
  no: number
  appId: string
  bootId: string
  sessionKey: string
  participantKey: string
  sessionId: string
  participantId: string
  day: string
}

export async function insertImportedBoot(client: PoolClient, row: ImportedBootRow) {
  await client.query(
    `INSERT INTO boot (customer_id, no, app_id, boot_id, session_key, participant_key, session_id, participant_id, day)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      row.customerId,
      row.no,
      row.appId,
      row.bootId,
      row.sessionKey,
      row.participantKey,
      row.sessionId,
      row.participantId,
      row.day,
    ],
  )
}

export async function insertImportedConnection(client: PoolClient, row: ConnectionSave) {
  await client.query(
    `INSERT INTO connection (customer_id, participant_id, boot_no, connection, session_id, created_at, closed_at, state,
       local_candidate_type, remote_candidate_type, protocol, relay_protocol, relay_host)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      row.customerId,
      row.participantId,
      row.bootNo,
      row.connection,
      row.sessionId,
      row.createdAt,
      row.closedAt,
      row.state,
      row.localCandidateType,
      row.remoteCandidateType,
      row.protocol,
      row.relayProtocol,
      row.relayHost,
    ],
  )
}

const rowsPerStatement = 1_000
const statementMs = 5_000

/** Reports and events, in statements of bounded size. */
export async function insertImportedRows(
  client: PoolClient,
  telemetry: readonly Row[],
  events: readonly Row[],
) {
  for (let i = 0; i < Math.max(telemetry.length, events.length); i += rowsPerStatement)
    await insertRows(
      client,
      telemetry.slice(i, i + rowsPerStatement),
      events.slice(i, i + rowsPerStatement),
      statementMs,
    )
}
