import type { Pool } from 'pg'
import type { TenantScope } from '#lib/access/member.ts'
import { queryInScope } from '#lib/db/transaction.server.ts'
import { splitPair } from '#lib/diagnosis/fleet/code-rows.ts'
import { fleetLimits } from '#lib/diagnosis/fleet/constants.ts'
import {
  type OutcomeFamily,
  type PlainDimension,
  pairs,
  plainDimensions,
  type Value,
} from '#lib/diagnosis/fleet/fleet-row.ts'
import { familyFloorMos, familyReasons, findingKinds } from '../outcomes.ts'

/**
 * The past for the fleet method, one row per participant: minutes by band, findings, tags, client and path. What a value
 * is must be the same here as in `describeValues`; a test holds them together.
 */
const tag = (...names: string[]) =>
  `coalesce(${names.flatMap((name) => [`nullif(p.tags->>'${name}', '')`, `nullif(s.tags->>'${name}', '')`]).join(', ')})`
const fact = (name: string) => `nullif(p.client->>'${name}', '')`
const mark = `chr(31)`
const codec = `coalesce(jsonb_path_query_first(p.view, '$.tracks[*] ? (@.type like_regex "video$").codec ? (@ != null)'),
  jsonb_path_query_first(p.view, '$.tracks[*].codec ? (@ != null)')) #>> '{}'`

const valueSql: Readonly<Record<PlainDimension, string>> = {
  site: `p.customer_id || ${mark} || ${tag('site')}`,
  network: `coalesce(${tag('asn')} || coalesce(' ' || ${tag('country')}, ''), c.local_prefix)`,
  turn: `CASE WHEN c.local_candidate_type = 'relay' THEN c.relay_host END`,
  sfu: tag('sfu', 'server'),
  relay: `CASE WHEN c.local_candidate_type = 'relay' THEN 'turn-' || coalesce(c.relay_protocol, 'udp')
               WHEN c.local_candidate_type IS NOT NULL THEN 'direct' END`,
  region: tag('region'),
  codec: `split_part(${codec}, '/', -1)`,
  browserMajor: `trim(${fact('browser')} || ' ' || coalesce(split_part(p.client->>'browserVersion', '.', 1), ''))`,
  os: fact('os'),
  sdkVersion: fact('sdkVersion'),
  appVersion: `p.customer_id || ${mark} || s.app_id || ${mark} || ${fact('appVersion')}`,
  app: `p.customer_id || ${mark} || s.app_id`,
  customer: `p.customer_id::text`,
}

/** The path of the newest open connection that has one. */
const path = `LEFT JOIN LATERAL (
    SELECT local_candidate_type, relay_protocol, relay_host, local_prefix FROM connection k
     WHERE k.customer_id = p.customer_id AND k.participant_id = p.id AND k.local_candidate_type IS NOT NULL
     ORDER BY (k.closed_at IS NULL) DESC, k.boot_no DESC, k.connection DESC LIMIT 1) c ON true`

/** Whether a minute was bad in this family. Good minutes are passed over before anything is looked into. */
function badMinute(family: OutcomeFamily): string {
  if (family === 'any' || family === 'connect') return `m.band = 'bad'`
  const reasons = familyReasons[family].map((reason) => `@.reason == "${reason}"`).join(' || ')
  return `(m.band <> 'good' AND m.deductions @? '$[*] ? ((${reasons}) && @.mos >= ${familyFloorMos})')`
}

export type PastRow = {
  participantId: string
  externalId: string
  sessionId: string
  customerId: string
  /** scored minutes, bad ones among them, and the longest finding that counts */
  minutes: number
  badMinutes: number
  foundMs: number
  badSince: number | null
  /** failed | joined; null = did not try, or nobody said */
  joinOutcome: string | null
  joinFailure: string | null
} & Record<PlainDimension, string | null>

export type PastWindow = {
  from: Date
  to: Date
  customerIds: readonly string[]
  family: OutcomeFamily
  limit: number
}

const valueColumns = plainDimensions
  .map((dimension) => `${valueSql[dimension]} AS "${dimension}"`)
  .join(',\n')
const who = `p.id AS "participantId", p.external_id AS "externalId", p.session_id AS "sessionId",
  p.customer_id AS "customerId", p.join_outcome AS "joinOutcome", p.join_failure AS "joinFailure"`

/** One row per participant with a scored minute in the window. */
export function findPastRows(scope: TenantScope, window: PastWindow): Promise<PastRow[]> {
  return window.family === 'connect' ? findJoins(scope, window) : findStays(scope, window)
}

function findStays(scope: TenantScope, { from, to, customerIds, family, limit }: PastWindow) {
  const bad = badMinute(family)
  return queryInScope<PastRow>(
    scope,
    `WITH stay AS (
       SELECT m.customer_id, m.participant_id, count(*)::int AS minutes,
              count(*) FILTER (WHERE ${bad})::int AS bad_minutes, min(m.minute) FILTER (WHERE ${bad}) AS since
         FROM participant_minute m
        WHERE m.customer_id = ANY($1::uuid[]) AND m.day BETWEEN ($2::timestamptz AT TIME ZONE 'UTC')::date - 1 AND ($3::timestamptz AT TIME ZONE 'UTC')::date
          AND m.minute >= $2::timestamptz AND m.minute < $3::timestamptz
        GROUP BY m.customer_id, m.participant_id LIMIT $4),
     found AS (
       SELECT f.participant_id, min(f.opened_at) AS since,
              max(extract(epoch FROM least(coalesce(f.cleared_at, $3), $3) - greatest(f.opened_at, $2)) * 1000) AS ms
         FROM finding f
        WHERE f.customer_id = ANY($1::uuid[]) AND f.kind = ANY($5::text[]) AND f.opened_at < $3
          AND f.opened_at > $2::timestamptz - interval '1 day' AND coalesce(f.cleared_at, $3) > $2
          AND f.severity IN ('major', 'critical') AND f.confidence <> 'low'
        GROUP BY f.participant_id)
     SELECT ${who}, stay.minutes, stay.bad_minutes AS "badMinutes", coalesce(found.ms, 0)::float8 AS "foundMs",
            (extract(epoch FROM least(stay.since, greatest(found.since, $2))) * 1000)::float8 AS "badSince",
            ${valueColumns}
       FROM stay
       JOIN participant p ON p.customer_id = stay.customer_id AND p.id = stay.participant_id
       JOIN session s ON s.customer_id = p.customer_id AND s.id = p.session_id
       LEFT JOIN found ON found.participant_id = p.id ${path}
      WHERE s.source = 'live' AND p.role IS DISTINCT FROM 'server-log'`,
    [customerIds, from, to, limit, findingKinds(family)],
  )
}

/** One row per participant that tried to join in the window. */
function findJoins(scope: TenantScope, { from, to, customerIds, limit }: PastWindow) {
  return queryInScope<PastRow>(
    scope,
    `SELECT ${who}, 0 AS minutes, 0 AS "badMinutes", 0 AS "foundMs",
            (extract(epoch FROM p.attempt_at) * 1000)::float8 AS "badSince", ${valueColumns}
       FROM session s
       JOIN participant p ON p.customer_id = s.customer_id AND p.session_id = s.id ${path}
      WHERE s.source = 'live' AND s.customer_id = ANY($1::uuid[])
        AND s.started_at >= $2::timestamptz - interval '1 day' AND s.started_at < $3
        AND p.attempt_at >= $2 AND p.attempt_at < $3 AND p.join_outcome IN ('joined', 'failed')
      LIMIT $4`,
    [customerIds, from, to, limit],
  )
}

/** What the customers and their apps are called: the names a member may read. */
export async function findNames(scope: TenantScope) {
  const customers = await queryInScope<{ id: string; name: string }>(scope, 'SELECT id, name FROM customer')
  const apps = await queryInScope<{ id: string; name: string }>(scope, 'SELECT id, name FROM app')
  const byId = (rows: { id: string; name: string }[]) => new Map(rows.map(({ id, name }) => [id, name]))
  return { customers: byId(customers), apps: byId(apps) }
}

/** Findings over all customers: open ones, then those closed since. Row-level security leaves out what touches none of the scope. */
export function findFleetRecords(scope: TenantScope, closedSince: Date, limit: number) {
  return queryInScope<{ record: unknown }>(
    scope,
    `SELECT record FROM fleet_finding
      WHERE customer_ids && $1::uuid[] AND (closed_at IS NULL OR closed_at >= $2)
      ORDER BY closed_at DESC NULLS FIRST, opened_at DESC LIMIT $3`,
    [scope.customerIds, closedSince, limit],
  )
}

type Hours = readonly { from: Date; to: Date }[]

/**
 * How bad a value was before: participants by five minutes, over all customers, as the engine's own role. Stops after ten
 * seconds: a finding without history is shown as one.
 */
export async function readBaseline(
  db: Pool,
  { dimension, value }: Value,
  family: OutcomeFamily,
  hours: Hours,
): Promise<{ bad: number; n: number }> {
  const [wanted, params] = matches(dimension, value, 3)
  const client = await db.connect()
  try {
    await client.query(`BEGIN READ ONLY; SET LOCAL statement_timeout = '10s'`)
    const { rows } = await client.query<{ bad: number; n: number }>(
      `WITH stay AS (
         SELECT m.customer_id, m.participant_id, floor(extract(epoch FROM m.minute) / 300) AS slot, count(*) AS minutes,
                count(*) FILTER (WHERE ${badMinute(family)}) AS bad_minutes
           FROM unnest($1::timestamptz[], $2::timestamptz[]) AS h(starts, ends)
           JOIN participant_minute m ON m.minute >= h.starts AND m.minute < h.ends
            AND m.day BETWEEN (h.starts AT TIME ZONE 'UTC')::date - 1 AND (h.ends AT TIME ZONE 'UTC')::date
          GROUP BY 1, 2, 3)
       SELECT count(*)::int AS n,
              count(*) FILTER (WHERE stay.bad_minutes >= ${fleetLimits.badShare} * stay.minutes)::int AS bad
         FROM stay
         JOIN participant p ON p.customer_id = stay.customer_id AND p.id = stay.participant_id
         JOIN session s ON s.customer_id = p.customer_id AND s.id = p.session_id ${path}
        WHERE s.source = 'live' AND (${wanted})`,
      [hours.map(({ from }) => from), hours.map(({ to }) => to), ...params],
    )
    await client.query('COMMIT')
    client.release()
    return rows[0] ?? { bad: 0, n: 0 }
  } catch (error) {
    client.release(true)
    throw error
  }
}

/** The condition that a participant has the value; a pair needs both. */
function matches(dimension: Value['dimension'], value: string, first: number): [string, string[]] {
  if (dimension !== 'regionRelay' && dimension !== 'appBrowser')
    return [`${valueSql[dimension]} = $${first}`, [value]]
  const [one, other] = pairs[dimension]
  const [a = '', b = ''] = splitPair(value)
  return [`${valueSql[one]} = $${first} AND ${valueSql[other]} = $${first + 1}`, [a, b]]
}
