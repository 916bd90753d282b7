import type { Pool } from 'pg'
import { incidentStatuses, isOngoing } from '../contract.ts'
import type { Db } from '../store.server.ts'
import type { FollowedAlert } from './decide-follow.ts'

type Key = { customerId: string; id: string }
const ongoing = incidentStatuses.filter(isOngoing)

/**
 * Incidents whose alerts may have something to say: any that ended, was told or acknowledged where that is not known
 * yet, and those that we have called resolved while an alert of them fires. What it is, is decided on the held row.
 */
export async function findToFollow(db: Pool, limit: number): Promise<Key[]> {
  const { rows } = await db.query<Key>(
    `SELECT i.customer_id AS "customerId", i.id FROM incident i
      WHERE i.closed_at IS NULL AND EXISTS (
        SELECT FROM incident_alert x JOIN alert a ON a.customer_id = x.customer_id AND a.id = x.alert_id
         WHERE x.customer_id = i.customer_id AND x.incident_id = i.id AND x.detached_at IS NULL AND (
           i.status = ANY($1) AND (
             a.closed_at IS NOT NULL AND i.auto_resolve <> 'never' AND i.status <> 'triage'
             OR a.first_notified_at IS NOT NULL AND (i.first_notified_at IS NULL OR a.first_notified_at < i.first_notified_at)
             OR a.first_human_ack_at IS NOT NULL AND i.acknowledged_at IS NULL)
           OR i.status = 'resolved' AND i.auto_resolve IN ('all', 'last') AND a.closed_at IS NULL))
      ORDER BY i.declared_at, i.id LIMIT $2`,
    [ongoing, limit],
  )
  return rows
}

export async function findFollowed(db: Db, { customerId, id }: Key): Promise<FollowedAlert[]> {
  const { rows } = await db.query<FollowedAlert>(
    `SELECT a.id, a.title, a.app_id AS "appId", a.region, a.started_at AS "startedAt", a.opened_at AS "openedAt",
            a.first_notified_at AS "firstNotifiedAt", a.first_human_ack_at AS "firstHumanAckAt",
            a.closed_at AS "closedAt", x.attached_at AS "attachedAt"
       FROM incident_alert x JOIN alert a ON a.customer_id = x.customer_id AND a.id = x.alert_id
      WHERE x.customer_id = $1 AND x.incident_id = $2 AND x.detached_at IS NULL`,
    [customerId, id],
  )
  return rows
}

export async function findLastMoves(
  db: Db,
  { customerId, id }: Key,
): Promise<{ backAt: Date | null; resolvedByUs: boolean }> {
  const { rows } = await db.query<{ backAt: Date | null; resolvedByUs: boolean }>(
    `SELECT max(at) FILTER (WHERE data ->> 'back' = 'true') AS "backAt",
            coalesce((array_agg(actor_kind ORDER BY seq DESC))[1] = 'system', false) AS "resolvedByUs"
       FROM incident_event WHERE customer_id = $1 AND incident_id = $2 AND kind = 'status'`,
    [customerId, id],
  )
  return rows[0] ?? { backAt: null, resolvedByUs: false }
}
