import type { Pool } from 'pg'
import { type IncidentImpact, incidentStatuses, isOngoing } from '../contract.ts'
import type { IncidentRow } from '../state/incident-row.ts'
import type { Db } from '../store.server.ts'
import type { Counted } from './impact-of.ts'

/** What an incident cost, counted in the telemetry of its customer. */
export type Counting = Pick<
  IncidentRow,
  'customerId' | 'id' | 'appIds' | 'regions' | 'proposal' | 'severity'
> & { from: Date; to: Date; ongoing: boolean }

const ongoing = incidentStatuses.filter(isOngoing)

/**
 * Whose numbers are old: those that go on, those whose times or places were changed since, and what has just ended,
 * until its last minutes have arrived. Generated history brings its own numbers, and what is older than the telemetry
 * keeps those it has.
 */
export async function findStaleImpacts(
  db: Pool,
  { now, countedBefore, limit }: { now: Date; countedBefore: Date; limit: number },
): Promise<Counting[]> {
  const { rows } = await db.query<Counting>(
    `SELECT customer_id AS "customerId", id, app_ids AS "appIds", regions, proposal, severity, status = ANY($4) AS ongoing,
            coalesce(impact_started_at, detected_at, declared_at) AS "from", coalesce(impact_ended_at, $1) AS "to"
       FROM incident
      WHERE NOT simulated AND status NOT IN ('declined', 'merged', 'cancelled')
        AND coalesce(impact_started_at, detected_at, declared_at) > $1::timestamptz - interval '13 days'
        AND (impact_at IS NULL OR impact_at <= $2 AND (status = ANY($4) OR impact_at < updated_at
             OR impact_ended_at IS NOT NULL AND impact_at < impact_ended_at + interval '2 minutes'))
      ORDER BY impact_at NULLS FIRST, id LIMIT $3`,
    [now, countedBefore, limit, ongoing],
  )
  return rows
}

export async function countImpact(db: Db, counting: Counting): Promise<Counted | null> {
  const { customerId, from, to, appIds, regions } = counting
  const { rows } = await db.query<Counted>(
    `WITH people AS (
       SELECT p.id, p.session_id, s.day,
              p.join_outcome = 'failed' AND p.attempt_at >= $2 AND p.attempt_at < $3 AS failed,
              (cardinality($4::uuid[]) = 0 OR s.app_id = ANY($4::uuid[]))
                AND (cardinality($5::text[]) = 0 OR p.tags ->> 'region' = ANY($5::text[])) AS inside, p.attempt_at
         FROM session s JOIN participant p ON p.customer_id = s.customer_id AND p.session_id = s.id
        WHERE s.customer_id = $1 AND s.source = 'live' AND s.started_at < $3
          AND s.started_at > $2::timestamptz - interval '1 day' AND (s.ended_at IS NULL OR s.ended_at >= $2)
          AND p.joined_at < $3 AND (p.left_at IS NULL OR p.left_at >= $2)),
     minutes AS (
       SELECT m.participant_id, o.session_id, m.minute, m.band::text AS band FROM people o JOIN participant_minute m
           ON m.customer_id = $1 AND m.participant_id = o.id AND m.day = o.day AND m.minute >= $6 AND m.minute < $3
        WHERE o.inside AND m.band IN ('poor', 'bad')),
     hit AS (
       SELECT participant_id, session_id, minute FROM minutes
       UNION SELECT id, session_id, date_trunc('minute', attempt_at) FROM people WHERE inside AND failed)
     SELECT (SELECT count(DISTINCT minute)::int FROM hit) AS "impactMinutes",
            (SELECT count(DISTINCT session_id)::int FROM hit) AS sessions,
            (SELECT count(DISTINCT participant_id)::int FROM hit) AS participants,
            (SELECT count(*)::int FROM minutes WHERE band = 'poor') AS "poorMinutes",
            (SELECT count(*)::int FROM minutes WHERE band = 'bad') AS "badMinutes",
            (SELECT count(*)::int FROM people WHERE inside AND failed) AS "joinFailures",
            (SELECT count(*)::int FROM people) AS everybody`,
    [customerId, from, to, appIds, regions, new Date(Math.floor(from.getTime() / 60_000) * 60_000)],
  )
  return rows[0] ?? null
}

/** Not an event: numbers that everybody sees change by themselves. A change that comes first wins: it is counted again. */
export async function saveImpact(
  db: Pool,
  { customerId, id }: Pick<Counting, 'customerId' | 'id'>,
  impact: IncidentImpact | null,
  proposal: IncidentRow['proposal'],
  now: Date,
): Promise<void> {
  await db.query(
    `UPDATE incident SET impact = coalesce($3::jsonb, impact), impact_minutes = coalesce($4, impact_minutes),
            proposal = coalesce($5::jsonb, proposal), impact_at = $6
      WHERE customer_id = $1 AND id = $2`,
    [
      ...[customerId, id, impact && JSON.stringify(impact), impact?.impactMinutes ?? null],
      ...[proposal && JSON.stringify(proposal), now],
    ],
  )
}
