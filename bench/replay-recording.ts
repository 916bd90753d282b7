import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import {
  createStatsIndex,
  type RtcStat,
  readReport,
  type StatsIndex,
  type StatsOfConnection,
  type UnsentEvent,
} from '#lib/browser-sdk/read-stats.ts'
import type { WireReport } from '#lib/telemetry/columns.ts'
import type { EventData, WireEvent } from '#lib/telemetry/event-types.ts'

/** A call recorded with both ends (`call-recording/1`); see bench/corpus/README.md. */
export type Recording = {
  format: string
  scenario: string
  start: number
  durationMs: number
  pollMs: number
  participants: RecordedParticipant[]
}
type RecordedParticipant = { id: string; events: RecordedEvent[]; peerConnections: RecordedConnection[] }
type RecordedEvent = { t: number; type: string; pc?: string; [field: string]: unknown }
type RecordedConnection = { id: string; remote: string; samples: { t: number; stats: RtcStat[] }[] }

/** What one participant's SDK would have sent, in the order of `seq`. */
export type ReplayedParticipant = {
  id: string
  userAgent: string | null
  reports: WireReport[]
  events: WireEvent[]
}

/** A body of `earshot/1`. */
export type ReplayedBatch = {
  v: 1
  key: string
  batch: string
  boot: string
  sentAt: number
  session: { id: string; name: string }
  participant: { id: string }
  reports: WireReport[]
  events: WireEvent[]
}

export function readRecording(path: string | URL): Recording {
  return JSON.parse(gunzipSync(readFileSync(path)).toString('utf8')) as Recording
}

/** Every participant's reports at the given interval, read from the recorded getStats by the SDK's own reader. */
export function replayRecording(
  recording: Recording,
  intervalMs = 2_000,
  key = 'replay',
): ReplayedParticipant[] {
  return recording.participants.map((participant) => replayParticipant(participant, intervalMs, key))
}

type Item = { t: number; report?: WireReport; event?: UnsentEvent }

function replayParticipant(
  participant: RecordedParticipant,
  intervalMs: number,
  key: string,
): ReplayedParticipant {
  const numbers = connectionNumbers(participant)
  const sources = sourcesOf(participant)
  const index = createStatsIndex(key, { sourceOf: (id) => sources.get(id) })
  const items: Item[] = []
  for (const event of participant.events) {
    const told = toEvent(event, numbers)
    if (told !== null) items.push({ t: told.t, event: told })
  }
  items.push(...lifeOf(participant), ...reportsOf(participant, numbers, intervalMs, index))
  return { id: participant.id, userAgent: userAgentOf(participant), ...numbered(items) }
}

function numbered(items: Item[]): { reports: WireReport[]; events: WireEvent[] } {
  const reports: WireReport[] = []
  const events: WireEvent[] = []
  items
    .sort((a, b) => a.t - b.t)
    .forEach(({ report, event }, seq) => {
      if (report) reports.push([seq, report[1], report[2], report[3]])
      if (event) events.push({ ...event, seq })
    })
  return { reports, events }
}

function connectionNumbers({ peerConnections, events }: RecordedParticipant): Map<string, number> {
  const numbers = new Map<string, number>()
  for (const { remote } of peerConnections) if (!numbers.has(remote)) numbers.set(remote, numbers.size)
  for (const { pc } of events) if (pc !== undefined && !numbers.has(pc)) numbers.set(pc, numbers.size)
  return numbers
}

function userAgentOf({ events }: RecordedParticipant): string | null {
  const page = events.find((event) => event.type === 'page')
  return typeof page?.userAgent === 'string' ? page.userAgent : null
}

type MediaTrack = { id?: unknown; kind?: unknown }

/** Which local track is microphone, camera or screen. */
function sourcesOf({ events }: RecordedParticipant): Map<string, 'mic' | 'camera' | 'screen'> {
  const sources = new Map<string, 'mic' | 'camera' | 'screen'>()
  for (const { type, tracks } of events) {
    const ofScreen = type === 'getDisplayMediaSuccess'
    if (!ofScreen && type !== 'getUserMediaSuccess') continue
    for (const { id, kind } of (tracks ?? []) as MediaTrack[])
      sources.set(
        String(id).replace(/^\{|\}$/g, ''),
        ofScreen ? 'screen' : kind === 'audio' ? 'mic' : 'camera',
      )
  }
  return sources
}

/** Samples of all connections that were taken in the same round make one report. */
function reportsOf(
  { peerConnections }: RecordedParticipant,
  numbers: Map<string, number>,
  intervalMs: number,
  index: StatsIndex,
): Item[] {
  const rounds = new Map<number, { t: number; connections: StatsOfConnection[] }>()
  for (const { remote, samples } of peerConnections)
    for (const { t, stats } of samples) {
      const at = Math.round(t / 1000)
      const round = rounds.get(at) ?? { t, connections: [] }
      rounds.set(at, round)
      round.connections.push({ connection: numbers.get(remote) ?? 0, stats })
    }
  const items: Item[] = []
  let lastMs = Number.NEGATIVE_INFINITY
  for (const { t, connections } of [...rounds.values()].sort((a, b) => a.t - b.t)) {
    if (t - lastMs < intervalMs - 500) continue
    lastMs = t
    const { report, metas } = readReport(connections, t, index)
    for (const event of metas) items.push({ t: event.t - 0.5, event })
    items.push({ t, report })
  }
  return items
}

/** Joined with the first connection, left with the last close. */
function lifeOf({ events, peerConnections }: RecordedParticipant): Item[] {
  const created = events.find((event) => event.type === 'create')
  const connected = events.find(
    (event) => event.type === 'connectionstatechange' && event.state === 'connected',
  )
  const closed = events.filter((event) => event.type === 'close')
  const life: Item[] = []
  if (created) life.push(item(created.t, 'join-attempt'))
  if (created && connected)
    life.push(item(connected.t, 'joined', { ms: Math.round(connected.t - created.t) }))
  const last = closed.at(-1)
  if (last && closed.length >= peerConnections.length) life.push(item(last.t, 'left', { reason: 'app' }))
  return life
}

function item(t: number, type: UnsentEvent['type'], data?: EventData): Item {
  return { t, event: { t: Math.round(t), type, ...(data ? { data } : {}) } }
}

type Telling = (event: RecordedEvent) => { type: UnsentEvent['type']; data?: EventData } | null

const state = (event: RecordedEvent): EventData => ({ state: String(event.state) })

const tellings: Record<string, Telling> = {
  create: () => ({ type: 'connection-created' }),
  close: () => ({ type: 'connection-closed' }),
  connectionstatechange: (event) => ({ type: 'connection-state', data: state(event) }),
  iceconnectionstatechange: (event) => ({ type: 'ice-state', data: state(event) }),
  icegatheringstatechange: (event) => ({ type: 'ice-gathering-state', data: state(event) }),
  signalingstatechange: (event) => ({ type: 'signaling-state', data: state(event) }),
  icecandidateerror: ({ errorCode, errorText }) => ({
    type: 'ice-candidate-error',
    data: { code: Number(errorCode), text: String(errorText) },
  }),
  getUserMediaSuccess: () => ({ type: 'gum-result', data: { ok: true } }),
  getUserMediaFailure: ({ name }) => ({ type: 'gum-result', data: { ok: false, error: String(name) } }),
  getDisplayMediaSuccess: () => ({ type: 'display-result', data: { ok: true } }),
  getDisplayMediaFailure: ({ name }) => ({
    type: 'display-result',
    data: { ok: false, error: String(name) },
  }),
  visibilitychange: (event) => ({ type: 'visibility', data: state(event) }),
  'app.mic': ({ on }) => ({ type: 'track-state', data: localTrack('audio', 'mic', on) }),
  'app.camera': ({ on }) => ({ type: 'track-state', data: localTrack('video', 'camera', on) }),
  'track.mute': remoteTrack,
  'track.unmute': remoteTrack,
  'track.ended': remoteTrack,
}

const localTrack = (kind: string, source: string, on: unknown): EventData => ({
  kind,
  source,
  direction: 'outbound',
  enabled: on === true,
  reason: 'user',
})

function remoteTrack({ where, track }: RecordedEvent): ReturnType<Telling> {
  if (typeof where !== 'string' || !where.startsWith('remote')) return null
  const { kind, muted, readyState } = track as { kind: string; muted: boolean; readyState: string }
  return { type: 'track-state', data: { kind, direction: 'inbound', muted, readyState } }
}

function toEvent(event: RecordedEvent, numbers: Map<string, number>): UnsentEvent | null {
  const told = tellings[event.type]?.(event)
  if (!told) return null
  const remote = event.pc ?? (typeof event.where === 'string' ? event.where.split(' ')[1] : undefined)
  const connection = remote === undefined ? undefined : numbers.get(remote)
  return { t: Math.round(event.t), ...told, ...(connection === undefined ? {} : { connection }) }
}

/** The participant's items as bodies for the collector, one every `everyMs`. Ids come from `uuid`. */
export function batchesOf(
  participant: ReplayedParticipant,
  about: { key: string; session: string; everyMs?: number; uuid: () => string },
): ReplayedBatch[] {
  const { key, session, everyMs = 5_000, uuid } = about
  const boot = uuid()
  const slots = new Map<number, ReplayedBatch>()
  const slotOf = (t: number) => {
    const slot = Math.floor(t / everyMs)
    const known = slots.get(slot)
    if (known) return known
    const made: ReplayedBatch = {
      v: 1,
      key,
      batch: uuid(),
      boot,
      sentAt: (slot + 1) * everyMs,
      session: { id: session, name: session },
      participant: { id: participant.id },
      reports: [],
      events: [],
    }
    slots.set(slot, made)
    return made
  }
  for (const event of participant.events) slotOf(event.t).events.push(event)
  for (const report of participant.reports) slotOf(report[1]).reports.push(report)
  return [...slots.values()].sort((a, b) => a.sentAt - b.sentAt)
}
