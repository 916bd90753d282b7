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

export type Ended = Key & { severity: IncidentRow['severity']; resolvedAt: Date; timeZone: string }
export async function findWithoutReview(db: Db): Promise<Ended[]> {
  const { rows } = await db.query<Ended>(
    `SELECT i.customer_id AS "customerId", i.id, i.severity, i.resolved_at AS "resolvedAt", c.time_zone AS "timeZone"
       FROM incident i JOIN customer c ON c.id = i.customer_id
      WHERE i.status IN ('resolved', 'post-incident') AND i.severity <> 'minor' AND i.resolved_at IS NOT NULL
        AND NOT EXISTS (SELECT FROM incident_review r WHERE r.customer_id = i.customer_id AND r.incident_id = i.id)
      ORDER BY i.resolved_at LIMIT 200`,
  )
  return rows
}

/** Empty: until somebody writes, it reads as the draft that is made from the incident. */
export async function insertReview(db: Db, { customerId, id }: Key, dueAt: Date | null, now: Date) {
  await db.query(
    `INSERT INTO incident_review (customer_id, incident_id, due_at, created_at, updated_at, updated_name)
     VALUES ($1, $2, $3, $4, $4, 'Earshot') ON CONFLICT DO NOTHING`,
    [customerId, id, dueAt, now],
  )
}
