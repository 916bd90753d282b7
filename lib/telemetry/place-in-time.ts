/** How far from the server's clock a client's time may lie, after skew correction, before it is clamped. */
export const window = { pastMs: 24 * 60 * 60_000, futureMs: 2 * 60_000 } as const

/** A rise of the offset beyond this is a changed clock, not a slow network: a request lives at most 10 s. */
const clockChangedMs = 30_000

/**
 * The offset (server's clock minus client's) to keep for a boot. The smallest one seen carries the least network
 * delay, so it wins, unless the client's clock was set back meanwhile.
 */
export function nextOffset(previousMs: number | null, sentAt: number, receivedAt: number): number {
  const offsetMs = receivedAt - sentAt
  if (previousMs === null || offsetMs < previousMs || offsetMs > previousMs + clockChangedMs) return offsetMs
  return previousMs
}

/**
 * Puts a client's time on the server's time line. `offsetMs` is what `nextOffset` gave for this boot; null = take it
 * from this batch alone. What lies outside the window is clamped to its edge and flagged.
 */
export function placeInTime(item: {
  t: number
  sentAt: number
  receivedAt: number
  offsetMs: number | null
}): { at: number; clamped: boolean } {
  const { t, sentAt, receivedAt, offsetMs } = item
  const at = Math.round(t + (offsetMs ?? receivedAt - sentAt))
  const earliest = receivedAt - window.pastMs
  const latest = receivedAt + window.futureMs
  if (at >= earliest && at <= latest) return { at, clamped: false }
  return { at: at > latest ? latest : earliest, clamped: true }
}
