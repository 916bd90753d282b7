import type { TenantScope } from '#lib/access/member.ts'
import { queryInScope } from '#lib/db/transaction.server.ts'
import {
  callConditions,
  codecsOf,
  isPersonRow,
  type Params,
  personConditions,
  personFacts,
  startParams,
} from '../search/conditions/store.server.ts'
import { callsOf, type SearchAsked } from '../search/store.server.ts'
import type { BreakdownCounts } from './contract.ts'
import type { Dimension } from './dimensions.ts'
import type { KpiCounts } from './kpi-figures.ts'

/** Reports over calls: all of them count the same people, so that they agree with each other. */
export const callsAtOnce = 20_000
export type ReportAsked = SearchAsked & { simulated: boolean }

const and = (conditions: readonly string[]) => (conditions.length === 0 ? 'true' : conditions.join(' AND '))
const seconds = (moment: string) => `extract(epoch FROM ${moment})::float8`

/** Clock minutes of which at least 10 s lie between two moments (epoch seconds). */
const minutesBetween = (a: string, b: string) => `(CASE WHEN ${b} <= ${a} THEN 0 ELSE
  floor(${b} / 60) - floor(${a} / 60) + 1
  - (least(${b}, (floor(${a} / 60) + 1) * 60) - ${a} < 10)::int
  - (floor(${b} / 60) > floor(${a} / 60) AND ${b} - floor(${b} / 60) * 60 < 10)::int END)::int`

/** The tables that every report starts from: `newest`, `picked`, `calls` and `people`, one row a person and call. */
function groundOf(scope: TenantScope, asked: ReportAsked, params: Params, value = 'NULL::text'): string {
  const simulated = `${params.add(asked.simulated)}::boolean`
  return `reached AS MATERIALIZED (SELECT s.* FROM session s WHERE ${and(callsOf(scope, asked, params))}
    ORDER BY s.started_at DESC, s.id DESC LIMIT ${callsAtOnce + 1}),
  newest AS MATERIALIZED (SELECT * FROM reached ORDER BY started_at DESC, id DESC LIMIT ${callsAtOnce}),
  picked AS MATERIALIZED (SELECT s.* FROM newest s
    WHERE ${and(callConditions(asked.search, params).map(({ sql }) => sql))}),
  calls AS MATERIALIZED (SELECT s.* FROM picked s WHERE s.source = 'live' AND (${simulated} OR NOT s.simulated)),
  seen AS MATERIALIZED (SELECT p.customer_id, p.id, s.id AS session_id, s.app_id, s.day, p.external_id, p.attempt_at,
      p.join_outcome, p.join_failure, p.setup_ms, p.join_phases, p.dropped, p.joined_at,
      coalesce(p.join_outcome = 'joined', p.attempt_at IS NULL AND p.last_report_at IS NOT NULL) AS established,
      CASE WHEN p.left_at IS NULL THEN date_trunc('minute', p.last_report_at) ELSE p.left_at END AS until,
      ${value} AS value
    FROM calls s JOIN participant p ON p.customer_id = s.customer_id AND p.session_id = s.id
    WHERE ${and([isPersonRow, ...personConditions(asked.search, params)])}),
  people AS MATERIALIZED (SELECT q.*, m.good, m.fair, m.poor, m.bad, m.good + m.fair + m.poor + m.bad AS scored,
      CASE WHEN q.established THEN ${minutesBetween(seconds('q.joined_at'), seconds('q.until'))} ELSE 0 END AS present
    FROM seen q CROSS JOIN LATERAL (
      SELECT count(*) FILTER (WHERE m.band = 'good')::int AS good, count(*) FILTER (WHERE m.band = 'fair')::int AS fair,
        count(*) FILTER (WHERE m.band = 'poor')::int AS poor, count(*) FILTER (WHERE m.band = 'bad')::int AS bad
      FROM participant_minute m
      WHERE m.customer_id = q.customer_id AND m.participant_id = q.id AND m.day = q.day) m)`
}

export type GroundRow = {
  calls: number
  people: number
  /** calls of the time, one more than are counted at most */
  reached: number
  oldestAt: number | null
  simulatedCalls: number
  importedCalls: number
}
const groundJson = `(SELECT json_build_object(
  'calls', (SELECT count(*) FROM calls), 'people', (SELECT count(*) FROM people),
  'reached', (SELECT count(*) FROM reached),
  'oldestAt', (SELECT (extract(epoch FROM min(started_at)) * 1000)::float8 FROM newest),
  'simulatedCalls', (SELECT count(*) FROM picked WHERE simulated AND source = 'live'),
  'importedCalls', (SELECT count(*) FROM picked WHERE source <> 'live')))`

const isAttempt = `attempt_at IS NOT NULL AND join_outcome IN ('joined', 'failed')`
const counts = `count(DISTINCT session_id)::int AS calls, count(DISTINCT id)::int AS people,
  coalesce(sum(good), 0)::int AS good, coalesce(sum(fair), 0)::int AS fair, coalesce(sum(poor), 0)::int AS poor,
  coalesce(sum(bad), 0)::int AS bad, count(*) FILTER (WHERE ${isAttempt})::int AS attempts,
  count(*) FILTER (WHERE ${isAttempt} AND join_outcome = 'failed')::int AS "failedJoins",
  count(*) FILTER (WHERE established)::int AS established,
  count(*) FILTER (WHERE established AND dropped)::int AS drops`

/** What a person's row is filed under, of the call `s` and the person `p`. */
const values: Record<Exclude<Dimension, 'codec'>, string> = {
  cause: 's.cause',
  app: '(SELECT name FROM app x WHERE x.customer_id = s.customer_id AND x.id = s.app_id)',
  customer: '(SELECT name FROM customer x WHERE x.id = s.customer_id)',
  region: personFacts.region,
  site: personFacts.site,
  browser: personFacts.browser,
  os: personFacts.os,
  device: personFacts.device,
  version: personFacts.version,
  sdk: personFacts.sdk,
  relay: personFacts.relay,
  turn: personFacts.turn,
  sfu: personFacts.sfu,
  network: personFacts.network,
  link: personFacts.link,
}
const rowsShown = 200

export type BreakdownFound = {
  ground: GroundRow
  all: BreakdownCounts
  rows: (BreakdownCounts & { value: string | null })[]
  values: number
}

export async function countBy(
  scope: TenantScope,
  by: Dimension,
  asked: ReportAsked,
): Promise<BreakdownFound> {
  const params = startParams()
  const ground = groundOf(scope, asked, params, by === 'codec' ? 'NULL::text' : values[by])
  // A person with two codecs stands in two rows, one with none in the row of what is not known.
  const filed =
    by === 'codec'
      ? `SELECT people.*, c.value AS filed_under FROM people JOIN participant p ON p.customer_id = people.customer_id
           AND p.id = people.id LEFT JOIN LATERAL ${codecsOf} c ON true`
      : 'SELECT people.*, people.value AS filed_under FROM people'
  const [row] = await queryInScope<BreakdownFound>(
    scope,
    `WITH ${ground}, filed AS (${filed}),
     rows AS (SELECT filed_under AS value, ${counts} FROM filed GROUP BY filed_under)
     SELECT ${groundJson} AS ground, (SELECT row_to_json(x) FROM (SELECT ${counts} FROM people) x) AS all,
       (SELECT count(*)::int FROM rows) AS values,
       (SELECT coalesce(json_agg(x), '[]') FROM (SELECT * FROM rows ORDER BY people DESC LIMIT ${rowsShown}) x) AS rows`,
    params.values,
  )
  if (!row) throw new Error('a report without an answer')
  return row
}

export type FunnelFound = {
  ground: GroundRow
  outcomes: { outcome: string | null; failure: string | null; media: boolean; people: number }[]
  setupMs: number[]
  phases: { phase: string; n: number; ms: number[] }[]
}

/** Everybody of whom an attempt to join was reported. */
export async function countJoins(scope: TenantScope, asked: ReportAsked): Promise<FunnelFound> {
  const params = startParams()
  const [row] = await queryInScope<FunnelFound>(
    scope,
    `WITH ${groundOf(scope, asked, params)},
     tried AS (SELECT * FROM people WHERE attempt_at IS NOT NULL)
     SELECT ${groundJson} AS ground,
       (SELECT coalesce(json_agg(x), '[]') FROM (
         SELECT join_outcome AS outcome, CASE WHEN join_outcome = 'failed' THEN join_failure END AS failure,
           setup_ms IS NOT NULL AS media, count(*)::int AS people FROM tried GROUP BY 1, 2, 3) x) AS outcomes,
       ${setupTimes} AS "setupMs",
       (SELECT coalesce(json_agg(x), '[]') FROM (
         SELECT phase, count(*)::int AS n, percentile_cont(ARRAY[0.5, 0.95, 0.99]) WITHIN GROUP (ORDER BY took::float8) AS ms
         FROM tried, jsonb_each_text(join_phases) AS each(phase, took)
         WHERE join_outcome = 'joined' AND took ~ '^[0-9]+([.][0-9]+)?$' GROUP BY phase) x) AS phases`,
    params.values,
  )
  if (!row) throw new Error('a report without an answer')
  return row
}

const setupTimes = `(SELECT coalesce(array_agg(setup_ms ORDER BY setup_ms), ARRAY[]::int[]) FROM people
  WHERE join_outcome = 'joined' AND setup_ms IS NOT NULL)`

export type KpisFound = { ground: GroundRow; counts: KpiCounts; setupMs: number[] }

export async function countKpis(scope: TenantScope, asked: ReportAsked, now: Date): Promise<KpisFound> {
  const params = startParams()
  const ground = groundOf(scope, asked, params)
  const at = `${params.add(now)}::timestamptz`
  const [row] = await queryInScope<KpisFound>(
    scope,
    `WITH ${ground},
     totals AS (SELECT count(*) FILTER (WHERE ${isAttempt}) AS attempts,
         count(*) FILTER (WHERE ${isAttempt} AND join_outcome = 'joined') AS joined,
         count(*) FILTER (WHERE ${isAttempt} AND join_outcome = 'failed' AND join_failure IN ('permission', 'device'))
           AS "failedByUser",
         count(*) FILTER (WHERE attempt_at IS NOT NULL AND join_outcome IS NULL) AS pending,
         count(*) FILTER (WHERE attempt_at IS NOT NULL AND join_outcome = 'cancelled') AS cancelled,
         count(*) FILTER (WHERE established) AS established, count(*) FILTER (WHERE established AND dropped) AS dropped,
         coalesce(sum(good), 0) AS good, coalesce(sum(fair), 0) AS fair, coalesce(sum(poor), 0) AS poor,
         coalesce(sum(bad), 0) AS bad, coalesce(sum(present), 0) AS present,
         coalesce(sum(least(scored, present)), 0) AS "scoredPresent",
         coalesce(sum(greatest(0, ${seconds('until')} - ${seconds('joined_at')})) FILTER (WHERE established), 0) * 1000
           AS "presentMs",
         count(DISTINCT (app_id, external_id)) AS users
       FROM people),
     by_call AS (SELECT bool_or(scored > 0) OR bool_or(established AND dropped) AS classified,
         bool_or(bad >= 1 AND bad >= 0.1 * scored) OR bool_or(established AND dropped) AS poor
       FROM people GROUP BY session_id),
     call_totals AS (SELECT count(*) FILTER (WHERE classified) AS "classifiedCalls",
         count(*) FILTER (WHERE classified AND poor) AS "poorCalls" FROM by_call),
     hurt AS (SELECT count(DISTINCT (q.app_id, q.external_id)) AS "affectedUsers" FROM people q
       WHERE EXISTS (SELECT FROM finding f WHERE f.customer_id = q.customer_id AND f.session_id = q.session_id
         AND f.severity IN ('major', 'critical') AND f.confidence <> 'low'
         AND (q.id = ANY(f.affected)
           OR (f.participant_id = q.id AND coalesce(cardinality(f.affected), 0) = 0)))),
     cuts AS (SELECT count(*) AS interruptions, coalesce(sum(lasted), 0) AS "lostMs" FROM (
         SELECT ${seconds(`coalesce(f.cleared_at, ${at})`)} * 1000 - ${seconds('f.opened_at')} * 1000 AS lasted
         FROM people q JOIN finding f ON f.customer_id = q.customer_id AND f.session_id = q.session_id
           AND f.participant_id = q.id AND f.kind = 'ice-disconnected') x WHERE lasted >= 2000),
     rated AS (SELECT count(*) AS ratings, coalesce(sum(stars), 0) AS "starsSum",
         count(*) FILTER (WHERE stars <= 2) AS "lowRatings" FROM (
         SELECT DISTINCT ON (q.id) CASE WHEN e.data->>'stars' ~ '^[1-5]$' THEN (e.data->>'stars')::int END AS stars
         FROM people q JOIN event e ON e.customer_id = q.customer_id AND e.session_id = q.session_id
           AND e.participant_id = q.id AND e.day = q.day AND e.type = 'user-rating'
         ORDER BY q.id, e.at DESC) x WHERE stars IS NOT NULL),
     scores AS (SELECT percentile_cont(0.1) WITHIN GROUP (ORDER BY m.score) AS "mosP10",
         percentile_cont(0.5) WITHIN GROUP (ORDER BY m.score) AS "mosMedian"
       FROM people q JOIN participant_minute m ON m.customer_id = q.customer_id AND m.participant_id = q.id
         AND m.day = q.day AND m.score IS NOT NULL)
     SELECT ${groundJson} AS ground, ${setupTimes} AS "setupMs",
       (SELECT row_to_json(x) FROM (
         SELECT * FROM totals, call_totals, hurt, cuts, rated, scores) x) AS counts`,
    params.values,
  )
  if (!row) throw new Error('a report without an answer')
  return row
}
