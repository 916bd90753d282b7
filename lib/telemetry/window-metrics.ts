import type { DecodedConnection, DecodedTrack } from './decode-report.ts'
import { connectionIndex, trackIndex } from './decode-report.ts'
import { type DeltaRing, deltaAt, meanCell, ratio, sumCell } from './delta-ring.ts'
import {
  type ConnectionWindow,
  connectionCells,
  inboundAudioCells,
  inboundVideoCells,
  outboundAudioCells,
  outboundVideoCells,
  remoteCells,
  rtcpFreshMs,
  type TrackWindow,
} from './intervals.ts'

/**
 * The derived metrics of a window, from summed differences. Null = cannot be known: an operand is missing in every
 * interval, or the denominator is not positive. Gauges come from the newest sample.
 */

const time = -1
/** From this level on an interval counts as speech: −40 dBov. */
export const speechRms = 0.01
const minFramesForQp = 5

type Maybe = number | null

export type InboundAudioMetrics = {
  netLossPct: Maybe
  expectedPackets: Maybe
  packetsPerSecond: Maybe
  packets: Maybe
  concealPct: Maybe
  /** audible concealed samples and the events they came in */
  audibleConcealed: Maybe
  concealmentEvents: Maybe
  sampleRate: Maybe
  jbMs: Maybe
  jitterMs: Maybe
  rms: Maybe
  /** share of the window's intervals with speech */
  speech: Maybe
  speechSeconds: number
  kbps: Maybe
  discardPct: Maybe
  samplesSeconds: Maybe
  seconds: number
}

export type InboundVideoMetrics = {
  netLossPct: Maybe
  expectedPackets: Maybe
  jitterMs: Maybe
  jbMs: Maybe
  fps: Maybe
  framesDecoded: Maybe
  bitsPerSecond: Maybe
  qp: Maybe
  /** share of the window that stood still, by the browser's freeze counters or the spread of frame distances */
  freezeRatio: Maybe
  /** the same when intervals without any frame count as frozen: only where media is expected */
  freezeRatioExpected: Maybe
  corruption: Maybe
  width: Maybe
  height: Maybe
  seconds: number
}

/** What the far end says of a sent track. */
export type RemoteMetrics = { upLossPct: Maybe; upRttMs: Maybe; upJitterMs: Maybe; reportedPackets: Maybe }

export type OutboundAudioMetrics = RemoteMetrics & {
  packetsPerSecond: Maybe
  packets: Maybe
  kbps: Maybe
  micRms: Maybe
  seconds: number
}

export type OutboundVideoMetrics = RemoteMetrics & {
  packets: Maybe
  bitsPerSecond: Maybe
  fps: Maybe
  framesEncoded: Maybe
  qp: Maybe
  encodeMs: Maybe
  limCpu: Maybe
  limBw: Maybe
  srcFps: Maybe
  width: Maybe
  height: Maybe
  sourceWidth: Maybe
  sourceHeight: Maybe
  seconds: number
}

export type ConnectionMetrics = { rttMs: Maybe; availableOutKbps: Maybe; playoutMs: Maybe; synthPct: Maybe }

const known = (value: number): Maybe => (Number.isNaN(value) ? null : value)
const clamp01 = (value: number) => Math.min(1, Math.max(0, value))

/** Lost packets in per cent of those expected. Late packets may lower the count, which never gives a negative loss. */
function lossOf(
  ring: DeltaRing,
  received: number,
  lost: number,
): { netLossPct: Maybe; expectedPackets: Maybe } {
  let got = 0
  let missing = 0
  let intervals = 0
  for (let k = 0; k < ring.count; k++) {
    const a = deltaAt(ring, k, received)
    const b = deltaAt(ring, k, lost)
    if (Number.isNaN(a) || Number.isNaN(b)) continue
    got += a
    missing += b
    intervals++
  }
  if (intervals === 0) return { netLossPct: null, expectedPackets: null }
  const expected = got + missing
  const netLossPct = expected > 0 ? Math.min(100, (100 * Math.max(0, missing)) / expected) : null
  return { netLossPct, expectedPackets: Math.max(0, expected) }
}

export function inboundAudioMetrics({ own }: TrackWindow): InboundAudioMetrics {
  const c = inboundAudioCells
  // Written out field by field: spreading costs more than the sums do, and this runs for every track of every report.
  const { netLossPct, expectedPackets } = lossOf(own, c.packetsReceived, c.packetsLost)
  const { concealPct, audibleConcealed, concealmentEvents } = concealment(own)
  const { speech, speechSeconds } = speechOf(own)
  return {
    netLossPct,
    expectedPackets,
    concealPct,
    audibleConcealed,
    concealmentEvents,
    speech,
    speechSeconds,
    packetsPerSecond: ratio(own, c.packetsReceived, time),
    packets: known(sumCell(own, c.packetsReceived)),
    sampleRate: ratio(own, c.totalSamplesReceived, c.totalSamplesDuration),
    jbMs: ratio(own, c.jitterBufferDelay, c.jitterBufferEmittedCount, 1000),
    jitterMs: thousand(meanCell(own, c.jitter)),
    rms: root(ratio(own, c.totalAudioEnergy, c.totalSamplesDuration)),
    kbps: ratio(own, c.bytesReceived, time, 0.008),
    discardPct: ratio(own, c.packetsDiscarded, c.packetsReceived, 100),
    samplesSeconds: known(sumCell(own, c.totalSamplesDuration)),
    seconds: sumCell(own, time) || 0,
  }
}

/** Concealment that can be heard: what was filled in while silence was played is left out. */
function concealment(
  ring: DeltaRing,
): Pick<InboundAudioMetrics, 'concealPct' | 'audibleConcealed' | 'concealmentEvents'> {
  const c = inboundAudioCells
  let concealed = 0
  let samples = 0
  let events = 0
  let intervals = 0
  for (let k = 0; k < ring.count; k++) {
    const all = deltaAt(ring, k, c.concealedSamples)
    const silent = deltaAt(ring, k, c.silentConcealedSamples)
    const total = deltaAt(ring, k, c.totalSamplesReceived)
    if (Number.isNaN(all) || Number.isNaN(silent) || Number.isNaN(total)) continue
    concealed += all - silent
    samples += total
    events += deltaAt(ring, k, c.concealmentEvents)
    intervals++
  }
  if (intervals === 0) return { concealPct: null, audibleConcealed: null, concealmentEvents: null }
  const audible = Math.max(0, concealed)
  const concealPct = samples > 0 ? Math.min(100, (100 * audible) / samples) : null
  return { concealPct, audibleConcealed: audible, concealmentEvents: known(events) }
}

function speechOf(ring: DeltaRing): { speech: Maybe; speechSeconds: number } {
  let spoken = 0
  let intervals = 0
  let seconds = 0
  for (let k = 0; k < ring.count; k++) {
    const rms = intervalRms(
      ring,
      k,
      inboundAudioCells.totalAudioEnergy,
      inboundAudioCells.totalSamplesDuration,
    )
    if (rms === null) continue
    intervals++
    if (rms < speechRms) continue
    spoken++
    seconds += deltaAt(ring, k, time)
  }
  return { speech: intervals > 0 ? spoken / intervals : null, speechSeconds: seconds }
}

/** Level of one interval. */
export function intervalRms(ring: DeltaRing, k: number, energy: number, duration: number): Maybe {
  const seconds = deltaAt(ring, k, duration)
  const value = deltaAt(ring, k, energy) / seconds
  return seconds > 0 && value >= 0 ? Math.sqrt(value) : null
}

const root = (value: Maybe): Maybe => (value === null ? null : Math.sqrt(Math.max(0, value)))
const thousand = (value: Maybe): Maybe => (value === null ? null : 1000 * value)

export function inboundVideoMetrics({ own }: TrackWindow, { row }: DecodedTrack): InboundVideoMetrics {
  const c = inboundVideoCells
  const at = trackIndex['inbound-video']
  const fps =
    ratio(own, c.framesRendered, time) ?? ratio(own, c.framesDecoded, time) ?? gauge(row, at.framesPerSecond)
  const framesDecoded = known(sumCell(own, c.framesDecoded))
  const { netLossPct, expectedPackets } = lossOf(own, c.packetsReceived, c.packetsLost)
  const { freezeRatio, freezeRatioExpected } = freezeShares(own, fps)
  return {
    netLossPct,
    expectedPackets,
    freezeRatio,
    freezeRatioExpected,
    jitterMs: thousand(meanCell(own, c.jitter)),
    jbMs: ratio(own, c.jitterBufferDelay, c.jitterBufferEmittedCount, 1000),
    fps,
    framesDecoded,
    bitsPerSecond: payloadRate(own, c.bytesReceived, c.retransmittedBytesReceived, c.fecBytesReceived),
    qp: (framesDecoded ?? 0) >= minFramesForQp ? ratio(own, c.qpSum, c.framesDecoded) : null,
    corruption: ratio(own, c.totalCorruptionProbability, c.corruptionMeasurements),
    width: gauge(row, at.frameWidth),
    height: gauge(row, at.frameHeight),
    seconds: sumCell(own, time) || 0,
  }
}

const gauge = (row: DecodedTrack['row'], index: number): Maybe => row[index] ?? null

/** Bits per second without retransmissions and error correction; what a browser does not count is taken as none. */
function payloadRate(ring: DeltaRing, bytes: number, retransmitted: number, fec: number | null): Maybe {
  let sum = 0
  let seconds = 0
  for (let k = 0; k < ring.count; k++) {
    const all = deltaAt(ring, k, bytes)
    if (Number.isNaN(all)) continue
    sum += all - (deltaAt(ring, k, retransmitted) || 0) - (fec === null ? 0 : deltaAt(ring, k, fec) || 0)
    seconds += deltaAt(ring, k, time)
  }
  return seconds > 0 ? Math.max(0, (8 * sum) / seconds) : null
}

/**
 * The browser counts a freeze when it ends, so no interval is charged for more than its own length, and an interval
 * without a frame is frozen whole where media is expected.
 */
function freezeShares(
  ring: DeltaRing,
  fps: Maybe,
): Pick<InboundVideoMetrics, 'freezeRatio' | 'freezeRatioExpected'> {
  const c = inboundVideoCells
  let counted = 0
  let expected = 0
  let seconds = 0
  for (let k = 0; k < ring.count; k++) {
    const length = deltaAt(ring, k, time)
    const freeze = deltaAt(ring, k, c.totalFreezesDuration)
    if (Number.isNaN(freeze)) continue
    const ended = Math.min(length, freeze)
    const still = length >= 1 && deltaAt(ring, k, c.framesDecoded) === 0
    seconds += length
    counted += ended
    expected += still ? length : ended
  }
  if (seconds > 0)
    return { freezeRatio: clamp01(counted / seconds), freezeRatioExpected: clamp01(expected / seconds) }
  const spread = freezeBySpread(ring, fps)
  return { freezeRatio: spread, freezeRatioExpected: spread }
}

/** Without freeze counters: how much longer frames stand, weighted by time, than an even rate would let them. */
function freezeBySpread(ring: DeltaRing, fps: Maybe): Maybe {
  const c = inboundVideoCells
  const meanStand = ratio(ring, c.totalSquaredInterFrameDelay, c.totalInterFrameDelay)
  return meanStand === null || fps === null || fps <= 0 ? null : clamp01(meanStand - 1 / fps)
}

/** The far end's view; its last report stands for 15 s, then nothing is known. */
function remoteMetrics({ far, own }: TrackWindow): RemoteMetrics {
  if (far === null || !(own.newestMs - far.newestMs <= rtcpFreshMs)) return noReports
  const c = remoteCells
  const { previous } = far
  const loss = ratioOfPositive(far, c.remotePacketsLost, c.packetsSent)
  const latest = (cell: number) => known(previous[cell] ?? Number.NaN)
  const fraction = latest(c.remoteFractionLost)
  return {
    upLossPct: loss ?? (fraction === null ? null : 100 * clamp01(fraction)),
    upRttMs:
      ratio(far, c.remoteTotalRoundTripTime, c.remoteRoundTripTimeMeasurements, 1000) ??
      thousand(latest(c.remoteRoundTripTime)),
    upJitterMs: thousand(meanCell(far, c.remoteJitter) ?? latest(c.remoteJitter)),
    reportedPackets: known(sumCell(far, c.packetsSent)),
  }
}

const noReports: RemoteMetrics = { upLossPct: null, upRttMs: null, upJitterMs: null, reportedPackets: null }

function ratioOfPositive(ring: DeltaRing, lost: number, sent: number): Maybe {
  const value = ratio(ring, lost, sent, 100)
  return value === null ? null : Math.min(100, Math.max(0, value))
}

export function outboundAudioMetrics(window: TrackWindow): OutboundAudioMetrics {
  const { own } = window
  const c = outboundAudioCells
  const { upLossPct, upRttMs, upJitterMs, reportedPackets } = remoteMetrics(window)
  return {
    upLossPct,
    upRttMs,
    upJitterMs,
    reportedPackets,
    packetsPerSecond: ratio(own, c.packetsSent, time),
    packets: known(sumCell(own, c.packetsSent)),
    kbps: ratio(own, c.bytesSent, time, 0.008),
    micRms: root(ratio(own, c.sourceTotalAudioEnergy, c.sourceTotalSamplesDuration)),
    seconds: sumCell(own, time) || 0,
  }
}

export function outboundVideoMetrics(window: TrackWindow, { row }: DecodedTrack): OutboundVideoMetrics {
  const { own } = window
  const c = outboundVideoCells
  const at = trackIndex['outbound-video']
  const framesEncoded = known(sumCell(own, c.framesEncoded))
  const { upLossPct, upRttMs, upJitterMs, reportedPackets } = remoteMetrics(window)
  return {
    upLossPct,
    upRttMs,
    upJitterMs,
    reportedPackets,
    packets: known(sumCell(own, c.packetsSent)),
    bitsPerSecond: payloadRate(own, c.bytesSent, c.retransmittedBytesSent, null),
    fps: ratio(own, c.framesEncoded, time) ?? gauge(row, at.framesPerSecond),
    framesEncoded,
    qp: (framesEncoded ?? 0) >= minFramesForQp ? ratio(own, c.qpSum, c.framesEncoded) : null,
    encodeMs: ratio(own, c.totalEncodeTime, c.framesEncoded, 1000),
    limCpu: ratio(own, c.limitedByCpu, time),
    limBw: ratio(own, c.limitedByBandwidth, time),
    srcFps: ratio(own, c.sourceFrames, time) ?? gauge(row, at.sourceFramesPerSecond),
    width: gauge(row, at.frameWidth),
    height: gauge(row, at.frameHeight),
    sourceWidth: gauge(row, at.sourceWidth),
    sourceHeight: gauge(row, at.sourceHeight),
    seconds: sumCell(own, time) || 0,
  }
}

export function connectionMetrics({ own }: ConnectionWindow, { row }: DecodedConnection): ConnectionMetrics {
  const c = connectionCells
  const available = gauge(row, connectionIndex.availableOutgoingBitrate)
  return {
    rttMs:
      ratio(own, c.totalRoundTripTime, c.responsesReceived, 1000) ??
      thousand(gauge(row, connectionIndex.currentRoundTripTime)),
    availableOutKbps: available === null ? null : available / 1000,
    playoutMs: ratio(own, c.playoutTotalPlayoutDelay, c.playoutTotalSamplesCount, 1000),
    synthPct: ratio(own, c.playoutSynthesizedSamplesDuration, c.playoutTotalSamplesDuration, 100),
  }
}
