import type { Tx } from '#lib/db/transaction.server.ts'
import type { WindowRow } from './maintenance.ts'
import type {
  ComponentRow,
  IncidentRow,
  LookRow,
  MonthRow,
  PageRow,
  ReviewRow,
  SpanRow,
  UpdateRow,
} from './rows.ts'

/** Every query behind a customer's page, with a customer user's rights: one tenant, published rows, granted columns. */

/** Null = no such customer, or not the one of this transaction. */
export async function readPage(tx: Tx, customerId: string): Promise<PageRow | null> {
  const [row] = await tx.$queryRaw<PageRow[]>`
    SELECT c.name, c.time_zone AS "timeZone", p.settings, k.excuses_maintenance AS "excusesMaintenance",
           k.uptime_target AS "uptimeTarget"
      FROM customer c LEFT JOIN status_page p ON p.customer_id = c.id LEFT JOIN contract k ON k.customer_id = c.id
     WHERE c.id = ${customerId}::uuid`
  return row ?? null
}

/** Those that are not hidden, in order. */
export function readShownComponents(tx: Tx, customerId: string): Promise<ComponentRow[]> {
  return tx.$queryRaw<ComponentRow[]>`
    SELECT id AS "componentId", kind, region, name, description,
           (extract(epoch FROM since) * 1000)::float8 AS since
      FROM component WHERE customer_id = ${customerId}::uuid AND NOT hidden
     ORDER BY position, kind = 'region', name, id LIMIT 100`
}

/** Everything that reaches into the time from `from` on. */
export function readSpans(tx: Tx, customerId: string, from: Date, to: Date): Promise<SpanRow[]> {
  return tx.$queryRaw<SpanRow[]>`
    SELECT component_id AS "componentId", state, (extract(epoch FROM started_at) * 1000)::float8 AS "startedAt",
           (extract(epoch FROM ended_at) * 1000)::float8 AS "endedAt",
           (extract(epoch FROM seen_at) * 1000)::float8 AS "seenAt"
      FROM component_span
     WHERE customer_id = ${customerId}::uuid AND started_at < ${to} AND (ended_at IS NULL OR ended_at > ${from})`
}

/** Published ones that touch the time, newest first; those that are not over always do. */
export function readIncidents(tx: Tx, customerId: string, from: Date, to: Date): Promise<IncidentRow[]> {
  return tx.$queryRaw<IncidentRow[]>`
    SELECT id AS "incidentId", reference, public_title AS "publicTitle", status, component_ids::text[] AS "componentIds",
           component_impact AS "componentImpact", simulated,
           (extract(epoch FROM impact_started_at) * 1000)::float8 AS "impactStartedAt",
           (extract(epoch FROM impact_ended_at) * 1000)::float8 AS "impactEndedAt",
           (extract(epoch FROM resolved_at) * 1000)::float8 AS "resolvedAt",
           (extract(epoch FROM published_at) * 1000)::float8 AS "publishedAt"
      FROM incident
     WHERE customer_id = ${customerId}::uuid AND coalesce(impact_started_at, published_at) < ${to}
       AND (coalesce(impact_ended_at, resolved_at) IS NULL OR greatest(impact_ended_at, resolved_at) > ${from})
     ORDER BY coalesce(impact_started_at, published_at) DESC, id DESC LIMIT 500`
}

export async function readIncident(
  tx: Tx,
  customerId: string,
  reference: string,
): Promise<IncidentRow | null> {
  const [row] = await tx.$queryRaw<IncidentRow[]>`
    SELECT id AS "incidentId", reference, public_title AS "publicTitle", status, component_ids::text[] AS "componentIds",
           component_impact AS "componentImpact", simulated,
           (extract(epoch FROM impact_started_at) * 1000)::float8 AS "impactStartedAt",
           (extract(epoch FROM impact_ended_at) * 1000)::float8 AS "impactEndedAt",
           (extract(epoch FROM resolved_at) * 1000)::float8 AS "resolvedAt",
           (extract(epoch FROM published_at) * 1000)::float8 AS "publishedAt"
      FROM incident WHERE customer_id = ${customerId}::uuid AND (reference = ${reference} OR id::text = ${reference.toLowerCase()})`
  return row ?? null
}

export function readUpdates(
  tx: Tx,
  customerId: string,
  incidentIds: readonly string[],
): Promise<UpdateRow[]> {
  return tx.$queryRaw<UpdateRow[]>`
    SELECT incident_id AS "incidentId", id AS "updateId", public_status AS "publicStatus", body,
           (extract(epoch FROM posted_at) * 1000)::float8 AS "postedAt",
           (extract(epoch FROM edited_at) * 1000)::float8 AS "editedAt"
      FROM incident_update
     WHERE customer_id = ${customerId}::uuid AND incident_id = ANY(${[...incidentIds]}::uuid[]) AND state = 'published'
     ORDER BY posted_at DESC, id DESC`
}

export function readReviews(
  tx: Tx,
  customerId: string,
  incidentIds: readonly string[],
): Promise<ReviewRow[]> {
  return tx.$queryRaw<ReviewRow[]>`
    SELECT incident_id AS "incidentId", public_text AS text FROM incident_review
     WHERE customer_id = ${customerId}::uuid AND incident_id = ANY(${[...incidentIds]}::uuid[])
       AND shared_at IS NOT NULL AND public_text IS NOT NULL`
}

/** Plans of planned work that touch this customer. Times and names alone; see the function. */
export function readWindows(tx: Tx): Promise<WindowRow[]> {
  return tx.$queryRaw<WindowRow[]>`
    SELECT key, name, time_zone AS "timeZone", starts_local AS "startsLocal", duration_ms AS "durationMs", recurrence,
           (extract(epoch FROM until_at) * 1000)::float8 AS "untilAt",
           (extract(epoch FROM ended_at) * 1000)::float8 AS "endedAt",
           (extract(epoch FROM created_at) * 1000)::float8 AS "createdAt",
           excuses_budget AS "excusesBudget", whole, regions
      FROM earshot_customer_maintenance()`
}

export async function readLook(tx: Tx, customerId: string): Promise<LookRow | null> {
  const [row] = await tx.$queryRaw<LookRow[]>`
    SELECT (extract(epoch FROM at) * 1000)::float8 AS at, people, troubled, own_side AS "ownSide",
           service_side AS "serviceSide"
      FROM status_look WHERE customer_id = ${customerId}::uuid`
  return row ?? null
}

/**
 * Calls that began in the time, are over, had two people or more, and could be scored; and those of them whose whole-call
 * score was good or fair.
 */
export async function readCallSuccess(tx: Tx, customerId: string, from: Date, to: Date) {
  const [row] = await tx.$queryRaw<{ good: number; eligible: number }[]>`
    SELECT count(*)::int AS eligible, (count(*) FILTER (WHERE band IN ('good', 'fair')))::int AS good
      FROM session
     WHERE customer_id = ${customerId}::uuid AND started_at >= ${from} AND started_at < ${to} AND state = 'ended'
       AND source = 'live' AND participants_peak >= 2 AND band <> 'unknown'`
  return row ?? { good: 0, eligible: 0 }
}

/** What was frozen of a month, `2026-11`. */
export function readFrozenMonth(tx: Tx, customerId: string, month: string): Promise<MonthRow[]> {
  return tx.$queryRaw<MonthRow[]>`
    SELECT component_id AS "componentId", up_ms::float8 AS "upMs", down_ms::float8 AS "downMs",
           unknown_ms::float8 AS "unknownMs", maintenance_ms::float8 AS "maintenanceMs", uptime_ratio AS "uptimeRatio",
           good_calls AS "goodCalls", eligible_calls AS "eligibleCalls", corrections,
           reckoned_with AS "reckonedWith", (extract(epoch FROM frozen_at) * 1000)::float8 AS "frozenAt"
      FROM uptime_month WHERE customer_id = ${customerId}::uuid AND month = (${`${month}-01`})::date`
}
