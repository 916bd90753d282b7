import type { Pool, PoolClient } from 'pg'
import { type FleetFinding, fleetFindingSchema } from '#lib/diagnosis/fleet/contract.ts'
import type { OverrideRow, RuleRow } from './compile-rules.ts'
import type { AppFacts, CustomerFacts, FindingFacts, SessionFacts } from './facts.ts'
import type { SliceSums } from './frame.ts'
import { type Sums, sumNames } from './metric-value.ts'

/** Every query of the evaluation that reads: few, each for all rules at once. */
export type Db = Pool | PoolClient

const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
const ms = (column: string, name: string) => `(extract(epoch FROM ${column}) * 1000)::float8 AS "${name}"`

export type Clock = { now: number; newest: number | null; catalogue: string }

/** The database's clock, how far the roll-ups are, and a mark that changes when rules, customers or apps do. */
export async function readClock(db: Db): Promise<Clock> {
  const { rows } = await db.query<Clock>(
    `SELECT ${ms('clock_timestamp()', 'now')},
            (SELECT ${ms('max(bucket)', 'newest').replace(' AS "newest"', '')} FROM pulse_10s WHERE bucket <= clock_timestamp()) AS newest,
            concat_ws('|',
              (SELECT concat(count(*), ' ', sum(version), ' ', max(updated_at)) FROM rule),
              (SELECT concat(count(*), ' ', max(updated_at)) FROM rule_override),
              (SELECT concat(count(*), ' ', max(created_at)) FROM customer),
              (SELECT concat(count(*), ' ', max(created_at)) FROM app)) AS catalogue`,
  )
  const [clock] = rows
  if (!clock) throw new Error('the database did not tell the time')
  return clock
}

export type StoredRule = RuleRow & { version: number; updatedAt: number; isGone: boolean }

/** Those that are deleted or disabled too, as long as something of them stands that has to be ended. */
export async function readRules(db: Db): Promise<StoredRule[]> {
  const { rows } = await db.query<StoredRule>(
    `SELECT r.id AS "ruleId", r.customer_id AS "customerId", r.name, r.severity, r.spec, r.version,
            r.enabled AND r.deleted_at IS NULL AS enabled, r.deleted_at IS NOT NULL AS "isGone", ${ms('r.updated_at', 'updatedAt')}
       FROM rule r
      WHERE r.deleted_at IS NULL OR EXISTS (SELECT FROM rule_instance i WHERE i.rule_id = r.id)
         OR EXISTS (SELECT FROM rule_health h WHERE h.rule_id = r.id)`,
  )
  return rows
}

export async function readOverrides(db: Db): Promise<OverrideRow[]> {
  const { rows } = await db.query<OverrideRow>(
    `SELECT customer_id AS "customerId", rule_id AS "ruleId", enabled, severity, patch FROM rule_override`,
  )
  return rows
}

export async function readCustomers(db: Db): Promise<CustomerFacts[]> {
  const { rows } = await db.query<CustomerFacts>(
    `SELECT id AS "customerId", slug, name, time_zone AS "timeZone" FROM customer`,
  )
  return rows
}

export async function readApps(db: Db): Promise<AppFacts[]> {
  const { rows } = await db.query<AppFacts>(
    `SELECT id AS "appId", customer_id AS "customerId", slug, name FROM app`,
  )
  return rows
}

const sums = sumNames.map((name) => `sum(p.${snake(name)})::float8 AS "${name}"`).join(', ')

export type WindowAsked = { no: number; after: Date }
type SumRow = { no: number; customerId: string; appId: string; dimension: string; value: string } & Sums

/** The sums of several windows that end together, in one query. */
export async function readWindows(
  db: Db,
  table: 'pulse_10s' | 'pulse_1m',
  windows: readonly WindowAsked[],
  until: Date,
  dimensions: readonly string[],
): Promise<Map<number, SliceSums[]>> {
  const { rows } = await db.query<SumRow>(
    `SELECT w.no, p.customer_id AS "customerId", p.app_id AS "appId", p.dimension, p.value, ${sums}
       FROM unnest($1::int[], $2::timestamptz[]) w(no, after)
       JOIN ${table} p ON p.bucket > w.after AND p.bucket <= $3 AND p.dimension = ANY($4::text[])
      GROUP BY w.no, p.customer_id, p.app_id, p.dimension, p.value`,
    [windows.map(({ no }) => no), windows.map(({ after }) => after), until, dimensions],
  )
  const found = Map.groupBy(rows, ({ no }) => no)
  return new Map(windows.map(({ no }) => [no, (found.get(no) ?? []).map(sliceOf)]))
}

const sliceOf = ({ no: _no, customerId, appId, dimension, value, ...counts }: SumRow): SliceSums => ({
  customerId,
  appId,
  dimension,
  value,
  sums: counts,
})

const columns = sumNames.map((name) => `p.${snake(name)}::float8 AS "${name}"`).join(', ')

/** The named hours, newest first. */
export async function readHours(
  db: Db,
  hours: readonly Date[],
  dimensions: readonly string[],
): Promise<SliceSums[]> {
  const { rows } = await db.query<SumRow>(
    `SELECT 0 AS no, p.customer_id AS "customerId", p.app_id AS "appId", p.dimension, p.value, ${columns}
       FROM pulse_1h p WHERE p.bucket = ANY($1::timestamptz[]) AND p.dimension = ANY($2::text[]) ORDER BY p.bucket DESC`,
    [hours, dimensions],
  )
  return rows.map(sliceOf)
}

/** When each app was first heard of, as far as minutes are kept. */
export async function readHeardSince(db: Db): Promise<Map<string, number>> {
  const { rows } = await db.query<{ appId: string; since: number }>(
    `SELECT a.id AS "appId", f.since FROM app a CROSS JOIN LATERAL (
       SELECT ${ms('p.bucket', 'since')} FROM pulse_1m p
        WHERE p.customer_id = a.customer_id AND p.app_id = a.id AND p.dimension = '' AND p.value = ''
        ORDER BY p.bucket LIMIT 1) f`,
  )
  return new Map(rows.map(({ appId, since }) => [appId, since]))
}

const findingColumns = `f.id AS "findingId", f.customer_id AS "customerId", f.app_id AS "appId",
  f.session_id AS "sessionId", f.kind, f.side, f.severity, f.confidence, f.explained_by IS NULL AS "isRoot",
  CASE WHEN cardinality(f.affected) > 0 THEN f.affected WHEN f.participant_id IS NULL THEN '{}' ELSE ARRAY[f.participant_id] END AS people,
  ${ms('f.opened_at', 'openedAt')}, ${ms('f.cleared_at', 'clearedAt')},
  p.tags ->> 'region' AS region, p.client ->> 'browser' AS browser, s.tags`
const mostFindings = 20_000

/** Open ones of live calls, and those that were over since; of very many the newest. */
export async function readFindings(db: Db, since: Date): Promise<FindingFacts[]> {
  const { rows } = await db.query<FindingFacts>(
    `SELECT ${findingColumns}
       FROM (SELECT * FROM finding WHERE cleared_at IS NULL UNION ALL SELECT * FROM finding WHERE cleared_at > $1) f
       JOIN session s ON s.customer_id = f.customer_id AND s.id = f.session_id
       LEFT JOIN participant p ON p.customer_id = f.customer_id AND p.id = f.participant_id
      WHERE s.source = 'live' AND (f.cleared_at IS NOT NULL OR s.state = 'live')
      ORDER BY f.opened_at DESC LIMIT ${mostFindings}`,
    [since],
  )
  return rows
}

export async function readFleet(db: Db): Promise<FleetFinding[]> {
  const { rows } = await db.query<{ record: unknown }>(
    `SELECT record FROM fleet_finding WHERE phase = 'confirmed' AND closed_at IS NULL`,
  )
  return rows.flatMap(({ record }) => {
    const parsed = fleetFindingSchema.safeParse(record)
    return parsed.success ? [parsed.data] : []
  })
}

/** Live calls with how many are in them now. */
export async function readSessions(db: Db): Promise<SessionFacts[]> {
  const { rows } = await db.query<SessionFacts>(
    `SELECT s.id AS "sessionId", s.customer_id AS "customerId", s.app_id AS "appId", s.external_id AS "externalId",
            s.name, s.tags, s.band, s.score, ${ms('s.started_at', 'startedAt')},
            (SELECT count(*)::int FROM participant p WHERE p.customer_id = s.customer_id AND p.session_id = s.id
                AND p.left_at IS NULL AND p.role IS DISTINCT FROM 'server-log') AS people
       FROM session s WHERE s.state = 'live' AND s.source = 'live'`,
  )
  return rows
}

/** The worst live calls of an app, for who is woken by its figures. */
export async function readWorstCalls(db: Db, customerId: string, appId: string): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `SELECT id FROM session WHERE customer_id = $1 AND app_id = $2 AND state = 'live' AND band IN ('poor', 'bad')
      ORDER BY score NULLS LAST, id LIMIT 20`,
    [customerId, appId],
  )
  return rows.map(({ id }) => id)
}
