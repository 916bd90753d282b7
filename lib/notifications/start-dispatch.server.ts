import { readActiveSuppressions } from '#lib/alerting/suppression/read-active.server.ts'
import { listen } from '#lib/db/listen.server.ts'
import { pool } from '#lib/db/pools.server.ts'
import { type Loop, startLoop } from '#lib/loop.server.ts'
import { metrics } from '#lib/metrics.server.ts'
import { type Dispatched, dispatchOnce } from './routing/dispatch.server.ts'
import { releaseDispatch } from './routing/release.server.ts'
import { readDatabaseTime } from './routing/store.server.ts'

const periodMs = 1_000

/**
 * Decides who is told for as long as the worker runs: woken by every event of an alert, and by itself once a second for
 * what only time changes. Time is the database's, so that a machine whose clock jumps tells nobody early or late.
 */
export function startDispatch(holder: string): { loops: Loop[]; stop(): Promise<void> } {
  const dispatching = { holder, readSpans: readActiveSuppressions }
  let asked = false
  const loop = startLoop('dispatch', periodMs, async () => {
    asked = false
    const began = performance.now()
    count(await dispatchOnce(dispatching, await readDatabaseTime(pool('worker'))))
    metrics.dispatchSeconds.observe((performance.now() - began) / 1_000)
  })
  const wake = () => {
    if (asked) return
    asked = true
    void loop.runNow()
  }
  const line = listen('worker', { earshot_alert: wake })
  return {
    loops: [loop],
    async stop() {
      await line.stop()
      await releaseDispatch(holder)
    },
  }
}

function count({ queued, climbed }: Dispatched): void {
  metrics.messagesDecided.inc({ by: 'route' }, queued)
  metrics.messagesDecided.inc({ by: 'escalation' }, climbed)
}
