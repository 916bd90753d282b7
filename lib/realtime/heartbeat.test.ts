import { expect, test } from 'vitest'
import {
  clockText,
  decideHeartbeat,
  type Heartbeat,
  type HeartbeatFacts,
  heartbeatText,
  observeTick,
  serverTime,
  unknownServerClock,
} from './heartbeat.ts'

const tickAt = Date.UTC(2026, 10, 23, 13, 32, 5)
const well: HeartbeatFacts = {
  nowMs: 100_000,
  downSinceMs: null,
  resyncSinceMs: null,
  lastTickAt: tickAt,
  serverNow: tickAt + 2_000,
  storeDownSince: null,
}

test.each<[string, Partial<HeartbeatFacts>, Partial<Heartbeat>]>([
  ['a tick of two seconds ago is live', {}, { state: 'live', ageSeconds: 2 }],
  ['ten seconds are still live', { serverNow: tickAt + 10_000 }, { state: 'live' }],
  ['more than ten are delayed', { serverNow: tickAt + 10_001 }, { state: 'delayed', ageSeconds: 10 }],
  ['thirty seconds are still delayed', { serverNow: tickAt + 30_000 }, { state: 'delayed' }],
  [
    'more than thirty are stale',
    { serverNow: tickAt + 30_001 },
    { state: 'stale', reason: 'ticks', staleSince: tickAt },
  ],
  ['a running resync is stale', { resyncSinceMs: 99_000 }, { state: 'stale', reason: 'resync' }],
  ['a resync of a blink is not worth a word', { resyncSinceMs: 99_800 }, { state: 'live' }],
  ['a socket that blinks is not offline', { downSinceMs: 95_000 }, { state: 'live' }],
  [
    'a socket down for more than five seconds is offline',
    { downSinceMs: 94_999 },
    { state: 'offline', reason: 'socket' },
  ],
  [
    'offline wins over everything',
    { downSinceMs: 0, storeDownSince: tickAt, resyncSinceMs: 0 },
    { state: 'offline' },
  ],
  [
    'a store that is down makes fresh ticks stale',
    { storeDownSince: tickAt - 60_000 },
    { state: 'stale', reason: 'store', staleSince: tickAt - 60_000 },
  ],
  [
    'before the first tick nothing is claimed',
    { lastTickAt: null, serverNow: null },
    { state: 'connecting', ageSeconds: null },
  ],
  [
    'a clock that runs backwards is no negative age',
    { serverNow: tickAt - 5_000 },
    { state: 'live', ageSeconds: 0 },
  ],
])('%s', (_case, change, expected) => {
  expect(decideHeartbeat({ ...well, ...change })).toMatchObject(expected)
})

test('the least delayed tick tells the server time, so a late one shows its age', () => {
  const quick = observeTick(unknownServerClock, 1_000, tickAt)
  const late = observeTick(quick, 21_000, tickAt + 1_000)
  expect(serverTime(late, 21_000)).toBe(tickAt + 20_000)
  expect(serverTime(unknownServerClock, 5)).toBeNull()
})

test('a server clock that was set back does not leave a wrong age for ever', () => {
  let clock = observeTick(unknownServerClock, 0, tickAt + 3_600_000)
  for (let second = 1; second <= 300; second += 1)
    clock = observeTick(clock, second * 1_000, tickAt + second * 1_000)
  expect(serverTime(clock, 300_000)).toBe(tickAt + 300_000)
})

test('the words say since when, with the zone, and that it is the store', () => {
  const paris = (at: number) => clockText(at, 'en-GB', 'Europe/Paris')
  const say = (change: Partial<HeartbeatFacts>) =>
    heartbeatText(decideHeartbeat({ ...well, ...change }), paris)
  expect(say({})).toBe('Live · 2 s')
  expect(say({ serverNow: tickAt + 18_000 })).toBe('Delayed · 18 s')
  expect(say({ storeDownSince: tickAt })).toBe('Stale · data stale since 14:32:05 CET (store)')
  expect(say({ downSinceMs: 0 })).toBe('Offline · showing 14:32:05 CET')
  expect(say({ resyncSinceMs: 0 })).toBe('Stale · catching up')
})
