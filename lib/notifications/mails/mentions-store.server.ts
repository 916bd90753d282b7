import type { PoolClient } from 'pg'

export type Mention = {
  eventId: string
  customerId: string
  incidentId: string
  reference: string
  title: string
  actorName: string
  memberIds: string[]
}

/** People who were named in notes on incidents since then. */
export async function findMentioned(db: Pick<PoolClient, 'query'>, since: Date): Promise<Mention[]> {
  const { rows } = await db.query<Mention>(
    `SELECT e.id AS "eventId", e.customer_id AS "customerId", i.id AS "incidentId", i.reference, i.title,
            e.actor_name AS "actorName", ARRAY(SELECT jsonb_array_elements_text(e.data->'mentions')) AS "memberIds"
       FROM incident_event e JOIN incident i ON i.customer_id = e.customer_id AND i.id = e.incident_id
      WHERE e.at >= $1 AND e.kind IN ('noted', 'note-edited') AND jsonb_array_length(coalesce(e.data->'mentions', '[]')) > 0
      ORDER BY e.at LIMIT 200`,
    [since],
  )
  return rows
}
