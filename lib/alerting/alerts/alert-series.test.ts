import { expect, test } from 'vitest'
import { type AlertMetricName, alertMetricNames } from '../metrics.ts'
import { isMetric, metricSeries, type SeriesBucket } from './alert-series.ts'

const bucket = (at: number, given: Partial<SeriesBucket> = {}): SeriesBucket => ({
  ...{ at, sessions: 2, participants: 10, good: 5, fair: 1, poor: 2, bad: 2, unknown: 2 },
  ...{ joins: 8, joinFailures: 2, drops: 4, scoreSum: 30, scoreCount: 10 },
  ...{ goodMinutes: 5, fairMinutes: 1, poorMinutes: 2, badMinutes: 2, ...given },
})
const step = { windowMs: 10_000, stepMs: 10_000 }

test.each<[AlertMetricName, number]>([
  ['participants', 10],
  ['sessions', 2],
  ['scoreMean', 3],
  ['badRatio', 0.2],
  ['poorOrBadRatio', 0.4],
  ['unknownRatio', 2 / 12],
  ['badMinuteRatio', 0.3],
  ['joinFailureRatio', 0.2],
  ['joinFailures', 12],
  ['dropRatio', 0.4], // of the ten people there, of whom eight joined within the window: as the rule divides
])('%s is what it is said to mean', (metric, expected) => {
  expect(metricSeries(metric, [bucket(0)], step)).toEqual([[10_000, expected]])
})

test('every metric that a rule may watch has a chart', () => {
  for (const metric of alertMetricNames) expect(metricSeries(metric, [bucket(0)], step)).toHaveLength(1)
  expect(isMetric('toString')).toBe(false)
})

test('a window sums its buckets, so that ten calls weigh ten times one, and forgets older ones', () => {
  const buckets = [
    bucket(0, { good: 0, fair: 0, poor: 0, bad: 1 }),
    bucket(10_000, { good: 9, fair: 0, poor: 0, bad: 0 }),
    bucket(20_000, { good: 10, fair: 0, poor: 0, bad: 0 }),
  ]
  const values = metricSeries('badRatio', buckets, { windowMs: 20_000, stepMs: 10_000 })
  expect(values.map(([, value]) => value)).toEqual([1, 0.1, 0])
})

test('nobody to divide by is no value, not zero', () => {
  const empty = bucket(0, { good: 0, fair: 0, poor: 0, bad: 0 })
  expect(metricSeries('badRatio', [empty], step)).toEqual([[10_000, null]])
})
