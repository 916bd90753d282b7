import { afterAll, beforeEach, expect, test } from 'vitest'
import { closePools, pool } from '#lib/db/pools.server.ts'
import { makeCustomer, type TestCustomer } from '#lib/db/test-customers.server.ts'
import { recordDelivered, recordUndelivered } from './record-delivered.server.ts'
import { at, deliver, fire, look, makeChannel, makeRoute, outboxOf, resolve } from './routing.test-data.ts'

afterAll(closePools)

let ours: TestCustomer
let a: string

beforeEach(async () => {
  await pool('owner').query(`UPDATE alert SET closed_at = now(), state = 'resolved'`)
  await pool('owner').query('DELETE FROM notification_group; DELETE FROM escalation')
  ours = await makeCustomer()
  await makeRoute(ours, { channelIds: [await makeChannel(ours)], groupWaitMs: 0 })
  a = await fire(ours, 'a', at(0))
  await look(at(0))
})

async function known(): Promise<{ firing: string[]; pending: boolean; at: Date | null }> {
  const { rows } = await pool('owner').query(
    `SELECT delivered_firing AS firing, pending_outbox_id IS NOT NULL AS pending, delivered_at AS at
       FROM notification_group WHERE customer_id = $1`,
    [ours.id],
  )
  return rows[0]
}
async function first() {
  const [row] = await outboxOf(ours)
  if (!row) throw new Error('no message was written')
  return row
}
const worker = () => pool('worker') as never

test('what arrived is what the channel knows, from the tick it was decided at', async () => {
  await recordDelivered(worker(), await first(), at(2))
  expect(await known()).toEqual({ firing: [a], pending: false, at: at(0) })
})

test('what arrived late counts from when it did', async () => {
  await recordDelivered(worker(), await first(), at(900))
  expect((await known()).at).toEqual(at(900))
})

test('what did not arrive leaves what the channel knows, and frees the group', async () => {
  await recordUndelivered(worker(), await first(), at(2))
  expect(await known()).toEqual({ firing: [], pending: false, at: null })
})

test('an edit of a group’s message changes nothing of what its channel knows', async () => {
  const row = await first()
  await recordDelivered(worker(), row, at(0))
  const edit = { ...row, kind: 'update' as const, createdAt: at(60), payload: { ...row.payload, firing: [] } }
  await recordDelivered(worker(), edit, at(60))
  await recordUndelivered(worker(), edit, at(60))
  expect((await known()).firing).toEqual([a])
})

test('a message that goes another way is the group’s own', async () => {
  const row = await first()
  const other = { ...row, id: crypto.randomUUID() }
  await pool('owner').query(`UPDATE outbox SET status = 'moved', moved_to = $2 WHERE id = $1`, [
    row.id,
    other.id,
  ])
  await recordDelivered(worker(), other, at(1))
  expect(await known()).toMatchObject({ firing: [a], pending: false })
})

test('a dead letter that is sent after newer news changes nothing', async () => {
  const old = await first()
  await deliver(ours, at(0), false)
  await look(at(300))
  await deliver(ours, at(300))
  await resolve(ours, 'a', at(301))
  await look(at(600))
  await deliver(ours, at(600))
  expect((await known()).firing).toEqual([])
  await recordDelivered(worker(), old, at(900))
  expect((await known()).firing).toEqual([])
})
