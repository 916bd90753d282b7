import { type IncidentSeverity, type IncidentStatus, isOngoing } from '../contract.ts'
import type { IncidentPatch, IncidentRow } from './incident-row.ts'

const minuteMs = 60_000

/** So long after the last word to the customer, the next one is due. */
export const updateEveryMs: Readonly<Record<IncidentSeverity, number>> = {
  critical: 30 * minuteMs,
  major: 60 * minuteMs,
  minor: 240 * minuteMs,
}

/** When the next update is due after one that was published, or after the declaration. */
export const updateDueAfter = (severity: IncidentSeverity, since: Date): Date =>
  new Date(since.getTime() + updateEveryMs[severity])

/** Worse means sooner; easing leaves what was promised, and so does a time that somebody set. */
export function dueWhenSeverityChanges(
  row: IncidentRow,
  severity: IncidentSeverity,
  now: Date,
): IncidentPatch {
  if (row.nextUpdateDueAt === null || updateEveryMs[severity] >= updateEveryMs[row.severity]) return {}
  const sooner = updateDueAfter(severity, now)
  return sooner < row.nextUpdateDueAt ? { nextUpdateDueAt: sooner } : {}
}

/** Nothing is due of what is over or not taken up; what is taken up (again) is due from now. */
export function dueWhenMoved(row: IncidentRow, to: IncidentStatus, now: Date): IncidentPatch {
  if (!isOngoing(to) || to === 'triage') return row.nextUpdateDueAt === null ? {} : { nextUpdateDueAt: null }
  return row.nextUpdateDueAt === null && (row.status === 'triage' || !isOngoing(row.status))
    ? { nextUpdateDueAt: updateDueAfter(row.severity, now) }
    : {}
}
