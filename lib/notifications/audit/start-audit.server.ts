import { applySignal } from '#lib/alerting/alerts/apply-signal.server.ts'
import { pool } from '#lib/db/pools.server.ts'
import { env } from '#lib/env.server.ts'
import { log } from '#lib/log.server.ts'
import { type Loop, startLoop } from '#lib/loop.server.ts'
import { fetchOutside } from '#lib/outside/fetch-outside.server.ts'
import { enqueue } from '../outbox/enqueue.server.ts'
import { auditAlerting } from './audit.server.ts'
import { measureAlerting } from './measure.server.ts'
import { callOutside } from './outside-heartbeat.server.ts'

const everyMs = 60_000
const metricsEveryMs = 10_000

/** The worker's part that watches the others: once a minute it looks for what did not happen, and calls its own watcher. */
export function startAudit({ now }: { now: () => number }): { loops: Loop[] } {
  const url = env().EARSHOT_OUTSIDE_HEARTBEAT_URL
  const warn = (fact: object, words: string) => log.error(fact, words)
  const audit = { pool: pool('worker'), applySignal, enqueue, warn }
  const loops = [
    startLoop('audit', everyMs, () => auditAlerting(audit, new Date(now()))),
    startLoop('alerting-metrics', metricsEveryMs, () => measureAlerting(pool('worker'))),
  ]
  if (url !== undefined)
    loops.push(
      startLoop('outside-heartbeat', everyMs, async () => {
        const call = () => callWatcher(url)
        if ((await callOutside({ pool: pool('worker'), call }, new Date(now()))) === 'silent')
          log.error('the outside watcher was not called: alerts are not being evaluated')
      }),
    )
  return { loops }
}

/** The address comes from the operator's own settings, so a closed network is allowed. */
async function callWatcher(url: string): Promise<void> {
  const { status } = await fetchOutside({ url, reach: 'private' })
  if (status >= 300) throw new Error(`the outside watcher answered ${status}`)
}
