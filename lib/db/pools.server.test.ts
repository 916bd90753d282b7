import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { forgetEnv } from '../env.server.ts'
import { type Embedded, startEmbedded } from './embedded.server.ts'
import { migrate } from './migrate.server.ts'
import { closePools, databaseUrl, pool } from './pools.server.ts'
import { type FaultyWay, faultyWay } from './proxy-for-tests.server.ts'
import { makeApp, makeCustomer } from './test-customers.server.ts'
import { inScope, queryInScope } from './transaction.server.ts'

const shared = databaseUrl('owner')

async function useDatabase(url: string): Promise<void> {
  await closePools()
  process.env.DATABASE_URL = url
  forgetEnv()
}

describe('a pool', () => {
  afterAll(closePools)

  test.each(['ingest', 'web', 'worker', 'customer'] as const)(
    'of %s acts as its own role from the first query',
    async (role) => {
      const { rows } = await pool(role).query(
        `SELECT current_user AS user, current_setting('statement_timeout') AS timeout, current_setting('application_name') AS name`,
      )
      expect(rows[0]).toEqual({ user: `earshot_${role}`, timeout: '5s', name: `earshot ${role}` })
    },
  )

  test('does not grow past its bound, later callers wait or are refused', async () => {
    const lent = await Promise.all(Array.from({ length: 10 }, () => pool('web').connect()))
    await expect(pool('web').query('SELECT 1')).rejects.toThrow(/timeout/)
    for (const client of lent) client.release()
    expect((await pool('web').query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }])
  })
})

describe('when Postgres goes away', () => {
  let dataDir: string
  let embedded: Embedded
  let port: number
  const uncaught: unknown[] = []
  const remember = (error: unknown) => uncaught.push(error)

  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'earshot-test-'))
    embedded = await startEmbedded({ dataDir, port: 0, durable: false })
    port = Number(new URL(embedded.url).port)
    await migrate(embedded.url)
    process.on('uncaughtExceptionMonitor', remember)
    await useDatabase(embedded.url)
  })
  afterAll(async () => {
    await useDatabase(shared)
    process.off('uncaughtExceptionMonitor', remember)
    await embedded.stop()
    rmSync(dataDir, { recursive: true, force: true })
  })

  async function restart() {
    await embedded.stop()
    embedded = await startEmbedded({ dataDir, port, durable: false })
  }

  test('five restarts under idle pools end nothing, and the next query works', async () => {
    const customer = await makeCustomer()
    await makeApp(customer)
    for (let round = 0; round < 5; round += 1) {
      await inScope(customer.scope, (tx) => tx.app.count())
      await queryInScope(customer.scope, 'SELECT 1')
      await pool('ingest').query('SELECT 1')
      await restart()
      expect(await inScope(customer.scope, (tx) => tx.app.count())).toBe(1)
      expect(await queryInScope(customer.scope, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
    }
    expect(uncaught).toEqual([])
  })

  test('a restart under open transactions fails them and ends nothing', async () => {
    const customer = await makeCustomer()
    const client = await pool('worker').connect()
    await client.query('BEGIN')
    const open = inScope(customer.scope, async (tx) => {
      await tx.app.count()
      await restart()
      return tx.app.count()
    })
    await expect(open).rejects.toThrow()
    await expect(client.query('SELECT 1')).rejects.toThrow()
    client.release(true)
    expect((await pool('worker').query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }])
    expect(uncaught).toEqual([])
  })
})

describe('when packets vanish on the way to the database', () => {
  let way: FaultyWay
  beforeEach(async () => {
    way = await faultyWay(shared)
    await useDatabase(way.url)
  })
  afterEach(async () => {
    await useDatabase(shared)
    await way.close()
  })

  test('queries under way are given up by the silence, and new connections work as soon as the way is healed', async () => {
    const customer = await makeCustomer()
    await inScope(customer.scope, (tx) => tx.app.count())
    await queryInScope(customer.scope, 'SELECT 1')
    await pool('ingest').query('SELECT 1')
    way.fallSilent()
    const outcomes = await Promise.allSettled([
      inScope(customer.scope, (tx) => tx.app.count()),
      queryInScope(customer.scope, 'SELECT 1'),
      pool('ingest').query('SELECT 1'),
    ])
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
    expect(outcomes[2]).toMatchObject({ reason: { message: expect.stringMatching(/silent for 9000 ms/) } })
    way.heal()
    expect(await inScope(customer.scope, (tx) => tx.app.count())).toBe(0)
  })
})
