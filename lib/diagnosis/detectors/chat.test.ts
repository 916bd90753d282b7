import { describe, expect, test } from 'vitest'
import {
  applyChatEvent,
  type ChatHealth,
  createChatHealth,
  stepChat,
  takeChannelMessages,
} from '#lib/quality/chat-health.ts'
import type { EventData } from '#lib/telemetry/event-types.ts'
import type { Observation } from '../observation.ts'
import { type ChatLook, lookAtChat } from './chat.ts'

const start = 1_800_000_000_000
const second = (s: number) => start + s * 1_000

let seq = 0
const tell = (chat: ChatHealth, s: number, data: EventData) =>
  applyChatEvent(chat, { seq: seq++, t: second(s), type: 'chat', data }, second(s))

function channel(chat: ChatHealth, s: number, state: string, label = 'chat') {
  applyChatEvent(
    chat,
    { seq: seq++, t: second(s), type: 'data-channel', connection: 0, data: { label, state } },
    second(s),
  )
}

/** A message a second; its fate by its second. */
function chatting(
  from: number,
  to: number,
  fateOf: (s: number) => number | 'refused' | 'silence',
  chat = createChatHealth(start),
) {
  const due: [number, EventData][] = []
  for (let s = from; s < to; s++) {
    const fate = fateOf(s)
    due.push([s, { op: 'sent', id: `m${s}` }])
    if (fate === 'refused') due.push([s + 0.2, { op: 'failed', id: `m${s}` }])
    else if (fate !== 'silence') due.push([s + fate / 1_000, { op: 'acked', id: `m${s}`, ms: fate }])
  }
  for (const [s, data] of due.filter(([s]) => s < to).sort((a, b) => a[0] - b[0])) tell(chat, s, data)
  return chat
}

function look(chat: ChatHealth | null, s: number, change: Partial<ChatLook> = {}): Observation[] {
  const out: Observation[] = []
  if (chat) stepChat(chat, second(s))
  const about: ChatLook = {
    participantId: 'ada',
    chat,
    isHeard: true,
    isAlone: true,
    isOffline: false,
    isUp: () => true,
    others: [{ participantId: 'ben', chat: null }],
    nowMs: second(s),
    watching: false,
    ...change,
  }
  lookAtChat(about, out)
  return out
}
const told = (seen: Observation[]) => seen.map(({ kind, level }) => `${kind} ${level}`)
const bad = () => {
  const chat = chatting(0, 30, () => 'refused')
  stepChat(chat, second(30))
  return chat
}

describe('messages', () => {
  test.each<[string, (s: number) => number | 'refused' | 'silence', number, string[]]>([
    ['all within a second', () => 300, 60, []],
    ['one straggler', (s) => (s === 20 ? 12_000 : 300), 60, []],
    ['three of sixty are not a fifth', (s) => (s % 20 === 5 ? 6_000 : 300), 60, []],
    ['a fifth of them late', (s) => (s % 4 === 0 ? 6_000 : 300), 60, ['chat-delivery-delayed minor']],
    ['all of them late', () => 11_000, 60, ['chat-delivery-delayed major']],
    [
      'late for the last fifteen seconds',
      (s) => (s < 45 ? 300 : 'silence'),
      60,
      ['chat-delivery-delayed minor'],
    ],
    ['one refused of sixty', (s) => (s === 7 ? 'refused' : 300), 60, []],
    ['one in ten refused', (s) => (s % 10 === 0 ? 'refused' : 300), 60, ['chat-messages-failing minor']],
    ['a third refused', (s) => (s % 3 === 0 ? 'refused' : 300), 60, ['chat-messages-failing major']],
    ['all refused', () => 'refused', 60, ['chat-messages-failing critical']],
    [
      'the first of two refused is too little to tell',
      (s) => (s === 0 ? 'refused' : 300),
      2,
      ['chat-messages-failing between'],
    ],
  ])('%s', (_case, fateOf, seconds, expected) => {
    expect(told(look(chatting(0, seconds, fateOf), seconds))).toEqual(expected)
  })

  test('a minute after the server has recovered there is nothing left to tell', () => {
    const chat = chatting(0, 60, (s) => (s % 3 === 0 ? 'refused' : 6_000))
    expect(told(look(chat, 60))).toEqual(['chat-delivery-delayed minor', 'chat-messages-failing major'])
    chatting(66, 160, () => 300, chat)
    expect(look(chat, 160)).toEqual([])
  })

  test('evidence says how late, how many, and by which limit', () => {
    const [seen] = look(
      chatting(0, 60, () => 11_000),
      60,
    )
    expect(seen?.evidence?.[0]).toMatchObject({
      metric: 'chatDelayMs',
      limit: 10_000,
      windowMs: 60_000,
      participantId: 'ada',
    })
    expect(seen?.evidence?.[0]?.value).toBeGreaterThan(9_000)
    expect(seen?.evidence?.[1]).toMatchObject({ metric: 'chatSlowMessages' })
  })
})

describe('whose side', () => {
  test.each<[string, Partial<ChatLook>, string, string | undefined]>([
    ['one alone: nobody can tell', {}, 'unknown', undefined],
    [
      'two at once share only the server',
      { others: [{ participantId: 'ben', chat: bad() }] },
      'server',
      'platform-ops',
    ],
    [
      'the page says it is offline',
      { isOffline: true, others: [{ participantId: 'ben', chat: bad() }] },
      'network-access',
      'customer-it',
    ],
  ])('%s', (_case, change, side, owner) => {
    const [seen] = look(
      chatting(0, 60, () => 'refused'),
      60,
      change,
    )
    expect([seen?.side, seen?.owner]).toEqual([side, owner])
  })
})

describe('the line', () => {
  test.each<[number, boolean, string]>([
    [3, true, 'chat-disconnected between'],
    [5, true, 'chat-disconnected minor'],
    [20, true, 'chat-disconnected major'],
    [70, true, 'chat-disconnected critical'],
    [70, false, 'chat-disconnected major'],
  ])('down for %d s, alone %s: %s', (s, isAlone, expected) => {
    const chat = createChatHealth(start)
    tell(chat, 0, { op: 'disconnected' })
    const seen = look(chat, s, { isAlone })
    expect(told(seen)).toEqual([expected])
    expect(seen[0]?.sinceMs).toBe(start)
    tell(chat, s + 1, { op: 'reconnected' })
    expect(told(look(chat, s + 2, { isAlone }))).toEqual([])
  })

  test('three reconnects within a minute are flapping, until they are a minute ago', () => {
    const chat = createChatHealth(start)
    for (const s of [0, 10, 20]) {
      tell(chat, s, { op: 'disconnected' })
      tell(chat, s + 2, { op: 'reconnected' })
    }
    expect(told(look(chat, 30))).toEqual(['chat-reconnecting minor'])
    expect(told(look(chat, 85))).toEqual([])
  })
})

describe('what is not known', () => {
  test('nobody writes: what is watched is unknown, not well; else nothing is said', () => {
    const chat = chatting(0, 20, () => 'refused')
    expect(told(look(chat, 90, { watching: true }))).toEqual([
      'chat-delivery-delayed unknown',
      'chat-messages-failing unknown',
    ])
    expect(look(chat, 90)).toEqual([])
  })

  test('a page that is not heard of', () => {
    const chat = chatting(0, 60, () => 'refused')
    expect(look(chat, 60, { isHeard: false })).toEqual([])
    expect(told(look(chat, 60, { isHeard: false, watching: true }))).toHaveLength(4)
  })

  test('no chat at all, or only a channel that is open', () => {
    expect(look(null, 10, { watching: true })).toEqual([])
    const chat = createChatHealth(start)
    channel(chat, 0, 'open')
    expect(look(chat, 10, { watching: true })).toEqual([])
  })
})

describe('data channels', () => {
  test.each<[string, string[], number, Partial<ChatLook>, [string, string][]]>([
    ['open', ['open'], 60, {}, []],
    ['closed just now', ['open', 'closed'], 4, {}, [['between', 'low']]],
    ['closed for a while: an app may do so', ['open', 'closed'], 30, {}, [['minor', 'low']]],
    ['an error', ['open', 'error'], 30, {}, [['major', 'high']]],
    ['never was open', ['connecting', 'closed'], 30, {}, []],
    ['open again', ['open', 'closed', 'open'], 30, {}, []],
    ['its connection is down anyway', ['open', 'closed'], 30, { isUp: () => false }, []],
    ['the other has hung up', ['open', 'closed'], 30, { others: [] }, []],
    ['no news any more', ['open', 'closed'], 200, {}, []],
  ])('%s', (_case, states, s, change, expected) => {
    const chat = createChatHealth(start)
    for (const [i, state] of states.entries()) channel(chat, i / 10, state)
    const seen = look(chat, s, change)
    expect(seen.map(({ level, confidence }) => [level, confidence])).toEqual(expected)
  })

  test('a channel that takes the chat with it is no hint any more', () => {
    const chat = createChatHealth(start)
    channel(chat, 0, 'open')
    channel(chat, 1, 'closed')
    chatting(1, 30, () => 'refused', chat)
    const closed = look(chat, 30).find(({ kind }) => kind === 'data-channel-closed')
    expect(closed).toMatchObject({ level: 'major', confidence: 'medium', side: 'application' })
  })

  const counted = (chat: ChatHealth, s: number, sent: number, received: number) => {
    const row = [0, ...new Array<null>(14).fill(null), sent, received]
    const connections = [{ connection: 0, timestampMs: second(s), row }]
    takeChannelMessages(chat, { seq: s, t: second(s), connections, tracks: [] }, second(s))
  }

  test('what one sends and the other, who did receive before, does not get is stalled; behind others nobody knows', () => {
    const [ada, ben] = [createChatHealth(start), createChatHealth(start)]
    for (const chat of [ada, ben]) channel(chat, 0, 'open')
    for (let s = 0; s < 140; s += 2) {
      counted(ada, s, s, 0)
      counted(ben, s, 0, Math.min(s, 40))
    }
    stepChat(ben, second(139))
    const others = [{ participantId: 'ben', chat: ben }]
    expect(look(ada, 140, { others })).toMatchObject([
      {
        kind: 'data-channel-stalled',
        level: 'major',
        aboutId: 'ben',
        side: 'network-path',
        confidence: 'medium',
      },
    ])
    expect(look(ada, 140, { others: [...others, { participantId: 'cy', chat: null }] })).toEqual([])
    counted(ben, 141, 0, 60)
    stepChat(ben, second(141))
    expect(look(ada, 142, { others })).toEqual([])
  })
})
