import type { Pool } from 'pg'
import { pulseCountNames } from '../pulse.ts'

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
/** Counted at one moment: a longer bucket holds their mean. Everything else is summed. */
const gauges = new Set(['sessions', 'participants', 'good', 'fair', 'poor', 'bad', 'unknown'])

export type RollUp = {
  from: 'pulse_10s' | 'pulse_1m'
  to: 'pulse_1m' | 'pulse_1h'
  unit: 'minute' | 'hour'
  slots: number
}

/** Computes whole longer buckets again from the shorter ones: repeating it, or late rows, only make it truer. */
export async function rollUpSince(pool: Pool, { from, to, unit, slots }: RollUp, since: Date) {
  const columns = pulseCountNames.map(snake)
  const sums = columns.map((name) =>
    gauges.has(name) ? `round(sum(p.${name}) / ${slots}.0)::int` : `sum(p.${name})`,
  )
  await pool.query(
    `INSERT INTO ${to} (customer_id, app_id, dimension, value, bucket, model, score_histogram, ${columns.join(', ')})
     SELECT p.customer_id, p.app_id, p.dimension, p.value, date_trunc('${unit}', p.bucket) AS b, max(p.model),
            (SELECT array_agg(total ORDER BY i) FROM (
               SELECT u.i, sum(u.n)::int AS total FROM ${from} q, unnest(q.score_histogram) WITH ORDINALITY u(n, i)
                WHERE q.customer_id = p.customer_id AND q.app_id = p.app_id AND q.dimension = p.dimension
                  AND q.value = p.value AND q.bucket >= date_trunc('${unit}', p.bucket)
                  AND q.bucket < date_trunc('${unit}', p.bucket) + interval '1 ${unit}' GROUP BY u.i) h),
            ${sums.join(', ')}
       FROM ${from} p WHERE p.bucket >= date_trunc('${unit}', $1::timestamptz)
      GROUP BY p.customer_id, p.app_id, p.dimension, p.value, date_trunc('${unit}', p.bucket)
     ON CONFLICT (customer_id, app_id, dimension, value, bucket) DO UPDATE SET
       model = EXCLUDED.model, score_histogram = EXCLUDED.score_histogram,
       ${columns.map((name) => `${name} = EXCLUDED.${name}`).join(', ')}`,
    [since],
  )
}

export async function dropPulsesBefore(
  pool: Pool,
  table: 'pulse_10s' | 'pulse_1m' | 'pulse_1h',
  before: Date,
) {
  await pool.query(`DELETE FROM ${table} WHERE bucket < $1`, [before])
}
