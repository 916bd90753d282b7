/** How long it must stay away after the action is done. */
export const watchDays = 30
export const watchMs = watchDays * 86_400_000
/** Silence of an app that nobody used proves nothing: so many of those days must have had calls. */
export const heardDaysNeeded = 15

export type Sighting = { at: number; href: string }
export type Watched = {
  doneAt: number
  now: number
  /** the earliest that began after it was done */
  sighting: Sighting | null
  /** days with calls in the 30 days after it was done, and until now */
  heardDaysInWindow: number
  heardDays: number
}
export type RecurrenceDecision =
  | { state: 'watching'; cannotSay: string | null }
  | { state: 'held' }
  | { state: 'recurred'; sighting: Sighting }

/**
 * Did it come back? What began before it was done, or at that moment, is what it was done about. What comes after 30
 * quiet days is another story. Without enough calls it is watched on: quiet is not the same as good.
 */
export function decideRecurrence(watched: Watched): RecurrenceDecision {
  const { doneAt, now, heardDays, heardDaysInWindow } = watched
  const until = doneAt + watchMs
  const sighting = watched.sighting && watched.sighting.at > doneAt ? watched.sighting : null
  if (sighting && (sighting.at < until || heardDaysInWindow < heardDaysNeeded))
    return { state: 'recurred', sighting }
  if (now < until) return { state: 'watching', cannotSay: null }
  if (heardDays >= heardDaysNeeded || heardDaysInWindow >= heardDaysNeeded) return { state: 'held' }
  return { state: 'watching', cannotSay: whyNot(heardDays) }
}

const whyNot = (days: number): string =>
  `Calls were seen on ${days} ${days === 1 ? 'day' : 'days'} since it was done; ${heardDaysNeeded} are needed to say that it held.`
