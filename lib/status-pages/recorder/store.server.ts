import type { Pool, PoolClient } from 'pg'
import type { ComponentKind } from '../contract.ts'
import type { SpanState } from '../uptime/states.ts'
import type { Joins, Person, Trouble, UsedBand } from './look.ts'

/** What the recorder reads and writes, with the worker's rights: every customer. */
type Db = Pool | PoolClient

const quarter = `$1::timestamptz - interval '15 minutes'`
/** A call that is live, or that ended within the quarter. The first half keeps it to the newest of many calls. */
const recent = `s.source = 'live' AND (s.state = 'live' OR s.started_at > $1::timestamptz - interval '1 day'
  AND s.ended_at > ${quarter})`

export type CustomerRow = { customerId: string; liveSessions: number; lostJustNow: boolean }

/** Customers that were ever heard. */
export async function findHeardCustomers(db: Db, now: Date): Promise<CustomerRow[]> {
  const { rows } = await db.query<CustomerRow>(
    `SELECT c.id AS "customerId", coalesce(live.count, 0) AS "liveSessions",
            coalesce(newest.end_reason = 'lost' AND newest.ended_at > ${quarter}, false) AS "lostJustNow"
       FROM customer c
       JOIN LATERAL (SELECT end_reason, ended_at FROM session s WHERE s.customer_id = c.id AND s.source = 'live'
                      ORDER BY started_at DESC LIMIT 1) newest ON true
       LEFT JOIN (SELECT customer_id, count(*)::int AS count FROM session
                   WHERE state = 'live' AND source = 'live' GROUP BY 1) live ON live.customer_id = c.id`,
    [now],
  )
  return rows
}

type PersonRow = Omit<Person, 'bands'> & {
  customerId: string
  audio: number | null
  video: number | null
  screen: number | null
  chat: UsedBand | null
}
const worstOf = (
  which: string,
) => `max(CASE t->>'band' WHEN 'bad' THEN 4 WHEN 'poor' THEN 3 WHEN 'fair' THEN 2
  WHEN 'good' THEN 1 ELSE 0 END) FILTER (WHERE ${which})`

/** Who was in a call within the quarter; for those still in one, the worst band of each medium they use now. */
export async function findPeople(db: Db, now: Date): Promise<PersonRow[]> {
  const { rows } = await db.query<PersonRow>(
    `SELECT p.customer_id AS "customerId", p.id AS "participantId", nullif(p.view->>'region', '') AS region, p.band,
            (s.state = 'live' AND p.left_at IS NULL) AS "inCall",
            p.last_report_at > $1::timestamptz - interval '45 seconds' AS heard,
            m.audio, m.video, m.screen,
            CASE WHEN jsonb_typeof(p.view->'chat') = 'object' AND (p.view#>>'{chat,used}')::boolean
                 THEN coalesce(p.view#>>'{chat,band}', 'unknown') END AS chat
       FROM session s
       JOIN participant p ON p.customer_id = s.customer_id AND p.session_id = s.id
       LEFT JOIN LATERAL (
         SELECT ${worstOf(`t->>'type' LIKE '%-audio'`)} AS audio,
                ${worstOf(`t->>'type' LIKE '%-video' AND t->>'source' IS DISTINCT FROM 'screen'`)} AS video,
                ${worstOf(`t->>'type' LIKE '%-video' AND t->>'source' = 'screen'`)} AS screen
           FROM jsonb_array_elements(CASE jsonb_typeof(p.view->'tracks') WHEN 'array' THEN p.view->'tracks' ELSE '[]' END) t
          WHERE t->>'state' NOT IN ('ended', 'idle', 'muted', 'paused')) m ON s.state = 'live' AND p.left_at IS NULL
      WHERE ${recent} AND p.last_report_at > ${quarter}`,
    [now],
  )
  return rows
}

export async function findTroubles(db: Db, now: Date): Promise<(Trouble & { customerId: string })[]> {
  const { rows } = await db.query<Trouble & { customerId: string }>(
    `SELECT f.customer_id AS "customerId", f.kind, f.side, f.cleared_at IS NULL AS open,
            f.explained_by IS NOT NULL AS explained,
            array_remove(array_append(coalesce(f.affected::text[], '{}'), f.participant_id::text), NULL) AS people
       FROM finding f JOIN session s ON s.customer_id = f.customer_id AND s.id = f.session_id
      WHERE ${recent} AND f.severity IN ('major', 'critical') AND f.confidence <> 'low'
        AND (f.cleared_at IS NULL OR f.opened_at > $1::timestamptz - interval '1 day' AND f.cleared_at > ${quarter})`,
    [now],
  )
  return rows
}

export async function findJoins(db: Db, now: Date): Promise<(Joins & { customerId: string })[]> {
  const { rows } = await db.query<Joins & { customerId: string }>(
    `SELECT customer_id AS "customerId", nullif(value, '') AS region, sum(join_attempts)::int AS attempts,
            sum(join_failures)::int AS failures
       FROM pulse_10s WHERE bucket > ${quarter} AND bucket <= $1::timestamptz AND dimension IN ('', 'region')
      GROUP BY 1, 2`,
    [now],
  )
  return rows
}

export type OpenRow = {
  customerId: string
  componentId: string
  kind: ComponentKind
  region: string | null
  /** null = no open span */
  startedAt: number | null
  seenAt: number | null
  state: SpanState | null
}

/** Every component of every customer, over all apps, with its open span. */
export async function findOpenSpans(db: Db): Promise<OpenRow[]> {
  const { rows } = await db.query<OpenRow>(
    `SELECT k.customer_id AS "customerId", k.id AS "componentId", k.kind, k.region, s.state,
            (extract(epoch FROM s.started_at) * 1000)::float8 AS "startedAt",
            (extract(epoch FROM s.seen_at) * 1000)::float8 AS "seenAt"
       FROM component k LEFT JOIN component_span s
         ON s.customer_id = k.customer_id AND s.component_id = k.id AND s.ended_at IS NULL
      WHERE k.app_id IS NULL`,
  )
  return rows
}

export type NewComponent = {
  customerId: string
  componentId: string
  kind: ComponentKind
  region: string | null
  name: string
  position: number
}

/** One that is there already stays as it is. */
export async function insertComponents(
  db: Db,
  components: readonly NewComponent[],
  now: Date,
): Promise<void> {
  if (components.length === 0) return
  await db.query(
    `INSERT INTO component (customer_id, id, kind, region, name, position, since)
     SELECT x."customerId", x."componentId", x.kind, x.region, x.name, x.position, $2
       FROM jsonb_to_recordset($1::jsonb) AS x("customerId" uuid, "componentId" uuid, kind text, region text, name text,
                                               position int)
     ON CONFLICT DO NOTHING`,
    [JSON.stringify(components), now],
  )
}

export type SpanWrite = {
  customerId: string
  componentId: string
  startedAt: string | null
  keep: SpanState | null
  closeAt: string | null
  openAt: string | null
  openState: SpanState | null
  /** null = as it was */
  because: string | null
}

/** All spans that live on, end and begin with one look. One that another worker ended meanwhile is left alone. */
export async function writeSpans(db: Db, writes: readonly SpanWrite[], now: Date): Promise<void> {
  if (writes.length === 0) return
  const given = [JSON.stringify(writes), now]
  const from = `FROM jsonb_to_recordset($1::jsonb) AS x("customerId" uuid, "componentId" uuid, "startedAt" timestamptz,
      keep text, "closeAt" timestamptz, "openAt" timestamptz, "openState" text, because text)`
  const same = `s.customer_id = x."customerId" AND s.component_id = x."componentId" AND s.started_at = x."startedAt"
      AND s.ended_at IS NULL`
  await db.query(
    `UPDATE component_span s SET seen_at = $2::timestamptz, state = x.keep, because = coalesce(x.because, s.because) ${from}
      WHERE x.keep IS NOT NULL AND ${same}`,
    given,
  )
  await db.query(
    `UPDATE component_span s SET ended_at = x."closeAt" ${from} WHERE x."closeAt" IS NOT NULL AND ${same}`,
    given.slice(0, 1),
  )
  await db.query(
    `INSERT INTO component_span (customer_id, component_id, started_at, state, seen_at, because)
     SELECT x."customerId", x."componentId", x."openAt", x."openState", $2::timestamptz, coalesce(x.because, '') ${from}
      WHERE x."openAt" IS NOT NULL ON CONFLICT DO NOTHING`,
    given,
  )
}

export type LookWrite = {
  customerId: string
  people: number
  troubled: number
  ownSide: number
  serviceSide: number
}

export async function writeLooks(db: Db, looks: readonly LookWrite[], now: Date): Promise<void> {
  if (looks.length === 0) return
  await db.query(
    `INSERT INTO status_look (customer_id, at, people, troubled, own_side, service_side)
     SELECT x."customerId", $2, x.people, x.troubled, x."ownSide", x."serviceSide"
       FROM jsonb_to_recordset($1::jsonb) AS x("customerId" uuid, people int, troubled int, "ownSide" int, "serviceSide" int)
     ON CONFLICT (customer_id) DO UPDATE SET at = EXCLUDED.at, people = EXCLUDED.people, troubled = EXCLUDED.troubled,
       own_side = EXCLUDED.own_side, service_side = EXCLUDED.service_side`,
    [JSON.stringify(looks), now],
  )
}
