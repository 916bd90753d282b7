import { type IncidentStatus, isOngoing } from '../contract.ts'

/**
 * Where an incident may go from where it is. Forward may leave statuses out, except that nothing is resolved which
 * nobody took up. Back is allowed wherever the work goes on; triage is left once, and only there may it be declined.
 */
const next: Record<IncidentStatus, readonly IncidentStatus[]> = {
  triage: ['investigating', 'identified', 'monitoring', 'declined', 'cancelled'],
  investigating: ['identified', 'monitoring', 'resolved', 'cancelled'],
  identified: ['monitoring', 'resolved', 'investigating', 'cancelled'],
  monitoring: ['resolved', 'identified', 'investigating', 'cancelled'],
  resolved: ['post-incident', 'closed', 'monitoring', 'identified', 'investigating'],
  'post-incident': ['closed', 'resolved', 'monitoring', 'investigating'],
  closed: ['post-incident', 'investigating'],
  declined: ['triage', 'investigating'],
  cancelled: ['investigating'],
  merged: ['investigating'],
}

const line: readonly IncidentStatus[] = [
  'triage',
  'investigating',
  'identified',
  'monitoring',
  'resolved',
  'post-incident',
  'closed',
]

/** How far along a status is; what was dismissed counts as being at the end. */
const place = (status: IncidentStatus): number => {
  const at = line.indexOf(status)
  return at < 0 ? line.length : at
}

export const movesFrom = (from: IncidentStatus): readonly IncidentStatus[] => next[from]
export const mayMove = (from: IncidentStatus, to: IncidentStatus): boolean => next[from].includes(to)
export const isBack = (from: IncidentStatus, to: IncidentStatus): boolean => place(to) < place(from)
export const mayMerge = isOngoing
