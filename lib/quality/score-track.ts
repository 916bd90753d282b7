import type {
  ConnectionMetrics,
  InboundAudioMetrics,
  InboundVideoMetrics,
  OutboundAudioMetrics,
  OutboundVideoMetrics,
} from '#lib/telemetry/window-metrics.ts'
import { burstLength, scoreInboundAudio, scoreOutboundAudio } from './audio-score.ts'
import { bestMos, windows } from './model.ts'
import type { TrackContext } from './participant-context.ts'
import type { SenderFacts } from './sender-facts.ts'
import { highestSpeechRate } from './speech-rate.ts'
import { ptimeOf, type TrackQuality, type TrackScore } from './track-quality.ts'
import { scoreVideo } from './video-score.ts'

/** The way of a track's packets. Null = unknown. */
export type Path = Pick<ConnectionMetrics, 'rttMs' | 'playoutMs'>

/** Media is expected and nothing comes: as bad as it gets, on the scale the track would have. */
export function stalledScore(track: TrackQuality): TrackScore {
  const isVideo = track.type === 'inbound-video' || track.type === 'outbound-video'
  const scale = isVideo ? 'video' : (track.last?.scale ?? 'FB')
  return { score: 1, scale, reason: 'no media', deductions: [{ reason: 'no media', mos: bestMos - 1 }] }
}

/** A received voice; null below 100 packets and 3 s of sound. */
export function scoreInboundAudioTrack(
  track: TrackQuality,
  context: TrackContext,
  metrics: InboundAudioMetrics,
  path: Path,
  rttPeerMs: number | null,
): TrackScore | null {
  const enoughPackets = (metrics.expectedPackets ?? 0) >= windows.minPackets
  if (!enoughPackets && (metrics.samplesSeconds ?? 0) < windows.minAudioS) return null
  const ptimeMs = ptimeOf(metrics.packets, metrics.seconds)
  const { audibleConcealed, concealmentEvents } = metrics
  const burstLen =
    audibleConcealed === null || concealmentEvents === null
      ? null
      : burstLength(audibleConcealed, concealmentEvents, ptimeMs, metrics.sampleRate)
  return scoreInboundAudio({
    mimeType: context.mimeType,
    kbps: speechKbps(track),
    inbandFec: context.inbandFec === true,
    concealPct: metrics.concealPct,
    burstLen,
    netLossPct: metrics.netLossPct,
    discardPct: metrics.discardPct,
    jitterBufferMs: metrics.jbMs,
    ptimeMs,
    playoutMs: path.playoutMs,
    rttSelfMs: path.rttMs,
    rttPeerMs,
  })
}

/** A sent voice as the far end reports it; null below 100 reported packets. */
export function scoreOutboundAudioTrack(
  track: TrackQuality,
  context: TrackContext,
  metrics: OutboundAudioMetrics,
  path: Path,
): TrackScore | null {
  if ((metrics.reportedPackets ?? metrics.packets ?? 0) < windows.minPackets) return null
  return scoreOutboundAudio({
    mimeType: context.mimeType,
    kbps: speechKbps(track),
    inbandFec: context.inbandFec === true,
    upLossPct: metrics.upLossPct,
    ptimeMs: ptimeOf(metrics.packets, metrics.seconds),
    rttMs: path.rttMs,
  })
}

const speechKbps = (track: TrackQuality) =>
  track.speechRate === null ? null : highestSpeechRate(track.speechRate, track.window.own.newestMs)

/** A received picture; null below 10 frames and 100 packets. */
export function scoreInboundVideoTrack(
  context: TrackContext,
  metrics: InboundVideoMetrics,
  sender: SenderFacts | null,
): TrackScore | null {
  const enough =
    (metrics.framesDecoded ?? 0) >= windows.minFrames || (metrics.expectedPackets ?? 0) >= windows.minPackets
  if (!enough) return null
  // Without a frame and without a sender who says that there should be one, nothing is known.
  const expected = sender?.flowing === true && !sender.muted
  if (metrics.fps === 0 && !expected) return null
  return scoreVideo({
    mimeType: context.mimeType,
    screen: context.source === 'screen',
    bitsPerSecond: metrics.bitsPerSecond,
    pixels: area(metrics.width, metrics.height),
    fps: metrics.fps,
    qp: metrics.qp,
    freezeRatio: expected ? metrics.freezeRatioExpected : metrics.freezeRatio,
    corruption: metrics.corruption,
    expectedPixels: expectedPixels(context.tilePixels, sender?.capturedPixels ?? null),
    srcFps: sender?.srcFps ?? null,
  })
}

/** No more than the sender captures can be expected. */
function expectedPixels(tile: number | null, captured: number | null): number | null {
  return tile === null || captured === null ? tile : Math.min(tile, captured)
}

/** A sent picture as it leaves the participant, before the network. */
export function scoreOutboundVideoTrack(
  context: TrackContext,
  metrics: OutboundVideoMetrics,
): TrackScore | null {
  if ((metrics.framesEncoded ?? 0) < windows.minFrames) return null
  return scoreVideo({
    mimeType: context.mimeType,
    screen: context.source === 'screen',
    bitsPerSecond: metrics.bitsPerSecond,
    pixels: area(metrics.width, metrics.height),
    fps: metrics.fps,
    qp: metrics.qp,
    freezeRatio: 0,
    corruption: null,
    expectedPixels: area(metrics.sourceWidth, metrics.sourceHeight),
    srcFps: metrics.srcFps,
  })
}

export function area(width: number | null, height: number | null): number | null {
  return width === null || height === null ? null : width * height
}
