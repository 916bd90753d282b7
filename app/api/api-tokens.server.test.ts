import { afterAll, describe, expect, test } from 'vitest'
import { newApiTokenSchema, tokenScopes } from '#lib/access/api-tokens/contract.ts'
import { apiTokenOf, tokenThrottle } from '#lib/access/api-tokens/member-of-token.server.ts'
import { listOwnTokens, makeOwnToken, revokeOwnToken } from '#lib/access/api-tokens/own-tokens.server.ts'
import type { Member, Role } from '#lib/access/member.ts'
import { memberById } from '#lib/access/member-by-id.server.ts'
import { can } from '#lib/access/rights.ts'
import { closePools, pool } from '#lib/db/pools.server.ts'
import { makeCustomer, makeMember } from '#lib/db/test-customers.server.ts'
import { GET as listAudit } from './v1/audit/route.ts'
import { POST as addCustomer, GET as listCustomers } from './v1/customers/route.ts'
import { GET as readMe } from './v1/me/route.ts'
import { POST as makeToken } from './v1/me/tokens/route.ts'
import { GET as listMembers } from './v1/members/route.ts'
import { POST as addSilence } from './v1/silences/route.ts'

afterAll(closePools)

const now = new Date()
const dayMs = 86_400_000
const nowhere = { params: Promise.resolve({}) }

async function acting(role: Role, customers: { id: string }[] = []): Promise<Member> {
  const member = await memberById((await makeMember({ role, customers, name: 'Mara' })).id)
  if (!member) throw new Error('just made')
  return member
}

const make = (member: Member, given: object) =>
  makeOwnToken(
    member,
    newApiTokenSchema.parse({ name: 'CI', scopes: ['self:read', 'customer:read'], ...given }),
    now,
  )

type Handler = (request: Request, context: typeof nowhere) => Promise<Response>
const headersOf = (token: string) => ({ authorization: `Bearer ${token}`, 'x-earshot-peer': '10.1.2.3' })
const read = (handler: Handler, token: string, extra: Record<string, string> = {}) =>
  handler(new Request('http://localhost:3000/api', { headers: { ...headersOf(token), ...extra } }), nowhere)
const write = (handler: Handler, token: string, body: object, type = 'application/json') =>
  handler(
    new Request('http://localhost:3000/api', {
      method: 'POST',
      headers: { ...headersOf(token), 'content-type': type },
      body: JSON.stringify(body),
    }),
    nowhere,
  )
const customersSeen = async (token: string): Promise<string[]> =>
  (await (await read(listCustomers, token)).json()).customers.map(({ id }: { id: string }) => id)

describe('a token for programs', () => {
  test('acts for its member, within what the member may see, without a cookie or an origin', async () => {
    const [ours, theirs] = [await makeCustomer(), await makeCustomer()]
    const member = await acting('operator', [ours])
    const { token, tokenId } = await make(member, {})
    expect(token).toMatch(/^est_[\w-]{43}$/)
    expect(await (await read(readMe, token)).json()).toMatchObject({ id: member.id, name: 'Mara (CI)' })
    expect(await customersSeen(token)).toEqual([ours.id])
    expect(await customersSeen(token)).not.toContain(theirs.id)
    const [listed] = await listOwnTokens(member)
    expect(listed).toMatchObject({ tokenId, hint: token.slice(0, 8) })
    expect(listed?.lastUsedAt).not.toBeNull()
  })

  test('may do what it was made for and nothing else', async () => {
    const { token } = await make(await acting('admin'), { scopes: ['customer:read'] })
    expect((await read(listCustomers, token)).status).toBe(200)
    for (const handler of [readMe, listAudit, listMembers])
      expect((await read(handler, token)).status).toBe(403)
    expect((await write(addCustomer, token, { name: 'x', slug: 'x' })).status).toBe(403)
  })

  test('is stored as a hash alone', async () => {
    const member = await acting('operator')
    const { token } = await make(member, {})
    const { rows } = await pool('owner').query(
      'SELECT t::text AS line FROM api_token t WHERE member_id = $1',
      [member.id],
    )
    expect(rows).toHaveLength(1)
    expect(rows[0].line).not.toContain(token.slice(8))
    const { rows: trail } = await pool('owner').query(
      'SELECT a::text AS line FROM audit a WHERE actor_id = $1',
      [member.id],
    )
    expect(trail[0].line).toContain('api-token.created')
    expect(trail[0].line).not.toContain(token.slice(8))
  })

  test('follows the role and customers of its member at every request', async () => {
    const [one, other] = [await makeCustomer(), await makeCustomer()]
    const member = await acting('manager', [one, other])
    const { token } = await make(member, { scopes: ['customer:read', 'audit:read'] })
    expect((await customersSeen(token)).toSorted()).toEqual([one.id, other.id].toSorted())
    await pool('owner').query('DELETE FROM membership WHERE member_id = $1 AND customer_id = $2', [
      member.id,
      other.id,
    ])
    expect(await customersSeen(token)).toEqual([one.id])
    expect((await read(listAudit, token)).status).toBe(200)
    await pool('owner').query(`UPDATE member SET role = 'operator' WHERE id = $1`, [member.id])
    expect((await read(listAudit, token)).status).toBe(403)
    await pool('owner').query(`UPDATE member SET role = 'customer' WHERE id = $1`, [member.id])
    expect((await read(listCustomers, token)).status).toBe(401)
  })

  test('ends with its time, when it is revoked, and when its member is disabled', async () => {
    const member = await acting('operator')
    const [revoked, old, left] = [await make(member, {}), await make(member, {}), await make(member, {})]
    await revokeOwnToken(member, revoked.tokenId, now)
    await pool('owner').query('UPDATE api_token SET expires_at = now() WHERE id = $1', [old.tokenId])
    expect((await read(readMe, revoked.token)).status).toBe(401)
    expect((await read(readMe, old.token)).status).toBe(401)
    expect((await read(readMe, left.token)).status).toBe(200)
    await pool('owner').query('UPDATE member SET disabled_at = now() WHERE id = $1', [member.id])
    expect((await read(readMe, left.token)).status).toBe(401)
  })

  test('for some customers reaches these alone, and what serves all of them not even for an admin', async () => {
    const [one, other] = [await makeCustomer(), await makeCustomer()]
    const admin = await acting('admin')
    const scopes = ['customer:read', 'audit:read', 'silence:write']
    const { token } = await make(admin, { scopes, customerIds: [one.id] })
    expect(await customersSeen(token)).toEqual([one.id])
    expect(await customersSeen(token)).not.toContain(other.id)
    const { entries } = await (await read(listAudit, token)).json()
    for (const { customerId } of entries) expect(customerId).toBe(one.id)
    const everywhere = { customerId: null, name: 'All', matchers: [], durationMs: 3_600_000, reason: 'x' }
    expect((await write(addSilence, token, everywhere)).status).toBeGreaterThanOrEqual(400)
    expect(() =>
      newApiTokenSchema.parse({ name: 'x', scopes: ['customer:write'], customerIds: [one.id] }),
    ).toThrow()
  })

  test('makes no token, lets nobody in and changes no password', async () => {
    for (const never of ['token:own', 'self:write', 'member:write', 'viewer:invite']) {
      expect(tokenScopes).not.toContain(never)
      expect(newApiTokenSchema.safeParse({ name: 'x', scopes: [never] }).success).toBe(false)
    }
    const { token } = await make(await acting('admin'), {
      scopes: tokenScopes.filter((one) => can('admin', one)),
    })
    expect((await write(makeToken, token, { name: 'more', scopes: ['self:read'] })).status).toBe(403)
  })

  test('is made for what its member may do, and sees, at most', async () => {
    const [ours, theirs] = [await makeCustomer(), await makeCustomer()]
    const member = await acting('operator', [ours])
    await expect(make(member, { scopes: ['audit:read'] })).rejects.toMatchObject({ code: 'bad-request' })
    await expect(make(member, { customerIds: [theirs.id] })).rejects.toMatchObject({ code: 'not-found' })
  })

  test('lasts ninety days unless told otherwise, a year at most', async () => {
    const member = await acting('operator')
    await make(member, {})
    const [listed] = await listOwnTokens(member)
    expect(listed?.expiresAt).toBe(now.getTime() + 90 * dayMs)
    expect(
      newApiTokenSchema.safeParse({ name: 'x', scopes: ['self:read'], expiresInDays: 366 }).success,
    ).toBe(false)
  })

  test('belongs to its maker: nobody else revokes it', async () => {
    const { tokenId } = await make(await acting('operator'), {})
    await expect(revokeOwnToken(await acting('admin'), tokenId, now)).rejects.toMatchObject({
      code: 'not-found',
    })
  })

  test('is refused where there is something wrong with it, never with a fault of ours', async () => {
    for (const header of ['est_', 'est_%', `est_${'x'.repeat(43)}`, `est_${'x'.repeat(190)}`, 'est_\u00ff'])
      expect((await read(readMe, header)).status).toBe(401)
    for (const authorization of [
      'Bearer %',
      'Bearer',
      '',
      'Bearer  ',
      'Basic Og==',
      'est_x',
      `Bearer ${'x'.repeat(5_000)}`,
    ])
      expect((await read(readMe, '', { authorization })).status).toBe(401)
    // a proxy's own word is not ours to judge
    expect(apiTokenOf('Basic est_abc')).toBeNull()
    expect(apiTokenOf('Bearer abc')).toBeNull()
  })

  test('counts instead of the cookie that came along', async () => {
    expect((await read(readMe, `est_${'y'.repeat(43)}`, { cookie: 'earshot-sign-in=x' })).status).toBe(401)
  })

  test('writes JSON and nothing else', async () => {
    const { token } = await make(await acting('admin'), { scopes: ['customer:write'] })
    const customer = { name: 'Made by a program', slug: `made-${crypto.randomUUID().slice(0, 13)}` }
    expect((await write(addCustomer, token, customer, 'text/plain')).status).toBe(403)
    expect((await write(addCustomer, token, customer)).status).toBe(201)
  })

  test('guessing is refused after a while, and so is asking without end', async () => {
    const throttle = tokenThrottle()
    for (let i = 0; i < 30; i++) {
      await throttle.admit('there')
      await throttle.countWrong('there')
    }
    await expect(throttle.admit('there')).rejects.toMatchObject({ code: 'too-many' })
    await throttle.admit('elsewhere')
    for (let i = 0; i < 1_200; i++) await throttle.countUse('a member')
    await expect(throttle.countUse('a member')).rejects.toMatchObject({ code: 'too-many' })
  })
})
