import type { Pool, PoolClient, QueryResultRow } from 'pg'
import type { TenantScope } from '../access/member.ts'
import { prisma } from './client.server.ts'
import type { Prisma } from './generated/client.ts'
import { pool } from './pools.server.ts'

/** Prisma inside one transaction. */
export type Tx = Prisma.TransactionClient

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** One transaction of a staff member or of the system on their behalf: sees and changes the scope's customers only. */
export function inScope<T>(scope: TenantScope, work: (tx: Tx) => Promise<T>): Promise<T> {
  const tenants = tenantList(scope)
  return prisma('web').$transaction(async (tx) => {
    await tx.$executeRaw`SELECT set_config('app.tenants', ${tenants}, true)`
    return work(tx)
  })
}

/** One read-only transaction of a customer user: exactly one customer, and only the tables a customer may read. */
export function asCustomer<T>(scope: TenantScope, work: (tx: Tx) => Promise<T>): Promise<T> {
  const tenants = oneTenant(scope)
  return prisma('customer').$transaction(async (tx) => {
    await tx.$executeRaw`SET TRANSACTION READ ONLY`
    await tx.$executeRaw`SELECT set_config('app.tenants', ${tenants}, true)`
    return work(tx)
  })
}

/**
 * One transaction without tenants, for signing in: `member`, `sign_in` and installation-wide `audit` rows. With
 * a member's id it may also read that member's memberships and, for an administrator, the list of customers.
 */
export function inAccess<T>(work: (tx: Tx) => Promise<T>, memberId: string | null = null): Promise<T> {
  return prisma('web').$transaction(async (tx) => {
    if (memberId !== null) await assumeMember(tx, memberId)
    return work(tx)
  })
}

/** Lets the rest of this transaction read what belongs to the member (see `inAccess`). Call it once you know who. */
export async function assumeMember(tx: Tx, memberId: string): Promise<void> {
  await tx.$executeRaw`SELECT set_config('app.member', ${memberId}, true)`
}

/** Ids of the customers a member may see: all for an administrator, else those of its memberships; none when disabled. */
export async function readMemberCustomers(tx: Tx, memberId: string): Promise<string[]> {
  await assumeMember(tx, memberId)
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT c.id FROM customer c WHERE (SELECT earshot_member_is_admin())
    UNION
    SELECT s.customer_id FROM membership s JOIN member m ON m.id = s.member_id
    WHERE m.id = earshot_member() AND m.role <> 'admin' AND m.disabled_at IS NULL
    ORDER BY id`
  return rows.map(({ id }) => id)
}

/**
 * One writing transaction within the scope, past Prisma: for bulk that would be far too slow row by row. All of it is
 * there when it returns, or nothing.
 */
export async function writeInScope<T>(
  scope: TenantScope,
  work: (client: PoolClient) => Promise<T>,
): Promise<T> {
  const tenants = tenantList(scope)
  const client = await pool('web').connect()
  try {
    await client.query(`BEGIN; SELECT set_config('app.tenants', '${tenants}', true)`)
    const result = await work(client)
    await client.query('COMMIT')
    client.release()
    return result
  } catch (error) {
    client.release(true)
    throw error
  }
}

/**
 * One transaction on a role's own pool, past Prisma: all of it, or nothing. For the worker and ingest, who see every
 * customer and must name the one they mean.
 */
export async function inTransaction<T>(on: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await on.connect()
  try {
    await client.query('BEGIN')
    const result = await work(client)
    await client.query('COMMIT')
    client.release()
    return result
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined) // its locks go now, not when Postgres misses the connection
    client.release(true)
    throw error
  }
}

/** Rows of one SQL read within the scope, past Prisma (several times faster for series). Never writes. */
export function queryInScope<Row extends QueryResultRow>(
  scope: TenantScope,
  sql: string,
  params: readonly unknown[] = [],
): Promise<Row[]> {
  return readRows<Row>('web', tenantList(scope), sql, params)
}

/** Like `queryInScope`, with a customer user's rights. */
export function queryAsCustomer<Row extends QueryResultRow>(
  scope: TenantScope,
  sql: string,
  params: readonly unknown[] = [],
): Promise<Row[]> {
  return readRows<Row>('customer', oneTenant(scope), sql, params)
}

async function readRows<Row extends QueryResultRow>(
  role: 'web' | 'customer',
  tenants: string,
  sql: string,
  params: readonly unknown[],
): Promise<Row[]> {
  const client = await pool(role).connect()
  try {
    // `tenants` holds nothing but checked UUIDs, and saves a round trip by going inside the text.
    await client.query(`BEGIN READ ONLY; SELECT set_config('app.tenants', '${tenants}', true)`)
    const { rows } = await client.query<Row>(sql, [...params])
    await client.query('COMMIT')
    client.release()
    return rows
  } catch (error) {
    // A closed connection cannot carry this transaction's tenants, or its failure, to the next one.
    client.release(true)
    throw error
  }
}

/** Ids that are no UUIDs cannot name a customer; they are refused before they reach SQL. */
function tenantList({ customerIds }: TenantScope): string {
  if (!customerIds.every((id) => uuid.test(id)))
    throw new TypeError('a scope holds customer ids (UUIDs) only')
  return customerIds.join(',')
}

function oneTenant(scope: TenantScope): string {
  if (scope.customerIds.length !== 1) throw new TypeError('a customer user reads exactly one customer')
  return tenantList(scope)
}
