import type { DecodedTrack } from '#lib/telemetry/decode-report.ts'
import {
  inboundAudioMetrics,
  inboundVideoMetrics,
  outboundAudioMetrics,
  outboundVideoMetrics,
} from '#lib/telemetry/window-metrics.ts'
import type { TrackContext } from './participant-context.ts'
import type { Pass, Share } from './participant-pass.ts'
import type { Weighted } from './participant-score.ts'
import { add, at, largest } from './point-values.ts'
import {
  area,
  scoreInboundAudioTrack,
  scoreInboundVideoTrack,
  scoreOutboundAudioTrack,
  scoreOutboundVideoTrack,
} from './score-track.ts'
import type { SenderFacts } from './sender-facts.ts'
import { noteSpeechRate, ptimeOf, type TrackQuality, type TrackScore } from './track-quality.ts'

/** A track's metrics noted in the point; its score is worked out only if its state wants one. */
export type Rated = { into: Weighted[]; weight: number; sparse: boolean; score: () => TrackScore | null }

/** What one track's window says, by its type. */
export function rateOf(
  pass: Pass,
  track: TrackQuality,
  context: TrackContext,
  row: DecodedTrack,
  sender: SenderFacts | null,
): Rated {
  switch (row.type) {
    case 'inbound-audio':
      return rateInboundAudio(pass, track, context, sender)
    case 'inbound-video':
      return rateInboundVideo(pass, track, context, row, sender)
    case 'outbound-audio':
      return rateOutboundAudio(pass, track, context)
    case 'outbound-video':
      return rateOutboundVideo(pass, track, context, row)
  }
}

const unknownPath = { rttMs: null, playoutMs: null }

/** The track's own connection; the only one there is when its own is not named. */
function pathOf({ paths }: Pass, { connection }: TrackContext) {
  if (connection !== null) return paths.get(connection) ?? unknownPath
  return paths.size === 1 ? (paths.values().next().value ?? unknownPath) : unknownPath
}

function rateInboundAudio(
  pass: Pass,
  track: TrackQuality,
  context: TrackContext,
  sender: SenderFacts | null,
): Rated {
  const { values, surroundings } = pass
  const metrics = inboundAudioMetrics(track.window)
  track.inAudio = metrics
  noteSpeechRate(track, context, ptimeOf(metrics.packets, metrics.seconds))
  addLoss(pass.inLoss.audio, metrics)
  largest(values, 'inAudioJitterMs', metrics.jitterMs)
  largest(values, 'concealPct', metrics.concealPct)
  largest(values, 'jitterBufferMs', metrics.jbMs)
  add(values, 'inAudioKbps', metrics.kbps)
  largest(values, 'inAudioRms', metrics.rms)
  const rttPeerMs = surroundings.rttPeerMs ?? sender?.roundTripMs ?? null
  return {
    into: pass.inAudio,
    weight: metrics.speechSeconds,
    sparse: track.lastPacketMs === track.window.own.newestMs,
    score: () => scoreInboundAudioTrack(track, context, metrics, pathOf(pass, context), rttPeerMs),
  }
}

const screenWeight = 2

function rateInboundVideo(
  pass: Pass,
  track: TrackQuality,
  context: TrackContext,
  row: DecodedTrack,
  sender: SenderFacts | null,
): Rated {
  const { values } = pass
  const metrics = inboundVideoMetrics(track.window, row)
  track.inVideo = metrics
  const pixels = area(metrics.width, metrics.height) ?? 0
  addLoss(pass.inLoss.video, metrics)
  largest(values, 'inVideoJitterMs', metrics.jitterMs)
  add(values, 'inVideoKbps', kilo(metrics.bitsPerSecond))
  largest(values, 'freezeRatio', sender?.flowing === true ? metrics.freezeRatioExpected : metrics.freezeRatio)
  if (metrics.seconds > 0 && pixels >= pass.inPixels) {
    pass.inPixels = pixels
    values[at.inFps] = metrics.fps
    values[at.inHeightPx] = metrics.height
  }
  return {
    into: pass.inVideo,
    weight: (context.tilePixels ?? pixels) * (context.source === 'screen' ? screenWeight : 1),
    sparse: false,
    score: () => scoreInboundVideoTrack(context, metrics, sender),
  }
}

function rateOutboundAudio(pass: Pass, track: TrackQuality, context: TrackContext): Rated {
  const { values } = pass
  const metrics = outboundAudioMetrics(track.window)
  track.outAudio = metrics
  noteSpeechRate(track, context, ptimeOf(metrics.packets, metrics.seconds))
  noteUpRtt(pass, context, metrics.upRttMs)
  largest(values, 'outAudioLossPct', metrics.upLossPct)
  add(values, 'outAudioKbps', metrics.kbps)
  largest(values, 'micRms', metrics.micRms)
  return {
    into: pass.outAudio,
    weight: 1,
    sparse: false,
    score: () => scoreOutboundAudioTrack(track, context, metrics, pathOf(pass, context)),
  }
}

function rateOutboundVideo(pass: Pass, track: TrackQuality, context: TrackContext, row: DecodedTrack): Rated {
  const { values } = pass
  const metrics = outboundVideoMetrics(track.window, row)
  track.outVideo = metrics
  const pixels = area(metrics.width, metrics.height) ?? 0
  track.srcFps = metrics.srcFps
  track.sourcePixels = area(metrics.sourceWidth, metrics.sourceHeight)
  noteUpRtt(pass, context, metrics.upRttMs)
  largest(values, 'outVideoLossPct', metrics.upLossPct)
  add(values, 'outVideoKbps', kilo(metrics.bitsPerSecond))
  largest(values, 'encodeMs', metrics.encodeMs)
  largest(values, 'limitedByCpuRatio', metrics.limCpu)
  largest(values, 'limitedByBandwidthRatio', metrics.limBw)
  if (metrics.seconds > 0 && pixels >= pass.outPixels) {
    pass.outPixels = pixels
    values[at.outFps] = metrics.fps
    values[at.outHeightPx] = metrics.height
  }
  return {
    into: pass.outVideo,
    weight: pixels * (context.source === 'screen' ? screenWeight : 1),
    sparse: false,
    score: () => scoreOutboundVideoTrack(context, metrics),
  }
}

const kilo = (value: number | null) => (value === null ? null : value / 1000)

/** Losses of several tracks weigh by their packets. */
function addLoss(
  share: Share,
  { netLossPct, expectedPackets }: { netLossPct: number | null; expectedPackets: number | null },
) {
  if (netLossPct === null || expectedPackets === null) return
  share.expected += expectedPackets
  share.lost += (netLossPct / 100) * expectedPackets
}

export const lossPct = ({ lost, expected }: Share) => (expected > 0 ? (100 * lost) / expected : null)

/** The media path's round trip stands in where the candidate pair tells none. */
function noteUpRtt(pass: Pass, context: TrackContext, upRttMs: number | null): void {
  const connection = context.connection === null ? undefined : pass.state.connections.get(context.connection)
  if (connection === undefined || upRttMs === null) return
  connection.upRttMs = upRttMs
}
