import { v7 as uuidv7 } from 'uuid'
import { recordActivity } from '#lib/activity/record.server.ts'
import { inAccess, inScope, type Tx } from '#lib/db/transaction.server.ts'
import { Refused } from '#lib/errors.ts'
import type { ChangeMember, MemberView, NewMember, Person } from './contract.ts'
import type { TenantScope } from './member.ts'
import { hashPassword } from './password.server.ts'
import {
  type Account,
  countCustomers,
  endAllSignIns,
  insertMember,
  listMemberViews,
  listStaff,
  lockActiveAdmins,
  readAccount,
  setDisabled,
  setRoleAndCustomers,
} from './store.server.ts'

/** Who acts: a member, or the operating person at the console (`npm run admin:create`). */
export type Actor = { id: string | null; name: string }

/** Everybody who may sign in. */
export function listMembers(scope: TenantScope): Promise<MemberView[]> {
  return inScope(scope, listMemberViews)
}

/** Whom one may tell, name or put on call: names only, nobody of customers outside one's scope. */
export function listPeople(scope: TenantScope): Promise<Person[]> {
  return inScope(scope, (tx) => listStaff(tx, scope.customerIds))
}

/** Adds a person. An address that is taken is refused, not overwritten. */
export async function addMember(actor: Actor, member: NewMember, now: Date): Promise<{ id: string }> {
  const passwordHash = await hashPassword(member.password)
  const id = uuidv7()
  await inScope({ customerIds: member.customerIds }, async (tx) => {
    const known = await countCustomers(tx, member.customerIds)
    if (known !== new Set(member.customerIds).size) throw new Refused('not-found', 'No such thing.')
    if (!(await insertMember(tx, id, member, passwordHash)))
      throw new Refused('conflict', 'Somebody already signs in with this address.')
    const { role, customerIds } = member
    await record(tx, actor, 'member.added', id, now, { role, customerIds })
  })
  return { id }
}

/** Locks a person out at once: every sign-in ends. The last admin stays, or nobody could let anyone in again. */
export async function disableMember(actor: Actor, memberId: string, now: Date): Promise<void> {
  await inAccess(async (tx) => {
    const admins = await lockActiveAdmins(tx)
    const account = await existing(tx, memberId)
    if (account.role === 'admin' && admins.length === 1 && admins[0] === memberId)
      throw new Refused('conflict', 'This is the last admin. Make another one first.')
    if (!(await setDisabled(tx, memberId, now)))
      throw new Refused('already-done', 'This person is disabled already.')
    await endAllSignIns(tx, memberId, now)
    await record(tx, actor, 'member.disabled', memberId, now, {})
  })
}

/** Lets a disabled person sign in again; the ended sign-ins stay ended. */
export async function enableMember(actor: Actor, memberId: string, now: Date): Promise<void> {
  await inAccess(async (tx) => {
    await existing(tx, memberId)
    if (!(await setDisabled(tx, memberId, null)))
      throw new Refused('already-done', 'This person is not disabled.')
    await record(tx, actor, 'member.enabled', memberId, now, {})
  })
}

/**
 * Gives a person another role or other customers, from their next request on. Their sign-ins end: open pages and
 * sockets show what they might see before. The last admin stays one.
 */
export async function changeMember(
  actor: Actor,
  scope: TenantScope,
  memberId: string,
  change: ChangeMember,
  now: Date,
): Promise<void> {
  const customerIds = [...new Set(change.customerIds)]
  await inScope(scope, async (tx) => {
    const admins = await lockActiveAdmins(tx)
    const account = await existing(tx, memberId)
    if (account.role === 'admin' && change.role !== 'admin' && admins.length === 1 && admins[0] === memberId)
      throw new Refused('conflict', 'This is the last admin. Make another one first.')
    if ((await countCustomers(tx, customerIds)) !== customerIds.length)
      throw new Refused('not-found', 'No such thing.')
    const before = await setRoleAndCustomers(tx, memberId, change.role, customerIds)
    await endAllSignIns(tx, memberId, now)
    const after = { role: change.role, customerIds }
    await record(tx, actor, 'member.changed', memberId, now, {
      before: { role: account.role, customerIds: before },
      after,
    })
  })
}

async function existing(tx: Tx, memberId: string): Promise<Account> {
  const account = await readAccount(tx, memberId)
  if (!account) throw new Refused('not-found', 'No such thing.')
  return account
}

async function record(
  tx: Tx,
  actor: Actor,
  kind: string,
  memberId: string,
  at: Date,
  data: object,
): Promise<void> {
  await recordActivity(tx, {
    customerId: null,
    at,
    actorId: actor.id,
    actorName: actor.name,
    kind,
    subjectType: 'member',
    subjectId: memberId,
    data: { ...data },
  })
}
