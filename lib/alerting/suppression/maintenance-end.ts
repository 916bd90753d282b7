import type { EndMaintenance, MaintenancePlan } from './contract.ts'
import { occurrencesFrom, type Recurring, wallTimeOf } from './occurrences.ts'

export type MaintenanceEnd =
  | { readonly do: 'refuse'; readonly because: string }
  /** `goesOn` is the plan to put in its place, from the occurrence after the one that is left out */
  | { readonly do: 'end'; readonly goesOn: Pick<MaintenancePlan, 'startsLocal'> | null }

/**
 * Ends a plan now. Only this time: what is under way stops, or the next one is left out, and a new plan goes on with the
 * rest, since a plan that has begun stays as it was.
 */
export function decideMaintenanceEnd(
  plan: Recurring,
  which: EndMaintenance['which'],
  now: number,
): MaintenanceEnd {
  const [current, following] = occurrencesFrom(plan, now, 2)
  if (!current) return { do: 'refuse', because: 'This maintenance is over.' }
  if (which === 'all' || !following) return { do: 'end', goesOn: null }
  return { do: 'end', goesOn: { startsLocal: wallTimeOf(plan, following.startsAt) } }
}
