import { randomUUID } from 'node:crypto'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { MigrationFailed, migrate, pendingSchemaChanges } from './migrate.server.ts'
import { databaseUrl } from './pools.server.ts'

const migrationsDir = fileURLToPath(new URL('../../prisma/migrations/', import.meta.url))
const all = readdirSync(migrationsDir)
  .filter((name) => /^\d/.test(name))
  .sort()
const made: string[] = []
let url: string

async function run<T extends pg.QueryResultRow>(on: string, sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: on })
  await client.connect()
  const { rows } = await client.query<T>(sql).finally(() => client.end())
  return rows
}

beforeEach(async () => {
  const name = `migrate_${randomUUID().replaceAll('-', '')}`
  await run(databaseUrl('owner'), `CREATE DATABASE ${name}`)
  made.push(name)
  const beside = new URL(databaseUrl('owner'))
  beside.pathname = `/${name}`
  url = beside.href
})

afterAll(async () => {
  for (const name of made) await run(databaseUrl('owner'), `DROP DATABASE ${name} WITH (FORCE)`)
})

/** The real migrations and one more. */
function withOneMore(sql: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'earshot-migrations-'))
  cpSync(migrationsDir, folder, { recursive: true })
  mkdirSync(join(folder, '99990101000000_extra'))
  writeFileSync(join(folder, '99990101000000_extra', 'migration.sql'), sql)
  return folder
}

describe('migrating', () => {
  test('an empty database gets everything, a second run changes nothing', async () => {
    expect(await migrate(url)).toEqual(all)
    expect(await migrate(url)).toEqual([])
  })

  test('four processes at once apply each migration once and none fails', async () => {
    const applied = await Promise.all([migrate(url), migrate(url), migrate(url), migrate(url)])
    expect(applied.flat().sort()).toEqual(all)
  })

  test('the migrations lead to the schema, nothing is left to write', async () => {
    expect(await pendingSchemaChanges(url)).toBe('')
  })

  test('a column that the schema gains is noticed', async () => {
    const changed = await pendingSchemaChanges(url, (schema) =>
      schema.replace('@@map("customer")', 'motto String?\n@@map("customer")'),
    )
    expect(changed).toMatch(/ALTER TABLE "customer" ADD COLUMN\s+"motto"/)
  })

  test('the copy that is replayed for comparison does not stay', async () => {
    await pendingSchemaChanges(url)
    const left = await run<{ n: number }>(
      url,
      `SELECT count(*)::int AS n FROM pg_database WHERE datname LIKE 'earshot_shadow_%'`,
    )
    expect(left[0]?.n).toBe(0)
  })

  test('a migration that fails says what Postgres said, changes nothing, and may be corrected and run again', async () => {
    const bad = withOneMore('CREATE TABLE half (id int); SELECT 1 FROM no_such_table;')
    await expect(migrate(url, bad)).rejects.toThrow(MigrationFailed)
    await expect(migrate(url, bad)).rejects.toThrow(/no_such_table/)
    expect(await run(url, `SELECT to_regclass('half') AS half`)).toEqual([{ half: null }])
    rmSync(bad, { recursive: true })

    const good = withOneMore('CREATE TABLE half (id int);')
    expect(await migrate(url, good)).toEqual(['99990101000000_extra'])
    rmSync(good, { recursive: true })
  })

  test('a crash half way through a file is taken up at the next start', async () => {
    await migrate(url)
    const more = withOneMore(`CREATE TABLE half (id int); SELECT pg_terminate_backend(pg_backend_pid());`)
    await expect(migrate(url, more)).rejects.toThrow()
    rmSync(more, { recursive: true })
    const again = withOneMore('CREATE TABLE half (id int);')
    expect(await migrate(url, again)).toEqual(['99990101000000_extra'])
    rmSync(again, { recursive: true })
  })

  test('a crash after the commit but before the history is written does not run the file twice', async () => {
    const once = withOneMore('CREATE TABLE counted (id int); INSERT INTO counted VALUES (1);')
    await migrate(url, once)
    const [row] = await run<{ finished: boolean }>(
      url,
      `SELECT finished_at IS NOT NULL AS finished FROM _prisma_migrations WHERE migration_name = '99990101000000_extra'`,
    )
    expect(row?.finished).toBe(true)
    expect(await migrate(url, once)).toEqual([])
    expect(await run(url, 'SELECT count(*)::int AS n FROM counted')).toEqual([{ n: 1 }])
    rmSync(once, { recursive: true })
  })

  test('an index built concurrently, alone in its file, is applied', async () => {
    const concurrent = withOneMore('CREATE INDEX CONCURRENTLY later ON customer (created_at);')
    expect(await migrate(url, concurrent)).toContain('99990101000000_extra')
    rmSync(concurrent, { recursive: true })
  })

  test('a lock held by traffic is waited for in short tries, not sat upon', async () => {
    await migrate(url)
    const busy = new pg.Client({ connectionString: url })
    await busy.connect()
    await busy.query('BEGIN; LOCK TABLE customer IN ACCESS SHARE MODE')
    const more = withOneMore('ALTER TABLE customer ADD COLUMN motto text;')
    const migrating = migrate(url, more)
    const waiting = `SELECT count(*)::int AS n FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE 'BEGIN; SET LOCAL%' AND datname = current_database()`
    await expect.poll(async () => (await run<{ n: number }>(url, waiting))[0]?.n, { timeout: 10_000 }).toBe(1)
    await busy.query('COMMIT')
    expect(await migrating).toEqual(['99990101000000_extra'])
    await busy.end()
    rmSync(more, { recursive: true })
  })
})
