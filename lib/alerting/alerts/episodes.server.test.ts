import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Member } from '#lib/access/member.ts'
import { closePools, pool } from '#lib/db/pools.server.ts'
import { makeCustomer, type TestCustomer } from '#lib/db/test-customers.server.ts'
import { Refused } from '#lib/errors.ts'
import { acknowledge } from './acknowledge.server.ts'
import { reopen } from './reopen.server.ts'
import { resolve } from './resolve.server.ts'
import { runAlertTimers } from './run-alert-timers.server.ts'
import { snooze } from './snooze.server.ts'
import { apply, staffOf } from './test-alerts.server.ts'
import { faultOf } from './test-history.ts'

let ours: TestCustomer
let people: Member[]
beforeAll(async () => {
  ours = await makeCustomer()
  people = [await staffOf(ours, 'Ada'), await staffOf(ours, 'Ben')]
})
afterAll(closePools)

const noon = Date.parse('2026-11-25T12:00:00Z')
const steps = [
  'trigger',
  'worse',
  'resolve',
  'old resolve',
  'ack',
  'snooze',
  'end',
  'reopen',
  'timers',
] as const
type Step = (typeof steps)[number]

async function newestOf(dedupKey: string): Promise<string | null> {
  const { rows } = await pool('owner').query(
    'SELECT id FROM alert WHERE customer_id = $1 AND dedup_key = $2 ORDER BY opened_at DESC, id DESC LIMIT 1',
    [ours.id, dedupKey],
  )
  return rows[0]?.id ?? null
}

async function take(step: Step, dedupKey: string, seconds: number, who: Member) {
  const now = new Date(noon + seconds * 1_000)
  const said = (given: object) =>
    apply(
      { customerId: ours.id, dedupKey, at: now, reopenWindowMs: seconds % 2 ? 0 : 600_000, ...given },
      now,
    )
  if (step === 'trigger') return said({})
  if (step === 'worse') return said({ severity: 'critical' })
  if (step === 'resolve') return said({ action: 'resolve' })
  if (step === 'old resolve') return said({ action: 'resolve', at: new Date(now.getTime() - 60_000) })
  if (step === 'timers') return runAlertTimers(pool('worker'), now)
  const alertId = await newestOf(dedupKey)
  if (!alertId) return
  if (step === 'ack') return acknowledge(who, alertId, {}, now)
  if (step === 'snooze') return snooze(who, alertId, { until: now.getTime() + 5_000 }, now)
  return step === 'end'
    ? resolve(who, alertId, { reopenAfterMs: 60_000 }, now)
    : reopen(who, alertId, {}, now)
}

async function run(script: readonly Step[], dedupKey: string, worker: number) {
  const who = people[worker % 2]
  if (!who) return
  for (const [i, step] of script.entries())
    await take(step, dedupKey, i * 20 + worker, who).catch((error: unknown) => {
      if (!(error instanceof Refused)) throw error
    })
}

async function faults(dedupKey: string): Promise<string[]> {
  const { rows: alerts } = await pool('owner').query(
    `SELECT id, state, version, closed_at AS "closedAt", snoozed_until AS "snoozedUntil" FROM alert
      WHERE customer_id = $1 AND dedup_key = $2`,
    [ours.id, dedupKey],
  )
  const { rows: events } = await pool('owner').query(
    `SELECT alert_id AS "alertId", seq, kind, from_state AS "fromState", to_state AS "toState" FROM alert_event
      WHERE alert_id = ANY($1::uuid[]) ORDER BY alert_id, seq`,
    [alerts.map(({ id }) => id)],
  )
  const open = alerts.filter(({ closedAt }) => closedAt === null).length
  const found = alerts.map((row) =>
    faultOf(
      row,
      events.filter(({ alertId }) => alertId === row.id),
    ),
  )
  return [open > 1 ? `${open} are open` : null, ...found].filter((fault) => fault !== null)
}

test('four workers and people at once, whatever they do: one open episode at most and a gap-free history', async () => {
  const script = fc.array(fc.constantFrom(...steps), { minLength: 1, maxLength: 8 })
  await fc.assert(
    fc.asyncProperty(fc.tuple(script, script, script, script), async (scripts) => {
      const dedupKey = `rule:1:${crypto.randomUUID()}`
      await Promise.all(scripts.map((one, worker) => run(one, dedupKey, worker)))
      expect(await faults(dedupKey)).toEqual([])
    }),
    { numRuns: 12 },
  )
})

test('eight workers that see it come back at once re-open one episode, also when older ones are near', async () => {
  const dedupKey = `rule:1:${crypto.randomUUID()}`
  for (const [i, action] of (['trigger', 'resolve', 'trigger', 'resolve'] as const).entries())
    await apply({
      customerId: ours.id,
      dedupKey,
      action,
      at: new Date(noon + i),
      reopenWindowMs: i < 2 ? 600_000 : 0,
    })
  await pool('owner').query('UPDATE alert SET reopen_window_ms = 600000 WHERE dedup_key = $1', [dedupKey])
  const at = new Date(noon + 1_000)
  const applied = await Promise.all(
    Array.from({ length: 8 }, () => apply({ customerId: ours.id, dedupKey, at, reopenWindowMs: 600_000 })),
  )
  expect(applied.map(({ did }) => did).sort()).toEqual(['reopened', ...Array(7).fill('repeated')].sort())
  expect(await faults(dedupKey)).toEqual([])
})
