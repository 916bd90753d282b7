import { expect, test } from 'vitest'
import { pool } from '#lib/db/pools.server.ts'
import { makeApp, makeCustomer, makeMember } from '#lib/db/test-customers.server.ts'
import { readAudit } from '../audit/read-audit.server.ts'
import type { Member } from '../member.ts'
import { addApp, addCustomer, listCustomers } from './customers.server.ts'
import { addKey, disableKey, hashKey } from './keys.server.ts'

async function adminOf(customers: { id: string }[]): Promise<Member> {
  const made = await makeMember({ role: 'admin' })
  return { ...made, signInId: crypto.randomUUID(), scope: { customerIds: customers.map(({ id }) => id) } }
}
const slug = () => `s-${crypto.randomUUID()}`.slice(0, 40)

test('a new customer, app and key are on the list, without the key', async () => {
  const admin = await adminOf([])
  const { id } = await addCustomer(admin, { name: 'Acme', slug: slug(), timeZone: 'UTC' }, new Date())
  const scoped = { ...admin, scope: { customerIds: [id] } }
  const app = await addApp(scoped, id, { name: 'Video', slug: 'video' }, new Date())
  const origins = ['https://acme.example']
  const made = await addKey(
    scoped,
    app.id,
    { kind: 'publishable', allowedOrigins: origins, simulated: false },
    new Date(),
  )
  const list = await listCustomers(scoped.scope)
  expect(list.customers).toMatchObject([
    {
      id,
      name: 'Acme',
      apps: [{ id: app.id, keys: [{ id: made.id, hint: made.hint, allowedOrigins: origins }] }],
    },
  ])
  expect(made.key).toMatch(/^pk_[A-Za-z0-9_-]{32}$/)
  expect(JSON.stringify(list)).not.toContain(made.key)
  const { rows } = await pool('owner').query('SELECT hash FROM app_key WHERE id = $1', [made.id])
  expect(Buffer.compare(rows[0].hash, hashKey(made.key))).toBe(0)
})

test('a short name is taken once, also when a customer one cannot see has it', async () => {
  const taken = slug()
  const admin = await adminOf([])
  await addCustomer(admin, { name: 'One', slug: taken, timeZone: 'UTC' }, new Date())
  const again = addCustomer(admin, { name: 'Two', slug: taken, timeZone: 'UTC' }, new Date())
  await expect(again).rejects.toMatchObject({ code: 'conflict' })
})

test('a key is made and stopped within the scope only', async () => {
  const [mine, theirs] = [await makeCustomer(), await makeCustomer()]
  const foreignApp = await makeApp(theirs)
  const [me, them] = [await adminOf([mine]), await adminOf([theirs])]
  const asked = { kind: 'secret' as const, allowedOrigins: [], simulated: false }
  await expect(addKey(me, foreignApp.id, asked, new Date())).rejects.toMatchObject({ code: 'not-found' })
  const { id } = await addKey(them, foreignApp.id, asked, new Date())
  await expect(disableKey(me, id, new Date())).rejects.toMatchObject({ code: 'not-found' })
  await disableKey(them, id, new Date())
  await expect(disableKey(them, id, new Date())).rejects.toMatchObject({ code: 'already-done' })
})

test('a manager reads the trail of its customers, an admin the installation’s too', async () => {
  const [mine, theirs] = [await makeCustomer(), await makeCustomer()]
  const [admin, other] = [await adminOf([mine]), await adminOf([theirs])]
  await addApp(admin, mine.id, { name: 'Mine', slug: 'mine' }, new Date())
  await addApp(other, theirs.id, { name: 'Theirs', slug: 'theirs' }, new Date())
  const manager: Member = {
    ...admin,
    ...(await makeMember({ role: 'manager', customers: [mine] })),
    role: 'manager',
  }
  const trail = await readAudit(manager, { limit: 100 })
  expect(trail.entries.map(({ customerId, kind }) => [customerId, kind])).toEqual([[mine.id, 'app.added']])
  const foreign = await readAudit(other, { limit: 1 })
  expect(await readAudit(manager, { limit: 100, before: foreign.entries[0]?.id })).toEqual({
    entries: [],
    next: null,
  })
})
