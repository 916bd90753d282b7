import type { TrackType } from '#lib/telemetry/columns.ts'
import type { DecodedReport } from '#lib/telemetry/decode-report.ts'
import type { Band, Deduction, Reason, Scale } from './model.ts'
import type { ParticipantContext } from './participant-context.ts'
import type { TrackState } from './track-state.ts'

/** The order of a step's `values`; the names are those of the API's points. */
export const stepMetrics = [
  'score',
  'receiveScore',
  'sendScore',
  'roundTripMs',
  'inAudioLossPct',
  'inVideoLossPct',
  'outAudioLossPct',
  'outVideoLossPct',
  'inAudioJitterMs',
  'inVideoJitterMs',
  'concealPct',
  'jitterBufferMs',
  'inAudioKbps',
  'inVideoKbps',
  'outAudioKbps',
  'outVideoKbps',
  'availableOutKbps',
  'inFps',
  'outFps',
  'inHeightPx',
  'outHeightPx',
  'freezeRatio',
  'inAudioRms',
  'micRms',
  'encodeMs',
  'limitedByCpuRatio',
  'limitedByBandwidthRatio',
] as const

/** What the sender of a stream knows about it. */
export type SenderFacts = {
  /** it sends packets now; null = its telemetry is silent */
  flowing: boolean | null
  /** server time until which it is known to have sent */
  flowingUntilMs: number | null
  muted: boolean
  srcFps: number | null
  capturedPixels: number | null
  roundTripMs: number | null
}

/** What lies outside the participant. */
export type Surroundings = {
  /** the configured sampling interval; 2,000 when absent */
  intervalMs?: number
  /** the sender of a stream, by the track id's hash; null = not in this session */
  senderOf: (trackId: string) => SenderFacts | null
  /** 0 when peers are connected directly, the sender's round trip behind a media server, null when unknown */
  rttPeerMs: number | null
}

export type TrackStep = {
  track: number
  connection: number | null
  type: TrackType
  source: 'mic' | 'camera' | 'screen' | 'unknown'
  codec: string | null
  state: TrackState
  score: number | null
  scale: Scale | null
  band: Band
  reason: Reason | null
  deductions: Deduction[]
}

export type ParticipantStep = {
  /** in the order of `stepMetrics` */
  values: (number | null)[]
  score: number | null
  receiveScore: number | null
  sendScore: number | null
  band: Band
  reason: Reason | null
  deductions: Deduction[]
  tracks: TrackStep[]
}

/** Counters, windows and bands of one participant. Opaque to callers; lives as long as the participant. */
export type ParticipantQuality = { lastNowMs: number | null }

export function createParticipantQuality(): ParticipantQuality {
  return { lastNowMs: null }
}

/** Takes one report in and scores the participant. `nowMs` is the report's time on the server's time line. */
export function stepParticipant(
  _state: ParticipantQuality,
  _report: DecodedReport,
  _context: ParticipantContext,
  _surroundings: Surroundings,
  _nowMs: number,
): ParticipantStep {
  throw new Error('not written yet')
}

/** For the clock between reports: null while telemetry is fresh, else the same participant as unknown. */
export function ageParticipant(
  _state: ParticipantQuality,
  _context: ParticipantContext,
  _intervalMs: number,
  _nowMs: number,
): ParticipantStep | null {
  throw new Error('not written yet')
}

/** What this participant, as the sender of a stream, can tell its receivers; null = not its stream. */
export function senderFacts(
  _state: ParticipantQuality,
  _context: ParticipantContext,
  _trackId: string,
  _intervalMs: number,
  _nowMs: number,
): SenderFacts | null {
  throw new Error('not written yet')
}
