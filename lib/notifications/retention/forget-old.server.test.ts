import { v7 as uuidv7 } from 'uuid'
import { afterAll, expect, test } from 'vitest'
import { closePools, pool } from '#lib/db/pools.server.ts'
import { makeCustomer, makeMember } from '#lib/db/test-customers.server.ts'
import { forgetOldMessages } from './forget-old.server.ts'

afterAll(closePools)

const now = new Date('2026-11-25T12:00:00Z')
const daysAgo = (days: number) => new Date(now.getTime() - days * 24 * 3_600_000)

test.each([
  ['sent', 401, false],
  ['dead', 401, false],
  ['sent', 399, true],
  ['pending', 900, true],
  ['leased', 900, true],
] as const)('a message that is %s and %i days old: kept %s', async (status, days, kept) => {
  const { id: customerId } = await makeCustomer()
  const id = uuidv7()
  await pool('owner').query(
    `INSERT INTO outbox (customer_id, id, kind, transition, subject_id, alert_ids, idempotency_key, created_at, not_before, status)
     VALUES ($1, $2::uuid, 'group', 'firing', $2::uuid, '{}', gen_random_uuid()::text, $3, $3, $4)`,
    [customerId, id, daysAgo(days), status],
  )
  await pool('owner').query(
    `INSERT INTO delivery (customer_id, id, outbox_id, alert_ids, attempt, at, outcome, destination)
     VALUES ($1, $2, $3, '{}', 1, $4, 'sent', 'x')`,
    [customerId, uuidv7(), id, daysAgo(days)],
  )
  await forgetOldMessages(now)
  const { rows } = await pool('owner').query(
    `SELECT (SELECT count(*)::int FROM outbox WHERE id = $1) AS messages,
            (SELECT count(*)::int FROM delivery WHERE outbox_id = $1) AS attempts`,
    [id],
  )
  expect(rows[0]).toEqual({ messages: Number(kept), attempts: Number(kept) })
})

test.each([
  ['processed', 31, false],
  ['failed', 31, false],
  ['processed', 29, true],
  ['received', 90, true],
  ['needs-mapping', 90, true],
] as const)('a payload that is %s and %i days old: kept %s', async (status, days, kept) => {
  const { id: customerId } = await makeCustomer()
  const id = uuidv7()
  await pool('owner').query(
    `INSERT INTO intake_delivery (customer_id, id, integration_id, delivery_key, received_at, body, status)
     VALUES ($1, $2, $2, 'k', $3, '', $4)`,
    [customerId, id, daysAgo(days), status],
  )
  await forgetOldMessages(now)
  const { rowCount } = await pool('owner').query('SELECT 1 FROM intake_delivery WHERE id = $1', [id])
  expect(rowCount).toBe(Number(kept))
  // what waits to be processed would be taken up by other tests
  await pool('owner').query('DELETE FROM intake_delivery WHERE id = $1', [id])
})

test.each([
  [31, false],
  [29, true],
])('a request for a new password that is %i days old: kept %s', async (days, kept) => {
  const [id, member] = [uuidv7(), await makeMember()]
  await pool('owner').query(
    'INSERT INTO password_reset (id, member_id, created_at, expires_at) VALUES ($1, $2, $3, $3)',
    [id, member.id, daysAgo(days)],
  )
  await forgetOldMessages(now)
  const { rowCount } = await pool('owner').query('SELECT 1 FROM password_reset WHERE id = $1', [id])
  expect(rowCount).toBe(Number(kept))
})
