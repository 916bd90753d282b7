import { formatDuration } from '#components/time/format-time.ts'
import type { IncidentView } from '#lib/incidents/api-contract.ts'
import { isOngoing } from '#lib/incidents/contract.ts'

type Timed = Pick<IncidentView, 'status' | 'times' | 'closedAt' | 'nextUpdateDueAt'>

/** Since when it is looked after. Declared is always known; the age of the row is not the age of the trouble. */
export const beganAt = ({ times }: Pick<IncidentView, 'times'>): number | null =>
  times.impactStarted ?? times.detected ?? times.declared ?? null

/** When it was over for the customer, as far as that is known. */
export function endedAt({ status, times, closedAt }: Timed): number | null {
  return isOngoing(status) ? null : (times.impactEnded ?? times.resolved ?? closedAt)
}

/** "open for 2 h", "lasted 34 min"; null where a time is missing. */
export function lengthText(incident: Timed, now: number): string | null {
  const from = beganAt(incident)
  if (from === null) return null
  if (isOngoing(incident.status)) return `open for ${formatDuration(now - from)}`
  const to = endedAt(incident)
  return to === null ? null : `lasted ${formatDuration(to - from)}`
}

export type Due = { state: 'overdue' | 'soon' | 'later' | 'unset'; text: string }
const soonMs = 10 * 60_000

/** The clock of the next update. Once it is over there is none. */
export function dueOf({ status, nextUpdateDueAt }: Timed, now: number): Due | null {
  if (!isOngoing(status)) return null
  if (nextUpdateDueAt === null) return { state: 'unset', text: 'no update promised' }
  const left = nextUpdateDueAt - now
  if (left < 0) return { state: 'overdue', text: `update overdue for ${formatDuration(-left)}` }
  return { state: left <= soonMs ? 'soon' : 'later', text: `update due in ${formatDuration(left)}` }
}

/** Whether we knew before the customer told us; null = cannot be said. */
export function knewFirst({
  times,
  customerContactAt,
}: Pick<IncidentView, 'times' | 'customerContactAt'>): boolean | null {
  const { detected } = times
  if (customerContactAt === null || detected === null || detected === undefined) return null
  return detected < customerContactAt
}
