import type { PoolClient } from 'pg'
import type { AlertEventKind } from '#lib/alerting/alerts/contract.ts'
import type { ChannelKind } from '../contract.ts'

/** What people did to alerts, and the messages that say otherwise. */
export type ChangeToTell = {
  eventId: string
  kind: AlertEventKind
  actorName: string
  at: Date
  customerId: string
  alertId: string
  channelId: string
  channelKind: ChannelKind
  subjectId: string
  /** null: the message is about this alert alone */
  groupId: string | null
  groupAlerts: string[]
}

export async function findChangesToTell(
  db: Pick<PoolClient, 'query'>,
  kinds: readonly AlertEventKind[],
  since: Date,
  most: number,
): Promise<ChangeToTell[]> {
  const { rows } = await db.query<ChangeToTell>(
    `SELECT e.id AS "eventId", e.kind, e.actor_name AS "actorName", e.at, e.customer_id AS "customerId",
            e.alert_id AS "alertId", t.channel_id AS "channelId", c.kind AS "channelKind", t.subject_id AS "subjectId",
            t.group_id AS "groupId", t.group_alerts AS "groupAlerts"
       FROM alert_event e
       CROSS JOIN LATERAL (
         SELECT m.channel_id, m.subject_id, NULL::uuid AS group_id, '{}'::uuid[] AS group_alerts
           FROM message_thread m WHERE m.subject_id = e.alert_id
         UNION ALL
         SELECT m.channel_id, m.subject_id, g.id, g.delivered_firing || coalesce(g.delivered_resolved, '{}')
           FROM notification_group g JOIN message_thread m ON m.subject_id = g.id
          WHERE g.customer_id = e.customer_id AND e.alert_id = ANY(g.delivered_firing)
       ) t
       JOIN channel c ON c.id = t.channel_id AND c.disabled_at IS NULL
      WHERE e.at > $2 AND e.kind = ANY($1::text[]) AND NOT (e.kind IN ('resolved', 'reopened') AND t.group_id IS NOT NULL)
        AND NOT EXISTS (SELECT 1 FROM outbox o
             WHERE o.idempotency_key = 'update:1:' || e.id::text || ':' || t.channel_id::text)
      ORDER BY e.at, e.seq LIMIT $3`,
    [kinds, since, most],
  )
  return rows
}
