import type { Pool } from 'pg'
import { reviewDueAt } from './dates.ts'
import { findWithoutReview, insertReview } from './review-store.server.ts'

/**
 * An incident that is over and grave enough has a review from then on, empty, with the day it is due: whoever counts
 * overdue reviews sees those that nobody has begun. Answers how many it began.
 */
export async function beginReviews(pool: Pool, now: Date): Promise<number> {
  const ended = await findWithoutReview(pool)
  for (const one of ended) {
    const due = reviewDueAt(one.severity, one.resolvedAt.getTime(), one.timeZone)
    await insertReview(pool, one, due === null ? null : new Date(due), now)
  }
  return ended.length
}
