import { afterAll, expect, test } from 'vitest'
import { closePools, pool } from '#lib/db/pools.server.ts'
import { makeCustomer } from '#lib/db/test-customers.server.ts'
import { metrics } from '#lib/metrics.server.ts'
import { fire } from '../routing/routing.test-data.ts'
import { measureAlerting } from './measure.server.ts'

afterAll(closePools)

async function openAlerts(): Promise<number> {
  await measureAlerting(pool('worker'))
  const { values } = await metrics.alertsOpen.get()
  return values.reduce((sum, { value }) => sum + value, 0)
}

test('an operator’s own monitoring sees how many alerts are open, in every severity, and what waits', async () => {
  const customer = await makeCustomer()
  await fire(customer, 'measured', new Date())
  expect(await openAlerts()).toBeGreaterThan(0)
  const { values } = await metrics.alertsOpen.get()
  expect(values.map(({ labels }) => labels.severity).sort()).toEqual(['critical', 'info', 'major', 'minor'])
  const messages = await metrics.messages.get()
  expect(messages.values.map(({ labels }) => labels.state).sort()).toEqual(['dead', 'waiting'])
})
