import { describe, expect, test } from 'vitest'
import type { EventData, WireEvent } from '#lib/telemetry/event-types.ts'
import {
  applyChatEvent,
  type ChatHealth,
  channelsOf,
  chatTotals,
  createChatHealth,
  restartChat,
  stepChat,
  takeChannelMessages,
} from './chat-health.ts'
import { type ChatMeasures, chatModel, scoreChat } from './chat-model.ts'
import { delayOfStep, delayQuantile, delayStep, delaySteps } from './delay-histogram.ts'

const start = 1_800_000_000_000
const second = (s: number) => start + s * 1_000

let seq = 0
function chatAt(chat: ChatHealth, s: number, op: string, data: EventData = {}) {
  const event: WireEvent = { seq: seq++, t: second(s), type: 'chat', data: { op, ...data } }
  applyChatEvent(chat, event, second(s))
}

/** Sends a message and has it confirmed after `ms`. */
function message(chat: ChatHealth, s: number, id: string, ms: number) {
  chatAt(chat, s, 'sent', { id })
  chatAt(chat, s + ms / 1_000, 'acked', { id, ms })
}

/** One message every two seconds, each confirmed after `ms`; the first `failed` of ten are refused. */
function talk(ms: number, failedOfTen = 0, seconds = 60) {
  const chat = createChatHealth(start)
  for (let s = 0; s < seconds; s += 2) {
    if ((s / 2) % 10 < failedOfTen) {
      chatAt(chat, s, 'sent', { id: `m${s}` })
      chatAt(chat, s + 0.1, 'failed', { id: `m${s}`, reason: '503' })
    } else message(chat, s, `m${s}`, Math.min(ms, 1_900))
  }
  return chat
}

describe('delays in a histogram', () => {
  test('a quantile is right within a tenth, for delays of 20 ms to 100 s', () => {
    for (const ms of [20, 80, 333, 1_000, 4_000, 27_000, 100_000]) {
      const counts = new Float64Array(delaySteps)
      counts[delayStep(ms)] = 7
      for (const q of [0.5, 0.95])
        expect(Math.abs((delayQuantile(counts, q) ?? 0) / ms - 1)).toBeLessThan(0.1)
    }
  })

  test('steps ascend, and what is no time counts as the shortest', () => {
    for (let step = 1; step < delaySteps; step++)
      expect(delayOfStep(step)).toBeGreaterThan(delayOfStep(step - 1))
    expect([delayStep(0), delayStep(-5), delayStep(Number.NaN)]).toEqual([0, 0, 0])
    expect(delayStep(1e18)).toBe(delaySteps - 1)
    expect(delayQuantile(new Float64Array(delaySteps), 0.5)).toBeNull()
  })
})

const calm: ChatMeasures = {
  delayP50Ms: 200,
  delayP95Ms: 400,
  answered: 20,
  failed: 0,
  downRatio: 0,
  downForMs: null,
}

describe('the score of a chat', () => {
  test.each<[string, Partial<ChatMeasures>, number | null, string | null]>([
    ['messages within a second are as good as it gets', {}, 4.5, null],
    ['all of them within 2 s are still good', { delayP50Ms: 2_000, delayP95Ms: 2_000 }, 4.1, 'message delay'],
    ['within 4 s they are just fair', { delayP50Ms: 4_000, delayP95Ms: 4_000 }, 3.6, 'message delay'],
    ['ten seconds are bad', { delayP50Ms: 10_000, delayP95Ms: 10_000 }, 2.6, 'message delay'],
    ['one straggler counts half', { delayP95Ms: 4_000 }, 4.05, 'message delay'],
    ['one failure of twenty is fair', { failed: 1 }, 3.681, 'messages failed'],
    ['two of twenty are bad', { failed: 2 }, 3.053, 'messages failed'],
    ['every message lost is about the worst', { failed: 20 }, 1.017, 'messages failed'],
    ['six seconds of a minute without a line are poor', { downRatio: 0.1 }, 3.123, 'chat disconnected'],
    [
      'a line that is down for 5 s leaves no chat',
      { downRatio: 0.1, downForMs: 5_000 },
      1,
      'chat disconnected',
    ],
    [
      'nothing answered and no line lost: nothing known',
      { answered: 0, delayP50Ms: null, delayP95Ms: null },
      null,
      null,
    ],
    [
      'only a message that waits and waits',
      { answered: 0, delayP50Ms: 20_000, delayP95Ms: 20_000 },
      1.591,
      'message delay',
    ],
  ])('%s', (_case, change, score, reason) => {
    const found = scoreChat({ ...calm, ...change })
    if (score === null) expect(found).toBeNull()
    else expect(found?.score).toBeCloseTo(score, 2)
    expect(found?.reason ?? null).toBe(reason)
  })

  test('more delay, more failures and more time without a line are never better, and nothing leaves the scale', () => {
    const steps = Array.from({ length: 60 }, (_, i) => i)
    const ladders: ((i: number) => Partial<ChatMeasures>)[] = [
      (i) => ({ delayP50Ms: i ** 3, delayP95Ms: 2 * i ** 3 }),
      (i) => ({ delayP95Ms: 50 * i ** 2 }),
      (i) => ({ answered: 60, failed: i }),
      (i) => ({ downRatio: i / 60 }),
    ]
    for (const ladder of ladders) {
      const scores = steps.map((i) => scoreChat({ ...calm, ...ladder(i) })?.score ?? Number.NaN)
      scores.forEach((score, i) => {
        expect(score).toBeGreaterThanOrEqual(1)
        expect(score).toBeLessThanOrEqual(i === 0 ? 4.5 : (scores[i - 1] ?? 0))
      })
    }
  })
})

describe('the chat of a participant', () => {
  test('without a word there is no verdict, and a data channel alone is none either', () => {
    const chat = createChatHealth(start)
    expect(stepChat(chat, second(60))).toMatchObject({ score: null, band: 'unknown', reason: null })
    const event: WireEvent = {
      seq: 0,
      t: start,
      type: 'data-channel',
      connection: 0,
      data: { label: 'x', state: 'open' },
    }
    applyChatEvent(chat, event, start)
    expect(stepChat(chat, second(62)).score).toBeNull()
  })

  test('who only reads is not scored: nobody knows how late the messages are', () => {
    const chat = createChatHealth(start)
    for (let s = 0; s < 30; s++) chatAt(chat, s, 'received', { id: `r${s}` })
    const verdict = stepChat(chat, second(30))
    expect(verdict).toMatchObject({ score: null, band: 'unknown', facts: { received: 30 } })
  })

  test('a healthy chat is good, with its counts and its usual delay', () => {
    const verdict = stepChat(talk(300), second(60))
    expect(verdict).toMatchObject({ score: 4.5, band: 'good', reason: null })
    expect(verdict.facts).toMatchObject({ failed: 0, pending: 0, disconnectedMs: 0, failedRatio: 0 })
    expect(verdict.facts.p50Ms).toBeGreaterThan(270)
    expect(verdict.facts.p95Ms).toBeLessThan(330)
  })

  test('the score falls as failures rise', () => {
    const scores = [0, 1, 2, 5, 10].map((failed) => stepChat(talk(300, failed), second(60)).score ?? 0)
    expect(scores.toSorted((a, b) => b - a)).toEqual(scores)
    expect(new Set(scores).size).toBe(scores.length)
  })

  test('a minute after the last message nothing is known any more, and the band goes half a minute later', () => {
    const chat = talk(300)
    expect(stepChat(chat, second(60)).band).toBe('good')
    for (let s = 62; s < 120; s += 2) stepChat(chat, second(s))
    expect(stepChat(chat, second(126))).toMatchObject({ score: null, band: 'good' })
    expect(stepChat(chat, second(160))).toMatchObject({ score: null, band: 'unknown' })
  })

  test('a message that waits counts as the delay it has by now, and after 30 s as failed', () => {
    const chat = createChatHealth(start)
    message(chat, 0, 'first', 200)
    chatAt(chat, 2, 'sent', { id: 'stuck' })
    expect(stepChat(chat, second(3)).facts).toMatchObject({ pending: 1, oldestPendingMs: null })
    const waiting = stepChat(chat, second(14))
    expect(waiting.facts).toMatchObject({ pending: 1, oldestPendingMs: 12_000, unanswered: 0 })
    expect(waiting.reason).toBe('message delay')
    expect(stepChat(chat, second(33)).facts).toMatchObject({ pending: 0, unanswered: 1, failedRatio: 0.5 })
  })

  test('an app that never says what became of its messages is not waited for', () => {
    const chat = createChatHealth(start)
    for (let s = 0; s < 60; s++) chatAt(chat, s, 'sent', { id: `m${s}` })
    const verdict = stepChat(chat, second(90))
    expect(verdict).toMatchObject({
      score: null,
      facts: { pending: 0, unanswered: 0, oldestPendingMs: null },
    })
  })

  test('a line that is down is 1.0 after five seconds, and counts only while it was down', () => {
    const chat = talk(300, 0, 20)
    stepChat(chat, second(20))
    chatAt(chat, 21, 'disconnected', { reason: 'transport close' })
    chatAt(chat, 23, 'disconnected', { reason: 'again' })
    expect(stepChat(chat, second(24)).score).toBeGreaterThan(3.5)
    expect(stepChat(chat, second(27))).toMatchObject({ score: 1, band: 'bad', reason: 'chat disconnected' })
    chatAt(chat, 31, 'reconnected')
    expect(stepChat(chat, second(40)).facts).toMatchObject({
      disconnectedMs: 10_000,
      reconnects: 1,
      downForMs: null,
    })
    expect(stepChat(chat, second(100)).facts.disconnectedMs).toBe(0)
    expect(chatTotals(chat)).toMatchObject({ disconnectedMs: 10_000, reconnects: 1 })
  })

  test('a message that comes through ends the time without a line, though nobody told', () => {
    const chat = createChatHealth(start)
    chatAt(chat, 0, 'disconnected')
    chatAt(chat, 0.5, 'acked', { ms: 90 })
    expect(stepChat(chat, second(1)).facts.downForMs).toBe(1_000)
    chatAt(chat, 8, 'received', { id: 'r' })
    expect(stepChat(chat, second(9)).facts).toMatchObject({
      downForMs: null,
      disconnectedMs: 8_000,
      reconnects: 1,
    })
  })

  test('the first word of a page that its line is up is no reconnect', () => {
    const chat = createChatHealth(start)
    chatAt(chat, 0, 'reconnected')
    expect(stepChat(chat, second(2))).toMatchObject({ score: null, facts: { reconnects: 0 } })
    chatAt(chat, 3, 'reconnected')
    expect(stepChat(chat, second(4)).facts.reconnects).toBe(1)
  })

  test('hours without a line are counted whole at the cost of a minute', () => {
    const chat = createChatHealth(start)
    chatAt(chat, 0, 'disconnected')
    expect(stepChat(chat, second(36_000)).facts.disconnectedMs).toBeLessThanOrEqual(chatModel.windowMs)
    expect(chatTotals(chat).disconnectedMs).toBe(36_000_000)
  })

  test('the delay is what the page measured; without that the time between the two events', () => {
    const chat = createChatHealth(start)
    chatAt(chat, 0, 'sent', { id: 'a' })
    chatAt(chat, 3, 'acked', { id: 'a' })
    const { p50Ms } = stepChat(chat, second(4)).facts
    expect(Math.abs((p50Ms ?? 0) / 3_000 - 1)).toBeLessThan(0.1)
  })

  test('the same events give the same verdict, however often somebody looks in between', () => {
    const events: [number, string, EventData][] = []
    for (let s = 0; s < 200; s++) {
      events.push([s, 'sent', { id: `m${s}` }])
      if (s % 7 !== 0) events.push([s + 0.4, s % 11 === 0 ? 'failed' : 'acked', { id: `m${s}`, ms: 400 }])
      if (s % 50 === 20) events.push([s + 0.5, 'disconnected', {}])
      if (s % 50 === 28) events.push([s + 0.5, 'reconnected', {}])
    }
    const [often, once] = [createChatHealth(start), createChatHealth(start)]
    for (const [s, op, data] of events) {
      chatAt(often, s, op, data)
      stepChat(often, second(s))
      chatAt(once, s, op, data)
    }
    expect(stepChat(often, second(205)).facts).toEqual(stepChat(once, second(205)).facts)
    expect(chatTotals(often)).toEqual(chatTotals(once))
  })

  test('a page that is loaded anew waits for none of its old messages, and the stay goes on', () => {
    const chat = createChatHealth(start)
    message(chat, 0, 'a', 200)
    chatAt(chat, 1, 'sent', { id: 'lost with the page' })
    chatAt(chat, 1, 'disconnected')
    restartChat(chat)
    expect(stepChat(chat, second(50)).facts).toMatchObject({ unanswered: 0, pending: 0, downForMs: null })
    expect(chatTotals(chat)).toMatchObject({ sent: 2, acked: 1 })
  })
})

describe('what a hostile page may send', () => {
  test('a flood of messages that nobody answers keeps 200 ids at most, each cut to 64 characters', () => {
    const chat = createChatHealth(start)
    chatAt(chat, 0, 'acked', { ms: 1 })
    for (let i = 0; i < 50_000; i++) chatAt(chat, 1, 'sent', { id: `${i} ${'x'.repeat(4_000)}` })
    expect(chat.pending.size).toBe(chatModel.maxPending)
    expect([...chat.pending.keys()].every((id) => id.length <= chatModel.maxIdLength)).toBe(true)
    expect(stepChat(chat, second(40)).facts.unanswered).toBe(chatModel.maxPending)
  })

  test.each<[string, EventData]>([
    ['an operation that is none', { op: 'constructor' }],
    ['another', { op: '__proto__' }],
    ['no operation', {}],
    ['a number as operation', { op: 7 }],
  ])('%s changes nothing', (_case, data) => {
    const chat = createChatHealth(start)
    applyChatEvent(chat, { seq: 0, t: start, type: 'chat', data }, start)
    expect(chat.used).toBe(false)
    expect(stepChat(chat, second(2)).score).toBeNull()
  })

  test('delays below nothing or beyond measure stay on the scale', () => {
    const chat = createChatHealth(start)
    for (const ms of [-1, 1e300, Number.MAX_VALUE, 0]) chatAt(chat, 1, 'acked', { ms })
    const { score, facts } = stepChat(chat, second(2))
    expect(score).toBeGreaterThanOrEqual(1)
    expect(facts.p95Ms).toBeLessThanOrEqual(200_000)
  })

  test('channels with ever new names are 32 at most', () => {
    const chat = createChatHealth(start)
    for (let i = 0; i < 5_000; i++)
      applyChatEvent(
        chat,
        { seq: i, t: start, type: 'data-channel', data: { label: `c${i}`, state: 'open' } },
        start,
      )
    expect(channelsOf(chat)).toHaveLength(32)
  })
})

describe('data channels', () => {
  const channel = (chat: ChatHealth, s: number, label: string, state: string) =>
    applyChatEvent(
      chat,
      { seq: seq++, t: second(s), type: 'data-channel', connection: 0, data: { label, state } },
      second(s),
    )
  const row = (sent: number | null, received: number | null) => [
    0,
    ...new Array<null>(14).fill(null),
    sent,
    received,
  ]
  const report = (s: number, sent: number | null, received: number | null) => ({
    seq: s,
    t: second(s),
    connections: [{ connection: 0, timestampMs: second(s), row: row(sent, received) }],
    tracks: [],
  })

  test('each label keeps its newest state, since when, and whether it was ever open', () => {
    const chat = createChatHealth(start)
    channel(chat, 0, 'chat', 'connecting')
    channel(chat, 1, 'chat', 'open')
    channel(chat, 2, 'chat', 'open')
    channel(chat, 9, 'chat', 'closed')
    channel(chat, 9, 'files', 'closed')
    channel(chat, 10, 'files', 'on fire')
    expect(channelsOf(chat)).toEqual([
      { connection: 0, label: 'chat', state: 'closed', since: second(9), opened: true },
      { connection: 0, label: 'files', state: 'closed', since: second(9), opened: false },
    ])
  })

  test('a connection that is closed takes its channels along', () => {
    const chat = createChatHealth(start)
    channel(chat, 0, 'chat', 'open')
    applyChatEvent(chat, { seq: 1, t: second(1), type: 'connection-closed', connection: 0 }, second(1))
    expect(channelsOf(chat)).toEqual([])
  })

  test('counters become messages of the window; a reset and a counter that is not there count nothing', () => {
    const chat = createChatHealth(start)
    const totals = [
      [100, 40],
      [104, 41],
      [2, 0],
      [3, null],
      [5, 7],
    ] as const
    totals.forEach(([sent, received], i) => {
      takeChannelMessages(chat, report(2 * i, sent, received), second(2 * i))
    })
    expect(stepChat(chat, second(10)).facts).toMatchObject({ channelSent: 4 + 1 + 2, channelReceived: 1 })
  })
})
