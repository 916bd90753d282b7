import type { IncidentRow } from '../state/incident-row.ts'
import type { Db } from '../store.server.ts'
import type { ContributingFactor, ReviewSections, ReviewStatus, ReviewTask } from './contract.ts'

export type ReviewRow = {
  status: ReviewStatus
  sections: ReviewSections
  factors: ContributingFactor[]
  tasks: ReviewTask[]
  dueAt: Date | null
  reviewedAt: Date | null
  sharedAt: Date | null
  publicText: string | null
  version: number
  updatedAt: Date
  updatedName: string
}
type Key = Pick<IncidentRow, 'customerId' | 'id'>

export async function findReview(db: Db, { customerId, id }: Key): Promise<ReviewRow | null> {
  const { rows } = await db.query<ReviewRow>(
    `SELECT status, sections, factors, tasks, due_at AS "dueAt", reviewed_at AS "reviewedAt", shared_at AS "sharedAt",
            public_text AS "publicText", version, updated_at AS "updatedAt", updated_name AS "updatedName"
       FROM incident_review WHERE customer_id = $1 AND incident_id = $2`,
    [customerId, id],
  )
  return rows[0] ?? null
}

/** The incident is held by the caller, so nobody writes between. */
export async function saveReview(
  db: Db,
  { customerId, id }: Key,
  review: Omit<ReviewRow, 'version' | 'updatedAt'>,
  now: Date,
): Promise<void> {
  await db.query(
    `INSERT INTO incident_review AS r (customer_id, incident_id, status, sections, factors, tasks, due_at, reviewed_at,
            shared_at, public_text, version, created_at, updated_at, updated_name)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1, $11, $11, $12)
     ON CONFLICT (customer_id, incident_id) DO UPDATE SET status = $3, sections = $4, factors = $5, tasks = $6,
       due_at = $7, reviewed_at = $8, shared_at = $9, public_text = $10, version = r.version + 1, updated_at = $11,
       updated_name = $12`,
    [
      ...[customerId, id, review.status, JSON.stringify(review.sections), JSON.stringify(review.factors)],
      ...[JSON.stringify(review.tasks), review.dueAt, review.reviewedAt, review.sharedAt, review.publicText],
      ...[now, review.updatedName],
    ],
  )
}
