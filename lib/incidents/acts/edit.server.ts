import type { Member } from '#lib/access/member.ts'
import { findPeople } from '#lib/alerting/alerts/read-store.server.ts'
import { Refused } from '#lib/errors.ts'
import type { ChangedIncident, IncidentView } from '../api-contract.ts'
import type { IncidentTime } from '../contract.ts'
import { decideEdit, type NamedPerson } from '../state/decide-edit.ts'
import { decideTime } from '../state/decide-time.ts'
import { draftIncidentEvent, type IncidentRow } from '../state/incident-row.ts'
import type { Db } from '../store.server.ts'
import { refuseForeignPlaces } from './places.server.ts'
import { runIncidentAct } from './run-incident-act.server.ts'

/** Whatever is given changes, all of it or nothing. */
export function editIncident(
  member: Member,
  incidentId: string,
  { version, leadId, communicationsId, nextUpdateDueAt, ...given }: ChangedIncident,
  now: Date,
): Promise<IncidentView> {
  return runIncidentAct(member, incidentId, { now, version }, async ({ db, row, by }) => {
    const refused = await refuseForeignPlaces(db, row.customerId, given)
    if (refused) return refused
    const lead = await personOf(db, row, leadId)
    const communications = await personOf(db, row, communicationsId)
    if (lead instanceof Refused) return lead
    if (communications instanceof Refused) return communications
    const due = typeof nextUpdateDueAt === 'number' ? new Date(nextUpdateDueAt) : nextUpdateDueAt
    return decideEdit(row, { ...given, lead, communications, nextUpdateDueAt: due }, by, now)
  })
}

/** Undefined stays, null is nobody; whoever may not see this customer cannot have a role in it. */
async function personOf(
  db: Db,
  { customerId }: IncidentRow,
  memberId: string | null | undefined,
): Promise<NamedPerson | null | undefined | Refused> {
  if (memberId === undefined || memberId === null) return memberId
  const people = await findPeople(db, customerId)
  return (
    people.find((one) => one.memberId === memberId) ??
    new Refused('bad-request', 'Nobody of staff with this customer has that id.')
  )
}

export function setIncidentTime(
  member: Member,
  incidentId: string,
  asked: { version: number; time: IncidentTime; at: number | null; reason?: string | undefined },
  now: Date,
): Promise<IncidentView> {
  const at = asked.at === null ? null : new Date(asked.at)
  return runIncidentAct(member, incidentId, { now, version: asked.version }, ({ row, by }) =>
    decideTime(row, { time: asked.time, at, reason: asked.reason }, by, now),
  )
}

/** "The customer told us at …": earlier than its detection, we did not know first. */
export function setCustomerContact(
  member: Member,
  incidentId: string,
  { at }: { at: number | null },
  now: Date,
): Promise<IncidentView> {
  return runIncidentAct(member, incidentId, { now }, ({ row, by }) => {
    const to = at === null ? null : new Date(at)
    if (to !== null && to > now) return new Refused('bad-request', 'That time has not come yet.')
    if (to?.getTime() === row.customerContactAt?.getTime()) return { patch: {}, events: [] }
    const data = { at, from: row.customerContactAt?.getTime() ?? null }
    return {
      patch: { customerContactAt: to },
      events: [draftIncidentEvent(by, 'customer-contact', data)],
    }
  })
}
