import { expect, test } from 'vitest'
import type { Member, Role } from '#lib/access/member.ts'
import { pool } from '#lib/db/pools.server.ts'
import { makeApp, makeCustomer } from '#lib/db/test-customers.server.ts'
import { statusSchema } from './contract.ts'
import { readStatus } from './read-status.server.ts'

const now = new Date()
const listens = async () => true

function member(role: Role, customerIds: string[]): Member {
  return {
    id: crypto.randomUUID(),
    email: 'x',
    name: 'x',
    role,
    signInId: crypto.randomUUID(),
    scope: { customerIds },
  }
}

async function addSession(app: { id: string; customerId: string }, state: 'live' | 'ended') {
  const at = new Date(now.getTime() - 600_000)
  await pool('owner').query(
    `INSERT INTO session (customer_id, id, app_id, day, external_id, state, end_reason, started_at, ended_at, band_since, model)
     VALUES ($1, $2::uuid, $3, ($4::timestamptz AT TIME ZONE 'UTC')::date, $2::uuid::text, $5, $6, $4, $7, $4, 'm')`,
    [
      app.customerId,
      crypto.randomUUID(),
      app.id,
      at,
      state,
      state === 'ended' ? 'left' : null,
      state === 'ended' ? now : null,
    ],
  )
}

async function addPulse(
  app: { id: string; customerId: string },
  secondsAgo: number,
  good: number,
  bad: number,
) {
  const bucket = new Date(Math.floor((now.getTime() - secondsAgo * 1000) / 10_000) * 10_000)
  await pool('owner').query(
    `INSERT INTO pulse_10s (customer_id, app_id, dimension, value, bucket, sessions, participants, good, bad, reports,
                            good_minutes, bad_minutes, score_sum, score_count, join_attempts, joins, model)
     VALUES ($1, $2, '', '', $3, 2, 5, 5, 0, 9, $4, $5, 42, 10, 3, 3, 'm'), ($1, $2, 'region', 'eu', $3, 2, 5, 5, 0, 9, $4, $5, 42, 10, 3, 3, 'm')`,
    [app.customerId, app.id, bucket, good, bad],
  )
}

test('a customer reads the live state of its own apps, counted once', async () => {
  const customer = await makeCustomer({ name: 'Acme' })
  const [busy, idle] = [
    await makeApp(customer, { name: 'A busy' }),
    await makeApp(customer, { name: 'B idle' }),
  ]
  await addSession(busy, 'live')
  await addSession(idle, 'ended')
  await addPulse(busy, 5, 30, 0)
  await addPulse(busy, 120, 28, 2)
  const status = statusSchema.parse(await readStatus(member('customer', [customer.id]), null, now, listens))
  expect(status).toMatchObject({
    customerName: 'Acme',
    state: 'operational',
    sentence: 'Calls are working normally.',
    apps: [
      {
        name: 'A busy',
        state: 'operational',
        sessions: 2,
        participants: 5,
        joinAttempts: 6,
        goodShare: 58 / 60,
      },
      { name: 'B idle', state: 'idle', sessions: 0 },
    ],
  })
  expect(status.apps[0]?.trend).toHaveLength(60)
  expect(status.apps[0]?.trend.filter((score) => score !== null)).toEqual([4.2, 4.2])
})

test('a customer with old data only is told that nothing is known', async () => {
  const customer = await makeCustomer()
  const app = await makeApp(customer)
  await addSession(app, 'live')
  await addPulse(app, 300, 30, 0)
  expect(await readStatus(member('customer', [customer.id]), null, now, listens)).toMatchObject({
    state: 'no-data',
    apps: [{ state: 'no-data', sessions: null }],
  })
})

test('another customer’s page answers like one that does not exist', async () => {
  const [mine, theirs] = [await makeCustomer(), await makeCustomer()]
  for (const role of ['customer', 'operator', 'manager'] as const) {
    const asker = member(role, [mine.id])
    const foreign = await readStatus(asker, theirs.id, now, listens).catch((error: unknown) => error)
    const missing = await readStatus(asker, crypto.randomUUID(), now, listens).catch(
      (error: unknown) => error,
    )
    expect(foreign).toMatchObject({ code: 'not-found' })
    expect(foreign).toEqual(missing)
    expect(await readStatus(asker, mine.id, now, listens)).toMatchObject({ customerName: mine.name })
  }
})

test('staff must say whose page they mean', async () => {
  const asker = member('operator', [(await makeCustomer()).id])
  await expect(readStatus(asker, null, now, listens)).rejects.toMatchObject({ code: 'bad-request' })
})
