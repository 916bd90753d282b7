import { describe, expect, test, vi } from 'vitest'
import { type Point, pointMetrics } from '#lib/sessions/contract.ts'
import { chartSpecs, displayValue, formatValue, metricIndex, niceTop } from './chart-specs.ts'
import { SeriesStore } from './series-store.ts'

/** A point of Ben's whose every metric is `value`. */
const point = (at: number, value: number | null, participantId = 'ben'): Point => ({
  participantId,
  at,
  values: pointMetrics.map(() => value),
})
const history = (at: number[], value: number) => ({
  from: 0,
  to: 100_000,
  participants: [{ participantId: 'ben', at, values: pointMetrics.map(() => at.map(() => value)) }],
})
const scores = (store: SeriesStore) => store.of('ben').columns[metricIndex.score]

describe('samples of a session', () => {
  test('live points follow history and none counts twice', () => {
    const store = new SeriesStore()
    store.load(history([2_000, 4_000, 6_000], 4))
    store.append([point(6_000, 1), point(8_000, 3)])
    store.stop()
    expect(store.of('ben').at).toEqual([2_000, 4_000, 6_000, 8_000])
    expect(scores(store)).toEqual([4, 4, 4, 3])
  })

  test('history that arrives later keeps the live points newer than it', () => {
    const store = new SeriesStore()
    store.append([point(4_000, 1), point(6_000, 2)])
    store.load(history([2_000, 4_000], 4))
    expect(store.of('ben').at).toEqual([2_000, 4_000, 6_000])
    expect(scores(store)).toEqual([4, 4, 2])
  })

  test('a silence is a row of nulls, so that no line bridges it', () => {
    const store = new SeriesStore()
    store.append([point(2_000, 4), point(30_000, 4)])
    store.stop()
    expect(scores(store)).toEqual([4, null, 4])
  })

  test('shares are shown as per cent, also when history is loaded behind live points', () => {
    const store = new SeriesStore()
    store.append([point(4_000, 0.5)])
    store.load(history([2_000], 0.25))
    expect(store.of('ben').columns[metricIndex.freezeRatio]).toEqual([25, 50])
  })

  test('many points in one second are told once', () => {
    vi.useFakeTimers({ now: 10_000 })
    const store = new SeriesStore()
    const told = vi.fn()
    store.subscribe(told)
    store.append([point(2_000, 4)])
    vi.advanceTimersByTime(1)
    for (let i = 1; i < 5; i++) {
      store.append([point(2_000 + i * 200, 4)])
      vi.advanceTimersByTime(200)
    }
    expect(told).toHaveBeenCalledTimes(1)
    vi.advanceTimersByTime(1_000)
    expect(told).toHaveBeenCalledTimes(2)
    vi.useRealTimers()
  })

  test('nobody known is nothing, not a crash', () => {
    expect(new SeriesStore().of('nobody').at).toEqual([])
  })
})

describe('how values are shown', () => {
  test.each([
    ['silence is −80 dB, not minus infinity', 'micRms', 0, -80],
    ['full scale is 0 dB', 'inAudioRms', 1, 0],
    ['a share becomes per cent', 'freezeRatio', 0.25, 25],
    ['a score stays a score', 'score', 3.2, 3.2],
    ['unknown stays unknown', 'freezeRatio', null, null],
  ] as const)('%s', (_case, metric, value, shown) => {
    expect(displayValue(metricIndex[metric], value)).toBe(shown)
  })

  test.each([
    [6.24, { digits: 1, unit: '%' }, '6.2\u2009%'],
    [-40, { digits: 0, unit: 'dB' }, '−40\u2009dB'],
    [3.25, { digits: 1, unit: 'MOS' }, '3.3'],
    [-0.01, { digits: 1, unit: '%' }, '0\u2009%'],
  ])('%d reads %j as %s', (value, spec, text) => expect(formatValue(value, spec)).toBe(text))

  test.each([
    [0.3, 0.3],
    [7, 8],
    [101, 150],
    [420, 500],
    [1999, 2000],
    [0, 0],
  ])('an axis that holds %d ends at %d', (value, top) => {
    expect(niceTop(value)).toBeCloseTo(top)
  })

  test('every metric of a point has a chart, none has two', () => {
    const drawn = chartSpecs.flatMap((spec) => spec.lines.map((line) => line.metric))
    expect([...drawn].sort()).toEqual([...pointMetrics].sort())
  })
})
