export const trackStates = [
  'starting',
  'active',
  'muted',
  'paused',
  'idle',
  'stalled',
  'no-telemetry',
  'ended',
] as const
export type TrackState = (typeof trackStates)[number]
