import type { Member } from '#lib/access/member.ts'
import { Refused } from '#lib/errors.ts'
import type { Actor } from './actor.ts'
import type { ActReply } from './contract.ts'
import { decideAssign } from './decide-assign.ts'
import { findPeople } from './read-store.server.ts'
import { runAct } from './run-act.server.ts'

/** To anybody of staff who may see the customer, or to nobody. */
export function assign(
  who: Member | Actor,
  alertId: string,
  { memberId, was }: { memberId: string | null; was?: string | null | undefined },
  now: Date,
): Promise<ActReply> {
  return runAct(who, alertId, now, async ({ db, row, person }) => {
    const people = memberId === null ? [] : await findPeople(db, row.customerId)
    const to = people.find((one) => one.memberId === memberId) ?? null
    if (memberId !== null && !to)
      return new Refused('bad-request', 'Nobody of that name may see this customer.')
    return decideAssign(row, { person, to, ...(was !== undefined && { was }) })
  })
}
