import type { Member } from '#lib/access/member.ts'
import type { Tx } from '#lib/db/transaction.server.ts'
import { type NewPolicy, type PolicyView, policyStepsSchema } from '../contract.ts'
import { visibleTo } from '../settings-right.server.ts'

/** Every query about escalation policies that people make. */

export async function findPolicies(tx: Tx, member: Member): Promise<PolicyView[]> {
  const rows = await tx.escalationPolicy.findMany({
    where: { deletedAt: null, ...visibleTo(member) },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  })
  return rows.map(viewOf)
}

/** Held until the transaction ends; a deleted one is known by `deleted`. */
export async function lockPolicy(
  tx: Tx,
  member: Member,
  id: string,
): Promise<{ policy: PolicyView; deleted: boolean } | null> {
  await tx.$queryRaw`SELECT 1 FROM escalation_policy WHERE id = ${id}::uuid FOR UPDATE`
  const row = await tx.escalationPolicy.findFirst({ where: { id, ...visibleTo(member) } })
  return row && { policy: viewOf(row), deleted: row.deletedAt !== null }
}

type InTable = Awaited<ReturnType<Tx['escalationPolicy']['findMany']>>[number]

function viewOf({ id, customerId, name, steps, repeat, version }: InTable): PolicyView {
  return { policyId: id, customerId, name, steps: policyStepsSchema.parse(steps), repeat, version }
}

type Touched = { at: Date; by: string }

export async function insertPolicy(
  tx: Tx,
  id: string,
  policy: NewPolicy,
  { at, by }: Touched,
): Promise<void> {
  await tx.escalationPolicy.createMany({ data: [{ ...policy, id, updatedAt: at, updatedBy: by }] })
}

/** False: another version stands there. */
export async function updatePolicy(
  tx: Tx,
  id: string,
  version: number,
  policy: Omit<NewPolicy, 'customerId'>,
  { at, by }: Touched,
): Promise<boolean> {
  const data = { ...policy, version: version + 1, updatedAt: at, updatedBy: by }
  return (await tx.escalationPolicy.updateMany({ where: { id, version, deletedAt: null }, data })).count === 1
}

export async function markPolicyDeleted(tx: Tx, id: string, { at, by }: Touched): Promise<void> {
  await tx.escalationPolicy.updateMany({
    where: { id },
    data: { deletedAt: at, updatedAt: at, updatedBy: by },
  })
}

export async function routesUsingPolicy(tx: Tx, policyId: string): Promise<string[]> {
  const rows = await tx.route.findMany({
    where: { policyId },
    select: { name: true },
    orderBy: { name: 'asc' },
  })
  return rows.map(({ name }) => name)
}

/** People of staff who may sign in; of a customer's policy those who may see the customer. */
export async function findTellable(
  tx: Tx,
  memberIds: readonly string[],
  customerId: string | null,
): Promise<Set<string>> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT m.id FROM member m
     WHERE m.id = ANY(${[...memberIds]}::uuid[]) AND m.disabled_at IS NULL AND m.role NOT IN ('customer', 'owner')
       AND (m.role = 'admin' OR ${customerId}::uuid IS NULL
            OR EXISTS (SELECT 1 FROM membership s WHERE s.member_id = m.id AND s.customer_id = ${customerId}::uuid))`
  return new Set(rows.map(({ id }) => id))
}

export async function findScheduleIds(tx: Tx, ids: readonly string[]): Promise<Set<string>> {
  const rows = await tx.schedule.findMany({
    where: { id: { in: [...ids] }, deletedAt: null },
    select: { id: true },
  })
  return new Set(rows.map(({ id }) => id))
}

export async function findServingChannels(
  tx: Tx,
  ids: readonly string[],
  customerId: string | null,
): Promise<Set<string>> {
  const serving = customerId === null ? { customerId: null } : { OR: [{ customerId: null }, { customerId }] }
  const rows = await tx.channel.findMany({
    where: { id: { in: [...ids] }, disabledAt: null, ...serving },
    select: { id: true },
  })
  return new Set(rows.map(({ id }) => id))
}
