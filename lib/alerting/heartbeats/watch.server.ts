import type { Pool } from 'pg'
import { inTransaction } from '#lib/db/transaction.server.ts'
import type { ApplySignal } from '../intake/process.server.ts'

import { signalOfHeartbeat } from './signal-of-heartbeat.ts'
import { findAbandoned, moveHeartbeats } from './store.server.ts'

const atOnce = 200

/** Raises an alert for each that is late and ends it for each that is back; state and alert stand or fall together. */
export async function watchHeartbeats(pool: Pool, applySignal: ApplySignal, now: Date): Promise<void> {
  for (;;) {
    const moved = await inTransaction(pool, async (client) => {
      const changed = await moveHeartbeats(client, now, atOnce)
      for (const beat of changed) await applySignal(client, signalOfHeartbeat(beat, now), now)
      return changed.length
    })
    if (moved < atOnce) break
  }
  await endAbandoned(pool, applySignal, now)
}

/** Who disables a heartbeat does not want its alert either. */
async function endAbandoned(pool: Pool, applySignal: ApplySignal, now: Date): Promise<void> {
  for (const beat of await findAbandoned(pool)) {
    const gone = {
      ...beat,
      intervalMs: 0,
      graceMs: 0,
      severity: 'major',
      lastBeatAt: now,
      state: 'healthy',
    } as const
    const signal = { ...signalOfHeartbeat(gone, now), reason: 'disabled' }
    await inTransaction(pool, (client) => applySignal(client, signal, now))
  }
}
