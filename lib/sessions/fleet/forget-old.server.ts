import { pool } from '#lib/db/pools.server.ts'
import { deleteOldFleetFindings } from './store.server.ts'

const keptDays = 400

/** A year of what was shared, and a month to look at it. */
export function dropOldFleetFindings(now: Date): Promise<void> {
  return deleteOldFleetFindings(pool('worker'), new Date(now.getTime() - keptDays * 24 * 3_600_000))
}
