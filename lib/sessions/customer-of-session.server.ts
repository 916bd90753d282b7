import { pool } from '#lib/db/pools.server.ts'
import { readCustomerOfSession } from './store.server.ts'

/** Whose session it is; null when there is none. The socket asks before it lets anyone watch. */
export function customerOfSession(sessionId: string): Promise<string | null> {
  return readCustomerOfSession(pool('ingest'), sessionId)
}
