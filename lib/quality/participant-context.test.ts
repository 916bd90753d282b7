import { expect, test } from 'vitest'
import type { EventData, EventType } from '#lib/telemetry/event-types.ts'
import { applyEvent, createContext, streamKeys, trackContext } from './participant-context.ts'

type Told = [type: EventType, data?: EventData, about?: { track?: number; connection?: number; t?: number }]

function after(...events: Told[]) {
  const context = createContext()
  events.forEach(([type, data, about], seq) => {
    applyEvent(context, { seq, t: 1_000 * seq, type, data, ...about })
  })
  return context
}
const meta = (type: string, more: EventData = {}, track = 1): Told => [
  'track-meta',
  { type, ...more },
  { track, connection: 0 },
]
const mic = (enabled: boolean): Told => [
  'track-state',
  { kind: 'audio', source: 'mic', direction: 'outbound', enabled },
]

test('a microphone muted before its track exists is muted when it does', () => {
  expect(after(mic(false), meta('outbound-audio')).tracks.get(1)).toMatchObject({
    enabled: false,
    source: 'mic',
  })
})

test('an event that names no track is about its kind and direction, and no other', () => {
  const context = after(
    meta('outbound-audio'),
    meta('outbound-video', {}, 2),
    meta('inbound-audio', {}, 3),
    mic(false),
  )
  expect([1, 2, 3].map((track) => context.tracks.get(track)?.enabled)).toEqual([false, null, null])
})

test('a shared screen is not muted with the camera', () => {
  const screen = meta('outbound-video', { source: 'screen' }, 2)
  const off: Told = [
    'track-state',
    { kind: 'video', source: 'camera', direction: 'outbound', enabled: false },
  ]
  const context = after(meta('outbound-video', { source: 'camera' }), screen, off)
  expect(context.tracks.get(1)?.enabled).toBe(false)
  expect(context.tracks.get(2)?.enabled).toBeNull()
})

test.each([
  ['unmuting', [mic(false), mic(true)]],
  [
    'a resume',
    [
      ['unpublish', { kind: 'audio' }, { track: 1 }],
      ['publish', { kind: 'audio' }, { track: 1 }],
    ],
  ],
  [
    'another codec',
    [meta('outbound-audio', { mimeType: 'audio/opus' }), meta('outbound-audio', { mimeType: 'audio/red' })],
  ],
  [
    'scrolling back',
    [
      ['tile', { visible: false }, { track: 1 }],
      ['tile', { visible: true }, { track: 1 }],
    ],
  ],
] as [string, Told[]][])('%s makes the track start anew', (_case, events) => {
  expect(after(meta('outbound-audio'), ...events).tracks.get(1)?.restartedAtMs).toBe(2_000)
})

test('a tile that tells no size has none', () => {
  expect(
    after(['tile', { visible: true, width: 0, height: 0 }, { track: 1 }]).tracks.get(1)?.tilePixels,
  ).toBeNull()
  expect(
    after(['tile', { visible: true, width: 320, height: 180 }, { track: 1 }]).tracks.get(1)?.tilePixels,
  ).toBe(57_600)
})

test('a connection is established once it was connected, whatever came later', () => {
  const state = (value: string): Told => ['connection-state', { state: value }, { connection: 0 }]
  expect(after(state('connecting'), state('connected'), state('failed')).connections.get(0)).toMatchObject({
    state: 'failed',
    established: true,
    closed: false,
  })
  expect(after(state('failed')).connections.get(0)?.established).toBe(false)
  expect(
    after(state('connected'), ['connection-closed', {}, { connection: 0 }]).connections.get(0)?.closed,
  ).toBe(true)
})

test('an ICE interruption is an interruption, even where the connection itself says nothing', () => {
  expect(
    after(
      ['ice-state', { state: 'completed' }, { connection: 0 }],
      ['ice-state', { state: 'disconnected' }, { connection: 0 }],
    ).connections.get(0),
  ).toMatchObject({ state: 'disconnected', established: true })
})

test('two ends of a stream find each other by track id or by SSRC', () => {
  const context = after(meta('outbound-audio', { trackId: 'abc', ssrc: 42 }))
  for (const key of streamKeys({ trackId: 'abc', ssrc: 42 })) expect(context.sent.get(key)).toEqual([1])
  expect(after(meta('inbound-audio', { trackId: 'abc', ssrc: 42 })).sent.size).toBe(0)
})

test('nonsense in an event changes nothing', () => {
  const context = after(
    ['track-state', { kind: 7, enabled: 'yes' }],
    ['tile', { width: 'wide' }],
    ['connection-state', { state: null }],
  )
  expect(context.tracks.size).toBe(0)
  expect(context.connections.size).toBe(0)
  expect(trackContext(context, 1, 'inbound-audio')).toMatchObject({
    enabled: null,
    muted: null,
    visible: null,
  })
})
