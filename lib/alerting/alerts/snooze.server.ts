import type { Member } from '#lib/access/member.ts'
import type { Actor } from './actor.ts'
import type { ActReply } from './contract.ts'
import { decideSnooze } from './decide-snooze.ts'
import { runAct } from './run-act.server.ts'

/** "Not before then." */
export function snooze(
  who: Member | Actor,
  alertId: string,
  { until, note }: { until: number; note?: string | undefined },
  now: Date,
): Promise<ActReply> {
  return runAct(who, alertId, now, ({ row, person }) =>
    decideSnooze(row, { person, until: new Date(until), now, ...(note && { note }) }),
  )
}
