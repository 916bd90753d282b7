import type { IncomingMessage, ServerResponse } from 'node:http'
import { listen } from '#lib/db/listen.server.ts'
import { pool, reservedPool } from '#lib/db/pools.server.ts'
import { log } from '#lib/log.server.ts'
import { type Loop, startLoop } from '#lib/loop.server.ts'
import { fetchOutside } from '#lib/outside/fetch-outside.server.ts'
import { applySignal } from '../alerts/apply-signal.server.ts'
import { beatHandler } from '../heartbeats/beat.server.ts'
import { watchHeartbeats } from '../heartbeats/watch.server.ts'
import { processDeliveries } from './process.server.ts'
import { createRates } from './rates.ts'
import { intakeHandler } from './receive.server.ts'
import { createSnsVerifier } from './verify-sns.server.ts'
import { watchSources } from './watch-sources.server.ts'
import { deleteOldDeliveries } from './watched/store.server.ts'

type Handler = (req: IncomingMessage, res: ServerResponse) => void

/** What ingest answers for outside monitors and heartbeats: `/intake/…` and `/beat/…`. Null = not for it. */
export function createIntakeDoor(options: { now: () => number; trustedProxyHops: number }) {
  const onError = (error: unknown) => log.error({ err: error }, 'a delivery could not be taken')
  const own = reservedPool('ingest', 3) // a crowd of calls must not hold up what tells of trouble
  const intake = intakeHandler({ pool: own, rates: createRates(), onError, ...options })
  const beat = beatHandler({ pool: own, now: options.now, onError })
  return (path: string): Handler | null => {
    if (path.startsWith('/intake/')) return intake
    return path.startsWith('/beat/') ? beat : null
  }
}

/** What the worker does with what came in: woken by new deliveries, and at least every second. */
export function startIntake({ now }: { now: () => number }): { loops: Loop[]; stop: () => Promise<void> } {
  const deps = {
    pool: pool('worker'),
    now: () => new Date(now()),
    applySignal,
    verifySns: createSnsVerifier({ fetchText }),
    confirm: async (url: string) => void (await fetchText(url)),
    onError: (error: unknown, about: string) =>
      log.error({ err: error, about }, 'a delivery could not be processed'),
  }
  const process = startLoop('intake', 1_000, async () => void (await processDeliveries(deps)))
  const line = listen('worker', { earshot_intake: () => void process.runNow() })
  const loops = [
    process,
    startLoop('heartbeats', 5_000, () => watchHeartbeats(deps.pool, applySignal, deps.now())),
    startLoop('sources', 60_000, () => watchSources(deps, deps.now())),
    startLoop('old-deliveries', 6 * 3_600_000, () => deleteOldDeliveries(deps.pool, deps.now())),
  ]
  return { loops, stop: () => line.stop() }
}

/** Amazon's addresses alone come here; no redirect is followed, little is read, and it may not take long. */
async function fetchText(url: string): Promise<string> {
  const { status, body } = await fetchOutside({ url, reach: 'public' })
  if (status !== 200) throw new Error(`Amazon answered ${status}.`)
  return body
}
