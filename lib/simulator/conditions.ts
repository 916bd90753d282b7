/** What a participant's network, machine and app are like at one moment. */
export type Conditions = {
  /** per cent of packets lost on the way to the participant */
  downLossPct: number
  upLossPct: number
  roundTripMs: number
  jitterMs: number
  /** picture the participant sends and receives */
  heightPx: number
  framesPerSecond: number
  videoKbps: number
  /** share of time the received picture stands still */
  freezeRatio: number
  cameraDead: boolean
  /** no telemetry leaves the page at all */
  silent: boolean
}

export const healthy: Conditions = {
  downLossPct: 0.1,
  upLossPct: 0.1,
  roundTripMs: 45,
  jitterMs: 4,
  heightPx: 360,
  framesPerSecond: 24,
  videoKbps: 620,
  freezeRatio: 0,
  cameraDead: false,
  silent: false,
}

/** 0 → 1 → 0 over a cycle: rises from `from`, holds, falls until `to` (seconds within the cycle). */
export function swell(second: number, cycleS: number, from: number, to: number, rampS = 20): number {
  const at = ((second % cycleS) + cycleS) % cycleS
  if (at < from || at > to) return 0
  return Math.min(1, (at - from) / rampS, (to - at) / rampS)
}

/** Network trouble of strength 0..1, mixed into what is otherwise healthy. */
export function troubled(strength: number, worst: Partial<Conditions>): Conditions {
  const mix = (
    key:
      | 'downLossPct'
      | 'upLossPct'
      | 'roundTripMs'
      | 'jitterMs'
      | 'framesPerSecond'
      | 'videoKbps'
      | 'freezeRatio',
  ) => healthy[key] + strength * ((worst[key] ?? healthy[key]) - healthy[key])
  return {
    ...healthy,
    downLossPct: mix('downLossPct'),
    upLossPct: mix('upLossPct'),
    roundTripMs: mix('roundTripMs'),
    jitterMs: mix('jitterMs'),
    framesPerSecond: mix('framesPerSecond'),
    videoKbps: mix('videoKbps'),
    freezeRatio: mix('freezeRatio'),
  }
}
