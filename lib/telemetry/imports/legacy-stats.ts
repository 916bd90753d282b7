import type { RtcStat } from '#lib/browser-sdk/read-stats.ts'
import { numberOf, textOf, wordOf } from './pieces.ts'

/**
 * Chrome's callback getStats of before 2020 (`ssrc_…_recv`, `goog…`): what maps onto standard stats. It has no counters
 * of concealment, jitter buffer, freezes, energy of a source or limitation, so these stay unknown.
 */
export const legacyGaps =
  'The dump holds Chrome’s legacy goog… statistics: there are no counters of concealed sound, jitter buffer, freezes or encoder limits, so what these would show cannot be known.'

export const isLegacy = ({ type }: RtcStat): boolean => legacyTypes.has(type)
const legacyTypes = new Set([
  'ssrc',
  'googCandidatePair',
  'googComponent',
  'googTrack',
  'VideoBwe',
  'candidatepair',
])

export function fromLegacy(stats: readonly RtcStat[]): RtcStat[] {
  const bandwidth = stats.find(({ type }) => type === 'VideoBwe')
  return stats.flatMap((stat) => {
    if (stat.type === 'ssrc') return fromSsrc(stat)
    if (stat.type === 'googCandidatePair' || stat.type === 'candidatepair') return [fromPair(stat, bandwidth)]
    if (stat.type === 'localcandidate' || stat.type === 'remotecandidate') return [fromCandidate(stat)]
    return []
  })
}

/** -1 is how these stats say “not known”. */
function known(value: unknown): number | undefined {
  const number = numberOf(value)
  return number === undefined || number < 0 ? undefined : number
}
const seconds = (ms: unknown) => {
  const value = known(ms)
  return value === undefined ? undefined : value / 1000
}
/** Sound levels count to 32,767. */
const level = (value: unknown) => {
  const number = known(value)
  return number === undefined ? undefined : Math.min(1, number / 32_767)
}

function fromSsrc(stat: RtcStat): RtcStat[] {
  const kind =
    textOf(stat.mediaType) ??
    ('googFrameRateReceived' in stat || 'googFrameRateInput' in stat ? 'video' : 'audio')
  const codec = textOf(stat.googCodecName)
  const codecs: RtcStat[] = codec
    ? [
        {
          id: `codec ${kind} ${codec}`,
          type: 'codec',
          timestamp: stat.timestamp,
          mimeType: `${kind}/${codec}`,
        },
      ]
    : []
  const head = {
    timestamp: stat.timestamp,
    kind,
    ssrc: numberOf(stat.ssrc),
    codecId: codec && `codec ${kind} ${codec}`,
    trackIdentifier: stat.googTrackId ?? stat.trackIdentifier,
  }
  const rows = stat.id.endsWith('_send') ? sent(stat, head) : [received(stat, head)]
  return [...rows, ...codecs]
}

type Head = {
  timestamp: number
  kind: string
  ssrc: number | undefined
  codecId: unknown
  trackIdentifier: unknown
}

function received(stat: RtcStat, head: Head): RtcStat {
  return {
    ...head,
    id: stat.id,
    type: 'inbound-rtp',
    packetsReceived: known(stat.packetsReceived),
    packetsLost: known(stat.packetsLost),
    bytesReceived: known(stat.bytesReceived),
    jitter: seconds(stat.googJitterReceived),
    audioLevel: level(stat.audioOutputLevel),
    totalAudioEnergy: known(stat.totalAudioEnergy),
    totalSamplesDuration: known(stat.totalSamplesDuration),
    framesDecoded: known(stat.framesDecoded),
    frameWidth: known(stat.googFrameWidthReceived),
    frameHeight: known(stat.googFrameHeightReceived),
    framesPerSecond: known(stat.googFrameRateReceived),
    qpSum: known(stat.qpSum),
    nackCount: known(stat.googNacksSent),
    pliCount: known(stat.googPlisSent),
    firCount: known(stat.googFirsSent),
  }
}

function sent(stat: RtcStat, head: Head): RtcStat[] {
  const { timestamp, kind, trackIdentifier } = head
  const source = `source ${stat.id}`
  return [
    {
      ...head,
      id: stat.id,
      type: 'outbound-rtp',
      mediaSourceId: source,
      remoteId: `remote ${stat.id}`,
      packetsSent: known(stat.packetsSent),
      bytesSent: known(stat.bytesSent),
      framesEncoded: known(stat.framesEncoded),
      frameWidth: known(stat.googFrameWidthSent),
      frameHeight: known(stat.googFrameHeightSent),
      framesPerSecond: known(stat.googFrameRateSent),
      qpSum: known(stat.qpSum),
      nackCount: known(stat.googNacksReceived),
      pliCount: known(stat.googPlisReceived),
      firCount: known(stat.googFirsReceived),
      contentType: stat.googContentType === 'screen' ? 'screenshare' : undefined,
    },
    {
      id: `remote ${stat.id}`,
      type: 'remote-inbound-rtp',
      timestamp,
      packetsLost: known(stat.packetsLost),
      roundTripTime: seconds(stat.googRtt),
      jitter: kind === 'audio' ? seconds(stat.googJitterReceived) : undefined,
    },
    {
      id: source,
      type: 'media-source',
      timestamp,
      kind,
      trackIdentifier,
      audioLevel: level(stat.audioInputLevel),
      totalAudioEnergy: known(stat.totalAudioEnergy),
      totalSamplesDuration: known(stat.totalSamplesDuration),
      width: known(stat.googFrameWidthInput),
      height: known(stat.googFrameHeightInput),
      framesPerSecond: known(stat.googFrameRateInput),
    },
  ]
}

function fromPair(stat: RtcStat, bandwidth: RtcStat | undefined): RtcStat {
  const isActive = wordOf(stat.googActiveConnection) === 'true'
  return {
    id: stat.id,
    type: 'candidate-pair',
    timestamp: stat.timestamp,
    selected: isActive,
    nominated: isActive,
    state: isActive ? 'succeeded' : 'waiting',
    localCandidateId: stat.localCandidateId,
    remoteCandidateId: stat.remoteCandidateId,
    bytesSent: known(stat.bytesSent),
    bytesReceived: known(stat.bytesReceived),
    packetsDiscardedOnSend: known(stat.packetsDiscardedOnSend),
    responsesReceived: known(stat.responsesReceived),
    currentRoundTripTime: seconds(stat.googRtt),
    availableOutgoingBitrate: known(bandwidth?.googAvailableSendBandwidth) || undefined,
    availableIncomingBitrate: known(bandwidth?.googAvailableReceiveBandwidth) || undefined,
  }
}

const candidateTypes: Record<string, string> = {
  serverreflexive: 'srflx',
  stun: 'srflx',
  peerreflexive: 'prflx',
  relayed: 'relay',
  local: 'host',
}

function fromCandidate(stat: RtcStat): RtcStat {
  const type = textOf(stat.candidateType) ?? ''
  return {
    id: stat.id,
    type: stat.type === 'localcandidate' ? 'local-candidate' : 'remote-candidate',
    timestamp: stat.timestamp,
    candidateType: candidateTypes[type] ?? (type || undefined),
    protocol: stat.transport,
    networkType:
      stat.networkType === 'lan' ? 'ethernet' : stat.networkType === 'wlan' ? 'wifi' : stat.networkType,
    address: stat.ipAddress,
  }
}
