/**
 * How long silence may last. A participant silent for three sending intervals is "no telemetry", for a minute it has
 * left (lost); a session without people ends after a short grace, so that a reload does not cut it in two.
 */
const silentIntervals = 3
const lostAfterMs = 60_000
/** Browsers let a hidden page that holds no connection run once a minute: a chat in the background is not lost so soon. */
const lostHiddenAfterMs = 180_000
export const emptySessionGraceMs = 10_000
/** An attempt to join that did not connect in this time has failed. */
export const joinTimeoutMs = 30_000

export type LeaseFacts = {
  state: 'joining' | 'present' | 'no-telemetry' | 'left'
  /** last sign of life, never before the time at which we could hear (start, store back) */
  heardAt: number
  /** the sending interval the participant was told */
  intervalMs: number
  /** a hidden page without any connection */
  throttled?: boolean
}

/** What silence makes of a participant. */
export function leaseState(
  facts: LeaseFacts,
  now: number,
): 'joining' | 'present' | 'no-telemetry' | 'lost' | 'left' {
  if (facts.state === 'left') return 'left'
  const silentMs = now - facts.heardAt
  if (silentMs >= (facts.throttled ? lostHiddenAfterMs : lostAfterMs)) return 'lost'
  if (silentMs >= silentIntervals * facts.intervalMs) return 'no-telemetry'
  return facts.state
}
