import { describe, expect, test } from 'vitest'
import { decideGroup, firstTick, type GroupAlert, nextTick } from './decide-group.ts'
import type { Timing } from './route-row.ts'
import type { Standing } from './standing.ts'

const minute = 60_000
const noon = new Date('2026-06-01T12:00:00Z')
const later = (ms: number) => new Date(noon.getTime() + ms)
const timing: Timing = {
  groupWaitMs: 30_000,
  groupIntervalMs: 5 * minute,
  repeatIntervalMs: 240 * minute,
  sendResolved: true,
}
const quiet = { ...timing, sendResolved: false }
const alert = (id: string, standing: Standing, again: GroupAlert['again'] = null): GroupAlert => ({
  id,
  standing,
  since: noon,
  again,
})
const told = (...ids: string[]) => ({ firing: new Set(ids), at: noon })
const nothing = { firing: new Set<string>(), at: null }
const at = later(10 * minute)

/** [last delivered | now, last, alerts, timing, now, what is done] */
const rows: [string, Parameters<typeof decideGroup>, object][] = [
  [
    'none | one firing: first notification',
    [nothing, [alert('a', 'firing')], timing, at],
    { do: 'send', reason: 'first notification', firing: ['a'], resolved: [] },
  ],
  ['none | only resolved: nothing', [nothing, [alert('a', 'resolved')], timing, at], { do: 'idle' }],
  [
    'some | a firing one not in the delivered set: new alerts added',
    [told('a'), [alert('a', 'firing'), alert('b', 'firing')], timing, at],
    { do: 'send', reason: 'new alerts added', firing: ['a', 'b'], resolved: [] },
  ],
  [
    'none firing any more | a new one: first notification again',
    [{ firing: new Set<string>(), at: noon }, [alert('b', 'firing')], timing, at],
    { do: 'send', reason: 'first notification', firing: ['b'], resolved: [] },
  ],
  [
    'some firing | nothing firing: all alerts resolved',
    [told('a', 'b'), [alert('a', 'resolved'), alert('b', 'resolved')], timing, at],
    { do: 'send', reason: 'all alerts resolved', firing: [], resolved: ['a', 'b'] },
  ],
  [
    'some firing | nothing firing, resolved messages off: only the log is cleared',
    [told('a'), [alert('a', 'resolved')], quiet, at],
    { do: 'clear' },
  ],
  ['some firing | they are gone from the store: the log is cleared', [told('a'), [], timing, at], { do: 'clear' }],
  [
    'none firing | nothing firing: fired and resolved between ticks, nobody ever knew',
    [{ firing: new Set<string>(), at: noon }, [alert('a', 'resolved')], timing, at],
    { do: 'idle' },
  ],
  [
    'some firing | some newly resolved, resolved messages on: some alerts resolved',
    [told('a', 'b'), [alert('a', 'firing'), alert('b', 'resolved')], timing, at],
    { do: 'send', reason: 'some alerts resolved', firing: ['a'], resolved: ['b'] },
  ],
  [
    'some firing | some newly resolved, resolved messages off: nothing',
    [told('a', 'b'), [alert('a', 'firing'), alert('b', 'resolved')], quiet, at],
    { do: 'idle' },
  ],
  ['same | repeat interval not passed: nothing', [told('a'), [alert('a', 'firing')], timing, at], { do: 'idle' }],
  [
    'same | repeat interval passed: repeat interval elapsed',
    [told('a'), [alert('a', 'firing')], timing, later(240 * minute)],
    { do: 'send', reason: 'repeat interval elapsed', firing: ['a'], resolved: [] },
  ],
  [
    'same, but held (acknowledged, snoozed, muted) | repeat interval passed: nothing',
    [told('a'), [alert('a', 'held')], timing, later(240 * minute)],
    { do: 'idle' },
  ],
  ['none | only a held one: nothing', [nothing, [alert('a', 'held')], timing, at], { do: 'idle' }],
  [
    'a told one that is held goes on: it is not taken for resolved',
    [told('a', 'b'), [alert('a', 'held'), alert('b', 'resolved')], timing, at],
    { do: 'send', reason: 'some alerts resolved', firing: ['a'], resolved: ['b'] },
  ],
  [
    'a held one that was never told is not named beside a new one',
    [nothing, [alert('a', 'held'), alert('b', 'firing')], timing, at],
    { do: 'send', reason: 'first notification', firing: ['b'], resolved: [] },
  ],
  [
    'same | it got worse since: told again before the repeat',
    [told('a'), [alert('a', 'firing', { at: later(1), why: 'it got worse' })], timing, at],
    { do: 'send', reason: 'it got worse', firing: ['a'], resolved: [] },
  ],
  [
    'same | it got worse before it was told: nothing',
    [told('a'), [alert('a', 'firing', { at: noon, why: 'it got worse' })], timing, at],
    { do: 'idle' },
  ],
]

test.each(rows)('%s', (_row, given, expected) => {
  expect(decideGroup(...given)).toEqual(expected)
})

describe('ticks', () => {
  test('the first waits for siblings', () => {
    expect(firstTick([alert('a', 'firing')], timing, later(1_000))).toEqual(later(30_000))
  })
  test('an alert older than the wait is told at once', () => {
    expect(firstTick([alert('a', 'firing')], timing, later(31_000))).toEqual(later(31_000))
  })
  test('without a wait it is told at once', () => {
    expect(firstTick([alert('a', 'firing')], { ...timing, groupWaitMs: 0 }, noon)).toEqual(noon)
  })
  test('the oldest of them decides', () => {
    const young = { ...alert('b', 'firing'), since: later(20_000) }
    expect(firstTick([young, alert('a', 'firing')], timing, later(20_000))).toEqual(later(30_000))
  })
  test('nobody to tell of makes no tick', () => {
    expect(firstTick([alert('a', 'held'), alert('b', 'resolved')], timing, noon)).toBeNull()
  })
  test('recur from the first one without drifting', () => {
    expect(nextTick(noon, timing, later(700))).toEqual(later(5 * minute))
    expect(nextTick(noon, timing, later(5 * minute))).toEqual(later(10 * minute))
  })
  test('those that were missed are one', () => {
    expect(nextTick(noon, timing, later(17 * minute))).toEqual(later(20 * minute))
  })
  test('a repeat is rounded up to the next tick', () => {
    const odd = { ...timing, repeatIntervalMs: 7 * minute }
    const ticks = [5, 10].map((minutes) => decideGroup(told('a'), [alert('a', 'firing')], odd, later(minutes * minute)).do)
    expect(ticks).toEqual(['idle', 'send'])
  })
})
