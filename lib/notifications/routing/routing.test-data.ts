import { v7 as uuidv7 } from 'uuid'
import { applySignal } from '#lib/alerting/alerts/apply-signal.server.ts'
import type { Applied, Signal } from '#lib/alerting/alerts/signal.ts'
import { makeSignal } from '#lib/alerting/alerts/test-signal.ts'
import { readActiveSuppressions } from '#lib/alerting/suppression/read-active.server.ts'
import { pool } from '#lib/db/pools.server.ts'
import type { PolicyStep } from '../contract.ts'
import type { OutboxRow } from '../outbox/contract.ts'
import { type Dispatched, dispatchOnce } from './dispatch.server.ts'
import { recordDelivered, recordUndelivered } from './record-delivered.server.ts'
import type { RouteRow } from './route-row.ts'

/** Rows for tests of routing and escalation, and time that only moves when a test says so. */

type Of = { id: string }
const noon = new Date('2026-06-01T12:00:00Z')
export const at = (seconds: number) => new Date(noon.getTime() + seconds * 1_000)

export async function makeChannel(customer: Of, name = 'Channel'): Promise<string> {
  const id = uuidv7()
  await pool('owner').query(
    `INSERT INTO channel (customer_id, id, kind, name, created_at, updated_at) VALUES ($1, $2, 'webhook', $3, $4, $4)`,
    [customer.id, id, name, noon],
  )
  return id
}

export async function makeRoute(customer: Of, given: Partial<RouteRow> = {}): Promise<string> {
  const id = uuidv7()
  const { groupWaitMs = 30_000, groupIntervalMs = 300_000, repeatIntervalMs = 14_400_000 } = given
  await pool('owner').query(
    `INSERT INTO route (customer_id, id, name, position, matchers, group_by, group_wait_ms, group_interval_ms,
       repeat_interval_ms, channel_ids, policy_id, send_resolved, go_on, updated_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [
      ...[customer.id, id, given.name ?? 'Everything', given.position ?? 100, JSON.stringify(given.matchers ?? [])],
      ...[given.groupBy ?? ['rule'], groupWaitMs, groupIntervalMs, repeatIntervalMs, given.channelIds ?? []],
      ...[given.policyId ?? null, given.sendResolved ?? true, given.goOn ?? false, noon],
    ],
  )
  return id
}

export async function makePolicy(customer: Of, steps: readonly PolicyStep[], repeat = 0): Promise<string> {
  const id = uuidv7()
  await pool('owner').query(
    `INSERT INTO escalation_policy (customer_id, id, name, steps, repeat, updated_at) VALUES ($1, $2, 'Standard', $3, $4, $5)`,
    [customer.id, id, JSON.stringify(steps), repeat, noon],
  )
  return id
}

export async function makeSilence(customer: Of, from: Date, to: Date, labels: [string, string][] = []) {
  const id = uuidv7()
  const matchers = labels.map(([name, value]) => ({ name, op: 'is', value }))
  await pool('owner').query(
    `INSERT INTO silence (customer_id, id, matchers, starts_at, ends_at, comment, created_by, created_name, created_at)
     VALUES ($1, $2, $3, $4, $5, 'because', $2, 'Ada', $4)`,
    [customer.id, id, JSON.stringify(matchers), from, to],
  )
  return id
}

export async function makeMaintenance(customer: Of, from: Date, durationMs: number): Promise<string> {
  const id = uuidv7()
  await pool('owner').query(
    `INSERT INTO maintenance (customer_id, id, name, matchers, time_zone, starts_local, duration_ms, created_by,
                              created_name, created_at)
     VALUES ($1, $2, 'Router swap', '[]', 'UTC', $3, $4, $2, 'Ada', $5)`,
    [customer.id, id, from.toISOString().slice(0, 16), durationMs, noon],
  )
  return id
}

/** The alert of a key fires, or ends. */
export async function signal(customer: Of, key: string, when: Date, given: Partial<Signal> = {}): Promise<string> {
  const client = await pool('worker').connect()
  try {
    await client.query('BEGIN')
    const applied: Applied = await applySignal(
      client,
      makeSignal({ customerId: customer.id, dedupKey: `test:1:${key}`, at: when, ...given }),
      when,
    )
    await client.query('COMMIT')
    return applied.alertId ?? ''
  } finally {
    client.release()
  }
}

export const fire = (customer: Of, key: string, when: Date, given: Partial<Signal> = {}) =>
  signal(customer, key, when, given)
export const resolve = (customer: Of, key: string, when: Date) => signal(customer, key, when, { action: 'resolve' })

export const look = (now: Date, holder = 'test'): Promise<Dispatched> =>
  dispatchOnce({ holder, readSpans: readActiveSuppressions }, now)

export type Written = OutboxRow & { status: string }

export async function outboxOf(customer: Of): Promise<Written[]> {
  const { rows } = await pool('owner').query<Written>(
    `SELECT id, customer_id AS "customerId", kind, transition, channel_id AS "channelId", member_id AS "memberId",
            subject_id AS "subjectId", alert_ids AS "alertIds", group_id AS "groupId", payload, not_before AS "notBefore",
            idempotency_key AS "idempotencyKey", created_at AS "createdAt", status
       FROM outbox WHERE customer_id = $1 ORDER BY created_at, id`,
    [customer.id],
  )
  return rows
}

/** Plays the sender: every waiting message arrives, or none does. */
export async function deliver(customer: Of, now: Date, arrives = true): Promise<void> {
  for (const row of await outboxOf(customer)) {
    if (row.status !== 'pending') continue
    await pool('owner').query('UPDATE outbox SET status = $2 WHERE id = $1', [row.id, arrives ? 'sent' : 'dead'])
    await (arrives ? recordDelivered : recordUndelivered)(pool('worker') as never, row, now)
  }
}

/** What was written since the last time, in words. */
export function newMessages(customer: Of): () => Promise<string[]> {
  let seen = 0
  return async () => {
    const rows = await outboxOf(customer)
    const fresh = rows.slice(seen)
    seen = rows.length
    return fresh.map(({ payload, transition }) => `${transition}: ${payload.reason}`)
  }
}

export async function eventsOf(alertId: string): Promise<{ seq: number; kind: string; note: string | null; data: Record<string, unknown> }[]> {
  const { rows } = await pool('owner').query(
    'SELECT seq, kind, note, data FROM alert_event WHERE alert_id = $1 ORDER BY seq',
    [alertId],
  )
  return rows
}
