import { describe, expect, test } from 'vitest'
import { boundedMs, decide, isUrgent, retryAfterSeconds } from './decide-delivery.ts'

describe('after an attempt to send', () => {
  test.each([
    ['a reply means it is stored', { status: 200 }, 5, { what: 'acked', waitMs: 0, failures: 0 }],
    [
      'no answer: try again, half a second at most',
      { status: 0 },
      0,
      { what: 'retry', waitMs: 250, failures: 1 },
    ],
    ['the wait doubles', { status: 502 }, 3, { what: 'retry', waitMs: 2000, failures: 4 }],
    ['but never beyond half a minute', { status: 503 }, 99, { what: 'retry', waitMs: 15_000, failures: 100 }],
    [
      'a busy server says when',
      { status: 503, retryAfterS: 7 },
      0,
      { what: 'retry', waitMs: 7250, failures: 1 },
    ],
    [
      'a quota is kept to',
      { status: 429, retryAfterS: 60 },
      0,
      { what: 'retry', waitMs: 60_250, failures: 1 },
    ],
    ['too large: halve it', { status: 413 }, 0, { what: 'split', waitMs: 0, failures: 0 }],
    ['a refused key is final', { status: 401 }, 0, { what: 'stop', waitMs: 500, failures: 1 }],
    ['a refused origin is final', { status: 403 }, 0, { what: 'stop', waitMs: 500, failures: 1 }],
    ['a refused body is not sent again', { status: 400 }, 0, { what: 'drop', waitMs: 500, failures: 1 }],
    ['three refused bodies are enough', { status: 400 }, 2, { what: 'stop', waitMs: 500, failures: 3 }],
  ])('%s', (_case, outcome, failures, decision) => {
    expect(decide(outcome, failures, 0.5)).toEqual(decision)
  })

  test('the wait is anything from nothing to its bound, so that pages do not come back all at once', () => {
    expect(decide({ status: 0 }, 4, 0).waitMs).toBe(0)
    expect(decide({ status: 0 }, 4, 0.999).waitMs).toBeCloseTo(7992)
  })
})

test.each([
  ['12', 12],
  ['Mon, 23 Nov 2026 12:00:30 GMT', 30],
  ['soon', 0],
  [null, 0],
])('Retry-After %s', (header, seconds) => {
  expect(retryAfterSeconds(header, Date.parse('2026-11-23T12:00:00Z'))).toBe(seconds)
})

test.each([
  ['failed connection', 'connection-state', { state: 'failed' }, true],
  ['connected', 'connection-state', { state: 'connected' }, false],
  ['ICE disconnected', 'ice-state', { state: 'disconnected' }, true],
  ['refused camera', 'gum-result', { ok: false }, true],
  ['granted camera', 'gum-result', { ok: true }, false],
  ['rating', 'user-rating', { stars: 1 }, true],
  ['leaving', 'left', {}, true],
  ['log line', 'log', {}, false],
] as const)('%s urgent?', (_case, type, data, urgent) => {
  expect(isUrgent(type, data)).toBe(urgent)
})

test('what a server asks for is kept within reason', () => {
  expect(boundedMs(50, 1000, 10_000, 7)).toBe(1000)
  expect(boundedMs(5e9, 1000, 10_000, 7)).toBe(10_000)
  expect(boundedMs('soon', 1000, 10_000, 7)).toBe(7)
})
