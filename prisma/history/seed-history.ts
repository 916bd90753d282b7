import type pg from 'pg'
import { seedDefaultPack } from '../../lib/alerting/evaluation/seed-pack.server.ts'
import { pool } from '../../lib/db/pools.server.ts'
import type { Ground, Person } from './ground.ts'
import { planHistory } from './plan-history.ts'
import { writeAlerts } from './write-alerts.ts'
import { writeIncidents } from './write-incidents.ts'
import { writeLearning } from './write-learning.ts'
import { writeNoise } from './write-noise.ts'
import { writeStatus } from './write-status.ts'
import { historyDays, writeTraffic } from './write-traffic.ts'

/**
 * Ninety days of generated history behind the demo's live traffic: calls in roll-ups, alerts, incidents with what the
 * customers were told, reviews, actions, and how the components were. Every incident is marked as demo data. Done once
 * per installation; a second run changes nothing.
 */
export async function seedHistory(now: Date): Promise<boolean> {
  await seedDefaultPack(pool('worker'), now)
  const client = await pool('owner').connect()
  try {
    await client.query('BEGIN')
    await client.query('SELECT pg_advisory_xact_lock(4277009016)')
    const { rowCount } = await client.query('SELECT FROM incident WHERE simulated LIMIT 1')
    const seeds = rowCount === 0
    if (seeds) await write(await readGround(client, now))
    await client.query('COMMIT')
    client.release()
    return seeds
  } catch (error) {
    client.release(true)
    throw error
  }
}

async function write(ground: Ground): Promise<void> {
  const began = new Date(ground.now.getTime() - (historyDays + 1) * 86_400_000)
  await ground.client.query('UPDATE customer SET created_at = $1 WHERE created_at > $1', [began])
  await ground.client.query('UPDATE app SET created_at = $1 WHERE created_at > $1', [began])
  const incidents = planHistory(ground.now, (customer) => ground.customers[customer].timeZone)
  await writeTraffic(ground, incidents)
  await writeStatus(ground, incidents)
  await writeAlerts(ground, incidents)
  await writeNoise(ground)
  await writeIncidents(ground, incidents)
  await writeLearning(ground, incidents)
}

async function readGround(client: pg.PoolClient, now: Date): Promise<Ground> {
  const customers = await client.query<{ id: string; slug: string; timeZone: string }>(
    `SELECT id, slug, time_zone AS "timeZone" FROM customer`,
  )
  const of = (slug: string) => {
    const found = customers.rows.find((row) => row.slug === slug)
    if (!found) throw new Error(`the demo has no customer ${slug}`)
    return { id: found.id, timeZone: found.timeZone, prefix: slug.toUpperCase() }
  }
  const apps = await client.query<{ id: string; name: string }>(
    `SELECT a.id, c.slug || '/' || a.slug AS name FROM app a JOIN customer c ON c.id = a.customer_id
      WHERE c.slug IN ('acme', 'brightside', 'cobalt', 'dunmore')`,
  )
  const rules = await client.query<{ id: string; name: string; key: string }>(
    'SELECT id, name, pack_key AS key FROM rule WHERE pack_key IS NOT NULL AND customer_id IS NULL',
  )
  return {
    ...{ client, now },
    customers: {
      acme: of('acme'),
      brightside: of('brightside'),
      cobalt: of('cobalt'),
      dunmore: of('dunmore'),
    },
    appIds: new Map(apps.rows.map(({ name, id }) => [name, id])),
    ruleIds: new Map(rules.rows.map(({ key, id, name }) => [key, { id, name }])),
    people: {
      operator: await personOf(client, 'operator'),
      manager: await personOf(client, 'manager'),
      admin: await personOf(client, 'admin'),
    },
  }
}

async function personOf(client: pg.PoolClient, local: string): Promise<Person> {
  const { rows } = await client.query<Person>('SELECT id, name FROM member WHERE email = $1', [
    `${local}@demo.earshot.example`,
  ])
  const [person] = rows
  if (!person) throw new Error(`the demo has no ${local}`)
  return person
}
