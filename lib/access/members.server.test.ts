import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { closePools, pool } from '#lib/db/pools.server.ts'
import { makeCustomer, makeMember, type TestMember } from '#lib/db/test-customers.server.ts'
import { env } from '#lib/env.server.ts'
import { changeMemberSchema } from './contract.ts'
import type { Member, Role } from './member.ts'
import { memberById } from './member-by-id.server.ts'
import { changeMember, listMembers } from './members.server.ts'
import { hashPassword } from './password.server.ts'
import { findEndedSignIns, memberFromToken } from './require-member.server.ts'
import { signIn } from './sign-in.server.ts'
import { signInThrottle } from './sign-in-throttle.server.ts'
import { sealClaims } from './sign-in-token.server.ts'

afterAll(closePools)

const now = new Date()
const password = 'correct horse battery'
let passwordHash: string
beforeAll(async () => {
  passwordHash = await hashPassword(password)
})

async function anAdmin(): Promise<Member> {
  const admin = await memberById((await makeMember({ role: 'admin', name: 'Boss' })).id)
  if (!admin) throw new Error('just made')
  return admin
}

async function enter({ id, email }: TestMember): Promise<string> {
  const { signInSecret } = await signIn(
    { email, password, network: 'here', userAgent: '' },
    signInThrottle(),
    now,
  )
  return sealClaims({ sub: id, sid: signInSecret }, env().AUTH_SECRET)
}

async function change(memberId: string, role: Role, customers: readonly { id: string }[], by?: Member) {
  const admin = by ?? (await anAdmin())
  await changeMember(admin, admin.scope, memberId, { role, customerIds: customers.map(({ id }) => id) }, now)
}

describe('changing somebody’s role and customers', () => {
  test('counts from their next request on: they are signed out, and see what they may see now', async () => {
    const [one, other] = [await makeCustomer(), await makeCustomer()]
    const member = await makeMember({ customers: [one], passwordHash })
    const cookie = await enter(member)
    const signInId = (await memberFromToken(cookie))?.signInId ?? ''
    await change(member.id, 'manager', [other])
    expect(await memberFromToken(cookie)).toBeNull()
    expect(await findEndedSignIns([signInId])).toEqual([{ id: signInId, reason: 'revoked' }])
    expect(await memberFromToken(await enter(member))).toMatchObject({
      role: 'manager',
      scope: { customerIds: [other.id] },
    })
  })

  test('to an admin leaves no list, and back leaves only the new one', async () => {
    const [one, other] = [await makeCustomer(), await makeCustomer()]
    const member = await makeMember({ customers: [one] })
    await change(member.id, 'admin', [])
    const listed = (await listMembers((await anAdmin()).scope)).find(({ id }) => id === member.id)
    expect(listed).toMatchObject({ role: 'admin', customerIds: [] })
    await change(member.id, 'owner', [other])
    expect(await memberById(member.id)).toMatchObject({ role: 'owner', scope: { customerIds: [other.id] } })
  })

  test('is on record with what was before', async () => {
    const [one, other] = [await makeCustomer(), await makeCustomer()]
    const member = await makeMember({ customers: [one] })
    await change(member.id, 'manager', [one, other, other])
    const { rows } = await pool('owner').query(
      `SELECT actor_name, data FROM audit WHERE subject_id = $1 AND kind = 'member.changed'`,
      [member.id],
    )
    expect(rows).toEqual([
      {
        actor_name: 'Boss',
        data: {
          before: { role: 'operator', customerIds: [one.id] },
          after: { role: 'manager', customerIds: [one.id, other.id] },
        },
      },
    ])
  })

  test('to customers that do not exist changes nothing', async () => {
    const customer = await makeCustomer()
    const member = await makeMember({ customers: [customer] })
    await expect(change(member.id, 'manager', [{ id: randomUUID() }])).rejects.toMatchObject({
      code: 'not-found',
    })
    await expect(change(randomUUID(), 'manager', [customer])).rejects.toMatchObject({ code: 'not-found' })
    expect(await memberById(member.id)).toMatchObject({
      role: 'operator',
      scope: { customerIds: [customer.id] },
    })
  })

  test('leaves at least one admin, also when two take it from each other at once', async () => {
    const others = await pool('owner').query<{ id: string }>(
      `UPDATE member SET disabled_at = now() WHERE role = 'admin' AND disabled_at IS NULL RETURNING id`,
    )
    try {
      const [one, two] = [await anAdmin(), await anAdmin()]
      const both = await Promise.allSettled([
        change(two.id, 'operator', [], one),
        change(one.id, 'operator', [], two),
      ])
      expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      const left = await pool('owner').query(
        `SELECT 1 FROM member WHERE role = 'admin' AND disabled_at IS NULL`,
      )
      expect(left.rowCount).toBe(1)
    } finally {
      await pool('owner').query('UPDATE member SET disabled_at = NULL WHERE id = ANY($1)', [
        others.rows.map(({ id }) => id),
      ])
    }
  })
})

test.each([
  [{ role: 'customer', customerIds: [] }, false],
  [{ role: 'owner', customerIds: [randomUUID(), randomUUID()] }, false],
  [{ role: 'admin', customerIds: [randomUUID()] }, false],
  [{ role: 'boss' }, false],
  [{ role: 'operator', name: 'x' }, false],
  [{ role: 'operator' }, true],
  [{ role: 'owner', customerIds: [randomUUID()] }, true],
])('a change to %j is right: %s', (given, isRight) => {
  expect(changeMemberSchema.safeParse(given).success).toBe(isRight)
})
