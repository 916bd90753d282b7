import type { Pool } from 'pg'
import { releaseLease, takeLease } from '#lib/db/work-lease.server.ts'
import { type Loop, startLoop } from '#lib/loop.server.ts'
import { blastEveryMs, refreshBlasts } from './blast-radius.server.ts'
import { runAlertTimers } from './run-alert-timers.server.ts'
import { readClock } from './timers-store.server.ts'

const timersEveryMs = 2_000
const leaseMs = 20_000

/**
 * Snoozes and acknowledgements that end, alerts that open again, and whom they hit. One worker at a time does each;
 * two that think so at once do nothing twice, since every step is decided on the row while it is held.
 */
export function startAlertTimers({ pool, holder }: { pool: Pool; holder: string }): Loop[] {
  return [
    leased('alert-timers', timersEveryMs, async (now) => {
      await runAlertTimers(pool, now)
    }),
    leased('alert-blast-radius', blastEveryMs, async (now) => {
      await refreshBlasts(pool, now)
    }),
  ]

  function leased(name: string, periodMs: number, work: (now: Date) => Promise<void>): Loop {
    const loop = startLoop(name, periodMs, async () => {
      if (await takeLease(pool, name, holder, leaseMs)) await work(await readClock(pool))
    })
    const stop = async () => {
      await loop.stop()
      // ours again for a moment, or somebody else's already: the next one does not wait for it to run out
      const lease = await takeLease(pool, name, holder, leaseMs).catch(() => null)
      if (lease) await releaseLease(pool, lease).catch(() => undefined)
    }
    return { ...loop, stop }
  }
}
