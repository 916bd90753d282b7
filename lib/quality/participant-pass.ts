import type { TrackType } from '#lib/telemetry/columns.ts'
import type { ConnectionWindow } from '#lib/telemetry/intervals.ts'
import type { ConnectionMetrics } from '#lib/telemetry/window-metrics.ts'
import { type BandState, noBand } from './band.ts'
import { type Band, type Deduction, type Reason, type Scale, windows } from './model.ts'
import type { ParticipantContext, TrackSource } from './participant-context.ts'
import type { Weighted } from './participant-score.ts'
import { emptyValues, type PointValues } from './point-values.ts'
import type { SenderFacts } from './sender-facts.ts'
import type { TrackQuality } from './track-quality.ts'
import type { TrackState } from './track-state.ts'

/** What lies outside the participant. */
export type Surroundings = {
  /** the configured sampling interval; 2,000 when absent */
  intervalMs?: number
  /** the sender of a stream, by a key of it (see `streamKeys`); null = not in this session */
  senderOf: (streamKey: string) => SenderFacts | null
  /** 0 when peers are connected directly, the sender's round trip behind a media server, null when unknown */
  rttPeerMs: number | null
}

export type TrackStep = {
  track: number
  connection: number | null
  type: TrackType
  source: TrackSource
  codec: string | null
  state: TrackState
  score: number | null
  scale: Scale | null
  band: Band
  reason: Reason | null
  /** largest first */
  deductions: Deduction[]
}

export type ParticipantStep = {
  /** in the order of `stepMetrics` */
  values: (number | null)[]
  score: number | null
  receiveScore: number | null
  sendScore: number | null
  band: Band
  /** why it is not better; null while it is good */
  reason: Reason | null
  deductions: Deduction[]
  tracks: TrackStep[]
}

export type ConnectionQuality = {
  window: ConnectionWindow
  upRttMs: number | null
  rttMs: number | null
  metrics: ConnectionMetrics | null
}

/** Counters, windows and bands of one participant. Opaque to callers; lives as long as the participant. */
export type ParticipantQuality = {
  lastNowMs: number | null
  tracks: Map<number, TrackQuality>
  connections: Map<number, ConnectionQuality>
  band: BandState
  /** scores since the band was begun */
  scores: number
  lastScoredMs: number
}

export function createParticipantQuality(): ParticipantQuality {
  return {
    lastNowMs: null,
    tracks: new Map(),
    connections: new Map(),
    band: noBand,
    scores: 0,
    lastScoredMs: Number.NEGATIVE_INFINITY,
  }
}

/** One report on its way through: what every track's scoring needs, and what they add to. */
export type Pass = {
  state: ParticipantQuality
  context: ParticipantContext
  surroundings: Surroundings
  intervalMs: number
  nowMs: number
  values: PointValues
  paths: Map<number, ConnectionMetrics>
  steps: TrackStep[]
  inAudio: Weighted[]
  inVideo: Weighted[]
  outAudio: Weighted[]
  outVideo: Weighted[]
  /** pixels of the largest picture so far, per direction: it stands for the participant's frame rate and size */
  inPixels: number
  outPixels: number
  inLoss: { audio: Share; video: Share }
}
export type Share = { lost: number; expected: number }

/** An empty pass. */
export function startPass(
  state: ParticipantQuality,
  context: ParticipantContext,
  surroundings: Surroundings,
  nowMs: number,
): Pass {
  return {
    state,
    context,
    surroundings,
    nowMs,
    intervalMs: surroundings.intervalMs ?? windows.intervalMs,
    values: emptyValues(),
    paths: new Map(),
    steps: [],
    inAudio: [],
    inVideo: [],
    outAudio: [],
    outVideo: [],
    inPixels: 0,
    outPixels: 0,
    inLoss: { audio: { lost: 0, expected: 0 }, video: { lost: 0, expected: 0 } },
  }
}
