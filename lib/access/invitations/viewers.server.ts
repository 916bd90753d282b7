import { recordActivity } from '#lib/activity/record.server.ts'
import { inScope } from '#lib/db/transaction.server.ts'
import { Refused } from '#lib/errors.ts'
import type { Member } from '../member.ts'
import { endAllSignIns, setDisabled } from '../store.server.ts'
import type { NewViewerInvite, Viewers } from './contract.ts'
import { stateOfInvite, writeInvite } from './invite.server.ts'
import {
  countOpenViewerInvites,
  endInvite,
  isViewerOf,
  listCustomersPeople,
  listOpenViewerInvites,
  readInvite,
} from './store.server.ts'

/** What an owner does for the own customer: viewers of it, and nobody else's. The customer is never taken from a request. */

const ofOwner = ({ scope }: Member): string => {
  const [customerId, ...more] = scope.customerIds
  if (customerId === undefined || more.length > 0) throw new Refused('not-found', 'No such thing.')
  return customerId
}

export function listViewers(member: Member, now: Date): Promise<Viewers> {
  const customerId = ofOwner(member)
  return inScope({ customerIds: [customerId] }, async (tx) => {
    const people = await listCustomersPeople(tx, customerId)
    const invites = await listOpenViewerInvites(tx, customerId, now)
    return {
      viewers: people.map(({ id, email, name, role, createdAt, disabledAt }) => ({
        ...{ memberId: id, email, name, role: role === 'owner' ? 'owner' : 'customer' },
        ...{ createdAt: createdAt.getTime(), disabledAt: disabledAt?.getTime() ?? null },
      })),
      invitations: invites.map((row) => ({
        ...{ inviteId: row.id, email: row.email, name: row.name, state: stateOfInvite(row, now) },
        ...{ createdAt: row.createdAt.getTime(), expiresAt: row.expiresAt.getTime() },
      })),
    }
  })
}

const perDay = 50

/**
 * Invites a viewer. Whether the address has an account already, here or with anybody else, is not told: the mail goes
 * out, and only who reads it learns.
 */
export function inviteViewer(
  member: Member,
  { email }: NewViewerInvite,
  now: Date,
): Promise<{ inviteId: string }> {
  const customerId = ofOwner(member)
  return inScope({ customerIds: [customerId] }, async (tx) => {
    const lately = await countOpenViewerInvites(tx, customerId, new Date(now.getTime() - 86_400_000))
    if (lately >= perDay) throw new Refused('too-many', 'That is enough invitations for one day.', 3_600)
    return writeInvite(tx, member, { email, name: '', role: 'customer', customerIds: [customerId] }, now)
  })
}

/** Locks a viewer of the own customer out at once. */
export function endViewer(member: Member, memberId: string, now: Date): Promise<void> {
  const customerId = ofOwner(member)
  return inScope({ customerIds: [customerId] }, async (tx) => {
    if (!(await isViewerOf(tx, customerId, memberId))) throw new Refused('not-found', 'No such thing.')
    if (!(await setDisabled(tx, memberId, now)))
      throw new Refused('already-done', 'This person is locked out already.')
    await endAllSignIns(tx, memberId, now)
    await recordActivity(tx, {
      ...{ customerId, at: now, actorId: member.id, actorName: member.name, kind: 'member.disabled' },
      ...{ subjectType: 'member', subjectId: memberId },
    })
  })
}

/** Takes back an invitation of a viewer of the own customer. */
export function revokeViewerInvite(member: Member, inviteId: string, now: Date): Promise<void> {
  const customerId = ofOwner(member)
  return inScope({ customerIds: [customerId] }, async (tx) => {
    const row = await readInvite(tx, inviteId)
    if (row?.customerId !== customerId || row.role !== 'customer')
      throw new Refused('not-found', 'No such thing.')
    if (!(await endInvite(tx, inviteId, now)))
      throw new Refused('already-done', 'This invitation is not open any more.')
    await recordActivity(tx, {
      ...{ customerId, at: now, actorId: member.id, actorName: member.name, kind: 'invitation.revoked' },
      ...{ subjectType: 'invitation', subjectId: inviteId, data: { email: row.email } },
    })
  })
}
