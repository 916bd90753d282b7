import type { MaintenanceState } from './contract.ts'
import { occurrencesFrom, type Recurring } from './occurrences.ts'

/** Told by the clock: running, planned for later, over, or ended before it ever began. */
export function maintenanceState(plan: Recurring, now: number): MaintenanceState {
  const [next] = occurrencesFrom(plan, now, 1)
  if (next) return next.startsAt <= now ? 'running' : 'planned'
  const [first] = plan.endedAt === null ? [] : occurrencesFrom({ ...plan, endedAt: null }, 0, 1)
  return first && plan.endedAt !== null && plan.endedAt <= first.startsAt ? 'cancelled' : 'over'
}
