import { randomUUID } from 'node:crypto'
import { afterAll, describe, expect, test } from 'vitest'
import { closePools, pool } from '#lib/db/pools.server.ts'
import { makeCustomer, makeMember } from '#lib/db/test-customers.server.ts'
import { inAccess } from '#lib/db/transaction.server.ts'
import { linkAddress } from '../link-address.server.ts'
import type { Member, Role } from '../member.ts'
import { memberById } from '../member-by-id.server.ts'
import { disableMember } from '../members.server.ts'
import { signIn } from '../sign-in.server.ts'
import { signInThrottle } from '../sign-in-throttle.server.ts'
import { signToken } from '../signed-token.server.ts'
import { acceptInvite, readAskedInvite } from './accept.server.ts'
import { invite, listAllInvites, resendInvite, revokeInvite } from './invite.server.ts'
import { assumeInvite, readInvite, takeInvite } from './store.server.ts'
import { endViewer, inviteViewer, listViewers, revokeViewerInvite } from './viewers.server.ts'

afterAll(closePools)

const now = new Date()
const password = 'correct horse battery'
const address = () => `${randomUUID()}@people.example`

async function acting(role: Role, customers: { id: string }[] = []): Promise<Member> {
  const member = await memberById((await makeMember({ role, customers, name: `The ${role}` })).id)
  if (!member) throw new Error('just made')
  return member
}

/** The link of the mail about this invitation. */
async function mailed(inviteId: string): Promise<string> {
  const { rows } = await pool('owner').query('SELECT expires_at FROM invite WHERE id = $1', [inviteId])
  return linkAddress.invitation(inviteId, rows[0].expires_at).split('/').at(-1) ?? ''
}

const accept = (token: string, at = now, name = 'Nia New') =>
  acceptInvite({ token, name, password }, 'here', signInThrottle(), at)
const enter = (email: string) =>
  signIn({ email, password, network: 'here', userAgent: '' }, signInThrottle(), new Date())
const gone = { code: 'not-found' }

async function invited(role: Role = 'operator', email = address()) {
  const customer = await makeCustomer()
  const admin = await acting('admin')
  const customerIds = role === 'admin' ? [] : [customer.id]
  const { inviteId } = await invite(admin, { email, name: '', role, customerIds }, now)
  return { customer, admin, email, inviteId, token: await mailed(inviteId) }
}

describe('an invitation', () => {
  test.each(['operator', 'manager', 'admin', 'customer', 'owner'] as const)(
    'makes the %s it says, for the customers it says',
    async (role) => {
      const { customer, email, token } = await invited(role)
      expect(await readAskedInvite(token, now)).toEqual({
        email,
        name: '',
        role,
        invitedName: 'The admin',
        customerNames: role === 'admin' ? [] : [customer.name],
      })
      expect(await accept(token)).toEqual({ email })
      const member = await memberById((await enter(email)).memberId)
      expect(member).toMatchObject({ email, name: 'Nia New', role })
      if (role !== 'admin') expect(member?.scope.customerIds).toEqual([customer.id])
    },
  )

  test('works once', async () => {
    const { token } = await invited()
    const both = await Promise.allSettled([accept(token), accept(token)])
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await expect(accept(token)).rejects.toMatchObject(gone)
    expect(await readAskedInvite(token, now)).toBeNull()
  })

  test('of two that both saw it open, one takes it; and none once it is revoked', async () => {
    const [taken, revoked] = [await invited(), await invited()]
    const take = ({ inviteId, admin }: typeof taken) =>
      inAccess(async (tx) => {
        await assumeInvite(tx, inviteId)
        return takeInvite(tx, inviteId, admin.id, now)
      })
    expect([await take(taken), await take(taken)]).toEqual([true, false])
    await revokeInvite(revoked.admin, revoked.inviteId, now)
    expect(await take(revoked)).toBe(false)
  })

  test('lets its holder read and take that one and no other', async () => {
    const [own, other] = [await invited(), await invited()]
    await inAccess(async (tx) => {
      await assumeInvite(tx, own.inviteId)
      expect(await readInvite(tx, own.inviteId)).not.toBeNull()
      expect(await readInvite(tx, other.inviteId)).toBeNull()
      expect(await takeInvite(tx, other.inviteId, own.admin.id, now)).toBe(false)
    })
    await inAccess(async (tx) => expect(await readInvite(tx, own.inviteId)).toBeNull())
  })

  test('works for seven days', async () => {
    const { token } = await invited()
    const atEnd = now.getTime() + 7 * 86_400_000
    expect(await readAskedInvite(token, new Date(atEnd - 1))).not.toBeNull()
    await expect(accept(token, new Date(atEnd))).rejects.toMatchObject(gone)
  })

  test('opens nothing once it is revoked', async () => {
    const { admin, inviteId, token } = await invited()
    await revokeInvite(admin, inviteId, now)
    await expect(accept(token)).rejects.toMatchObject(gone)
    await expect(revokeInvite(admin, inviteId, now)).rejects.toMatchObject({ code: 'already-done' })
  })

  test('sent again has a new link, and the one before opens nothing', async () => {
    const { admin, inviteId, token } = await invited()
    const again = await resendInvite(admin, inviteId, now)
    expect(again.inviteId).not.toBe(inviteId)
    await expect(accept(token)).rejects.toMatchObject(gone)
    await accept(await mailed(again.inviteId))
    await expect(resendInvite(admin, again.inviteId, now)).rejects.toMatchObject({ code: 'already-done' })
  })

  test('changed, or signed for something else, opens nothing', async () => {
    const { inviteId, token } = await invited()
    const [, signature = ''] = token.split('.')
    const later = new Date(9e12)
    const forged = Buffer.from(JSON.stringify({ i: inviteId, exp: later.getTime() })).toString('base64url')
    for (const wrong of [
      `${forged}.${signature}`,
      '',
      signToken('set a new password', { i: inviteId }, later),
      signToken('accept an invitation', { i: randomUUID() }, later),
    ]) {
      expect(await readAskedInvite(wrong, now)).toBeNull()
      await expect(accept(wrong)).rejects.toMatchObject(gone)
    }
  })

  test('opens nothing once whoever invited is locked out or may not invite any more', async () => {
    const [first, second] = [await invited(), await invited()]
    await acting('admin') // there is another admin
    await disableMember(first.admin, first.admin.id, now)
    await pool('owner').query(`UPDATE member SET role = 'operator' WHERE id = $1`, [second.admin.id])
    for (const { token } of [first, second]) await expect(accept(token)).rejects.toMatchObject(gone)
  })

  test('to an address that signs in already is refused to the admin, and by the link', async () => {
    const { admin, email, token, customer } = await invited()
    await makeMember({ email })
    await expect(accept(token)).rejects.toMatchObject({ code: 'conflict' })
    const given = { email, name: '', role: 'manager' as const, customerIds: [customer.id] }
    await expect(invite(admin, given, now)).rejects.toMatchObject({ code: 'conflict' })
  })

  test('without a password makes an account that no password opens', async () => {
    const { email, token } = await invited()
    await acceptInvite({ token, name: 'Olga', password: null }, 'here', signInThrottle(), now)
    await expect(enter(email)).rejects.toMatchObject({ code: 'not-signed-in' })
  })

  test('to customers that do not exist is refused', async () => {
    const given = { email: address(), name: '', role: 'operator' as const, customerIds: [randomUUID()] }
    await expect(invite(await acting('admin'), given, now)).rejects.toMatchObject(gone)
  })

  test('is listed with its state, and on record with who did what', async () => {
    const { admin, email, inviteId, token } = await invited()
    await accept(token)
    const listed = (await listAllInvites(admin, now)).find((one) => one.inviteId === inviteId)
    expect(listed).toMatchObject({ email, state: 'accepted', invitedName: 'The admin' })
    const { rows } = await pool('owner').query(
      'SELECT kind, actor_name FROM audit WHERE subject_id = $1 ORDER BY kind',
      [inviteId],
    )
    expect(rows).toEqual([
      { kind: 'invitation.accepted', actor_name: 'Nia New' },
      { kind: 'invitation.sent', actor_name: 'The admin' },
    ])
  })
})

describe('a customer’s owner', () => {
  async function ground() {
    const [ours, theirs] = [await makeCustomer(), await makeCustomer()]
    return { ours, theirs, owner: await acting('owner', [ours]) }
  }

  test('invites viewers of the own customer, and nobody else', async () => {
    const { ours, owner } = await ground()
    const email = address()
    const { inviteId } = await inviteViewer(owner, { email }, now)
    expect((await listViewers(owner, now)).invitations).toMatchObject([{ inviteId, email, state: 'open' }])
    await accept(await mailed(inviteId))
    const viewer = await memberById((await enter(email)).memberId)
    expect(viewer).toMatchObject({ role: 'customer', scope: { customerIds: [ours.id] } })
    const { viewers, invitations } = await listViewers(owner, now)
    expect(invitations).toEqual([])
    expect(viewers.map(({ role }) => role).toSorted()).toEqual(['customer', 'owner'])
  })

  test('does not learn whether an address has an account', async () => {
    const { theirs, owner } = await ground()
    const known = await makeMember({ role: 'customer', customers: [theirs] })
    const answers = [
      await inviteViewer(owner, { email: known.email }, now),
      await inviteViewer(owner, { email: address() }, now),
    ]
    for (const answer of answers) expect(Object.keys(answer)).toEqual(['inviteId'])
    expect((await listViewers(owner, now)).invitations.map(({ state }) => state)).toEqual(['open', 'open'])
    await expect(accept(await mailed(answers[0]?.inviteId ?? ''))).rejects.toMatchObject({ code: 'conflict' })
  })

  test('sees and ends viewers of the own customer only', async () => {
    const { ours, theirs, owner } = await ground()
    const viewer = await makeMember({ role: 'customer', customers: [ours] })
    const others = [
      await makeMember({ role: 'customer', customers: [theirs] }),
      await makeMember({ role: 'operator', customers: [ours] }),
      await makeMember({ role: 'admin' }),
      await makeMember({ role: 'owner', customers: [ours] }),
      owner,
    ]
    for (const { id } of others) await expect(endViewer(owner, id, now)).rejects.toMatchObject(gone)
    expect((await listViewers(owner, now)).viewers.map(({ memberId }) => memberId)).not.toContain(
      others[0]?.id,
    )
    expect((await listViewers(owner, now)).viewers.map(({ memberId }) => memberId)).not.toContain(
      others[1]?.id,
    )
    await endViewer(owner, viewer.id, now)
    expect(await memberById(viewer.id)).toBeNull()
    await expect(endViewer(owner, viewer.id, now)).rejects.toMatchObject({ code: 'already-done' })
  })

  test('takes back invitations of own viewers only', async () => {
    const { ours, owner } = await ground()
    const own = await inviteViewer(owner, { email: address() }, now)
    const admin = await acting('admin')
    const staff = { email: address(), name: '', role: 'operator' as const, customerIds: [ours.id] }
    const foreign = [(await invite(admin, staff, now)).inviteId, (await invited('customer')).inviteId]
    for (const id of foreign) await expect(revokeViewerInvite(owner, id, now)).rejects.toMatchObject(gone)
    await revokeViewerInvite(owner, own.inviteId, now)
    await expect(accept(await mailed(own.inviteId))).rejects.toMatchObject(gone)
  })

  test('locked out lets nobody in by a link of before', async () => {
    const { owner } = await ground()
    const { inviteId } = await inviteViewer(owner, { email: address() }, now)
    await pool('owner').query('UPDATE member SET disabled_at = now() WHERE id = $1', [owner.id])
    await expect(accept(await mailed(inviteId))).rejects.toMatchObject(gone)
  })
})
