import { v7 as uuidv7 } from 'uuid'
import { pool } from './pools.server.ts'

/** Makers of calls for tests: a session with one participant, straight into the tables. */

export type TestCall = {
  customerId: string
  appId: string
  sessionId: string
  participantId: string
  startedAt: Date
  day: string
}

export async function makeCall(
  app: { id: string; customerId: string },
  given: { startedAt?: Date; name?: string; state?: 'live' | 'ended' } = {},
): Promise<TestCall> {
  const [sessionId, participantId] = [uuidv7(), uuidv7()]
  const { startedAt = new Date(), name = 'A call', state = 'ended' } = given
  const day = startedAt.toISOString().slice(0, 10)
  const db = pool('owner')
  await db.query(
    `INSERT INTO session (customer_id, id, app_id, day, external_id, name, state, started_at, ended_at, band_since, model)
     VALUES ($1, $2, $3, $4, $2::uuid::text, $5, $6::"SessionState", $7::timestamptz, $8, $7, 'test')`,
    [
      app.customerId,
      sessionId,
      app.id,
      day,
      name,
      state,
      startedAt,
      state === 'ended' ? new Date(startedAt.getTime() + 60_000) : null,
    ],
  )
  await db.query(
    `INSERT INTO participant (customer_id, id, session_id, external_id, name, joined_at, model)
     VALUES ($1, $2, $3, 'ada', 'Ada', $4, 'test')`,
    [app.customerId, participantId, sessionId, startedAt],
  )
  return { customerId: app.customerId, appId: app.id, sessionId, participantId, startedAt, day }
}

/** A finding of this call; answers its id. */
export async function makeFinding(call: TestCall): Promise<string> {
  const id = uuidv7()
  await pool('owner').query(
    `INSERT INTO finding (customer_id, id, session_id, app_id, kind, model, direction, side, severity, confidence, owner,
                          opened_at, raised_at)
     VALUES ($1, $2, $3, $4, 'packet-loss', 'test', 'receive', 'network-down', 'minor', 'high', 'customer-it', $5, $5)`,
    [call.customerId, id, call.sessionId, call.appId, call.startedAt],
  )
  return id
}

/** So many reports, events and minutes of this call's participant, two seconds apart; what is there already stays. */
export async function keepTelemetry(call: TestCall, count: number, payload = '{}'): Promise<void> {
  const { customerId, sessionId, participantId, day, startedAt } = call
  const db = pool('owner')
  const values = [customerId, participantId, day, sessionId, startedAt, count]
  const at = `$5::timestamptz + n * interval '2 seconds'`
  await db.query(
    `INSERT INTO telemetry (customer_id, participant_id, boot_no, seq, day, session_id, at, received_at, payload)
     SELECT $1, $2, 1, n, $3, $4, ${at}, ${at}, convert_to(replace($7, '"seq"', n::text), 'UTF8')
       FROM generate_series(1, $6::int) n ON CONFLICT DO NOTHING`,
    [...values, payload],
  )
  await db.query(
    `INSERT INTO event (customer_id, participant_id, boot_no, seq, day, session_id, at, received_at, type, data)
     SELECT $1, $2, 1, 1000 + n, $3, $4, ${at}, ${at}, 'log', jsonb_build_object('message', n)
       FROM generate_series(1, $6::int) n ON CONFLICT DO NOTHING`,
    values,
  )
  await db.query(
    `INSERT INTO participant_minute (customer_id, participant_id, day, session_id, minute, band, model)
     SELECT $1, $2, $3, $4, date_trunc('minute', $5::timestamptz) + n * interval '1 minute', 'good', 'test'
       FROM generate_series(1, $6::int) n ON CONFLICT DO NOTHING`,
    values,
  )
}
