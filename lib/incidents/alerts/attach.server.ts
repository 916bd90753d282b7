import { addToHistory } from '#lib/alerting/alerts/add-to-history.server.ts'
import { type AlertRow, draftEvent, type EventActor } from '#lib/alerting/alerts/alert-row.ts'
import { Refused } from '#lib/errors.ts'
import {
  draftIncidentEvent,
  type IncidentActor,
  type IncidentChange,
  type IncidentRow,
} from '../state/incident-row.ts'
import type { Db } from '../store.server.ts'
import { decideAttach } from './decide-attach.ts'
import {
  endAttachments,
  findAttachments,
  findTimesSetByHand,
  lockAlerts,
  saveAttachments,
} from './store.server.ts'

const alertActor = ({ actorKind, actorId, actorName }: IncidentActor): EventActor => ({
  actorKind: actorKind === 'customer' ? 'system' : actorKind,
  actorId,
  actorName,
  requestId: null,
})

/**
 * Alerts of the same customer become this incident's, in the caller's transaction, who holds the incident and writes the
 * change. An alert belongs to one incident at most; what is here already is left out.
 */
export async function attachAlerts(
  db: Db,
  row: IncidentRow,
  alertIds: readonly string[],
  by: IncidentActor,
  now: Date,
): Promise<IncidentChange | Refused> {
  if (alertIds.length === 0) return { patch: {}, events: [] }
  const alerts = await lockAlerts(db, row.customerId, alertIds)
  if (alerts.length < new Set(alertIds).size) return new Refused('not-found', 'No such thing.')
  const taken = await findAttachments(db, row.customerId, alertIds)
  const elsewhere = taken.find(({ incidentId }) => incidentId !== row.id)
  if (elsewhere)
    return new Refused('conflict', `One of these alerts belongs to ${elsewhere.reference} already.`)
  const here = new Set(taken.map(({ alertId }) => alertId))
  const added = alerts.filter(({ id }) => !here.has(id))
  const ids = added.map(({ id }) => id)
  await saveAttachments(db, row, ids, by.actorKind === 'user' ? by.actorId : null, now)
  for (const alert of added) await tellAlert(db, alert, row, by, now)
  return decideAttach(row, added, await findTimesSetByHand(db, row), by)
}

/** Takes alerts away from this incident; the caller writes the change. */
export async function detachAlerts(
  db: Db,
  row: IncidentRow,
  alertIds: readonly string[],
  by: IncidentActor,
  now: Date,
): Promise<IncidentChange> {
  const alerts = await lockAlerts(db, row.customerId, alertIds)
  const gone = new Set(await endAttachments(db, row, alertIds, now))
  const left = alerts.filter(({ id }) => gone.has(id))
  for (const alert of left) await tellAlert(db, alert, row, by, now, true)
  const events = left.map(({ id, title }) => draftIncidentEvent(by, 'alert-detached', { alertId: id, title }))
  return { patch: {}, events }
}

/** The alert's own history says where it belongs. */
async function tellAlert(
  db: Db,
  { customerId, id }: AlertRow,
  incident: IncidentRow,
  by: IncidentActor,
  now: Date,
  detached = false,
): Promise<void> {
  const data = { incidentId: incident.id, reference: incident.reference, ...(detached && { detached }) }
  const events = [draftEvent(alertActor(by), 'linked', { data })]
  await addToHistory(db, { customerId, alertId: id }, { events }, now)
}
