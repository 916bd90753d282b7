import { randomBytes } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'
import { pool } from '#lib/db/pools.server.ts'
import type { Bodies, Planting, Plants } from './contract.ts'

/** Outside monitors and heartbeats of a tenant, its word in every text field; their ids by kind. */
export async function plantIntakes({ word, customerId, memberId }: Planting): Promise<Plants> {
  const db = pool('owner')
  const [integration, delivery, heartbeat] = [uuidv7(), uuidv7(), uuidv7()]
  const at = new Date(Date.now() - 60_000)
  const mapping = { title: `=${word}`, key: `=${word}`, labels: [{ name: word, path: `=${word}` }] }
  await db.query(
    `INSERT INTO integration (customer_id, id, kind, name, secret_hash, settings, created_at, created_by)
     VALUES ($1, $2, 'generic', $3, $4, $5, $6, $7)`,
    [customerId, integration, word, randomBytes(32), JSON.stringify({ mapping }), at, memberId],
  )
  await db.query(
    `INSERT INTO intake_delivery (customer_id, id, integration_id, delivery_key, received_at, content_type, headers, body,
                                  status, problem, results)
     VALUES ($1, $2, $3, $4, $5, $4, $6, $7, 'needs-mapping', $4, $8)`,
    [
      customerId,
      delivery,
      integration,
      word,
      at,
      JSON.stringify({ 'user-agent': word }),
      Buffer.from(JSON.stringify({ [word]: word })),
      JSON.stringify([{ title: word, action: word, did: word, why: word }]),
    ],
  )
  await db.query(
    `INSERT INTO heartbeat (customer_id, id, name, interval_ms, grace_ms, secret_hash, hint, created_at, created_by)
     VALUES ($1, $2, $3, 60000, 0, $4, $3, $5, $6)`,
    [customerId, heartbeat, word, randomBytes(32), at, memberId],
  )
  return { integration, 'intake-delivery': delivery, heartbeat }
}

/** Bodies that are right. */
export const intakeBodies: Bodies = {
  'POST /api/v1/integrations': ({ customerId }) => ({
    customerId,
    kind: 'generic',
    name: 'Made by the check',
  }),
  'PUT /api/v1/integrations/[integrationId]': () => ({ name: 'Changed by the check', settings: {} }),
  'POST /api/v1/integrations/[integrationId]/preview': () => ({ payload: '{"title":"x","key":"y"}' }),
  'POST /api/v1/heartbeats': ({ customerId }) => ({
    customerId,
    name: 'Made by the check',
    intervalMs: 60_000,
    graceMs: 0,
  }),
}
