import { Refused } from '#lib/errors.ts'
import type { AlertRow, Change, EventActor } from './alert-row.ts'

/** What an act makes of an alert. No change: it was so already, `by` says who was first. */
export type Act = { change: Change | null; by: string | null }
export type Decided = Act | Refused
/** A person, as events name them. */
export type Person = EventActor & { actorId: string }

export const does = (change: Change, by: string | null = null): Act => ({ change, by })
export const soAlready = (by: string | null): Act => ({ change: null, by })

export function refuseResolved({ state }: AlertRow): Refused | null {
  return state === 'resolved' ? new Refused('already-done', 'This alert is resolved already.') : null
}
