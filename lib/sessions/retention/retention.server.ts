import { pool } from '#lib/db/pools.server.ts'
import { inTransaction } from '#lib/db/transaction.server.ts'
import { deleteSessions, lockExpiredSessions, readCustomerIds } from './store.server.ts'

const dayMs = 86_400_000
/** As long as scored minutes: a summary without them explains nothing. */
const summaryRetentionDays = 365
const atOnce = 200

/**
 * Deletes calls of more than a year ago with their findings, opinions, notes and report codes; pinned ones stay.
 * Answers how many. A few at a time, each few in one transaction: what ends it early leaves whole calls.
 */
export async function deleteExpiredSessions(now: Date): Promise<number> {
  const before = new Date(now.getTime() - summaryRetentionDays * dayMs)
  let deleted = 0
  for (const customerId of await readCustomerIds())
    for (let some = atOnce; some === atOnce; deleted += some) some = await deleteSome(customerId, before)
  return deleted
}

function deleteSome(customerId: string, before: Date): Promise<number> {
  return inTransaction(pool('worker'), async (db) => {
    const ids = await lockExpiredSessions(db, customerId, before, atOnce)
    if (ids.length > 0) await deleteSessions(db, customerId, ids)
    return ids.length
  })
}
