import type { ConnectionColumn, TrackColumn, TrackType } from './columns.ts'
import { connectionIndex, type DecodedConnection, type DecodedTrack, trackIndex } from './decode-report.ts'
import {
  type CellKind,
  clearRing,
  createRing,
  type DeltaRing,
  type Pushed,
  pushCells,
  type RingShape,
  type Spacing,
} from './delta-ring.ts'

/**
 * From counters to windows: what is kept of each kind of stats object. One window per track and per connection;
 * a sent track has a second one that moves only when the far end reports.
 */

type Kept<Column extends string> = readonly (readonly [Column, CellKind])[]

/** Cells of a window by name, in the order they are kept. */
type Cells<K extends Kept<string>> = Readonly<Record<K[number][0], number>>

function shapeOf<Column extends string>(
  kept: Kept<Column>,
  index: Readonly<Record<Column, number>>,
): RingShape {
  return { cells: kept.map(([column]) => index[column]), kinds: kept.map(([, kind]) => kind) }
}

function cellsOf<K extends Kept<string>>(kept: K): Cells<K> {
  return Object.fromEntries(kept.map(([column], i) => [column, i])) as Cells<K>
}

const inboundAudio = [
  ['packetsReceived', 'counter'],
  ['packetsLost', 'signed'],
  ['jitter', 'gauge'],
  ['bytesReceived', 'counter'],
  ['jitterBufferDelay', 'counter'],
  ['jitterBufferEmittedCount', 'counter'],
  ['totalSamplesReceived', 'counter'],
  ['concealedSamples', 'counter'],
  ['silentConcealedSamples', 'counter'],
  ['concealmentEvents', 'counter'],
  ['totalAudioEnergy', 'counter'],
  ['totalSamplesDuration', 'counter'],
  ['packetsDiscarded', 'counter'],
  ['insertedSamplesForDeceleration', 'counter'],
  ['removedSamplesForAcceleration', 'counter'],
] as const satisfies Kept<TrackColumn<'inbound-audio'>>

const inboundVideo = [
  ['packetsReceived', 'counter'],
  ['packetsLost', 'signed'],
  ['jitter', 'gauge'],
  ['bytesReceived', 'counter'],
  ['jitterBufferDelay', 'counter'],
  ['jitterBufferEmittedCount', 'counter'],
  ['framesReceived', 'counter'],
  ['framesDecoded', 'counter'],
  ['framesDropped', 'counter'],
  ['totalFreezesDuration', 'counter'],
  ['qpSum', 'counter'],
  ['totalDecodeTime', 'counter'],
  ['keyFramesDecoded', 'counter'],
  ['nackCount', 'counter'],
  ['pliCount', 'counter'],
  ['firCount', 'counter'],
  ['retransmittedBytesReceived', 'counter'],
  ['fecBytesReceived', 'counter'],
  ['totalInterFrameDelay', 'counter'],
  ['totalSquaredInterFrameDelay', 'counter'],
  ['framesRendered', 'counter'],
  ['totalCorruptionProbability', 'counter'],
  ['corruptionMeasurements', 'counter'],
  ['freezeCount', 'counter'],
] as const satisfies Kept<TrackColumn<'inbound-video'>>

const outboundAudio = [
  ['packetsSent', 'counter'],
  ['bytesSent', 'counter'],
  ['sourceTotalAudioEnergy', 'counter'],
  ['sourceTotalSamplesDuration', 'counter'],
  ['totalPacketSendDelay', 'counter'],
  ['retransmittedPacketsSent', 'counter'],
] as const satisfies Kept<TrackColumn<'outbound-audio'>>

const outboundVideo = [
  ['packetsSent', 'counter'],
  ['bytesSent', 'counter'],
  ['retransmittedBytesSent', 'counter'],
  ['framesEncoded', 'counter'],
  ['qpSum', 'counter'],
  ['totalEncodeTime', 'counter'],
  ['totalPacketSendDelay', 'counter'],
  ['retransmittedPacketsSent', 'counter'],
  ['nackCount', 'counter'],
  ['pliCount', 'counter'],
  ['firCount', 'counter'],
  ['limitedByCpu', 'counter'],
  ['limitedByBandwidth', 'counter'],
  ['sourceFrames', 'counter'],
  ['keyFramesEncoded', 'counter'],
] as const satisfies Kept<TrackColumn<'outbound-video'>>

const remote = [
  ['packetsSent', 'counter'],
  ['remotePacketsLost', 'signed'],
  ['remoteTotalRoundTripTime', 'counter'],
  ['remoteRoundTripTimeMeasurements', 'counter'],
  ['remoteJitter', 'gauge'],
  ['remoteFractionLost', 'gauge'],
  ['remoteRoundTripTime', 'gauge'],
] as const satisfies Kept<TrackColumn<'outbound-audio'> & TrackColumn<'outbound-video'>>

const connection = [
  ['totalRoundTripTime', 'counter'],
  ['responsesReceived', 'counter'],
  ['playoutSynthesizedSamplesDuration', 'counter'],
  ['playoutTotalSamplesDuration', 'counter'],
  ['playoutTotalPlayoutDelay', 'counter'],
  ['playoutTotalSamplesCount', 'counter'],
] as const satisfies Kept<ConnectionColumn>

export const inboundAudioCells = cellsOf(inboundAudio)
export const inboundVideoCells = cellsOf(inboundVideo)
export const outboundAudioCells = cellsOf(outboundAudio)
export const outboundVideoCells = cellsOf(outboundVideo)
export const remoteCells = cellsOf(remote)
export const connectionCells = cellsOf(connection)

const shapes: Readonly<Record<TrackType, RingShape>> = {
  'inbound-audio': shapeOf(inboundAudio, trackIndex['inbound-audio']),
  'inbound-video': shapeOf(inboundVideo, trackIndex['inbound-video']),
  'outbound-audio': shapeOf(outboundAudio, trackIndex['outbound-audio']),
  'outbound-video': shapeOf(outboundVideo, trackIndex['outbound-video']),
}
const remoteShapes = {
  'outbound-audio': shapeOf(remote, trackIndex['outbound-audio']),
  'outbound-video': shapeOf(remote, trackIndex['outbound-video']),
} as const
const connectionShape = shapeOf(connection, connectionIndex)

/** Reports of the far end come several times a second (video) to every five seconds (audio). */
const farSpacing: Spacing = { minMs: 200, maxMs: 30_000 }
/** A report's time is rounded anew in every sample: closer than this it is the same report. */
const sameReportMs = 20
/** How long the last report of the far end stands for the present. */
export const rtcpFreshMs = 15_000

/** Samples closer or further apart than this, in sampling intervals, give no difference. */
const minSteps = 0.2
const maxSteps = 6
const spacingOf = (intervalMs: number): Spacing => ({
  minMs: minSteps * intervalMs,
  maxMs: maxSteps * intervalMs,
})

/** One track's counters over the last 15 s. */
export type TrackWindow = {
  readonly type: TrackType
  readonly own: DeltaRing
  /** moves with the far end's reports; sent tracks only */
  readonly far: DeltaRing | null
  farMeasurements: number | null
}

export function createTrackWindow(type: TrackType): TrackWindow {
  const sent = type === 'outbound-audio' || type === 'outbound-video'
  return {
    type,
    own: createRing(shapes[type]),
    far: sent ? createRing(remoteShapes[type]) : null,
    farMeasurements: null,
  }
}

/**
 * Takes a track's sample. `late` samples change nothing; after a reset, a long gap or a first sample there is only a
 * new baseline.
 */
export function pushSample(window: TrackWindow, track: DecodedTrack, intervalMs: number): Pushed {
  const pushed = pushCells(window.own, track.row, track.timestampMs, spacingOf(intervalMs))
  if (pushed !== 'late' && window.far !== null) pushRemote(window, window.far, track)
  return pushed
}

/** Closes the segment: what lies before a pause says nothing about what comes after. */
export function clearWindow(window: TrackWindow): void {
  clearRing(window.own)
  if (window.far !== null) clearRing(window.far)
}

const remoteTimeIndex = {
  'outbound-audio': trackIndex['outbound-audio'].remoteTimestampOffsetMs,
  'outbound-video': trackIndex['outbound-video'].remoteTimestampOffsetMs,
} as const
const measurementsIndex = {
  'outbound-audio': trackIndex['outbound-audio'].remoteRoundTripTimeMeasurements,
  'outbound-video': trackIndex['outbound-video'].remoteRoundTripTimeMeasurements,
} as const

/** A repeated report is no news. Without a time of its own, the count of measurements tells old from new. */
function pushRemote(window: TrackWindow, far: DeltaRing, { row, type, timestampMs }: DecodedTrack): void {
  if (type !== 'outbound-audio' && type !== 'outbound-video') return
  const offsetMs = row[remoteTimeIndex[type]] ?? null
  const measurements = row[measurementsIndex[type]] ?? null
  if (offsetMs === null && measurements === null) return
  if (offsetMs === null && measurements === window.farMeasurements) return
  window.farMeasurements = measurements
  const reportedMs = offsetMs === null ? timestampMs : timestampMs + offsetMs - sampleOffset(row)
  if (reportedMs - far.newestMs < sameReportMs) return
  pushCells(far, row, reportedMs, farSpacing)
}

/** The remote time is told relative to the report, the sample's own time too. */
const sampleOffset = (row: DecodedTrack['row']) => row[2] ?? 0

/** One connection's path and loudspeaker over the last 15 s. */
export type ConnectionWindow = { readonly own: DeltaRing }

export function createConnectionWindow(): ConnectionWindow {
  return { own: createRing(connectionShape) }
}

export function pushConnection(
  window: ConnectionWindow,
  sample: DecodedConnection,
  intervalMs: number,
): Pushed {
  return pushCells(window.own, sample.row, sample.timestampMs, spacingOf(intervalMs))
}
