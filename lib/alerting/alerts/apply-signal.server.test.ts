import { afterAll, beforeAll, expect, test } from 'vitest'
import { closePools, pool } from '#lib/db/pools.server.ts'
import { makeCustomer } from '#lib/db/test-customers.server.ts'
import { applySignal } from './apply-signal.server.ts'
import type { Signal } from './signal.ts'
import { makeSignal } from './test-signal.ts'

let customerId: string
beforeAll(async () => {
  customerId = (await makeCustomer()).id
})
afterAll(closePools)

const noon = Date.parse('2026-11-25T12:00:00Z')
const at = (seconds: number) => new Date(noon + seconds * 1_000)

async function apply(seconds: number, given: Partial<Signal>) {
  const client = await pool('worker').connect()
  try {
    await client.query('BEGIN')
    const signal = makeSignal({ customerId, at: at(seconds), ...given })
    const applied = await applySignal(client, signal, at(seconds))
    await client.query('COMMIT')
    return applied
  } finally {
    client.release()
  }
}

async function history(dedupKey: string) {
  const { rows: alerts } = await pool('owner').query(
    'SELECT id, state, version, count, closed_at FROM alert WHERE customer_id = $1 AND dedup_key = $2 ORDER BY opened_at, id',
    [customerId, dedupKey],
  )
  const { rows: events } = await pool('owner').query(
    `SELECT e.alert_id, e.seq, e.kind FROM alert_event e JOIN alert a ON a.customer_id = e.customer_id AND a.id = e.alert_id
      WHERE a.customer_id = $1 AND a.dedup_key = $2 ORDER BY e.alert_id, e.seq`,
    [customerId, dedupKey],
  )
  return { alerts, events }
}

test('eight workers that see the same at once make one alert, with an exact history', async () => {
  const dedupKey = 'rule:1:crowd'
  const applied = await Promise.all(Array.from({ length: 8 }, () => apply(0, { dedupKey })))
  expect(applied.map(({ did }) => did).sort()).toEqual(['opened', ...Array(7).fill('repeated')])
  const { alerts, events } = await history(dedupKey)
  expect(alerts).toMatchObject([{ state: 'open', version: 1, count: 8 }])
  expect(events).toMatchObject([{ seq: 1, kind: 'opened' }])
})

test('an episode that comes back and goes is one row whose events are numbered without gaps', async () => {
  const dedupKey = 'rule:1:back'
  await apply(0, { dedupKey })
  await apply(10, { dedupKey, severity: 'critical' })
  await apply(20, { dedupKey, action: 'resolve', reason: 'value' })
  await apply(25, { dedupKey, action: 'resolve', reason: 'value' })
  await apply(30, { dedupKey, severity: 'critical' })
  const { alerts, events } = await history(dedupKey)
  expect(alerts).toMatchObject([{ state: 'open', version: 4, count: 3, closed_at: null }])
  expect(events.map(({ seq, kind }) => [seq, kind])).toEqual([
    [1, 'opened'],
    [2, 'worsened'],
    [3, 'resolved'],
    [4, 'reopened'],
  ])
})

test('triggers and resolves of eight workers, all mixed up, leave at most one open episode', async () => {
  const dedupKey = 'rule:1:storm'
  const actions = ['trigger', 'resolve', 'trigger', 'acknowledge'] as const
  const work = (worker: number) =>
    Array.from({ length: 10 }, (_, i) => ({ seconds: i * 7 + worker, action: actions[(i + worker) % 4] }))
  await Promise.all(
    Array.from({ length: 8 }, async (_, worker) => {
      for (const { seconds, action = 'trigger' } of work(worker))
        await apply(seconds, { dedupKey, action, reopenWindowMs: worker % 2 ? 0 : 900_000 })
    }),
  )
  const { alerts, events } = await history(dedupKey)
  expect(alerts.filter((alert) => alert.closed_at === null).length).toBeLessThanOrEqual(1)
  for (const { id, version } of alerts) {
    const seqs = events.filter((event) => event.alert_id === id).map(({ seq }) => seq)
    expect(seqs).toEqual(Array.from({ length: version }, (_, i) => i + 1))
  }
})

test('another customer’s alert of the same key is another alert', async () => {
  const dedupKey = 'rule:1:shared'
  await apply(0, { dedupKey })
  const other = (await makeCustomer()).id
  expect(await apply(0, { dedupKey, customerId: other })).toMatchObject({ did: 'opened' })
})
