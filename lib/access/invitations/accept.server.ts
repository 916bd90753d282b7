import { randomUUID } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'
import { inAccess, type Tx } from '#lib/db/transaction.server.ts'
import { Refused } from '#lib/errors.ts'
import { namesOf } from '../customers/store.server.ts'
import { idInLink } from '../link-address.server.ts'
import { isCustomerRole } from '../member.ts'
import { hashPassword } from '../password.server.ts'
import { can } from '../rights.ts'
import type { SignInThrottle } from '../sign-in-throttle.server.ts'
import { insertMember, readAccount, readAccountByEmail, readScopeOf } from '../store.server.ts'
import type { AcceptInvite, AskedInvite } from './contract.ts'
import { recordInvite, stateOfInvite } from './invite.server.ts'
import { assumeInvite, assumeTenants, readInvite, takeInvite } from './store.server.ts'

const over = () =>
  new Refused('not-found', 'This invitation does not work any more. Ask whoever invited you for a new one.')

/** What the page of a link shows; null: the link is not ours, too old, used, revoked, or replaced by a newer one. */
export function readAskedInvite(token: string, now: Date): Promise<AskedInvite | null> {
  return inInvitation(token, now, async (tx, row) => {
    await assumeTenants(tx, row.customerIds)
    const named = await namesOf(tx, row.customerIds)
    const { email, name, role, invitedName } = row
    return { email, name, role, invitedName, customerNames: named.map((customer) => customer.name) }
  })
}

/**
 * Makes the account, once. `password` null: they come in by the organisation's own sign-in, which knows the same
 * address; the account then holds a password that nobody has.
 */
export async function acceptInvite(
  given: AcceptInvite,
  network: string,
  throttle: SignInThrottle,
  now: Date,
): Promise<{ email: string }> {
  await throttle.countTry(`invitation ${idInLink('accept an invitation', given.token, now) ?? ''}`, network)
  const isOpen = await inInvitation(given.token, now, async () => true)
  if (!isOpen) throw over()
  const passwordHash = await hashPassword(given.password ?? randomUUID())
  const email = await inInvitation(given.token, now, async (tx, row) => {
    if (await readAccountByEmail(tx, row.email))
      throw new Refused(
        'conflict',
        'Somebody already signs in with this address. Sign in, or ask for a new password.',
      )
    const id = uuidv7()
    if (!(await takeInvite(tx, row.id, id, now))) throw over()
    await assumeTenants(tx, row.customerIds)
    const member = { ...row, name: given.name, password: '' }
    if (!(await insertMember(tx, id, member, passwordHash))) throw over()
    await recordInvite(tx, { id, name: given.name }, 'invitation.accepted', row, now)
    return row.email
  })
  if (email === null) throw over()
  return { email }
}

type Row = NonNullable<Awaited<ReturnType<typeof readInvite>>>

/** One transaction that sees the invitation of this link and nothing else; null when it may not be accepted now. */
async function inInvitation<T>(
  token: string,
  now: Date,
  work: (tx: Tx, row: Row) => Promise<T>,
): Promise<T | null> {
  const inviteId = idInLink('accept an invitation', token, now)
  if (inviteId === null) return null
  return inAccess(async (tx) => {
    await assumeInvite(tx, inviteId)
    const row = await readInvite(tx, inviteId)
    if (!row || stateOfInvite(row, now) !== 'open' || !(await stillMayInvite(tx, row))) return null
    return work(tx, row)
  })
}

/** Whoever was locked out or moved since then lets nobody in by a link of before. */
async function stillMayInvite(tx: Tx, { invitedBy: memberId, role, customerId }: Row): Promise<boolean> {
  const inviter = memberId ? await readAccount(tx, memberId) : null
  if (!inviter || inviter.disabledAt) return false
  if (can(inviter.role, 'member:write')) return true
  if (!can(inviter.role, 'viewer:invite') || role !== 'customer' || !isCustomerRole(inviter.role))
    return false
  const scope = await readScopeOf(tx, inviter.id)
  return customerId !== null && scope?.customerIds[0] === customerId
}
