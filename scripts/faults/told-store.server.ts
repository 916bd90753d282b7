import { v7 as uuidv7 } from 'uuid'
import { seal } from '#lib/access/seal.server.ts'
import { pool } from '#lib/db/pools.server.ts'
import { sealedFor } from '#lib/notifications/channels/sealed-for.ts'

/** A customer with some channels that go to the given addresses, each with a route for one region. */
export async function makeTold(urls: readonly string[]): Promise<string> {
  const db = pool('owner')
  const customerId = uuidv7()
  await db.query('INSERT INTO customer (id, name, slug) VALUES ($1, $2, $2)', [
    customerId,
    `told-${customerId}`,
  ])
  for (const [i, url] of urls.entries()) {
    const id = uuidv7()
    const secrets = { url, signingKey: `whsec_${Buffer.alloc(24, i + 1).toString('base64')}` }
    await db.query(
      `INSERT INTO channel (customer_id, id, kind, name, sealed, budget_per_hour, created_at, updated_at)
       VALUES ($1, $2, 'webhook', $3, $4, 10000, now(), now())`,
      [customerId, id, `far end ${i}`, seal(JSON.stringify(secrets), sealedFor(customerId, id))],
    )
    await db.query(
      `INSERT INTO route (customer_id, id, name, position, matchers, group_by, group_wait_ms, group_interval_ms, channel_ids, updated_at)
       VALUES ($1, $2, $3, $4, $5, ARRAY['session'], 0, 200, $6, now())`,
      [
        customerId,
        uuidv7(),
        `to far end ${i}`,
        i,
        JSON.stringify([{ name: 'region', op: 'is', value: String(i) }]),
        [id],
      ],
    )
  }
  return customerId
}

/**
 * Histories of alerts that are not exact, and how many alerts have each: opened first, resolved once, told of both once,
 * numbered without gaps. What a far end heard may be recorded after the alert was resolved.
 */
export async function readWrongHistories(customerId: string): Promise<{ history: string; alerts: number }[]> {
  const { rows } = await pool('owner').query<{ history: string; alerts: number }>(
    `SELECT history, count(*)::int AS alerts FROM (
       SELECT string_agg(e.kind, ', ' ORDER BY e.seq)
              || CASE WHEN a.version = count(*) AND max(e.seq) = count(*) THEN '' ELSE ' (with gaps)' END AS history
         FROM alert a JOIN alert_event e ON e.customer_id = a.customer_id AND e.alert_id = a.id
        WHERE a.customer_id = $1 GROUP BY a.id, a.version) h
      WHERE history NOT IN ('opened, notified, resolved, notified', 'opened, resolved, notified, notified') GROUP BY 1 ORDER BY 2 DESC`,
    [customerId],
  )
  return rows
}

/** What is not settled yet, and what was given up. */
export async function readOutbox(customerId: string): Promise<{ waiting: number; dead: number }> {
  const { rows } = await pool('owner').query<{ waiting: number; dead: number }>(
    `SELECT count(*) FILTER (WHERE status IN ('pending', 'leased'))::int AS waiting,
            count(*) FILTER (WHERE status = 'dead')::int AS dead FROM outbox WHERE customer_id = $1`,
    [customerId],
  )
  return rows[0] ?? { waiting: 0, dead: 0 }
}
