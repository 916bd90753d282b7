/**
 * What may happen to a participant, and the keys each event's flat `data` may carry (all optional).
 * The families are those of the quality model; a missing family lowers confidence, it never invents a state.
 * This file imports nothing, so the browser SDK may use it at run time.
 */
export const eventTypes = {
  'join-attempt': [],
  joined: ['ms'], // since join-attempt
  'join-failed': ['reason', 'ms'],
  left: ['reason'], // user | app | unload | error
  'media-first': ['kind', 'direction', 'ms'],
  'gum-result': ['audio', 'video', 'ok', 'error', 'ms', 'deviceHash'], // getUserMedia
  'display-result': ['ok', 'error', 'ms', 'surface'], // getDisplayMedia
  // direction: inbound | outbound; source: mic | camera | screen; reason: user | app | system | remote
  'track-state': ['kind', 'source', 'direction', 'enabled', 'muted', 'readyState', 'reason'],
  publish: ['kind', 'source'],
  unpublish: ['kind', 'source'],
  subscribe: ['kind'],
  unsubscribe: ['kind'],
  'sfu-pause': ['kind', 'reason'],
  'sfu-resume': ['kind'],
  tile: ['visible', 'width', 'height'],
  'connection-created': ['label', 'relayOnly', 'iceServers', 'turnServers', 'bundlePolicy'],
  'connection-closed': [],
  'connection-state': ['state'],
  'ice-state': ['state'],
  'ice-gathering-state': ['state', 'host', 'srflx', 'relay'], // candidates found since it began, said when complete
  'dtls-state': ['state'],
  'signaling-state': ['state'], // of the RTCPeerConnection
  signaling: ['state'], // connected | disconnected: the app's own control channel
  'ice-restart': [],
  'ice-candidate-error': ['host', 'code', 'text'],
  'connection-meta': [
    'localCandidateType',
    'remoteCandidateType',
    'protocol',
    'relayProtocol',
    'relayHost',
    'networkType',
    'localPrefix', // keyed hash of the /24 or /48, never an address
    'remotePrefix',
  ],
  'track-meta': [
    'type', // one of trackTypes
    'connection',
    'ssrc',
    'rid',
    'mid',
    'trackId', // keyed hash of the track id in the media section's msid (else trackIdentifier): joins both ends unless a server renames tracks
    'mimeType',
    'clockRate',
    'channels',
    'inbandFec',
    'dtx',
    'stereo',
    'contentType',
    'source', // mic | camera | screen
    'implementation',
    'powerEfficient',
    'scalabilityMode',
  ],
  'data-channel': ['label', 'state'],
  network: ['online', 'effectiveType', 'type', 'downlinkMbps'],
  devices: ['change', 'kind', 'count', 'inUse'],
  visibility: ['state'], // visible | hidden | frozen | resumed
  'playback-blocked': ['element', 'error', 'ok'], // ok: true = it plays again
  'vad-muted': [],
  'user-rating': ['stars', 'tag'],
  'report-code': ['code'],
  exception: ['name', 'message', 'stack', 'source', 'line', 'column', 'count'],
  rejection: ['name', 'message', 'stack', 'count'],
  console: ['level', 'message', 'count'],
  log: null, // level, message and whatever flat data the app adds
  custom: null, // name and whatever flat data the app adds
  chat: ['op', 'id', 'ms', 'reason', 'channel'], // op: sent | acked | failed | received | disconnected | reconnected
  sdk: ['what', 'detail', 'count'], // the SDK about itself: guarded errors, other wrappers, refused storage
} as const satisfies Record<string, readonly string[] | null>

export type EventType = keyof typeof eventTypes
export type EventValue = string | number | boolean | null
export type EventData = Record<string, EventValue>
/** An event on the wire. `t` is epoch milliseconds on the client's clock; reports and events share `seq`. */
export type WireEvent = {
  seq: number
  t: number
  type: EventType
  connection?: number
  track?: number
  data?: EventData
}
