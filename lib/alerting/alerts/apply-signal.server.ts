import type { PoolClient } from 'pg'
import { v7 as uuidv7 } from 'uuid'
import { decideSignal } from './decide-signal.ts'
import { flapping, type Reopenings } from './flapping.ts'
import { newAlert } from './new-alert.ts'
import type { Applied, Signal } from './signal.ts'
import { lockEpisodes, lockKey, readReopenings } from './store.server.ts'
import { writeChange, writeNew } from './write-change.server.ts'

const never: Reopenings = { recent: 0, lastAt: null }
const mostTries = 5

/**
 * Makes of a signal what the intake matrix says, within the caller's transaction (read committed). Whoever applies
 * several at once goes through them in the order of their keys, so that two workers never wait for each other.
 */
export async function applySignal(client: PoolClient, signal: Signal, now: Date): Promise<Applied> {
  await lockKey(client, signal.customerId, signal.dedupKey)
  for (let tries = 0; tries < mostTries; tries += 1) {
    const applied = await tryToApply(client, signal, now)
    if (applied) return applied
  }
  throw new Error(`the alert of ${signal.dedupKey} changes faster than a signal can be applied`)
}

/** Null: lost a race against something that does not know the lock of keys. */
async function tryToApply(client: PoolClient, signal: Signal, now: Date): Promise<Applied | null> {
  const { open, closed } = await lockEpisodes(client, signal.customerId, signal.dedupKey)
  const reopenings =
    closed && signal.action === 'trigger'
      ? await readReopenings(client, closed, new Date(now.getTime() - flapping.windowMs))
      : never
  const decision = decideSignal({ open, closed, reopenings }, signal, now)
  if (decision.do === 'ignore') return { alertId: null, did: 'ignored' }
  if (decision.do === 'change') {
    const { row, change, did } = decision
    return (await writeChange(client, row, change, now)) && { alertId: row.id, did }
  }
  const { row, opened } = newAlert(signal, uuidv7(), now)
  return (await writeNew(client, row, opened, now)) ? { alertId: row.id, did: 'opened' } : null
}
