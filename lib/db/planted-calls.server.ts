import { v7 as uuidv7 } from 'uuid'
import { pool } from './pools.server.ts'

/** Calls made by hand for tests of reports: what is not given is a calm call of ten minutes. */
export type PlantedPerson = {
  externalId?: string
  role?: string | null
  tags?: Record<string, string>
  client?: Record<string, string>
  codecs?: string[]
  /** seconds after the start of the call */
  joinedS?: number
  leftS?: number | null
  joinOutcome?: 'joined' | 'failed' | 'cancelled' | null
  attempted?: boolean
  joinFailure?: string | null
  setupMs?: number | null
  phases?: Record<string, number>
  dropped?: boolean
  recovered?: boolean
  /** bands of the scored minutes, from the first on; a number is a score of its own */
  minutes?: string
  path?: { candidate: string; protocol?: string; relayProtocol?: string; host?: string }
  stars?: number
  findings?: PlantedFinding[]
}
export type PlantedFinding = {
  kind: string
  severity?: string
  confidence?: string
  side?: string
  rank?: number | null
  /** seconds after the start of the call */
  fromS?: number
  toS?: number | null
}
export type PlantedCall = {
  startedAt: number
  name?: string
  state?: 'live' | 'ended'
  band?: string
  score?: number | null
  cause?: string | null
  causes?: string[]
  source?: 'live' | 'imported'
  simulated?: boolean
  pinned?: boolean
  painMinutes?: number
  tags?: Record<string, string>
  people?: PlantedPerson[]
}

const bandOf: Record<string, { band: string; score: number }> = {
  g: { band: 'good', score: 4.2 },
  f: { band: 'fair', score: 3.8 },
  p: { band: 'poor', score: 3.4 },
  b: { band: 'bad', score: 2 },
}

const dayOf = (at: Date) => at.toISOString().slice(0, 10)

type App = { id: string; customerId: string }

/** Many bare calls at once, a second apart, the newest first: for what is bounded. */
export async function plantManyCalls(app: App, newestAt: number, count: number) {
  await pool('owner').query(
    `INSERT INTO session (customer_id, id, app_id, day, external_id, name, started_at, ended_at, state, band, band_since, model)
     SELECT $1, gen_random_uuid(), $2, $3, 'many-' || n, 'Call ' || n, x.at, x.at, 'ended', 'good', x.at, 'test'
       FROM generate_series(1, $5::int) n, LATERAL (SELECT $4::timestamptz - n * interval '1 second' AS at) x`,
    [app.customerId, app.id, dayOf(new Date(newestAt)), new Date(newestAt), count],
  )
}

/** Writes the call and everything in it; answers its id. Partitions of its day must be there. */
export async function plantCall(app: App, call: PlantedCall): Promise<string> {
  const id = uuidv7()
  const at = (s: number) => new Date(call.startedAt + s * 1_000)
  const ended = call.state !== 'live'
  await pool('owner').query(
    `INSERT INTO session (customer_id, id, app_id, day, external_id, name, simulated, tags, state, started_at, ended_at,
       last_report_at, participants_peak, score, band, band_since, model, source, pain_minutes, cause, causes, pinned_at)
     VALUES ($1, $2, $3, $19, $5, $6, $7, $8, $9, $4, $10, $10, $11, $12, $13, $4, 'test', $14, $15, $16, $17, $18)`,
    [
      app.customerId,
      id,
      app.id,
      at(0),
      `room-${id}`,
      call.name ?? null,
      call.simulated ?? false,
      JSON.stringify(call.tags ?? {}),
      call.state ?? 'ended',
      ended ? at(600) : null,
      call.people?.length ?? 2,
      call.score ?? null,
      call.band ?? 'good',
      call.source ?? 'live',
      call.painMinutes ?? 0,
      call.cause ?? null,
      call.causes ?? (call.cause ? [call.cause] : []),
      call.pinned ? at(601) : null,
      dayOf(at(0)),
    ],
  )
  for (const person of call.people ?? []) await plantPerson(app, id, at, person)
  return id
}

async function plantPerson(app: App, sessionId: string, at: (s: number) => Date, person: PlantedPerson) {
  const id = uuidv7()
  const key = [app.customerId, id] as const
  const joined = person.joinedS ?? 0
  const left = person.leftS === undefined ? 600 : person.leftS
  const outcome = person.joinOutcome === undefined ? 'joined' : person.joinOutcome
  const attempted = person.attempted ?? outcome !== null
  await pool('owner').query(
    `INSERT INTO participant (customer_id, id, session_id, external_id, role, tags, client, joined_at, left_at,
       last_report_at, view, model, attempt_at, join_outcome, join_failure, setup_ms, join_phases, dropped, recovered)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'test', $12, $13, $14, $15, $16, $17, $18)`,
    [
      ...key,
      sessionId,
      person.externalId ?? `person-${id}`,
      person.role ?? null,
      JSON.stringify(person.tags ?? {}),
      JSON.stringify(person.client ?? {}),
      at(joined),
      left === null ? null : at(left),
      outcome === 'joined' || outcome === null ? at(left ?? 600) : null,
      JSON.stringify({ tracks: (person.codecs ?? []).map((codec) => ({ codec })) }),
      attempted ? at(joined) : null,
      outcome,
      person.joinFailure ?? null,
      person.setupMs ?? null,
      JSON.stringify(person.phases ?? {}),
      person.dropped ?? false,
      person.recovered ?? false,
    ],
  )
  for (const [i, letter] of [...(person.minutes ?? '')].entries()) {
    const { band, score } = bandOf[letter] ?? { band: 'unknown', score: null }
    await pool('owner').query(
      `INSERT INTO participant_minute (customer_id, participant_id, minute, day, session_id, score, band, model)
       VALUES ($1, $2, $3, $4, $5, $6, $7, 'test')`,
      [...key, at(joined + 60 * i), dayOf(at(0)), sessionId, score, band],
    )
  }
  if (person.path) await plantPath(key, sessionId, at(joined), person.path)
  for (const finding of person.findings ?? []) await plantFinding(app, sessionId, id, at, finding)
  if (person.stars !== undefined)
    await pool('owner').query(
      `INSERT INTO event (customer_id, session_id, participant_id, boot_no, seq, day, at, received_at, type, data)
       VALUES ($1, $2, $3, 0, 0, $6, $4, $4, 'user-rating', $5)`,
      [app.customerId, sessionId, id, at(0), JSON.stringify({ stars: person.stars }), dayOf(at(0))],
    )
}

async function plantPath(
  key: readonly [string, string],
  sessionId: string,
  createdAt: Date,
  path: NonNullable<PlantedPerson['path']>,
) {
  await pool('owner').query(
    `INSERT INTO connection (customer_id, participant_id, boot_no, connection, session_id, created_at,
       local_candidate_type, protocol, relay_protocol, relay_host) VALUES ($1, $2, 0, 0, $3, $4, $5, $6, $7, $8)`,
    [
      ...key,
      sessionId,
      createdAt,
      path.candidate,
      path.protocol ?? 'udp',
      path.relayProtocol ?? null,
      path.host ?? null,
    ],
  )
}

async function plantFinding(
  app: App,
  sessionId: string,
  participantId: string,
  at: (s: number) => Date,
  finding: PlantedFinding,
) {
  const to = finding.toS === undefined ? 120 : finding.toS
  await pool('owner').query(
    `INSERT INTO finding (customer_id, id, session_id, app_id, kind, model, participant_id, direction, side, severity,
       confidence, owner, opened_at, raised_at, cleared_at, affected, rank)
     VALUES ($1, $2, $3, $4, $5, 'test', $6, 'both', $7, $8, $9, 'nobody', $10, $10, $11, $12, $13)`,
    [
      app.customerId,
      uuidv7(),
      sessionId,
      app.id,
      finding.kind,
      participantId,
      finding.side ?? 'unknown',
      finding.severity ?? 'major',
      finding.confidence ?? 'high',
      at(finding.fromS ?? 60),
      to === null ? null : at(to),
      [participantId],
      finding.rank === undefined ? 1 : finding.rank,
    ],
  )
}
