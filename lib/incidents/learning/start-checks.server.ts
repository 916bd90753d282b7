import type { Pool } from 'pg'
import { readClock } from '#lib/alerting/alerts/timers-store.server.ts'
import { releaseLease, takeLease } from '#lib/db/work-lease.server.ts'
import { type Loop, startLoop } from '#lib/loop.server.ts'
import { beginReviews } from './begin-reviews.server.ts'
import { checkActions } from './check-actions.server.ts'

const everyMs = 60_000
const leaseMs = 180_000
const name = 'learning-checks'

/** Reviews that are due, and: did what was done hold? One worker at a time asks; two that think so at once decide nothing twice. */
export function startLearningChecks({ pool, holder }: { pool: Pool; holder: string }): Loop {
  const loop = startLoop(name, everyMs, async () => {
    if (!(await takeLease(pool, name, holder, leaseMs))) return
    const now = await readClock(pool)
    await beginReviews(pool, now)
    await checkActions(pool, now)
  })
  const stop = async () => {
    await loop.stop()
    const lease = await takeLease(pool, name, holder, leaseMs).catch(() => null)
    if (lease) await releaseLease(pool, lease).catch(() => undefined)
  }
  return { ...loop, stop }
}
