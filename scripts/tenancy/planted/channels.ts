import { v7 as uuidv7 } from 'uuid'
import { signToken } from '#lib/access/signed-token.server.ts'
import { pool } from '#lib/db/pools.server.ts'
import type { Bodies, Planting, Plants } from './contract.ts'

/** A channel of a tenant and a message that was given up, its word in every text field. */
export async function plantChannels({ word, customerId, memberId }: Planting): Promise<Plants> {
  const [channel, outbox] = [uuidv7(), uuidv7()]
  const now = new Date()
  const db = pool('owner')
  await db.query(
    `INSERT INTO channel (customer_id, id, kind, name, settings, owner_id, broken_reason, created_at, updated_at)
     VALUES ($1, $2, 'email', $3, $4, $5, $3, $6, $6)`,
    [customerId, channel, word, JSON.stringify({ to: [`${word}@msp.example`] }), memberId, now],
  )
  await db.query(
    `INSERT INTO outbox (customer_id, id, kind, transition, channel_id, subject_id, alert_ids, idempotency_key, payload,
                         created_at, not_before, status, error)
     VALUES ($1, $2, 'group', 'firing', $3, $2, '{}', $4, $5, $6, $6, 'dead', $4)`,
    [customerId, outbox, channel, word, JSON.stringify({ reason: word, firing: [], resolved: [] }), now],
  )
  await db.query(
    `INSERT INTO delivery (customer_id, id, outbox_id, channel_id, alert_ids, attempt, at, outcome, answer, destination)
     VALUES ($1, $2, $3, $4, '{}', 1, $5, 'failed', $6, $6)`,
    [customerId, uuidv7(), outbox, channel, now, word],
  )
  await db.query(
    `INSERT INTO message_thread (customer_id, channel_id, subject_id, reference, updated_at) VALUES ($1, $2, $3, $4, $5)`,
    [customerId, channel, outbox, JSON.stringify({ messageId: word }), now],
  )
  return { channel, outbox }
}

const email = { settings: { kind: 'email', to: ['check@msp.example'] }, name: 'Made by the check' }

/** Bodies that are right. */
export const channelBodies: Bodies = {
  'POST /api/v1/channels': ({ customerId }) => ({ customerId, ...email }),
  'POST /api/v1/me/slack-links': ({ word }) => ({
    token: signToken('link a Slack account', { t: 'T0CHECK', u: word }, new Date(Date.now() + 3_600_000)),
  }),
  'PUT /api/v1/channels/[channelId]': () => ({ ...email, version: 1 }),
}
