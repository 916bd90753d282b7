import { freezeDay, type Partitioned } from './frozen.server.ts'
import { pool } from './pools.server.ts'
import { inTransaction } from './transaction.server.ts'

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

export type Dropped = Record<Partitioned, number>

/** For tests: called with a day's copies made and its partition still there. */
type Hooks = { beforeDrop?: (kind: Partitioned, day: string) => void }

/**
 * Drops the days that no customer keeps any more, after copying what is pinned. A partition holds all customers'
 * rows, so the longest retention among them decides; a shorter one is honoured where rows are read.
 */
export async function dropExpired(now: Date, hooks: Hooks = {}): Promise<Dropped> {
  const { rows } = await pool('worker').query<{ telemetry: number; event: number }>(
    'SELECT coalesce(max(telemetry_retention_days), 14) AS telemetry, coalesce(max(event_retention_days), 90) AS event FROM customer',
  )
  const { telemetry, event } = rows[0] ?? { telemetry: 14, event: 90 }
  return {
    telemetry: await dropBefore('telemetry', now, telemetry, hooks),
    event: await dropBefore('event', now, event, hooks),
    participant_minute: await dropBefore('participant_minute', now, minuteRetentionDays, hooks),
  }
}

async function dropBefore(kind: Partitioned, now: Date, keepDays: number, hooks: Hooks): Promise<number> {
  const before = isoDay(new Date(now.getTime() - Math.max(keepDays, 1) * dayMs))
  const { rows } = await pool('worker').query<{ day: string }>(
    `SELECT to_char(day, 'YYYY-MM-DD') AS day FROM earshot_expired_days($1, $2::date) AS day`,
    [kind, before],
  )
  let dropped = 0
  for (const { day } of rows) if (await dropDay(kind, day, now, hooks)) dropped++
  return dropped
}

/** One transaction: whatever ends it early leaves the day whole and nothing copied. False: another worker is at it. */
function dropDay(kind: Partitioned, day: string, now: Date, { beforeDrop }: Hooks): Promise<boolean> {
  return inTransaction(pool('worker'), async (db) => {
    const { rows } = await db.query<{ held: boolean }>('SELECT earshot_hold_day($1, $2::date) AS held', [
      kind,
      day,
    ])
    if (!rows[0]?.held) return false
    await freezeDay(db, kind, day, now)
    beforeDrop?.(kind, day)
    await db.query('SELECT earshot_drop_day($1, $2::date)', [kind, day])
    return true
  })
}

function isoDay(date: Date): string {
  return date.toISOString().slice(0, 10)
}
