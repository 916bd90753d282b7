import { type PublicStatus, publicStatusOf, statusCategory } from '#lib/incidents/contract.ts'
import { publicIncidentOf } from '#lib/incidents/words/public-view.ts'
import type { PublicIncident } from '../contract.ts'
import type { ClaimedSpan } from '../uptime/timeline.ts'
import type { IncidentRow, ReviewRow, UpdateRow } from './rows.ts'

/** The words are made where staff preview them; here come what they stand beside. */
export function toldIncident(
  row: IncidentRow,
  updates: readonly UpdateRow[],
  reviews: readonly ReviewRow[],
): PublicIncident {
  const own = updates.filter(({ incidentId }) => incidentId === row.incidentId)
  return {
    ...publicIncidentOf(row, own),
    publishedAt: row.publishedAt,
    simulated: row.simulated,
    review: reviews.find(({ incidentId }) => incidentId === row.incidentId)?.text ?? null,
  }
}

/** What it says about a component, over its impact. One that was declined, merged or cancelled says nothing. */
export function claimsOf(rows: readonly IncidentRow[], componentId: string): ClaimedSpan[] {
  return rows.flatMap((row) => {
    if (!row.componentImpact || isDismissed(row) || !row.componentIds.includes(componentId)) return []
    return [{ startedAt: startOf(row), endedAt: endOf(row), impact: row.componentImpact }]
  })
}

export const isOver = ({ status }: { status: IncidentRow['status'] }): boolean =>
  publicStatusOf[status] === ('resolved' satisfies PublicStatus)

/** Null = still. Somebody may have said that it is over before it is. */
export function endOf(row: IncidentRow): number | null {
  if (row.impactEndedAt !== null) return row.impactEndedAt
  return isOver(row) ? (row.resolvedAt ?? startOf(row)) : null
}

export const startOf = (row: IncidentRow): number => row.impactStartedAt ?? row.publishedAt

const isDismissed = ({ status }: IncidentRow) => statusCategory[status] === 'dismissed'
