import { v7 as uuidv7 } from 'uuid'
import { pool } from '#lib/db/pools.server.ts'
import type { Planting, Plants } from './contract.ts'

/** A component of a tenant with its past, its contract and its planned work, the tenant's word in every text field. */
export async function plantComponents({ word, customerId, memberId }: Planting): Promise<Plants> {
  const db = pool('owner')
  const component = uuidv7()
  const since = new Date(Date.now() - 40 * 86_400_000)
  await db.query(
    `INSERT INTO component (customer_id, id, kind, region, name, description, since)
     VALUES ($1, $2, 'region', $3, $3, $3, $4)`,
    [customerId, component, word, since],
  )
  await db.query(
    `INSERT INTO component_span (customer_id, component_id, started_at, state, seen_at, because)
     VALUES ($1, $2, $3, 'operational', now(), $4)`,
    [customerId, component, since, word],
  )
  const correction = JSON.stringify([{ at: Date.now(), was: 1, became: 0.9, why: word }])
  await db.query(
    `INSERT INTO uptime_month (customer_id, component_id, month, up_ms, down_ms, unknown_ms, maintenance_ms,
                               uptime_ratio, frozen_at, corrections)
     VALUES ($1, $2, date_trunc('month', now() - interval '1 month')::date, 1, 0, 0, 0, 1, now(), $3)`,
    [customerId, component, correction],
  )
  await db.query('INSERT INTO contract (customer_id, updated_at) VALUES ($1, now()) ON CONFLICT DO NOTHING', [
    customerId,
  ])
  await db.query(
    `INSERT INTO maintenance (customer_id, id, name, comment, matchers, time_zone, starts_local, duration_ms, created_by,
                              created_name, created_at)
     VALUES ($1, $2, $3, $3, jsonb_build_array(jsonb_build_object('name', 'region', 'op', 'is', 'value', $3::text)), 'UTC',
             $4, 3600000, $5, $3, now())`,
    [customerId, uuidv7(), word, new Date(Date.now() + 3_600_000).toISOString().slice(0, 16), memberId],
  )
  return { component }
}
