import type { Member } from '#lib/access/member.ts'
import { writeInScope } from '#lib/db/transaction.server.ts'
import { Refused } from '#lib/errors.ts'
import type { Act, Decided, Person } from './act.ts'
import { type Actor, actorOf, eventActorOf } from './actor.ts'
import type { AlertRow } from './alert-row.ts'
import type { ActReply } from './contract.ts'
import { findAlert } from './read-store.server.ts'
import { type Db, lockAlert } from './store.server.ts'
import { toView } from './to-view.ts'
import { writeChange } from './write-change.server.ts'

export type Deciding = { db: Db; row: AlertRow; person: Person; member: Member }

/**
 * One person's act on one alert, in one transaction: the row is held, the act is decided on what it is then, the row
 * and its events are written, and the answer is what stands there afterwards.
 */
export async function runAct(
  who: Member | Actor,
  alertId: string,
  now: Date,
  decide: (deciding: Deciding) => Promise<Decided> | Decided,
  before?: (db: Db, member: Member) => Promise<void>,
): Promise<ActReply> {
  const actor = actorOf(who)
  const { member } = actor
  const person = { ...eventActorOf(actor), actorId: member.id }
  const outcome = await writeInScope(member.scope, async (db) => {
    await before?.(db, member)
    const row = await lockAlert(db, member.scope.customerIds, alertId)
    if (!row) return new Refused('not-found', 'No such thing.')
    const decided = await decide({ db, row, person, member })
    return decided instanceof Refused ? decided : finish(db, row, decided, now)
  })
  if (outcome instanceof Refused) throw outcome
  return outcome
}

async function finish(db: Db, row: AlertRow, { change, by }: Act, now: Date): Promise<ActReply> {
  if (change && !(await writeChange(db, row, change, now)))
    throw new Error(`alert ${row.id} changed while it was held`)
  const found = await findAlert(db, [row.customerId], row.id)
  if (!found) throw new Error(`alert ${row.id} is gone while it is held`)
  return { alert: toView(found), did: change !== null, by }
}
