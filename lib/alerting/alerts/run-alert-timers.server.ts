import type { Pool, PoolClient } from 'pg'
import { inTransaction } from '#lib/db/transaction.server.ts'
import type { AlertRow } from './alert-row.ts'
import { decideDue } from './decide-due.ts'
import { flapping } from './flapping.ts'
import { lockAlert, lockEpisodes, lockKey, readReopenings } from './store.server.ts'
import { type DueAlert, findDueAlerts, ruleHolds } from './timers-store.server.ts'
import { writeChange } from './write-change.server.ts'

const atOnce = 500

/** Does what time alone asks for, each alert in a transaction of its own; answers how many changed. */
export async function runAlertTimers(pool: Pool, now: Date): Promise<number> {
  let changed = 0
  for (const due of await findDueAlerts(pool, now, atOnce))
    if (await inTransaction(pool, (client) => runOne(client, due, now))) changed += 1
  return changed
}

async function runOne(client: PoolClient, due: DueAlert, now: Date): Promise<boolean> {
  await lockKey(client, due.customerId, due.dedupKey)
  const row = await lockAlert(client, [due.customerId], due.id)
  if (!row) return false
  if (row.closedAt && (await hasNewer(client, row)))
    return (await writeChange(client, row, { patch: { reopenAt: null }, events: [] }, now)) !== null
  const since = new Date(now.getTime() - flapping.windowMs)
  const facts = {
    reopenings: await readReopenings(client, row, since),
    ruleHolds: row.closedAt !== null && (await ruleHolds(client, row)),
  }
  const change = decideDue(row, facts, now)
  return change !== null && (await writeChange(client, row, change, now)) !== null
}

/** Two episodes of one key are never open. */
async function hasNewer(client: PoolClient, row: AlertRow): Promise<boolean> {
  return (await lockEpisodes(client, row.customerId, row.dedupKey)).open !== null
}
