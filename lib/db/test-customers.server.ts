import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { v7 as uuidv7 } from 'uuid'
import type { Role, TenantScope } from '../access/member.ts'
import { pool } from './pools.server.ts'

/** Makers of rows for tests. Every name is unique, so test files never meet and nothing needs cleaning. */

export type TestCustomer = { id: string; slug: string; name: string; scope: TenantScope }
export type TestApp = { id: string; customerId: string; slug: string; name: string }
export type TestKey = { id: string; customerId: string; appId: string; key: string; hash: Buffer }
export type TestMember = { id: string; email: string; name: string; role: Role; scope: TenantScope }

export async function makeCustomer(
  given: { name?: string; telemetryRetentionDays?: number } = {},
): Promise<TestCustomer> {
  const id = uuidv7()
  const slug = `customer-${randomUUID()}`
  const name = given.name ?? slug
  await pool('owner').query(
    'INSERT INTO customer (id, name, slug, telemetry_retention_days) VALUES ($1, $2, $3, $4)',
    [id, name, slug, given.telemetryRetentionDays ?? 14],
  )
  return { id, slug, name, scope: { customerIds: [id] } }
}

export async function makeApp(
  customer: { id: string },
  given: { name?: string; reportsPerMinute?: number } = {},
): Promise<TestApp> {
  const id = uuidv7()
  const slug = `app-${randomUUID()}`
  const name = given.name ?? slug
  await pool('owner').query(
    'INSERT INTO app (customer_id, id, name, slug, reports_per_minute) VALUES ($1, $2, $3, $4, $5)',
    [customer.id, id, name, slug, given.reportsPerMinute ?? 60_000],
  )
  return { id, customerId: customer.id, slug, name }
}

type KeyChoices = {
  kind?: 'publishable' | 'secret'
  allowedOrigins?: readonly string[]
  simulated?: boolean
  disabled?: boolean
}

export async function makeKey(
  app: { id: string; customerId: string },
  given: KeyChoices = {},
): Promise<TestKey> {
  const id = uuidv7()
  const {
    kind = 'publishable',
    allowedOrigins = ['http://localhost'],
    simulated = false,
    disabled = false,
  } = given
  const key = `${kind === 'secret' ? 'sk' : 'pk'}_${randomBytes(24).toString('base64url')}`
  const hash = createHash('sha256').update(key).digest()
  await pool('owner').query(
    `INSERT INTO app_key (customer_id, id, app_id, kind, hash, hint, allowed_origins, simulated, disabled_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, CASE WHEN $9 THEN now() END)`,
    [app.customerId, id, app.id, kind, hash, key.slice(0, 8), allowedOrigins, simulated, disabled],
  )
  return { id, customerId: app.customerId, appId: app.id, key, hash }
}

type MemberChoices = {
  role?: Role
  customers?: readonly { id: string }[]
  passwordHash?: string
  email?: string
  name?: string
}

/** A member with memberships of `customers`; an administrator needs none. */
export async function makeMember(given: MemberChoices = {}): Promise<TestMember> {
  const id = uuidv7()
  const { role = 'operator', customers = [], passwordHash = 'no password', name = 'Test Member' } = given
  const email = given.email ?? `${id}@members.example`
  await pool('owner').query(
    'INSERT INTO member (id, email, name, role, password_hash) VALUES ($1, $2, $3, $4, $5)',
    [id, email, name, role, passwordHash],
  )
  for (const customer of customers)
    await pool('owner').query('INSERT INTO membership (customer_id, member_id) VALUES ($1, $2)', [
      customer.id,
      id,
    ])
  return { id, email, name, role, scope: { customerIds: customers.map((customer) => customer.id) } }
}
