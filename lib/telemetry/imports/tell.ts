import { relayHost } from '#lib/browser-sdk/read-metas.ts'
import { scrub } from '#lib/browser-sdk/text.ts'
import type { EventData, EventType } from '../event-types.ts'
import { createDescriptions, type Descriptions } from './descriptions.ts'
import { type CapturedTrack, createMediaAsks } from './media-asks.ts'
import { bagOf, listOf, numberOf, textOf, unwrapped, wordOf } from './pieces.ts'

/** One thing a dump's log tells, in the words of rtcstats, which most dumps share. */
export type Told = {
  t: number
  /** `onconnectionstatechange`, `navigator.mediaDevices.getUserMedia`, … */
  name: string
  value?: unknown
  connection?: number
  /** of a request or of the object it is about */
  id?: string
}

/** An event that still needs its place in the order, and maybe the number of the track it is about. */
export type Pending = {
  t: number
  type: EventType
  connection?: number
  data?: EventData
  about?: { trackId: string; direction: 'inbound' | 'outbound' }
  track?: number
  /** read from a sample, not from the log */
  isSampled?: true
}

export type TrackSource = 'mic' | 'camera' | 'screen'
export const bareId = (id: unknown): string => wordOf(id).replace(/^\{|\}$/g, '')

type KnownTrack = { kind: string; direction: 'inbound' | 'outbound' }

/** What is remembered of a log to read its next line. */
type Memory = {
  emit: (event: Pending) => void
  hash: (text: string) => string
  asks: ReturnType<typeof createMediaAsks>
  sources: Map<string, TrackSource>
  tracks: Map<string, KnownTrack>
  descriptions: Map<number, Descriptions>
  iceUsers: Map<number, string>
}

/** Reads a participant's log: what the SDK would have noted at each line. */
export function createTeller(emit: (event: Pending) => void, hash: (text: string) => string) {
  const memory: Memory = {
    emit,
    hash,
    asks: createMediaAsks(hash),
    sources: new Map(),
    tracks: new Map(),
    descriptions: new Map(),
    iceUsers: new Map(),
  }
  return {
    tell: (told: Told) => tellings[shortName(told.name)]?.(memory, told),
    sourceOf: (trackId: string) => memory.sources.get(bareId(trackId)),
    announcedId: (connection: number, mid: unknown, isInbound: boolean) =>
      memory.descriptions.get(connection)?.announcedId(mid, isInbound),
  }
}

/** `navigator.mediaDevices.getUserMediaOnSuccess` is getusermediasuccess, `onicecandidateerror` is icecandidateerror. */
export function shortName(name: string): string {
  const lower = name.toLowerCase()
  if (/^on(add|remove)(stream|track)$/.test(lower)) return `far-${lower}`
  return lower
    .replace(/^navigator\.mediadevices\./, '')
    .replace(/^on(?=[a-z])/, '')
    .replace(/^(mediastreamtrack\.)on/, '$1')
    .replace(/on(success|failure)$/, '$1')
}

type Telling = (memory: Memory, told: Told) => void

const tellings: Record<string, Telling> = {
  create: tellCreated,
  close: ({ emit }, { t, connection }) => {
    if (connection !== undefined) emit({ t, type: 'connection-closed', connection })
  },
  connectionstatechange: stateTelling('connection-state'),
  iceconnectionstatechange: stateTelling('ice-state'),
  icegatheringstatechange: stateTelling('ice-gathering-state'),
  dtlsstatechange: stateTelling('dtls-state'),
  signalingstatechange: (memory, told) => {
    stateTelling('signaling-state')(memory, told)
    if (stateOf(told.value) === 'stable') noteIceRestart(memory, told)
  },
  icecandidateerror: tellCandidateError,
  getusermedia: (memory, { t, value, id }) => memory.asks.asked(t, false, askOf(value), id),
  getdisplaymedia: (memory, { t, value, id }) => memory.asks.asked(t, true, askOf(value), id),
  getusermediasuccess: (memory, told) => answer(memory, told, false),
  getdisplaymediasuccess: (memory, told) => answer(memory, told, true),
  getusermediafailure: (memory, told) => refuse(memory, told, false),
  getdisplaymediafailure: (memory, told) => refuse(memory, told, true),
  createoffersuccess: (memory, told) => noteDescription(memory, told, 'local'),
  createanswersuccess: (memory, told) => noteDescription(memory, told, 'local'),
  setlocaldescription: (memory, told) => noteDescription(memory, told, 'local'),
  setremotedescription: (memory, told) => noteDescription(memory, told, 'remote'),
  addtrack: (memory, told) => tellPublished(memory, told, 'publish'),
  addstream: (memory, told) => tellPublished(memory, told, 'publish'),
  removetrack: (memory, told) => tellPublished(memory, told, 'unpublish'),
  removestream: (memory, told) => tellPublished(memory, told, 'unpublish'),
  track: (memory, told) => noteTracks(memory, told, 'inbound'),
  'far-onaddstream': (memory, told) => noteTracks(memory, told, 'inbound'),
  'mediastreamtrack.mute': trackTelling({ muted: true }),
  'mediastreamtrack.unmute': trackTelling({ muted: false }),
  'mediastreamtrack.ended': trackTelling({ readyState: 'ended', reason: 'system' }),
  'mediastreamtrack.stop': trackTelling({ readyState: 'ended', reason: 'app' }),
  'track.mute': tellRecordedTrack,
  'track.unmute': tellRecordedTrack,
  'track.ended': tellRecordedTrack,
  visibilitychange: ({ emit }, { t, value }) =>
    emit({ t, type: 'visibility', data: { state: stateOf(value) } }),
  'app.mic': appTelling('audio', 'mic'),
  'app.camera': appTelling('video', 'camera'),
}

function tellCreated({ emit }: Memory, { t, connection, value }: Told) {
  if (connection === undefined) return
  const { iceServers, iceTransportPolicy, bundlePolicy } = bagOf(unwrapped(value))
  const data: EventData = { relayOnly: iceTransportPolicy === 'relay', iceServers: listOf(iceServers).length }
  if (typeof bundlePolicy === 'string') data.bundlePolicy = bundlePolicy
  emit({ t, type: 'connection-created', connection, data })
}

/** States come bare, quoted, in an object, or in Chrome's own words of before 2018. */
export function stateOf(value: unknown): string {
  const bare = unwrapped(value)
  const text = textOf(bare) ?? textOf(bagOf(bare).state) ?? ''
  return text
    .replace(/^(?:ICE(?:Connection|Gathering)State|SignalingState)(?=[A-Z])/, '')
    .replace(/(?<=[a-z])(?=[A-Z])/g, '-')
    .toLowerCase()
    .slice(0, 40)
}

function stateTelling(type: EventType): Telling {
  return ({ emit }, { t, connection, value }) => {
    const state = stateOf(value)
    if (state !== '' && connection !== undefined) emit({ t, type, connection, data: { state } })
  }
}

function noteIceRestart({ descriptions, iceUsers, emit }: Memory, { t, connection }: Told) {
  if (connection === undefined) return
  const user = descriptions.get(connection)?.iceUser()
  const before = iceUsers.get(connection)
  if (before !== undefined && user !== undefined && user !== before)
    emit({ t, type: 'ice-restart', connection })
  if (user !== undefined) iceUsers.set(connection, user)
}

function tellCandidateError({ emit, hash }: Memory, { t, connection, value }: Told) {
  const error = bagOf(unwrapped(value))
  const code = numberOf(error.errorCode ?? error.error_code)
  const said = error.errorText ?? error.error_text
  const data: EventData = { text: scrub(wordOf(said), 200) }
  const host = relayHost(wordOf(error.url), hash)
  if (host !== undefined) data.host = host.slice(0, 200)
  if (code !== undefined) data.code = code
  emit({ t, type: 'ice-candidate-error', connection, data })
}

/** webrtc-internals' rtcstats dump writes constraints as JSON texts. */
function askOf(value: unknown): unknown {
  const { audio, video } = bagOf(value)
  return { audio, video }
}

function answer(memory: Memory, { t, value, id }: Told, isDisplay: boolean) {
  const { type, data, tracks } = memory.asks.answered(t, isDisplay, value, id)
  const surface = surfaceOf(tracks)
  if (isDisplay && surface) data.surface = surface
  memory.emit({ t, type, data })
  for (const { id: trackId, kind } of tracks) {
    memory.sources.set(bareId(trackId), isDisplay ? 'screen' : kind === 'audio' ? 'mic' : 'camera')
    memory.tracks.set(bareId(trackId), { kind, direction: 'outbound' })
  }
}

/** Chromium names a captured surface by its kind: `screen:0:0`, `window:…`, `web-contents-media-stream:…`. */
function surfaceOf(tracks: CapturedTrack[]): string | undefined {
  const label = tracks.find(({ kind }) => kind === 'video')?.label ?? ''
  if (label.startsWith('screen:')) return 'monitor'
  if (label.startsWith('window:')) return 'window'
  return label.startsWith('web-contents') ? 'browser' : undefined
}

function refuse(memory: Memory, { t, value, id }: Told, isDisplay: boolean) {
  const { type, data } = memory.asks.refused(t, isDisplay, value, id)
  memory.emit({ t, type, data })
}

function noteDescription({ descriptions }: Memory, { connection, value }: Told, side: 'local' | 'remote') {
  if (connection === undefined) return
  const known = descriptions.get(connection) ?? createDescriptions()
  descriptions.set(connection, known)
  const description = unwrapped(value)
  // the oldest dumps write `type: offer, sdp: v=0 …`
  known.note(side, bagOf(description).sdp ?? /sdp: (v=0[\s\S]*)$/.exec(textOf(description) ?? '')?.[1])
}

/** The tracks a line is about: `[kind, id, …]`, an object, or `audio:id,video:id` after a stream's id. */
function mentioned(value: unknown): { kind: string; id: string }[] {
  const bare = unwrapped(value)
  if (Array.isArray(bare)) return pairOf(bare[0], bare[1])
  if (typeof bare === 'string')
    return [...bare.slice(0, 10_000).matchAll(/\b(audio|video):([^\s,]+)/g)].map(
      ([, kind = '', id = '']) => ({
        kind,
        id: bareId(id),
      }),
    )
  const { kind, id } = bagOf(bare)
  return pairOf(kind, id)
}

function pairOf(kind: unknown, id: unknown): { kind: string; id: string }[] {
  return typeof kind === 'string' && typeof id === 'string' ? [{ kind, id: bareId(id) }] : []
}

function tellPublished(memory: Memory, { t, connection, value }: Told, type: 'publish' | 'unpublish') {
  for (const { kind, id } of mentioned(value)) {
    memory.tracks.set(id, { kind, direction: 'outbound' })
    const source = memory.sources.get(id)
    memory.emit({ t, type, connection, data: { kind, ...(source && { source }) } })
  }
}

function noteTracks({ tracks }: Memory, { value }: Told, direction: 'inbound') {
  for (const { kind, id } of mentioned(value)) if (!tracks.has(id)) tracks.set(id, { kind, direction })
}

/** A track that the log never named cannot be told from the others of its kind: nothing is said of it. */
function trackTelling(data: EventData): Telling {
  return ({ emit, tracks, sources }, { t, connection, id }) => {
    const trackId = bareId(id)
    const known = tracks.get(trackId)
    if (!known) return
    const { kind, direction } = known
    const source = direction === 'outbound' ? sources.get(trackId) : undefined
    const reason = direction === 'outbound' ? 'system' : 'remote'
    emit({
      t,
      type: 'track-state',
      connection,
      data: { kind, direction, ...(source && { source }), reason, ...data },
      about: { trackId, direction },
    })
  }
}

/** In a call recording each end notes its remote tracks with their whole state. */
function tellRecordedTrack({ emit }: Memory, { t, connection, value }: Told) {
  const { where, track } = bagOf(value)
  if (typeof where !== 'string' || !where.startsWith('remote')) return
  const { id, kind, muted, readyState } = bagOf(track)
  if (typeof kind !== 'string') return
  const data: EventData = { kind, direction: 'inbound' }
  if (typeof muted === 'boolean') data.muted = muted
  if (typeof readyState === 'string') data.readyState = readyState
  const about = { trackId: bareId(id), direction: 'inbound' } as const
  emit({ t, type: 'track-state', connection, data: { ...data, reason: 'remote' }, about })
}

/** What an application knows of its own buttons. */
function appTelling(kind: string, source: TrackSource): Telling {
  return ({ emit }, { t, value }) =>
    emit({
      t,
      type: 'track-state',
      data: { kind, source, direction: 'outbound', enabled: bagOf(value).on === true, reason: 'user' },
    })
}
