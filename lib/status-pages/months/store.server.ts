import type { Pool } from 'pg'
import type { Correction, Figures, Reckoning } from './reckon.ts'

/** Finished months, written by the worker. What is in them is read with the customer's rights. */

export type HistoryRow = { customerId: string; timeZone: string; since: number }

/** Customers with components, and since when the oldest of them is known. */
export async function findHistories(db: Pool): Promise<HistoryRow[]> {
  const { rows } = await db.query<HistoryRow>(
    `SELECT c.id AS "customerId", c.time_zone AS "timeZone", (extract(epoch FROM min(k.since)) * 1000)::float8 AS since
       FROM customer c JOIN component k ON k.customer_id = c.id AND NOT k.hidden GROUP BY 1, 2`,
  )
  return rows
}

export type FrozenRow = Figures & {
  componentId: string
  /** `2026-11` */
  month: string
  /** when it was frozen, or corrected last */
  at: number
  reckonedWith: unknown
}

export async function findFrozen(db: Pool, customerId: string): Promise<FrozenRow[]> {
  const { rows } = await db.query<FrozenRow>(
    `SELECT component_id AS "componentId", to_char(month, 'YYYY-MM') AS month, up_ms::float8 AS "upMs",
            down_ms::float8 AS "downMs", unknown_ms::float8 AS "unknownMs", maintenance_ms::float8 AS "maintenanceMs",
            uptime_ratio AS ratio, reckoned_with AS "reckonedWith",
            greatest((extract(epoch FROM frozen_at) * 1000)::float8,
                     coalesce((corrections->-1->>'at')::float8, 0)) AS at
       FROM uptime_month WHERE customer_id = $1 ORDER BY month DESC LIMIT 2000`,
    [customerId],
  )
  return rows
}

export type NewMonth = Figures & { componentId: string }

/** One that is frozen already stays as it is. */
export async function insertMonths(
  db: Pool,
  customerId: string,
  month: string,
  rows: readonly NewMonth[],
  { good, eligible, at, reckoning }: { good: number; eligible: number; at: Date; reckoning: Reckoning },
): Promise<void> {
  await db.query(
    `INSERT INTO uptime_month (customer_id, component_id, month, up_ms, down_ms, unknown_ms, maintenance_ms, uptime_ratio,
                               good_calls, eligible_calls, frozen_at, reckoned_with)
     SELECT $1, x."componentId", $2::date, x."upMs", x."downMs", x."unknownMs", x."maintenanceMs", x.ratio, $4, $5, $6, $7
       FROM jsonb_to_recordset($3::jsonb) AS x("componentId" uuid, "upMs" bigint, "downMs" bigint, "unknownMs" bigint,
                                               "maintenanceMs" bigint, ratio float8)
     ON CONFLICT DO NOTHING`,
    [customerId, `${month}-01`, JSON.stringify(rows), good, eligible, at, JSON.stringify(reckoning)],
  )
}

/** New figures and why, together; the old ones stay in the correction. */
export async function writeCorrection(
  db: Pool,
  { customerId, componentId, month }: { customerId: string; componentId: string; month: string },
  { upMs, downMs, unknownMs, maintenanceMs, ratio }: Figures,
  correction: Correction,
): Promise<void> {
  await db.query(
    `UPDATE uptime_month SET up_ms = $4, down_ms = $5, unknown_ms = $6, maintenance_ms = $7, uptime_ratio = $8,
            corrections = corrections || $9::jsonb
      WHERE customer_id = $1 AND component_id = $2 AND month = $3::date`,
    [
      ...[customerId, componentId, `${month}-01`, upMs, downMs, unknownMs, maintenanceMs, ratio],
      JSON.stringify([correction]),
    ],
  )
}

/** `beginsAt`: the earliest that its impact may have begun; it says nothing about months before. */
export type ChangedRow = { reference: string; beginsAt: number; updatedAt: number }

/** What the customer can see and was changed since: the only thing that may correct a closed month. */
export async function findChangedIncidents(
  db: Pool,
  customerId: string,
  since: number,
): Promise<ChangedRow[]> {
  const { rows } = await db.query<ChangedRow>(
    `SELECT reference, (extract(epoch FROM least(impact_started_at, declared_at, published_at)) * 1000)::float8 AS "beginsAt",
            (extract(epoch FROM updated_at) * 1000)::float8 AS "updatedAt" FROM incident
      WHERE customer_id = $1 AND published_at IS NOT NULL AND updated_at > $2 ORDER BY updated_at, id LIMIT 500`,
    [customerId, new Date(since)],
  )
  return rows
}
