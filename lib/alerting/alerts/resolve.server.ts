import type { Member } from '#lib/access/member.ts'
import type { Actor } from './actor.ts'
import type { ActReply } from './contract.ts'
import { decideResolve } from './decide-ending.ts'
import { findResolver } from './read-store.server.ts'
import { runAct } from './run-act.server.ts'

/** "It is over." What still holds re-opens after a while. */
export function resolve(
  who: Member | Actor,
  alertId: string,
  { reason, reopenAfterMs }: { reason?: string | undefined; reopenAfterMs?: number | undefined },
  now: Date,
): Promise<ActReply> {
  return runAct(who, alertId, now, async ({ db, row, person }) =>
    decideResolve(row, {
      person,
      now,
      ...(reason && { reason }),
      ...(reopenAfterMs && { reopenAfterMs }),
      resolvedName: row.state === 'resolved' ? await findResolver(db, row) : null,
    }),
  )
}
