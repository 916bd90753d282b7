import { describe, expect, test } from 'vitest'
import type { EventView } from './contract.ts'
import { bandOfScore, type LaneSamples, laneOf, silenceAfterMs } from './lanes.ts'

const ben = { participantId: 'ben', joinedAt: 0, leftAt: null, state: 'present' as const, lastReportAt: null }
const second = 1_000

/** An event of Ben's; `at` in seconds. */
function event(
  at: number,
  type: string,
  data: EventView['data'] = {},
  more: Partial<EventView> = {},
): EventView {
  return {
    participantId: 'ben',
    seq: at * 10,
    boot: 0,
    at: at * second,
    type,
    connection: null,
    track: null,
    data,
    ...more,
  }
}

/** Samples every two seconds of [from, to] with one score. */
function samples(...runs: [from: number, to: number, score: number | null][]): LaneSamples {
  const at: number[] = []
  const score: (number | null)[] = []
  for (const [from, to, value] of runs)
    for (let t = from; t <= to; t += 2) {
      at.push(t * second)
      score.push(value)
    }
  return { at, score, outAudioKbps: at.map(() => null), outVideoKbps: at.map(() => null) }
}

/** Segments as `from-to kind`, in whole seconds. */
const told = (segments: { from: number; to: number; kind: string }[]) =>
  segments.map((s) => `${Math.round(s.from / second)}-${Math.round(s.to / second)} ${s.kind}`)

describe('presence', () => {
  test.each<[string, EventView[], LaneSamples, { joinedAt?: number; leftAt?: number }, string[]]>([
    [
      'joining lasts until joined',
      [event(0, 'join-attempt'), event(3, 'joined')],
      samples([4, 20, 4]),
      {},
      ['0-3 joining', '3-20 present'],
    ],
    [
      'a sample proves presence when joined was lost',
      [event(0, 'join-attempt')],
      samples([4, 20, 4]),
      {},
      ['0-4 joining', '4-20 present'],
    ],
    [
      'without any event the first sample begins presence',
      [],
      samples([4, 20, 4]),
      { joinedAt: 5_000 },
      ['4-20 present'],
    ],
    [
      'a goodbye ends presence',
      [event(0, 'joined'), event(10, 'left')],
      samples([2, 10, 4]),
      {},
      ['0-10 present', '10-20 left'],
    ],
    [
      'a straggling sample does not bring back who left',
      [event(0, 'joined'), event(9, 'left')],
      samples([2, 10, 4]),
      {},
      ['0-9 present', '9-20 left'],
    ],
    [
      'who was lost left when the server says so',
      [event(0, 'joined')],
      samples([2, 18, 4]),
      { leftAt: 18_000 },
      ['0-18 present', '18-20 left'],
    ],
    [
      'who rejoins is present again',
      [event(0, 'joined'), event(4, 'left'), event(10, 'join-attempt'), event(12, 'joined')],
      samples([2, 4, 4], [12, 20, 4]),
      {},
      ['0-4 present', '4-10 left', '10-12 joining', '12-20 present'],
    ],
    [
      'silence in the middle is no telemetry',
      [event(0, 'joined')],
      samples([2, 4, 4], [14, 20, 4]),
      {},
      ['0-6 present', '6-14 no-telemetry', '14-20 present'],
    ],
    [
      'silence at the end is no telemetry',
      [event(0, 'joined')],
      samples([2, 6, 4]),
      {},
      ['0-8 present', '8-20 no-telemetry'],
    ],
    [
      'a join that failed was never present',
      [event(0, 'join-attempt'), event(8, 'join-failed')],
      samples(),
      {},
      ['0-8 joining', '8-20 left'],
    ],
  ])('%s', (_case, events, series, more, expected) => {
    expect(told(laneOf({ ...ben, ...more }, events, series, 20 * second).presence)).toEqual(expected)
  })
})

test('who the server misses is no telemetry, even where a thinned series would wait longer', () => {
  const thinned = { ...samples(), at: [0, 5_000, 10_000], score: [4, 4, 4] }
  const missed = { ...ben, state: 'no-telemetry' as const, lastReportAt: 10_000 }
  const lane = laneOf(missed, [event(0, 'joined')], thinned, 20 * second)
  expect(told(lane.presence)).toEqual(['0-10 present', '10-20 no-telemetry'])
  expect(told(lane.quality)).toEqual(['0-10 good', '10-20 unknown'])
})

describe('connection', () => {
  const state = (at: number, value: string, connection = 0, boot = 0) =>
    event(at, 'connection-state', { state: value }, { connection, boot })
  test.each<[string, EventView[], string[]]>([
    ['one connection', [state(1, 'connecting'), state(3, 'connected')], ['1-3 connecting', '3-20 connected']],
    [
      'the worst open connection counts',
      [state(1, 'connected'), state(5, 'failed', 1)],
      ['1-5 connected', '5-20 failed'],
    ],
    [
      'a closed connection counts no more',
      [state(1, 'connected'), state(5, 'failed', 1), state(9, 'closed', 1)],
      ['1-5 connected', '5-9 failed', '9-20 connected'],
    ],
    [
      'ICE states serve where no connection state exists',
      [event(1, 'ice-state', { state: 'checking' }), event(2, 'ice-state', { state: 'completed' })],
      ['1-2 connecting', '2-20 connected'],
    ],
    [
      'connection states win over ICE states',
      [state(1, 'connected'), event(4, 'ice-state', { state: 'disconnected' })],
      ['1-20 connected'],
    ],
    [
      'a reload forgets the old page',
      [state(1, 'failed'), state(8, 'connected', 1, 1)],
      ['1-8 failed', '8-20 connected'],
    ],
    ['an unknown word changes nothing', [state(1, 'connected'), state(5, 'quantum')], ['1-20 connected']],
  ])('%s', (_case, events, expected) => {
    const lane = laneOf(ben, [event(0, 'joined'), ...events], samples([0, 20, 4]), 20 * second)
    expect(told(lane.connection)).toEqual(expected)
  })
})

describe('what is sent', () => {
  const mic = (at: number, data: EventView['data']) =>
    event(at, 'track-state', { kind: 'audio', source: 'mic', direction: 'out', ...data })
  test.each<[string, EventView[], string[]]>([
    [
      'muting on purpose',
      [mic(1, { enabled: true }), mic(5, { enabled: false }), mic(9, { enabled: true })],
      ['1-5 on', '5-9 muted', '9-20 on'],
    ],
    [
      'muted by the system',
      [mic(1, { enabled: true }), mic(5, { enabled: true, muted: true })],
      ['1-5 on', '5-20 blocked'],
    ],
    ['an ended track is off', [mic(1, { enabled: true }), mic(5, { readyState: 'ended' })], ['1-5 on']],
    ['others’ tracks are not mine', [mic(1, { direction: 'in', enabled: true })], []],
    [
      'publish and unpublish',
      [event(2, 'publish', { kind: 'audio' }), event(6, 'unpublish', { kind: 'audio' })],
      ['2-6 on'],
    ],
    ['nothing is sent after leaving', [mic(1, { enabled: true }), event(20, 'left')], ['1-20 on']],
  ])('%s', (_case, events, expected) => {
    const lane = laneOf(ben, [event(0, 'joined'), ...events], samples([0, 20, 4]), 20 * second)
    expect(told(lane.media.mic)).toEqual(expected)
  })

  test('sent bitrate is the evidence when no event speaks of a source', () => {
    const series = samples([0, 20, 4])
    const outVideoKbps = series.at.map((t) => (t >= 6_000 && t <= 10_000 ? 500 : 0))
    const lane = laneOf(ben, [], { ...series, outVideoKbps }, 20 * second)
    expect(told(lane.media.camera)).toEqual(['4-10 on'])
    expect(lane.media.mic).toEqual([])
  })

  test('in a silence nothing is claimed about link or microphone', () => {
    const events = [
      event(1, 'connection-state', { state: 'connected' }),
      event(1, 'track-state', { source: 'mic', enabled: true }),
    ]
    const lane = laneOf(ben, [event(0, 'joined'), ...events], samples([0, 6, 4]), 20 * second)
    expect(told(lane.connection)).toEqual(['1-8 connected'])
    expect(told(lane.media.mic)).toEqual(['1-8 on'])
  })

  test('a screen share is its own row', () => {
    const events = [event(3, 'track-state', { kind: 'video', source: 'screen', enabled: true })]
    const lane = laneOf(ben, events, samples([0, 20, 4]), 20 * second)
    expect(told(lane.media.screen)).toEqual(['3-20 on'])
    expect(lane.media.camera).toEqual([])
  })
})

test('a hidden or frozen page is shown until it is back', () => {
  const events = [
    event(2, 'visibility', { state: 'hidden' }),
    event(4, 'visibility', { state: 'frozen' }),
    event(9, 'visibility', { state: 'visible' }),
  ]
  expect(told(laneOf(ben, events, samples([0, 20, 4]), 20 * second).hidden)).toEqual(['2-9 hidden'])
})

describe('quality', () => {
  test.each<[string, LaneSamples, string[]]>([
    [
      'bands follow the score',
      samples([2, 6, 4.2], [8, 10, 3.7], [12, 20, 2]),
      ['0-6 good', '6-10 fair', '10-20 bad'],
    ],
    ['no score is unknown, never good', samples([2, 6, 4.2], [8, 20, null]), ['0-6 good', '6-20 unknown']],
    ['silence is unknown', samples([2, 6, 4.2], [16, 20, 4.2]), ['0-6 good', '6-14 unknown', '14-20 good']],
    ['before the first sample nothing is known', samples([12, 20, 3.2]), ['0-10 unknown', '10-20 poor']],
    ['no sample at all', samples(), ['0-20 unknown']],
  ])('%s', (_case, series, expected) => {
    expect(told(laneOf(ben, [event(0, 'joined')], series, 20 * second).quality)).toEqual(expected)
  })

  test('nothing is drawn after leaving', () => {
    const lane = laneOf(ben, [event(0, 'joined'), event(10, 'left')], samples([2, 10, 4.2]), 20 * second)
    expect(told(lane.quality)).toEqual(['0-10 good'])
  })

  test.each([
    [4, 'good'],
    [3.99, 'fair'],
    [3.6, 'fair'],
    [3.59, 'poor'],
    [3.1, 'poor'],
    [3.09, 'bad'],
    [null, 'unknown'],
  ] as const)('a score of %s is %s', (score, band) => expect(bandOfScore(score)).toBe(band))
})

test('marks: what happened at one moment', () => {
  const events = [
    event(1, 'ice-restart'),
    event(2, 'gum-result', { ok: true }),
    event(3, 'gum-result', { ok: false, error: 'NotAllowedError' }),
    event(4, 'network', { online: false }),
    event(5, 'network', { online: true }),
    event(6, 'exception', { message: 'x' }),
    event(7, 'user-rating', { stars: 2 }),
    event(8, 'chat', { op: 'sent' }),
    event(9, 'chat', { op: 'failed' }),
    event(10, 'connection-state', { state: 'failed' }),
    event(11, 'exception', {}, { participantId: 'somebody else' }),
  ]
  const lane = laneOf(ben, events, samples(), 20 * second)
  expect(lane.glyphs.map((glyph) => `${glyph.at / second} ${glyph.kind}`)).toEqual([
    '1 ice-restart',
    '3 device-error',
    '4 offline',
    '6 exception',
    '7 rating',
    '9 chat-failed',
    '10 connection-failed',
  ])
})

test.each([
  ['two-second samples: three intervals', samples([0, 60, 4]).at, 6_500],
  ['a thinned series is not full of holes', [0, 20_000, 50_000, 70_000, 100_000], 90_000],
  ['too few to tell', [5], 6_500],
])('silence, %s', (_case, at, expected) => {
  expect(silenceAfterMs(at)).toBe(expected)
})
