import type { Member } from '#lib/access/member.ts'
import type { Actor } from './actor.ts'
import type { ActReply } from './contract.ts'
import { decideUnacknowledge } from './decide-acknowledge.ts'
import { runAct } from './run-act.server.ts'

/** "Not mine after all." */
export function unacknowledge(
  who: Member | Actor,
  alertId: string,
  { reason }: { reason?: string | undefined },
  now: Date,
): Promise<ActReply> {
  return runAct(who, alertId, now, ({ row, person }) =>
    decideUnacknowledge(row, { person, ...(reason && { reason }) }),
  )
}
