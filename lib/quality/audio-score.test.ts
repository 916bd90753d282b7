import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { codecFactors } from './audio-codecs.ts'
import { burstLength, scoreAudio, scoreInboundAudio, scoreOutboundAudio } from './audio-score.ts'
import { delayImpairment, mosOf, residual } from './e-model.ts'

const within = (actual: number, expected: number) =>
  expect(Math.abs(actual - expected), `${actual} is not ${expected}`).toBeLessThanOrEqual(0.001)

const opus = 'audio/opus'
describe('the E-model gives the published vectors', () => {
  test.each([
    ['A1', opus, 32, 0, 1, 80, 'FB', 16.139, 10.333, 0.0, 16.139, 131.861, 89.095, 4.316],
    ['A2', opus, 32, 1, 1, 80, 'FB', 16.139, 10.333, 0.0, 26.362, 121.638, 82.188, 4.104],
    ['A3', opus, 32, 2, 1, 120, 'FB', 16.139, 10.333, 0.002, 34.927, 113.071, 76.399, 3.881],
    ['A4', opus, 32, 5, 1, 120, 'FB', 16.139, 10.333, 0.002, 53.92, 94.078, 63.566, 3.283],
    ['A5', opus, 32, 10, 1, 120, 'FB', 16.139, 10.333, 0.002, 73.12, 74.878, 50.593, 2.606],
    ['A6', opus, 32, 1.5, 4, 120, 'FB', 16.139, 10.333, 0.002, 32.369, 115.629, 78.128, 3.951],
    ['A7', opus, 32, 5, 3, 120, 'FB', 16.139, 10.333, 0.002, 61.28, 86.718, 58.593, 3.027],
    ['A8', opus, 32, 0, 1, 250, 'FB', 16.139, 10.333, 13.197, 16.139, 118.664, 80.179, 4.031],
    ['A9', opus, 32, 0, 1, 400, 'FB', 16.139, 10.333, 35.624, 16.139, 96.237, 65.025, 3.356],
    ['A10', opus, 16, 0, 1, 80, 'FB', 30.163, 11.83, 0.0, 30.163, 117.837, 79.62, 4.01],
    ['A11', opus, 48, 3, 1, 200, 'FB', 10.666, 9.79, 4.506, 39.126, 104.368, 70.519, 3.621],
    ['A12', opus, 10, 0, 1, 80, 'FB', 56.975, 16.51, 0.0, 56.975, 91.025, 61.503, 3.178],
    ['A13', 'audio/PCMU', null, 0, 1, 80, 'NB', 0.0, 25.1, 0.0, 0.0, 93.2, 93.2, 4.409],
    ['A14', 'audio/PCMU', null, 3, 1, 150, 'NB', 0.0, 25.1, 0.164, 10.142, 82.894, 82.894, 4.129],
    ['A15', 'audio/G722', null, 0, 1, 80, 'WB', 13.0, 10.0, 0.0, 13.0, 116.0, 89.922, 4.337],
    ['A16', 'audio/G722', null, 3, 1, 300, 'WB', 13.0, 10.0, 19.041, 31.923, 78.036, 60.493, 3.125],
    ['A17', opus, 32, 60, 1, 500, 'FB', 16.139, 10.333, 45.341, 114.978, -12.319, -8.324, 1.0],
    ['A18', opus, null, 0, 1, 0, 'FB', 16.139, 10.333, 0.0, 16.139, 131.861, 89.095, 4.316],
  ] as const)('%s', (_id, codec, kbps, loss, burst, delay, scale, ie, bpl, id, ieEff, r, rx, mos) => {
    const { score, scale: itsScale, details } = scoreAudio(codecFactors(codec, kbps), loss, burst, delay)
    expect(itsScale).toBe(scale)
    within(details.ie, ie)
    within(details.bpl, bpl)
    within(details.id, id)
    within(details.ieEff, ieEff)
    within(details.r, r)
    within(details.rx, rx)
    within(score, mos)
  })

  test.each([
    [100, 0],
    [120, 0.001],
    [150, 0.164],
    [200, 3.044],
    [250, 8.917],
    [300, 14.761],
    [400, 24.07],
    [500, 30.636],
  ])('a one-way delay of %d ms impairs by %d', (delay, impairment) =>
    within(delayImpairment(delay), impairment),
  )

  test.each([
    [50, 2.575],
    [60, 3.1],
    [70, 3.597],
    [80, 4.024],
    [90, 4.339],
    [93.2, 4.409],
    [100, 4.5],
    [3.2, 1],
    [-5, 1],
  ])('a rating of %d is MOS %d', (rx, mos) => within(mosOf(rx), mos))

  test('A19: two samples of an Opus track, end to end', () => {
    const audible = 17_280 - 2_880
    const burstLen = burstLength(audible, 7, 20, null)
    within(burstLen ?? 0, 2.143)
    const scored = scoreInboundAudio({
      ...calm,
      kbps: 31,
      concealPct: (100 * audible) / 480_000,
      burstLen,
      jitterBufferMs: (1000 * 42_240) / 465_600,
      rttSelfMs: 84,
      rttPeerMs: 46,
      playoutMs: null,
    })
    if (scored === null) throw new Error('no score')
    const { details, score } = scored
    within(details.lossPct, 3)
    within(details.burstR, 2)
    within(details.delayMs, 182.222)
    within(details.id, 2.22)
    within(details.ieEff, 45.766)
    within(details.r, 100.013)
    within(details.rx, 67.577)
    within(score, 3.481)
  })

  test('error correction and redundancy take their share of a network loss', () => {
    within(residual(6, { fec: true, red: false }), 4)
    within(residual(6, { fec: true, red: true }), 2)
    expect(residual(6, { fec: false, red: false })).toBe(6)
  })

  test.each([
    [1.47, 4.0],
    [3.32, 3.6],
    [6.11, 3.1],
  ])('%d %% audible loss is about MOS %d', (loss, mos) => {
    expect(scoreAudio(codecFactors(opus, 32), loss, 1, 120).score).toBeCloseTo(mos, 2)
  })
  test.each([
    [257, 4.0],
    [342, 3.6],
    [473, 3.1],
  ])('%d ms one-way is about MOS %d', (delay, mos) => {
    expect(scoreAudio(codecFactors(opus, 32), 0, 1, delay).score).toBeCloseTo(mos, 2)
  })
})

const calm = {
  mimeType: opus as string | null,
  kbps: 32 as number | null,
  inbandFec: true,
  concealPct: 0 as number | null,
  burstLen: null as number | null,
  netLossPct: 0 as number | null,
  discardPct: 0 as number | null,
  jitterBufferMs: 40 as number | null,
  ptimeMs: 20 as number | null,
  playoutMs: 20 as number | null,
  rttSelfMs: 30 as number | null,
  rttPeerMs: 0 as number | null,
}

describe('a received voice', () => {
  test('is judged by what was heard, not by what the network lost and the decoder repaired', () => {
    const repaired = scoreInboundAudio({ ...calm, netLossPct: 10, concealPct: 0 })
    expect(repaired?.score).toBe(scoreInboundAudio(calm)?.score)
  })

  test('is judged by the network where the browser does not count concealment', () => {
    const scored = scoreInboundAudio({ ...calm, concealPct: null, netLossPct: 5, discardPct: 1 })
    within(scored?.details.lossPct ?? 0, 4)
  })

  test('has no score when neither is known', () => {
    expect(scoreInboundAudio({ ...calm, concealPct: null, netLossPct: null })).toBeNull()
  })

  test('names packet loss when packets were lost, delay when it came late', () => {
    expect(scoreInboundAudio({ ...calm, concealPct: 5 })?.reason).toBe('packet loss')
    expect(scoreInboundAudio({ ...calm, rttSelfMs: 800 })?.reason).toBe('delay')
    expect(scoreInboundAudio({ ...calm, kbps: 8 })?.reason).toBe('codec bitrate')
  })

  test('says what it took for granted', () => {
    const scored = scoreInboundAudio({
      ...calm,
      mimeType: null,
      kbps: null,
      jitterBufferMs: null,
      rttPeerMs: null,
    })
    expect(scored?.flags.toSorted()).toEqual(['assumed', 'bitrateAssumed', 'delayPartial', 'jbAssumed'])
    expect(scoreInboundAudio(calm)?.flags).toEqual([])
  })

  test('lists its deductions largest first, each worth what the score would gain without it', () => {
    const scored = scoreInboundAudio({ ...calm, concealPct: 3, rttSelfMs: 500 })
    const prices = scored?.deductions.map((deduction) => deduction.mos) ?? []
    expect(prices).toEqual(prices.toSorted((a, b) => b - a))
    expect(prices.length).toBe(3)
  })
})

test('a sent voice has no score until the far end has reported', () => {
  const sent = { mimeType: opus, kbps: 32, inbandFec: false, upLossPct: null, ptimeMs: 20, rttMs: 40 }
  expect(scoreOutboundAudio(sent)).toBeNull()
  expect(scoreOutboundAudio({ ...sent, upLossPct: 5 })?.reason).toBe('packet loss')
})

describe('for any input', () => {
  const percent = fc.double({ min: 0, max: 100, noNaN: true })
  const ms = fc.double({ min: 0, max: 5_000, noNaN: true })
  const mimeType = fc.constantFrom(opus, 'audio/red', 'audio/PCMA', 'audio/G722', 'audio/whatever', null)
  const maybe = (max: number) => fc.option(fc.double({ min: 0, max, noNaN: true }))

  test('the score lies within 1 and 4.5', () => {
    fc.assert(
      fc.property(
        mimeType,
        maybe(510),
        percent,
        fc.double({ min: 0, max: 100, noNaN: true }),
        ms,
        (codec, kbps, loss, burst, delay) => {
          const { score, deductions } = scoreAudio(codecFactors(codec, kbps), loss, burst, delay)
          expect(score).toBeGreaterThanOrEqual(1)
          expect(score).toBeLessThanOrEqual(4.5)
          for (const { mos } of deductions) expect(mos).toBeGreaterThan(0)
        },
      ),
    )
  })

  test('more loss is never better, more delay is never better', () => {
    fc.assert(
      fc.property(mimeType, percent, percent, ms, ms, (codec, a, b, delayA, delayB) => {
        const of = (loss: number, delay: number) => scoreAudio(codecFactors(codec, 32), loss, 1, delay).score
        expect(of(Math.max(a, b), delayA)).toBeLessThanOrEqual(of(Math.min(a, b), delayA) + 1e-9)
        expect(of(a, Math.max(delayA, delayB))).toBeLessThanOrEqual(of(a, Math.min(delayA, delayB)) + 1e-9)
      }),
    )
  })

  test('a received voice is a number or unknown, never NaN', () => {
    fc.assert(
      fc.property(
        fc.record({
          mimeType,
          kbps: maybe(510),
          inbandFec: fc.boolean(),
          concealPct: maybe(100),
          burstLen: maybe(1_000),
          netLossPct: maybe(100),
          discardPct: maybe(100),
          jitterBufferMs: maybe(2_000),
          ptimeMs: maybe(120),
          playoutMs: maybe(2_000),
          rttSelfMs: maybe(10_000),
          rttPeerMs: maybe(10_000),
        }),
        (input) => {
          const scored = scoreInboundAudio(input)
          if (input.concealPct === null && input.netLossPct === null) expect(scored).toBeNull()
          else expect(scored?.score).not.toBeNaN()
        },
      ),
    )
  })
})
