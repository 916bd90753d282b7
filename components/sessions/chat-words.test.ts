import { expect, test } from 'vitest'
import type { ChatFigures, ChatView } from '#lib/sessions/contract.ts'
import { channelsText, delayText, figuresText } from './chat-words.ts'

const none: ChatFigures = {
  sent: 0,
  acked: 0,
  failed: 0,
  unanswered: 0,
  received: 0,
  failedRatio: null,
  delayP50Ms: null,
  delayP95Ms: null,
  disconnectedMs: 0,
  reconnects: 0,
  channelSent: 0,
  channelReceived: 0,
}
const plain = (text: string | null) => text?.replaceAll('\u2009', ' ') ?? null

test.each<[string, Partial<ChatFigures>, string]>([
  ['nothing happened', {}, '0 messages sent · 0 received'],
  [
    'one message',
    { sent: 1, acked: 1, failedRatio: 0, delayP50Ms: 214, delayP95Ms: 214 },
    '1 message sent · 0 received · confirmed after 210 ms',
  ],
  [
    'a chat in trouble',
    {
      sent: 9,
      acked: 5,
      failed: 1,
      unanswered: 2,
      failedRatio: 0.375,
      received: 4,
      delayP50Ms: 3_120,
      delayP95Ms: 12_400,
      disconnectedMs: 14_000,
      reconnects: 1,
    },
    '9 messages sent · 4 received · 3 failed (38 %) · confirmed after 3.1 s · slow ones after 12 s · without a line for 14 s · 1 reconnect',
  ],
])('the figures of a chat in words: %s', (_case, change, text) => {
  expect(plain(figuresText({ ...none, ...change }))).toBe(text)
})

test('data channels in words', () => {
  const view = (change: Partial<ChatView>) =>
    ({ channels: [], whole: none, ...change }) as unknown as ChatView
  expect(channelsText(view({}))).toBeNull()
  const channel = { connection: 0, label: 'chat', state: 'open', since: 1 } as const
  expect(channelsText(view({ channels: [channel, { ...channel, label: '', state: 'closed' }] }))).toBe(
    'chat open · unnamed closed',
  )
  expect(
    channelsText(view({ channels: [channel], whole: { ...none, channelSent: 3, channelReceived: 1 } })),
  ).toBe('chat open · 3 messages sent, 1 received')
})

test('delays have three figures at most', () => {
  expect([4, 990, 999, 9_940, 59_400].map((ms) => plain(delayText(ms)))).toEqual([
    '0 ms',
    '990 ms',
    '1.0 s',
    '9.9 s',
    '59 s',
  ])
})
