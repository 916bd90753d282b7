import type { EventData } from '#lib/telemetry/event-types.ts'
import { swell } from './conditions.ts'
import type { Random } from './random.ts'

/** What the chat's backend is like at one moment. */
export type ChatConditions = { delayMs: number; failedRatio: number; down: boolean }

/** How a pretended person chats. */
export type ChatHabits = {
  /** there is nothing but the chat: no connection, no media */
  alone: boolean
  /** seconds between two messages, about */
  everyS: number
  conditions: (second: number) => ChatConditions
}

/** Messages that wait for their answer, and when the next ones are due. Times are epoch ms. */
export type ChatState = {
  count: number
  nextSendAt: number
  nextReceiveAt: number
  waiting: { id: string; sentAt: number; answerAt: number; fails: boolean }[]
  down: boolean
}
type Said = { t: number; data: EventData }

export const healthyChat: ChatConditions = { delayMs: 220, failedRatio: 0, down: false }

/** The backend answers slower and slower for a minute and a half of five, and drops every third message. */
export function slowBackend(second: number): ChatConditions {
  const strength = swell(second, 300, 60, 150, 12)
  return {
    delayMs: healthyChat.delayMs + strength * 9_000,
    failedRatio: strength * 0.35,
    down: false,
  }
}

/** The same, and right after it the line breaks twice. */
export function slowThenBroken(second: number): ChatConditions {
  const at = second % 300
  return { ...slowBackend(second), down: (at > 152 && at < 166) || (at > 172 && at < 180) }
}

export function startChat(t: number, random: Random): ChatState {
  return {
    count: 0,
    nextSendAt: t + 1_000 + 3_000 * random(),
    nextReceiveAt: t + 2_000 + 4_000 * random(),
    waiting: [],
    down: false,
  }
}

/** What the page says of its chat up to `t`, in the order in which it happened. */
export function chat(
  state: ChatState,
  habits: ChatHabits,
  t: number,
  second: number,
  random: Random,
): Said[] {
  const now = habits.conditions(second)
  const said: Said[] = []
  if (now.down !== state.down) {
    state.down = now.down
    if (!now.down) resume(state, t)
    said.push({
      t,
      data: now.down ? { op: 'disconnected', reason: 'transport close' } : { op: 'reconnected' },
    })
  }
  while (state.nextSendAt <= t) send(state, habits, now, said, random)
  if (!state.down) hear(state, habits, t, said, random)
  return said.sort((a, b) => a.t - b.t)
}

/** What either side had to say while the line was down is said when it is up. */
function resume(state: ChatState, t: number) {
  for (const one of state.waiting) one.answerAt = Math.max(one.answerAt, t)
  state.nextReceiveAt = Math.max(state.nextReceiveAt, t)
  state.nextSendAt = Math.max(state.nextSendAt, t)
}

function send(state: ChatState, habits: ChatHabits, now: ChatConditions, said: Said[], random: Random) {
  const sentAt = state.nextSendAt
  state.nextSendAt += habits.everyS * 1_000 * (0.5 + random())
  if (state.down) return
  const id = `m${++state.count}`
  const delayMs = now.delayMs * (0.6 + 0.8 * random())
  const fails = random() < now.failedRatio
  state.waiting.push({ id, sentAt, answerAt: sentAt + delayMs, fails })
  said.push({ t: sentAt, data: { op: 'sent', id } })
}

/** Answers that are due, and what the other side wrote. */
function hear(state: ChatState, habits: ChatHabits, t: number, said: Said[], random: Random) {
  for (const { id, sentAt, answerAt, fails } of state.waiting.filter((one) => one.answerAt <= t))
    said.push({
      t: answerAt,
      data: {
        op: fails ? 'failed' : 'acked',
        id,
        ms: Math.round(answerAt - sentAt),
        ...(fails ? { reason: '503' } : {}),
      },
    })
  state.waiting = state.waiting.filter((one) => one.answerAt > t)
  while (state.nextReceiveAt <= t) {
    said.push({ t: state.nextReceiveAt, data: { op: 'received', id: `r${Math.round(state.nextReceiveAt)}` } })
    state.nextReceiveAt += habits.everyS * 1_000 * (0.5 + random())
  }
}
