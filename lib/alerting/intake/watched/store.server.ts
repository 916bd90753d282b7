import type { Pool, PoolClient } from 'pg'
import { integrationColumns, type KnownIntegration, withSettings } from '../store.server.ts'

/** What is asked about sources over time, and what is forgotten. */
type Db = Pick<Pool, 'query'> | Pick<PoolClient, 'query'>

export type OpenAlert = { id: string; dedupKey: string; severity: string; title: string; lastSeenAt: Date }

/** Open alerts of an integration that were not heard of since. Our own about it (`:self:`) are not among them. */
export async function findSilentAlerts(
  db: Db,
  integration: KnownIntegration,
  since: Date,
): Promise<OpenAlert[]> {
  const { rows } = await db.query<OpenAlert>(
    `SELECT id, dedup_key AS "dedupKey", severity, title, last_seen_at AS "lastSeenAt" FROM alert
      WHERE customer_id = $1 AND integration_id = $2 AND closed_at IS NULL AND last_seen_at < $3
        AND dedup_key NOT LIKE 'intake:1:%:self:%' ORDER BY last_seen_at LIMIT 500`,
    [integration.customerId, integration.id, since],
  )
  return rows
}

/** Those that end by age or are expected to repeat themselves, with when they were last heard. */
export async function findWatched(db: Db): Promise<(KnownIntegration & { lastReceivedAt: Date | null })[]> {
  const { rows } = await db.query(
    `SELECT ${integrationColumns}, last_received_at AS "lastReceivedAt" FROM integration
      WHERE disabled_at IS NULL AND (settings->>'autoResolveAfterMs' IS NOT NULL OR settings->>'quietAfterMs' IS NOT NULL)`,
  )
  return rows.map((row) => ({ ...withSettings(row), lastReceivedAt: row.lastReceivedAt }))
}

/** What is done with is kept two weeks; what still wants a person, three months. */
export async function deleteOldDeliveries(db: Db, now: Date): Promise<void> {
  await db.query(
    `DELETE FROM intake_delivery
      WHERE received_at < $1::timestamptz - CASE WHEN status IN ('processed', 'ignored', 'refused') THEN interval '14 days' ELSE interval '90 days' END`,
    [now],
  )
}
