import { describe, expect, test } from 'vitest'
import { type PainTrail, painPerMinute, recentMs, recentPainMs, shutOutMs } from './attention-rank.ts'

const minute = 60_000

describe('recent pain', () => {
  test('is all of it while the call has suffered for less than five minutes', () => {
    const trail: PainTrail = []
    expect(recentPainMs(trail, 0, 0)).toBe(0)
    expect(trail).toEqual([])
    expect(recentPainMs(trail, 1_000, 1_000)).toBe(1_000)
    expect(recentPainMs(trail, 4 * minute, 4 * minute)).toBe(4 * minute)
  })

  test('is what was added in the last five minutes after that', () => {
    const trail: PainTrail = []
    for (let at = 0; at <= 20 * minute; at += 1_000) recentPainMs(trail, 2 * at, at)
    expect(recentPainMs(trail, 40 * minute, 20 * minute) / minute).toBeCloseTo(10, 0)
    expect(trail.length).toBeLessThan(35)
  })

  test('fades once the call has recovered, also when nobody looked meanwhile', () => {
    const trail: PainTrail = []
    for (let at = 0; at <= 10 * minute; at += 1_000) recentPainMs(trail, at, at)
    expect(recentPainMs(trail, 10 * minute, 13 * minute)).toBeLessThan(3 * minute)
    expect(recentPainMs(trail, 10 * minute, 30 * minute)).toBeLessThan(minute)
    expect(recentPainMs(trail, 10 * minute, 30 * minute + recentMs)).toBe(0)
  })
})

const person = (
  band: 'good' | 'poor' | 'bad' | 'unknown',
  joinFailed = false,
  attemptAt: number | null = null,
) => ({
  band,
  joinFailed,
  attemptAt,
})

test('a minute hurts whoever is bad wholly, whoever is poor by half, and whoever could not get in wholly', () => {
  expect(painPerMinute([person('good'), person('unknown')])).toBe(0)
  expect(painPerMinute([person('bad'), person('bad'), person('poor')])).toBe(2.5)
  expect(painPerMinute([person('unknown', true), person('unknown', true)])).toBe(2)
  expect(painPerMinute([person('good', true)])).toBe(0)
})

test('whoever could not get in has waited since the attempt, five minutes at most', () => {
  expect(shutOutMs([person('unknown', true, 0), person('bad', false, 0)], minute)).toBe(minute)
  expect(shutOutMs([person('unknown', true, 0)], 60 * minute)).toBe(recentMs)
})
