import type { Pool, PoolClient } from 'pg'
import type { TenantScope } from '#lib/access/member.ts'
import { queryInScope, type Tx } from '#lib/db/transaction.server.ts'
import type { Matcher } from '../labels.ts'
import type { Recurrence } from './recurrence.ts'

/** Every query about silences and maintenance. */

const ms = (column: string, name: string) => `(extract(epoch FROM ${column}) * 1000)::float8 AS "${name}"`

export type SilenceRow = {
  silenceId: string
  customerId: string | null
  customerName: string | null
  matchers: Matcher[]
  startsAt: number
  endsAt: number
  comment: string
  createdName: string
  createdAt: number
  replaces: string | null
}
const silenceColumns = `s.id AS "silenceId", s.customer_id AS "customerId", c.name AS "customerName", s.matchers,
  ${ms('s.starts_at', 'startsAt')}, ${ms('s.ends_at', 'endsAt')}, s.comment, s.created_name AS "createdName",
  ${ms('s.created_at', 'createdAt')}, s.replaces`
const mostListed = 1_000

/** Those of the scope and of every customer that had not ended by `since`. */
export function findSilences(scope: TenantScope, since: Date): Promise<SilenceRow[]> {
  return queryInScope<SilenceRow>(
    scope,
    `SELECT ${silenceColumns} FROM silence s LEFT JOIN customer c ON c.id = s.customer_id
      WHERE (s.customer_id = ANY($1::uuid[]) OR s.customer_id IS NULL) AND s.ends_at > $2
      ORDER BY s.ends_at DESC, s.id LIMIT ${mostListed}`,
    [scope.customerIds, since],
  )
}

export async function findSilence(scope: TenantScope, silenceId: string): Promise<SilenceRow | null> {
  const [row] = await queryInScope<SilenceRow>(
    scope,
    `SELECT ${silenceColumns} FROM silence s LEFT JOIN customer c ON c.id = s.customer_id
      WHERE (s.customer_id = ANY($1::uuid[]) OR s.customer_id IS NULL) AND s.id = $2`,
    [scope.customerIds, silenceId],
  )
  return row ?? null
}

/** The same row, held until the transaction ends: two people who change it take turns. */
export async function lockSilence(
  tx: Tx,
  silenceId: string,
): Promise<Pick<SilenceRow, 'startsAt' | 'endsAt' | 'matchers' | 'comment'> | null> {
  const rows = await tx.$queryRaw<{ matchers: Matcher[]; startsAt: Date; endsAt: Date; comment: string }[]>`
    SELECT matchers, starts_at AS "startsAt", ends_at AS "endsAt", comment FROM silence
     WHERE id = ${silenceId}::uuid FOR UPDATE`
  const [row] = rows
  return row ? { ...row, startsAt: row.startsAt.getTime(), endsAt: row.endsAt.getTime() } : null
}

export type NewSilenceRow = Omit<SilenceRow, 'customerName' | 'startsAt' | 'endsAt' | 'createdAt'> & {
  startsAt: Date
  endsAt: Date
  createdBy: string
  createdAt: Date
}

export async function insertSilence(tx: Tx, { silenceId: id, ...row }: NewSilenceRow): Promise<void> {
  await tx.silence.create({ data: { id, ...row } })
}

export async function updateSilence(
  tx: Tx,
  silenceId: string,
  to: { matchers: readonly Matcher[]; startsAt: Date; endsAt: Date; comment: string },
): Promise<void> {
  await tx.silence.update({ where: { id: silenceId }, data: { ...to, matchers: [...to.matchers] } })
}

export async function endSilence(tx: Tx, silenceId: string, endsAt: Date): Promise<void> {
  // one that never began keeps an end that is not before its start
  await tx.$executeRaw`
    UPDATE silence SET ends_at = ${endsAt}, starts_at = least(starts_at, ${endsAt}) WHERE id = ${silenceId}::uuid`
}

export type MaintenanceRow = {
  maintenanceId: string
  customerId: string | null
  customerName: string | null
  name: string
  comment: string
  matchers: Matcher[]
  timeZone: string
  startsLocal: string
  durationMs: number
  recurrence: Recurrence | null
  untilAt: number | null
  excusesBudget: boolean
  createdName: string
  createdAt: number
  endedAt: number | null
}
const maintenanceColumns = `m.id AS "maintenanceId", m.customer_id AS "customerId", c.name AS "customerName", m.name,
  m.comment, m.matchers, m.time_zone AS "timeZone", m.starts_local AS "startsLocal", m.duration_ms AS "durationMs",
  m.recurrence, ${ms('m.until_at', 'untilAt')}, m.excuses_budget AS "excusesBudget", m.created_name AS "createdName",
  ${ms('m.created_at', 'createdAt')}, ${ms('m.ended_at', 'endedAt')}`

/** Those of the scope and of every customer that may still come, or began or were ended after `since`. */
export function findMaintenances(scope: TenantScope, since: Date): Promise<MaintenanceRow[]> {
  return queryInScope<MaintenanceRow>(
    scope,
    `SELECT ${maintenanceColumns} FROM maintenance m LEFT JOIN customer c ON c.id = m.customer_id
      WHERE (m.customer_id = ANY($1::uuid[]) OR m.customer_id IS NULL)
        AND (m.ended_at IS NULL OR m.ended_at > $2) AND (m.recurrence IS NOT NULL OR m.starts_local > $3)
        AND (m.until_at IS NULL OR m.until_at > $2)
      ORDER BY m.created_at DESC, m.id LIMIT ${mostListed}`,
    [scope.customerIds, since, localFloor(since)],
  )
}

export async function findMaintenance(
  scope: TenantScope,
  maintenanceId: string,
): Promise<MaintenanceRow | null> {
  const [row] = await queryInScope<MaintenanceRow>(
    scope,
    `SELECT ${maintenanceColumns} FROM maintenance m LEFT JOIN customer c ON c.id = m.customer_id
      WHERE (m.customer_id = ANY($1::uuid[]) OR m.customer_id IS NULL) AND m.id = $2`,
    [scope.customerIds, maintenanceId],
  )
  return row ?? null
}

export type NewMaintenanceRow = Omit<MaintenanceRow, 'customerName' | 'untilAt' | 'createdAt' | 'endedAt'> & {
  untilAt: Date | null
  createdBy: string
  createdAt: Date
}

export async function insertMaintenance(tx: Tx, row: NewMaintenanceRow): Promise<void> {
  const { maintenanceId: id, recurrence, ...rest } = row
  await tx.maintenance.create({ data: { id, ...rest, ...(recurrence && { recurrence }) } })
}

/** False: somebody ended it before. */
export async function endMaintenanceRow(tx: Tx, maintenanceId: string, endedAt: Date): Promise<boolean> {
  const { count } = await tx.maintenance.updateMany({
    where: { id: maintenanceId, endedAt: null },
    data: { endedAt },
  })
  return count === 1
}

export type MutedCount = { id: string; now: number; soFar: number }

/** For each silence and maintenance: how many open alerts it mutes, and how many nobody was told of since `since`. */
export function countMuted(scope: TenantScope, since: Date): Promise<MutedCount[]> {
  return queryInScope<MutedCount>(
    scope,
    `WITH standing AS (
       SELECT mute->>'id' AS id, a.id AS alert, a.first_notified_at IS NULL AS untold,
              a.closed_at IS NULL AND a.state <> 'resolved' AS open
         FROM alert a, jsonb_array_elements(a.suppressed_by) AS mute
        WHERE a.customer_id = ANY($1::uuid[]) AND (a.closed_at IS NULL OR a.opened_at > $2)
     ), told AS (
       SELECT mute->>'id' AS id, e.alert_id AS alert
         FROM alert_event e, jsonb_array_elements(CASE WHEN jsonb_typeof(e.data->'by') = 'array' THEN e.data->'by' END) AS mute
        WHERE e.customer_id = ANY($1::uuid[]) AND e.kind = 'suppressed' AND e.at > $2
          AND e.data->>'announced' IS DISTINCT FROM 'true'
     ), everything AS (
       SELECT id, alert, open, untold FROM standing UNION ALL SELECT id, alert, false, true FROM told
     )
     SELECT id, (count(DISTINCT alert) FILTER (WHERE open))::int AS now,
            (count(DISTINCT alert) FILTER (WHERE untold))::int AS "soFar"
       FROM everything WHERE id IS NOT NULL GROUP BY id`,
    [scope.customerIds, since],
  )
}

export type OpenAlertRow = {
  alertId: string
  customerId: string
  customerName: string
  title: string
  labels: Record<string, string>
}

/** Open alerts of these customers, newest first. */
export function findOpenAlerts(scope: TenantScope, customerIds: readonly string[]): Promise<OpenAlertRow[]> {
  return queryInScope<OpenAlertRow>(
    scope,
    `SELECT a.id AS "alertId", a.customer_id AS "customerId", c.name AS "customerName", a.title, a.labels
       FROM alert a JOIN customer c ON c.id = a.customer_id
      WHERE a.customer_id = ANY($1::uuid[]) AND a.closed_at IS NULL AND a.state <> 'resolved'
      ORDER BY a.opened_at DESC LIMIT 5000`,
    [customerIds],
  )
}

export type ActiveRows = {
  silences: Pick<SilenceRow, 'silenceId' | 'customerId' | 'matchers' | 'startsAt' | 'endsAt' | 'comment'>[]
  maintenances: MaintenanceRow[]
}

/** What mutes now or may before `soon`, of every customer: one query, for the dispatcher (the worker's role). */
export async function findActive(db: Pool | PoolClient, now: Date, soon: Date): Promise<ActiveRows> {
  const { rows } = await db.query<ActiveRows>(
    `SELECT
       (SELECT coalesce(jsonb_agg(to_jsonb(one)), '[]') FROM (
          SELECT s.id AS "silenceId", s.customer_id AS "customerId", s.matchers, ${ms('s.starts_at', 'startsAt')},
                 ${ms('s.ends_at', 'endsAt')}, s.comment
            FROM silence s WHERE s.ends_at > $1 AND s.starts_at < $2) one) AS silences,
       (SELECT coalesce(jsonb_agg(to_jsonb(one)), '[]') FROM (
          SELECT ${maintenanceColumns.replace('c.name', 'NULL')} FROM maintenance m
           WHERE (m.ended_at IS NULL OR m.ended_at > $1) AND (m.recurrence IS NOT NULL OR m.starts_local > $3)
             AND (m.until_at IS NULL OR m.until_at > $1::timestamptz - interval '8 days')) one) AS maintenances`,
    [now, soon, localFloor(now)],
  )
  return rows[0] ?? { silences: [], maintenances: [] }
}

/** Wall times before this one are over everywhere: the longest plan lasts a week, and no zone is a day off. */
function localFloor(at: Date): string {
  return new Date(at.getTime() - 9 * 86_400_000).toISOString().slice(0, 16)
}
