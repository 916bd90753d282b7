import { v7 as uuidv7 } from 'uuid'
import { pool } from '#lib/db/pools.server.ts'
import type { Bodies, Planting, Plants } from './contract.ts'

/** Silences and maintenance of a tenant, its word in every text field; their ids by kind. */
export async function plantSuppressions({ word, customerId, memberId }: Planting): Promise<Plants> {
  const [silence, maintenance] = [uuidv7(), uuidv7()]
  const now = new Date()
  const soon = new Date(now.getTime() + 86_400_000)
  const matchers = JSON.stringify([{ name: 'app', op: 'is', value: word }])
  const db = pool('owner')
  await db.query(
    `INSERT INTO silence (customer_id, id, matchers, starts_at, ends_at, comment, created_by, created_name, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $6, $4)`,
    [customerId, silence, matchers, now, soon, word, memberId],
  )
  await db.query(
    `INSERT INTO maintenance (customer_id, id, name, comment, matchers, time_zone, starts_local, duration_ms, recurrence,
                              created_by, created_name, created_at)
     VALUES ($1, $2, $3, $3, $4, 'Europe/Berlin', $5, 3600000, '{"by": "day", "every": 1}', $6, $3, $7)`,
    [customerId, maintenance, word, matchers, soon.toISOString().slice(0, 16), memberId, now],
  )
  return { silence, maintenance }
}

const inAnHour = () => Date.now() + 3_600_000
const matchers = [{ name: 'app', op: 'is', value: 'made-by-the-check' }]

/** Bodies that are right. */
export const suppressionBodies: Bodies = {
  'POST /api/v1/silences': ({ customerId }) => ({
    customerId,
    matchers,
    endsAt: inAnHour(),
    comment: 'Made by the check',
  }),
  'POST /api/v1/silences/preview': ({ customerId }) => ({ customerId, matchers }),
  'PUT /api/v1/silences/[silenceId]': () => ({ comment: 'Made by the check' }),
  'POST /api/v1/maintenances': ({ customerId }) => ({
    customerId,
    name: 'Made by the check',
    matchers,
    startsLocal: new Date(inAnHour()).toISOString().slice(0, 16),
    timeZone: 'UTC',
    durationMs: 60_000,
  }),
  'POST /api/v1/maintenances/[maintenanceId]/end': () => ({ which: 'all' }),
}
