import type { DecodedReport } from '#lib/telemetry/decode-report.ts'
import type { WireEvent } from '#lib/telemetry/event-types.ts'
import { type BandState, noBand, stepBand, stepYoungBand, youngScores } from './band.ts'
import { type ChatScore, chatModel, scoreChat } from './chat-model.ts'
import {
  type ChatCounts,
  type ChatWindow,
  count,
  countDelay,
  countStretch,
  createChatWindow,
  type Delays,
  slide,
  slowerThan,
  wholeCounts,
  wholeDelays,
  windowCounts,
  windowDelays,
} from './chat-window.ts'
import {
  channelMessages,
  closeConnection,
  createDataChannels,
  type DataChannel,
  type DataChannels,
  foldChannel,
} from './data-channels.ts'
import { type Band, bandOf, type Deduction, type Reason, windows } from './model.ts'

/**
 * The chat of one participant: what was sent and came back, how long it took, whether its line is up, and the data
 * channels beside it. All times are on the server's time line and may only be as late as telemetry is. Pure.
 */
export type ChatHealth = {
  window: ChatWindow
  /** up to here time has been accounted for */
  at: number
  /** when each message that still waits was sent, oldest first */
  pending: Map<string, number>
  /** the app tells what becomes of its messages; one that never does is not waited for */
  answers: boolean
  /** the page said something about messages or their line, not only of data channels */
  used: boolean
  downSince: number | null
  channels: DataChannels
  band: BandState
  bandSince: number
  scores: number
  scoredAt: number
  verdict: ChatVerdict | null
}

/** What one look at the sliding minute found. */
export type ChatFacts = ChatCounts &
  Delays & {
    pending: number
    oldestPendingMs: number | null
    /** of the answered messages; null when none was */
    failedRatio: number | null
    downForMs: number | null
    /** how much of the window has been watched */
    windowMs: number
  }

export type ChatVerdict = {
  /** on the server's time line */
  at: number
  score: number | null
  band: Band
  bandSince: number
  reason: Reason | null
  deductions: Deduction[]
  facts: ChatFacts
}

export function createChatHealth(at: number): ChatHealth {
  return {
    window: createChatWindow(),
    at,
    pending: new Map(),
    answers: false,
    used: false,
    downSince: null,
    channels: createDataChannels(),
    band: noBand,
    bandSince: at,
    scores: 0,
    scoredAt: Number.NEGATIVE_INFINITY,
    verdict: null,
  }
}

/** Whether an event is about a chat or a data channel: then there is something to keep. */
export const isChatEvent = ({ type }: WireEvent): boolean => type === 'chat' || type === 'data-channel'

/** The page was loaded anew: what was under way there is gone, what was counted stays. */
export function restartChat(chat: ChatHealth): void {
  chat.pending.clear()
  chat.downSince = null
  chat.channels = createDataChannels()
}

/** Folds one event in, at constant cost. */
export function applyChatEvent(chat: ChatHealth, event: WireEvent, at: number): void {
  if (event.type === 'data-channel') foldChannel(chat.channels, event, at)
  if (event.type === 'connection-closed') closeConnection(chat.channels, event.connection)
  if (event.type !== 'chat') return
  passTime(chat, at)
  folds[String(event.data?.op)]?.(chat, event, at)
}

type Fold = (chat: ChatHealth, event: WireEvent, at: number) => void
const folds: Record<string, Fold | undefined> = Object.assign(Object.create(null), {
  sent: (chat, event, at) => {
    note(chat, 'sent', at)
    const id = idOf(event)
    if (id === null) return
    chat.pending.delete(id)
    chat.pending.set(id, at)
    if (chat.pending.size > chatModel.maxPending) forgetOldest(chat)
  },
  acked: (chat, event, at) => {
    note(chat, 'acked', at)
    chat.answers = true
    const ms = delayOf(chat, event, at)
    if (ms !== null) countDelay(chat.window, ms, at)
    lineIsUp(chat, at)
  },
  failed: (chat, event, at) => {
    note(chat, 'failed', at)
    chat.answers = true
    const id = idOf(event)
    if (id !== null) chat.pending.delete(id)
  },
  received: (chat, _event, at) => {
    note(chat, 'received', at)
    lineIsUp(chat, at)
  },
  disconnected: (chat, _event, at) => {
    chat.used = true
    chat.downSince ??= at
  },
  reconnected: (chat, _event, at) => {
    // The first word of a page may be that its line is up: that is no break of it.
    if (chat.used) note(chat, 'reconnects', at)
    chat.used = true
    chat.downSince = null
  },
} satisfies Record<string, Fold>)

function note(chat: ChatHealth, what: 'sent' | 'acked' | 'failed' | 'received' | 'reconnects', at: number) {
  chat.used = true
  count(chat.window, what, 1, at)
}

/** A message that came through says that the line is back, though nobody told; one on its way before does not. */
function lineIsUp(chat: ChatHealth, at: number): void {
  if (chat.downSince === null || at - chat.downSince < chatModel.overdueMs) return
  chat.downSince = null
  count(chat.window, 'reconnects', 1, at)
}

function idOf({ data }: WireEvent): string | null {
  const id = data?.id
  if (typeof id !== 'string' && typeof id !== 'number') return null
  return String(id).slice(0, chatModel.maxIdLength)
}

/** As the page measured it on one clock; else between the two events. */
function delayOf(chat: ChatHealth, event: WireEvent, at: number): number | null {
  const id = idOf(event)
  const sentAt = id === null ? undefined : chat.pending.get(id)
  if (id !== null) chat.pending.delete(id)
  const ms = event.data?.ms
  if (typeof ms === 'number' && ms >= 0) return ms
  return sentAt === undefined ? null : Math.max(0, at - sentAt)
}

function forgetOldest({ pending }: ChatHealth): void {
  for (const id of pending.keys()) {
    pending.delete(id)
    return
  }
}

/** Time itself changes a chat: messages wait too long, and a line that is down stays down. */
function passTime(chat: ChatHealth, at: number): void {
  if (at <= chat.at) return
  for (const [id, sentAt] of chat.pending) {
    const due = sentAt + chatModel.unansweredMs
    if (due > at) break
    chat.pending.delete(id)
    if (chat.answers) count(chat.window, 'unanswered', 1, due)
  }
  if (chat.downSince !== null)
    countStretch(chat.window, 'disconnectedMs', Math.max(chat.at, chat.downSince), at)
  slide(chat.window, at)
  chat.at = at
}

/** Takes what a report counts of data channels. */
export function takeChannelMessages(chat: ChatHealth, report: DecodedReport, at: number): void {
  const messages = channelMessages(chat.channels, report)
  if (messages === null) return
  passTime(chat, at)
  if (messages.sent > 0) count(chat.window, 'channelSent', messages.sent, at)
  if (messages.received > 0) count(chat.window, 'channelReceived', messages.received, at)
}

/** Looks at the last minute and judges it: once per report. */
export function stepChat(chat: ChatHealth, at: number): ChatVerdict {
  passTime(chat, at)
  const facts = factsOf(chat)
  const answered = facts.acked + facts.failed + facts.unanswered
  const scored = chat.used
    ? scoreChat({
        delayP50Ms: facts.p50Ms,
        delayP95Ms: facts.p95Ms,
        answered,
        failed: facts.failed + facts.unanswered,
        downRatio: Math.min(1, facts.disconnectedMs / chatModel.windowMs),
        downForMs: facts.downForMs,
      })
    : null
  const band = stepChatBand(chat, scored?.score ?? null)
  chat.verdict = {
    at: chat.at,
    score: scored?.score ?? null,
    band,
    bandSince: chat.bandSince,
    reason: scored === null || bandOf(scored.score) === 'good' ? null : scored.reason,
    deductions: scored?.deductions ?? [],
    facts,
  }
  return chat.verdict
}

/** The same limits and hysteresis as for a call; the band outlives its last score by half a minute. */
function stepChatBand(chat: ChatHealth, score: number | null): Band {
  const before = chat.band.band
  if (chat.at - chat.scoredAt > windows.holdMs) {
    chat.band = noBand
    chat.scores = 0
  }
  chat.band = (chat.scores < youngScores ? stepYoungBand : stepBand)(chat.band, score)
  if (score !== null) {
    chat.scoredAt = chat.at
    chat.scores++
  }
  if (chat.band.band !== before) chat.bandSince = chat.at
  return chat.band.band ?? 'unknown'
}

function factsOf(chat: ChatHealth): ChatFacts {
  const counts = windowCounts(chat.window)
  const answered = counts.acked + counts.failed + counts.unanswered
  const failed = counts.failed + counts.unanswered
  const waiting = waitingMs(chat)
  return {
    ...counts,
    ...windowDelays(chat.window, waiting),
    pending: chat.answers ? chat.pending.size : 0,
    oldestPendingMs: waiting[0] ?? null,
    failedRatio: answered > 0 ? failed / answered : null,
    downForMs: chat.downSince === null ? null : chat.at - chat.downSince,
    windowMs: chatModel.windowMs,
  }
}

/** How long each overdue message has waited, longest first. */
function waitingMs({ pending, answers, at }: ChatHealth): number[] {
  const waiting: number[] = []
  if (!answers) return waiting
  for (const sentAt of pending.values()) {
    if (at - sentAt < chatModel.overdueMs) break
    waiting.push(at - sentAt)
  }
  return waiting
}

/** The verdict on a stay that is over: everything in it counts alike. */
export function scoreStay(chat: ChatHealth, stayMs: number): ChatScore | null {
  const totals = chatTotals(chat)
  if (!chat.used) return null
  return scoreChat({
    delayP50Ms: totals.p50Ms,
    delayP95Ms: totals.p95Ms,
    answered: totals.acked + totals.failed + totals.unanswered,
    failed: totals.failed + totals.unanswered,
    downRatio: stayMs > 0 ? Math.min(1, totals.disconnectedMs / stayMs) : 0,
    downForMs: null,
  })
}

/** How many messages of the last minute took at least so long; those that wait count with their time so far. */
export const slowMessages = (chat: ChatHealth, ms: number) => slowerThan(chat.window, waitingMs(chat), ms)

export type ChatTotals = ChatCounts & Delays & { failedRatio: number | null }

/** The whole stay. */
export function chatTotals({ window }: ChatHealth): ChatTotals {
  const counts = wholeCounts(window)
  const answered = counts.acked + counts.failed + counts.unanswered
  return {
    ...counts,
    ...wholeDelays(window),
    failedRatio: answered > 0 ? (counts.failed + counts.unanswered) / answered : null,
  }
}

/** As they are now, in the order in which they were first told. */
export const channelsOf = ({ channels }: ChatHealth): DataChannel[] => [...channels.byKey.values()]
