import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dropExpired, ensurePartitions, ensurePartitionsBetween } from './partitions.server.ts'
import { closePools, pool } from './pools.server.ts'
import { makeCustomer, type TestCustomer } from './test-customers.server.ts'
import { queryInScope } from './transaction.server.ts'

const dayMs = 86_400_000
let customer: TestCustomer
beforeAll(async () => {
  customer = await makeCustomer()
})
afterAll(closePools)

const isoDay = (date: Date) => date.toISOString().slice(0, 10)

async function days(parent: string): Promise<string[]> {
  const { rows } = await pool('owner').query<{ name: string }>(
    'SELECT c.relname AS name FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = $1::regclass ORDER BY 1',
    [parent],
  )
  return rows.map(({ name }) => name.slice(-8))
}

function keepReport(day: Date): Promise<unknown> {
  return pool('ingest').query(
    `INSERT INTO telemetry (customer_id, participant_id, boot_no, seq, day, session_id, at, received_at, payload)
     VALUES ($1, $2, 1, 1, $3, $4, now(), now(), '')`,
    [customer.id, uuidv7(), isoDay(day), uuidv7()],
  )
}

describe('partitions by day', () => {
  test('stand from yesterday to a week ahead right after migrating', async () => {
    const today = new Date()
    for (const offset of [-1, 0, 7]) await keepReport(new Date(today.getTime() + offset * dayMs))
    expect(await ensurePartitions(today)).toBeLessThanOrEqual(3)
  })

  test('are made once, also when two workers ask at once', async () => {
    const far = new Date('2031-01-01T00:00:00Z')
    const made = await Promise.all([ensurePartitions(far, 2), ensurePartitions(far, 2)])
    expect(made.reduce((sum, n) => sum + n)).toBe(4 * 3)
    expect(await ensurePartitions(far, 2)).toBe(0)
  })

  test('cannot be reached past their parent and its wall', async () => {
    const name = `telemetry_${isoDay(new Date()).replaceAll('-', '')}`
    for (const role of ['web', 'ingest', 'worker', 'customer'] as const)
      await expect(pool(role).query(`SELECT count(*) FROM ${name}`)).rejects.toThrow(/permission denied/)
  })

  test("rows are found through the parent, by their own customer's scope alone", async () => {
    const count = 'SELECT count(*)::int AS n FROM telemetry'
    expect(await queryInScope(customer.scope, count)).toEqual([{ n: 3 }])
    expect(await queryInScope((await makeCustomer()).scope, count)).toEqual([{ n: 0 }])
  })

  test('are dropped after the longest retention of any customer, each kind after its own', async () => {
    const now = new Date()
    const old = new Date(now.getTime() - 20 * dayMs)
    const ancient = new Date(now.getTime() - 100 * dayMs)
    await ensurePartitionsBetween(old, 1)
    await ensurePartitionsBetween(ancient, 1)
    await makeCustomer({ telemetryRetentionDays: 30 })
    await dropExpired(now)
    const name = (date: Date) => isoDay(date).replaceAll('-', '')
    expect(await days('telemetry')).toContain(name(old))
    expect(await days('telemetry')).not.toContain(name(ancient))
    expect(await days('event')).not.toContain(name(ancient))
    expect(await days('participant_minute')).toContain(name(ancient))
    await pool('owner').query('UPDATE customer SET telemetry_retention_days = 14')
    await dropExpired(now)
    expect(await days('telemetry')).not.toContain(name(old))
    expect(await days('event')).toContain(name(old))
    expect(await days('telemetry')).toContain(name(now))
  })

  test('are found whatever way the planner takes through the catalogue', async () => {
    await ensurePartitionsBetween(new Date(Date.now() - 30 * dayMs), 1)
    const client = await pool('worker').connect()
    await client.query(
      'BEGIN; DISCARD PLANS; SET LOCAL enable_nestloop = off; SET LOCAL enable_mergejoin = off',
    )
    const { rows } = await client.query(`SELECT earshot_expired_days('telemetry', current_date - 29)`)
    await client.query('ROLLBACK')
    client.release()
    expect(rows.length).toBeGreaterThan(0)
  })

  test('days that are not over cannot be dropped, whatever the clock of the caller says', async () => {
    const tenYearsOn = new Date(Date.now() + 3650 * dayMs)
    await expect(dropExpired(tenYearsOn)).rejects.toThrow(/not over/)
  })
})
