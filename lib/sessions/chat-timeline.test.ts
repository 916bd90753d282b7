import { expect, test } from 'vitest'
import { chatTimeline } from './chat-timeline.ts'
import type { EventView } from './contract.ts'

let seq = 0
const event = (s: number, data: EventView['data'], type = 'chat', participantId = 'ada'): EventView => ({
  participantId,
  seq: seq++,
  boot: 1,
  at: s * 1_000,
  type,
  connection: null,
  track: null,
  data,
})
const of = (events: EventView[], end = 100) => chatTimeline('ada', events, 10_000, end * 1_000)

test('messages and delays are gathered by ten seconds; what nobody confirmed has no delay', () => {
  const { bins } = of([
    event(1, { op: 'sent', id: 'a' }),
    event(2, { op: 'acked', id: 'a', ms: 900 }),
    event(3, { op: 'acked', id: 'b', ms: 100 }),
    event(4, { op: 'acked', id: 'c', ms: 300 }),
    event(12, { op: 'failed', id: 'd' }),
    event(13, { op: 'received', id: 'e' }),
    event(14, { op: 'sent', id: 'f' }, 'chat', 'ben'),
    event(15, { op: 'who knows' }),
  ])
  expect(bins).toEqual([
    { at: 0, sent: 1, received: 0, failed: 0, delayP50Ms: 300, delayP95Ms: 900 },
    { at: 10_000, sent: 0, received: 1, failed: 1, delayP50Ms: null, delayP95Ms: null },
  ])
})

test.each<[string, EventView[], [number, number][]]>([
  ['a line that comes back', [event(5, { op: 'disconnected' }), event(9, { op: 'reconnected' })], [[5, 9]]],
  ['a line that nobody mends', [event(5, { op: 'disconnected' }), event(8, { op: 'failed' })], [[5, 100]]],
  [
    'a message that comes through',
    [event(5, { op: 'disconnected' }), event(7, { op: 'received' })],
    [[5, 7]],
  ],
  [
    'told twice',
    [event(5, { op: 'disconnected' }), event(6, { op: 'disconnected' }), event(9, { op: 'reconnected' })],
    [[5, 9]],
  ],
  ['the person leaves', [event(5, { op: 'disconnected' }), event(8, { reason: 'user' }, 'left')], [[5, 8]]],
  ['never down', [event(5, { op: 'reconnected' }), event(6, { op: 'acked' })], []],
])('time without a line: %s', (_case, events, stretches) => {
  expect(of(events).down.map(({ from, to }) => [from / 1_000, to / 1_000])).toEqual(stretches)
})

test('nothing told, nothing drawn', () => {
  expect(of([])).toEqual({ bins: [], down: [] })
})
