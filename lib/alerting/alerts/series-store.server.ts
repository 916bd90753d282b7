import type { AlertRow } from './alert-row.ts'
import type { SeriesBucket } from './alert-series.ts'
import type { Db } from './store.server.ts'

const sums = {
  sessions: 'sessions',
  participants: 'participants',
  good: 'good',
  fair: 'fair',
  poor: 'poor',
  bad: 'bad',
  unknown: 'unknown',
  joins: 'joins',
  joinFailures: 'join_failures',
  drops: 'drops',
  scoreSum: 'score_sum',
  scoreCount: 'score_count',
  goodMinutes: 'good_minutes',
  fairMinutes: 'fair_minutes',
  poorMinutes: 'poor_minutes',
  badMinutes: 'bad_minutes',
} as const satisfies Record<Exclude<keyof SeriesBucket, 'at'>, string>

/** The roll-ups of the app, or all apps, and of the region or browser that the alert is about; oldest first. */
export async function findBuckets(
  db: Db,
  { customerId, appId, region, labels }: AlertRow,
  { from, to, stepMs }: { from: Date; to: Date; stepMs: number },
): Promise<SeriesBucket[]> {
  const table = stepMs === 10_000 ? 'pulse_10s' : stepMs === 60_000 ? 'pulse_1m' : 'pulse_1h'
  const browser = labels.browser ?? null
  const [dimension, value] = region !== null ? ['region', region] : browser ? ['browser', browser] : ['', '']
  const columns = Object.entries(sums).map(([name, column]) => `sum(${column})::float8 AS "${name}"`)
  const { rows } = await db.query<SeriesBucket>(
    `SELECT (extract(epoch FROM bucket) * 1000)::float8 AS at, ${columns.join(', ')} FROM ${table}
      WHERE customer_id = $1 AND ($2::uuid IS NULL OR app_id = $2) AND dimension = $3 AND value = $4
        AND bucket >= $5 AND bucket < $6
      GROUP BY bucket ORDER BY bucket LIMIT 10000`,
    [customerId, appId, dimension, value, from, to],
  )
  return rows
}
