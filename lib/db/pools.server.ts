import type { Socket } from 'node:net'
import pg from 'pg'
import { env } from '../env.server.ts'
import { log } from '../log.server.ts'

/** `owner` is for migrations and setting up alone; the others cannot pass row-level security. */
export type DatabaseRole = 'owner' | 'ingest' | 'web' | 'worker' | 'customer'

const poolSize: Record<DatabaseRole, number> = { owner: 2, ingest: 8, web: 10, worker: 6, customer: 5 }
const statementTimeoutMs = 5_000
/** Longer than any statement may take: a connection that says nothing for so long is dead. */
const silenceMs = 9_000

const pools = new Map<DatabaseRole, pg.Pool>()
const reserved = new Set<pg.Pool>()

/** The pool of a role, made at first use. Every connection in it acts as `earshot_<role>`. */
export function pool(role: DatabaseRole): pg.Pool {
  const found = pools.get(role)
  if (found) return found
  const made = makePool(role)
  pools.set(role, made)
  return made
}

/** A pool apart, for work that must not wait behind other work of its role. Ended with the others. */
export function reservedPool(role: DatabaseRole, max: number): pg.Pool {
  const made = makePool(role, max)
  reserved.add(made)
  return made
}

/** Ends all pools; a later `pool()` makes new ones. */
export async function closePools(): Promise<void> {
  const open = [...pools.values(), ...reserved]
  pools.clear()
  reserved.clear()
  await Promise.all(open.map((one) => one.end()))
}

/** Where a role connects: its own URL in hardened set-ups, else the one DATABASE_URL. */
export function databaseUrl(role: DatabaseRole): string {
  const { DATABASE_URL, DATABASE_URL_INGEST, DATABASE_URL_WEB, DATABASE_URL_WORKER, DATABASE_URL_CUSTOMER } =
    env()
  const own = {
    owner: undefined,
    ingest: DATABASE_URL_INGEST,
    web: DATABASE_URL_WEB,
    worker: DATABASE_URL_WORKER,
    customer: DATABASE_URL_CUSTOMER,
  }
  const url = own[role] ?? DATABASE_URL
  if (!url) throw new Error('No database: DATABASE_URL is unset and no embedded Postgres has been started')
  return url
}

function makePool(role: DatabaseRole, max = poolSize[role]): pg.Pool {
  const bound = role !== 'owner'
  const made = new pg.Pool({
    connectionString: databaseUrl(role),
    application_name: `earshot ${role}`,
    max,
    connectionTimeoutMillis: 3_000,
    // Shorter than the silence that counts as death, so an idle connection is closed in peace first.
    idleTimeoutMillis: silenceMs - 2_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 3_000,
    statement_timeout: bound ? statementTimeoutMs : 0,
    idle_in_transaction_session_timeout: bound ? silenceMs - 1_000 : 0,
    options: bound ? `-c role=earshot_${role}` : undefined,
  })
  // Without a listener, Postgres restarting ends our process.
  made.on('error', (error) => log.warn({ err: error, role }, 'a database connection was lost while idle'))
  made.on('connect', (client) => {
    // The pool listens to idle clients alone; one that is lent out needs a listener of its own.
    client.on('error', (error) => log.warn({ err: error, role }, 'a database connection was lost in use'))
    if (bound) endWhenSilent(client)
  })
  return made
}

/** Packets that vanish make no error: a peer is given up by its silence, for queries under way too. */
function endWhenSilent(client: pg.PoolClient): void {
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection
  stream.setTimeout(silenceMs, () =>
    stream.destroy(new Error(`the database has been silent for ${silenceMs} ms`)),
  )
}
