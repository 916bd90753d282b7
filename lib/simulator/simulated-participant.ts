import type { Row, WireReport } from '#lib/telemetry/columns.ts'
import type { EventData, EventType, WireEvent } from '#lib/telemetry/event-types.ts'
import { type ChatState, chat, startChat } from './chat.ts'
import { type Counters, createCounters, nextReport } from './counters.ts'
import { type Random, seeded, seedOf } from './random.ts'
import type { Call, Person } from './stories.ts'

/** One pretended page with the SDK in it: makes the same batches a browser would. Pure: time and ids come in. */
export type SimulatedParticipant = {
  readonly sessionId: string
  readonly participantId: string
  readonly person: Person
  /** place in the call: whom they hear and see */
  readonly index: number
  readonly call: Call
  readonly boot: string
  counters: Counters
  random: Random
  seq: number
  lastSampleAt: number | null
  joined: boolean
  reports: WireReport[]
  events: WireEvent[]
  thrownAt: number
  /** null = this person does not chat */
  chat: ChatState | null
}

export function joinCall(
  call: Call,
  index: number,
  person: Person,
  sessionId: string,
  boot: string,
  t: number,
): SimulatedParticipant {
  const one: SimulatedParticipant = {
    sessionId,
    participantId: `${person.name.toLowerCase()}-${index + 1}`,
    person,
    index,
    call,
    boot,
    counters: createCounters(),
    random: seeded(seedOf(boot)),
    chat: person.chat ? startChat(t, seeded(seedOf(`chat ${boot}`))) : null,
    seq: 0,
    lastSampleAt: null,
    joined: false,
    reports: [],
    events: [],
    thrownAt: t,
  }
  say(one, t, 'join-attempt')
  if (person.micDenied) refuseMic(one, t)
  else if (person.chat?.alone) openChat(one, t)
  else connect(one, t)
  return one
}

function say(
  one: SimulatedParticipant,
  t: number,
  type: EventType,
  data?: EventData,
  of: { connection?: number; track?: number } = {},
) {
  one.events.push({ seq: one.seq++, t, type, ...of, ...(data ? { data } : {}) })
}

function refuseMic(one: SimulatedParticipant, t: number) {
  say(one, t + 900, 'gum-result', { audio: true, video: false, ok: false, error: 'NotAllowedError', ms: 900 })
  say(one, t + 950, 'join-failed', { reason: 'permission-denied', ms: 950 })
}

/** No call, only messages: the page says that their line is up. */
function openChat(one: SimulatedParticipant, t: number) {
  one.joined = true
  say(one, t + 200, 'chat', { op: 'reconnected' })
}

function connect(one: SimulatedParticipant, t: number) {
  const { person } = one
  one.joined = true
  say(one, t, 'gum-result', { audio: true, video: person.video, ok: true, ms: 140 })
  say(one, t, 'connection-created', { label: 'call' }, { connection: 0 })
  say(one, t + 300, 'connection-state', { state: 'connected' }, { connection: 0 })
  say(one, t + 300, 'joined', { ms: 700 })
  say(one, t + 300, 'connection-meta', pathOf(person), { connection: 0 })
  if (person.chat) say(one, t + 305, 'data-channel', { label: 'chat', state: 'open' }, { connection: 0 })
  trackMeta(one, t, 0, { type: 'inbound-audio', mimeType: 'audio/opus', inbandFec: true })
  trackMeta(one, t, 1, { type: 'outbound-audio', mimeType: 'audio/opus', inbandFec: true, source: 'mic' })
  if (!person.video) return
  trackMeta(one, t, 2, { type: 'inbound-video', mimeType: 'video/VP8', source: 'camera' })
  trackMeta(one, t, 3, { type: 'outbound-video', mimeType: 'video/VP8', source: 'camera' })
}

const pathOf = ({ turn, site, name, region }: Person): EventData => ({
  localCandidateType: turn ? 'relay' : 'srflx',
  remoteCandidateType: 'host',
  protocol: 'udp',
  // who sits in one office shares its network
  localPrefix: seedOf(`network ${site ?? `${name} ${region}`}`).toString(36),
  ...(turn ? { relayProtocol: 'udp', relayHost: turn } : {}),
})

/**
 * Everybody hears and sees the next one of the call, as through a server that forwards the speaker: the two ends of a
 * stream have one number.
 */
function ssrcOf({ call, index }: SimulatedParticipant, track: number): number {
  const isReceived = track % 2 === 0
  const sender = isReceived ? (index + 1) % call.people.length : index
  const sent = isReceived ? track + 1 : track
  return 1_000 + 10 * sender + sent
}

function trackMeta(one: SimulatedParticipant, t: number, track: number, data: EventData) {
  const clockRate = String(data.type).endsWith('audio') ? 48_000 : 90_000
  say(
    one,
    t + 310,
    'track-meta',
    { ...data, connection: 0, clockRate, ssrc: ssrcOf(one, track) },
    { connection: 0, track },
  )
}

/** Takes a sample. `second` is the story's time. */
export function sample(one: SimulatedParticipant, t: number, second: number) {
  if (!one.joined) return
  const now = one.person.conditions(second)
  const seconds = one.lastSampleAt === null ? 2 : (t - one.lastSampleAt) / 1000
  one.lastSampleAt = t
  sayChat(one, t, second)
  one.reports.push(
    one.person.chat?.alone
      ? [one.seq++, t, [], []]
      : nextReport(one.counters, now, one.person.video, one.seq++, t, seconds, one.random),
  )
  if (one.person.exception && now.cameraDead && t - one.thrownAt > 20_000) {
    one.thrownAt = t
    say(one, t, 'exception', { ...one.person.exception, count: 1 })
  }
}

function sayChat(one: SimulatedParticipant, t: number, second: number) {
  if (!one.chat || !one.person.chat) return
  for (const said of chat(one.chat, one.person.chat, t, second, one.random))
    say(one, said.t, 'chat', said.data)
}

export function isSilent(one: SimulatedParticipant, second: number): boolean {
  return one.person.conditions(second).silent
}

export function leaveCall(one: SimulatedParticipant, t: number) {
  say(one, t, 'left', { reason: one.joined ? 'user' : 'app' })
}

/** What waits, as one envelope; the caller keeps it until it is acked. */
export function takeBatch(one: SimulatedParticipant, key: string, batch: string, sentAt: number) {
  const { person, call } = one
  const first = one.events.some((event) => event.type === 'join-attempt')
  const body = {
    v: 1,
    key,
    batch,
    boot: one.boot,
    sentAt,
    app: person.appVersion,
    session: { id: one.sessionId, name: call.name },
    participant: { id: one.participantId, name: person.name, tags: tagsOf(person) },
    ...(first ? { client: clientOf(person) } : {}),
    reports: one.reports as [number, number, Row[], Row[]][],
    events: one.events,
  }
  one.reports = []
  one.events = []
  return body
}

const tagsOf = ({ region, site, sfu }: Person) => ({ region, sfu, ...(site ? { site } : {}) })
const clientOf = ({ browser, browserVersion, os, appVersion, sdkVersion }: Person) => ({
  browser,
  browserVersion,
  os,
  device: 'desktop' as const,
  sdkVersion,
  appVersion,
})
