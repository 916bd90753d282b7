import { describe, expect, test } from 'vitest'
import type { EventView } from '#lib/sessions/contract.ts'
import { eventTypes } from '#lib/telemetry/event-types.ts'
import { describeEvent, eventLevel, familyOf, searchText } from './event-text.ts'

const plain = (text: string) => text.replaceAll('\u2009', ' ')

describe('events in words', () => {
  test.each<[string, EventView['data'], string]>([
    ['joined', { ms: 812.4 }, 'Joined after 812 ms'],
    ['left', { reason: 'unload' }, 'Left (unload)'],
    [
      'gum-result',
      { audio: true, video: true, ok: false, error: 'NotAllowedError' },
      'Microphone and camera refused: NotAllowedError',
    ],
    ['gum-result', { video: true, ok: false }, 'Camera refused: no reason given'],
    ['track-state', { source: 'mic', enabled: false, reason: 'user' }, 'mic muted (user)'],
    ['track-state', { kind: 'video', muted: true, enabled: true }, 'video muted by the system'],
    ['exception', { name: 'TypeError', message: 'x is null', count: 3 }, 'TypeError: x is null ×3'],
    ['exception', { name: 'TypeError', message: 'TypeError: x is null' }, 'TypeError: x is null'],
    ['user-rating', { stars: 2, tag: 'echo' }, 'Rated 2 of 5: “echo”'],
    [
      'ice-gathering-state',
      { state: 'complete', host: 2, srflx: 1, relay: 0 },
      'ICE gathering complete: 2 host, 1 srflx, 0 relay',
    ],
    ['signaling', { state: 'disconnected' }, 'Control channel disconnected'],
    ['playback-blocked', { error: 'NotAllowedError' }, 'Browser blocked sound: NotAllowedError'],
    ['playback-blocked', { ok: true }, 'Sound plays again'],
    ['network', { online: false }, 'Network offline'],
    ['custom', { name: 'hand-raised', by: 'Ann' }, 'hand-raised by=Ann'],
    ['log', { level: 'warn', message: 'slow join' }, 'slow join'],
    ['chat', { op: 'failed', id: 'm7', ms: 900, reason: '503' }, 'Chat message failed after 900 ms (503)'],
    ['chat', { op: 'disconnected', id: 'transport close' }, 'Chat disconnected (transport close)'],
    ['data-channel', { label: 'chat', state: 'open' }, 'Data channel chat open'],
    ['from-the-future', { a: 1 }, 'from-the-future a=1'],
  ])('%s %j', (type, data, text) => expect(plain(describeEvent({ type, data }))).toBe(text))

  test('every type that may arrive has words and a family', () => {
    for (const type of Object.keys(eventTypes)) {
      expect(describeEvent({ type, data: {} }), type).not.toMatch(/undefined|null/)
      if (!['chat', 'custom', 'sdk'].includes(type)) expect(familyOf(type), type).not.toBe('other')
    }
  })
})

test.each<[string, EventView['data'], string]>([
  ['playback-blocked', {}, 'warning'],
  ['playback-blocked', { ok: true }, 'plain'],
  ['signaling', { state: 'disconnected' }, 'warning'],
  ['exception', {}, 'error'],
  ['log', { level: 'error' }, 'error'],
  ['console', { level: 'warning' }, 'warning'],
  ['connection-state', { state: 'failed' }, 'error'],
  ['connection-state', { state: 'connected' }, 'plain'],
  ['gum-result', { ok: true }, 'plain'],
  ['chat', { op: 'failed' }, 'warning'],
  ['chat', { op: 'acked' }, 'plain'],
])('%s %j is %s', (type, data, level) => expect(eventLevel({ type, data })).toBe(level))

test('search finds what is only in the data, in any case', () => {
  const event = { participantId: 'b', seq: 1, boot: 0, at: 0, connection: null, track: null }
  expect(searchText({ ...event, type: 'exception', data: { message: 'x', stack: 'at Join.tsx' } })).toContain(
    'join.tsx',
  )
})
