import { pool } from '#lib/db/pools.server.ts'
import { releaseLease, takeLease } from '#lib/db/work-lease.server.ts'
import { type Loop, startLoop } from '#lib/loop.server.ts'
import { engineListens } from '../engine-listens.server.ts'
import { freezeMonths } from '../months/freeze-months.server.ts'
import { recordStatus, type Streaks } from './record-status.server.ts'

const everyMs = 30_000
/** Shorter than what a span lives past its last look: whoever takes over leaves no gap. */
const recorderLeaseMs = 45_000
const freezeEveryMs = 10 * 60_000
const freezeLeaseMs = 15 * 60_000

/**
 * The worker's part of status pages: how components are, every 30 s, and months that are over. One worker at a time
 * does it; another that takes over begins its streaks anew and takes the spans from the store.
 */
export function startStatusRecorder({ holder, now }: { holder: string; now: () => number }): {
  loops: Loop[]
} {
  let streaks: Streaks = new Map()
  const recorder = leased('status-recorder', everyMs, recorderLeaseMs, async (isMine) => {
    if (!isMine) streaks = new Map()
    else
      await recordStatus(pool('worker'), {
        ...{ streaks, engineListens: await engineListens(), now: new Date(now()) },
      })
  })
  const months = leased('status-months', freezeEveryMs, freezeLeaseMs, async (isMine) => {
    if (isMine) await freezeMonths(new Date(now()))
  })
  return { loops: [recorder, months] }

  function leased(
    name: string,
    periodMs: number,
    leaseMs: number,
    work: (isMine: boolean) => Promise<void>,
  ): Loop {
    const take = () => takeLease(pool('worker'), name, holder, leaseMs)
    const loop = startLoop(name, periodMs, async () => work((await take()) !== null))
    const stop = async () => {
      await loop.stop()
      // ours again for a moment, or somebody else's already: the next one does not wait for it to run out
      const lease = await take().catch(() => null)
      if (lease) await releaseLease(pool('worker'), lease).catch(() => undefined)
    }
    return { ...loop, stop }
  }
}
