import { createMemory, type Memory } from '#lib/diagnosis/memory.ts'
import { onlyChats } from '#lib/diagnosis/person.ts'
import { createHistory, type PersonHistory } from '#lib/diagnosis/person-history.ts'
import {
  applyChatEvent,
  type ChatHealth,
  createChatHealth,
  isChatEvent,
  restartChat,
  stepChat,
  takeChannelMessages,
} from '#lib/quality/chat-health.ts'
import { emptyStep, withChat } from '#lib/quality/chat-step.ts'
import { bandOf, modelVersion, painWeight } from '#lib/quality/model.ts'
import { applyEvent, createContext, type ParticipantContext } from '#lib/quality/participant-context.ts'
import {
  createParticipantQuality,
  type ParticipantQuality,
  type ParticipantStep,
  type Surroundings,
  stepParticipant,
} from '#lib/quality/score-participant.ts'
import type { DecodedReport } from '#lib/telemetry/decode-report.ts'
import type { WireEvent } from '#lib/telemetry/event-types.ts'
import { chatView } from './chat-view.ts'
import type { Band, JoinView, ParticipantView, Point } from './contract.ts'

/** One endpoint in a live call: what it is, what was last heard of it and how good its call is. Pure. */
export type LiveParticipant = {
  readonly participantId: string
  readonly externalId: string
  name: string | null
  role: string | null
  client: Record<string, unknown>
  tags: Record<string, string>
  /** the source tells when somebody mutes; a dump of the browser does not */
  readonly tellsMute: boolean
  joinedAt: number
  state: 'joining' | 'present' | 'no-telemetry' | 'left'
  stateSince: number
  leftAt: number | null
  leftReason: string | null
  lastReportAt: number | null
  /** newest sign of life, for leases */
  heardAt: number
  intervalMs: number
  /** the run of the SDK whose numbering of tracks is in force; an older one's late items are only stored */
  bootNo: number
  lastSeq: number
  /** events up to here came from Postgres: the batch that made an engine load the call must not count twice */
  replayedSeq: number
  context: ParticipantContext
  quality: ParticipantQuality
  /** what events and windows of the past say to a diagnosis */
  memory: Memory
  history: PersonHistory
  /** null until the page tells of messages or a data channel */
  chat: ChatHealth | null
  step: ParticipantStep | null
  score: number | null
  band: Band
  bandSince: number
  attemptAt: number | null
  joinCounted: boolean
  /** was told, or concluded from silence, that it could not get in */
  joinFailed: boolean
  /** what the app said of it: a refused microphone is nobody else's failure */
  joinFailReason: string | null
  minute: MinuteTally
  /** the whole stay, for the verdict when it is over */
  whole: Mean
  /** time in poor (counted half) and bad so far */
  painMs: number
  painAt: number | null
  join: JoinView | null
  /** ended without goodbye though established; recovered = back within a minute */
  dropped: boolean
  recovered: boolean
  savedAt: number
  view: ParticipantView | null
}

type MinuteTally = {
  minute: number
  sum: number
  count: number
  receive: Mean
  send: Mean
  worst: ParticipantStep | null
}
type Mean = { sum: number; count: number }

export type FinishedMinute = {
  minuteAt: number
  score: number
  receiveScore: number | null
  sendScore: number | null
  band: Band
  deductions: { reason: string; mos: number }[]
}

export function createLiveParticipant(row: {
  participantId: string
  externalId: string
  name: string | null
  role: string | null
  client: Record<string, unknown>
  tags: Record<string, string>
  joinedAt: number
  bootNo: number
  heardAt: number
  tellsMute?: boolean
}): LiveParticipant {
  return {
    ...row,
    tellsMute: row.tellsMute ?? true,
    state: 'joining',
    stateSince: row.joinedAt,
    leftAt: null,
    leftReason: null,
    lastReportAt: null,
    intervalMs: 5_000,
    lastSeq: -1,
    replayedSeq: -1,
    context: createContext(),
    quality: createParticipantQuality(),
    memory: createMemory(),
    history: createHistory(),
    chat: null,
    step: null,
    score: null,
    band: 'unknown',
    bandSince: row.joinedAt,
    attemptAt: null,
    joinCounted: false,
    joinFailed: false,
    joinFailReason: null,
    minute: emptyMinute(0),
    whole: { sum: 0, count: 0 },
    painMs: 0,
    painAt: null,
    join: null,
    dropped: false,
    recovered: false,
    savedAt: 0,
    view: null,
  }
}

const emptyMinute = (minute: number): MinuteTally => ({
  minute,
  sum: 0,
  count: 0,
  receive: { sum: 0, count: 0 },
  send: { sum: 0, count: 0 },
  worst: null,
})

/** A page that was reloaded numbers its tracks anew: what was known of the old ones is over. */
export function startBoot(one: LiveParticipant, bootNo: number) {
  if (bootNo <= one.bootNo) return
  one.bootNo = bootNo
  one.lastSeq = -1
  one.replayedSeq = -1
  one.context = createContext()
  one.quality = createParticipantQuality()
  one.memory = { ...createMemory(), joins: one.memory.joins }
  one.history = createHistory()
  if (one.chat) restartChat(one.chat)
  one.step = null
  one.attemptAt = null
  one.joinCounted = false
  one.joinFailed = false
  one.joinFailReason = null
}

export function hear(one: LiveParticipant, now: number) {
  one.heardAt = Math.max(one.heardAt, now)
  if (one.state === 'left') {
    one.recovered ||= one.dropped
    one.leftAt = null
    one.leftReason = null
  }
}

export function setState(one: LiveParticipant, state: LiveParticipant['state'], now: number) {
  if (one.state === state) return
  one.state = state
  one.stateSince = now
  one.view = null
}

/** Takes one report in; answers its point for charts. `at` is its place on the server's time line. */
export function takeReport(
  one: LiveParticipant,
  report: DecodedReport,
  surroundings: Surroundings,
  at: number,
): Point {
  if (one.chat) takeChannelMessages(one.chat, report, at)
  const media = stepParticipant(one.quality, report, one.context, surroundings, at)
  const step = withChat(media, one.chat && stepChat(one.chat, at))
  one.lastReportAt = Math.max(one.lastReportAt ?? 0, at)
  addPain(one, at)
  takeStep(one, step, at)
  setState(one, 'present', at)
  return { participantId: one.participantId, at, values: step.values }
}

/** A silence is nobody's pain: only what was measured counts, up to the next report or this long. */
const painGapMs = 15_000

/** The time since the report before counts by the band it was spent in. */
function addPain(one: LiveParticipant, at: number) {
  const sinceMs = Math.max(0, Math.min(at - (one.painAt ?? at), painGapMs))
  one.painMs += sinceMs * painWeight[one.band]
  one.painAt = Math.max(one.painAt ?? at, at)
}

/** A new verdict, from a report or from the clock. */
export function takeStep(one: LiveParticipant, step: ParticipantStep, at: number) {
  one.step = step
  one.score = step.score
  one.view = null
  if (step.band !== one.band) {
    one.band = step.band
    one.bandSince = at
  }
}

/** `at` is its place on the server's time line. */
export function takeEvent(one: LiveParticipant, event: WireEvent, at: number) {
  applyEvent(one.context, event)
  if (event.seq > one.replayedSeq) takeChatEvent(one, event, at)
  one.view = null
}

function takeChatEvent(one: LiveParticipant, event: WireEvent, at: number) {
  if (isChatEvent(event)) one.chat ??= createChatHealth(at)
  if (one.chat) applyChatEvent(one.chat, event, at)
  if (event.type === 'chat') takeChatTurn(one, at)
}

/** At most this often a chat is judged for its own events; reports judge it anyway. */
const chatTurnMs = 2_000

/** Whose page has no connection lives by its chat: it is there, and needs no report to be judged. */
function takeChatTurn(one: LiveParticipant, at: number) {
  if (!one.chat || !onlyChats(one)) return
  if (one.state === 'joining') setState(one, 'present', at)
  if (one.chat.verdict && at - one.chat.verdict.at < chatTurnMs) return
  takeStep(one, withChat(emptyStep(), stepChat(one.chat, at)), at)
}

/** Adds the newest step to its minute; answers the minute before when it is over. */
export function tallyMinute(one: LiveParticipant, at: number): FinishedMinute | null {
  const minute = Math.floor(at / 60_000)
  const finished = minute > one.minute.minute ? finishMinute(one) : null
  if (minute > one.minute.minute) one.minute = emptyMinute(minute)
  const { step } = one
  if (!step || step.score === null || minute < one.minute.minute) return finished
  addTo(one.whole, step.score)
  one.minute.sum += step.score
  one.minute.count++
  addTo(one.minute.receive, step.receiveScore)
  addTo(one.minute.send, step.sendScore)
  if ((one.minute.worst?.score ?? 5) > step.score) one.minute.worst = step
  return finished
}

function addTo(mean: Mean, score: number | null) {
  if (score === null) return
  mean.sum += score
  mean.count++
}

const bandOfMean = (mean: Mean): Band => (mean.count > 0 ? bandOf(mean.sum / mean.count) : 'unknown')
const meanOf = (mean: Mean) => (mean.count > 0 ? mean.sum / mean.count : null)

/** The participant-minute so far, or null when nothing in it was scored. */
export function finishMinute(one: LiveParticipant): FinishedMinute | null {
  const { minute, sum, count, worst, receive, send } = one.minute
  one.minute = emptyMinute(minute)
  if (count === 0) return null
  const score = sum / count
  return {
    minuteAt: minute * 60_000,
    score,
    receiveScore: meanOf(receive),
    sendScore: meanOf(send),
    band: bandOf(score),
    deductions: worst?.deductions ?? [],
  }
}

/** The band a screen may show: a participant who is silent or not yet connected is unknown, never good. */
export function participantBand(one: LiveParticipant): Band {
  return one.state === 'present' ? one.band : 'unknown'
}

const stateOrder = ['failed', 'disconnected', 'closed', 'new', 'connecting', 'connected']

/** The worst state among open connections. */
function transportOf(context: ParticipantContext): string {
  const open = [...context.connections.values()].filter((connection) => !connection.closed)
  const states = open.map((connection) => connection.state)
  return stateOrder.find((state) => states.includes(state)) ?? states[0] ?? 'new'
}

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null)

/** The participant for a screen; the same object until something changes. */
export function participantView(one: LiveParticipant): ParticipantView {
  one.view ??= buildView(one)
  return one.view
}

function buildView(one: LiveParticipant): ParticipantView {
  const known = one.state === 'present' ? one.step : null
  const path = [...one.context.connections.values()].find(
    (connection) => connection.localCandidateType !== null,
  )
  const { client } = one
  const named = (name: string, version: string) =>
    [textOf(client[name]), textOf(client[version])?.split('.')[0]].filter((part) => part).join(' ') || null
  return {
    participantId: one.participantId,
    externalId: one.externalId,
    name: one.name,
    role: one.role,
    state: one.state,
    leftReason: one.leftReason,
    joinedAt: one.joinedAt,
    leftAt: one.leftAt,
    lastReportAt: one.lastReportAt,
    transport: transportOf(one.context),
    path: {
      localCandidateType: path?.localCandidateType ?? null,
      protocol: path?.protocol ?? null,
      relayProtocol: path?.relayProtocol ?? null,
    },
    score: one.state === 'left' ? meanOf(one.whole) : (known?.score ?? null),
    receiveScore: known?.receiveScore ?? null,
    sendScore: known?.sendScore ?? null,
    band: one.state === 'left' ? bandOfMean(one.whole) : participantBand(one),
    bandSince: one.bandSince,
    reason: known?.reason ?? null,
    deductions: known?.deductions ?? [],
    model: modelVersion,
    browser: named('browser', 'browserVersion'),
    os: named('os', 'osVersion'),
    appVersion: textOf(client.appVersion),
    region: one.tags.region ?? null,
    painMinutes: one.painMs / 60_000,
    join: one.join,
    tracks: (one.step?.tracks ?? []).map((track) => {
      if (one.state === 'present') return track
      return {
        ...track,
        state: one.state === 'left' ? 'ended' : 'no-telemetry',
        score: null,
        band: 'unknown',
      }
    }),
    chat: chatView(one.chat, { state: one.state, stayMs: (one.leftAt ?? one.joinedAt) - one.joinedAt }),
  }
}
