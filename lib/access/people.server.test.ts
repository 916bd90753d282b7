import { afterAll, expect, test } from 'vitest'
import { closePools, pool } from '#lib/db/pools.server.ts'
import { makeCustomer, makeMember } from '#lib/db/test-customers.server.ts'
import { listPeople } from './members.server.ts'

afterAll(closePools)

test('people are staff of one’s own customers and administrators, by name alone', async () => {
  const [ours, theirs] = [await makeCustomer(), await makeCustomer()]
  const make = (
    name: string,
    role: 'admin' | 'manager' | 'operator' | 'customer',
    customer: { id: string },
  ) => makeMember({ role, customers: role === 'admin' ? [] : [customer], name })
  const boss = await make('Boss', 'admin', ours)
  const mara = await make('Mara', 'manager', ours)
  const ben = await make('Ben', 'operator', ours)
  const gone = await make('Gone', 'operator', ours)
  const stranger = await make('Stranger', 'operator', theirs)
  const viewer = await make('Viewer', 'customer', ours)
  await pool('owner').query('UPDATE member SET disabled_at = now() WHERE id = $1', [gone.id])

  const people = await listPeople(mara.scope)
  const ids = people.map(({ memberId }) => memberId)
  expect(ids).toEqual(expect.arrayContaining([boss.id, mara.id, ben.id]))
  for (const hidden of [gone, stranger, viewer]) expect(ids).not.toContain(hidden.id)
  expect(people.find(({ memberId }) => memberId === ben.id)).toEqual({ memberId: ben.id, name: 'Ben' })
})
