import type { TrackType } from '#lib/telemetry/columns.ts'
import { type DecodedTrack, trackIndex } from '#lib/telemetry/decode-report.ts'
import { newestDelta, type Pushed } from '#lib/telemetry/delta-ring.ts'
import {
  clearWindow,
  createTrackWindow,
  inboundAudioCells,
  inboundVideoCells,
  outboundAudioCells,
  outboundVideoCells,
  pushSample,
  type TrackWindow,
} from '#lib/telemetry/intervals.ts'
import {
  type InboundAudioMetrics,
  type InboundVideoMetrics,
  type OutboundAudioMetrics,
  type OutboundVideoMetrics,
  speechRms,
} from '#lib/telemetry/window-metrics.ts'
import { isRed } from './audio-codecs.ts'
import { nearestPtime } from './audio-score.ts'
import { type BandState, noBand, stepBand, stepYoungBand, youngScores } from './band.ts'
import { type Band, type Deduction, type Reason, type Scale, windows } from './model.ts'
import type { TrackContext } from './participant-context.ts'
import { addSpeechRate, createSpeechRate, type SpeechRate } from './speech-rate.ts'
import type { TrackState } from './track-state.ts'

/** A track's score with what it lost, in whatever scale it has. */
export type TrackScore = { score: number; scale: Scale; reason: Reason | null; deductions: Deduction[] }

/** What is remembered of one track between two reports. Times are client ms unless they say server. */
export type TrackQuality = {
  readonly type: TrackType
  readonly window: TrackWindow
  readonly firstSeenMs: number
  /** the newest report that had a row of it */
  rowMs: number
  firstPacketMs: number | null
  lastPacketMs: number
  lastOutputMs: number
  /** server time of the newest packet, and of the newest decoded or encoded picture */
  lastPacketAtMs: number
  lastOutputAtMs: number
  /** since when it has to start anew, by what the scorer itself saw */
  restartedMs: number
  state: TrackState
  /** muted, paused or silent: the next media starts anew */
  closed: boolean
  band: BandState
  /** scores since the band was begun */
  scores: number
  last: TrackScore | null
  lastScoredMs: number
  speechRate: SpeechRate | null
  /** the sender of this stream is, or was, in the session */
  senderSeen: boolean
  srcFps: number | null
  sourcePixels: number | null
  /** what the newest window measured; the one of the track's own type */
  inAudio: InboundAudioMetrics | null
  inVideo: InboundVideoMetrics | null
  outAudio: OutboundAudioMetrics | null
  outVideo: OutboundVideoMetrics | null
}

export function createTrackQuality(row: DecodedTrack, atMs: number): TrackQuality {
  const { type, timestampMs } = row
  const isAudio = type === 'inbound-audio' || type === 'outbound-audio'
  return {
    type,
    window: createTrackWindow(type),
    firstSeenMs: timestampMs,
    rowMs: timestampMs,
    firstPacketMs: null,
    lastPacketMs: timestampMs,
    lastOutputMs: timestampMs,
    lastPacketAtMs: atMs,
    lastOutputAtMs: atMs,
    restartedMs: Number.NEGATIVE_INFINITY,
    state: 'starting',
    closed: false,
    band: noBand,
    scores: 0,
    last: null,
    lastScoredMs: Number.NEGATIVE_INFINITY,
    speechRate: isAudio ? createSpeechRate() : null,
    senderSeen: false,
    srcFps: null,
    sourcePixels: null,
    inAudio: null,
    inVideo: null,
    outAudio: null,
    outVideo: null,
  }
}

const cellsByType = {
  'inbound-audio': { packets: inboundAudioCells.packetsReceived, frames: null, source: null },
  'inbound-video': {
    packets: inboundVideoCells.packetsReceived,
    frames: inboundVideoCells.framesDecoded,
    source: null,
  },
  'outbound-audio': {
    packets: outboundAudioCells.packetsSent,
    frames: null,
    source: outboundAudioCells.sourceTotalSamplesDuration,
  },
  'outbound-video': {
    packets: outboundVideoCells.packetsSent,
    frames: outboundVideoCells.framesEncoded,
    source: outboundVideoCells.sourceFrames,
  },
} as const

const packetIndex = {
  'inbound-audio': trackIndex['inbound-audio'].packetsReceived,
  'inbound-video': trackIndex['inbound-video'].packetsReceived,
  'outbound-audio': trackIndex['outbound-audio'].packetsSent,
  'outbound-video': trackIndex['outbound-video'].packetsSent,
} as const

/** What the newest interval alone showed. NaN = it showed nothing. */
export type Flow = { pushed: Pushed; packets: number; frames: number; source: number }

/** Takes the track's sample in and notes when packets and pictures came. */
export function takeSample(track: TrackQuality, row: DecodedTrack, intervalMs: number, atMs: number): Flow {
  const pushed = pushSample(track.window, row, intervalMs)
  const { own } = track.window
  const cells = cellsByType[track.type]
  const flow: Flow = {
    pushed,
    packets: newestDelta(own, cells.packets),
    frames: cells.frames === null ? Number.NaN : newestDelta(own, cells.frames),
    source: cells.source === null ? Number.NaN : newestDelta(own, cells.source),
  }
  if (pushed !== 'late') noteFlow(track, row, flow, atMs)
  return flow
}

/** After a reset nothing tells whether packets came: they count as having come, so that it is never taken for a stall. */
function noteFlow(track: TrackQuality, row: DecodedTrack, { packets, frames }: Flow, atMs: number): void {
  track.rowMs = row.timestampMs
  const total = row.row[packetIndex[track.type]] ?? 0
  const unknown = Number.isNaN(packets)
  if (packets > 0 || (unknown && total > 0)) {
    track.firstPacketMs ??= row.timestampMs
    track.lastPacketMs = row.timestampMs
    track.lastPacketAtMs = atMs
  }
  if (frames > 0 || Number.isNaN(frames)) {
    track.lastOutputMs = row.timestampMs
    track.lastOutputAtMs = atMs
  }
}

/** Few packets and silence: the sender has nothing to say. A lost packet counts as sent. */
export function isSparseAudio(track: TrackQuality): boolean {
  const { own } = track.window
  const c = inboundAudioCells
  const packets = newestDelta(own, c.packetsReceived)
  const seconds = newestDelta(own, -1)
  const perSecond = (packets + Math.max(0, newestDelta(own, c.packetsLost))) / seconds
  const rms = Math.sqrt(newestDelta(own, c.totalAudioEnergy) / newestDelta(own, c.totalSamplesDuration))
  return packets > 0 && perSecond < sparsePacketsPerSecond && rms < speechRms
}

/** Opus sends 2.5 packets a second in silence; its longest packets make eight. */
const sparsePacketsPerSecond = 6
/** An interval counts for the codec's bitrate only when hardly a packet is missing. */
const wholePacketShare = 0.8

/** Remembers the bitrate of an interval in which somebody spoke. */
export function noteSpeechRate(track: TrackQuality, context: TrackContext, ptimeMs: number): void {
  if (track.speechRate === null) return
  const { own } = track.window
  const inbound = track.type === 'inbound-audio'
  const c = inbound ? inboundAudioNames : outboundAudioNames
  const seconds = newestDelta(own, -1)
  const rms = Math.sqrt(newestDelta(own, c.energy) / newestDelta(own, c.duration))
  const packetRate = newestDelta(own, c.packets) / seconds
  if (!(rms >= speechRms && packetRate >= (wholePacketShare * 1000) / ptimeMs)) return
  const halves = (isRed(context.mimeType) ? 0.5 : 1) * (context.stereo === true ? 0.5 : 1)
  addSpeechRate(
    track.speechRate,
    track.window.own.newestMs,
    (halves * 8 * newestDelta(own, c.bytes)) / seconds / 1000,
  )
}

const inboundAudioNames = {
  packets: inboundAudioCells.packetsReceived,
  bytes: inboundAudioCells.bytesReceived,
  energy: inboundAudioCells.totalAudioEnergy,
  duration: inboundAudioCells.totalSamplesDuration,
}
const outboundAudioNames = {
  packets: outboundAudioCells.packetsSent,
  bytes: outboundAudioCells.bytesSent,
  energy: outboundAudioCells.sourceTotalAudioEnergy,
  duration: outboundAudioCells.sourceTotalSamplesDuration,
}

export const ptimeOf = (packets: number | null, seconds: number): number =>
  nearestPtime(packets ?? 0, seconds)

/** The verdict that is shown: its own, the last one of an idle track for a while, or none. */
export function settle(
  track: TrackQuality,
  state: TrackState,
  fresh: TrackScore | null,
  mayHold: boolean,
): { shown: TrackScore | null; band: Band } {
  track.state = state
  const nowMs = track.window.own.newestMs
  if (fresh !== null) {
    track.last = fresh
    track.lastScoredMs = nowMs
  }
  const scored = state === 'active' || state === 'stalled' || state === 'idle'
  if (!scored) {
    track.band = noBand
    track.scores = 0
    track.last = null
    return { shown: null, band: 'unknown' }
  }
  const held = state === 'idle' && mayHold && nowMs - track.lastScoredMs <= windows.holdMs ? track.last : null
  const shown = fresh ?? held
  const step = track.scores < youngScores ? stepYoungBand : stepBand
  track.band = step(track.band, fresh?.score ?? null)
  if (fresh !== null) track.scores++
  return { shown, band: shown === null ? 'unknown' : (track.band.band ?? 'unknown') }
}

/** What lies before a pause or within the first seconds says nothing about what comes after. */
export function closeSegment(track: TrackQuality): void {
  clearWindow(track.window)
}
