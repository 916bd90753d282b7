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
  const key = 'customer_id, app_id, dimension, value'
  await pool.query(
    `WITH short AS (
       SELECT *, date_trunc('${unit}', bucket) AS long FROM ${from} WHERE bucket >= date_trunc('${unit}', $1::timestamptz)
     ), slots AS (
       SELECT ${key}, long, u.i, sum(u.n)::int AS n
         FROM short, unnest(score_histogram) WITH ORDINALITY u(n, i) GROUP BY ${key}, long, u.i
     ), histograms AS (
       SELECT ${key}, long, array_agg(n ORDER BY i) AS score_histogram FROM slots GROUP BY ${key}, long
     ), sums AS (
       SELECT ${key}, long, max(model) AS model, ${sums.map((sum, i) => `${sum} AS ${columns[i]}`).join(', ')}
         FROM short p GROUP BY ${key}, long
     )
     INSERT INTO ${to} (${key}, bucket, model, score_histogram, ${columns.join(', ')})
     SELECT ${key}, long, model, score_histogram, ${columns.join(', ')}
       FROM sums JOIN histograms USING (${key}, long)
     ON CONFLICT (${key}, bucket) DO UPDATE SET
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
