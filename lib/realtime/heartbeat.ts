/** How far the screen can be trusted. `connecting` only until the first server tick of this page. */
export const heartbeatStates = ['connecting', 'live', 'delayed', 'stale', 'offline'] as const
export type HeartbeatState = (typeof heartbeatStates)[number]

/** Why the state is what it is. `store`: telemetry storage does not answer. */
export type HeartbeatReason = 'ticks' | 'resync' | 'store' | 'socket'

export const heartbeatLimits = {
  liveMs: 10_000,
  delayedMs: 30_000,
  offlineAfterMs: 5_000,
  /** a resync shorter than this is not worth a word on the screen */
  resyncGraceMs: 500,
} as const

/** `…Ms` are on this page's monotonic clock; `…At` and `…Since` of ticks and store on the server's clock. */
export type HeartbeatFacts = {
  nowMs: number
  /** since when the socket is down; null = it is up */
  downSinceMs: number | null
  resyncSinceMs: number | null
  lastTickAt: number | null
  /** what the server's clock says now, as far as this page can tell */
  serverNow: number | null
  storeDownSince: number | null
}

export type Heartbeat = {
  state: HeartbeatState
  reason: HeartbeatReason
  /** age of what is shown, in whole seconds; null before the first tick */
  ageSeconds: number | null
  /** server time of what is shown */
  shownAt: number | null
  /** since when the data is stale (server time), where that is known */
  staleSince: number | null
}

/** LIVE ≤ 10 s, DELAYED ≤ 30 s, else STALE; STALE while resyncing or while the store is down; OFFLINE after 5 s without a socket. */
export function decideHeartbeat(facts: HeartbeatFacts): Heartbeat {
  const { lastTickAt, serverNow } = facts
  const ageMs = lastTickAt === null || serverNow === null ? null : Math.max(0, serverNow - lastTickAt)
  const base = { ageSeconds: ageMs === null ? null : Math.floor(ageMs / 1000), shownAt: lastTickAt }
  if (lasts(facts.downSinceMs, facts.nowMs, heartbeatLimits.offlineAfterMs))
    return { ...base, state: 'offline', reason: 'socket', staleSince: lastTickAt }
  if (facts.storeDownSince !== null)
    return { ...base, state: 'stale', reason: 'store', staleSince: facts.storeDownSince }
  if (ageMs === null) return { ...base, state: 'connecting', reason: 'ticks', staleSince: null }
  if (ageMs > heartbeatLimits.delayedMs)
    return { ...base, state: 'stale', reason: 'ticks', staleSince: lastTickAt }
  if (lasts(facts.resyncSinceMs, facts.nowMs, heartbeatLimits.resyncGraceMs))
    return { ...base, state: 'stale', reason: 'resync', staleSince: lastTickAt }
  const state = ageMs > heartbeatLimits.liveMs ? 'delayed' : 'live'
  return { ...base, state, reason: 'ticks', staleSince: null }
}

function lasts(sinceMs: number | null, nowMs: number, longerThanMs: number): boolean {
  return sinceMs !== null && nowMs - sinceMs > longerThanMs
}

/**
 * Tells the server's time from its own ticks: the smallest distance seen lately between this page's clock and a
 * tick is the one with the least delay. A window, so that a clock that was set does not leave a wrong age for ever.
 */
export type ServerClock = { readonly offsetsMs: readonly number[] }
export const unknownServerClock: ServerClock = { offsetsMs: [] }
const clockWindowTicks = 300

export function observeTick(clock: ServerClock, nowMs: number, at: number): ServerClock {
  return { offsetsMs: [...clock.offsetsMs.slice(1 - clockWindowTicks), nowMs - at] }
}

export function serverTime(clock: ServerClock, nowMs: number): number | null {
  return clock.offsetsMs.length === 0 ? null : nowMs - Math.min(...clock.offsetsMs)
}

/** "14:32:05 CET": an absolute time always says its zone. */
export function clockText(at: number, locale?: string, timeZone?: string): string {
  return new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
    timeZone,
  }).format(at)
}

export const heartbeatWords: Record<HeartbeatState, string> = {
  connecting: 'Connecting',
  live: 'Live',
  delayed: 'Delayed',
  stale: 'Stale',
  offline: 'Offline',
}

/** "Live · 2 s", "Stale · data stale since 14:32:05 CET (store)", "Offline · showing 14:32:05 CET". */
export function heartbeatText(heartbeat: Heartbeat, clock: (at: number) => string): string {
  const word = heartbeatWords[heartbeat.state]
  if (heartbeat.state === 'offline' && heartbeat.shownAt !== null)
    return `${word} · showing ${clock(heartbeat.shownAt)}`
  if (heartbeat.reason === 'resync') return `${word} · catching up`
  if (heartbeat.state === 'stale' && heartbeat.staleSince !== null)
    return `${word} · data stale since ${clock(heartbeat.staleSince)}${heartbeat.reason === 'store' ? ' (store)' : ''}`
  if (heartbeat.ageSeconds !== null && heartbeat.state !== 'offline')
    return `${word} · ${heartbeat.ageSeconds} s`
  return word
}
