import { afterAll, expect, test } from 'vitest'
import { closePools, pool } from '#lib/db/pools.server.ts'
import { makeApp, makeCustomer } from '#lib/db/test-customers.server.ts'
import { alertSeriesSchema } from './contract.ts'
import { readAlertSeries } from './read-series.server.ts'
import { openAlert } from './test-alerts.server.ts'

afterAll(closePools)

const noon = Date.parse('2026-11-25T12:00:00Z')
const at = (minutes: number) => new Date(noon + minutes * 60_000)

test('the chart of an alert shows what its rule watched, of its app and region alone', async () => {
  const ours = await makeCustomer()
  const [app, other] = [await makeApp(ours), await makeApp(ours)]
  const pulse = (appId: string, dimension: string, value: string, minutes: number, bad: number) =>
    pool('owner').query(
      `INSERT INTO pulse_10s (customer_id, app_id, dimension, value, bucket, participants, good, bad, model)
       VALUES ($1, $2, $3, $4, $5, 10, $6, $7, 'test')`,
      [ours.id, appId, dimension, value, at(minutes), 10 - bad, bad],
    )
  await pulse(app.id, 'region', 'eu', 0, 5)
  await pulse(app.id, 'region', 'us', 0, 9)
  await pulse(app.id, '', '', 0, 7)
  await pulse(other.id, 'region', 'eu', 0, 9)
  const facts = { metric: 'badRatio', windowMs: 60_000 }
  const about = { customerId: ours.id, at: at(0), appId: app.id, facts, threshold: 0.3 }
  const inRegion = await openAlert({ ...about, region: 'eu' })
  const whole = await openAlert(about)
  const read = async (alertId: string) =>
    alertSeriesSchema.parse(await readAlertSeries(ours.scope, alertId, at(2)))
  expect((await read(inRegion)).series).toMatchObject({
    metric: 'badRatio',
    unit: 'ratio',
    to: at(2).getTime(),
    points: [[at(0).getTime() + 10_000, 0.5, 0.3]],
  })
  expect((await read(whole)).series?.points).toEqual([[at(0).getTime() + 10_000, 0.7, 0.3]])
})
