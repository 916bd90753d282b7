/** Which roll-ups a window of a length reads, given how far they are. */
const bucketMs = 10_000
const minuteMs = 60_000
/** Longer windows read minutes. */
const longestOfSecondsMs = 30 * minuteMs
/** Roll-ups that are later than this are not coming: the window moves on without them. */
const latestMs = 30_000

export type WindowSpan = {
  windowMs: number
  table: 'pulse_10s' | 'pulse_1m'
  /** roll-ups that begin after this … */
  after: number
  /** … and not after this */
  until: number
  buckets: number
}

/** `newest` is the newest roll-up that is there. Two passes over the same rows see the same window. */
export function windowSpan(windowMs: number, now: number, newest: number | null): WindowSpan {
  const end = Math.max(Math.min(newest ?? 0, now), floorTo(now - latestMs, bucketMs))
  if (windowMs <= longestOfSecondsMs) {
    const buckets = Math.max(1, Math.round(windowMs / bucketMs))
    return { windowMs, table: 'pulse_10s', after: end - buckets * bucketMs, until: end, buckets }
  }
  // the running minute is not whole yet
  const until = floorTo(end + bucketMs, minuteMs) - minuteMs
  const buckets = Math.round(windowMs / minuteMs)
  return { windowMs, table: 'pulse_1m', after: until - buckets * minuteMs, until, buckets }
}

export const floorTo = (at: number, step: number): number => Math.floor(at / step) * step
