import type { Member } from '#lib/access/member.ts'
import { within } from '#lib/access/within.ts'
import { assumeMember, inScope, type Tx } from '#lib/db/transaction.server.ts'
import { Refused } from '#lib/errors.ts'

/** The customer if it is in the scope, or null for every customer, which only administrators mute. */
export function mayMute(member: Member, customerId: string | null): string | null {
  if (customerId !== null) return within(member.scope, customerId)
  if (member.role !== 'admin')
    throw new Refused('not-allowed', 'Only administrators mute every customer at once.')
  return null
}

/** One transaction that may also write what serves every customer, if the member is an administrator. */
export function asMember<T>(member: Member, work: (tx: Tx) => Promise<T>): Promise<T> {
  return inScope(member.scope, async (tx) => {
    await assumeMember(tx, member.id)
    return work(tx)
  })
}
