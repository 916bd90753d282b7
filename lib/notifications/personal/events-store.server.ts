import type { PoolClient } from 'pg'
import type { AlertSeverity } from '#lib/alerting/severity.ts'
import type { PersonalEvent } from './personal-events.ts'

export type Untold = PersonalEvent & {
  eventId: string
  customerId: string
  alertId: string
  severity: AlertSeverity
  title: string
}

const mostAtOnce = 500

/** Events that concern people, newer than that, of which no message is written down. */
export async function findUntold(
  db: Pick<PoolClient, 'query'>,
  kinds: readonly string[],
  since: Date,
): Promise<Untold[]> {
  const { rows } = await db.query<Untold>(
    `SELECT e.id AS "eventId", e.kind, e.actor_id AS "actorId", e.actor_name AS "actorName", e.data,
            e.customer_id AS "customerId", e.alert_id AS "alertId", a.severity, a.title
       FROM alert_event e JOIN alert a ON a.customer_id = e.customer_id AND a.id = e.alert_id
      WHERE e.at > $2 AND e.kind = ANY($1::text[])
        AND (e.kind <> 'noted' OR jsonb_array_length(CASE WHEN jsonb_typeof(e.data -> 'mentions') = 'array'
                                                          THEN e.data -> 'mentions' ELSE '[]' END) > 0)
        AND NOT EXISTS (SELECT 1 FROM outbox o
             WHERE o.subject_id = e.alert_id AND starts_with(o.idempotency_key, 'person:1:' || e.id::text || ':'))
      ORDER BY e.at, e.seq LIMIT ${mostAtOnce}`,
    [kinds, since],
  )
  return rows
}
