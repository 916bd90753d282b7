import type { Pool, PoolClient } from 'pg'
import type { Labels } from '../../labels.ts'
import type { RuleProblem } from '../../rules/contract.ts'
import type { InstanceState } from '../instance-state.ts'

/** What the evaluation keeps: instances and health. */
type Db = Pool | PoolClient

const ms = (column: string, name: string) => `(extract(epoch FROM ${column}) * 1000)::float8 AS "${name}"`

export type InstanceRow = InstanceState & {
  customerId: string
  ruleId: string
  instance: string
  labels: Labels
}

/** What stands, and what was over a day ago at most: burn rates do not fire again for a while. */
export async function readInstances(db: Db): Promise<InstanceRow[]> {
  const { rows } = await db.query<InstanceRow>(
    `SELECT customer_id AS "customerId", rule_id AS "ruleId", instance, labels, state, reason,
            ${ms('active_at', 'activeAt')}, ${ms('fired_at', 'firedAt')}, ${ms('resolved_at', 'resolvedAt')},
            ${ms('keep_firing_since', 'keepFiringSince')}, last_value AS "lastValue",
            ${ms('last_evaluated_at', 'lastEvaluatedAt')}, observed_ms::float8 AS "observedMs",
            missed_evaluations AS "missedEvaluations"
       FROM rule_instance WHERE state <> 'inactive' OR resolved_at > clock_timestamp() - interval '25 hours'`,
  )
  return rows
}

const date = (at: number | null) => (at === null ? null : new Date(at))

export async function saveInstances(db: Db, rows: readonly InstanceRow[]): Promise<void> {
  if (rows.length === 0) return
  await db.query(
    `INSERT INTO rule_instance (customer_id, rule_id, instance, labels, state, reason, active_at, fired_at, resolved_at,
                                keep_firing_since, last_value, last_evaluated_at, observed_ms, missed_evaluations)
     SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::jsonb[], $5::text[], $6::text[], $7::timestamptz[],
                          $8::timestamptz[], $9::timestamptz[], $10::timestamptz[], $11::float8[], $12::timestamptz[],
                          $13::bigint[], $14::int[])
     ON CONFLICT (customer_id, rule_id, instance) DO UPDATE SET
       labels = EXCLUDED.labels, state = EXCLUDED.state, reason = EXCLUDED.reason, active_at = EXCLUDED.active_at,
       fired_at = EXCLUDED.fired_at, resolved_at = EXCLUDED.resolved_at, keep_firing_since = EXCLUDED.keep_firing_since,
       last_value = EXCLUDED.last_value, last_evaluated_at = EXCLUDED.last_evaluated_at,
       observed_ms = EXCLUDED.observed_ms, missed_evaluations = EXCLUDED.missed_evaluations`,
    [
      rows.map((row) => row.customerId),
      rows.map((row) => row.ruleId),
      rows.map((row) => row.instance),
      rows.map((row) => JSON.stringify(row.labels)),
      rows.map((row) => row.state),
      rows.map((row) => row.reason),
      rows.map((row) => date(row.activeAt)),
      rows.map((row) => date(row.firedAt)),
      rows.map((row) => date(row.resolvedAt)),
      rows.map((row) => date(row.keepFiringSince)),
      rows.map((row) => row.lastValue),
      rows.map((row) => new Date(row.lastEvaluatedAt)),
      rows.map((row) => Math.round(row.observedMs)),
      rows.map((row) => row.missedEvaluations),
    ],
  )
}

export type InstanceKey = Pick<InstanceRow, 'customerId' | 'ruleId' | 'instance'>

export async function deleteInstances(db: Db, keys: readonly InstanceKey[]): Promise<void> {
  if (keys.length === 0) return
  await db.query(
    `DELETE FROM rule_instance i USING unnest($1::uuid[], $2::uuid[], $3::text[]) k(c, r, n)
      WHERE i.customer_id = k.c AND i.rule_id = k.r AND i.instance = k.n`,
    [keys.map((key) => key.customerId), keys.map((key) => key.ruleId), keys.map((key) => key.instance)],
  )
}

export type HealthRow = {
  customerId: string
  ruleId: string
  code: RuleProblem['code']
  problem: string
  since: number
  lastAt: number
  tries: number
  quarantined: number | null
}

export async function readHealth(db: Db): Promise<HealthRow[]> {
  const { rows } = await db.query<HealthRow>(
    `SELECT customer_id AS "customerId", rule_id AS "ruleId", code, problem, ${ms('since', 'since')}, ${ms('last_at', 'lastAt')},
            tries, ${ms('quarantined', 'quarantined')} FROM rule_health`,
  )
  return rows
}

export async function saveHealth(db: Db, row: HealthRow): Promise<void> {
  await db.query(
    `INSERT INTO rule_health (customer_id, rule_id, code, problem, since, last_at, tries, quarantined)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
     ON CONFLICT (customer_id, rule_id) DO UPDATE SET
       code = EXCLUDED.code, problem = EXCLUDED.problem, last_at = EXCLUDED.last_at, tries = EXCLUDED.tries,
       quarantined = EXCLUDED.quarantined`,
    [
      row.customerId,
      row.ruleId,
      row.code,
      row.problem,
      new Date(row.since),
      new Date(row.lastAt),
      row.tries,
      date(row.quarantined),
    ],
  )
}

export async function deleteHealth(db: Db, customerId: string, ruleId: string): Promise<void> {
  await db.query('DELETE FROM rule_health WHERE customer_id = $1 AND rule_id = $2', [customerId, ruleId])
}
