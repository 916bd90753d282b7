import { v7 as uuidv7 } from 'uuid'
import type { AlertRow, Change, EventDraft } from './alert-row.ts'
import { type Db, insertAlert, insertEvents, updateAlert } from './store.server.ts'

/**
 * The only way an alert changes: the row and one numbered event for each thing that happened, in the caller's
 * transaction. The caller holds the row. Null: somebody else was faster, read again.
 */
export async function writeChange(
  db: Db,
  row: AlertRow,
  { patch, events }: Change,
  now: Date,
): Promise<AlertRow | null> {
  const version = row.version + events.length
  if (!(await updateAlert(db, row, patch, version, now))) return null
  await insertEvents(db, row, numbered(events, row.version), now)
  return { ...row, ...patch, version, updatedAt: now }
}

/** False: an open episode of the key is there. */
export async function writeNew(db: Db, row: AlertRow, opened: EventDraft, now: Date): Promise<boolean> {
  if (!(await insertAlert(db, row))) return false
  await insertEvents(db, row, numbered([opened], 0), now)
  return true
}

function numbered(events: readonly EventDraft[], after: number) {
  return events.map((event, i) => ({ ...event, seq: after + i + 1, id: uuidv7() }))
}
