import { v7 as uuidv7 } from 'uuid'
import type { IncidentChange, IncidentEventDraft, IncidentPatch, IncidentRow } from './state/incident-row.ts'
import {
  type Db,
  insertIncident,
  insertIncidentEvents,
  lockIncident,
  updateIncident,
} from './store.server.ts'

/**
 * The only way an incident changes: the row and one numbered event for each thing that happened, in the caller's
 * transaction. The caller holds the row. Null: somebody else was faster, read again.
 */
export async function writeIncidentChange(
  db: Db,
  row: IncidentRow,
  { patch, events }: IncidentChange,
  now: Date,
): Promise<IncidentRow | null> {
  const version = row.version + events.length
  if (!(await updateIncident(db, row, patch, version, now))) return null
  await insertIncidentEvents(db, row, numbered(events, row.version), now)
  return { ...row, ...patch, version, updatedAt: now }
}

/** A new incident with its first event: its version is 1. */
export async function writeNewIncident(
  db: Db,
  row: IncidentRow,
  opened: IncidentEventDraft,
  now: Date,
): Promise<void> {
  await insertIncident(db, row)
  await insertIncidentEvents(db, row, numbered([opened], 0), now)
}

/**
 * For what others do with an incident (notes, updates, reviews, actions): their events take the next numbers of its
 * history, in the caller's transaction, together with the columns that change. Null: no such incident.
 */
export async function addToIncidentHistory(
  db: Db,
  { customerId, incidentId }: { customerId: string; incidentId: string },
  { patch = {}, events }: { patch?: IncidentPatch; events: IncidentEventDraft[] },
  now: Date,
): Promise<IncidentRow | null> {
  const row = await lockIncident(db, [customerId], incidentId)
  return row && writeIncidentChange(db, row, { patch, events }, now)
}

function numbered(events: readonly IncidentEventDraft[], after: number) {
  return events.map((event, i) => ({ ...event, seq: after + i + 1, id: uuidv7() }))
}
