import { randomUUID } from 'node:crypto'
import { afterAll, describe, expect, test } from 'vitest'
import { closePools, pool } from '#lib/db/pools.server.ts'
import { makeCustomer, makeMember } from '#lib/db/test-customers.server.ts'
import { inAccess, inScope } from '#lib/db/transaction.server.ts'
import { recordActivity } from './record.server.ts'

afterAll(closePools)

const at = new Date('2026-11-23T12:00:00Z')
const activity = (customerId: string | null, subjectId: string = randomUUID()) => ({
  customerId,
  kind: 'app.added',
  subjectType: 'app',
  subjectId,
  actorName: 'Ada',
  at,
})

async function recorded(subjectId: string) {
  const { rows } = await pool('owner').query(
    'SELECT kind, actor_name, at, data FROM audit WHERE subject_id = $1',
    [subjectId],
  )
  return rows
}

describe('activity', () => {
  test('is kept with the change it tells of', async () => {
    const customer = await makeCustomer()
    const row = activity(customer.id)
    await inScope(customer.scope, (tx) => recordActivity(tx, { ...row, data: { name: 'Video' } }))
    expect(await recorded(row.subjectId)).toEqual([
      { kind: 'app.added', actor_name: 'Ada', at, data: { name: 'Video' } },
    ])
  })

  test('vanishes with a change that is rolled back, and the change with it', async () => {
    const customer = await makeCustomer()
    const row = activity(customer.id)
    const failing = inScope(customer.scope, async (tx) => {
      await tx.app.create({ data: { customerId: customer.id, name: 'Gone', slug: 'gone' } })
      await recordActivity(tx, row)
      throw new Error('changed my mind')
    })
    await expect(failing).rejects.toThrow('changed my mind')
    expect(await recorded(row.subjectId)).toEqual([])
    expect(await inScope(customer.scope, (tx) => tx.app.count())).toBe(0)
  })

  test("cannot be written into another customer's trail", async () => {
    const [ours, theirs] = [await makeCustomer(), await makeCustomer()]
    await expect(inScope(ours.scope, (tx) => recordActivity(tx, activity(theirs.id)))).rejects.toThrow(
      /row-level security/,
    )
  })

  test('of the installation is written by anybody signing in and read by administrators alone', async () => {
    const row = activity(null)
    await inAccess((tx) => recordActivity(tx, row))
    const admin = await makeMember({ role: 'admin' })
    const manager = await makeMember({ role: 'manager' })
    const count = (memberId: string) =>
      inAccess((tx) => tx.audit.count({ where: { subjectId: row.subjectId } }), memberId)
    expect(await count(admin.id)).toBe(1)
    expect(await count(manager.id)).toBe(0)
  })
})
