import type { Pool } from 'pg'
import { readClock } from '#lib/alerting/alerts/timers-store.server.ts'
import { releaseLease, takeLease } from '#lib/db/work-lease.server.ts'
import { type Loop, startLoop } from '#lib/loop.server.ts'
import { followAlerts } from './alerts/follow-alerts.server.ts'
import { impactEveryMs, refreshImpacts } from './impact/refresh-impacts.server.ts'
import { openByRules } from './rules/open-by-rules.server.ts'

const everyMs = 2_000
const leaseMs = 20_000

/**
 * Incidents that rules open, that follow their alerts, and what they cost. One worker at a time does each; two that
 * think so at once do nothing twice, since every step is decided on rows that are held.
 */
export function startIncidents({ pool, holder }: { pool: Pool; holder: string }): Loop[] {
  return [
    leased('incident-rules', everyMs, (now) => openByRules(pool, now)),
    leased('incident-alerts', everyMs, (now) => followAlerts(pool, now)),
    leased('incident-impact', impactEveryMs, (now) => refreshImpacts(pool, now)),
  ]

  function leased(name: string, periodMs: number, work: (now: Date) => Promise<unknown>): Loop {
    const loop = startLoop(name, periodMs, async () => {
      if (await takeLease(pool, name, holder, leaseMs)) await work(await readClock(pool))
    })
    const stop = async () => {
      await loop.stop()
      const lease = await takeLease(pool, name, holder, leaseMs).catch(() => null)
      if (lease) await releaseLease(pool, lease).catch(() => undefined)
    }
    return { ...loop, stop }
  }
}
