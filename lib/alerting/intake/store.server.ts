import type { Pool, PoolClient } from 'pg'
import { type IntegrationKind, type IntegrationSettings, integrationSettingsSchema } from './settings.ts'

/** What the engine asks and writes about intake. The queries of people are in `asked/store.server.ts`. */
type Db = Pick<Pool, 'query'> | Pick<PoolClient, 'query'>

export type KnownIntegration = {
  id: string
  customerId: string
  kind: IntegrationKind
  name: string
  settings: IntegrationSettings
  secretHash: Buffer
  previousHash: Buffer | null
  previousUntil: Date | null
  sealed: Buffer | null
}

const columns = `id, customer_id AS "customerId", kind, name, settings, secret_hash AS "secretHash",
  previous_hash AS "previousHash", previous_until AS "previousUntil", sealed`

/** Settings that an older version wrote get today's defaults. */
const withSettings = (row: Omit<KnownIntegration, 'settings'> & { settings: unknown }): KnownIntegration => ({
  ...row,
  settings: integrationSettingsSchema.parse(row.settings),
})

export async function findIntegration(db: Db, id: string): Promise<KnownIntegration | null> {
  const { rows } = await db.query(`SELECT ${columns} FROM integration WHERE id = $1 AND disabled_at IS NULL`, [id])
  return rows[0] ? withSettings(rows[0]) : null
}

/** By the secret alone: a routing key is all that PagerDuty's senders know. */
export async function findByRoutingKey(db: Db, hash: Uint8Array): Promise<KnownIntegration | null> {
  const { rows } = await db.query(
    `SELECT ${columns} FROM integration
      WHERE kind = 'pagerduty' AND disabled_at IS NULL AND (secret_hash = $1 OR previous_hash = $1)`,
    [Buffer.from(hash)],
  )
  return rows[0] ? withSettings(rows[0]) : null
}

export type NewDelivery = {
  id: string
  customerId: string
  integrationId: string
  receivedAt: Date
  contentType: string
  headers: Record<string, string>
  body: Uint8Array
  /** the sender's own id; null: the same body, with no other between, within the same minute, is the same delivery */
  senderId: string | null
  bodyHash: string
}

export type Stored = { id: string; isNew: boolean; headers: Record<string, string> }

/** Stores what came, once. A body alone names a delivery only next to its neighbours: the same alarm may come back. */
export async function insertDelivery(db: Db, row: NewDelivery): Promise<Stored> {
  const { rows } = await db.query<Stored>(
    `WITH before AS (
       SELECT id FROM intake_delivery
        WHERE customer_id = $2 AND integration_id = $3 AND received_at BETWEEN $4::timestamptz - interval '10 minutes' AND $4
          AND status <> 'refused' AND NOT starts_with(delivery_key, $9)
        ORDER BY received_at DESC LIMIT 1),
     heard AS (
       UPDATE integration SET last_received_at = greatest(last_received_at, $4) WHERE customer_id = $2 AND id = $3)
     INSERT INTO intake_delivery AS d (customer_id, id, integration_id, delivery_key, received_at, content_type, headers, body)
     VALUES ($2, $1, $3,
             coalesce($8, $9 || ':' || coalesce((SELECT id::text FROM before), '') || ':' || floor(extract(epoch FROM $4::timestamptz) / 60)::text),
             $4, $5, $6, $7)
     ON CONFLICT (customer_id, integration_id, delivery_key) DO UPDATE SET duplicates = d.duplicates + 1
     RETURNING id, (duplicates = 0 AND xmax = 0) AS "isNew", headers`,
    [
      row.id,
      row.customerId,
      row.integrationId,
      row.receivedAt,
      row.contentType,
      JSON.stringify(row.headers),
      Buffer.from(row.body),
      row.senderId,
      `body:${row.bodyHash}`,
    ],
  )
  const [stored] = rows
  if (!stored) throw new Error('a delivery was neither stored nor known')
  return stored
}

/** The last of its kind that was turned away: one row for each reason, however many come. */
export async function noteRefusal(
  db: Db,
  row: Pick<NewDelivery, 'id' | 'customerId' | 'integrationId' | 'receivedAt' | 'contentType' | 'headers' | 'body'>,
  code: string,
  problem: string,
): Promise<void> {
  await db.query(
    `INSERT INTO intake_delivery AS d (customer_id, id, integration_id, delivery_key, received_at, content_type, headers, body,
                                       status, problem)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'refused', $9)
     ON CONFLICT (customer_id, integration_id, delivery_key) DO UPDATE SET
       received_at = EXCLUDED.received_at, content_type = EXCLUDED.content_type, headers = EXCLUDED.headers,
       body = EXCLUDED.body, problem = EXCLUDED.problem, duplicates = d.duplicates + 1`,
    [
      row.customerId,
      row.id,
      row.integrationId,
      `refused:${code}`,
      row.receivedAt,
      row.contentType,
      JSON.stringify(row.headers),
      Buffer.from(row.body),
      problem,
    ],
  )
}

export type LeasedDelivery = {
  id: string
  customerId: string
  integrationId: string
  receivedAt: Date
  headers: Record<string, string>
  body: Buffer
  attempts: number
}

/** The oldest of each integration: what came first is done first, so that an end never overtakes its beginning. */
export async function leaseDeliveries(db: Db, now: Date, leaseMs: number, most: number): Promise<LeasedDelivery[]> {
  const { rows } = await db.query<LeasedDelivery>(
    `UPDATE intake_delivery d SET lease_until = $1::timestamptz + $2 * interval '1 millisecond', attempts = attempts + 1
       FROM (SELECT customer_id, id FROM intake_delivery c
              WHERE status = 'received' AND (lease_until IS NULL OR lease_until <= $1)
                AND NOT EXISTS (
                  SELECT 1 FROM intake_delivery e
                   WHERE e.status = 'received' AND e.customer_id = c.customer_id AND e.integration_id = c.integration_id
                     AND (e.received_at, e.id) < (c.received_at, c.id))
              ORDER BY received_at LIMIT $3 FOR UPDATE SKIP LOCKED) next
      WHERE d.customer_id = next.customer_id AND d.id = next.id
     RETURNING d.id, d.customer_id AS "customerId", d.integration_id AS "integrationId", d.received_at AS "receivedAt",
               d.headers, d.body, d.attempts`,
    [now, leaseMs, most],
  )
  return rows
}

/** Whether the lease is still this one, held until the transaction ends. */
export async function holdDelivery(client: PoolClient, { customerId, id, attempts }: LeasedDelivery): Promise<boolean> {
  const { rows } = await client.query(
    `SELECT 1 FROM intake_delivery WHERE customer_id = $1 AND id = $2 AND status = 'received' AND attempts = $3 FOR UPDATE`,
    [customerId, id, attempts],
  )
  return rows.length > 0
}

export type Outcome = { status: string; problem: string | null; results: readonly unknown[] }

export async function recordOutcome(
  db: Db,
  { customerId, id, attempts }: LeasedDelivery,
  outcome: Outcome,
  now: Date,
): Promise<void> {
  await db.query(
    `UPDATE intake_delivery SET status = $4, problem = $5, results = $6, processed_at = $7, lease_until = NULL
      WHERE customer_id = $1 AND id = $2 AND attempts = $3 AND status = 'received'`,
    [customerId, id, attempts, outcome.status, outcome.problem, JSON.stringify(outcome.results), now],
  )
}

/** Tried again then; why it did not work is there to read meanwhile. */
export async function postpone(db: Db, { customerId, id, attempts }: LeasedDelivery, until: Date, problem: string) {
  await db.query(
    `UPDATE intake_delivery SET lease_until = $4, problem = $5
      WHERE customer_id = $1 AND id = $2 AND attempts = $3 AND status = 'received'`,
    [customerId, id, attempts, until, problem],
  )
}

export type CustomerApps = { slug: string; apps: { id: string; slug: string; name: string }[] }

export async function findCustomerApps(db: Db, customerId: string): Promise<CustomerApps> {
  const { rows } = await db.query(
    `SELECT c.slug, coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'slug', a.slug, 'name', a.name))
                             FILTER (WHERE a.id IS NOT NULL), '[]') AS apps
       FROM customer c LEFT JOIN app a ON a.customer_id = c.id WHERE c.id = $1 GROUP BY c.slug`,
    [customerId],
  )
  return rows[0] ?? { slug: '', apps: [] }
}

export type OpenAlert = { id: string; dedupKey: string; severity: string; title: string; lastSeenAt: Date }

/** Open alerts of an integration that were not heard of since. Our own about it (`:self:`) are not among them. */
export async function findSilentAlerts(db: Db, integration: KnownIntegration, since: Date): Promise<OpenAlert[]> {
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
    `SELECT ${columns}, last_received_at AS "lastReceivedAt" FROM integration
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
