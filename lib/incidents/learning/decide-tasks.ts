import type { IncidentStatus } from '../contract.ts'
import type { ReviewTask, ReviewTaskKey } from './contract.ts'

type Change = { key: ReviewTaskKey; status: ReviewTask['status']; name: string; now: number }

export const changeTask = (tasks: readonly ReviewTask[], { key, status, name, now }: Change): ReviewTask[] =>
  tasks.map((task) =>
    task.key !== key || task.status === status
      ? task
      : {
          ...task,
          status,
          finishedAt: status === 'open' ? null : now,
          finishedName: status === 'open' ? null : name,
        },
  )

/**
 * Finishing tasks moves the incident: the first one takes it from resolved to learning, the last one closes it. What
 * goes on, or was dismissed, stays where it is.
 */
export function incidentStatusAfter(status: IncidentStatus, tasks: readonly ReviewTask[]): IncidentStatus {
  const finished = tasks.filter((task) => task.status !== 'open').length
  if (status !== 'resolved' && status !== 'post-incident') return status
  if (finished === tasks.length) return 'closed'
  return finished > 0 ? 'post-incident' : status
}
