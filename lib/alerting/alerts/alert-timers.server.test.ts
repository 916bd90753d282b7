import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Member } from '#lib/access/member.ts'
import { closePools, pool } from '#lib/db/pools.server.ts'
import { makeCustomer, type TestCustomer } from '#lib/db/test-customers.server.ts'
import { acknowledge } from './acknowledge.server.ts'
import { readAlert } from './read-inbox.server.ts'
import { resolve } from './resolve.server.ts'
import { runAlertTimers } from './run-alert-timers.server.ts'
import { snooze } from './snooze.server.ts'
import { startAlertTimers } from './start-alert-timers.server.ts'
import { eventsOf, openAlert, staffOf } from './test-alerts.server.ts'

let ours: TestCustomer
let ada: Member
beforeAll(async () => {
  ours = await makeCustomer()
  ada = await staffOf(ours, 'Ada')
})
afterAll(closePools)

const noon = Date.parse('2026-11-25T12:00:00Z')
const at = (minutes: number) => new Date(noon + minutes * 60_000)
const run = (minutes: number) => runAlertTimers(pool('worker'), at(minutes))
const kindsOf = async (alertId: string) => (await eventsOf(alertId)).map(([, kind]) => kind)

test('two workers that run at once, and one that runs again, end a snooze once', async () => {
  const alertId = await openAlert({ customerId: ours.id, at: at(0) })
  await snooze(ada, alertId, { until: at(10).getTime() }, at(1))
  await Promise.all([run(11), run(11), run(11)])
  await run(12)
  expect(await kindsOf(alertId)).toEqual(['opened', 'acknowledged', 'snoozed', 'snooze-ended'])
  expect((await readAlert(ada, alertId))?.alert).toMatchObject({ state: 'open', snoozedUntil: null })
})

test('an acknowledgement that nobody confirms is asked for, then taken back; the first answer stays known', async () => {
  const alertId = await openAlert({ customerId: ours.id, at: at(0), ackTimeoutMs: 60 * 60_000 })
  await acknowledge(ada, alertId, {}, at(1))
  await run(52)
  await run(60)
  await run(62)
  expect(await kindsOf(alertId)).toEqual(['opened', 'acknowledged', 'ack-reminder', 'ack-expired'])
  const { rows } = await pool('owner').query('SELECT first_human_ack_at AS at FROM alert WHERE id = $1', [
    alertId,
  ])
  expect(rows[0].at).toEqual(at(1))
})

test('resolved by hand while its rule fires: open again at its time', async () => {
  const [ruleId, labels] = [crypto.randomUUID(), { app: 'shop', region: 'eu' }]
  const alertId = await openAlert({
    customerId: ours.id,
    at: at(0),
    ruleId,
    labels: { ...labels, severity: 'major' },
  })
  await pool('owner').query(
    `INSERT INTO rule_instance (customer_id, rule_id, instance, labels, state, reason, last_evaluated_at)
     VALUES ($1, $2, 'app=shop;region=eu', $3, 'firing', 'value', $4)`,
    [ours.id, ruleId, JSON.stringify(labels), at(0)],
  )
  await resolve(ada, alertId, { reopenAfterMs: 5 * 60_000 }, at(1))
  await run(5)
  expect(await kindsOf(alertId)).toEqual(['opened', 'resolved'])
  await run(6)
  expect(await kindsOf(alertId)).toEqual(['opened', 'resolved', 'reopened'])
})

test('resolved by hand and over: nothing is left to wait for', async () => {
  const alertId = await openAlert({ customerId: ours.id, at: at(0) })
  await resolve(ada, alertId, {}, at(1))
  await run(17)
  expect((await readAlert(ada, alertId))?.alert).toMatchObject({ state: 'resolved', reopenAt: null })
})

test('runs by itself in a worker, by the database’s clock', async () => {
  const real = new Date()
  const alertId = await openAlert({ customerId: ours.id, at: real })
  await snooze(ada, alertId, { until: real.getTime() + 1 }, real)
  const loops = startAlertTimers({ pool: pool('worker'), holder: 'test' })
  for (const loop of loops) await loop.runNow()
  await vi.waitFor(async () => expect(await kindsOf(alertId)).toContain('snooze-ended'))
  await Promise.all(loops.map((loop) => loop.stop()))
})
