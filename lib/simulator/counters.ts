import {
  connectionColumns,
  type Row,
  type TrackType,
  trackColumns,
  trackTypes,
  type WireReport,
} from '#lib/telemetry/columns.ts'
import type { Conditions } from './conditions.ts'
import type { Random } from './random.ts'

/** The cumulative counters a browser would show, moved on step by step. */
export type Counters = { values: Map<string, number>; talking: boolean }
export const createCounters = (): Counters => ({ values: new Map(), talking: false })

type Cells = Record<string, number | null>
const sampleRate = 48_000
/** A quiet room is heard a little: only a dead microphone is digital silence. */
const roomLevel = 0.006
const packetsPerSecond = 50 // 20 ms of speech each

/** Moves all counters on by `seconds` under these conditions and reads them as one report. */
export function nextReport(
  counters: Counters,
  now: Conditions,
  video: boolean,
  seq: number,
  t: number,
  seconds: number,
  random: Random,
): WireReport {
  if (random() < 0.25) counters.talking = !counters.talking
  const add = (name: string, amount: number) => {
    const sum = (counters.values.get(name) ?? 0) + Math.max(0, amount)
    counters.values.set(name, sum)
    return Math.round(sum * 10_000) / 10_000
  }
  const count = (name: string, amount: number) => Math.round(add(name, amount))
  const noise = (value: number, share = 0.2) => value * (1 - share + 2 * share * random())
  const step = { seconds, add, count, noise, now, talking: counters.talking }
  const tracks = [row('inbound-audio', 0, inboundAudio(step)), row('outbound-audio', 1, outboundAudio(step))]
  if (video)
    tracks.push(row('inbound-video', 2, inboundVideo(step)), row('outbound-video', 3, outboundVideo(step)))
  return [seq, t, [connectionRow(step)], tracks]
}

type Step = {
  seconds: number
  add: (name: string, amount: number) => number
  count: (name: string, amount: number) => number
  noise: (value: number, share?: number) => number
  now: Conditions
  talking: boolean
}

function row(type: TrackType, track: number, cells: Cells): Row {
  const columns: readonly string[] = trackColumns[type]
  return trimmed([track, trackTypes.indexOf(type), 0, ...columns.map((column) => cells[column] ?? null)])
}

function trimmed(cells: Row): Row {
  while (cells.at(-1) === null) cells.pop()
  return cells
}

function connectionRow({ seconds, add, count, noise, now }: Step): Row {
  const roundTrips = seconds / 2.5
  const cells: Cells = {
    connection: 0,
    timestampOffsetMs: 0,
    totalRoundTripTime: add('rtt', (roundTrips * noise(now.roundTripMs)) / 1000),
    responsesReceived: add('responses', roundTrips),
    currentRoundTripTime: noise(now.roundTripMs) / 1000,
    availableOutgoingBitrate: Math.round(noise(now.videoKbps * 2_200, 0.05)),
    bytesSent: count('sent', (now.videoKbps * 125 + 4_000) * seconds),
    bytesReceived: count('received', (now.videoKbps * 125 + 4_000) * seconds),
    selectedCandidatePairChanges: 1,
  }
  return trimmed(connectionColumns.map((column) => cells[column] ?? null))
}

function loss(step: Step, name: string, packets: number, lossPct: number) {
  const lost = (packets * step.noise(lossPct, 0.4)) / 100
  return { packets: step.count(`${name} ok`, packets - lost), lost: step.count(`${name} lost`, lost) }
}

function inboundAudio(step: Step): Cells {
  const { seconds, add, count, noise, now, talking } = step
  const { packets, lost } = loss(step, 'in audio', packetsPerSecond * seconds, now.downLossPct)
  const samples = sampleRate * seconds
  const concealed = (samples * noise(now.downLossPct * 0.75)) / 100
  const level = talking ? noise(0.12, 0.5) : roomLevel
  return {
    packetsReceived: packets,
    packetsLost: lost,
    jitter: noise(now.jitterMs) / 1000,
    bytesReceived: count('in audio bytes', packetsPerSecond * seconds * 82),
    jitterBufferDelay: add('in audio buffer', samples * (0.04 + now.jitterMs / 700)),
    jitterBufferEmittedCount: count('in audio emitted', samples),
    totalSamplesReceived: count('in audio samples', samples),
    concealedSamples: count('in audio concealed', concealed),
    silentConcealedSamples: count('in audio silent', talking ? concealed * 0.05 : concealed * 0.9),
    concealmentEvents: count('in audio events', concealed / 1_600),
    totalAudioEnergy: add('in audio energy', level * level * seconds),
    totalSamplesDuration: add('in audio seconds', seconds),
    audioLevel: level,
  }
}

function outboundAudio(step: Step): Cells {
  const { seconds, add, count, noise, now, talking } = step
  const sent = packetsPerSecond * seconds
  const level = talking ? roomLevel : noise(0.1, 0.5)
  return {
    packetsSent: count('out audio', sent),
    bytesSent: count('out audio bytes', sent * 82),
    active: 1,
    remoteTimestampOffsetMs: -200,
    remotePacketsLost: count('out audio lost', (sent * noise(now.upLossPct, 0.4)) / 100),
    remoteFractionLost: noise(now.upLossPct, 0.4) / 100,
    remoteJitter: noise(now.jitterMs) / 1000,
    remoteRoundTripTime: noise(now.roundTripMs) / 1000,
    remoteTotalRoundTripTime: add('out audio rtt', (seconds * now.roundTripMs) / 2_000),
    remoteRoundTripTimeMeasurements: add('out audio rtts', seconds / 2),
    sourceTotalAudioEnergy: add('mic energy', level * level * seconds),
    sourceTotalSamplesDuration: add('mic seconds', seconds),
    sourceAudioLevel: level,
  }
}

function inboundVideo(step: Step): Cells {
  const { seconds, add, count, noise, now } = step
  const { packets, lost } = loss(step, 'in video', (now.videoKbps * 125 * seconds) / 1_100, now.downLossPct)
  const frozen = Math.min(0.9, noise(now.freezeRatio))
  const frames = now.framesPerSecond * seconds * (1 - frozen)
  const all = count('in video frames', frames)
  return {
    packetsReceived: packets,
    packetsLost: lost,
    jitter: noise(now.jitterMs) / 1000,
    bytesReceived: count('in video bytes', noise(now.videoKbps, 0.1) * 125 * seconds),
    jitterBufferDelay: add('in video buffer', frames * (0.05 + now.jitterMs / 700)),
    jitterBufferEmittedCount: all,
    framesReceived: all,
    framesDecoded: all,
    framesDropped: count('in video dropped', frozen * 3),
    frameWidth: Math.round((now.heightPx * 16) / 9),
    frameHeight: now.heightPx,
    framesPerSecond: Math.round(frames / seconds),
    freezeCount: count('in video freezes', frozen > 0.02 ? seconds / 2 : 0),
    totalFreezesDuration: add('in video frozen', frozen * seconds),
    qpSum: count('in video qp', frames * 32),
    totalDecodeTime: add('in video decode', frames * 0.004),
    keyFramesDecoded: count('in video keys', seconds / 10),
  }
}

function outboundVideo(step: Step): Cells {
  const { seconds, add, count, noise, now } = step
  const frames = now.cameraDead ? 0 : now.framesPerSecond * seconds
  const sent = now.cameraDead ? 0 : (now.videoKbps * 125 * seconds) / 1_100
  return {
    packetsSent: count('out video', sent),
    bytesSent: count('out video bytes', sent * 1_100),
    active: 1,
    remoteTimestampOffsetMs: -200,
    remotePacketsLost: count('out video lost', (sent * noise(now.upLossPct, 0.4)) / 100),
    remoteFractionLost: noise(now.upLossPct, 0.4) / 100,
    remoteRoundTripTime: noise(now.roundTripMs) / 1000,
    remoteTotalRoundTripTime: add('out video rtt', (seconds * now.roundTripMs) / 1_000),
    remoteRoundTripTimeMeasurements: add('out video rtts', seconds),
    framesEncoded: count('out video frames', frames),
    framesSent: count('out video frames sent', frames),
    frameWidth: Math.round((now.heightPx * 16) / 9),
    frameHeight: now.heightPx,
    framesPerSecond: Math.round(frames / seconds),
    qpSum: count('out video qp', frames * 32),
    totalEncodeTime: add('out video encode', frames * 0.006),
    sourceWidth: Math.round((now.heightPx * 16) / 9),
    sourceHeight: now.heightPx,
    sourceFrames: count('camera frames', frames),
    sourceFramesPerSecond: now.cameraDead ? 0 : 24,
  }
}
