import pg from 'pg'
import { log } from '../log.server.ts'
import { type DatabaseRole, databaseUrl } from './pools.server.ts'

/** What Postgres calls out on: see the triggers of the alerting migration. */
export type Wake =
  | 'earshot_data'
  | 'earshot_alert'
  | 'earshot_outbox'
  | 'earshot_intake'
  | 'earshot_incident'
  | 'earshot_mail'

const retryMs = 1_000

/**
 * Listens for as long as the process runs; a lost connection is made again. A call can be missed (while it is being made
 * again), so whoever is woken also looks by itself now and then, or when `onBack` says that the line is there again.
 */
export function listen(
  role: DatabaseRole,
  wakes: Partial<Record<Wake, (payload: string) => void>>,
  onBack: () => void = () => undefined,
): { stop(): Promise<void> } {
  let client: pg.Client | null = null
  let stopped = false
  let timer: NodeJS.Timeout | null = null
  let listened = false

  async function connect() {
    const made = new pg.Client({
      connectionString: databaseUrl(role),
      application_name: `earshot ${role} listens`,
      connectionTimeoutMillis: 3_000,
      keepAlive: true,
      keepAliveInitialDelayMillis: 3_000,
      options: role === 'owner' ? undefined : `-c role=earshot_${role}`,
    })
    made.on('error', (error) => again(made, error))
    made.on('end', () => again(made, null))
    made.on('notification', ({ channel, payload }) => wakes[channel as Wake]?.(payload ?? ''))
    client = made
    try {
      await made.connect()
      for (const name of Object.keys(wakes)) await made.query(`LISTEN ${name}`)
      if (listened) onBack()
      listened = true
    } catch (error) {
      again(made, error)
    }
  }

  function again(of: pg.Client, error: unknown) {
    if (client !== of) return
    client = null
    of.end().catch(() => undefined)
    if (stopped) return
    if (error)
      log.warn({ err: error, role }, 'the line for calls from the database was lost; it is made again')
    timer = setTimeout(() => void connect(), retryMs)
  }

  void connect()
  return {
    async stop() {
      stopped = true
      if (timer) clearTimeout(timer)
      const last = client
      client = null
      await last?.end().catch(() => undefined)
    },
  }
}
