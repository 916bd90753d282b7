import type { Pool, PoolClient } from 'pg'
import type { MutingSpan } from '#lib/alerting/suppression/suppressions-of.ts'
import { pool } from '#lib/db/pools.server.ts'
import { inTransaction } from '#lib/db/transaction.server.ts'
import { holdsLease, recordProgress, takeLease, type WorkLease } from '#lib/db/work-lease.server.ts'
import { crashPoint } from '#lib/telemetry/crash-point.server.ts'
import { advanceEscalations } from '../escalation/advance.server.ts'
import { tellPeople } from '../personal/tell-people.server.ts'
import { applyPlan } from './apply-plan.server.ts'
import type { Settings } from './customer-state.ts'
import { healGroups } from './heal-groups.server.ts'
import { isNothing, planCustomer } from './plan-customer.ts'
import { lockCustomer, readSettings, readStates } from './store.server.ts'

export const dispatchLease = 'dispatch'
const leaseMs = 10_000
const atOnce = 50
/** A group whose first tick is now is told in the second round; more would be a mistake. */
const mostRounds = 3

export type Dispatching = {
  holder: string
  /** silences and maintenance that mute now */
  readSpans: (db: Pool, now: Date) => Promise<readonly MutingSpan[]>
}
export type Dispatched = { held: boolean; queued: number; climbed: number }

/** Another worker has taken over: nothing of this was done. */
class LeaseLost extends Error {}

/**
 * One look at everything: decides who is told what, and writes it down. Level-triggered, so a look that was missed or
 * failed is made up for by the next one; a customer on whom nothing is to be done costs no transaction.
 */
export async function dispatchOnce({ holder, readSpans }: Dispatching, now: Date): Promise<Dispatched> {
  const db = pool('worker')
  const lease = await takeLease(db, dispatchLease, holder, leaseMs)
  if (!lease) return { held: false, queued: 0, climbed: 0 }
  await healGroups(db)
  const settings = { ...(await readSettings(db)), spans: await readSpans(db, now) }
  const queued = await dispatchAll(lease, settings, now)
  await whileHeld(lease, (client) => tellPeople(client, now))
  const climbed = await climbAll(lease, now)
  await recordProgress(db, lease, now)
  return { held: true, queued, climbed }
}

/** A customer whose data cannot be worked on holds up nobody else; the failure is told when all have had their turn. */
async function dispatchAll(lease: WorkLease, settings: Settings, now: Date): Promise<number> {
  let queued = 0
  const failures: unknown[] = []
  for (const state of await readStates(pool('worker'), null))
    try {
      if (!isNothing(planCustomer(state, settings, now)))
        queued += await dispatchCustomer(lease, state.customerId, settings, now)
    } catch (error) {
      if (error instanceof LeaseLost) throw error
      failures.push(error)
    }
  if (failures.length > 0) throw new AggregateError(failures, 'some customers could not be dispatched')
  return queued
}

/** Reads again what is held now, and does all that one customer's alerts need, or nothing. */
async function dispatchCustomer(
  lease: WorkLease,
  customerId: string,
  settings: Settings,
  now: Date,
): Promise<number> {
  let total = 0
  for (let round = 0; round < mostRounds; round++) {
    const { again, queued } = await whileHeld(lease, async (client) => {
      await lockCustomer(client, customerId)
      const [state] = await readStates(client, [customerId])
      const plan = state && planCustomer(state, settings, now)
      return plan && !isNothing(plan) ? applyPlan(client, customerId, plan, now) : { again: false, queued: 0 }
    })
    total += queued
    if (!again) break
  }
  return total
}

async function climbAll(lease: WorkLease, now: Date): Promise<number> {
  let total = 0
  for (;;) {
    const climbed = await whileHeld(lease, (client) => advanceEscalations(client, now, atOnce))
    total += climbed
    if (climbed < atOnce) return total
  }
}

/** Commits only while the lease is still ours. */
function whileHeld<T>(lease: WorkLease, work: (client: PoolClient) => Promise<T>): Promise<T> {
  return inTransaction(pool('worker'), async (client) => {
    const result = await work(client)
    if (!(await holdsLease(client, lease))) throw new LeaseLost('another dispatcher has taken over')
    crashPoint('s7')
    return result
  })
}
