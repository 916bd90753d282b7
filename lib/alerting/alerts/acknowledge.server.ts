import type { Member } from '#lib/access/member.ts'
import type { Actor } from './actor.ts'
import type { ActReply } from './contract.ts'
import { decideAcknowledge } from './decide-acknowledge.ts'
import { hasAcknowledgedToo } from './read-store.server.ts'
import { runAct } from './run-act.server.ts'

/** "I own it." Idempotent; `did` false says who was first. */
export function acknowledge(
  who: Member | Actor,
  alertId: string,
  { note }: { note?: string | undefined },
  now: Date,
): Promise<ActReply> {
  return runAct(who, alertId, now, async ({ db, row, person }) =>
    decideAcknowledge(row, {
      person,
      now,
      ...(note && { note }),
      saidBefore: await hasAcknowledgedToo(db, row, person.actorId),
    }),
  )
}
