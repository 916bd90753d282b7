import type { Pool } from 'pg'
import { log } from '#lib/log.server.ts'
import { findAttachedIds } from '../alerts/store.server.ts'
import type { IncidentImpact } from '../contract.ts'
import { proposeFor } from '../severity/propose.server.ts'
import { impactOf } from './impact-of.ts'
import { type Counting, countImpact, findStaleImpacts, saveImpact } from './store.server.ts'

export const impactEveryMs = 15_000
const atOnce = 100

/** Counts again what each incident costs, and what severity that proposes; answers how many were counted. */
export async function refreshImpacts(pool: Pool, now: Date): Promise<number> {
  const countedBefore = new Date(now.getTime() - impactEveryMs + 1_000)
  const stale = await findStaleImpacts(pool, { now, countedBefore, limit: atOnce })
  for (const one of stale) await refreshOne(pool, one, now)
  return stale.length
}

/** One that cannot be counted keeps its last numbers and does not hold up the others. */
async function refreshOne(pool: Pool, one: Counting, now: Date): Promise<void> {
  let impact: IncidentImpact | null = null
  try {
    const counted = await countImpact(pool, one)
    impact = counted && impactOf(one, counted)
  } catch (error) {
    log.warn({ err: error, incidentId: one.id }, 'what an incident costs could not be counted')
  }
  const proposal = one.ongoing
    ? await proposeFor(pool, one.customerId, await findAttachedIds(pool, one), now)
    : null
  await saveImpact(pool, one, impact, proposal, now)
}
