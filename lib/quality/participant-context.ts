import { type TrackType, trackTypes } from '#lib/telemetry/columns.ts'
import type { EventData, EventType, WireEvent } from '#lib/telemetry/event-types.ts'

export type TrackSource = 'mic' | 'camera' | 'screen' | 'unknown'

/** What events said about one track; null = never said. Times are epoch ms on the participant's own clock. */
export type TrackContext = {
  type: TrackType | null
  connection: number | null
  /** keyed hash of trackIdentifier: joins the two ends of one stream */
  trackId: string | null
  ssrc: number | null
  /** media section of its connection: layers of one picture share it */
  mid: string | null
  mimeType: string | null
  inbandFec: boolean | null
  dtx: boolean | null
  stereo: boolean | null
  source: TrackSource
  enabled: boolean | null
  muted: boolean | null
  ended: boolean
  /** a server or the app paused it, or it is not subscribed, or not published */
  paused: boolean
  visible: boolean | null
  tilePixels: number | null
  /** the last event after which the track has to start anew */
  restartedAtMs: number | null
}

export type ConnectionContext = {
  /** W3C connectionState; from the ICE state where the browser tells no other */
  state: string
  closed: boolean
  /** it was connected at some time */
  established: boolean
  localCandidateType: string | null
  remoteCandidateType: string | null
  protocol: string | null
  relayProtocol: string | null
  /** host of the TURN server (of the STUN server where the path is not relayed) */
  relayHost: string | null
  /** keyed hash of the network the participant is in */
  localPrefix: string | null
}

/** What an app or the page said of a kind of track before, or without, naming one. */
type Untied = Pick<TrackContext, 'enabled' | 'muted' | 'ended' | 'paused' | 'source' | 'restartedAtMs'>

/** Everything that a participant's events say and its counters do not. */
export type ParticipantContext = {
  tracks: Map<number, TrackContext>
  connections: Map<number, ConnectionContext>
  pageVisible: boolean
  left: boolean
  /** by direction and kind, as `outbound-audio` */
  untied: Map<TrackType, Untied>
  /** numbers of sent tracks by stream key: layers of one picture share a track id */
  sent: Map<string, number[]>
}

export function createContext(): ParticipantContext {
  return {
    tracks: new Map(),
    connections: new Map(),
    pageVisible: true,
    left: false,
    untied: new Map(),
    sent: new Map(),
  }
}

type Fold = (context: ParticipantContext, event: WireEvent, data: EventData) => void

const folds: Partial<Record<EventType, Fold>> = {
  'track-meta': foldTrackMeta,
  'track-state': foldTrackState,
  publish: (context, event, data) => setPaused(context, event, data, 'outbound', false),
  unpublish: (context, event, data) => setPaused(context, event, data, 'outbound', true),
  subscribe: (context, event, data) => setPaused(context, event, data, 'inbound', false),
  unsubscribe: (context, event, data) => setPaused(context, event, data, 'inbound', true),
  'sfu-pause': (context, event, data) => setPaused(context, event, data, 'inbound', true),
  'sfu-resume': (context, event, data) => setPaused(context, event, data, 'inbound', false),
  tile: foldTile,
  visibility: (context, _event, { state }) => {
    context.pageVisible = state === 'visible' || state === 'resumed'
  },
  'connection-created': (context, event) => void connectionOf(context, event),
  'connection-closed': (context, event) => {
    const connection = connectionOf(context, event)
    if (connection) connection.closed = true
  },
  'connection-state': (context, event, { state }) => setConnectionState(context, event, state),
  'ice-state': foldIceState,
  'connection-meta': foldConnectionMeta,
  left: (context) => {
    context.left = true
  },
  joined: (context) => {
    context.left = false
  },
}

/** Folds one event in; events that say nothing about quality change nothing. */
export function applyEvent(context: ParticipantContext, event: WireEvent): void {
  folds[event.type]?.(context, event, event.data ?? {})
}

/** The context of a track, made when the first event or row names it. */
export function trackContext(
  context: ParticipantContext,
  track: number,
  type: TrackType | null,
): TrackContext {
  const known = context.tracks.get(track)
  if (known !== undefined) {
    if (known.type === null && type !== null) tie(context, known, type)
    return known
  }
  const made: TrackContext = {
    type: null,
    connection: null,
    trackId: null,
    ssrc: null,
    mid: null,
    mimeType: null,
    inbandFec: null,
    dtx: null,
    stereo: null,
    source: 'unknown',
    enabled: null,
    muted: null,
    ended: false,
    paused: false,
    visible: null,
    tilePixels: null,
    restartedAtMs: null,
  }
  context.tracks.set(track, made)
  if (type !== null) tie(context, made, type)
  return made
}

/** A track of a known type takes over what was said of its kind. */
function tie(context: ParticipantContext, track: TrackContext, type: TrackType): void {
  track.type = type
  const said = context.untied.get(type)
  if (said === undefined) return
  track.enabled ??= said.enabled
  track.muted ??= said.muted
  track.paused ||= said.paused
  if (track.source === 'unknown') track.source = said.source
}

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null)
const flag = (value: unknown): boolean | null => (typeof value === 'boolean' ? value : null)
const isTrackType = (value: unknown): value is TrackType => trackTypes.some((type) => type === value)
const isSource = (value: unknown): value is TrackSource =>
  value === 'mic' || value === 'camera' || value === 'screen'

function foldTrackMeta(context: ParticipantContext, event: WireEvent, data: EventData): void {
  if (event.track === undefined) return
  const track = trackContext(context, event.track, isTrackType(data.type) ? data.type : null)
  const mimeType = text(data.mimeType) ?? track.mimeType
  if (track.mimeType !== null && mimeType !== track.mimeType) track.restartedAtMs = event.t
  track.mimeType = mimeType
  track.connection =
    event.connection ?? (typeof data.connection === 'number' ? data.connection : track.connection)
  track.trackId = text(data.trackId) ?? track.trackId
  track.ssrc = typeof data.ssrc === 'number' ? data.ssrc : track.ssrc
  track.mid = text(data.mid) ?? track.mid
  noteSent(context, event.track, track)
  track.inbandFec = flag(data.inbandFec) ?? track.inbandFec
  track.dtx = flag(data.dtx) ?? track.dtx
  track.stereo = flag(data.stereo) ?? track.stereo
  if (isSource(data.source)) track.source = data.source
  else if (data.contentType === 'screenshare') track.source = 'screen'
}

/**
 * By what the two ends of a stream may find each other. Browsers may name a received track anew, so between peers the
 * SSRC is what both see; behind a media server that rewrites SSRCs the track id may be.
 */
export function streamKeys({ trackId, ssrc }: Pick<TrackContext, 'trackId' | 'ssrc'>): string[] {
  const keys: string[] = []
  if (trackId !== null) keys.push(trackId)
  if (ssrc !== null) keys.push(ssrcKey(ssrc))
  return keys
}

export const ssrcKey = (ssrc: number) => `ssrc ${ssrc}`

function noteSent(context: ParticipantContext, number: number, track: TrackContext): void {
  if (track.type !== 'outbound-audio' && track.type !== 'outbound-video') return
  for (const key of streamKeys(track)) {
    const numbers = context.sent.get(key)
    if (numbers === undefined) context.sent.set(key, [number])
    else if (!numbers.includes(number)) numbers.push(number)
  }
}

/** The tracks an event is about: the one it names, or all of its kind and direction, on its connection if it names one. */
function tracksOf(
  context: ParticipantContext,
  event: WireEvent,
  data: EventData,
  direction: string,
): TrackContext[] {
  if (event.track !== undefined) return [trackContext(context, event.track, null)]
  return [...context.tracks.values()].filter(
    (track) =>
      track.type === `${direction}-${data.kind}` &&
      (event.connection === undefined || track.connection === event.connection) &&
      (!isSource(data.source) || track.source === 'unknown' || track.source === data.source),
  )
}

/** What is said of a whole kind is kept for tracks yet to come; a screen is not the camera. */
function remember(
  context: ParticipantContext,
  event: WireEvent,
  data: EventData,
  direction: string,
): Untied | null {
  const type = `${direction}-${data.kind}`
  if (
    event.track !== undefined ||
    event.connection !== undefined ||
    data.source === 'screen' ||
    !isTrackType(type)
  )
    return null
  const fresh: Untied = {
    enabled: null,
    muted: null,
    ended: false,
    paused: false,
    source: 'unknown',
    restartedAtMs: null,
  }
  const said = context.untied.get(type) ?? fresh
  context.untied.set(type, said)
  return said
}

function foldTrackState(context: ParticipantContext, event: WireEvent, data: EventData): void {
  const direction = data.direction === 'inbound' || data.direction === 'remote' ? 'inbound' : 'outbound'
  const said = remember(context, event, data, direction)
  const about: Untied[] = tracksOf(context, event, data, direction)
  if (said !== null) about.push(said)
  for (const track of about) setTrackState(track, event, data)
}

function setTrackState(track: Untied, event: WireEvent, data: EventData): void {
  const wasSilent = track.enabled === false || track.muted === true
  track.enabled = flag(data.enabled) ?? track.enabled
  track.muted = flag(data.muted) ?? track.muted
  const isSilent = track.enabled === false || track.muted === true
  if (wasSilent && !isSilent) track.restartedAtMs = event.t
  if (isSource(data.source)) track.source = data.source
  if (data.readyState === 'ended') track.ended = true
  if (data.readyState === 'live') track.ended = false
}

function setPaused(
  context: ParticipantContext,
  event: WireEvent,
  data: EventData,
  direction: 'inbound' | 'outbound',
  paused: boolean,
): void {
  const said = remember(context, event, data, direction)
  const about: Untied[] = tracksOf(context, event, data, direction)
  if (said !== null) about.push(said)
  for (const track of about) {
    if (track.paused && !paused) track.restartedAtMs = event.t
    track.paused = paused
  }
}

function foldTile(context: ParticipantContext, event: WireEvent, data: EventData): void {
  if (event.track === undefined) return
  const track = trackContext(context, event.track, null)
  const visible = flag(data.visible) ?? track.visible
  if (track.visible === false && visible === true) track.restartedAtMs = event.t
  track.visible = visible
  const { width, height } = data
  if (typeof width === 'number' && typeof height === 'number' && width > 0 && height > 0)
    track.tilePixels = width * height
}

function connectionOf(context: ParticipantContext, event: WireEvent): ConnectionContext | null {
  if (event.connection === undefined) return null
  const known = context.connections.get(event.connection)
  if (known !== undefined) return known
  const made: ConnectionContext = {
    state: 'new',
    closed: false,
    established: false,
    localCandidateType: null,
    remoteCandidateType: null,
    protocol: null,
    relayProtocol: null,
    relayHost: null,
    localPrefix: null,
  }
  context.connections.set(event.connection, made)
  return made
}

function setConnectionState(context: ParticipantContext, event: WireEvent, state: unknown): void {
  const connection = connectionOf(context, event)
  if (connection === null || typeof state !== 'string') return
  if (state === 'closed') connection.closed = true
  connection.state = state
  connection.established ||= state === 'connected'
}

/** ICE speaks where the connection's own state has nothing to add, or says the same in older words. */
function foldIceState(context: ParticipantContext, event: WireEvent, { state }: EventData): void {
  if (state === 'completed') setConnectionState(context, event, 'connected')
  else if (state === 'connected' || state === 'disconnected' || state === 'failed' || state === 'closed')
    setConnectionState(context, event, state)
}

function foldConnectionMeta(context: ParticipantContext, event: WireEvent, data: EventData): void {
  const connection = connectionOf(context, event)
  if (connection === null) return
  connection.localCandidateType = text(data.localCandidateType) ?? connection.localCandidateType
  connection.remoteCandidateType = text(data.remoteCandidateType) ?? connection.remoteCandidateType
  connection.protocol = text(data.protocol) ?? connection.protocol
  connection.relayProtocol = text(data.relayProtocol)
  connection.relayHost = text(data.relayHost)
  connection.localPrefix = text(data.localPrefix) ?? connection.localPrefix
}
