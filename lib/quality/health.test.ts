import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { appHealth, customerHealth, wilson } from './app-health.ts'
import { type BandState, noBand, stepBand, stepYoungBand } from './band.ts'
import { type Band, bandOf } from './model.ts'
import { combine, participantScore, type Weighted, weightedMean } from './participant-score.ts'
import { sessionScore } from './session-score.ts'

const scored = (score: number | null) => (score === null ? null : { score, deductions: [] })

describe('a participant', () => {
  test.each([
    ['H1 everything fine', 4.3, 4.2, 4.3, 4.1, false, 4.22, 'good'],
    ['H2 sees perfectly, hears nothing', 1.5, 4.4, null, null, false, 2.0, 'bad'],
    ['H3 hears well, sees little', 4.3, 1.5, null, null, false, 3.18, 'poor'],
    ['H4 is heard badly', 4.3, null, 2.8, null, false, 2.8, 'bad'],
    ['H5 nothing is known', null, null, null, null, false, null, null],
    ['H6 disconnected', 4.3, null, null, null, true, 1.0, 'bad'],
    ['H7 picture only', null, 3.2, null, null, false, 3.2, 'poor'],
  ] as const)('%s', (_case, inAudio, inVideo, outAudio, outVideo, disconnected, score, band) => {
    const result = participantScore({
      inAudio: scored(inAudio),
      inVideo: scored(inVideo),
      outAudio: scored(outAudio),
      outVideo: scored(outVideo),
      disconnected,
    })
    if (score === null) expect(result.score).toBeNull()
    else expect(result.score).toBeCloseTo(score, 3)
    expect(result.score === null ? null : bandOf(result.score)).toBe(band)
  })

  test('H8: who speaks longer counts more', () => {
    const tracks = [
      [4.3, 9],
      [2.0, 1],
      [3.0, 0],
    ].map(([score, weight]) => ({ score, weight, deductions: [] }) as Weighted)
    expect(weightedMean(tracks)?.score).toBeCloseTo(4.07, 3)
  })

  test('when nobody speaks all voices count alike', () => {
    const tracks = [4, 2].map((score) => ({ score, weight: 0, deductions: [] }))
    expect(weightedMean(tracks)?.score).toBe(3)
    expect(weightedMean([])).toBeNull()
  })

  test('keeps what it receives and what it sends apart, and blames the worse', () => {
    const loss = { score: 2.5, deductions: [{ reason: 'packet loss' as const, mos: 1.8 }] }
    const result = participantScore({
      inAudio: scored(4.3),
      inVideo: null,
      outAudio: loss,
      outVideo: null,
      disconnected: false,
    })
    expect(result).toMatchObject({ score: 2.5, receive: 4.3, send: 2.5, reason: 'packet loss' })
  })

  test('is never scored outside its tracks, whatever their order', () => {
    const track = fc.record({
      score: fc.double({ min: 1, max: 4.5, noNaN: true }),
      weight: fc.double({ min: 0, max: 1e6, noNaN: true }),
    })
    fc.assert(
      fc.property(fc.array(track, { minLength: 1, maxLength: 6 }), (tracks) => {
        const weighted = tracks.map((one) => ({ ...one, deductions: [] }))
        const forth = weightedMean(weighted)?.score ?? Number.NaN
        const back = weightedMean(weighted.toReversed())?.score ?? Number.NaN
        expect(forth).toBeCloseTo(back, 6)
        expect(forth).toBeGreaterThanOrEqual(Math.min(...tracks.map((one) => one.score)) - 1e-6)
        expect(forth).toBeLessThanOrEqual(Math.max(...tracks.map((one) => one.score)) + 1e-6)
      }),
    )
  })

  test('a better picture cannot lift a voice by more than half a point', () => {
    expect(combine(scored(2), scored(4.5))?.score).toBe(2.5)
  })
})

describe('a band', () => {
  const run = (scores: readonly (number | null)[]) => {
    let state: BandState = noBand
    return scores.map((score) => {
      state = stepBand(state, score)
      return state.band
    })
  }

  test('B1: falls after two worse scores, at once below 2, rises after three better ones', () => {
    expect(run([4.3, 3.9, 4.2, 3.8, 3.7, 3.4, 3.3, 4.05, 4.2, 4.2, 4.2, 1.5, null, 4.3, 4.3, 4.3])).toEqual(
      'good good good good fair fair poor poor poor good good bad bad bad bad good'.split(' '),
    )
  })

  test('is unknown until something is known, and then what is known', () => {
    expect(run([null, null, 3.3])).toEqual([null, null, 'poor'])
  })

  test('does not rise on a score that only just reaches the next one', () => {
    expect(run([3.7, 4.05, 4.05, 4.05, 4.05])).toEqual(['fair', 'fair', 'fair', 'fair', 'fair'])
  })

  test('of a call that has just begun rises at once, and falls as slowly as any', () => {
    const fair = stepBand(noBand, 3.9)
    expect(stepYoungBand(fair, 4.05).band).toBe('good')
    expect(stepYoungBand(stepBand(noBand, 4.3), 3.9).band).toBe('good')
    expect(stepYoungBand(noBand, null).band).toBeNull()
  })

  test('unknown scores in between neither help nor hurt', () => {
    fc.assert(
      fc.property(
        fc.array(fc.option(fc.double({ min: 1, max: 4.5, noNaN: true })), { maxLength: 30 }),
        (scores) => {
          const known = scores.filter((score) => score !== null)
          expect(run(scores).at(-1) ?? null).toBe(known.length === 0 ? null : (run(known).at(-1) ?? null))
        },
      ),
    )
  })

  test.each([
    [4.0, 'good'],
    [3.999, 'fair'],
    [3.6, 'fair'],
    [3.599, 'poor'],
    [3.1, 'poor'],
    [3.099, 'bad'],
    [1, 'bad'],
  ] as const)('%d is %s', (score, band) => expect(bandOf(score)).toBe(band))
})

describe('a session', () => {
  const session = (scores: readonly (number | null)[]) =>
    sessionScore(
      scores.map((score) => ({ score, band: (score === null ? 'unknown' : bandOf(score)) as Band })),
    )

  test.each([
    ['S1', [4.2, 4.3, 4.1, 4.2], 4.17, 'good'],
    ['S2', [4.2, 1.0], 2.12, 'bad'],
    ['S3', [4.2, 4.3, 4.1, 4.2, 1.8], 3.144, 'poor'],
    ['S4', [4.2, 2.9, 2.0, 4.2, 4.1], 3.036, 'bad'],
    ['S5', [4.2, 3.3, 4.1, 4.3, 4.2, 4.2], 3.825, 'fair'],
  ] as const)('%s', (_id, scores, score, band) => {
    expect(session(scores).score).toBeCloseTo(score, 3)
    expect(session(scores).band).toBe(band)
  })

  test('of thirty with one bad participant is poor, not bad', () => {
    expect(session([...Array.from({ length: 29 }, () => 4.2), 1.2]).band).toBe('poor')
  })

  test('of which nothing is known has no score and no band', () => {
    expect(session([])).toEqual({ score: null, band: null })
    expect(session([null, null])).toEqual({ score: null, band: null })
  })

  test('leaves out whom it does not know', () => {
    expect(session([4.2, null, 4.2])).toEqual({ score: session([4.2, 4.2]).score, band: 'good' })
  })

  test('does not depend on the order of its participants', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 1, max: 4.5, noNaN: true }), { maxLength: 12 }), (scores) => {
        expect(session(scores).band).toBe(session(scores.toReversed()).band)
      }),
    )
  })
})

describe('an app', () => {
  const period = { good: 0, fair: 0, poor: 0, bad: 0, joinFailRatio: 0, dropRatio: 0 }

  test.each([
    [3, 40, 0.026, 0.199],
    [30, 400, 0.053, 0.105],
  ])('%d of %d lies between %d and %d', (hits, n, low, high) => {
    expect(wilson(hits, n).low).toBeCloseTo(low, 3)
    expect(wilson(hits, n).high).toBeCloseTo(high, 3)
  })

  test('is not called worse for what may be chance', () => {
    expect(appHealth({ ...period, good: 37, bad: 3 })).toMatchObject({
      band: 'good',
      degradedMinutes: 3,
      scoredMinutes: 40,
    })
    expect(appHealth({ ...period, good: 370, bad: 30 })).toMatchObject({ band: 'fair', health: 92.5 })
  })

  test('counts a poor minute half', () => {
    expect(appHealth({ ...period, good: 100, poor: 100 })).toMatchObject({ degradedMinutes: 50, health: 75 })
  })

  test('with fewer than twenty minutes shows counts, not a band', () => {
    expect(appHealth({ ...period, good: 10, bad: 9 })).toEqual({
      health: null,
      band: 'low-volume',
      scoredMinutes: 19,
      degradedMinutes: 9,
    })
    expect(appHealth(period).band).toBe('unknown')
  })

  test('where nobody can join is bad, however good the calls are', () => {
    expect(appHealth({ ...period, good: 400, joinFailRatio: 0.9, joinAttempts: 50 }).band).toBe('bad')
    expect(appHealth({ ...period, good: 400, joinFailRatio: 0.5, joinAttempts: 2 }).band).not.toBe('bad')
  })

  test('weighs in its customer by its minutes, and the worst is named', () => {
    const apps = [
      { name: 'a', health: 100, scoredMinutes: 300 },
      { name: 'b', health: 60, scoredMinutes: 100 },
      { name: 'c', health: null, scoredMinutes: 3 },
    ]
    expect(customerHealth(apps)).toEqual({ health: 90, worst: apps[1] })
    expect(customerHealth([])).toEqual({ health: null, worst: null })
  })
})
