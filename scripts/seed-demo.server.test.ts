import { afterAll, expect, test } from 'vitest'
import { passwordMatches } from '../lib/access/password.server.ts'
import { closePools, pool } from '../lib/db/pools.server.ts'
import { seedDemo } from '../prisma/seed.ts'

afterAll(closePools)

const now = new Date('2026-11-23T12:00:00Z')
const tables = ['customer', 'app', 'app_key', 'member', 'membership']

async function everything() {
  const dump: Record<string, unknown[]> = {}
  for (const table of tables)
    dump[table] = (await pool('owner').query(`SELECT * FROM ${table} ORDER BY 1, 2`)).rows
  return dump
}

test('seeding the demo twice leaves the same rows and the same keys', async () => {
  const first = await seedDemo(now, ['http://localhost:3000'])
  const after = await everything()
  expect(await seedDemo(new Date(now.getTime() + 86_400_000), ['http://localhost:3000'])).toEqual(first)
  expect(await everything()).toEqual(after)
})

test('two demos that start at once agree', async () => {
  const [one, other] = await Promise.all([
    seedDemo(now, ['http://localhost:3000']),
    seedDemo(now, ['http://localhost:3000']),
  ])
  expect(one).toEqual(other)
})

test('the demo has four customers, seven apps and a login per role', async () => {
  const { customers, logins } = await seedDemo(now, ['http://localhost:3000'])
  expect(customers.map(({ apps }) => apps.length)).toEqual([2, 2, 2, 1])
  expect(
    customers.flatMap(({ apps }) => apps.filter(({ realKey }) => realKey).map(({ name }) => name)),
  ).toEqual(['Video Visits', 'Virtual Classroom'])
  expect(logins.map(({ role }) => role)).toEqual([
    'admin',
    'manager',
    'operator',
    ...Array(4).fill('customer'),
    'owner',
  ])
  const { rows } = await pool('owner').query('SELECT password_hash FROM member WHERE email = $1', [
    logins[0]?.email,
  ])
  expect(await passwordMatches(logins[0]?.password ?? '', rows[0]?.password_hash)).toBe(true)
})

test('keys for real calls take the origins of this start', async () => {
  await seedDemo(now, ['http://localhost:4100'])
  const { rows } = await pool('owner').query(
    `SELECT DISTINCT k.allowed_origins FROM app_key k JOIN customer c ON c.id = k.customer_id
     WHERE c.slug IN ('acme', 'brightside') AND k.kind = 'publishable' AND NOT k.simulated`,
  )
  expect(rows).toEqual([{ allowed_origins: ['http://localhost:4100'] }])
})
