import type { BlastRadius } from './contract.ts'
import type { Db } from './store.server.ts'
import type { BlastScope, KindOfPerson, PainMinute, PersonInCall } from './touched-calls.ts'

/** The queries of the blast radius: the alerts of one customer in each. */

/** Whose numbers are old: open ones, and those that ended since they were counted last. Only what is about calls. */
export async function findStaleBlasts(
  db: Db,
  { now, countedBefore, limit }: { now: Date; countedBefore: Date; limit: number },
): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `SELECT id FROM alert a
      WHERE (closed_at IS NULL AND (blast_at IS NULL OR blast_at <= $2)
             OR closed_at > $1::timestamptz - interval '10 minutes' AND (blast_at IS NULL OR blast_at < closed_at))
        AND (app_id IS NOT NULL OR region IS NOT NULL OR session_id IS NOT NULL OR labels ? 'kind')
      ORDER BY blast_at NULLS FIRST, id LIMIT $3`,
    [now, countedBefore, limit],
  )
  return rows.map(({ id }) => id)
}

/** What each is about; at most a day back, or an alert that nobody ends would read all there is. */
export async function findScopes(db: Db, alertIds: readonly string[], now: Date): Promise<BlastScope[]> {
  const { rows } = await db.query<BlastScope>(
    `SELECT id AS "alertId", customer_id AS "customerId", app_id AS "appId", session_id AS "sessionId",
            coalesce(region, nullif(labels ->> 'region', '')) AS region, nullif(labels ->> 'browser', '') AS browser,
            nullif(labels ->> 'kind', '') AS kind, greatest(started_at, $2::timestamptz - interval '1 day') AS since,
            coalesce(closed_at, $2::timestamptz) AS until
       FROM alert WHERE id = ANY($1::uuid[])`,
    [alertIds, now],
  )
  return rows
}

type Span = { customerId: string; since: Date; until: Date }

const ofTheTime = `s.customer_id = $1 AND s.source = 'live' AND s.started_at < $3
  AND s.started_at > $2::timestamptz - interval '1 day' AND (s.ended_at IS NULL OR s.ended_at >= $2)
  AND p.joined_at < $3 AND (p.left_at IS NULL OR p.left_at >= $2)`
const peopleOfCalls = 'session s JOIN participant p ON p.customer_id = s.customer_id AND p.session_id = s.id'
const suffers = `(p.pain_minutes > 0 OR p.band IN ('poor', 'bad') OR p.join_outcome = 'failed' OR p.dropped)`

/** People of the customer's live calls of that time: those who suffer, or (for findings) all. */
export async function findPeopleInCalls(
  db: Db,
  { customerId, since, until }: Span,
  everybody: boolean,
): Promise<PersonInCall[]> {
  const { rows } = await db.query<PersonInCall>(
    `SELECT p.id AS "personId", s.id AS "sessionId", s.app_id AS "appId", s.day::text AS day,
            coalesce(nullif(s.name, ''), s.external_id) AS name, s.score, s.band::text, s.state = 'live' AS live,
            p.tags ->> 'region' AS region, p.client ->> 'browser' AS browser, p.joined_at AS "joinedAt",
            p.left_at AS "leftAt", p.pain_minutes AS "painMinutes", p.band IN ('poor', 'bad') AS "badNow",
            CASE WHEN p.join_outcome = 'failed' THEN p.attempt_at WHEN p.dropped THEN p.left_at END AS "failedAt"
       FROM ${peopleOfCalls} WHERE ${ofTheTime} AND ($4 OR ${suffers})`,
    [customerId, since, until, everybody],
  )
  return rows
}

export async function countPeopleInCalls(db: Db, { customerId, since, until }: Span): Promise<number> {
  const { rows } = await db.query<{ people: number }>(
    `SELECT count(*)::int AS people FROM ${peopleOfCalls} WHERE ${ofTheTime}`,
    [customerId, since, until],
  )
  return rows[0]?.people ?? 0
}

/** The poor and bad minutes of these people since then. */
export async function findPainMinutes(
  db: Db,
  { customerId, since, until }: Span,
  people: readonly PersonInCall[],
): Promise<PainMinute[]> {
  const { rows } = await db.query<PainMinute>(
    `SELECT m.participant_id AS "personId", m.minute AS at, CASE m.band WHEN 'bad' THEN 1 ELSE 0.5 END::float8 AS weight
       FROM participant_minute m
      WHERE m.customer_id = $1 AND m.participant_id = ANY($2::uuid[]) AND m.day = ANY($3::date[])
        AND m.minute >= $4 AND m.minute < $5 AND m.band IN ('poor', 'bad')`,
    [
      customerId,
      people.map(({ personId }) => personId),
      [...new Set(people.map(({ day }) => day))],
      since,
      until,
    ],
  )
  return rows
}

/** Who has, or had, findings of these kinds. */
export async function findKinds(
  db: Db,
  { customerId, since, until }: Span,
  kinds: readonly string[],
): Promise<KindOfPerson[]> {
  const { rows } = await db.query<KindOfPerson>(
    `SELECT x.person AS "personId", f.kind, f.opened_at AS "openedAt", f.cleared_at AS "clearedAt"
       FROM finding f CROSS JOIN LATERAL unnest(f.affected || f.participant_id) AS x(person)
      WHERE f.customer_id = $1 AND f.kind = ANY($4) AND f.opened_at < $3
        AND f.opened_at > $2::timestamptz - interval '1 day' AND (f.cleared_at IS NULL OR f.cleared_at >= $2)
        AND x.person IS NOT NULL`,
    [customerId, since, until, kinds],
  )
  return rows
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

export async function skipBlasts(db: Db, alertIds: readonly string[], now: Date): Promise<void> {
  await db.query('UPDATE alert SET blast_at = $2 WHERE id = ANY($1::uuid[])', [alertIds, now])
}
