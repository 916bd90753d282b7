import type { Pool, PoolClient } from 'pg'
import type { TenantScope } from '#lib/access/member.ts'
import { queryInScope, type Tx } from '#lib/db/transaction.server.ts'
import type { HeartbeatView, NewHeartbeat } from './contract.ts'
import type { ChangedHeartbeat } from './signal-of-heartbeat.ts'

type Db = Pick<Pool, 'query'> | Pick<PoolClient, 'query'>

/** Notes a beat; false when nobody knows the secret. A clock that went back takes no beat away. */
export async function recordBeat(db: Db, secretHash: Uint8Array, now: Date): Promise<boolean> {
  const { rowCount } = await db.query(
    `UPDATE heartbeat SET last_beat_at = greatest(last_beat_at, $2) WHERE secret_hash = $1 AND disabled_at IS NULL`,
    [Buffer.from(secretHash), now],
  )
  return (rowCount ?? 0) > 0
}

/**
 * Moves those whose state is no longer what the clock says, and answers them. One statement, past what another worker
 * holds: no replica and no restart tells of one change twice.
 */
export async function moveHeartbeats(client: PoolClient, now: Date, most: number): Promise<ChangedHeartbeat[]> {
  const { rows } = await client.query<ChangedHeartbeat>(
    `UPDATE heartbeat h SET state = next.state
       FROM (SELECT customer_id, id, CASE WHEN ${isLate} THEN 'missing' ELSE 'healthy' END AS state FROM heartbeat
              WHERE disabled_at IS NULL AND last_beat_at IS NOT NULL
                AND state <> CASE WHEN ${isLate} THEN 'missing' ELSE 'healthy' END
              ORDER BY customer_id, id LIMIT $2 FOR UPDATE SKIP LOCKED) next, customer c
      WHERE h.customer_id = next.customer_id AND h.id = next.id AND c.id = h.customer_id
     RETURNING h.customer_id AS "customerId", c.slug AS "customerSlug", h.id, h.name, h.interval_ms AS "intervalMs",
               h.grace_ms AS "graceMs", h.severity, h.last_beat_at AS "lastBeatAt", h.state`,
    [now, most],
  )
  return rows.toSorted((a, b) => (a.id < b.id ? -1 : 1))
}
const isLate = `last_beat_at + (interval_ms::bigint + grace_ms) * interval '1 millisecond' <= $1::timestamptz`

const ms = (column: string) => `(extract(epoch FROM ${column}) * 1000)::float8`

export function readHeartbeats(scope: TenantScope): Promise<HeartbeatView[]> {
  return queryInScope<HeartbeatView>(
    scope,
    `SELECT h.id AS "heartbeatId", h.customer_id AS "customerId", c.name AS "customerName", h.name, h.interval_ms AS "intervalMs",
            h.grace_ms AS "graceMs", h.severity, h.hint, ${ms('h.last_beat_at')} AS "lastBeatAt", h.state,
            (SELECT a.id FROM alert a WHERE a.customer_id = h.customer_id AND a.dedup_key = 'heartbeat:1:' || h.id AND a.closed_at IS NULL) AS "alertId",
            ${ms('h.created_at')} AS "createdAt", h.disabled_at IS NOT NULL AS disabled
       FROM heartbeat h JOIN customer c ON c.id = h.customer_id WHERE h.customer_id = ANY($1::uuid[])
      ORDER BY h.disabled_at IS NOT NULL, h.state = 'missing' DESC, c.name, h.name, h.id LIMIT 1000`,
    [scope.customerIds],
  )
}

export type HeartbeatRow = NewHeartbeat & {
  id: string
  secretHash: Uint8Array<ArrayBuffer>
  hint: string
  createdAt: Date
  createdBy: string
}

export async function insertHeartbeat(tx: Tx, row: HeartbeatRow): Promise<void> {
  await tx.heartbeat.createMany({ data: [row] })
}

export async function lockHeartbeat(tx: Tx, scope: TenantScope, id: string) {
  const rows = await tx.$queryRaw<{ customerId: string; name: string; disabledAt: Date | null }[]>`
    SELECT customer_id AS "customerId", name, disabled_at AS "disabledAt" FROM heartbeat
     WHERE customer_id = ANY(${[...scope.customerIds]}::uuid[]) AND id = ${id}::uuid FOR UPDATE`
  return rows[0] ?? null
}

export async function changeHeartbeatRow(
  tx: Tx,
  customerId: string,
  id: string,
  data: { secretHash?: Uint8Array<ArrayBuffer>; hint?: string; disabledAt?: Date },
): Promise<void> {
  await tx.heartbeat.updateMany({ where: { customerId, id }, data })
}

export type Abandoned = { customerId: string; customerSlug: string; id: string; name: string }

/** Disabled ones whose alert is still open: nothing will ever end it. */
export async function findAbandoned(db: Db): Promise<Abandoned[]> {
  const { rows } = await db.query<Abandoned>(
    `SELECT h.customer_id AS "customerId", c.slug AS "customerSlug", h.id, h.name FROM heartbeat h
       JOIN customer c ON c.id = h.customer_id
       JOIN alert a ON a.customer_id = h.customer_id AND a.dedup_key = 'heartbeat:1:' || h.id AND a.closed_at IS NULL
      WHERE h.disabled_at IS NOT NULL LIMIT 100`,
  )
  return rows
}
