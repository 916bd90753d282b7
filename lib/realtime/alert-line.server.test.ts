import { afterAll, expect, test, vi } from 'vitest'
import { acknowledge } from '#lib/alerting/alerts/acknowledge.server.ts'
import { openAlert, staffOf } from '#lib/alerting/alerts/test-alerts.server.ts'
import { closePools } from '#lib/db/pools.server.ts'
import { makeCustomer } from '#lib/db/test-customers.server.ts'
import { listenToAlerts } from './alert-line.server.ts'

afterAll(closePools)

test('whatever happens to an alert is called out once it is committed, and can be looked at', async () => {
  const customer = await makeCustomer()
  const ada = await staffOf(customer, 'Ada')
  const heard: string[] = []
  const line = listenToAlerts()
  const listening = line.listen({ told: (payload) => heard.push(payload), lost: () => {} })
  await vi.waitFor(
    async () => {
      await openAlert({ customerId: customer.id, at: new Date() })
      expect(heard.length).toBeGreaterThan(0)
    },
    { timeout: 10_000 },
  )
  const alertId = await openAlert({ customerId: customer.id, at: new Date() })
  await acknowledge(ada, alertId, {}, new Date())
  const told = () => heard.map((one) => JSON.parse(one)).filter((one) => one.alertId === alertId)
  await vi.waitFor(() => expect(told()).toHaveLength(2))
  expect(told()).toEqual([
    { customerId: customer.id, alertId, seq: 1, kind: 'opened' },
    { customerId: customer.id, alertId, seq: 2, kind: 'acknowledged' },
  ])
  const elsewhere = crypto.randomUUID()
  expect(
    await line.readHeads([
      { customerId: customer.id, alertId },
      { customerId: elsewhere, alertId: elsewhere },
    ]),
  ).toEqual([{ alertId, customerId: customer.id, severity: 'major', state: 'acknowledged', version: 2 }])
  await listening.stop()
})
