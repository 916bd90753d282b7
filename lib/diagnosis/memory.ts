import type { EventData, EventType, WireEvent } from '#lib/telemetry/event-types.ts'

/** What a participant's events say that matters to a diagnosis. Times are on the server's clock; null = never. */
export type Memory = {
  joins: number[]
  attemptAt: number | null
  joinedAt: number | null
  /** told by the app or the SDK; a connection that fails is noted with the connection */
  joinFailedAt: number | null
  joinFailure: string | null
  leftAt: number | null
  leftReason: string | null
  remoteMediaAt: number | null
  /** the permission prompt is the user's time, not ours */
  promptMs: number
  promptEndAt: number | null
  capture: { audio: Capture; video: Capture }
  connections: Map<number, ConnectionMemory>
  /** by kind: since when the system mutes a track that is enabled */
  systemMutedAt: { audio: number | null; video: number | null }
  endedAt: { audio: number | null; video: number | null }
  userMutedAt: number | null
  hiddenAt: number | null
  networkChangedAt: number | null
  networkText: string | null
  playbackBlockedAt: number | null
  speechMutedAt: number | null
  /** the app's control channel: since when it is down */
  signalingDownAt: number | null
  errors: { at: number; text: string; count: number }[]
  /** a server paused a picture for want of bandwidth */
  pausedForBandwidthAt: number | null
}
export type Capture = {
  failedAt: number | null
  error: string | null
  ms: number | null
  okAt: number | null
}
export type ConnectionMemory = {
  createdAt: number
  relayOnly: boolean
  iceServers: number | null
  turnServers: number | null
  state: string
  stateAt: number
  iceState: string | null
  iceStateAt: number
  dtlsState: string | null
  gatheringAt: number | null
  gatheredAt: number | null
  checkingAt: number | null
  iceConnectedAt: number | null
  connectedAt: number | null
  /** since when it is up this time */
  upAt: number | null
  closedAt: number | null
  failedAt: number | null
  interruptions: number[]
  /** relay candidates were gathered; null = not told */
  relayGathered: boolean | null
  iceErrors: Map<string, { host: string; code: number; text: string; count: number; at: number }>
  path: string | null
  pathChangedAt: number | null
}

const noCapture = (): Capture => ({ failedAt: null, error: null, ms: null, okAt: null })

export function createMemory(): Memory {
  return {
    joins: [],
    attemptAt: null,
    joinedAt: null,
    joinFailedAt: null,
    joinFailure: null,
    leftAt: null,
    leftReason: null,
    remoteMediaAt: null,
    promptMs: 0,
    promptEndAt: null,
    capture: { audio: noCapture(), video: noCapture() },
    connections: new Map(),
    systemMutedAt: { audio: null, video: null },
    endedAt: { audio: null, video: null },
    userMutedAt: null,
    hiddenAt: null,
    networkChangedAt: null,
    networkText: null,
    playbackBlockedAt: null,
    speechMutedAt: null,
    signalingDownAt: null,
    errors: [],
    pausedForBandwidthAt: null,
  }
}

type Fold = (memory: Memory, event: WireEvent, data: EventData, at: number) => void
const maxErrors = 20
const maxKept = 50

const folds: Partial<Record<EventType, Fold>> = {
  'join-attempt': (memory, _event, _data, at) => {
    keep(memory.joins, at)
    Object.assign(memory, {
      attemptAt: at,
      joinedAt: null,
      joinFailedAt: null,
      joinFailure: null,
      leftAt: null,
    })
    Object.assign(memory, { leftReason: null, remoteMediaAt: null, promptMs: 0 })
  },
  joined: (memory, _event, _data, at) => {
    memory.joinedAt ??= at
    memory.joinFailedAt = null
  },
  'join-failed': (memory, _event, { reason }, at) => {
    memory.joinFailedAt = at
    memory.joinFailure = text(reason)
  },
  left: (memory, _event, { reason }, at) => {
    memory.leftAt = at
    memory.leftReason = text(reason) ?? 'user'
  },
  'media-first': (memory, _event, { direction }, at) => {
    if (direction === 'inbound') memory.remoteMediaAt ??= at
  },
  'gum-result': foldCapture,
  'track-state': foldTrackState,
  publish: (memory, _event, { kind }) => {
    if (kind === 'audio' || kind === 'video') memory.endedAt[kind] = null
  },
  'connection-created': foldCreated,
  'connection-closed': (memory, event, _data, at) => {
    connectionOf(memory, event, at).closedAt = at
  },
  'connection-state': (memory, event, { state }, at) => setState(memory, event, text(state) ?? 'new', at),
  'ice-state': foldIceState,
  'ice-gathering-state': foldGathering,
  'dtls-state': (memory, event, { state }, at) => {
    connectionOf(memory, event, at).dtlsState = text(state)
  },
  'ice-restart': (memory, event, _data, at) => keep(connectionOf(memory, event, at).interruptions, at),
  'ice-candidate-error': foldIceError,
  'connection-meta': foldPath,
  network: foldNetwork,
  signaling: (memory, _event, data, at) => foldSignaling(memory, data, at),
  visibility: (memory, _event, { state }, at) => {
    const away = state === 'hidden' || state === 'frozen'
    memory.hiddenAt = away ? (memory.hiddenAt ?? at) : null
  },
  'playback-blocked': (memory, _event, { ok }, at) => {
    memory.playbackBlockedAt = ok === true ? null : at
  },
  'vad-muted': (memory, _event, _data, at) => {
    memory.speechMutedAt = at
  },
  'sfu-pause': (memory, _event, { reason }, at) => {
    if (reason === 'bandwidth' || reason === 'congestion') memory.pausedForBandwidthAt = at
  },
  'sfu-resume': (memory) => {
    memory.pausedForBandwidthAt = null
  },
  exception: foldError,
  rejection: foldError,
}

/** Events that a diagnosis waits for: it looks again at once when one comes. */
export const diagnosedEvents: ReadonlySet<EventType> = new Set(Object.keys(folds) as EventType[])

/** Folds one event in; `at` is its place on the server's time line. */
export function remember(memory: Memory, event: WireEvent, at: number): void {
  folds[event.type]?.(memory, event, event.data ?? {}, at)
}

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)
const number = (value: unknown): number | null => (typeof value === 'number' ? value : null)

function keep(times: number[], at: number) {
  times.push(at)
  if (times.length > maxKept) times.shift()
}

function foldCapture(memory: Memory, _event: WireEvent, data: EventData, at: number): void {
  const ms = number(data.ms)
  memory.promptEndAt = at
  if (memory.joinedAt === null) memory.promptMs += ms ?? 0
  for (const kind of ['audio', 'video'] as const) {
    const asked = data[kind] !== false // what was asked for is not always told
    if (!asked) continue
    const capture = memory.capture[kind]
    if (data.ok === true) Object.assign(capture, { failedAt: null, error: null, ms, okAt: at })
    else Object.assign(capture, { failedAt: at, error: text(data.error) ?? 'unknown', ms })
  }
}

/** Only what is sent: a received track is muted by its sender. */
function foldTrackState(memory: Memory, _event: WireEvent, data: EventData, at: number): void {
  const { kind } = data
  if (data.direction === 'inbound' || data.direction === 'remote') return
  if ((kind !== 'audio' && kind !== 'video') || data.source === 'screen') return
  const systemMuted = data.muted === true && data.enabled !== false
  memory.systemMutedAt[kind] = systemMuted ? (memory.systemMutedAt[kind] ?? at) : null
  if (kind === 'audio') {
    memory.userMutedAt = data.enabled === false ? (memory.userMutedAt ?? at) : null
    if (data.enabled === true) memory.speechMutedAt = null
  }
  if (data.readyState === 'ended' && data.reason === 'system') memory.endedAt[kind] = at
  if (data.readyState === 'live') memory.endedAt[kind] = null
}

function connectionOf(memory: Memory, event: WireEvent, at: number): ConnectionMemory {
  const key = event.connection ?? 0
  const known = memory.connections.get(key)
  if (known !== undefined) return known
  const made: ConnectionMemory = {
    createdAt: at,
    relayOnly: false,
    iceServers: null,
    turnServers: null,
    state: 'new',
    stateAt: at,
    iceState: null,
    iceStateAt: at,
    dtlsState: null,
    gatheringAt: null,
    gatheredAt: null,
    checkingAt: null,
    iceConnectedAt: null,
    connectedAt: null,
    upAt: null,
    closedAt: null,
    failedAt: null,
    interruptions: [],
    relayGathered: null,
    iceErrors: new Map(),
    path: null,
    pathChangedAt: null,
  }
  memory.connections.set(key, made)
  return made
}

function foldCreated(memory: Memory, event: WireEvent, data: EventData, at: number): void {
  const connection = connectionOf(memory, event, at)
  connection.relayOnly = data.relayOnly === true
  connection.iceServers = number(data.iceServers)
  connection.turnServers = number(data.turnServers)
}

function setState(memory: Memory, event: WireEvent, state: string, at: number): void {
  const connection = connectionOf(memory, event, at)
  if (state === connection.state) return
  if (state === 'disconnected') keep(connection.interruptions, at)
  if (state === 'closed') connection.closedAt ??= at
  if (state === 'connected') {
    connection.connectedAt ??= at
    connection.upAt = at
  } else connection.upAt = null
  connection.failedAt = state === 'failed' ? at : state === 'connected' ? null : connection.failedAt
  connection.state = state
  connection.stateAt = at
}

/** ICE speaks for the connection where the browser tells no connection state. */
function foldIceState(memory: Memory, event: WireEvent, data: EventData, at: number): void {
  const connection = connectionOf(memory, event, at)
  const state = text(data.state) ?? 'new'
  connection.iceState = state
  connection.iceStateAt = at
  if (state === 'checking') connection.checkingAt ??= at
  if (state === 'connected' || state === 'completed') connection.iceConnectedAt ??= at
  if (state === 'disconnected' || state === 'failed' || state === 'closed') setState(memory, event, state, at)
  else if (state === 'completed' || (state === 'connected' && connection.connectedAt !== null))
    setState(memory, event, 'connected', at)
}

function foldGathering(memory: Memory, event: WireEvent, data: EventData, at: number): void {
  const connection = connectionOf(memory, event, at)
  if (data.state === 'gathering') connection.gatheringAt ??= at
  if (data.state !== 'complete') return
  connection.gatheredAt ??= at
  const relays = number(data.relay)
  if (relays !== null) connection.relayGathered = relays > 0
}

function foldIceError(memory: Memory, event: WireEvent, data: EventData, at: number): void {
  const { iceErrors } = connectionOf(memory, event, at)
  const host = text(data.host) ?? ''
  const code = number(data.code) ?? 0
  const key = `${host} ${code}`
  const known = iceErrors.get(key)
  if (known !== undefined) known.count++
  else if (iceErrors.size < maxErrors)
    iceErrors.set(key, { host, code, text: text(data.text) ?? '', count: 1, at })
}

/** A pair that changes while the connection is young is ICE finding a better one. */
function foldPath(memory: Memory, event: WireEvent, data: EventData, at: number): void {
  const connection = connectionOf(memory, event, at)
  if (data.localCandidateType === 'relay') connection.relayGathered = true
  const path = [
    data.localCandidateType,
    data.protocol,
    data.relayProtocol,
    data.networkType,
    data.localPrefix,
  ]
    .map((part) => part ?? '')
    .join(' ')
  if (connection.path !== null && connection.path !== path) connection.pathChangedAt = at
  connection.path = path
}

function foldNetwork(memory: Memory, _event: WireEvent, data: EventData, at: number): void {
  const told = data.online === false ? 'offline' : (text(data.type) ?? text(data.effectiveType) ?? 'online')
  if (memory.networkText !== null && memory.networkText !== told) memory.networkChangedAt = at
  if (data.online === false) memory.networkChangedAt = at
  memory.networkText = told
}

/** The app's own control channel, not the offer and answer state of a connection. */
function foldSignaling(memory: Memory, { state }: EventData, at: number): void {
  if (state === 'disconnected') memory.signalingDownAt ??= at
  if (state === 'connected') memory.signalingDownAt = null
}

function foldError(memory: Memory, _event: WireEvent, data: EventData, at: number): void {
  const said = [text(data.name), text(data.message)].filter((part) => part !== null).join(': ')
  memory.errors.push({ at, text: said.slice(0, 200), count: number(data.count) ?? 1 })
  if (memory.errors.length > maxErrors) memory.errors.shift()
}
