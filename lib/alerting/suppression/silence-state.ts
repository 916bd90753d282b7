import type { SilenceState } from './contract.ts'

/** Told by the clock alone, never stored. A silence that ends at noon no longer mutes at noon. */
export function silenceState(silence: { startsAt: number; endsAt: number }, now: number): SilenceState {
  if (now >= silence.endsAt) return 'expired'
  return now < silence.startsAt ? 'pending' : 'active'
}
