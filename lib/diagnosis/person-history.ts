/** What is remembered of a person beyond the 15 s window. Kept small: most people have nothing wrong. */
export type PersonHistory = {
  /** round trips of the last five minutes, thinned out */
  roundTrips: { at: number; ms: number }[]
  /** per received picture: freezes of the last half minute, and the counters they were read from */
  freezes: Map<number, FreezeHistory>
  /** the best rate that each sent picture was captured at */
  usualSourceFps: Map<number, number>
  /** audio levels of the last minute or so, for echo */
  levels: { mic: number; heard: number; erleDb: number }[]
  /** the best bitrate that each received picture had, and when it was last strained by loss or jitter */
  usualIn: Map<number, { kbps: number; strainedAt: number }>
  /** captured frames of each sent picture, and when the counter last moved */
  captured: Map<number, { frames: number; at: number }>
  /** the newest report that was looked at */
  lookedAt: number | null
  /** microphone never heard since the join or the last change of device */
  quietSinceMs: number | null
}
export type FreezeHistory = {
  count: number
  seconds: number
  recent: { at: number; count: number; seconds: number }[]
}

export const createHistory = (): PersonHistory => ({
  roundTrips: [],
  freezes: new Map(),
  usualSourceFps: new Map(),
  levels: [],
  usualIn: new Map(),
  captured: new Map(),
  lookedAt: null,
  quietSinceMs: null,
})

const roundTripsForMs = 300_000
const roundTripEveryMs = 5_000

/** Notes a round trip, at most one in five seconds. */
export function noteRoundTrip({ roundTrips }: PersonHistory, ms: number, at: number): void {
  const last = roundTrips.at(-1)
  if (last !== undefined && at - last.at < roundTripEveryMs) return
  roundTrips.push({ at, ms })
  while (roundTrips[0] !== undefined && at - roundTrips[0].at > roundTripsForMs) roundTrips.shift()
}

/** The participant's usual round trip: the 20th percentile of the last five minutes; null before half a minute is known. */
export function usualRoundTrip({ roundTrips }: PersonHistory): number | null {
  if (roundTrips.length < 6) return null
  const sorted = roundTrips.map(({ ms }) => ms).sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length * 0.2)] ?? null
}
