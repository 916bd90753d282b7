import { pool } from './pools.server.ts'

const dayMs = 86_400_000
/** Minutes are what reports are made of, and small. */
const minuteRetentionDays = 365
const longestPieceDays = 400

/** Makes the daily partitions from yesterday to `daysAhead` days after `now`. Returns how many were missing. */
export async function ensurePartitions(now: Date, daysAhead = 7): Promise<number> {
  return ensurePartitionsBetween(new Date(now.getTime() - dayMs), daysAhead + 2)
}

/** Makes partitions for `days` days from `firstDay` on: for imports and tests that reach into the past. */
export async function ensurePartitionsBetween(firstDay: Date, days: number): Promise<number> {
  const { rows } = await pool('worker').query<{ made: number }>(
    'SELECT earshot_ensure_partitions($1::date, $2) AS made',
    [isoDay(firstDay), Math.min(days, longestPieceDays)],
  )
  return rows[0]?.made ?? 0
}

export type Dropped = { telemetry: number; event: number; participant_minute: number }

/**
 * Drops the days that no customer keeps any more. A partition holds all customers' rows, so the longest
 * retention among them decides; a shorter one is honoured where rows are read.
 */
export async function dropExpired(now: Date): Promise<Dropped> {
  const { rows } = await pool('worker').query<{ telemetry: number; event: number }>(
    'SELECT coalesce(max(telemetry_retention_days), 14) AS telemetry, coalesce(max(event_retention_days), 90) AS event FROM customer',
  )
  const { telemetry, event } = rows[0] ?? { telemetry: 14, event: 90 }
  return {
    telemetry: await dropBefore('telemetry', now, telemetry),
    event: await dropBefore('event', now, event),
    participant_minute: await dropBefore('participant_minute', now, minuteRetentionDays),
  }
}

async function dropBefore(parent: keyof Dropped, now: Date, keepDays: number): Promise<number> {
  const before = isoDay(new Date(now.getTime() - Math.max(keepDays, 1) * dayMs))
  const { rows } = await pool('worker').query<{ dropped: number }>(
    'SELECT earshot_drop_partitions($1, $2::date) AS dropped',
    [parent, before],
  )
  return rows[0]?.dropped ?? 0
}

function isoDay(date: Date): string {
  return date.toISOString().slice(0, 10)
}
