import type { Tx } from '#lib/db/transaction.server.ts'
import type { Role } from '../member.ts'

/** Every query about invitations and a customer's viewers. */

export type InviteRow = {
  customerId: string | null
  id: string
  email: string
  name: string
  role: Role
  customerIds: string[]
  invitedBy: string | null
  invitedName: string
  createdAt: Date
  expiresAt: Date
}

export async function insertInvite(tx: Tx, row: InviteRow): Promise<void> {
  await tx.invite.create({ data: row })
}

/** Newest first; what is over stays listed behind what is open. */
export function listInvites(tx: Tx) {
  return tx.invite.findMany({ orderBy: [{ createdAt: 'desc' }, { id: 'desc' }], take: 500 })
}

/** Invitations of viewers of one customer that may still be accepted. */
export function listOpenViewerInvites(tx: Tx, customerId: string, now: Date) {
  return tx.invite.findMany({
    where: { customerId, role: 'customer', acceptedAt: null, revokedAt: null, expiresAt: { gt: now } },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: 200,
  })
}

export function countOpenViewerInvites(tx: Tx, customerId: string, since: Date): Promise<number> {
  return tx.invite.count({ where: { customerId, createdAt: { gt: since } } })
}

/** Lets the rest of the transaction read and accept this one invitation, whose signed link was checked. */
export async function assumeInvite(tx: Tx, id: string): Promise<void> {
  await tx.$executeRaw`SELECT set_config('app.invite', ${id}, true)`
}

/** Lets the rest of the transaction write for these customers. */
export async function assumeTenants(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.$executeRaw`SELECT set_config('app.tenants', ${ids.join(',')}, true)`
}

export function readInvite(tx: Tx, id: string) {
  return tx.invite.findUnique({ where: { id } })
}

/** False when it was accepted, revoked or ran out before: a link works once. */
export async function takeInvite(tx: Tx, id: string, memberId: string, now: Date): Promise<boolean> {
  const taken = await tx.invite.updateMany({
    where: { id, acceptedAt: null, revokedAt: null, expiresAt: { gt: now } },
    data: { acceptedAt: now, acceptedBy: memberId },
  })
  return taken.count === 1
}

/** False when there is nothing to revoke any more. */
export async function endInvite(tx: Tx, id: string, now: Date): Promise<boolean> {
  const ended = await tx.invite.updateMany({
    where: { id, acceptedAt: null, revokedAt: null },
    data: { revokedAt: now },
  })
  return ended.count === 1
}

/** Ends what is open for the same address at the same place: the newest link is the one that works. */
export async function endInvitesOf(
  tx: Tx,
  email: string,
  customerId: string | null,
  now: Date,
): Promise<void> {
  await tx.invite.updateMany({
    where: { email, customerId, acceptedAt: null, revokedAt: null },
    data: { revokedAt: now },
  })
}

/** People of one customer: viewers and owners, with an account. */
export async function listCustomersPeople(tx: Tx, customerId: string) {
  const rows = await tx.membership.findMany({
    where: { customerId, member: { role: { in: ['customer', 'owner'] } } },
    select: {
      member: {
        select: { id: true, email: true, name: true, role: true, createdAt: true, disabledAt: true },
      },
    },
    take: 500,
  })
  return rows
    .map(({ member }) => member)
    .toSorted((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1))
}

/** Whether this is a viewer of this customer. */
export async function isViewerOf(tx: Tx, customerId: string, memberId: string): Promise<boolean> {
  return (await tx.membership.count({ where: { customerId, memberId, member: { role: 'customer' } } })) === 1
}
