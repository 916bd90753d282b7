import type { Pool, PoolClient } from 'pg'
import type { Band } from './contract.ts'
import { type Pulse, pulseCountNames } from './pulse.ts'
import type { StoredEvent, StoredReport } from './replay.ts'

/** Every query about sessions and participants that the engine makes, through the ingest role's pool. */
type Queryable = Pool | PoolClient

/** What identifies a run of the SDK, as the envelope says it. */
export type BootKey = {
  customerId: string
  appId: string
  bootId: string
  sessionKey: string
  participantKey: string
}

export type BoundRow = { sessionId: string; participantId: string; bootNo: number; day: string }

export type NewSession = {
  id: string
  name: string | null
  simulated: boolean
  tags: Record<string, string>
}
export type NewParticipant = {
  id: string
  name: string | null
  role: string | null
  tags: Record<string, string>
  client: object
}
export type Moment = { now: Date; firstItemAt: Date; model: string }

/**
 * Where a run of the SDK belongs, found or made in one statement: to the session it was bound to before, else to the
 * live one of that name, else to one that ended after its items were made, else to a new one.
 */
export async function bindBoot(
  db: Queryable,
  key: BootKey,
  session: NewSession,
  participant: NewParticipant,
  { now, firstItemAt, model }: Moment,
): Promise<BoundRow> {
  const { rows } = await db.query<BoundRow>({
    name: 'earshot-bind',
    text: `SELECT session_id AS "sessionId", participant_id AS "participantId", boot_no::float8 AS "bootNo",
                  to_char(day, 'YYYY-MM-DD') AS day
             FROM earshot_bind($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)`,
    values: [
      key.customerId,
      key.appId,
      key.bootId,
      key.sessionKey,
      key.participantKey,
      firstItemAt,
      now,
      session.id,
      session.name,
      session.simulated,
      JSON.stringify(session.tags),
      participant.id,
      participant.name,
      participant.role,
      JSON.stringify(participant.tags),
      JSON.stringify(participant.client),
      model,
    ],
  })
  const [row] = rows
  if (!row) throw new Error('a batch could not be bound to a session')
  return row
}

/** Late client facts (`resendClient`, identify) reach the row. */
export async function updateClient(db: Queryable, customerId: string, participantId: string, client: object) {
  await db.query('UPDATE participant SET client = $3 WHERE customer_id = $1 AND id = $2', [
    customerId,
    participantId,
    JSON.stringify(client),
  ])
}

export type SessionRow = {
  customerId: string
  id: string
  appId: string
  day: string
  externalId: string
  name: string | null
  simulated: boolean
  tags: Record<string, string>
  state: 'live' | 'ended'
  endReason: string | null
  startedAt: Date
  endedAt: Date | null
  lastReportAt: Date | null
  participantsPeak: number
  score: number | null
  band: Band
  bandSince: Date
  reason: string | null
  pinnedAt: Date | null
  pinReason: string | null
}
const sessionColumns = `customer_id AS "customerId", id, app_id AS "appId", to_char(day, 'YYYY-MM-DD') AS day,
  external_id AS "externalId", name, simulated, tags, state, end_reason AS "endReason", started_at AS "startedAt",
  ended_at AS "endedAt", last_report_at AS "lastReportAt", participants_peak AS "participantsPeak", score, band,
  band_since AS "bandSince", reason, pinned_at AS "pinnedAt", pin_reason AS "pinReason"`

export async function readLiveSessions(db: Queryable): Promise<SessionRow[]> {
  const { rows } = await db.query<SessionRow>(`SELECT ${sessionColumns} FROM session WHERE state = 'live'`)
  return rows
}

export async function readSessionRow(db: Queryable, customerId: string, sessionId: string) {
  const { rows } = await db.query<SessionRow>(
    `SELECT ${sessionColumns} FROM session WHERE customer_id = $1 AND id = $2`,
    [customerId, sessionId],
  )
  return rows[0] ?? null
}

/** Whose session it is, for the socket's tenant check. */
export async function readCustomerOfSession(db: Queryable, sessionId: string): Promise<string | null> {
  const { rows } = await db.query<{ customerId: string }>(
    'SELECT customer_id AS "customerId" FROM session WHERE id = $1',
    [sessionId],
  )
  return rows[0]?.customerId ?? null
}

export type ParticipantRow = {
  id: string
  sessionId: string
  externalId: string
  name: string | null
  role: string | null
  tags: Record<string, string>
  client: Record<string, unknown>
  joinedAt: Date
  leftAt: Date | null
  leftReason: string | null
}

export async function readParticipantRows(db: Queryable, sessionIds: string[]): Promise<ParticipantRow[]> {
  const { rows } = await db.query<ParticipantRow>(
    `SELECT id, session_id AS "sessionId", external_id AS "externalId", name, role, tags, client,
            joined_at AS "joinedAt", left_at AS "leftAt", left_reason AS "leftReason"
       FROM participant WHERE session_id = ANY($1::uuid[])`,
    [sessionIds],
  )
  return rows
}

const ms = (column: string) => `(extract(epoch FROM ${column}) * 1000)::float8 AS ${column}`

/** The reports of the last minutes, oldest first: what a restarted engine needs to go on. */
export async function readRecentReports(
  db: Queryable,
  customerId: string,
  participantIds: string[],
  day: string,
  since: Date,
) {
  const { rows } = await db.query<StoredReport>(
    `SELECT participant_id AS "participantId", boot_no::float8 AS "bootNo", seq, ${ms('at')},
            convert_from(payload, 'UTF8') AS payload FROM telemetry
      WHERE customer_id = $1 AND participant_id = ANY($2::uuid[]) AND day = $3 AND at >= $4`,
    [customerId, participantIds, day, since],
  )
  return rows
}

/** The events that make a participant's context (tracks, connections, mutes), oldest first. */
export async function readContextEvents(
  db: Queryable,
  customerId: string,
  sessionId: string,
  day: string,
  types: string[],
) {
  const { rows } = await db.query<StoredEvent>(
    `SELECT participant_id AS "participantId", boot_no::float8 AS "bootNo", seq, ${ms('at')}, type, connection, track, data
       FROM event WHERE customer_id = $1 AND session_id = $2 AND day = $3 AND type = ANY($4::text[])`,
    [customerId, sessionId, day, types],
  )
  return rows
}

/** The newest events of some types: what a chat may have thousands of. */
export async function readNewestEvents(
  db: Queryable,
  customerId: string,
  sessionId: string,
  day: string,
  types: string[],
) {
  const { rows } = await db.query<StoredEvent>(
    `SELECT participant_id AS "participantId", boot_no::float8 AS "bootNo", seq, ${ms('at')}, type, connection, track, data
       FROM event WHERE customer_id = $1 AND session_id = $2 AND day = $3 AND type = ANY($4::text[])
      ORDER BY at DESC LIMIT 20000`,
    [customerId, sessionId, day, types],
  )
  return rows
}

export type SessionSave = {
  customerId: string
  id: string
  state: 'live' | 'ended'
  endReason: string | null
  endedAt: Date | null
  lastReportAt: Date | null
  participantsPeak: number
  score: number | null
  band: Band
  bandSince: Date
  reason: string | null
  painMinutes: number
  cause: string | null
  causes: string[]
}

export async function saveSessions(db: Queryable, rows: SessionSave[]) {
  if (rows.length === 0) return
  await db.query(
    `UPDATE session s SET state = x.state::"SessionState", end_reason = x.end_reason, ended_at = x.ended_at,
            last_report_at = x.last_report_at, participants_peak = x.peak, score = x.score,
            band = x.band::"BandName", band_since = x.band_since, reason = x.reason,
            pain_minutes = x.pain_minutes, cause = x.cause, causes = string_to_array(x.causes, ',')
       FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::timestamptz[], $6::timestamptz[], $7::int[],
                   $8::float8[], $9::text[], $10::timestamptz[], $11::text[], $12::float8[], $13::text[], $14::text[])
            AS x(customer_id, id, state, end_reason, ended_at, last_report_at, peak, score, band, band_since, reason,
                 pain_minutes, cause, causes)
      WHERE s.customer_id = x.customer_id AND s.id = x.id`,
    [
      rows.map((row) => row.customerId),
      rows.map((row) => row.id),
      rows.map((row) => row.state),
      rows.map((row) => row.endReason),
      rows.map((row) => row.endedAt),
      rows.map((row) => row.lastReportAt),
      rows.map((row) => row.participantsPeak),
      rows.map((row) => row.score),
      rows.map((row) => row.band),
      rows.map((row) => row.bandSince),
      rows.map((row) => row.reason),
      rows.map((row) => row.painMinutes),
      rows.map((row) => row.cause),
      rows.map((row) => row.causes.join(',')),
    ],
  )
}

export type ParticipantSave = {
  customerId: string
  id: string
  leftAt: Date | null
  leftReason: string | null
  lastReportAt: Date | null
  view: string
  score: number | null
  band: Band
  painMinutes: number
  attemptAt: Date | null
  joinOutcome: string | null
  joinFailure: string | null
  setupMs: number | null
  joinPhases: string
  dropped: boolean
  recovered: boolean
}

export async function saveParticipants(db: Queryable, rows: ParticipantSave[]) {
  if (rows.length === 0) return
  await db.query(
    `UPDATE participant p SET left_at = x.left_at, left_reason = x.left_reason, last_report_at = x.last_report_at,
            view = x.view::jsonb, score = x.score, band = x.band::"BandName", pain_minutes = x.pain_minutes,
            attempt_at = x.attempt_at, join_outcome = x.join_outcome, join_failure = x.join_failure,
            setup_ms = x.setup_ms, join_phases = x.join_phases::jsonb, dropped = x.dropped, recovered = x.recovered
       FROM unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::text[], $5::timestamptz[], $6::text[], $7::float8[],
                   $8::text[], $9::float8[], $10::timestamptz[], $11::text[], $12::text[], $13::int[], $14::text[],
                   $15::bool[], $16::bool[])
            AS x(customer_id, id, left_at, left_reason, last_report_at, view, score, band, pain_minutes, attempt_at,
                 join_outcome, join_failure, setup_ms, join_phases, dropped, recovered)
      WHERE p.customer_id = x.customer_id AND p.id = x.id`,
    [
      rows.map((row) => row.customerId),
      rows.map((row) => row.id),
      rows.map((row) => row.leftAt),
      rows.map((row) => row.leftReason),
      rows.map((row) => row.lastReportAt),
      rows.map((row) => row.view),
      rows.map((row) => row.score),
      rows.map((row) => row.band),
      rows.map((row) => row.painMinutes),
      rows.map((row) => row.attemptAt),
      rows.map((row) => row.joinOutcome),
      rows.map((row) => row.joinFailure),
      rows.map((row) => row.setupMs),
      rows.map((row) => row.joinPhases),
      rows.map((row) => row.dropped),
      rows.map((row) => row.recovered),
    ],
  )
}

export type ConnectionSave = {
  customerId: string
  participantId: string
  bootNo: number
  connection: number
  sessionId: string
  createdAt: Date
  closedAt: Date | null
  state: string
  localCandidateType: string | null
  remoteCandidateType: string | null
  protocol: string | null
  relayProtocol: string | null
  relayHost: string | null
  localPrefix: string | null
}

export async function saveConnections(db: Queryable, rows: ConnectionSave[]) {
  if (rows.length === 0) return
  await db.query(
    `INSERT INTO connection (customer_id, participant_id, boot_no, connection, session_id, created_at, closed_at, state,
                             local_candidate_type, remote_candidate_type, protocol, relay_protocol, relay_host,
                             local_prefix)
     SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::int[], $5::uuid[], $6::timestamptz[],
                          $7::timestamptz[], $8::text[], $9::text[], $10::text[], $11::text[], $12::text[], $13::text[],
                          $14::text[])
     ON CONFLICT (customer_id, participant_id, boot_no, connection) DO UPDATE
       SET closed_at = EXCLUDED.closed_at, state = EXCLUDED.state,
           local_candidate_type = EXCLUDED.local_candidate_type, remote_candidate_type = EXCLUDED.remote_candidate_type,
           protocol = EXCLUDED.protocol, relay_protocol = EXCLUDED.relay_protocol, relay_host = EXCLUDED.relay_host,
           local_prefix = EXCLUDED.local_prefix`,
    [
      rows.map((row) => row.customerId),
      rows.map((row) => row.participantId),
      rows.map((row) => row.bootNo),
      rows.map((row) => row.connection),
      rows.map((row) => row.sessionId),
      rows.map((row) => row.createdAt),
      rows.map((row) => row.closedAt),
      rows.map((row) => row.state),
      rows.map((row) => row.localCandidateType),
      rows.map((row) => row.remoteCandidateType),
      rows.map((row) => row.protocol),
      rows.map((row) => row.relayProtocol),
      rows.map((row) => row.relayHost),
      rows.map((row) => row.localPrefix),
    ],
  )
}

export type MinuteSave = {
  customerId: string
  participantId: string
  minute: Date
  day: string
  sessionId: string
  score: number | null
  receiveScore: number | null
  sendScore: number | null
  band: Band
  deductions: string
  model: string
}

export async function saveMinutes(db: Queryable, rows: MinuteSave[]) {
  if (rows.length === 0) return
  await db.query(
    `INSERT INTO participant_minute (customer_id, participant_id, minute, day, session_id, score, receive_score,
                                     send_score, band, deductions, model)
     SELECT a, b, c, d, e, f, g, h, i::"BandName", j::jsonb, k
       FROM unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::date[], $5::uuid[], $6::float8[], $7::float8[],
                   $8::float8[], $9::text[], $10::text[], $11::text[]) AS x(a, b, c, d, e, f, g, h, i, j, k)
     ON CONFLICT DO NOTHING`,
    [
      rows.map((row) => row.customerId),
      rows.map((row) => row.participantId),
      rows.map((row) => row.minute),
      rows.map((row) => row.day),
      rows.map((row) => row.sessionId),
      rows.map((row) => row.score),
      rows.map((row) => row.receiveScore),
      rows.map((row) => row.sendScore),
      rows.map((row) => row.band),
      rows.map((row) => row.deductions),
      rows.map((row) => row.model),
    ],
  )
}

/** One app × dimension × 10 s. Integer columns run in the order of `pulseCountNames`. */
export type PulseSave = Pulse & { bucket: Date }
const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
const countColumns = pulseCountNames.map(snake)

/** Adds to the bucket: two engines that share an app, or one that restarted, both count. */
export async function savePulses(db: Queryable, rows: PulseSave[]) {
  if (rows.length === 0) return
  const first = 8 // parameters before the counts
  const types = pulseCountNames.map((name) => (name === 'scoreSum' ? 'float8[]' : 'int[]'))
  await db.query(
    `INSERT INTO pulse_10s (customer_id, app_id, dimension, value, bucket, score_histogram, model, ${countColumns.join(', ')})
     SELECT a, b, c, d, e, string_to_array(f, ',')::int[], g, ${countColumns.map((_, i) => `n${i}`).join(', ')}
       FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::timestamptz[], $6::text[], $7::text[],
                   ${types.map((type, i) => `$${first + i}::${type}`).join(', ')})
            AS x(a, b, c, d, e, f, g, ${countColumns.map((_, i) => `n${i}`).join(', ')})
     ON CONFLICT (customer_id, app_id, dimension, value, bucket) DO UPDATE SET
       ${countColumns.map((name) => `${name} = pulse_10s.${name} + EXCLUDED.${name}`).join(', ')}`,
    [
      rows.map((row) => row.customerId),
      rows.map((row) => row.appId),
      rows.map((row) => row.dimension),
      rows.map((row) => row.value),
      rows.map((row) => row.bucket),
      rows.map((row) => row.scoreHistogram.join(',')),
      rows.map((row) => row.model),
      ...pulseCountNames.map((name) => rows.map((row) => row.counts[name])),
    ],
  )
}

export type AppRow = { customerId: string; customerName: string; appId: string; appName: string }

export async function readApps(db: Queryable): Promise<AppRow[]> {
  const { rows } = await db.query<AppRow>(
    `SELECT a.customer_id AS "customerId", c.name AS "customerName", a.id AS "appId", a.name AS "appName"
       FROM app a JOIN customer c ON c.id = a.customer_id`,
  )
  return rows
}

export type PulseMinute = {
  appId: string
  minute: Date
  scoreSum: number
  scoreCount: number
  goodMinutes: number
  fairMinutes: number
  poorMinutes: number
  badMinutes: number
  reports: number
  joinAttempts: number
  joinFailures: number
  joins: number
  drops: number
}

/** Whole-app minutes since `since`, for the trend after a restart. */
export async function readPulseMinutes(db: Queryable, since: Date): Promise<PulseMinute[]> {
  const { rows } = await db.query<PulseMinute>(
    `SELECT app_id AS "appId", date_trunc('minute', bucket) AS minute, sum(score_sum)::float8 AS "scoreSum",
            sum(score_count)::int AS "scoreCount", sum(good_minutes)::int AS "goodMinutes",
            sum(fair_minutes)::int AS "fairMinutes", sum(poor_minutes)::int AS "poorMinutes",
            sum(bad_minutes)::int AS "badMinutes", sum(reports)::int AS reports,
            sum(join_attempts)::int AS "joinAttempts", sum(join_failures)::int AS "joinFailures",
            sum(joins)::int AS joins, sum(drops)::int AS drops
       FROM pulse_10s WHERE bucket >= $1 AND dimension = '' GROUP BY 1, 2`,
    [since],
  )
  return rows
}
