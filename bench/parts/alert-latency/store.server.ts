import { v7 as uuidv7 } from 'uuid'
import { seal } from '#lib/access/seal.server.ts'
import { pool } from '#lib/db/pools.server.ts'

/** What P13 needs in the database: one customer, an app for each round, a rule without hold, a route without wait. */
export type LatencyGround = { customerId: string; appIds: string[] }

export async function makeLatencyGround(rounds: number, webhookUrl: string): Promise<LatencyGround> {
  const db = pool('owner')
  const [customerId, channelId] = [uuidv7(), uuidv7()]
  await db.query(`INSERT INTO customer (id, name, slug) VALUES ($1, 'Latency', $2)`, [
    customerId,
    `latency-${customerId}`,
  ])
  const appIds = Array.from({ length: rounds }, () => uuidv7())
  await db.query(
    `INSERT INTO app (customer_id, id, name, slug) SELECT $1, id, 'round-' || no, 'round-' || no
       FROM unnest($2::uuid[]) WITH ORDINALITY AS x(id, no)`,
    [customerId, appIds],
  )
  const spec = {
    condition: {
      kind: 'finding',
      kinds: ['packet-loss'],
      minSeverity: 'major',
      minConfidence: 'medium',
      windowMs: 60_000,
      minSessions: 1,
      minParticipants: 1,
      rootOnly: false,
    },
    scope: { appIds: [], regions: [], tags: [] },
  }
  await db.query(
    `INSERT INTO rule (customer_id, id, name, spec, severity, created_at, updated_at)
     VALUES ($1, $2, 'Latency', $3, 'critical', now(), now())`,
    [customerId, uuidv7(), JSON.stringify(spec)],
  )
  await db.query(
    `INSERT INTO channel (customer_id, id, kind, name, settings, sealed, budget_per_hour, created_at, updated_at)
     VALUES ($1, $2, 'webhook', 'Latency', $3, $4, 10000, now(), now())`,
    [
      customerId,
      channelId,
      JSON.stringify({ kind: 'webhook', host: '127.0.0.1' }),
      seal(
        JSON.stringify({ url: webhookUrl, signingKey: `whsec_${Buffer.alloc(32, 7).toString('base64')}` }),
        `${customerId}/channel/${channelId}`,
      ),
    ],
  )
  await db.query(
    `INSERT INTO route (customer_id, id, name, position, group_by, group_wait_ms, group_interval_ms, channel_ids, updated_at)
     VALUES ($1, $2, 'Latency', 1, '{app}', 0, 10000, ARRAY[$3]::uuid[], now())`,
    [customerId, uuidv7(), channelId],
  )
  return { customerId, appIds }
}

/** A person in a call loses packets, from this commit on. */
export async function commitFault({ customerId, appIds }: LatencyGround, round: number): Promise<void> {
  const appId = appIds[round]
  const [sessionId, participantId] = [uuidv7(), uuidv7()]
  await pool('ingest').query(
    `WITH s AS (
       INSERT INTO session (customer_id, id, app_id, day, external_id, state, started_at, last_report_at, participants_peak, band, band_since, model)
       VALUES ($1, $2::uuid, $3, current_date, gen_random_uuid()::text, 'live', now(), now(), 1, 'bad', now(), 'bench')),
     p AS (
       INSERT INTO participant (customer_id, id, session_id, external_id, joined_at, model, band)
       VALUES ($1, $4::uuid, $2::uuid, 'one', now(), 'bench', 'bad'))
     INSERT INTO finding (customer_id, id, session_id, app_id, kind, model, participant_id, direction, side, severity,
                          confidence, owner, opened_at, raised_at, affected, rank)
     VALUES ($1, $5::uuid, $2::uuid, $3, 'packet-loss', 'bench', $4::uuid, 'receive', 'network-down', 'major', 'high', 'customer-it', now(), now(), ARRAY[$4::uuid], 1)`,
    [customerId, sessionId, appId, participantId, uuidv7()],
  )
}
