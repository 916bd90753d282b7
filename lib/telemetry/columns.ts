/**
 * The columns of the positional arrays of `earshot/1`: the one home of what a report carries.
 * Names, units and kinds (cumulative, gauge) are those of W3C webrtc-stats; see docs/telemetry.md.
 * This file imports nothing, so the browser SDK may use it at run time.
 * A row may end early: missing trailing columns are null. New columns are only ever added at the end.
 */

/** A report: one sample of one participant. `t` is epoch milliseconds on the client's clock. */
export const reportColumns = ['seq', 't', 'connections', 'tracks'] as const

/** One RTCPeerConnection: its transport, selected candidate pair, playout and data channels. */
export const connectionColumns = [
  'connection', // number given by the SDK, described by a `connection-meta` event
  'timestampOffsetMs', // candidate pair's own timestamp minus the report's t
  'totalRoundTripTime', // s, cumulative
  'responsesReceived', // cumulative
  'currentRoundTripTime', // s, gauge
  'availableOutgoingBitrate', // bit/s, gauge
  'availableIncomingBitrate', // bit/s, gauge
  'bytesSent', // cumulative
  'bytesReceived', // cumulative
  'packetsDiscardedOnSend', // cumulative
  'selectedCandidatePairChanges', // cumulative
  'playoutSynthesizedSamplesDuration', // s, cumulative (media-playout)
  'playoutTotalSamplesDuration', // s, cumulative
  'playoutTotalPlayoutDelay', // s, cumulative
  'playoutTotalSamplesCount', // cumulative
  'dataChannelMessagesSent', // cumulative, all channels
  'dataChannelMessagesReceived', // cumulative, all channels
] as const

/** What every track row begins with; `type` is an index into `trackTypes`. */
export const trackHeadColumns = ['track', 'type', 'timestampOffsetMs'] as const

export const trackTypes = ['inbound-audio', 'inbound-video', 'outbound-audio', 'outbound-video'] as const

const inboundAudio = [
  'packetsReceived',
  'packetsLost', // signed: late and duplicate packets may lower it
  'jitter', // s, gauge
  'bytesReceived',
  'jitterBufferDelay', // s
  'jitterBufferEmittedCount',
  'totalSamplesReceived',
  'concealedSamples',
  'silentConcealedSamples',
  'concealmentEvents',
  'totalAudioEnergy',
  'totalSamplesDuration', // s
  'audioLevel', // 0..1, gauge
  'packetsDiscarded',
  'insertedSamplesForDeceleration',
  'removedSamplesForAcceleration',
  'jitterBufferTargetDelay', // s
  'jitterBufferMinimumDelay', // s
  'fecPacketsReceived',
  'fecPacketsDiscarded',
  'nackCount',
  'lastPacketReceivedOffsetMs', // lastPacketReceivedTimestamp minus t
  'estimatedPlayoutTimestamp', // ms (sender's NTP), gauge
  'retransmittedPacketsReceived',
] as const

const inboundVideo = [
  'packetsReceived',
  'packetsLost',
  'jitter',
  'bytesReceived',
  'jitterBufferDelay',
  'jitterBufferEmittedCount',
  'framesReceived',
  'framesDecoded',
  'framesDropped',
  'frameWidth', // px, gauge
  'frameHeight', // px, gauge
  'framesPerSecond', // 1/s, gauge
  'freezeCount',
  'totalFreezesDuration', // s
  'qpSum',
  'totalDecodeTime', // s
  'keyFramesDecoded',
  'nackCount',
  'pliCount',
  'firCount',
  'retransmittedPacketsReceived',
  'retransmittedBytesReceived',
  'totalInterFrameDelay', // s
  'totalSquaredInterFrameDelay', // s²
  'framesRendered',
  'pauseCount',
  'totalPausesDuration', // s
  'totalProcessingDelay', // s
  'totalAssemblyTime', // s
  'jitterBufferTargetDelay',
  'jitterBufferMinimumDelay',
  'fecPacketsReceived',
  'fecBytesReceived',
  'packetsDiscarded',
  'lastPacketReceivedOffsetMs',
  'estimatedPlayoutTimestamp',
  'totalCorruptionProbability',
  'corruptionMeasurements',
] as const

const outboundAudio = [
  'packetsSent',
  'bytesSent',
  'active', // 0 or 1
  'remoteTimestampOffsetMs', // remote-inbound-rtp's own timestamp minus t
  'remotePacketsLost',
  'remoteFractionLost', // 0..1, gauge
  'remoteJitter', // s, gauge
  'remoteRoundTripTime', // s, gauge
  'remoteTotalRoundTripTime', // s
  'remoteRoundTripTimeMeasurements',
  'sourceTotalAudioEnergy', // media-source
  'sourceTotalSamplesDuration', // s
  'sourceAudioLevel', // 0..1, gauge
  'targetBitrate', // bit/s, gauge
  'nackCount',
  'retransmittedPacketsSent',
  'totalPacketSendDelay', // s
  'sourceEchoReturnLoss', // dB, gauge
  'sourceEchoReturnLossEnhancement', // dB, gauge
  'headerBytesSent',
] as const

const outboundVideo = [
  'packetsSent',
  'bytesSent',
  'active',
  'remoteTimestampOffsetMs',
  'remotePacketsLost',
  'remoteFractionLost',
  'remoteJitter',
  'remoteRoundTripTime',
  'remoteTotalRoundTripTime',
  'remoteRoundTripTimeMeasurements',
  'framesEncoded',
  'framesSent',
  'frameWidth',
  'frameHeight',
  'framesPerSecond',
  'qpSum',
  'totalEncodeTime', // s
  'totalPacketSendDelay', // s
  'retransmittedPacketsSent',
  'retransmittedBytesSent',
  'nackCount',
  'pliCount',
  'firCount',
  'targetBitrate',
  'limitedByCpu', // s, qualityLimitationDurations.cpu
  'limitedByBandwidth', // s, qualityLimitationDurations.bandwidth
  'limitedByOther', // s
  'sourceWidth', // media-source, px, gauge
  'sourceHeight',
  'sourceFrames',
  'sourceFramesPerSecond', // gauge
  'keyFramesEncoded',
  'hugeFramesSent',
  'qualityLimitationResolutionChanges',
  'headerBytesSent',
] as const

export const trackColumns = {
  'inbound-audio': inboundAudio,
  'inbound-video': inboundVideo,
  'outbound-audio': outboundAudio,
  'outbound-video': outboundVideo,
} as const

export type TrackType = (typeof trackTypes)[number]
export type ConnectionColumn = (typeof connectionColumns)[number]
export type TrackColumn<T extends TrackType> = (typeof trackColumns)[T][number]
/** A positional row. Null means "the browser does not know", never zero. */
export type Row = (number | null)[]
/** A report on the wire: `[seq, t, connections, tracks]`. */
export type WireReport = [seq: number, t: number, connections: Row[], tracks: Row[]]
