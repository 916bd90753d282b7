import type { Pool, PoolClient } from 'pg'
import { inTransaction } from '#lib/db/transaction.server.ts'
import { log } from '#lib/log.server.ts'
import { draftIncidentEvent, earshot } from '../state/incident-row.ts'
import { lockIncident } from '../store.server.ts'
import { addToIncidentHistory } from '../write-incident-change.server.ts'
import type { ActionRow } from './action-row.ts'
import { lockAction, saveAction } from './actions-store.server.ts'
import { countHeardDays, findSighting, findWatched, type Watching } from './checks-store.server.ts'
import { decideRecurrence, type RecurrenceDecision, watchMs } from './decide-recurrence.ts'

/** Looks at everything that was done and is watched; answers how many came back or held. */
export async function checkActions(pool: Pool, now: Date): Promise<number> {
  let decided = 0
  for (const one of await findWatched(pool)) {
    try {
      if (await inTransaction(pool, (db) => checkOne(db, one, now))) decided += 1
    } catch (error) {
      log.warn({ err: error, actionId: one.id }, 'a corrective action could not be checked')
    }
  }
  return decided
}

async function checkOne(db: PoolClient, { customerId, id }: Watching, now: Date): Promise<boolean> {
  const action = await lockAction(db, [customerId], id)
  const { check, doneAt } = action ?? {}
  if (!action || !check || !doneAt || action.checkState !== 'watching') return false
  const until = new Date(doneAt.getTime() + watchMs)
  const decision = decideRecurrence({
    doneAt: doneAt.getTime(),
    now: now.getTime(),
    sighting: await findSighting(db, customerId, check, doneAt),
    ...(await countHeardDays(db, { customerId, appId: check.appId, doneAt, until, now })),
  })
  const change = changeOf(action, decision)
  if (!change) return false
  await saveAction(db, { ...action, ...change, version: action.version + 1 }, now)
  if (decision.state === 'recurred') await tell(db, action, decision.sighting.at, decision.sighting.href, now)
  return decision.state !== 'watching'
}

/** Null: nothing is another than it was. */
function changeOf(action: ActionRow, decision: RecurrenceDecision): Partial<ActionRow> | null {
  if (decision.state === 'held') return { checkState: 'held', cannotSay: null }
  if (decision.state === 'watching')
    return decision.cannotSay === action.cannotSay ? null : { cannotSay: decision.cannotSay }
  const { at, href } = decision.sighting
  return {
    ...{ status: 'open', doneAt: null, checkState: 'recurred', checkUntil: null, cannotSay: null },
    ...{ recurredAt: new Date(at), recurredBy: href, reopened: action.reopened + 1 },
  }
}

async function tell(
  db: PoolClient,
  { customerId, incidentId, id, title, doneAt }: ActionRow,
  at: number,
  by: string,
  now: Date,
): Promise<void> {
  const data = { actionId: id, title, at, by, doneAt: doneAt?.getTime() ?? null }
  if (await lockIncident(db, [customerId], incidentId))
    await addToIncidentHistory(
      db,
      { customerId, incidentId },
      { events: [draftIncidentEvent(earshot, 'recurred', data)] },
      now,
    )
}
