import type { ParentIncidentView } from '#lib/incidents/api-contract.ts'
import { type IncidentStatus, isOngoing, statusCategory } from '#lib/incidents/contract.ts'

/** "3 customers: 2 still have it, 1 is over" */
export function childrenText(children: ParentIncidentView['children']): string {
  const ongoing = children.filter(({ status }) => isOngoing(status)).length
  const all = `${children.length} ${children.length === 1 ? 'customer' : 'customers'}`
  if (ongoing === 0) return `${all}: over for all`
  if (ongoing === children.length) return `${all}: none has it over yet`
  return `${all}: ${ongoing} still ${ongoing === 1 ? 'has' : 'have'} it, ${children.length - ongoing} over`
}

export const parentMoves = ['investigating', 'identified', 'monitoring', 'resolved'] as const
export type ParentMove = (typeof parentMoves)[number]

/** How many children such a move would touch: those that stand elsewhere and were not dismissed. */
export function touchedBy(children: ParentIncidentView['children'], to: ParentMove): number {
  const dismissed = (status: IncidentStatus) => statusCategory[status] === 'dismissed'
  return children.filter(({ status }) => status !== to && !dismissed(status)).length
}
