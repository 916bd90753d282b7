import { v7 as uuidv7 } from 'uuid'
import { recordActivity } from '#lib/activity/record.server.ts'
import { assumeMember, inScope, type Tx } from '#lib/db/transaction.server.ts'
import { Refused } from '#lib/errors.ts'
import { isCustomerRole, type Member } from '../member.ts'
import { countCustomers, readAccountByEmail } from '../store.server.ts'
import { type InviteView, inviteDays, type NewInvite } from './contract.ts'
import { endInvite, endInvitesOf, insertInvite, listInvites, readInvite } from './store.server.ts'

/** Invitations as administrators make them: to any role, for any customers. */

type Row = NonNullable<Awaited<ReturnType<typeof readInvite>>>

export function listAllInvites(member: Member, now: Date): Promise<InviteView[]> {
  return asAdmin(member, async (tx) => (await listInvites(tx)).map((row) => viewOfInvite(row, now)))
}

/** Invites by mail. Whoever signs in already is not invited again: an administrator may know that. */
export function invite(member: Member, given: NewInvite, now: Date): Promise<{ inviteId: string }> {
  return asAdmin(member, async (tx) => {
    if ((await countCustomers(tx, given.customerIds)) !== new Set(given.customerIds).size)
      throw new Refused('not-found', 'No such thing.')
    if (await readAccountByEmail(tx, given.email))
      throw new Refused('conflict', 'Somebody already signs in with this address.')
    return writeInvite(tx, member, given, now)
  })
}

/** The link of a revoked invitation opens nothing any more. */
export function revokeInvite(member: Member, inviteId: string, now: Date): Promise<void> {
  return asAdmin(member, async (tx) => {
    const row = await existing(tx, inviteId)
    if (!(await endInvite(tx, inviteId, now)))
      throw new Refused('already-done', 'This invitation is not open any more.')
    await recordInvite(tx, member, 'invitation.revoked', row, now)
  })
}

/** A new mail with a new link; the link before it opens nothing any more. */
export function resendInvite(member: Member, inviteId: string, now: Date): Promise<{ inviteId: string }> {
  return asAdmin(member, async (tx) => {
    const row = await existing(tx, inviteId)
    if (row.acceptedAt) throw new Refused('already-done', 'This invitation was accepted.')
    if (await readAccountByEmail(tx, row.email))
      throw new Refused('conflict', 'Somebody already signs in with this address.')
    await endInvite(tx, inviteId, now)
    return writeInvite(tx, member, row, now)
  })
}

/** One row, one mail (the worker writes it), one line in the trail. Open ones of the same address end. */
export async function writeInvite(
  tx: Tx,
  { id: invitedBy, name: invitedName }: Pick<Member, 'id' | 'name'>,
  given: NewInvite,
  now: Date,
): Promise<{ inviteId: string }> {
  const { email, name, role } = given
  const customerIds = [...new Set(given.customerIds)]
  const customerId = isCustomerRole(role) ? (customerIds[0] ?? null) : null
  await endInvitesOf(tx, email, customerId, now)
  const row = {
    ...{ customerId, id: uuidv7(), email, name, role, customerIds, invitedBy, invitedName },
    ...{ createdAt: now, expiresAt: new Date(now.getTime() + inviteDays * 86_400_000) },
  }
  await insertInvite(tx, row)
  await recordInvite(tx, { id: invitedBy, name: invitedName }, 'invitation.sent', row, now)
  return { inviteId: row.id }
}

/** In the trail of the customer it is about, where there is one. */
export function recordInvite(
  tx: Tx,
  actor: { id: string | null; name: string },
  kind: string,
  {
    customerId,
    id,
    email,
    role,
    customerIds,
  }: Pick<Row, 'customerId' | 'id' | 'email' | 'role' | 'customerIds'>,
  at: Date,
): Promise<void> {
  return recordActivity(tx, {
    ...{ customerId, at, actorId: actor.id, actorName: actor.name, kind },
    ...{ subjectType: 'invitation', subjectId: id, data: { email, role, customerIds } },
  })
}

export function viewOfInvite(row: Row, now: Date): InviteView {
  const { id, email, name, role, customerIds, invitedName, createdAt, expiresAt, toldAt, acceptedAt } = row
  return {
    ...{ inviteId: id, email, name, role, customerIds, invitedName, state: stateOfInvite(row, now) },
    ...{ createdAt: createdAt.getTime(), expiresAt: expiresAt.getTime() },
    ...{ toldAt: toldAt?.getTime() ?? null, acceptedAt: acceptedAt?.getTime() ?? null },
  }
}

export function stateOfInvite(
  { acceptedAt, revokedAt, expiresAt }: Pick<Row, 'acceptedAt' | 'revokedAt' | 'expiresAt'>,
  now: Date,
): InviteView['state'] {
  if (acceptedAt) return 'accepted'
  if (revokedAt) return 'revoked'
  return expiresAt <= now ? 'expired' : 'open'
}

function asAdmin<T>(member: Member, work: (tx: Tx) => Promise<T>): Promise<T> {
  return inScope(member.scope, async (tx) => {
    await assumeMember(tx, member.id)
    return work(tx)
  })
}

async function existing(tx: Tx, id: string): Promise<Row> {
  const row = await readInvite(tx, id)
  if (!row) throw new Refused('not-found', 'No such thing.')
  return row
}
