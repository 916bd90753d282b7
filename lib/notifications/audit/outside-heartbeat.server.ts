import type { Pool } from 'pg'
import { stuckWork } from './progress.ts'
import { readProgress } from './store.server.ts'

/**
 * Tells an outside watcher that alerts are evaluated and decided on. It keeps silent when that is not so: when evaluation
 * does not move, has never moved, or Postgres does not answer. "The process runs" is no reason to call.
 */
export async function callOutside(
  { pool, call }: { pool: Pool; call: () => Promise<void> },
  now: Date,
): Promise<'called' | 'silent'> {
  const stuck = stuckWork(await readProgress(pool), now)
  if (stuck === null || stuck.length > 0) return 'silent'
  await call()
  return 'called'
}
