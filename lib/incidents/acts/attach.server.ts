import type { Member } from '#lib/access/member.ts'
import { Refused } from '#lib/errors.ts'
import { attachAlerts, detachAlerts } from '../alerts/attach.server.ts'
import type { IncidentView } from '../api-contract.ts'
import { linkSession, unlinkSession } from '../sessions/link.server.ts'
import { runIncidentAct } from './run-incident-act.server.ts'

/** What belongs to an incident, by hand. What is so already is no error. */
export function attachToIncident(
  member: Member,
  incidentId: string,
  { alertIds }: { alertIds: string[] },
  now: Date,
): Promise<IncidentView> {
  return runIncidentAct(member, incidentId, { now }, ({ db, row, by }) =>
    attachAlerts(db, row, alertIds, by, now),
  )
}

export function detachFromIncident(
  member: Member,
  incidentId: string,
  alertId: string,
  now: Date,
): Promise<IncidentView> {
  return runIncidentAct(member, incidentId, { now }, async ({ db, row, by }) => {
    const change = await detachAlerts(db, row, [alertId], by, now)
    return change.events.length > 0 ? change : new Refused('not-found', 'No such thing.')
  })
}

export function linkToIncident(
  member: Member,
  incidentId: string,
  asked: { sessionId: string; why: string },
  now: Date,
): Promise<IncidentView> {
  return runIncidentAct(member, incidentId, { now }, ({ db, row, by }) =>
    linkSession(db, row, asked, by, now),
  )
}

export function unlinkFromIncident(
  member: Member,
  incidentId: string,
  sessionId: string,
  now: Date,
): Promise<IncidentView> {
  return runIncidentAct(member, incidentId, { now }, async ({ db, row, by }) => {
    const change = await unlinkSession(db, row, sessionId, by, now)
    return change.events.length > 0 ? change : new Refused('not-found', 'No such thing.')
  })
}
