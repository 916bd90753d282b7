import type { PoolClient } from 'pg'
import { Refused } from '#lib/errors.ts'
import { keepEvidence, releaseEvidence } from '#lib/sessions/annotations/evidence.server.ts'
import {
  draftIncidentEvent,
  type IncidentActor,
  type IncidentChange,
  type IncidentRow,
} from '../state/incident-row.ts'
import { endLink, findOtherLink, saveLink } from './store.server.ts'

/** What a pin says that an incident has made: unlinking lets go of these alone. */
export const evidenceOf = (reference: string): string => `Evidence of ${reference}`

/** A call that shows what happened: its evidence is kept from now on. The caller holds the incident. */
export async function linkSession(
  db: PoolClient,
  row: IncidentRow,
  { sessionId, why }: { sessionId: string; why: string },
  by: IncidentActor,
  now: Date,
): Promise<IncidentChange | Refused> {
  const call = { customerId: row.customerId, sessionId }
  if (!(await keepEvidence(db, call, evidenceOf(row.reference), by, now)))
    return new Refused('not-found', 'No such thing.')
  const link = { sessionId, why, by: by.actorId, byName: by.actorName, at: now }
  const isNew = await saveLink(db, row, link)
  return {
    patch: {},
    events: isNew ? [draftIncidentEvent(by, 'session-linked', { sessionId, why })] : [],
  }
}

/** What only this incident kept is let go; another incident that shows the call keeps it on. */
export async function unlinkSession(
  db: PoolClient,
  row: IncidentRow,
  sessionId: string,
  by: IncidentActor,
  now: Date,
): Promise<IncidentChange> {
  if (!(await endLink(db, row, sessionId, now))) return { patch: {}, events: [] }
  const other = await findOtherLink(db, row, sessionId)
  const call = { customerId: row.customerId, sessionId }
  const reasons = { reason: evidenceOf(row.reference), instead: other && evidenceOf(other) }
  await releaseEvidence(db, call, reasons, by, now)
  return { patch: {}, events: [draftIncidentEvent(by, 'session-unlinked', { sessionId })] }
}
