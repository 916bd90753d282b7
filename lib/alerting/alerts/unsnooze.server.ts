import type { Member } from '#lib/access/member.ts'
import type { Actor } from './actor.ts'
import type { ActReply } from './contract.ts'
import { decideUnsnooze } from './decide-snooze.ts'
import { runAct } from './run-act.server.ts'

/** "Now after all." */
export function unsnooze(who: Member | Actor, alertId: string, now: Date): Promise<ActReply> {
  return runAct(who, alertId, now, ({ row, person }) => decideUnsnooze(row, { person, now }))
}
