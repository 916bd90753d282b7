import type { TouchedCall } from './blast-radius.ts'
import type { BlastRadius } from './contract.ts'
import type { Db } from './store.server.ts'

/** The queries of the blast radius: a batch of alerts in each. */

/** Whose numbers are old: open ones, and those that ended since they were counted last. Only what is about calls. */
export async function findStaleBlasts(
  db: Db,
  { now, countedBefore, limit }: { now: Date; countedBefore: Date; limit: number },
): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `SELECT id FROM alert a
      WHERE (closed_at IS NULL AND (blast_at IS NULL OR blast_at <= $2)
             OR closed_at > $1::timestamptz - interval '10 minutes' AND (blast_at IS NULL OR blast_at < closed_at))
        AND (app_id IS NOT NULL OR region IS NOT NULL OR session_id IS NOT NULL)
      ORDER BY blast_at NULLS FIRST, id LIMIT $3`,
    [now, countedBefore, limit],
  )
  return rows.map(({ id }) => id)
}

/** What an alert is about and when; at most a day back, or an alert that nobody ends would read all there is. */
const due = `due AS (
  SELECT customer_id, id, app_id, region, session_id, nullif(labels ->> 'kind', '') AS kind,
         nullif(labels ->> 'browser', '') AS browser,
         greatest(started_at, $2::timestamptz - interval '1 day') AS since, coalesce(closed_at, $2::timestamptz) AS until
    FROM alert WHERE id = ANY($1::uuid[]))`
const ofTheTime = `s.customer_id = d.customer_id AND s.source = 'live' AND s.started_at < d.until
  AND s.started_at > d.since - interval '1 day' AND (s.ended_at IS NULL OR s.ended_at >= d.since)`
const present = `p.customer_id = s.customer_id AND p.session_id = s.id AND p.joined_at < d.until
  AND (p.left_at IS NULL OR p.left_at >= d.since)`
const hasFinding = (open: string) => `EXISTS (SELECT FROM finding f
  WHERE f.customer_id = s.customer_id AND f.session_id = s.id AND f.kind = d.kind AND f.opened_at < d.until AND ${open}
    AND (f.participant_id = p.id OR p.id = ANY(f.affected)))`

/** Minutes of pain since then: the whole of who came later, else minute by minute. */
const pain = `CASE WHEN p.pain_minutes = 0 OR p.joined_at >= d.since THEN p.pain_minutes ELSE coalesce((
  SELECT sum(CASE m.band WHEN 'bad' THEN 1 WHEN 'poor' THEN 0.5 ELSE 0 END) FROM participant_minute m
   WHERE m.customer_id = p.customer_id AND m.participant_id = p.id AND m.day = s.day AND m.minute >= d.since
     AND m.minute < d.until), 0) END`
const badNow = `p.band IN ('poor', 'bad')`
const failedThen = `(p.join_outcome = 'failed' AND p.attempt_at >= d.since OR p.dropped AND p.left_at >= d.since)`

/** The calls that each alert touches, by alert. */
export async function findTouchedCalls(
  db: Db,
  alertIds: readonly string[],
  now: Date,
): Promise<(TouchedCall & { alertId: string })[]> {
  const { rows } = await db.query<TouchedCall & { alertId: string }>(
    `WITH ${due}, people AS (
       SELECT d.id AS alert_id, s.id, coalesce(nullif(s.name, ''), s.external_id) AS name, s.score, s.band, s.state,
              s.state = 'live' AND p.left_at IS NULL
                AND CASE WHEN d.kind IS NULL THEN ${badNow} ELSE ${hasFinding('f.cleared_at IS NULL')} END AS now,
              CASE WHEN d.kind IS NULL THEN ${badNow} AND s.state = 'live' OR ${failedThen}
                   ELSE ${hasFinding('(f.cleared_at IS NULL OR f.cleared_at >= d.since)')} END AS touched,
              d.kind IS NULL AS by_pain, ${pain} AS pain
         FROM due d JOIN session s ON ${ofTheTime} JOIN participant p ON ${present}
        WHERE (d.app_id IS NULL OR s.app_id = d.app_id) AND (d.session_id IS NULL OR s.id = d.session_id)
          AND (d.region IS NULL OR p.tags ->> 'region' = d.region)
          AND (d.browser IS NULL OR p.client ->> 'browser' = d.browser)),
     judged AS (SELECT *, touched OR by_pain AND pain > 0 AS so_far FROM people)
     SELECT alert_id AS "alertId", id AS "sessionId", name, score, band::text, state = 'live' AS live,
            count(*) FILTER (WHERE now)::int AS "affectedNow", count(*)::int AS "affectedSoFar",
            sum(pain)::float8 AS "painMinutes"
       FROM judged WHERE so_far OR now GROUP BY alert_id, id, name, score, band, state`,
    [alertIds, now],
  )
  return rows
}

/** Everybody of the customer who was in calls over the same time, by alert. */
export async function countPeopleInCalls(
  db: Db,
  alertIds: readonly string[],
  now: Date,
): Promise<Map<string, number>> {
  const { rows } = await db.query<{ id: string; people: number }>(
    `WITH ${due}, spans AS (SELECT DISTINCT customer_id, since, until FROM due),
     counted AS (SELECT d.customer_id, d.since, d.until, count(*)::int AS people
                   FROM spans d JOIN session s ON ${ofTheTime} JOIN participant p ON ${present}
                  GROUP BY d.customer_id, d.since, d.until)
     SELECT due.id, people FROM due JOIN counted USING (customer_id, since, until)`,
    [alertIds, now],
  )
  return new Map(rows.map(({ id, people }) => [id, people]))
}

/** Not an event: numbers that everybody sees change by themselves. */
export async function saveBlasts(
  db: Db,
  blasts: readonly { alertId: string; blast: BlastRadius }[],
  now: Date,
): Promise<void> {
  await db.query(
    `UPDATE alert a SET blast = x.blast, blast_at = $3
       FROM unnest($1::uuid[], $2::jsonb[]) AS x(id, blast) WHERE a.id = x.id`,
    [blasts.map(({ alertId }) => alertId), blasts.map(({ blast }) => JSON.stringify(blast)), now],
  )
}
