import type { ClientBase, Pool } from 'pg'
import type { Row } from './write-columns.ts'
import { toColumns } from './write-columns.ts'

/** What the key table says of one key. */
export type StoredKey = {
  customerId: string
  appId: string
  keyId: string
  kind: 'publishable' | 'secret'
  allowedOrigins: string[]
  simulated: boolean
  reportsPerMinute: number
}

/** The key whose SHA-256 this is, unless it is disabled. The ingest role may look a key up only by its hash. */
export async function findKey(pool: Pool, hash: Buffer): Promise<StoredKey | null> {
  const { rows } = await pool.query<StoredKey>({
    name: 'find-key',
    text: `SELECT k.customer_id AS "customerId", k.app_id AS "appId", k.id AS "keyId", k.kind::text AS kind,
                  k.allowed_origins AS "allowedOrigins", k.simulated, a.reports_per_minute AS "reportsPerMinute"
             FROM app_key k JOIN app a ON a.customer_id = k.customer_id AND a.id = k.app_id
            WHERE k.hash = $1 AND k.disabled_at IS NULL`,
    values: [hash],
  })
  return rows[0] ?? null
}

/** Marks keys as used at these times; never moves a time back. */
export async function markKeysUsed(pool: Pool, uses: { keyId: string; at: number }[]): Promise<void> {
  await pool.query(
    `UPDATE app_key k SET last_used_at = greatest(k.last_used_at, u.at)
       FROM (SELECT id, to_timestamp(ms / 1000.0) AS at FROM unnest($1::uuid[], $2::float8[]) AS x(id, ms)) u
      WHERE k.id = u.id`,
    [uses.map(({ keyId }) => keyId), uses.map(({ at }) => at)],
  )
}

/** How many items of an app ended how, in one hour. */
export type AccountLine = {
  customerId: string
  appId: string
  hour: number
  outcome: string
  items: number
}

/** Adds to the account: one statement, so that it happens whole or not at all. */
export async function addToAccount(pool: Pool, lines: AccountLine[]): Promise<void> {
  await pool.query(
    `INSERT INTO ingest_account (customer_id, app_id, hour, outcome, items)
     SELECT c, a, to_timestamp(h / 1000.0), o, n
       FROM unnest($1::uuid[], $2::uuid[], $3::float8[], $4::text[], $5::bigint[]) AS x(c, a, h, o, n)
      ORDER BY 1, 2, 3, 4
     ON CONFLICT (customer_id, app_id, hour, outcome) DO UPDATE SET items = ingest_account.items + excluded.items`,
    [
      lines.map(({ customerId }) => customerId),
      lines.map(({ appId }) => appId),
      lines.map(({ hour }) => hour),
      lines.map(({ outcome }) => outcome),
      lines.map(({ items }) => items),
    ],
  )
}

/** Settings every connection of the writer needs: an ack means "on disk", and nothing waits for ever. */
export async function prepareWriterConnection(client: ClientBase, statementTimeoutMs: number): Promise<void> {
  await client.query(
    `SET synchronous_commit = on; SET statement_timeout = ${Math.round(statementTimeoutMs)}; SET lock_timeout = ${Math.round(statementTimeoutMs)}`,
  )
}

export async function isAlive(pool: Pool): Promise<boolean> {
  await pool.query('SELECT 1')
  return true
}

/** Rows that were new, by boot and sequence number; null = all of them. */
export type Inserted = { telemetry: NewKeys; events: NewKeys }
export type NewKeys = { bootNos: string[]; seqs: number[] } | null

// One statement is one transaction and one round trip. The keys come back only when some row was there already.
const insertText = `
WITH t AS (
  INSERT INTO telemetry (customer_id, participant_id, boot_no, seq, day, session_id, at, received_at, payload)
  SELECT c, p, b, q, d, s, to_timestamp(a / 1000.0), to_timestamp(r / 1000.0), convert_to(j, 'UTF8')
    FROM unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::int[], $5::date[], $6::uuid[], $7::float8[], $8::float8[], $9::text[])
      AS x(c, p, b, q, d, s, a, r, j)
  ON CONFLICT DO NOTHING RETURNING boot_no, seq
), e AS (
  INSERT INTO event (customer_id, session_id, participant_id, boot_no, seq, day, at, received_at, clamped, type, connection, track, data)
  SELECT c, s, p, b, q, d, to_timestamp(a / 1000.0), to_timestamp(r / 1000.0), k, y, n, m, j::jsonb
    FROM unnest($10::uuid[], $11::uuid[], $12::bigint[], $13::int[], $14::date[], $15::uuid[], $16::float8[], $17::float8[],
                $18::text[], $19::bool[], $20::text[], $21::int[], $22::int[])
      AS x(c, p, b, q, d, s, a, r, j, k, y, n, m)
  ON CONFLICT DO NOTHING RETURNING boot_no, seq
)
SELECT 't' AS what, count(*)::int AS n,
       CASE WHEN count(*) < $23 THEN coalesce(array_agg(boot_no)::text[], '{}') END AS "bootNos",
       CASE WHEN count(*) < $23 THEN coalesce(array_agg(seq), '{}') END AS seqs FROM t
UNION ALL
SELECT 'e', count(*)::int,
       CASE WHEN count(*) < $24 THEN coalesce(array_agg(boot_no)::text[], '{}') END,
       CASE WHEN count(*) < $24 THEN coalesce(array_agg(seq), '{}') END FROM e`

type InsertedRow = { what: 't' | 'e'; n: number; bootNos: string[] | null; seqs: number[] | null }

/** Stores reports and events that are not there yet, in one transaction. Returns when it is committed. */
export async function insertRows(
  client: ClientBase,
  telemetry: Row[],
  events: Row[],
  timeoutMs: number,
): Promise<Inserted> {
  const config = {
    name: 'insert-telemetry',
    text: insertText,
    values: [...toColumns(telemetry, false), ...toColumns(events, true), telemetry.length, events.length],
    query_timeout: timeoutMs,
  }
  const { rows } = await client.query<InsertedRow>(config)
  return { telemetry: newKeys(rows, 't'), events: newKeys(rows, 'e') }
}

function newKeys(rows: InsertedRow[], what: InsertedRow['what']): NewKeys {
  const row = rows.find((one) => one.what === what)
  if (!row) throw new Error(`the insert said nothing about ${what}`)
  return row.bootNos === null || row.seqs === null ? null : { bootNos: row.bootNos, seqs: row.seqs }
}
