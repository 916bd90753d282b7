import type { Member } from '#lib/access/member.ts'
import { within } from '#lib/access/within.ts'
import { recordActivity } from '#lib/activity/record.server.ts'
import { assumeMember, inScope, type Tx } from '#lib/db/transaction.server.ts'
import { Refused } from '#lib/errors.ts'

/** The customer if it is in the scope, or null for what serves all customers, which only administrators write. */
export function mayServe(member: Member, customerId: string | null): string | null {
  if (customerId !== null) return within(member.scope, customerId)
  if (member.role !== 'admin')
    throw new Refused('not-allowed', 'Only administrators change what serves all customers.')
  return null
}

/** One transaction that may also write what serves all customers, if the member is an administrator. */
export function asMember<T>(member: Member, work: (tx: Tx) => Promise<T>): Promise<T> {
  return inScope(member.scope, async (tx) => {
    await assumeMember(tx, member.id)
    return work(tx)
  })
}

/** What a member may see of settings: those of the customers in scope, and those that serve all. */
export const visibleTo = ({ scope }: Member) => ({
  OR: [{ customerId: { in: [...scope.customerIds] } }, { customerId: null }],
})

type Change = { customerId: string | null; kind: string; subjectType: string; subjectId: string }

/** Who changed which setting to what, beside the change itself. */
export async function recordChange(
  tx: Tx,
  member: Member,
  change: Change,
  data: Record<string, unknown>,
  now: Date,
): Promise<void> {
  const shown = Object.entries(data).map(([name, value]) => [name, plain(value)] as const)
  await recordActivity(tx, {
    ...change,
    at: now,
    actorId: member.id,
    actorName: member.name,
    data: Object.fromEntries(shown),
  })
}

function plain(value: unknown): string | number | boolean | null {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value
  return JSON.stringify(value)
}

export const changedMeanwhile = () =>
  new Refused('conflict', 'Somebody else has changed this meanwhile. Load it again.')
export const noSuchThing = () => new Refused('not-found', 'No such thing.')
