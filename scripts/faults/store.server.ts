import { pool } from '#lib/db/pools.server.ts'
import type { StoredItem } from './ledger.ts'

/** Every stored report and event by boot and sequence number, counted as the tables have them. */
export async function readStoredItems(): Promise<StoredItem[]> {
  const { rows } = await pool('owner').query<StoredItem>(
    `SELECT b.boot_id::text AS boot, i.seq, count(*)::int AS copies
       FROM (SELECT boot_no, seq FROM telemetry UNION ALL SELECT boot_no, seq FROM event WHERE boot_no > 0) i
       JOIN boot b ON b.no = i.boot_no
      GROUP BY 1, 2`,
  )
  return rows
}

/** Rows that belong to no known boot: stored, and not to be found again. */
export async function countOrphans(): Promise<number> {
  const { rows } = await pool('owner').query<{ n: number }>(
    `SELECT (SELECT count(*) FROM telemetry t WHERE NOT EXISTS (SELECT 1 FROM boot b WHERE b.no = t.boot_no))::int AS n`,
  )
  return rows[0]?.n ?? 0
}

/** What the engine says became of the items of one app, by outcome, over all hours. */
export async function readAccount(appId: string): Promise<Map<string, number>> {
  const { rows } = await pool('owner').query<{ outcome: string; items: number }>(
    'SELECT outcome, sum(items)::int AS items FROM ingest_account WHERE app_id = $1 GROUP BY 1',
    [appId],
  )
  return new Map(rows.map(({ outcome, items }) => [outcome, items]))
}

/** Gives an app's quota so that the check meets it or never does. */
export async function setReportsPerMinute(appId: string | null, reportsPerMinute: number): Promise<void> {
  await pool('owner').query('UPDATE app SET reports_per_minute = $2 WHERE $1::uuid IS NULL OR id = $1', [
    appId,
    reportsPerMinute,
  ])
}
