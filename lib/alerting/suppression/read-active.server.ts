import type { Pool, PoolClient } from 'pg'
import { occurrencesBetween } from './occurrences.ts'
import { findActive } from './store.server.ts'
import type { MutingSpan } from './suppressions-of.ts'

/** What has not begun yet but may while the answer is in use. */
const soonMs = 3_600_000

/**
 * Every span of time in which something mutes, of every customer, now and within the next hour; `suppressionsOf` tells
 * which of them touch an alert at a moment. For the dispatcher: one query, with the worker's rights.
 */
export async function readActiveSuppressions(db: Pool | PoolClient, now: Date): Promise<MutingSpan[]> {
  const [from, to] = [now.getTime(), now.getTime() + soonMs]
  const { silences, maintenances } = await findActive(db, now, new Date(to))
  const quiet = silences.map(({ silenceId, comment, ...rest }) => ({
    ...rest,
    kind: 'silence' as const,
    id: silenceId,
    name: comment,
  }))
  const work = maintenances.flatMap((plan) =>
    occurrencesBetween(plan, from, to).map((occurrence) => ({
      ...occurrence,
      kind: 'maintenance' as const,
      id: plan.maintenanceId,
      name: plan.name,
      customerId: plan.customerId,
      matchers: plan.matchers,
    })),
  )
  return [...quiet, ...work]
}
