import { type ChatFacts, type ChatHealth, channelsOf, slowMessages } from '#lib/quality/chat-health.ts'
import type { DataChannel } from '#lib/quality/data-channels.ts'
import type { FindingKind } from '../catalogue.ts'
import type { Severity, Side } from '../contract.ts'
import { limits } from '../limits.ts'
import { evidence, levelOf, limitOf, type Observation } from '../observation.ts'
import { onlyChats, type Person } from '../person.ts'
import type { Call } from './call.ts'

/** Everybody's chat, each beside the others': who suffers together shares the cause. */
export function lookAtChats(call: Call, watching: boolean, out: Observation[]): void {
  for (const person of call.people) {
    if (person.chat === null) continue
    lookAtChat(
      {
        participantId: person.participantId,
        chat: person.chat,
        isHeard: person.state === 'present',
        isAlone: onlyChats(person),
        isOffline: person.memory.networkText === 'offline',
        isUp: (connection) => isUp(person, connection),
        others: call.people.filter((other) => other !== person),
        nowMs: call.nowMs,
        watching,
      },
      out,
    )
  }
}

function isUp({ memory }: Person, number: number | null): boolean {
  const all = [...memory.connections].filter(([each]) => number === null || each === number)
  return all.some(([, { state, closedAt }]) => state === 'connected' && closedAt === null)
}

/** One participant's chat, and who else is there. Times are on the server's clock. */
export type ChatLook = {
  participantId: string
  chat: ChatHealth | null
  /** its page is heard of; otherwise nothing can be said of now */
  isHeard: boolean
  /** the page has no call beside the chat */
  isAlone: boolean
  /** the page says that the network is gone */
  isOffline: boolean
  /** whether a connection, by its number, is up */
  isUp: (connection: number | null) => boolean
  /** who else is in the call, with their chats */
  others: readonly { participantId: string; chat: ChatHealth | null }[]
  nowMs: number
  /** something of this person is being watched: what cannot be measured must be said, not left out */
  watching: boolean
}

/** What a participant's messages, their line and the data channels say. */
export function lookAtChat(look: ChatLook, out: Observation[]): void {
  const { chat } = look
  if (chat === null) return
  const facts = chat.verdict?.facts
  if (!look.isHeard || facts === undefined) {
    sayUnknown(look, chatKinds, out)
    return
  }
  if (chat.used) {
    disconnected(look, chat, out)
    reconnecting(look, facts, out)
    delayed(look, chat, facts, out)
    failing(look, facts, out)
  }
  channelsClosed(look, chat, out)
  channelStalled(look, chat, facts, out)
}

const chatKinds = [
  'chat-delivery-delayed',
  'chat-messages-failing',
  'chat-disconnected',
  'chat-reconnecting',
] as const satisfies readonly FindingKind[]

function sayUnknown(look: ChatLook, kinds: readonly FindingKind[], out: Observation[]): void {
  if (!look.watching || look.chat?.used !== true) return
  for (const kind of kinds) out.push(observe(look, { kind, level: 'unknown' }))
}

type Seen = Pick<Observation, 'kind' | 'level'> & Partial<Observation>

function observe(look: ChatLook, seen: Seen): Observation {
  return {
    participantId: look.participantId,
    direction: 'send',
    ...sideOf(look),
    confidence: 'high',
    affected: [look.participantId],
    ...seen,
  }
}

/** Two people who suffer at once share only the server; who is offline knows why; of one alone nobody can tell. */
function sideOf(look: ChatLook): { side: Side; owner?: 'platform-ops' | 'customer-it' } {
  if (look.isOffline) return { side: 'network-access', owner: 'customer-it' }
  const bad = look.others.some(({ chat }) => chat?.verdict?.band === 'bad' || chat?.verdict?.band === 'poor')
  return bad ? { side: 'server', owner: 'platform-ops' } : { side: 'unknown' }
}

const { chat: l, dataChannel } = limits

/** The line counts from the moment it broke; in a call the chat is not all there is. */
function disconnected(look: ChatLook, chat: ChatHealth, out: Observation[]): void {
  const { participantId, nowMs } = look
  if (chat.downSince === null) return
  const downMs = nowMs - chat.downSince
  const level = levelOf(downMs, { ...l.down, clear: 0 }) ?? 'between'
  out.push(
    observe(look, {
      kind: 'chat-disconnected',
      level: level === 'critical' && !look.isAlone ? 'major' : level,
      direction: 'both',
      sinceMs: chat.downSince,
      evidence: [
        evidence('chatDownMs', nowMs, participantId, { value: downMs, limit: limitOf(level, l.down) }),
      ],
    }),
  )
}

function reconnecting(look: ChatLook, { reconnects }: ChatFacts, out: Observation[]): void {
  const { participantId, nowMs } = look
  const level = levelOf(reconnects, { ...l.reconnects, clear: l.reconnects.minor })
  if (level === null) return
  out.push(
    observe(look, {
      kind: 'chat-reconnecting',
      level,
      direction: 'both',
      sinceMs: nowMs - l.windowMs,
      evidence: [
        evidence('chatReconnects', nowMs, participantId, {
          value: reconnects,
          limit: limitOf(level, l.reconnects),
          windowMs: l.windowMs,
        }),
      ],
    }),
  )
}

/** Several messages and a good share of all: one straggler is no slow chat. */
function delayed(look: ChatLook, chat: ChatHealth, facts: ChatFacts, out: Observation[]): void {
  if (facts.p95Ms === null) sayUnknown(look, ['chat-delivery-delayed'], out)
  const level = delayLevel(chat)
  if (level === null) return
  const limit = limitOf(level, l.delay)
  const { slow, all } = slowMessages(chat, limit)
  out.push(
    observe(look, {
      kind: 'chat-delivery-delayed',
      level,
      evidence: [
        evidence('chatDelayMs', look.nowMs, look.participantId, {
          value: facts.p95Ms,
          limit,
          windowMs: l.windowMs,
          text: `${Math.round(facts.p50Ms ?? 0)} ms for half of them`,
        }),
        evidence('chatSlowMessages', look.nowMs, look.participantId, { value: slow, text: `of ${all}` }),
      ],
    }),
  )
}

function delayLevel(chat: ChatHealth): Severity | 'between' | null {
  const { minSlow, share, clearShare } = l.delay
  for (const level of ['critical', 'major', 'minor'] as const) {
    const { slow, all } = slowMessages(chat, l.delay[level])
    if (slow >= minSlow && slow >= share * all) return level
  }
  const { slow, all } = slowMessages(chat, l.delay.clear)
  return slow > 0 && slow >= clearShare * all ? 'between' : null
}

function failing(look: ChatLook, facts: ChatFacts, out: Observation[]): void {
  if (facts.failedRatio === null) {
    sayUnknown(look, ['chat-messages-failing'], out)
    return
  }
  const failed = facts.failed + facts.unanswered
  const found = levelOf(100 * facts.failedRatio, l.failed)
  const level = found !== null && failed < l.failed.minFailed ? 'between' : found
  if (level === null) return
  const { participantId, nowMs } = look
  out.push(
    observe(look, {
      kind: 'chat-messages-failing',
      level,
      evidence: [
        evidence('chatFailedPct', nowMs, participantId, {
          value: 100 * facts.failedRatio,
          limit: limitOf(level, l.failed),
          windowMs: l.windowMs,
        }),
        evidence('chatFailedMessages', nowMs, participantId, {
          value: failed,
          text: facts.unanswered > 0 ? `${facts.unanswered} never answered` : null,
        }),
      ],
    }),
  )
}

/** Whoever hangs up closes the channels of the other side: alone, nobody misses them. */
function channelsClosed(look: ChatLook, chat: ChatHealth, out: Observation[]): void {
  if (look.others.length === 0) return
  for (const channel of channelsOf(chat)) {
    const closedMs = look.nowMs - channel.since
    const isClosed = channel.state === 'closed' || channel.state === 'error'
    if (!isClosed || !channel.opened || closedMs > dataChannel.newsMs || !look.isUp(channel.connection))
      continue
    out.push(channelClosed(look, chat, channel, closedMs))
  }
}

/** An app may close a channel on purpose; one that failed, or took the chat with it, was not. */
function channelClosed(
  look: ChatLook,
  chat: ChatHealth,
  channel: DataChannel,
  closedMs: number,
): Observation {
  const isError = channel.state === 'error'
  const chatSuffers = chat.downSince !== null || chat.verdict?.band === 'bad'
  return observe(look, {
    kind: 'data-channel-closed',
    connection: channel.connection,
    level: closedMs < dataChannel.holdMs ? 'between' : isError || chatSuffers ? 'major' : 'minor',
    direction: 'both',
    side: 'application',
    confidence: isError ? 'high' : chatSuffers ? 'medium' : 'low',
    affected: [look.participantId, ...look.others.map(({ participantId }) => participantId)],
    sinceMs: channel.since,
    evidence: [
      evidence('channelState', channel.since, look.participantId, {
        text: `${channel.label || 'unnamed'} ${channel.state}`,
      }),
    ],
  })
}

/** Only between two: behind a server nobody knows who a message was for. */
function channelStalled(look: ChatLook, chat: ChatHealth, facts: ChatFacts, out: Observation[]): void {
  const [other, third] = look.others
  const theirs = other?.chat?.verdict
  if (other === undefined || third !== undefined || !theirs || !hasReceived(other.chat)) return
  const isFresh = look.nowMs - theirs.at < dataChannel.holdMs
  if (!isFresh || facts.channelSent < dataChannel.stalledSent || theirs.facts.channelReceived > 0) return
  if (![...chat.channels.byKey.values()].some(({ state }) => state === 'open')) return
  out.push(
    observe(look, {
      kind: 'data-channel-stalled',
      aboutId: other.participantId,
      level: 'major',
      side: 'network-path',
      confidence: 'medium',
      affected: [other.participantId],
      evidence: [
        evidence('channelSent', look.nowMs, look.participantId, {
          value: facts.channelSent,
          limit: dataChannel.stalledSent,
          windowMs: l.windowMs,
        }),
        evidence('channelReceived', theirs.at, other.participantId, { value: 0, windowMs: l.windowMs }),
      ],
    }),
  )
}

/** Its browser counts messages, and some did arrive: then more should. */
const hasReceived = (chat: ChatHealth | null): boolean =>
  [...(chat?.channels.messages.values() ?? [])].some(([, received]) => (received ?? 0) > 0)
