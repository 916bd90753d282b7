import { createHash, createHmac } from 'node:crypto'
import type pg from 'pg'
import { v7 as uuidv7 } from 'uuid'
import type { Role } from '../lib/access/member.ts'
import { hashPassword } from '../lib/access/password.server.ts'
import { pool } from '../lib/db/pools.server.ts'
import { env, keptSecret } from '../lib/env.server.ts'

/** The demo: the MSP "Northwind Communications" with four customers, seven apps and a login per role. */

export const demoMsp = 'Northwind Communications'
/** Fixed and printed: the demo listens on this machine alone. */
export const demoPassword = 'earshot-demo'

type PlannedApp = { name: string; slug: string; realCalls?: true }
type PlannedCustomer = { name: string; slug: string; timeZone: string; apps: readonly PlannedApp[] }

const plan: readonly PlannedCustomer[] = [
  {
    name: 'Acme Telehealth',
    slug: 'acme',
    timeZone: 'America/New_York',
    apps: [
      { name: 'Video Visits', slug: 'video-visits', realCalls: true },
      { name: 'Triage Line', slug: 'triage-line' },
    ],
  },
  {
    name: 'Brightside Schools',
    slug: 'brightside',
    timeZone: 'America/Chicago',
    apps: [
      { name: 'Virtual Classroom', slug: 'virtual-classroom', realCalls: true },
      { name: 'Parent Calls', slug: 'parent-calls' },
    ],
  },
  {
    name: 'Cobalt Bank',
    slug: 'cobalt',
    timeZone: 'Europe/London',
    apps: [
      { name: 'Advisor Video', slug: 'advisor-video' },
      { name: 'Support Chat', slug: 'support-chat' },
    ],
  },
  {
    name: 'Dunmore Logistics',
    slug: 'dunmore',
    timeZone: 'Europe/Dublin',
    apps: [{ name: 'Dispatch Voice', slug: 'dispatch-voice' }],
  },
]

const operatorSees = ['acme', 'brightside', 'cobalt']

export type DemoApp = { id: string; name: string; slug: string; simulatedKey: string; realKey: string | null }
export type DemoCustomer = { id: string; name: string; slug: string; apps: DemoApp[] }
export type DemoLogin = { role: Role; email: string; password: string }
export type Demo = { customers: DemoCustomer[]; logins: DemoLogin[] }

/**
 * Makes what of the demo is missing and returns all of it; a second run changes nothing but the origins of the
 * keys for real calls. Keys follow from a secret in the data folder, so they survive a restart and no two
 * installations share them.
 */
export async function seedDemo(now: Date, realKeyOrigins: readonly string[]): Promise<Demo> {
  const secret = keptSecret(env().EARSHOT_DATA_DIR, 'demo-secret')
  const client = await pool('owner').connect()
  try {
    await client.query('BEGIN')
    // Two demos at once on one database would otherwise both find it empty.
    await client.query('SELECT pg_advisory_xact_lock(4277009015)')
    const customers: DemoCustomer[] = []
    for (const planned of plan)
      customers.push(await seedCustomer(client, planned, { secret, realKeyOrigins, now }))
    const logins = await seedLogins(client, customers, now)
    await client.query('COMMIT')
    client.release()
    return { customers, logins }
  } catch (error) {
    client.release(true)
    throw error
  }
}

type Seeding = { secret: string; realKeyOrigins: readonly string[]; now: Date }

async function seedCustomer(
  client: pg.PoolClient,
  planned: PlannedCustomer,
  seeding: Seeding,
): Promise<DemoCustomer> {
  const { name, slug, timeZone } = planned
  await client.query(
    'INSERT INTO customer (id, name, slug, time_zone, created_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (slug) DO NOTHING',
    [uuidv7(), name, slug, timeZone, seeding.now],
  )
  const { id } = await one(client, 'SELECT id FROM customer WHERE slug = $1', [slug])
  const apps: DemoApp[] = []
  for (const app of planned.apps) apps.push(await seedApp(client, { id, slug }, app, seeding))
  return { id, name, slug, apps }
}

async function seedApp(
  client: pg.PoolClient,
  customer: { id: string; slug: string },
  { name, slug, realCalls }: PlannedApp,
  seeding: Seeding,
): Promise<DemoApp> {
  await client.query(
    'INSERT INTO app (customer_id, id, name, slug, created_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (customer_id, slug) DO NOTHING',
    [customer.id, uuidv7(), name, slug, seeding.now],
  )
  const { id } = await one(client, 'SELECT id FROM app WHERE customer_id = $1 AND slug = $2', [
    customer.id,
    slug,
  ])
  const derive = (kind: 'pk_' | 'sk_') =>
    kind +
    createHmac('sha256', seeding.secret)
      .update(`${customer.slug}/${slug}/${kind}`)
      .digest('base64url')
      .slice(0, 32)
  const simulatedKey = derive('sk_')
  const realKey = realCalls ? derive('pk_') : null
  const app = { customerId: customer.id, id }
  await seedKey(client, app, { key: simulatedKey, kind: 'secret', origins: [], simulated: true }, seeding.now)
  if (realKey)
    await seedKey(
      client,
      app,
      { key: realKey, kind: 'publishable', origins: seeding.realKeyOrigins, simulated: false },
      seeding.now,
    )
  return { id, name, slug, simulatedKey, realKey }
}

type SeededKey = {
  key: string
  kind: 'publishable' | 'secret'
  origins: readonly string[]
  simulated: boolean
}

async function seedKey(
  client: pg.PoolClient,
  app: { customerId: string; id: string },
  { key, kind, origins, simulated }: SeededKey,
  now: Date,
): Promise<void> {
  const hash = createHash('sha256').update(key).digest()
  await client.query(
    `INSERT INTO app_key (customer_id, id, app_id, kind, hash, hint, allowed_origins, simulated, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     ON CONFLICT (hash) DO UPDATE SET allowed_origins = EXCLUDED.allowed_origins`,
    [app.customerId, uuidv7(), app.id, kind, hash, key.slice(0, 8), origins, simulated, now],
  )
}

async function seedLogins(
  client: pg.PoolClient,
  customers: readonly DemoCustomer[],
  now: Date,
): Promise<DemoLogin[]> {
  const idsOf = (slugs: readonly string[]) =>
    customers.filter(({ slug }) => slugs.includes(slug)).map(({ id }) => id)
  const people: { role: Role; local: string; name: string; customerIds: string[] }[] = [
    { role: 'admin', local: 'admin', name: 'Ada Admin', customerIds: [] },
    { role: 'manager', local: 'manager', name: 'Mona Manager', customerIds: customers.map(({ id }) => id) },
    { role: 'operator', local: 'operator', name: 'Otto Operator', customerIds: idsOf(operatorSees) },
    ...customers.map(({ id, slug, name }) => ({
      role: 'customer' as const,
      local: slug,
      name,
      customerIds: [id],
    })),
    { role: 'owner', local: 'owner', name: 'Olga Owner', customerIds: idsOf(['acme']) },
  ]
  const logins: DemoLogin[] = []
  for (const { role, local, name, customerIds } of people) {
    const email = `${local}@demo.earshot.example`
    await seedMember(client, { email, name, role, customerIds }, now)
    logins.push({ role, email, password: demoPassword })
  }
  return logins
}

async function seedMember(
  client: pg.PoolClient,
  {
    email,
    name,
    role,
    customerIds,
  }: { email: string; name: string; role: Role; customerIds: readonly string[] },
  now: Date,
): Promise<void> {
  const known = await client.query('SELECT 1 FROM member WHERE email = $1', [email])
  if (known.rowCount === 0)
    await client.query(
      'INSERT INTO member (id, email, name, role, password_hash, created_at) VALUES ($1, $2, $3, $4, $5, $6)',
      [uuidv7(), email, name, role, await hashPassword(demoPassword), now],
    )
  await client.query(
    `INSERT INTO membership (customer_id, member_id)
     SELECT unnest($1::uuid[]), id FROM member WHERE email = $2 ON CONFLICT DO NOTHING`,
    [customerIds, email],
  )
}

async function one(client: pg.PoolClient, sql: string, params: readonly unknown[]): Promise<{ id: string }> {
  const { rows } = await client.query<{ id: string }>(sql, [...params])
  const [row] = rows
  if (!row) throw new Error('a row that was just made is not there')
  return row
}
