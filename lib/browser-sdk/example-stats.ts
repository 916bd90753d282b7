import type { RtcStat } from './read-stats.ts'

/** Small getStats results in three dialects, for tests. Addresses are from the documentation ranges. */

const at = 1_795_331_280_799.5
const stat = (id: string, type: string, fields: Record<string, unknown>, timestamp = at): RtcStat => ({
  id,
  type,
  timestamp,
  ...fields,
})

/** One call as Chromium reports it: a second, unused pair; audio and video both ways; simulcast layer `q`. */
export const chromiumStats: RtcStat[] = [
  stat('T1', 'transport', {
    selectedCandidatePairId: 'CP2',
    selectedCandidatePairChanges: 3,
    dtlsState: 'connected',
  }),
  stat('CP1', 'candidate-pair', { transportId: 'T1', nominated: true, state: 'succeeded', bytesSent: 9e9 }),
  stat('CP2', 'candidate-pair', {
    transportId: 'T1',
    localCandidateId: 'L1',
    remoteCandidateId: 'R1',
    nominated: true,
    state: 'succeeded',
    bytesSent: 556_063,
    bytesReceived: 558_316,
    currentRoundTripTime: 0.006,
    totalRoundTripTime: 0.17312345,
    responsesReceived: 16,
    availableOutgoingBitrate: 701_733.4,
    packetsDiscardedOnSend: 0,
  }),
  stat('L1', 'local-candidate', {
    candidateType: 'relay',
    protocol: 'udp',
    relayProtocol: 'tls',
    url: 'turns:turn.example.org:5349?transport=tcp',
    networkType: 'wifi',
    address: '198.51.100.7',
    ip: '198.51.100.7',
  }),
  stat('R1', 'remote-candidate', { candidateType: 'srflx', protocol: 'udp', address: '2001:db8:12::9' }),
  stat('CO', 'codec', {
    mimeType: 'audio/opus',
    clockRate: 48_000,
    channels: 2,
    sdpFmtpLine: 'minptime=10;useinbandfec=1;usedtx=1',
  }),
  stat('CV', 'codec', { mimeType: 'video/VP8', clockRate: 90_000 }),
  stat('AP', 'media-playout', {
    kind: 'audio',
    synthesizedSamplesDuration: 0.02,
    totalSamplesDuration: 31.71,
    totalPlayoutDelay: 41_916.729,
    totalSamplesCount: 1_397_529,
  }),
  stat('IA', 'inbound-rtp', {
    kind: 'audio',
    ssrc: 11,
    mid: '0',
    codecId: 'CO',
    trackIdentifier: 'far-mic',
    packetsReceived: 1586,
    packetsLost: -2,
    jitter: 0.0071234,
    bytesReceived: 119_505,
    jitterBufferDelay: 170_467.2,
    totalAudioEnergy: 0.00000149,
    lastPacketReceivedTimestamp: at - 18,
  }),
  stat('IV', 'inbound-rtp', {
    kind: 'video',
    ssrc: 12,
    mid: '1',
    codecId: 'CV',
    trackIdentifier: 'far-screen',
    contentType: 'screenshare',
    packetsReceived: 413,
    framesDecoded: 317,
    decoderImplementation: 'libvpx',
    powerEfficientDecoder: false,
  }),
  stat('OA', 'outbound-rtp', {
    kind: 'audio',
    ssrc: 21,
    codecId: 'CO',
    mediaSourceId: 'SA',
    remoteId: 'RIA',
    packetsSent: 1588,
    bytesSent: 119_829,
    active: true,
  }),
  stat('OV', 'outbound-rtp', {
    kind: 'video',
    ssrc: 22,
    rid: 'q',
    codecId: 'CV',
    mediaSourceId: 'SV',
    packetsSent: 413,
    bytesSent: 328_105,
    active: false,
    qualityLimitationDurations: { cpu: 1.5, bandwidth: 2.25, none: 30, other: 0 },
    encoderImplementation: 'libvpx',
    scalabilityMode: 'L1T1',
  }),
  stat(
    'RIA',
    'remote-inbound-rtp',
    { kind: 'audio', ssrc: 21, localId: 'OA', packetsLost: 4, jitter: 0.0074 },
    at - 3000,
  ),
  stat('RIV', 'remote-inbound-rtp', { kind: 'video', ssrc: 22, localId: 'OV', packetsLost: 7 }, at - 900),
  stat('SA', 'media-source', { kind: 'audio', trackIdentifier: 'near-mic', audioLevel: 0.1178 }),
  stat('SV', 'media-source', {
    kind: 'video',
    trackIdentifier: 'near-camera',
    width: 320,
    height: 180,
    frames: 319,
  }),
  stat('D1', 'data-channel', { messagesSent: 3, messagesReceived: 5 }),
  stat('D2', 'data-channel', { messagesSent: 4, messagesReceived: 0 }),
]

/** Firefox: braces round ids, sources not named by streams, the pair only flagged, no transport. */
export const firefoxStats: RtcStat[] = [
  stat('p1', 'candidate-pair', { nominated: true, state: 'succeeded', bytesReceived: 5 }),
  stat('p2', 'candidate-pair', { selected: true, nominated: true, state: 'succeeded', bytesReceived: 3 }),
  stat('ia', 'inbound-rtp', {
    mediaType: 'audio',
    ssrc: 31,
    trackIdentifier: '{near-mic}',
    packetsReceived: 10,
  }),
  stat('oa', 'outbound-rtp', { kind: 'audio', ssrc: 41, mid: '0', packetsSent: 12 }),
  stat('ov', 'outbound-rtp', { kind: 'video', ssrc: 42, mid: '1', packetsSent: 9 }),
  stat('ov2', 'outbound-rtp', { kind: 'video', ssrc: 43, mid: '2', packetsSent: 8 }),
  stat('rv', 'remote-inbound-rtp', { kind: 'video', ssrc: 42, packetsLost: 6 }),
  stat('mediasource_audio_0{a}', 'media-source', { kind: 'audio', trackIdentifier: '{firefox-mic}' }),
  stat('mediasource_video_1{b}', 'media-source', { kind: 'video', trackIdentifier: '{camera}', width: 640 }),
  stat('mediasource_video_2{c}', 'media-source', { kind: 'video', trackIdentifier: '{screen}', width: 1920 }),
]

/** Safari: no transport, nothing flagged; the busiest nominated pair that succeeded is the one in use. */
export const safariStats: RtcStat[] = [
  stat('p1', 'candidate-pair', {
    nominated: false,
    state: 'succeeded',
    bytesReceived: 900,
    responsesReceived: 1,
  }),
  stat('p2', 'candidate-pair', {
    nominated: true,
    state: 'succeeded',
    bytesReceived: 70,
    responsesReceived: 2,
  }),
  stat('p3', 'candidate-pair', {
    nominated: true,
    state: 'succeeded',
    bytesReceived: 80,
    responsesReceived: 3,
  }),
  stat('ia', 'inbound-rtp', { kind: 'audio', ssrc: 51, packetsReceived: 10, jitter: Number.NaN }),
]
