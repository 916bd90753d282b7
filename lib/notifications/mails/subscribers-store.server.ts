import type { PoolClient } from 'pg'
import type { SubscriptionRow, ToldIncident, ToldUpdate } from './rows.ts'

/** Subscribers of status pages, and what they are told: published words alone, of their own customer alone. */

type Db = Pick<PoolClient, 'query'>
const most = 200

const subscription = `s.id, s.customer_id AS "customerId", c.name AS "customerName", s.email,
  s.confirmed_at AS "confirmedAt", s.ended_at AS "endedAt"`

/** Nobody asked them yet whether the address is theirs. */
export async function lockUnasked(db: Db): Promise<SubscriptionRow[]> {
  const { rows } = await db.query<SubscriptionRow>(
    `SELECT ${subscription} FROM status_subscription s JOIN customer c ON c.id = s.customer_id
      WHERE s.asked_at IS NULL AND s.confirmed_at IS NULL AND s.ended_at IS NULL
      ORDER BY s.created_at LIMIT ${most} FOR UPDATE OF s SKIP LOCKED`,
  )
  return rows
}

export async function markAsked(db: Db, ids: readonly string[], now: Date): Promise<void> {
  await db.query('UPDATE status_subscription SET asked_at = $2 WHERE id = ANY($1::uuid[])', [ids, now])
}

export async function findSubscription(db: Db, id: string): Promise<SubscriptionRow | null> {
  const { rows } = await db.query<SubscriptionRow>(
    `SELECT ${subscription} FROM status_subscription s JOIN customer c ON c.id = s.customer_id WHERE s.id = $1`,
    [id],
  )
  return rows[0] ?? null
}

export type Untold = {
  id: string
  customerId: string
  incidentId: string
  notify: boolean
  publishedAt: Date
}

export async function lockUntoldUpdates(db: Db): Promise<Untold[]> {
  const { rows } = await db.query<Untold>(
    `SELECT u.id, u.customer_id AS "customerId", u.incident_id AS "incidentId", u.notify, u.published_at AS "publishedAt"
       FROM incident_update u
      WHERE u.told_at IS NULL AND u.state = 'published' AND u.published_at IS NOT NULL
      ORDER BY u.published_at LIMIT ${most} FOR UPDATE SKIP LOCKED`,
  )
  return rows
}

export async function markUpdatesTold(db: Db, ids: readonly string[], now: Date): Promise<void> {
  await db.query('UPDATE incident_update SET told_at = $2 WHERE id = ANY($1::uuid[])', [ids, now])
}

export type Recipient = { subscriptionId: string; customerId: string; incidentId: string; email: string }

/** Confirmed ones of the incident's own customer who want to hear of its components; an incident of none is of all. */
export async function findRecipients(db: Db, incidentIds: readonly string[]): Promise<Recipient[]> {
  const { rows } = await db.query<Recipient>(
    `SELECT s.id AS "subscriptionId", s.customer_id AS "customerId", i.id AS "incidentId", s.email
       FROM incident i JOIN status_subscription s ON s.customer_id = i.customer_id
      WHERE i.id = ANY($1::uuid[]) AND i.published_at IS NOT NULL
        AND s.confirmed_at IS NOT NULL AND s.ended_at IS NULL
        AND (s.component_ids = '{}' OR i.component_ids = '{}' OR s.component_ids && i.component_ids)
      ORDER BY s.id`,
    [incidentIds],
  )
  return rows
}

export type Ended = { id: string; customerId: string; resolvedAt: Date }

/**
 * Published incidents that ended a while ago without a word saying so. Whoever resolves one has these minutes to write it.
 */
export async function findEndedUntold(db: Db, from: Date, to: Date): Promise<Ended[]> {
  const { rows } = await db.query<Ended>(
    `SELECT i.id, i.customer_id AS "customerId", i.resolved_at AS "resolvedAt" FROM incident i
      WHERE i.published_at IS NOT NULL AND NOT i.simulated AND i.status IN ('resolved', 'post-incident', 'closed')
        AND i.resolved_at >= $1 AND i.resolved_at <= $2
        AND NOT EXISTS (SELECT 1 FROM incident_update u WHERE u.customer_id = i.customer_id AND u.incident_id = i.id
              AND u.state = 'published' AND u.public_status = 'resolved')
        AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.subject_id = i.id AND o.kind = 'mail' AND o.transition = 'incident-ended'
              AND o.created_at >= i.resolved_at)
      LIMIT ${most}`,
    [from, to],
  )
  return rows
}

export async function findToldUpdate(db: Db, id: string): Promise<ToldUpdate | null> {
  const { rows } = await db.query<ToldUpdate>(
    `SELECT id, customer_id AS "customerId", incident_id AS "incidentId", public_status AS "publicStatus", body,
            posted_at AS "postedAt", edited_at AS "editedAt", state FROM incident_update WHERE id = $1`,
    [id],
  )
  return rows[0] ?? null
}

export async function findToldIncident(db: Db, customerId: string, id: string): Promise<ToldIncident | null> {
  const { rows } = await db.query<ToldIncident>(
    `SELECT id, reference, public_title AS "publicTitle", status, published_at AS "publishedAt",
            coalesce(impact_ended_at, resolved_at) AS "resolvedAt"
       FROM incident WHERE customer_id = $1 AND id = $2`,
    [customerId, id],
  )
  return rows[0] ?? null
}
