import { pool } from '#lib/db/pools.server.ts'
import { releaseLease, takeLease } from '#lib/db/work-lease.server.ts'
import { dispatchLease } from './dispatch.server.ts'

/** Gives the work to whoever waits for it, if it is ours. */
export async function releaseDispatch(holder: string): Promise<void> {
  const lease = await takeLease(pool('worker'), dispatchLease, holder, 1_000)
  if (lease) await releaseLease(pool('worker'), lease)
}
