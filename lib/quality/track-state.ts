import { windows } from './model.ts'

/** Only an `active` track has a score of its own; `stalled` is the one state that is bad. */
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

/** What is known of one track at one moment. Durations count from the newest sample. */
export type TrackFacts = {
  /** the track or its participant is gone */
  ended: boolean
  /** since the newest sample of the track */
  sampleAgeMs: number
  intervalMs: number
  /** muted on purpose, here or at the sender */
  muted: boolean
  /** paused by a server or an app, inactive, not subscribed, or not on screen */
  paused: boolean
  /** since the first packet, unmute, resume or codec switch; null = no packet yet */
  startedMs: number | null
  /** events or the sender's telemetry say that media should flow; null = nobody says */
  mediaExpected: boolean | null
  withoutPacketsMs: number
  /** video: packets arrive and nothing is decoded */
  withoutOutputMs: number
  /** few packets by design: silence, or a page that does not change */
  sparse: boolean
}

/** The first line that holds decides. Without evidence that media is expected nothing is ever `stalled`. */
const rules: readonly (readonly [TrackState, (facts: TrackFacts) => boolean])[] = [
  ['ended', (facts) => facts.ended],
  ['no-telemetry', (facts) => facts.sampleAgeMs > windows.silentIntervals * facts.intervalMs],
  ['muted', (facts) => facts.muted],
  ['paused', (facts) => facts.paused],
  ['stalled', (facts) => facts.mediaExpected === true && nothingComes(facts)],
  ['idle', (facts) => nothingComes(facts)],
  ['starting', (facts) => facts.startedMs === null || facts.startedMs < windows.startingMs],
  ['idle', (facts) => facts.sparse],
  ['active', () => true],
]

/** For five seconds no packet came, or none that could be decoded. */
export function nothingComes({
  withoutPacketsMs,
  withoutOutputMs,
}: Pick<TrackFacts, 'withoutPacketsMs' | 'withoutOutputMs'>): boolean {
  return withoutPacketsMs >= windows.stalledMs || withoutOutputMs >= windows.stalledMs
}

/** The state of a track from what is known of it. */
export function trackState(facts: TrackFacts): TrackState {
  for (const [state, holds] of rules) if (holds(facts)) return state
  return 'idle'
}
