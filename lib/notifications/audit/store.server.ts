import type { Pool, PoolClient } from 'pg'

/** What the auditor looks at. It changes nothing by itself. */
type Db = Pick<Pool, 'query'> | Pick<PoolClient, 'query'>

import type { Progress } from './progress.ts'

/** How far each piece of the alert path has gone through, by the commit times it recorded. */
export async function readProgress(db: Db): Promise<Progress[]> {
  const { rows } = await db.query<Progress>(
    `SELECT name, progress FROM work_lease WHERE progress IS NOT NULL ORDER BY name`,
  )
  return rows
}

export type Overdue = { customerId: string | null; customerSlug: string; count: number; since: Date }

/** Alerts whose next step of escalation should long have been taken. */
export async function findOverdueSteps(db: Db, before: Date): Promise<Overdue[]> {
  const { rows } = await db.query<Overdue>(
    `SELECT e.customer_id AS "customerId", c.slug AS "customerSlug", count(*)::int AS count, min(e.next_escalation_at) AS since
       FROM escalation e JOIN alert a ON a.customer_id = e.customer_id AND a.id = e.alert_id JOIN customer c ON c.id = e.customer_id
      WHERE e.state = 'running' AND e.next_escalation_at < $1 AND a.state = 'open' AND a.suppressed_by = '[]'
      GROUP BY e.customer_id, c.slug`,
    [before],
  )
  return rows
}

/** Messages that nobody has sent, given up or put off: what the far end asked us to wait with is not among them. */
export async function findOverdueMessages(db: Db, before: Date, now: Date): Promise<Overdue[]> {
  const { rows } = await db.query<Overdue>(
    `SELECT o.customer_id AS "customerId", coalesce(c.slug, '') AS "customerSlug", count(*)::int AS count, min(o.not_before) AS since
       FROM outbox o LEFT JOIN customer c ON c.id = o.customer_id LEFT JOIN channel h ON h.id = o.channel_id
      WHERE ((o.status = 'pending' AND o.not_before < $1) OR (o.status = 'leased' AND o.lease_until < $1))
        AND (o.expires_at IS NULL OR o.expires_at > $2) AND (h.paused_until IS NULL OR h.paused_until < $1)
      GROUP BY o.customer_id, c.slug`,
    [before, now],
  )
  return rows
}

/** Alerts of ours about ourselves that are open. */
export async function findOpenSelf(
  db: Db,
): Promise<{ customerId: string; customerSlug: string; dedupKey: string }[]> {
  const { rows } = await db.query(
    `SELECT a.customer_id AS "customerId", c.slug AS "customerSlug", a.dedup_key AS "dedupKey"
       FROM alert a JOIN customer c ON c.id = a.customer_id WHERE a.closed_at IS NULL AND a.dedup_key LIKE 'self:1:%'`,
  )
  return rows
}

export async function findAdmins(db: Db): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `SELECT id FROM member WHERE role = 'admin' AND disabled_at IS NULL ORDER BY id LIMIT 50`,
  )
  return rows.map(({ id }) => id)
}

export type AlertingFigures = {
  open: { severity: string; count: number }[]
  waiting: number
  dead: number
  /** null: nobody has evaluated yet */
  evaluationAgeSeconds: number | null
}

/** What an operator's own monitoring wants to know about the alert path. */
export async function readAlertingFigures(db: Db): Promise<AlertingFigures> {
  const { rows } = await db.query<AlertingFigures>(
    `SELECT (SELECT coalesce(jsonb_agg(jsonb_build_object('severity', severity, 'count', n)), '[]')
               FROM (SELECT severity, count(*)::int AS n FROM alert WHERE closed_at IS NULL GROUP BY severity) a) AS open,
            (SELECT count(*)::int FROM outbox WHERE status IN ('pending', 'leased')) AS waiting,
            (SELECT count(*)::int FROM outbox WHERE status = 'dead' AND created_at > now() - interval '1 day') AS dead,
            (SELECT extract(epoch FROM clock_timestamp() - min(progress))::float8
               FROM work_lease WHERE name LIKE 'rules/%') AS "evaluationAgeSeconds"`,
  )
  return rows[0] ?? { open: [], waiting: 0, dead: 0, evaluationAgeSeconds: null }
}
