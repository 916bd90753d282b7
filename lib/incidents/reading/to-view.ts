import type { IncidentView } from '../api-contract.ts'
import { incidentTimes } from '../contract.ts'
import { type IncidentRow, timeColumns } from '../state/incident-row.ts'

/** An incident with the names of what it belongs to. What a scope does not reach is null already. */
export type NamedIncident = IncidentRow & {
  customerName: string
  statusLabel: string | null
  parentReference: string | null
  parentTitle: string | null
  mergedReference: string | null
  alertsFiring: number
  alertsTotal: number
}

const ms = (at: Date | null) => at?.getTime() ?? null
const person = (memberId: string | null, name: string | null) =>
  memberId === null ? null : { memberId, name: name ?? 'somebody' }

/** What staff see of it. A parent whose customers are not all in scope is only said to be there. */
export function toIncidentView(row: NamedIncident): IncidentView {
  const { parentId, parentReference, mergedInto, mergedReference } = row
  const times = incidentTimes.map((time) => [time, ms(row[timeColumns[time]])] as const)
  return {
    ...row,
    incidentId: row.id,
    statusLabel: row.statusLabel ?? row.status,
    parent:
      parentId && parentReference
        ? { parentId, reference: parentReference, title: row.parentTitle ?? '' }
        : null,
    shared: parentId !== null,
    mergedInto: mergedInto && mergedReference ? { incidentId: mergedInto, reference: mergedReference } : null,
    lead: person(row.leadId, row.leadName),
    communications: person(row.communicationsId, row.communicationsName),
    nextUpdateDueAt: ms(row.nextUpdateDueAt),
    times: Object.fromEntries(times) as IncidentView['times'],
    firstNotifiedAt: ms(row.firstNotifiedAt),
    closedAt: ms(row.closedAt),
    customerContactAt: ms(row.customerContactAt),
    cause: row.causeCategory && { category: row.causeCategory, text: row.causeText },
    impactAt: ms(row.impactAt),
    publishedAt: ms(row.publishedAt),
    alerts: { firing: row.alertsFiring, total: row.alertsTotal },
    createdAt: row.createdAt.getTime(),
    updatedAt: row.updatedAt.getTime(),
  }
}
