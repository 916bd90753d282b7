import type { Timing } from './route-row.ts'
import type { Standing } from './standing.ts'

/** What those who were told last know. `at` null: nothing was ever delivered. */
export type Delivered = { firing: ReadonlySet<string>; at: Date | null }

export type GroupAlert = {
  id: string
  standing: Standing
  /** since when it may be told: opened, or no longer muted */
  since: Date
  /** the newest thing that makes what was told about it untrue */
  again: { at: Date; why: string } | null
}

export type GroupReason =
  | 'first notification'
  | 'new alerts added'
  | 'all alerts resolved'
  | 'some alerts resolved'
  | 'repeat interval elapsed'
  | (string & {})

/** `clear`: nothing is sent, but what was delivered is over. `idle`: nobody is to be told anything. */
export type GroupDecision =
  | { do: 'send'; reason: GroupReason; firing: string[]; resolved: string[] }
  | { do: 'clear' | 'idle' }

/** At a tick: the table of docs/alerting.md, first row that fits. */
export function decideGroup(
  last: Delivered,
  alerts: readonly GroupAlert[],
  timing: Timing,
  now: Date,
): GroupDecision {
  const known = alerts.filter(({ id }) => last.firing.has(id))
  const goOn = known.filter(({ standing }) => standing !== 'resolved')
  const over = known.filter(({ standing }) => standing === 'resolved').map(({ id }) => id)
  const fresh = alerts.filter(({ id, standing }) => standing === 'firing' && !last.firing.has(id))
  const send = (reason: GroupReason): GroupDecision => ({
    do: 'send',
    reason,
    firing: [...goOn, ...fresh].map(({ id }) => id),
    resolved: over,
  })
  if (fresh.length > 0) return send(goOn.length + over.length > 0 ? 'new alerts added' : 'first notification')
  if (last.firing.size === 0) return { do: 'idle' }
  if (goOn.length === 0) return over.length > 0 && timing.sendResolved ? send('all alerts resolved') : { do: 'clear' }
  if (over.length > 0 && timing.sendResolved) return send('some alerts resolved')
  const why = toldAgain(goOn, last.at, timing, now)
  return why === null ? { do: 'idle' } : send(why)
}

function toldAgain(
  goOn: readonly GroupAlert[],
  at: Date | null,
  { repeatIntervalMs }: Timing,
  now: Date,
): string | null {
  const firing = goOn.filter(({ standing }) => standing === 'firing')
  if (at === null || firing.length === 0) return null
  const changed = firing.find(({ again }) => again !== null && again.at > at)
  if (changed?.again) return changed.again.why
  return now.getTime() - at.getTime() >= repeatIntervalMs ? 'repeat interval elapsed' : null
}

/** The first tick of a new group; null while none of its alerts may be told. One older than the wait is told at once. */
export function firstTick(alerts: readonly GroupAlert[], { groupWaitMs }: Timing, now: Date): Date | null {
  const firing = alerts.filter(({ standing }) => standing === 'firing')
  if (firing.length === 0) return null
  const oldest = Math.min(...firing.map(({ since }) => since.getTime()))
  return new Date(Math.max(now.getTime(), oldest + groupWaitMs))
}

/** Ticks recur from the first one; those that were missed are one. */
export function nextTick(tick: Date, { groupIntervalMs }: Timing, now: Date): Date {
  const passed = Math.max(0, now.getTime() - tick.getTime())
  const more = Math.floor(passed / groupIntervalMs) + 1
  return new Date(tick.getTime() + more * groupIntervalMs)
}
