import type { Tx } from '#lib/db/transaction.server.ts'

/** Every query of the status page. They run with a customer user's rights: read only, and one tenant's rows only. */

export function readApps(tx: Tx, customerId: string): Promise<{ id: string; name: string }[]> {
  return tx.app.findMany({
    where: { customerId },
    select: { id: true, name: true },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    take: 500,
  })
}

export type SessionFacts = {
  appId: string
  liveSessions: number
  lastSessionAt: Date | null
  lastSessionEndedAt: Date | null
  lastSessionLost: boolean
}

/** Per app: how many sessions are live, and how the newest one ended. */
export function readSessionFacts(tx: Tx, customerId: string): Promise<SessionFacts[]> {
  return tx.$queryRaw<SessionFacts[]>`
    SELECT a.id AS "appId", live.count::int AS "liveSessions", newest.started_at AS "lastSessionAt",
           newest.ended_at AS "lastSessionEndedAt", coalesce(newest.end_reason = 'lost', false) AS "lastSessionLost"
      FROM app a
      LEFT JOIN LATERAL (SELECT count(*) AS count FROM session s
                          WHERE s.customer_id = a.customer_id AND s.app_id = a.id AND s.state = 'live') live ON true
      LEFT JOIN LATERAL (SELECT s.started_at, s.ended_at, s.end_reason FROM session s
                          WHERE s.customer_id = a.customer_id AND s.app_id = a.id AND s.source = 'live'
                          ORDER BY s.started_at DESC LIMIT 1) newest ON true
     WHERE a.customer_id = ${customerId}::uuid`
}

export type PulseSums = {
  appId: string
  goodMinutes: number
  fairMinutes: number
  poorMinutes: number
  badMinutes: number
  joinAttempts: number
  joins: number
  joinFailures: number
  drops: number
  dataAt: Date | null
}

/** Sums of the whole app over the time since `from`. */
export function readPulseSums(tx: Tx, customerId: string, from: Date): Promise<PulseSums[]> {
  return tx.$queryRaw<PulseSums[]>`
    SELECT app_id AS "appId", sum(good_minutes)::int AS "goodMinutes", sum(fair_minutes)::int AS "fairMinutes",
           sum(poor_minutes)::int AS "poorMinutes", sum(bad_minutes)::int AS "badMinutes",
           sum(join_attempts)::int AS "joinAttempts", sum(joins)::int AS joins,
           sum(join_failures)::int AS "joinFailures", sum(drops)::int AS drops,
           max(bucket) FILTER (WHERE reports > 0) AS "dataAt"
      FROM pulse_10s
     WHERE customer_id = ${customerId}::uuid AND dimension = '' AND value = '' AND bucket >= ${from}
     GROUP BY app_id`
}

export type NewestPulse = {
  appId: string
  bucket: Date
  sessions: number
  participants: number
  good: number
  fair: number
  poor: number
  bad: number
}

/** The newest roll-up of each app since `from`. */
export function readNewestPulses(tx: Tx, customerId: string, from: Date): Promise<NewestPulse[]> {
  return tx.$queryRaw<NewestPulse[]>`
    SELECT DISTINCT ON (app_id) app_id AS "appId", bucket, sessions, participants, good, fair, poor, bad
      FROM pulse_10s
     WHERE customer_id = ${customerId}::uuid AND dimension = '' AND value = '' AND bucket >= ${from}
     ORDER BY app_id, bucket DESC`
}

/** Mean score per minute; the fine roll-ups where they still stand, else the coarse ones. */
export function readTrend(tx: Tx, customerId: string, from: Date) {
  return tx.$queryRaw<{ appId: string; minute: Date; score: number | null }[]>`
    WITH fine AS (
      SELECT app_id, date_trunc('minute', bucket) AS minute, sum(score_sum) AS sum, sum(score_count) AS count
        FROM pulse_10s
       WHERE customer_id = ${customerId}::uuid AND dimension = '' AND value = '' AND bucket >= ${from}
       GROUP BY 1, 2),
    coarse AS (
      SELECT app_id, bucket AS minute, score_sum AS sum, score_count AS count
        FROM pulse_1m
       WHERE customer_id = ${customerId}::uuid AND dimension = '' AND value = '' AND bucket >= ${from})
    SELECT app_id AS "appId", minute,
           (coalesce(fine.sum, coarse.sum) / nullif(coalesce(fine.count, coarse.count), 0))::float8 AS score
      FROM fine FULL JOIN coarse USING (app_id, minute)`
}
