import type { Member } from '#lib/access/member.ts'
import { Refused } from '#lib/errors.ts'
import type { Actor } from './actor.ts'
import type { ActReply } from './contract.ts'
import { decideReopen } from './decide-ending.ts'
import { findKey } from './read-store.server.ts'
import { runAct } from './run-act.server.ts'
import { type Db, lockEpisodes, lockKey } from './store.server.ts'

/** "It is not over." Refused when the same cause is open again as a newer alert. */
export function reopen(
  who: Member | Actor,
  alertId: string,
  { reason }: { reason?: string | undefined },
  now: Date,
): Promise<ActReply> {
  return runAct(
    who,
    alertId,
    now,
    async ({ db, row, person }) => {
      const { open } = await lockEpisodes(db, row.customerId, row.dedupKey)
      if (open && open.id !== row.id)
        return new Refused('conflict', 'The same is open already, as a newer alert.')
      return decideReopen(row, { person, ...(reason && { reason }) })
    },
    (db, { scope }) => holdKey(db, scope.customerIds, alertId),
  )
}

/** The key before the row, as signals do, so that the two never wait for each other. */
async function holdKey(db: Db, customerIds: readonly string[], alertId: string): Promise<void> {
  const key = await findKey(db, customerIds, alertId)
  if (key) await lockKey(db, key.customerId, key.dedupKey)
}
