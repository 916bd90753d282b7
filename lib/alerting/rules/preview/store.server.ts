import type { PoolClient } from 'pg'
import type { FindingFacts } from '../../evaluation/facts.ts'
import { type Sums, sumNames } from '../../evaluation/metric-value.ts'
import { findingColumns } from '../../evaluation/store.server.ts'
import type { PastRow } from './past-frames.ts'

/** What a rule is tried on: one customer's past, within the scope of who asks. */
const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
const sums = sumNames.map((name) => `sum(p.${snake(name)})::float8 AS "${name}"`).join(', ')

export type PastAsked = {
  customerId: string
  appIds: readonly string[]
  dimension: string
  from: Date
  to: Date
  stepMs: number
}
type Row = { appId: string; value: string; at: number } & Sums

export async function readPast(
  db: PoolClient,
  table: 'pulse_1m' | 'pulse_1h',
  { customerId, appIds, dimension, from, to, stepMs }: PastAsked,
): Promise<PastRow[]> {
  const { rows } = await db.query<Row>(
    `SELECT p.app_id AS "appId", p.value,
            (extract(epoch FROM date_bin($6 * interval '1 millisecond', p.bucket, 'epoch')) * 1000)::float8 AS at, ${sums}
       FROM ${table} p
      WHERE p.customer_id = $1 AND p.app_id = ANY($2::uuid[]) AND p.dimension = $3 AND p.bucket >= $4 AND p.bucket < $5
      GROUP BY 1, 2, 3`,
    [customerId, appIds, dimension, from, to, stepMs],
  )
  return rows.map(({ appId, value, at, ...counts }) => ({
    customerId,
    dimension,
    appId,
    value,
    at,
    sums: counts,
  }))
}

const mostFindings = 20_000

export async function readPastFindings(
  db: PoolClient,
  customerId: string,
  from: Date,
): Promise<FindingFacts[]> {
  const { rows } = await db.query<FindingFacts>(
    `SELECT ${findingColumns}
       FROM finding f
       JOIN session s ON s.customer_id = f.customer_id AND s.id = f.session_id
       LEFT JOIN participant p ON p.customer_id = f.customer_id AND p.id = f.participant_id
      WHERE f.customer_id = $1 AND s.source = 'live' AND (f.cleared_at >= $2 OR (f.cleared_at IS NULL AND s.state = 'live'))
      ORDER BY f.opened_at DESC LIMIT ${mostFindings}`,
    [customerId, from],
  )
  return rows
}
