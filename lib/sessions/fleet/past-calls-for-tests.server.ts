import { v7 as uuidv7 } from 'uuid'
import { pool } from '#lib/db/pools.server.ts'

/** Ended calls of the past for tests and measurements: three people each, some behind a TURN server that was bad. */
export type PastCalls = {
  customerId: string
  appId: string
  /** start of the first minute */
  at: Date
  calls: number
  minutes: number
}
const people = 3

/** Every fifth person is relayed by turn-eu-1, whose minutes are bad; of the others one in thirty has some. */
export async function makePastCalls({ customerId, appId, at, calls, minutes }: PastCalls): Promise<void> {
  const db = pool('owner')
  const sessionIds = Array.from({ length: calls }, () => uuidv7())
  const participantIds = Array.from({ length: calls * people }, () => uuidv7())
  await db.query(
    `INSERT INTO session (customer_id, id, app_id, day, external_id, state, started_at, ended_at, band, band_since, model)
     SELECT $1, id, $2, ($3::timestamptz AT TIME ZONE 'UTC')::date, id::text, 'ended', $3, $3::timestamptz + interval '1 hour',
            'good', $3, 'test' FROM unnest($4::uuid[]) AS id`,
    [customerId, appId, at, sessionIds],
  )
  await db.query(
    `INSERT INTO participant (customer_id, id, session_id, external_id, tags, client, view, joined_at, model, attempt_at,
                              join_outcome, join_failure)
     SELECT $1, id, ($3::uuid[])[(n - 1) / ${people} + 1], 'user ' || n,
            jsonb_build_object('region', CASE WHEN n % 2 = 0 THEN 'eu-west' ELSE 'us-east' END, 'site', 'hq', 'sfu', 'sfu-' || n % 4),
            jsonb_build_object('browser', 'Chrome', 'browserVersion', '156.0.1', 'os', 'Windows', 'sdkVersion', '1.0', 'appVersion', '3.7'),
            '{"tracks": [{"type": "inbound-audio", "codec": "audio/opus"}, {"type": "inbound-video", "codec": "video/VP8"}]}',
            $4, 'test', $4, CASE WHEN n % 5 = 0 THEN 'failed' ELSE 'joined' END, CASE WHEN n % 5 = 0 THEN 'ice' END
       FROM unnest($2::uuid[]) WITH ORDINALITY AS x(id, n)`,
    [customerId, participantIds, sessionIds, at],
  )
  await db.query(
    `INSERT INTO connection (customer_id, participant_id, boot_no, connection, session_id, created_at, state,
                             local_candidate_type, relay_protocol, relay_host, local_prefix)
     SELECT $1, id, 1, 0, ($3::uuid[])[(n - 1) / ${people} + 1], $4, 'connected',
            CASE WHEN n % 5 = 0 THEN 'relay' ELSE 'srflx' END, CASE WHEN n % 5 = 0 THEN 'udp' END,
            CASE WHEN n % 5 = 0 THEN 'turn-eu-1' ELSE 'stun.example' END, 'net-' || n % 7
       FROM unnest($2::uuid[]) WITH ORDINALITY AS x(id, n)`,
    [customerId, participantIds, sessionIds, at],
  )
  await db.query(
    `INSERT INTO participant_minute (customer_id, participant_id, minute, day, session_id, score, band, deductions, model)
     SELECT $1, id, date_trunc('minute', $4::timestamptz) + make_interval(mins => m), ($4::timestamptz AT TIME ZONE 'UTC')::date,
            ($3::uuid[])[(n - 1) / ${people} + 1], 3, (CASE WHEN hit THEN 'bad' ELSE 'good' END)::"BandName",
            CASE WHEN hit THEN '[{"reason": "packet loss", "mos": 1.4}]' ELSE '[]' END::jsonb, 'test'
       FROM unnest($2::uuid[]) WITH ORDINALITY AS x(id, n), generate_series(0, $5::int - 1) AS m,
            LATERAL (SELECT (n % 5 = 0 AND m % 2 = 0) OR (n % 30 = 1 AND m % 3 = 0) AS hit) AS h`,
    [customerId, participantIds, sessionIds, at, minutes],
  )
}
