import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { PrismaPg } from '@prisma/adapter-pg'
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils'
import type { MigrationList, SchemaEngine, SchemaFilter } from '@prisma/schema-engine-wasm/schema_engine_bg'
import pg from 'pg'

/** Any constant will do, as long as every Earshot takes the same. */
const advisoryLock = 4_277_009_013
const lockTimeout = '2s'
const attempts = 10

const prismaDir = fileURLToPath(new URL('../../prisma/', import.meta.url))
const filters: SchemaFilter = { externalTables: [], externalEnums: [] }

/** What Postgres said about a migration; nothing of that file has been applied. */
export class MigrationFailed extends Error {
  constructor(message: string) {
    super(`A migration could not be applied: ${message}`)
    this.name = 'MigrationFailed'
  }
}

/**
 * Brings the database to the newest migration and returns the names it applied. Safe to call from several
 * processes at once (an advisory lock makes them queue) and after a crash half way (each file is one
 * transaction, which also records that it is done).
 */
export async function migrate(url: string, migrationsDir = join(prismaDir, 'migrations')): Promise<string[]> {
  return withLock(url, async (client) => {
    await forgetUnfinished(client)
    return withEngine(url, async (engine) => {
      const { appliedMigrationNames } = await engine.applyMigrations({
        migrationsList: readMigrations(migrationsDir),
        filters,
      })
      return appliedMigrationNames
    })
  })
}

/** SQL that leads from the migrations on disk to the schema; '' when they agree. Needs a database that may create databases. */
export async function pendingSchemaChanges(
  url: string,
  change: (schema: string) => string = (schema) => schema,
): Promise<string> {
  const { path, content } = readSchema()
  return withEngine(url, async (engine) => {
    const { stdout } = await engine.diff({
      from: { tag: 'migrations', ...readMigrations(join(prismaDir, 'migrations')) },
      to: { tag: 'schemaDatamodel', files: [{ path, content: change(content) }] },
      script: true,
      exitCode: null,
      filters,
    })
    const sql = stdout ?? ''
    return sql.includes('This is an empty migration') ? '' : sql
  })
}

function readSchema() {
  const path = join(prismaDir, 'schema.prisma')
  return { path, content: readFileSync(path, 'utf8') }
}

function readMigrations(baseDir: string): MigrationList {
  const names = readdirSync(baseDir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
  return {
    baseDir,
    lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
    shadowDbInitScript: '',
    migrationDirectories: names.map((path) => ({
      path,
      migrationFile: {
        path: 'migration.sql',
        content: { tag: 'ok', value: readFileSync(join(baseDir, path, 'migration.sql'), 'utf8') },
      },
    })),
  }
}

async function withLock<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'earshot migrate',
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  })
  // A lost connection loses the lock too; the work under way then fails by itself.
  client.on('error', () => undefined)
  await client.connect()
  try {
    await client.query('SELECT pg_advisory_lock($1)', [advisoryLock])
    return await work(client)
  } finally {
    await client.end()
  }
}

/** A row without an end means a crash before its transaction committed: nothing of it happened, so it may run again. */
async function forgetUnfinished(client: pg.Client): Promise<void> {
  const { rows } = await client.query(`SELECT to_regclass('_prisma_migrations') IS NOT NULL AS there`)
  if (!rows[0]?.there) return
  await client.query(
    'UPDATE "_prisma_migrations" SET rolled_back_at = now() WHERE finished_at IS NULL AND rolled_back_at IS NULL',
  )
}

async function withEngine<T>(url: string, work: (engine: SchemaEngine) => Promise<T>): Promise<T> {
  const Engine = await loadEngine()
  const opened: pg.Pool[] = []
  const factory = bindMigrationAwareSqlAdapterFactory(repairedAdapter(url, opened))
  const schema = readSchema()
  const engine = await Engine.new({ datamodels: [[schema.path, schema.content]] }, () => undefined, factory)
  try {
    return await work(engine)
  } catch (error) {
    // The engine hides what Postgres said behind a number.
    throw factory.errorRegistry.consumeError(0)?.error ?? error
  } finally {
    engine.free()
    await Promise.all(opened.filter((pool) => !pool.ending).map((pool) => pool.end()))
  }
}

let loading: Promise<typeof SchemaEngine> | null = null

/** Prisma's schema engine as WebAssembly: the same checks and history table as its CLI, without a download. */
function loadEngine(): Promise<typeof SchemaEngine> {
  loading ??= (async () => {
    const bindings = await import('@prisma/schema-engine-wasm/schema_engine_bg')
    const wasmFile = createRequire(import.meta.url)
      .resolve('@prisma/schema-engine-wasm/schema_engine_bg')
      .replace(/\.js$/, '.wasm')
    const { instance } = await WebAssembly.instantiate(readFileSync(wasmFile), {
      './schema_engine_bg.js': bindings as unknown as WebAssembly.ModuleImports,
    })
    bindings.__wbg_set_wasm(instance.exports)
    const start = instance.exports.__wbindgen_start
    if (typeof start === 'function') start()
    return bindings.SchemaEngine
  })()
  return loading
}

/**
 * Prisma's adapter with three repairs: it cuts scripts at every `;`, which breaks functions (ours sends the file
 * whole); it refuses catalogue columns; and it drops its shadow database before leaving it.
 */
function repairedAdapter(url: string, opened: pg.Pool[]): SqlMigrationAwareDriverAdapterFactory {
  const { provider, adapterName } = new PrismaPg(url)
  const connectTo = async (to: string, record: boolean) => {
    const adapter = await new PrismaPg({
      connectionString: to,
      max: 2,
      application_name: 'earshot migrate',
    }).connect()
    const pool = adapter.underlyingDriver()
    pool.on('error', () => undefined)
    // the adapter leaves a listener behind for every migration; they go with the connection
    pool.on('connect', (client) => client.setMaxListeners(0))
    opened.push(pool)
    readCatalogueChars(adapter, pool)
    adapter.executeScript = (script) => runFile(pool, script, record)
    return adapter
  }
  return {
    provider,
    adapterName,
    connect: () => connectTo(url, true),
    async connectToShadowDb() {
      const shadow = await createShadow(url)
      const adapter = await connectTo(shadow.url, false)
      adapter.dispose = async () => {
        await adapter.underlyingDriver().end()
        await shadow.drop()
      }
      return adapter
    },
  }
}

/** An empty database beside the real one, in which the migrations are replayed to see what they lead to. */
async function createShadow(url: string): Promise<{ url: string; drop: () => Promise<void> }> {
  const name = `earshot_shadow_${randomUUID().replaceAll('-', '')}`
  const run = async (sql: string) => {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    await client.query(sql).finally(() => client.end())
  }
  await run(`CREATE DATABASE ${name}`)
  const beside = new URL(url)
  beside.pathname = `/${name}`
  return { url: beside.href, drop: () => run(`DROP DATABASE ${name} WITH (FORCE)`) }
}

const charOid = 18
const textOid = 25

/** The engine reads catalogue columns of type "char", which the adapter refuses: passed as text, handed on as characters. */
function readCatalogueChars(adapter: SqlDriverAdapter, pool: pg.Pool): void {
  const charColumns = new WeakMap<object, number[]>()
  const query = pool.query.bind(pool) as (...args: unknown[]) => Promise<pg.QueryResult>
  const reading = async (...args: unknown[]) => {
    const result = await query(...args)
    const fields = result.fields ?? []
    const columns = fields.flatMap((field, index) => (field.dataTypeID === charOid ? [index] : []))
    for (const field of fields) if (field.dataTypeID === charOid) field.dataTypeID = textOid
    charColumns.set(result.rows ?? [], columns)
    return result
  }
  Object.assign(pool, { query: reading })
  const queryRaw = adapter.queryRaw.bind(adapter)
  adapter.queryRaw = async (sql) => {
    const found = await queryRaw(sql)
    for (const index of charColumns.get(found.rows) ?? []) found.columnTypes[index] = ColumnTypeEnum.Character
    return found
  }
}

async function runFile(pool: pg.Pool, script: string, record: boolean): Promise<void> {
  const alone = /\bCONCURRENTLY\b/i.test(script)
  for (let attempt = 1; ; attempt += 1) {
    const client = await pool.connect()
    // A connection lost while it is ours speaks up by itself; the query under way fails anyway.
    client.on('error', () => undefined)
    try {
      await client.query(alone ? script : inOneTransaction(script, record))
      client.release()
      return
    } catch (error) {
      // Closing the connection is the surest rollback.
      client.release(true)
      const { code, message, hint } = error as { code?: string; message: string; hint?: string }
      if (code !== '55P03' || attempt === attempts)
        throw new MigrationFailed([message, hint].filter(Boolean).join(' '))
      await pause(250 * attempt)
    }
  }
}

/** Waiting long for a lock would stop all traffic behind us: give up after 2 s and try again. */
function inOneTransaction(script: string, record: boolean): string {
  const done = record
    ? 'UPDATE "_prisma_migrations" SET finished_at = now() WHERE finished_at IS NULL AND rolled_back_at IS NULL;'
    : ''
  return `BEGIN; SET LOCAL lock_timeout = '${lockTimeout}';\n${script}\n;${done} COMMIT;`
}
