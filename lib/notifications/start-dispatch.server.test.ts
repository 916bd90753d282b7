import { afterAll, expect, test, vi } from 'vitest'
import { closePools, pool } from '#lib/db/pools.server.ts'
import { makeCustomer } from '#lib/db/test-customers.server.ts'
import { fire, makeChannel, makeRoute, outboxOf } from './routing/routing.test-data.ts'
import { startDispatch } from './start-dispatch.server.ts'

afterAll(closePools)

test('the worker decides by itself, woken by the alert, and leaves its work to the next one when it stops', async () => {
  const customer = await makeCustomer()
  await makeRoute(customer, { channelIds: [await makeChannel(customer)], groupWaitMs: 0 })
  const dispatch = startDispatch('first')
  try {
    await fire(customer, 'a', new Date())
    await vi.waitFor(async () => expect(await outboxOf(customer)).toHaveLength(1), { timeout: 20_000 })
    // other tests take the lease away now and then; the next look is well again
    await vi.waitFor(() => expect(dispatch.loops.map((loop) => loop.health().failing)).toEqual([false]), {
      timeout: 20_000,
    })
  } finally {
    await Promise.all(dispatch.loops.map((loop) => loop.stop()))
    await dispatch.stop()
  }
  const { rows } = await pool('owner').query(
    `SELECT until < clock_timestamp() AS free FROM work_lease WHERE name = 'dispatch'`,
  )
  expect(rows).toEqual([{ free: true }])
})
