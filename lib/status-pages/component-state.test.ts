import { describe, expect, test } from 'vitest'
import { type AppFacts, componentState, statusAppOf } from './component-state.ts'
import { overallState, statusSentence } from './status-sentence.ts'

const now = Date.parse('2026-11-23T12:00:00Z')
const secondsAgo = (seconds: number) => now - seconds * 1000
const busy: AppFacts = {
  appId: 'a',
  name: 'Video',
  liveSessions: 4,
  lastSessionAt: secondsAgo(600),
  lastSessionLost: false,
  lastSessionEndedAt: null,
  dataAt: secondsAgo(8),
  now: { sessions: 4, participants: 9, good: 9, fair: 0, poor: 0, bad: 0 },
  minutes: { good: 100, fair: 0, poor: 0, bad: 0 },
  joinAttempts: 10,
  joins: 10,
  joinFailures: 0,
  drops: 0,
  trend: [],
}
const quiet: AppFacts = {
  ...busy,
  liveSessions: 0,
  now: null,
  dataAt: null,
  lastSessionEndedAt: secondsAgo(120),
}
const minutes = (good: number, fair: number, poor: number, bad: number) => ({ good, fair, poor, bad })
const people = (good: number, fair: number, poor: number, bad: number) => ({
  sessions: 1,
  participants: good + fair + poor + bad,
  good,
  fair,
  poor,
  bad,
})

describe('an app is', () => {
  test.each([
    ['operational when nearly every minute was good', busy, 'operational'],
    [
      'still operational when a few of a hundred minutes were bad',
      { minutes: minutes(97, 0, 0, 3) },
      'operational',
    ],
    ['degraded when clearly more than a twentieth is lost', { minutes: minutes(364, 0, 0, 36) }, 'degraded'],
    ['impaired when clearly more than a tenth is lost', { minutes: minutes(340, 0, 0, 60) }, 'impaired'],
    ['critical when a third is lost', { minutes: minutes(270, 0, 0, 130) }, 'critical'],
    [
      'critical when nobody can join, however good the calls',
      { joinAttempts: 200, joinFailures: 150 },
      'critical',
    ],
    ['unknown when its calls stopped reporting', { dataAt: secondsAgo(46) }, 'no-data'],
    ['unknown when its calls never reported', { dataAt: null }, 'no-data'],
    [
      'unknown when nothing could be scored',
      { minutes: minutes(0, 0, 0, 0), now: people(0, 0, 0, 0) },
      'no-data',
    ],
    ['unknown when it was never connected', { lastSessionAt: null, liveSessions: 0 }, 'no-data'],
  ] as const)('%s', (_what, change, state) => {
    expect(componentState({ ...busy, ...change }, true, now)).toBe(state)
  })

  test.each([
    ['idle when nobody calls and the engine listens', {}, true, 'idle'],
    ['unknown when nobody calls and the engine does not answer', {}, false, 'no-data'],
    ['unknown after its last call vanished', { lastSessionLost: true }, true, 'no-data'],
    [
      'idle again a while after a call vanished',
      { lastSessionLost: true, lastSessionEndedAt: secondsAgo(1000) },
      true,
      'idle',
    ],
  ] as const)('%s', (_what, change, listens, state) => {
    expect(componentState({ ...quiet, ...change }, listens, now)).toBe(state)
  })

  test.each([
    ['operational with a handful of good minutes', people(3, 1, 0, 0), 'operational'],
    ['degraded when most people have a poor call', people(1, 0, 2, 0), 'degraded'],
    ['impaired, not worse, when most have a bad one', people(0, 0, 0, 2), 'impaired'],
  ] as const)('%s', (_what, counts, state) => {
    const few = { ...busy, minutes: minutes(5, 0, 0, 5), now: counts, joinAttempts: 0, joins: 0 }
    expect(componentState(few, true, now)).toBe(state)
  })
})

describe('the numbers beside it', () => {
  test('are unknown where the state is, never zero', () => {
    const shown = statusAppOf({ ...busy, dataAt: secondsAgo(90) }, true, now)
    expect(shown).toMatchObject({
      state: 'no-data',
      since: secondsAgo(90),
      sessions: null,
      participants: null,
      goodShare: null,
    })
  })

  test('are zero calls where nobody calls', () => {
    const shown = statusAppOf({ ...quiet, minutes: minutes(0, 0, 0, 0) }, true, now)
    expect(shown).toMatchObject({ state: 'idle', sessions: 0, participants: 0, goodShare: null })
  })

  test('say the share of good minutes', () => {
    expect(statusAppOf({ ...busy, minutes: minutes(30, 5, 3, 2) }, true, now).goodShare).toBe(0.75)
  })
})

describe('the page', () => {
  const app = (name: string, state: ReturnType<typeof overallState>, everHeard = true) => ({
    name,
    state,
    everHeard,
  })

  test.each([
    ['the worst app', [app('A', 'operational'), app('B', 'impaired'), app('C', 'degraded')], 'impaired'],
    ['silence rather than good news', [app('A', 'operational'), app('B', 'no-data')], 'no-data'],
    ['bad news rather than silence', [app('A', 'degraded'), app('B', 'no-data')], 'degraded'],
    ['calls rather than rest', [app('A', 'operational'), app('B', 'idle')], 'operational'],
    [
      'what is connected, not what never was',
      [app('A', 'operational'), app('B', 'no-data', false)],
      'operational',
    ],
    ['nothing when nothing is there', [], 'no-data'],
  ] as const)('tells %s', (_what, apps, state) => {
    expect(overallState(apps)).toBe(state)
  })

  test.each([
    [[app('A', 'operational')], 'Calls are working normally.'],
    [
      [app('A', 'critical'), app('B', 'critical'), app('C', 'idle')],
      'Calls in A and B are severely affected.',
    ],
    [[app('A', 'no-data')], 'We receive no data from A, so we cannot say how calls are going there.'],
    [[app('A', 'no-data', false)], 'We have not received any call yet.'],
    [[], 'No app is connected yet.'],
    [
      ['A', 'B', 'C', 'D', 'E'].map((name) => app(name, 'degraded')),
      'Some calls in A, B, C and 2 more have reduced quality.',
    ],
  ])('%j reads "%s"', (apps, sentence) => {
    expect(statusSentence(apps)).toBe(sentence)
  })
})
