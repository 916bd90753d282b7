import type { AlertPatch, EventDraft } from './alert-row.ts'
import { type Db, lockAlert } from './store.server.ts'
import { writeChange } from './write-change.server.ts'

/**
 * For what others do with an alert (muting, telling, escalating): their events take the next numbers of its history, in
 * the caller's transaction, together with the columns that change. False: no such alert.
 */
export async function addToHistory(
  db: Db,
  { customerId, alertId }: { customerId: string; alertId: string },
  { patch = {}, events }: { patch?: AlertPatch; events: EventDraft[] },
  now: Date,
): Promise<boolean> {
  const row = await lockAlert(db, [customerId], alertId)
  return row !== null && (await writeChange(db, row, { patch, events }, now)) !== null
}
