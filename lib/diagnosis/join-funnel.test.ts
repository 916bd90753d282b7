import { expect, test } from 'vitest'
import type { EventData, EventType } from '#lib/telemetry/event-types.ts'
import { joinFunnel, longestPhase } from './join-funnel.ts'
import { createMemory, remember } from './memory.ts'

type Step = [atMs: number, type: EventType, data?: EventData]

function funnelOf(steps: Step[], about: Partial<{ othersSince: number | null; timedOut: boolean }> = {}) {
  const memory = createMemory()
  steps.forEach(([at, type, data], seq) => {
    remember(memory, { seq, t: at, type, connection: 0, data: data ?? {} }, at)
  })
  return joinFunnel(memory, { othersSince: 0, timedOut: false, ...about })
}

const attempt: Step = [1_000, 'join-attempt']
const connected: Step[] = [
  [1_400, 'connection-created'],
  [1_500, 'ice-gathering-state', { state: 'gathering' }],
  [1_700, 'ice-state', { state: 'checking' }],
  [1_900, 'ice-gathering-state', { state: 'complete' }],
  [2_400, 'ice-state', { state: 'connected' }],
  [2_600, 'connection-state', { state: 'connected' }],
  [2_600, 'joined'],
]

test('nobody who did not try has a funnel', () => {
  expect(funnelOf(connected)).toBeNull()
})

test('every phase is told, and the set-up time ends with the first media of somebody else', () => {
  const funnel = funnelOf([
    attempt,
    ...connected,
    [3_000, 'media-first', { direction: 'inbound', kind: 'audio' }],
  ])
  expect(funnel).toMatchObject({ outcome: 'joined', setupMs: 2_000 })
  expect(funnel?.phases).toEqual([
    { phase: 'signaling', ms: 700 },
    { phase: 'gathering', ms: 400 },
    { phase: 'checks', ms: 700 },
    { phase: 'dtls', ms: 200 },
    { phase: 'first-media', ms: 400 },
  ])
})

test('the permission prompt is the user’s time', () => {
  const prompt: Step = [1_350, 'gum-result', { ok: true, audio: true, video: true, ms: 300 }]
  const funnel = funnelOf([attempt, prompt, ...connected, [3_000, 'media-first', { direction: 'inbound' }]])
  expect(funnel).toMatchObject({ setupMs: 1_700 })
  expect(funnel?.phases.slice(0, 2)).toEqual([
    { phase: 'permission', ms: 300 },
    { phase: 'signaling', ms: 400 },
  ])
})

test('who is alone waits for nobody, however late the next one comes', () => {
  const late: Step = [600_000, 'media-first', { direction: 'inbound' }]
  expect(funnelOf([attempt, ...connected, late], { othersSince: 599_000 })?.setupMs).toBe(1_600)
  expect(funnelOf([attempt, ...connected, late], { othersSince: null })?.setupMs).toBe(1_600)
})

const denied: Step = [
  1_300,
  'gum-result',
  { ok: false, error: 'NotAllowedError', audio: true, video: false, ms: 120 },
]
const failedIce: Step[] = [...connected.slice(0, 3), [16_000, 'ice-state', { state: 'failed' }]]

test.each<[string, Step[], boolean, string]>([
  ['a refused microphone', [attempt, denied, [1_400, 'join-failed', { reason: 'x' }]], false, 'permission'],
  ['no way through', [attempt, ...failedIce], false, 'ice'],
  [
    'a relay that refuses',
    [attempt, ...failedIce, [15_000, 'ice-candidate-error', { code: 401 }]],
    false,
    'turn',
  ],
  [
    'a handshake that fails',
    [attempt, ...connected.slice(0, 5), [9_000, 'dtls-state', { state: 'failed' }], [9_001, 'join-failed']],
    false,
    'dtls',
  ],
  ['what the app says', [attempt, [2_000, 'join-failed', { reason: 'token expired' }]], false, 'auth'],
  ['no connection was even tried', [attempt], true, 'signaling'],
  ['it went on for too long', [attempt, ...connected.slice(0, 2)], true, 'timeout'],
])('a join fails by %s', (_case, steps, timedOut, failure) => {
  expect(funnelOf(steps, { timedOut })).toMatchObject({ outcome: 'failed', failure })
})

test('who closes the page in the lobby has cancelled, not failed', () => {
  expect(funnelOf([attempt, [4_000, 'left', { reason: 'unload' }]])).toMatchObject({
    outcome: 'cancelled',
    failure: null,
  })
})

test('the longest phase is never the user’s own', () => {
  expect(
    longestPhase({
      phases: [
        { phase: 'permission', ms: 9_000 },
        { phase: 'checks', ms: 700 },
      ],
    }),
  ).toEqual({ phase: 'checks', ms: 700 })
})
