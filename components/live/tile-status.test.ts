import { expect, test } from 'vitest'
import { tileWith } from './fixtures.test-data.ts'
import { healthText, stateRank, sufferingText, tileState, troubleText } from './tile-status.ts'

test.each([
  ['a healthy app is good', {}, 'good'],
  ['silence beats the last known band', { silentSince: 1, healthBand: 'good' }, 'no-data'],
  [
    'calls without scores are unknown',
    { healthBand: 'unknown', health: null, byBand: { good: 0, fair: 0, poor: 0, bad: 0, unknown: 4 } },
    'unknown',
  ],
  [
    'the first minute of an app is too little to judge, not a lack of data',
    { healthBand: 'unknown', health: null, byBand: { good: 3, fair: 0, poor: 0, bad: 1, unknown: 0 } },
    'low-volume',
  ],
  ['no calls and no scores is idle', { healthBand: 'unknown', health: null, sessions: 0 }, 'idle'],
  ['a few calls are no band', { healthBand: 'low-volume', health: null }, 'low-volume'],
  ['a bad quarter of an hour outlives the last call', { healthBand: 'bad', sessions: 0 }, 'bad'],
] as const)('%s', (_case, changes, state) => {
  expect(tileState(tileWith(changes))).toBe(state)
})

test('silence ranks before fair and good, never beside them', () => {
  expect(stateRank['no-data']).toBeLessThan(stateRank.fair)
  expect(stateRank['no-data']).toBeLessThan(stateRank.good)
})

test.each([
  ['a nearly flawless app does not read as flawless', { health: 99.96 }, '99'],
  [
    'low volume shows its counts',
    { healthBand: 'low-volume', health: null, degradedMinutes: 3, scoredMinutes: 12 },
    '3 of 12 min degraded',
  ],
  ['nothing scored, nothing claimed', { health: null, healthBand: 'unknown', scoredMinutes: 0 }, null],
] as const)('%s', (_case, changes, text) => {
  expect(healthText(tileWith(changes))).toBe(text)
})

test('who suffers now is counted, worst first; unknown is not called suffering', () => {
  expect(sufferingText(tileWith({ byBand: { good: 1, fair: 1, poor: 2, bad: 1, unknown: 5 } }))).toBe(
    '1 bad · 2 poor',
  )
  expect(sufferingText(tileWith({ byBand: { good: 1, fair: 1, poor: 0, bad: 0, unknown: 5 } }))).toBeNull()
})

test.each([
  [
    'people who suffer come first',
    { byBand: { good: 1, fair: 0, poor: 0, bad: 2, unknown: 0 }, worst: 'freezes', joinFailures: 3 },
    '2 bad · freezes',
  ],
  [
    'a bad app whose calls are fine says that joins fail',
    { healthBand: 'bad', joinAttempts: 40, joinFailures: 12 },
    '12 of 40 joins failed',
  ],
  ['a healthy app does not complain about one failed join', { joinAttempts: 40, joinFailures: 1 }, null],
  ['a silent app repeats no old trouble', { silentSince: 1, worst: 'freezes' }, null],
] as const)('%s', (_case, changes, text) => {
  expect(troubleText(tileWith(changes))).toBe(text)
})
