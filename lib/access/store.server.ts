import { readMemberCustomers, type Tx } from '#lib/db/transaction.server.ts'
import type { MemberView, NewMember, Person } from './contract.ts'
import { isCustomerRole, type Member, type Role, type TenantScope } from './member.ts'
import type { SignInFacts } from './sign-in-state.ts'

/** Every query about people, their sign-ins and the audit trail. */

export type Account = {
  id: string
  email: string
  name: string
  role: Role
  passwordHash: string
  disabledAt: Date | null
}

export function readAccountByEmail(tx: Tx, email: string): Promise<Account | null> {
  return tx.member.findUnique({
    where: { email },
    select: { id: true, email: true, name: true, role: true, passwordHash: true, disabledAt: true },
  })
}

export function readAccount(tx: Tx, id: string): Promise<Account | null> {
  return tx.member.findUnique({
    where: { id },
    select: { id: true, email: true, name: true, role: true, passwordHash: true, disabledAt: true },
  })
}

export async function insertMember(
  tx: Tx,
  id: string,
  member: NewMember,
  passwordHash: string,
): Promise<boolean> {
  const made = await tx.member.createMany({
    data: [{ id, email: member.email, name: member.name, role: member.role, passwordHash }],
    skipDuplicates: true,
  })
  if (made.count === 0) return false
  await tx.membership.createMany({
    data: member.customerIds.map((customerId) => ({ customerId, memberId: id })),
  })
  return true
}

export async function setPasswordHash(tx: Tx, id: string, passwordHash: string): Promise<void> {
  await tx.member.update({ where: { id }, data: { passwordHash } })
}

/** True when this changed something; losing a race is normal. */
export async function setDisabled(tx: Tx, id: string, at: Date | null): Promise<boolean> {
  const where = at ? { id, disabledAt: null } : { id, disabledAt: { not: null } }
  const changed = await tx.member.updateMany({ where, data: { disabledAt: at } })
  return changed.count === 1
}

/** Sets both; answers the customers of before. An admin has no list. */
export async function setRoleAndCustomers(
  tx: Tx,
  id: string,
  role: Role,
  customerIds: readonly string[],
): Promise<string[]> {
  const before = await tx.membership.findMany({ where: { memberId: id }, orderBy: { customerId: 'asc' } })
  await tx.member.update({ where: { id }, data: { role } })
  await tx.membership.deleteMany({ where: { memberId: id } })
  await tx.membership.createMany({ data: customerIds.map((customerId) => ({ customerId, memberId: id })) })
  return before.map(({ customerId }) => customerId)
}

/** Holds every admin's row until the transaction ends, so that two admins cannot disable each other at once. */
export async function lockActiveAdmins(tx: Tx): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM member WHERE role = 'admin' AND disabled_at IS NULL ORDER BY id FOR UPDATE`
  return rows.map(({ id }) => id)
}

export async function listMemberViews(tx: Tx): Promise<MemberView[]> {
  const [members, memberships] = [
    await tx.member.findMany({
      orderBy: [{ name: 'asc' }, { id: 'asc' }],
      take: 1000,
      omit: { passwordHash: true },
    }),
    await tx.membership.findMany({ orderBy: { customerId: 'asc' } }),
  ]
  const customersOf = Map.groupBy(memberships, ({ memberId }) => memberId)
  return members.map(({ id, email, name, role, createdAt, disabledAt }) => ({
    id,
    email,
    name,
    role,
    customerIds: (customersOf.get(id) ?? []).map(({ customerId }) => customerId),
    createdAt: createdAt.getTime(),
    disabledAt: disabledAt?.getTime() ?? null,
  }))
}

/** Staff that may be told or put on call by who sees these customers. */
export async function listStaff(tx: Tx, customerIds: readonly string[]): Promise<Person[]> {
  const members = await tx.member.findMany({
    where: {
      disabledAt: null,
      OR: [
        { role: 'admin' },
        {
          role: { in: ['operator', 'manager'] },
          memberships: { some: { customerId: { in: [...customerIds] } } },
        },
      ],
    },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    take: 1000,
    select: { id: true, name: true },
  })
  return members.map(({ id, name }) => ({ memberId: id, name }))
}

/** What this member may see; null when nobody of that id may sign in. */
export async function readScopeOf(tx: Tx, memberId: string): Promise<TenantScope | null> {
  const member = await tx.member.findUnique({
    where: { id: memberId },
    select: { role: true, disabledAt: true },
  })
  if (!member || member.disabledAt) return null
  return scopeForRole(tx, memberId, member.role)
}

/** Admins see every customer, staff those they are assigned to, a customer one, whatever the table says. */
export async function scopeForRole(tx: Tx, memberId: string, role: Role): Promise<TenantScope> {
  const ids = await readMemberCustomers(tx, memberId)
  return { customerIds: isCustomerRole(role) ? ids.slice(0, 1) : ids }
}

export type SignInRow = SignInFacts & { signInId: string; member: Omit<Member, 'signInId' | 'scope'> }

export async function readSignInByHash(
  tx: Tx,
  tokenHash: Uint8Array<ArrayBuffer>,
): Promise<SignInRow | null> {
  const rows = await tx.$queryRaw<
    (SignInFacts & { id: string; memberId: string; email: string; name: string; role: Role })[]
  >`
    SELECT s.id, s.revoked_at AS "revokedAt", s.expires_at AS "expiresAt", s.last_seen_at AS "lastSeenAt",
           m.id AS "memberId", m.email, m.name, m.role, m.disabled_at AS "memberDisabledAt"
      FROM sign_in s JOIN member m ON m.id = s.member_id
     WHERE s.token_hash = ${tokenHash}`
  const row = rows[0]
  if (!row) return null
  const { id, memberId, email, name, role, ...facts } = row
  return { ...facts, signInId: id, member: { id: memberId, email, name, role } }
}

export function readSignInFacts(tx: Tx, ids: readonly string[]): Promise<(SignInFacts & { id: string })[]> {
  return tx.$queryRaw<(SignInFacts & { id: string })[]>`
    SELECT s.id, s.revoked_at AS "revokedAt", s.expires_at AS "expiresAt", s.last_seen_at AS "lastSeenAt",
           m.disabled_at AS "memberDisabledAt"
      FROM sign_in s JOIN member m ON m.id = s.member_id
     WHERE s.id = ANY(${[...ids]}::uuid[])`
}

export async function markSeen(tx: Tx, ids: readonly string[], at: Date): Promise<void> {
  await tx.signIn.updateMany({ where: { id: { in: [...ids] }, revokedAt: null }, data: { lastSeenAt: at } })
}

export type NewSignIn = {
  id: string
  memberId: string
  tokenHash: Uint8Array<ArrayBuffer>
  userAgent: string
  createdAt: Date
  expiresAt: Date
}

export async function insertSignIn(tx: Tx, signIn: NewSignIn): Promise<void> {
  await tx.signIn.create({ data: { ...signIn, lastSeenAt: signIn.createdAt } })
}

export function listOpenSignIns(tx: Tx, memberId: string, now: Date) {
  return tx.signIn.findMany({
    where: { memberId, revokedAt: null, expiresAt: { gt: now } },
    orderBy: { createdAt: 'desc' },
    take: 100,
    omit: { tokenHash: true },
  })
}

/** Ends one sign-in of this member; false when it is not theirs or has ended. */
export async function endSignIn(tx: Tx, memberId: string, id: string, at: Date): Promise<boolean> {
  const ended = await tx.signIn.updateMany({
    where: { id, memberId, revokedAt: null },
    data: { revokedAt: at },
  })
  return ended.count === 1
}

/** Ends every sign-in of this member. */
export async function endAllSignIns(tx: Tx, memberId: string, at: Date): Promise<void> {
  await tx.signIn.updateMany({ where: { memberId, revokedAt: null }, data: { revokedAt: at } })
}

export function countCustomers(tx: Tx, ids: readonly string[]): Promise<number> {
  return tx.customer.count({ where: { id: { in: [...ids] } } })
}
