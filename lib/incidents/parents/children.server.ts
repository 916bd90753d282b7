import type { PoolClient } from 'pg'
import { Refused } from '#lib/errors.ts'
import type { IncidentSeverity } from '../contract.ts'
import { isOngoing } from '../contract.ts'
import { openIncident } from '../opening/open-incident.server.ts'
import { findTier } from '../severity/store.server.ts'
import { decideMove, type MoveAsked } from '../state/decide-move.ts'
import { draftIncidentEvent, type IncidentActor, type IncidentRow } from '../state/incident-row.ts'
import { mayMove } from '../state/moves.ts'
import { lockIncident } from '../store.server.ts'
import { writeIncidentChange } from '../write-incident-change.server.ts'

/**
 * What a child is told of its parent, in rows that belong to its customer: that there is one and its number, never its
 * title, its cause or who else has one.
 */
export type Joining = { parentId: string; reference: string }

/** An incident that is there becomes a child; one that has another parent, or is over, cannot. */
export async function takeIn(
  db: PoolClient,
  customerIds: readonly string[],
  incidentId: string,
  parent: Joining,
  by: IncidentActor,
  now: Date,
): Promise<IncidentRow> {
  const row = await lockIncident(db, customerIds, incidentId)
  if (!row) throw new Refused('not-found', 'No such thing.')
  if (!isOngoing(row.status)) throw new Refused('bad-request', `${row.reference} is over.`)
  if (row.parentId !== null)
    throw new Refused('conflict', `${row.reference} is part of another shared cause already.`)
  const event = draftIncidentEvent(by, 'parent', { parentReference: parent.reference })
  const written = await writeIncidentChange(
    db,
    row,
    { patch: { parentId: parent.parentId }, events: [event] },
    now,
  )
  if (!written) throw new Error(`incident ${row.id} changed while it was held`)
  return written
}

/** A child of its own for a customer who has none yet. Its title is the customer's to read by staff alone. */
export async function openChild(
  db: PoolClient,
  customerId: string,
  { title, severity, parent }: { title: string; severity: IncidentSeverity | undefined; parent: Joining },
  by: IncidentActor,
  now: Date,
): Promise<IncidentRow> {
  const tier = await findTier(db, customerId)
  const row = await openIncident(
    db,
    {
      ...{ customerId, title, status: 'investigating', openedBy: 'parent', autoResolve: 'never' },
      parentId: parent.parentId,
      severity: severity ?? (tier === 'critical' ? 'critical' : 'major'),
    },
    by,
    now,
  )
  const event = draftIncidentEvent(by, 'parent', { parentReference: parent.reference })
  const written = await writeIncidentChange(db, row, { patch: {}, events: [event] }, now)
  if (!written) throw new Error(`incident ${row.id} changed while it was held`)
  return written
}

/** Moves a child where it may go there; whoever is elsewhere stays. True: it moved. */
export async function moveChild(
  db: PoolClient,
  { customerId, id }: Pick<IncidentRow, 'customerId' | 'id'>,
  asked: MoveAsked,
  by: IncidentActor,
  now: Date,
): Promise<boolean> {
  const row = await lockIncident(db, [customerId], id)
  if (!row || !isOngoing(row.status) || !mayMove(row.status, asked.to)) return false
  const change = decideMove(row, asked, by, now)
  if (change instanceof Refused) return false
  return (await writeIncidentChange(db, row, change, now)) !== null
}
