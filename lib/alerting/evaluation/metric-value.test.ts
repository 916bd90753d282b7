import { describe, expect, test } from 'vitest'
import type { AlertMetricName } from '../metrics.ts'
import { measures, noSums, type Sums } from './metric-value.ts'

/** A minute of ten-second roll-ups: sums over six of them. */
const minute = { buckets: 6, minutes: 1 }

describe('what a metric is made of', () => {
  test.each<[AlertMetricName, Partial<Sums>, number | null, number]>([
    ['participants', { participants: 30 }, 5, 5],
    ['sessions', { sessions: 12 }, 2, 2],
    ['scoreMean', { scoreSum: 42, scoreCount: 10 }, 4.2, 10],
    ['scoreMean', {}, null, 0],
    ['badRatio', { good: 6, fair: 6, poor: 6, bad: 6, unknown: 60 }, 0.25, 4],
    ['poorOrBadRatio', { good: 6, fair: 6, poor: 6, bad: 6, unknown: 60 }, 0.5, 4],
    ['unknownRatio', { good: 6, bad: 6, unknown: 12 }, 0.5, 4],
    ['badMinuteRatio', { goodMinutes: 5, fairMinutes: 2, poorMinutes: 2, badMinutes: 1 }, 0.2, 10],
    ['joinFailureRatio', { joins: 15, joinFailures: 5 }, 0.25, 20],
    ['joinFailureRatio', { drops: 3 }, null, 0],
    ['joinFailures', { joinFailures: 3 }, 3, 3],
    ['dropRatio', { drops: 2, joins: 10, participants: 30 }, 0.2, 10],
    ['dropRatio', { drops: 10, joins: 0, participants: 600 }, 0.1, 100],
    ['dropRatio', { drops: 1 }, null, 0],
  ])('%s of %o is %s over %s', (metric, sums, value, traffic) => {
    expect(measures[metric]({ ...noSums(), ...sums }, minute)).toEqual({ value, traffic })
  })
})
