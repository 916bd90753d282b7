import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { scoreVideo, type VideoInput } from './video-score.ts'

const within = (actual: number, expected: number) =>
  expect(Math.abs(actual - expected), `${actual} is not ${expected}`).toBeLessThanOrEqual(0.001)

const camera: VideoInput = {
  mimeType: 'video/VP8',
  screen: false,
  bitsPerSecond: 1_700_000,
  pixels: 1280 * 720,
  fps: 30,
  qp: null,
  freezeRatio: 0,
  corruption: null,
  expectedPixels: null,
  srcFps: null,
}

describe('the camera model gives its vectors', () => {
  test.each([
    ['V1', 'VP8', 1700, 1280 * 720, 30, null, 0, null, 1.0, 4.334, 0, 0, 0, 4.334],
    ['V2', 'VP8', 1000, 1280 * 720, 30, null, 0, null, 0.588, 4.109, 0, 0, 0, 4.109],
    ['V3', 'VP8', 350, 1280 * 720, 30, null, 0, null, 0.206, 2.955, 0, 0, 0, 2.955],
    ['V4', 'VP9', 300, 640 * 360, 30, 921_600, 0, null, 0.669, 4.18, 0.8, 0, 0, 3.38],
    ['V5', 'VP8', 150, 320 * 180, 15, 57_600, 0, null, 1.229, 4.383, 0, 0.423, 0, 3.96],
    ['V6', 'H264', 1200, 1280 * 720, 12, null, 0, null, 1.101, 4.359, 0, 0.624, 0, 3.735],
    ['V7', 'VP8', 1500, 1280 * 720, 28, null, 0.1, null, 0.92, 4.309, 0, 0, 1.377, 2.932],
    ['V8', 'VP8', 400, 1280 * 720, 30, null, 0, 35, 0.235, 3.89, 0, 0, 0, 3.89],
    ['V9', 'VP8', 1500, 1280 * 720, 30, null, 0, 100, 0.882, 2.847, 0, 0, 0, 2.847],
    ['V10', 'AV1', 900, 1280 * 720, 30, null, 0, 150, 0.794, 4.177, 0, 0, 0, 4.177],
    ['V11', 'VP8', 120, 320 * 180, 7, 921_600, 0.3, null, 1.553, 4.421, 1.6, 1.109, 2.719, 1.0],
  ] as const)('%s', (_id, codec, kbps, pixels, fps, expected, freeze, qp, rho, qc, dRes, dFps, dFrz, qv) => {
    const scored = scoreVideo({
      ...camera,
      mimeType: `video/${codec}`,
      bitsPerSecond: kbps * 1000,
      pixels,
      fps,
      expectedPixels: expected,
      freezeRatio: freeze,
      qp,
    })
    if (scored === null) throw new Error('no score')
    within(scored.details.rho ?? 0, rho)
    within(scored.details.qc ?? 0, qc)
    within(scored.details.dRes, dRes)
    within(scored.details.dFps, dFps)
    within(scored.details.dFrz, dFrz)
    within(scored.score, qv)
  })

  test('V12: no frame is the worst picture', () => {
    expect(scoreVideo({ ...camera, bitsPerSecond: 1_000_000, fps: 0 })).toMatchObject({
      score: 1,
      reason: 'freezes',
    })
  })
})

describe('the screen model gives its vectors', () => {
  test.each([
    ['S1', 'VP9', 20, 1920 * 1080, 3, null, null, 0, 90, 4.421, 0, 0, 0, 4.421],
    ['S2', 'VP9', 200, 960 * 540, 3, null, 2_073_600, 0, 90, 4.421, 1.6, 0, 0, 2.821],
    ['S3', 'VP9', 900, 1920 * 1080, 1, 15, null, 0.4, 130, 3.612, 0, 1.248, 3.026, 1.0],
    ['S4', 'VP8', 500, 1920 * 1080, 5, null, null, 0, null, 4.3, 0, 0, 0, 4.3],
  ] as const)(
    '%s',
    (_id, codec, kbps, pixels, fps, srcFps, expected, freeze, qp, qc, dRes, dFps, dFrz, qv) => {
      const scored = scoreVideo({
        ...camera,
        screen: true,
        mimeType: `video/${codec}`,
        bitsPerSecond: kbps * 1000,
        pixels,
        fps,
        srcFps,
        expectedPixels: expected,
        freezeRatio: freeze,
        qp,
      })
      if (scored === null) throw new Error('no score')
      within(scored.details.qc ?? 0, qc)
      within(scored.details.dRes, dRes)
      within(scored.details.dFps, dFps)
      within(scored.details.dFrz, dFrz)
      within(scored.score, qv)
    },
  )

  test('a still page on a slow source has not frozen', () => {
    const still = { ...camera, screen: true, qp: 40, freezeRatio: 1 }
    expect(scoreVideo({ ...still, fps: 1, srcFps: 1 })?.details.dFrz).toBe(0)
    expect(scoreVideo({ ...still, fps: 3, srcFps: null })?.details.dFrz).toBe(0)
  })
})

describe('a picture', () => {
  test.each([
    ['blurry', { bitsPerSecond: 250_000 }],
    ['small picture', { pixels: 320 * 180, expectedPixels: 921_600 }],
    ['low frame rate', { fps: 8 }],
    ['freezes', { freezeRatio: 0.2 }],
    ['corrupted picture', { corruption: 0.5 }],
  ] as const)('names its main fault: %s', (reason, change) => {
    expect(scoreVideo({ ...camera, ...change })?.reason).toBe(reason)
  })

  test('from a slow camera is not held to thirty frames a second', () => {
    expect(scoreVideo({ ...camera, fps: 15, srcFps: 15 })?.details.dFps).toBe(0)
    expect(scoreVideo({ ...camera, fps: 15, srcFps: null })?.details.dFps).toBeGreaterThan(0.4)
  })

  test('in a small tile is not held to a large size', () => {
    expect(scoreVideo({ ...camera, pixels: 320 * 180, expectedPixels: 160 * 90 })?.details.dRes).toBe(0)
  })

  test('of unknown rate, size or bitrate has no score', () => {
    expect(scoreVideo({ ...camera, fps: null })).toBeNull()
    expect(scoreVideo({ ...camera, pixels: null })).toBeNull()
    expect(scoreVideo({ ...camera, bitsPerSecond: null })).toBeNull()
  })
})

describe('for any picture', () => {
  const number = (max: number) => fc.double({ min: 0, max, noNaN: true })
  const input = fc.record({
    mimeType: fc.constantFrom(
      'video/VP8',
      'video/VP9',
      'video/H264',
      'video/AV1',
      'video/H265',
      'video/x',
      null,
    ),
    screen: fc.boolean(),
    bitsPerSecond: fc.option(number(1e8)),
    pixels: fc.option(fc.integer({ min: 0, max: 8_294_400 })),
    fps: fc.option(number(120)),
    qp: fc.option(number(300)),
    freezeRatio: fc.option(number(1)),
    corruption: fc.option(number(1)),
    expectedPixels: fc.option(fc.integer({ min: 0, max: 8_294_400 })),
    srcFps: fc.option(number(120)),
  })

  test('the score lies within 1 and 4.5 or is unknown', () => {
    fc.assert(
      fc.property(input, (picture) => {
        const scored = scoreVideo(picture)
        if (scored === null) return
        expect(scored.score).toBeGreaterThanOrEqual(1)
        expect(scored.score).toBeLessThanOrEqual(4.5)
        for (const { mos } of scored.deductions) expect(mos).toBeGreaterThan(0)
      }),
    )
  })

  test('more freezing or fewer bits are never better', () => {
    fc.assert(
      fc.property(input, number(1), number(1), number(1e7), number(1e7), (picture, f1, f2, b1, b2) => {
        const of = (change: Partial<VideoInput>) => scoreVideo({ ...picture, ...change })?.score ?? null
        const still = of({ freezeRatio: Math.max(f1, f2) })
        const smooth = of({ freezeRatio: Math.min(f1, f2) })
        if (still !== null && smooth !== null) expect(still).toBeLessThanOrEqual(smooth + 1e-9)
        const rich = of({ bitsPerSecond: Math.max(b1, b2) })
        const starved = of({ bitsPerSecond: Math.min(b1, b2) })
        if (rich !== null && starved !== null) expect(starved).toBeLessThanOrEqual(rich + 1e-9)
      }),
    )
  })
})
