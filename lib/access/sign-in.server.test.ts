import { beforeAll, describe, expect, test } from 'vitest'
import { pool } from '#lib/db/pools.server.ts'
import { makeCustomer, makeMember, type TestMember } from '#lib/db/test-customers.server.ts'
import { env } from '#lib/env.server.ts'
import { changeOwnPassword } from './change-password.server.ts'
import type { Role } from './member.ts'
import { addMember, disableMember, enableMember } from './members.server.ts'
import { listOwnSignIns, revokeOwnSignIn } from './own-sign-ins.server.ts'
import { hashPassword } from './password.server.ts'
import {
  findEndedSignIns,
  memberFromCookieHeader,
  memberFromToken,
  readScope,
} from './require-member.server.ts'
import { signIn } from './sign-in.server.ts'
import { signInThrottle } from './sign-in-throttle.server.ts'
import { sealClaims } from './sign-in-token.server.ts'

const password = 'correct horse battery'
const console_ = { id: null, name: 'the console' }
let passwordHash: string

beforeAll(async () => {
  passwordHash = await hashPassword(password)
})

const person = (role: Role, customers: { id: string }[] = []) => makeMember({ role, customers, passwordHash })

async function enter(member: TestMember, now = new Date()) {
  const attempt = { email: member.email, password, network: 'here', userAgent: 'a test' }
  const { signInSecret } = await signIn(attempt, signInThrottle(), now)
  return sealClaims({ sub: member.id, sid: signInSecret }, env().AUTH_SECRET)
}

describe('signing in', () => {
  test('gives a token that says who it is and what they may see', async () => {
    const customer = await makeCustomer()
    const operator = await person('operator', [customer])
    const token = await enter(operator)
    const member = await memberFromToken(token)
    expect(member).toMatchObject({ id: operator.id, role: 'operator', scope: { customerIds: [customer.id] } })
    expect(await memberFromCookieHeader(`a=b; earshot-sign-in=${token}`)).toEqual(member)
  })

  test('is a new sign-in every time', async () => {
    const operator = await person('operator')
    const [first, second] = [await enter(operator), await enter(operator)]
    expect((await memberFromToken(first))?.signInId).not.toBe((await memberFromToken(second))?.signInId)
  })

  test('stores no token that could be used', async () => {
    const operator = await person('operator')
    const token = await enter(operator)
    const { rows } = await pool('owner').query('SELECT t::text AS line FROM sign_in t WHERE member_id = $1', [
      operator.id,
    ])
    expect(rows).toHaveLength(1)
    expect(rows[0].line).not.toContain(token)
  })

  test.each([
    ['a wrong password', { password: 'wrong' }],
    ['an account that is not there', { email: 'nobody@msp.example' }],
    ['no e-mail at all', { email: '' }],
    ['a look-alike of the address', { email: 'ann＠msp.example' }],
  ])('with %s is refused in the same words', async (_what, wrong) => {
    const { email } = await person('operator')
    const attempt = { email, password, network: 'here', userAgent: '', ...wrong }
    await expect(signIn(attempt, signInThrottle(), new Date())).rejects.toMatchObject({
      code: 'not-signed-in',
      message: 'E-mail or password is wrong.',
    })
  })

  test('does not mind the case of the address', async () => {
    const member = await person('operator')
    expect(
      await memberFromToken(await enter({ ...member, email: member.email.toUpperCase() })),
    ).not.toBeNull()
  })
})

describe('what may be seen', () => {
  test('admins see every customer, a customer one at most, and a change counts at once', async () => {
    const [one, two] = [await makeCustomer(), await makeCustomer()]
    const [admin, reader] = [await person('admin'), await person('customer', [one, two])]
    expect((await readScope(admin.id))?.customerIds).toEqual(expect.arrayContaining([one.id, two.id]))
    expect((await readScope(reader.id))?.customerIds).toEqual([one.id])
    await pool('owner').query('DELETE FROM membership WHERE member_id = $1 AND customer_id = $2', [
      reader.id,
      one.id,
    ])
    expect((await readScope(reader.id))?.customerIds).toEqual([two.id])
  })

  test('nobody sees anything once disabled', async () => {
    const member = await person('manager', [await makeCustomer()])
    await disableMember(console_, member.id, new Date())
    expect(await readScope(member.id)).toBeNull()
  })
})

describe('a sign-in ends', () => {
  test('when its member ends it, and only that one', async () => {
    const member = await person('manager')
    const [kept, ended] = [await enter(member), await enter(member)]
    const [mine, other] = [await memberFromToken(kept), await memberFromToken(ended)]
    if (!mine || !other) throw new Error('not signed in')
    await revokeOwnSignIn(mine, other.signInId, new Date())
    expect(await memberFromToken(ended)).toBeNull()
    expect(await memberFromToken(kept)).not.toBeNull()
    expect((await listOwnSignIns(mine, new Date())).signIns).toMatchObject([
      { id: mine.signInId, current: true },
    ])
    expect(await findEndedSignIns([mine.signInId, other.signInId])).toEqual([
      { id: other.signInId, reason: 'revoked' },
    ])
  })

  test('never by somebody else: theirs answers like one that is not there', async () => {
    const [mine, theirs] = await Promise.all(
      [await person('admin'), await person('operator')].map(async (one) => memberFromToken(await enter(one))),
    )
    if (!mine || !theirs) throw new Error('not signed in')
    const foreign = await revokeOwnSignIn(mine, theirs.signInId, new Date()).catch((error: unknown) => error)
    const missing = await revokeOwnSignIn(mine, crypto.randomUUID(), new Date()).catch(
      (error: unknown) => error,
    )
    expect(foreign).toMatchObject({ code: 'not-found' })
    expect(foreign).toEqual(missing)
    expect(await findEndedSignIns([theirs.signInId])).toEqual([])
  })

  test('with the member, and does not come back when the member does', async () => {
    const member = await person('operator')
    const token = await enter(member)
    const { signInId = '' } = (await memberFromToken(token)) ?? {}
    await disableMember(console_, member.id, new Date())
    expect(await memberFromToken(token)).toBeNull()
    expect(await findEndedSignIns([signInId])).toEqual([{ id: signInId, reason: 'disabled' }])
    await enableMember(console_, member.id, new Date())
    expect(await memberFromToken(token)).toBeNull()
  })

  test('with a new password, everywhere', async () => {
    const member = await person('operator')
    const [here, there] = [await enter(member), await enter(member)]
    const asker = await memberFromToken(here)
    if (!asker) throw new Error('not signed in')
    const next = 'another good password'
    await changeOwnPassword(asker, { current: password, next }, 'here', signInThrottle(), new Date())
    expect([await memberFromToken(here), await memberFromToken(there)]).toEqual([null, null])
    await expect(enter(member)).rejects.toMatchObject({ code: 'not-signed-in' })
  })

  test('after 30 minutes unused, but not while a dashboard is open', async () => {
    const member = await person('operator')
    const noon = new Date()
    const later = (minutes: number) => new Date(noon.getTime() + minutes * 60_000)
    const [watched, left] = [await enter(member, noon), await enter(member, noon)]
    const { signInId = '' } = (await memberFromToken(watched, noon)) ?? {}
    for (const minute of [10, 20, 30, 40])
      expect(await findEndedSignIns([signInId], later(minute))).toEqual([])
    expect(await memberFromToken(watched, later(45))).not.toBeNull()
    expect(await memberFromToken(left, later(45))).toBeNull()
  })

  test('after 12 hours however busy', async () => {
    const member = await person('operator')
    const noon = new Date()
    const token = await enter(member, noon)
    const { signInId = '' } = (await memberFromToken(token, noon)) ?? {}
    const later = (minutes: number) => new Date(noon.getTime() + minutes * 60_000)
    for (let minute = 20; minute < 720; minute += 20) await findEndedSignIns([signInId], later(minute))
    expect(await memberFromToken(token, later(719))).not.toBeNull()
    expect(await memberFromToken(token, later(720))).toBeNull()
    expect(await findEndedSignIns([signInId], later(720))).toEqual([{ id: signInId, reason: 'expired' }])
  })

  test('one that never was counts as revoked', async () => {
    const id = crypto.randomUUID()
    expect(await findEndedSignIns([id])).toEqual([{ id, reason: 'revoked' }])
  })
})

test('a token counts only with the member it names', async () => {
  const [one, two] = [await person('operator'), await person('admin')]
  const { signInSecret } = await signIn(
    { email: one.email, password, network: 'x', userAgent: '' },
    signInThrottle(),
    new Date(),
  )
  expect(
    await memberFromToken(await sealClaims({ sub: two.id, sid: signInSecret }, env().AUTH_SECRET)),
  ).toBeNull()
  expect(
    await memberFromToken(
      await sealClaims({ sub: one.id, sid: signInSecret }, 'another secret of good length....'),
    ),
  ).toBeNull()
})

describe('the last admin', () => {
  test('cannot be disabled, and two at once cannot disable each other', async () => {
    await pool('owner').query(
      `UPDATE member SET disabled_at = now() WHERE role = 'admin' AND disabled_at IS NULL`,
    )
    const [one, two] = [await person('admin'), await person('admin')]
    const outcomes = await Promise.allSettled([
      disableMember(console_, one.id, new Date()),
      disableMember(console_, two.id, new Date()),
    ])
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'conflict' },
    })
    const { rows } = await pool('owner').query(
      `SELECT 1 FROM member WHERE role = 'admin' AND disabled_at IS NULL`,
    )
    expect(rows).toHaveLength(1)
  })
})

describe('adding a person', () => {
  const someone = { name: 'New', role: 'operator' as const, password, customerIds: [] as string[] }

  test('an address is taken once', async () => {
    const email = `${crypto.randomUUID()}@msp.example`
    await addMember(console_, { ...someone, email }, new Date())
    await expect(addMember(console_, { ...someone, email }, new Date())).rejects.toMatchObject({
      code: 'conflict',
    })
  })

  test('to a customer that does not exist changes nothing', async () => {
    const email = `${crypto.randomUUID()}@msp.example`
    const given = { ...someone, email, customerIds: [crypto.randomUUID()] }
    await expect(addMember(console_, given, new Date())).rejects.toMatchObject({ code: 'not-found' })
    const { rows } = await pool('owner').query('SELECT 1 FROM member WHERE email = $1', [email])
    expect(rows).toEqual([])
  })

  test('is on record without the password', async () => {
    const customer = await makeCustomer()
    const email = `${crypto.randomUUID()}@msp.example`
    const { id } = await addMember(console_, { ...someone, email, customerIds: [customer.id] }, new Date())
    expect((await readScope(id))?.customerIds).toEqual([customer.id])
    const { rows } = await pool('owner').query(
      'SELECT kind, a::text AS line FROM audit a WHERE subject_id = $1',
      [id],
    )
    expect(rows).toMatchObject([{ kind: 'member.added' }])
    expect(rows[0].line).not.toContain(password)
  })
})
