import type { Pool, PoolClient } from 'pg'
import { inTransaction } from '#lib/db/transaction.server.ts'
import { log } from '#lib/log.server.ts'
import { lockIncident } from '../store.server.ts'
import { writeIncidentChange } from '../write-incident-change.server.ts'
import { decideFollow } from './decide-follow.ts'
import { findFollowed, findLastMoves, findToFollow } from './follow-store.server.ts'
import { findTimesSetByHand } from './store.server.ts'

const atOnce = 500
type Key = { customerId: string; id: string }

/** Incidents learn from their alerts, each in a transaction of its own; answers how many changed. */
export async function followAlerts(pool: Pool, now: Date): Promise<number> {
  let changed = 0
  for (const key of await findToFollow(pool, atOnce))
    try {
      if (await inTransaction(pool, (client) => followOne(client, key, now))) changed += 1
    } catch (error) {
      log.warn({ err: error, incidentId: key.id }, 'an incident could not follow its alerts')
    }
  return changed
}

async function followOne(db: PoolClient, key: Key, now: Date): Promise<boolean> {
  const row = await lockIncident(db, [key.customerId], key.id)
  if (!row) return false
  const facts = {
    alerts: await findFollowed(db, key),
    setByHand: await findTimesSetByHand(db, key),
    ...(await findLastMoves(db, key)),
  }
  const change = decideFollow(row, facts, now)
  return change !== null && (await writeIncidentChange(db, row, change, now)) !== null
}
