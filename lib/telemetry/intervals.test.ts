import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Row, type TrackColumn, type TrackType, trackColumns, trackTypes } from './columns.ts'
import { decodeReport, trackValue } from './decode-report.ts'
import { clearWindow, createTrackWindow, pushSample, type TrackWindow } from './intervals.ts'
import { inboundVideoCauses, outboundVideoCauses } from './window-causes.ts'
import {
  inboundAudioMetrics,
  inboundVideoMetrics,
  outboundAudioMetrics,
  outboundVideoMetrics,
} from './window-metrics.ts'

const interval = 2_000

/** A decoded row at `t` ms with these cells; the others are unknown. */
function sample<T extends TrackType>(
  type: T,
  t: number,
  cells: Partial<Record<TrackColumn<T>, number | null>>,
) {
  const columns = trackColumns[type] as readonly TrackColumn<T>[]
  const row: Row = [1, trackTypes.indexOf(type), 0, ...columns.map((column) => cells[column] ?? null)]
  const track = decodeReport([1, t, [], [row]]).tracks[0]
  if (track === undefined) throw new Error('no track')
  return track
}

type AudioCells = Partial<Record<TrackColumn<'inbound-audio'>, number | null>>

function audioWindow(...samples: (readonly [t: number, cells: AudioCells])[]): TrackWindow {
  const window = createTrackWindow('inbound-audio')
  for (const [t, cells] of samples) pushSample(window, sample('inbound-audio', t, cells), interval)
  return window
}
const lossAfter = (...samples: (readonly [t: number, cells: AudioCells])[]) =>
  inboundAudioMetrics(audioWindow(...samples))
const packets = (packetsReceived: number, packetsLost: number | null) => ({ packetsReceived, packetsLost })

describe('network loss from two samples', () => {
  test.each([
    ['D1', packets(1000, 10), packets(1485, 25), 3, 500],
    ['D2 late packets', packets(1000, 10), packets(1502, 8), 0, 500],
    ['D3 reset', packets(1000, 10), packets(200, 0), null, null],
    ['D4 nothing sent', packets(1000, 10), packets(1000, 10), null, 0],
    ['D5 field missing', packets(1000, null), packets(1500, 3), null, null],
    ['D6 all lost', packets(1000, 10), packets(1000, 60), 100, 50],
  ] as const)('%s', (_case, before, after, loss, expected) => {
    const metrics = lossAfter([0, before], [2_000, after])
    if (loss === null) expect(metrics.netLossPct).toBeNull()
    else expect(metrics.netLossPct).toBeCloseTo(loss, 3)
    expect(metrics.expectedPackets).toBe(expected)
  })
})

describe('samples', () => {
  test('one alone gives nothing', () => {
    expect(lossAfter([0, packets(1000, 10)]).netLossPct).toBeNull()
  })

  test('that come late or twice change nothing', () => {
    const straight = lossAfter([0, packets(0, 0)], [2_000, packets(90, 10)])
    const twisted = lossAfter(
      [0, packets(0, 0)],
      [2_000, packets(90, 10)],
      [2_000, packets(0, 0)],
      [1_000, packets(5, 90)],
    )
    expect(twisted).toEqual(straight)
  })

  test.each([
    ['too close together', 300],
    ['too far apart', 12_100],
  ])('%s only set a new baseline', (_case, gap) => {
    expect(lossAfter([0, packets(0, 0)], [gap, packets(90, 10)]).netLossPct).toBeNull()
    const after = lossAfter([0, packets(0, 0)], [gap, packets(90, 10)], [gap + 2_000, packets(190, 10)])
    expect(after).toMatchObject({ netLossPct: 0, expectedPackets: 100 })
  })

  test('a reset of one counter spoils the interval of the whole object, not the next', () => {
    const window = audioWindow(
      [0, { packetsReceived: 100, packetsLost: 0, bytesReceived: 9_000 }],
      [2_000, { packetsReceived: 200, packetsLost: 0, bytesReceived: 10 }],
    )
    expect(inboundAudioMetrics(window)).toMatchObject({ netLossPct: null, kbps: null })
    pushSample(
      window,
      sample('inbound-audio', 4_000, { packetsReceived: 300, packetsLost: 0, bytesReceived: 8_010 }),
      interval,
    )
    expect(inboundAudioMetrics(window)).toMatchObject({ netLossPct: 0, kbps: 32 })
  })

  test('a cleared window keeps its baseline', () => {
    const window = audioWindow([0, packets(0, 0)], [2_000, packets(50, 50)])
    clearWindow(window)
    expect(inboundAudioMetrics(window).netLossPct).toBeNull()
    pushSample(window, sample('inbound-audio', 4_000, packets(150, 50)), interval)
    expect(inboundAudioMetrics(window)).toMatchObject({ netLossPct: 0, expectedPackets: 100 })
  })
})

describe('the window', () => {
  const steady = (seconds: number, lostPerStep: (step: number) => number) => {
    const samples: [number, AudioCells][] = []
    let lost = 0
    for (let step = 0; step * 2 <= seconds; step++) {
      lost += lostPerStep(step)
      samples.push([step * 2_000, packets(step * 100 - lost, lost)])
    }
    return inboundAudioMetrics(audioWindow(...samples))
  }

  test('sums differences instead of averaging percentages', () => {
    const metrics = lossAfter([0, packets(0, 0)], [2_000, packets(100, 0)], [4_000, packets(110, 10)])
    expect(metrics.netLossPct).toBeCloseTo((100 * 10) / 120, 6)
  })

  test('forgets what is older than fifteen seconds', () => {
    expect(steady(30, (step) => (step === 7 ? 20 : 0)).netLossPct).toBe(0)
    expect(steady(30, (step) => (step === 10 ? 20 : 0)).netLossPct).toBeGreaterThan(0)
    expect(steady(30, () => 0).seconds).toBe(14)
  })

  test('holds as much of a faster sampling', () => {
    const samples = Array.from({ length: 40 }, (_, i) => [i * 1_000, packets(i * 50, 0)] as const)
    const window = createTrackWindow('inbound-audio')
    for (const [t, cells] of samples) pushSample(window, sample('inbound-audio', t, cells), 1_000)
    expect(inboundAudioMetrics(window)).toMatchObject({ seconds: 15, expectedPackets: 750, netLossPct: 0 })
  })

  test('uses only intervals that know both sides of a ratio', () => {
    const metrics = inboundAudioMetrics(
      audioWindow(
        [0, { jitterBufferDelay: 0, jitterBufferEmittedCount: 0 }],
        [2_000, { jitterBufferDelay: 1_000, jitterBufferEmittedCount: 10_000 }],
        [4_000, { jitterBufferDelay: null, jitterBufferEmittedCount: 90_000 }],
      ),
    )
    expect(metrics.jbMs).toBe(100)
  })
})

test('audible concealment leaves out what was filled in while silence was played', () => {
  const metrics = inboundAudioMetrics(
    audioWindow(
      [
        0,
        {
          totalSamplesReceived: 4_800_000,
          concealedSamples: 9_600,
          silentConcealedSamples: 1_920,
          concealmentEvents: 12,
          jitterBufferDelay: 230_400,
          jitterBufferEmittedCount: 4_790_400,
        },
      ],
      [
        10_000,
        {
          totalSamplesReceived: 5_280_000,
          concealedSamples: 26_880,
          silentConcealedSamples: 4_800,
          concealmentEvents: 19,
          jitterBufferDelay: 272_640,
          jitterBufferEmittedCount: 5_256_000,
        },
      ],
    ),
  )
  expect(metrics.concealPct).toBeCloseTo(3, 6)
  expect(metrics.jbMs).toBeCloseTo(90.722, 3)
  expect(metrics).toMatchObject({ audibleConcealed: 14_400, concealmentEvents: 7 })
})

describe('a received picture', () => {
  const video = (...samples: [number, Partial<Record<TrackColumn<'inbound-video'>, number | null>>][]) => {
    const window = createTrackWindow('inbound-video')
    let last = sample('inbound-video', 0, {})
    for (const [t, cells] of samples) {
      last = sample('inbound-video', t, cells)
      pushSample(window, last, interval)
    }
    return inboundVideoMetrics(window, last)
  }

  test('counts payload only', () => {
    const cells = { bytesReceived: 0, retransmittedBytesReceived: 0, fecBytesReceived: null }
    const metrics = video(
      [0, cells],
      [2_000, { ...cells, bytesReceived: 300_000, retransmittedBytesReceived: 50_000 }],
    )
    expect(metrics.bitsPerSecond).toBe(1_000_000)
  })

  test('is charged no more than an interval for a freeze that ended in it', () => {
    const metrics = video(
      [0, { framesDecoded: 0, totalFreezesDuration: 0 }],
      [2_000, { framesDecoded: 50, totalFreezesDuration: 8 }],
      [4_000, { framesDecoded: 110, totalFreezesDuration: 8 }],
    )
    expect(metrics.freezeRatio).toBe(0.5)
  })

  test('that stands still counts as frozen before the browser says so, but only where frames are expected', () => {
    const metrics = video(
      [0, { framesDecoded: 60, totalFreezesDuration: 0 }],
      [2_000, { framesDecoded: 120, totalFreezesDuration: 0 }],
      [4_000, { framesDecoded: 120, totalFreezesDuration: 0 }],
    )
    expect(metrics).toMatchObject({ freezeRatio: 0, freezeRatioExpected: 0.5 })
  })

  test('without freeze counters is judged by the spread of its frames', () => {
    const even = { totalInterFrameDelay: 2, totalSquaredInterFrameDelay: 2 / 30, framesDecoded: 60 }
    const zero = { totalInterFrameDelay: 0, totalSquaredInterFrameDelay: 0, framesDecoded: 0 }
    expect(video([0, zero], [2_000, even]).freezeRatio).toBeCloseTo(0, 6)
    const halting = { totalInterFrameDelay: 2, totalSquaredInterFrameDelay: 1.1, framesDecoded: 60 }
    expect(video([0, zero], [2_000, halting]).freezeRatio).toBeCloseTo(0.55 - 1 / 30, 6)
  })

  test('has a quantiser only from five frames on', () => {
    expect(video([0, { framesDecoded: 0, qpSum: 0 }], [2_000, { framesDecoded: 4, qpSum: 80 }]).qp).toBeNull()
    expect(video([0, { framesDecoded: 0, qpSum: 0 }], [2_000, { framesDecoded: 5, qpSum: 100 }]).qp).toBe(20)
  })
})

describe('what the far end reports of a sent track', () => {
  type Sent = Partial<Record<TrackColumn<'outbound-audio'>, number | null>>
  const reportedBy = (...samples: [number, Sent][]) => {
    const window = createTrackWindow('outbound-audio')
    for (const [t, cells] of samples) pushSample(window, sample('outbound-audio', t, cells), interval)
    return outboundAudioMetrics(window)
  }
  const reported = (sent: number, lost: number, offset: number, measurements = sent): Sent => ({
    packetsSent: sent,
    remotePacketsLost: lost,
    remoteTimestampOffsetMs: offset,
    remoteRoundTripTimeMeasurements: measurements,
    remoteTotalRoundTripTime: measurements * 0.05,
    remoteFractionLost: 0.5,
  })

  test('is the loss between two of its reports, however often they are repeated in between', () => {
    const metrics = reportedBy(
      [2_000, reported(100, 0, -1_000)],
      [4_000, reported(200, 0, -3_000, 100)],
      [6_000, reported(300, 20, -500)],
      [8_000, reported(400, 20, -2_499, 300)],
      [10_000, reported(500, 40, -500)],
    )
    expect(metrics).toMatchObject({ upLossPct: 10, reportedPackets: 400 })
    expect(metrics.upRttMs).toBeCloseTo(50, 3)
  })

  test('falls back on its own fraction when there is one report only', () => {
    expect(reportedBy([2_000, reported(100, 0, -1_000)]).upLossPct).toBe(50)
  })

  test('stands for fifteen seconds, then nothing is known', () => {
    const samples = Array.from({ length: 11 }, (_, i): [number, Sent] => [
      i * 2_000,
      reported(100 + i * 100, i > 0 ? 20 : 0, -500 - Math.max(0, i - 1) * 2_000, 5),
    ])
    expect(reportedBy(...samples.slice(0, 8)).upLossPct).toBe(20)
    expect(reportedBy(...samples).upLossPct).toBeNull()
  })
})

test('a sent picture tells what the encoder spent and what held it back', () => {
  const window = createTrackWindow('outbound-video')
  const before = {
    framesEncoded: 0,
    totalEncodeTime: 0,
    limitedByCpu: 0,
    limitedByBandwidth: 1,
    sourceFrames: 0,
  }
  const now = {
    framesEncoded: 50,
    totalEncodeTime: 0.5,
    limitedByCpu: 1,
    limitedByBandwidth: 1,
    sourceFrames: 60,
    frameHeight: 720,
  }
  pushSample(window, sample('outbound-video', 0, before), interval)
  const last = sample('outbound-video', 2_000, now)
  pushSample(window, last, interval)
  expect(outboundVideoMetrics(window, last)).toMatchObject({
    fps: 25,
    encodeMs: 10,
    limCpu: 0.5,
    limBw: 0,
    srcFps: 30,
    height: 720,
    upLossPct: null,
  })
  expect(outboundVideoCauses(window)).toMatchObject({ encodeLoad: 0.25, rtxPct: null })
})

test('what the decoder spent and asked for is told where somebody asks why', () => {
  const window = createTrackWindow('inbound-video')
  const before = { framesDecoded: 0, totalDecodeTime: 0, pliCount: 0, keyFramesDecoded: 0 }
  const now = { framesDecoded: 50, totalDecodeTime: 0.25, pliCount: 2, keyFramesDecoded: 1 }
  pushSample(window, sample('inbound-video', 0, before), interval)
  pushSample(window, sample('inbound-video', 2_000, now), interval)
  expect(inboundVideoCauses(window)).toMatchObject({
    decodeMs: 5,
    pliPerMin: 60,
    keyRatio: 0.02,
    dropPct: null,
  })
})

test('a decoded cell that the row ends before is unknown', () => {
  const [track] = decodeReport([7, 1_000, [[0, -5]], [[3, 0, -2, 50]]]).tracks
  if (track?.type !== 'inbound-audio') throw new Error('no track')
  const audio = { ...track, type: track.type }
  expect(track.timestampMs).toBe(998)
  expect(trackValue(audio, 'packetsReceived')).toBe(50)
  expect(trackValue(audio, 'packetsLost')).toBeNull()
})

test('whatever counters do, no metric is NaN and shares stay shares', () => {
  const cell = fc.option(fc.double({ min: 0, max: 1e9, noNaN: true }))
  const rows = fc.array(
    fc.tuple(fc.integer({ min: -2_000, max: 15_000 }), fc.array(cell, { maxLength: 38 })),
    { maxLength: 12 },
  )
  fc.assert(
    fc.property(fc.constantFrom(...trackTypes), rows, (type, steps) => {
      const window = createTrackWindow(type)
      let t = 1_000_000
      for (const [dt, cells] of steps) {
        t += dt
        const track = { track: 1, type, timestampMs: t, row: [1, trackTypes.indexOf(type), 0, ...cells] }
        pushSample(window, track, interval)
        const metrics =
          type === 'inbound-audio'
            ? inboundAudioMetrics(window)
            : type === 'inbound-video'
              ? inboundVideoMetrics(window, track)
              : type === 'outbound-audio'
                ? outboundAudioMetrics(window)
                : outboundVideoMetrics(window, track)
        for (const [name, value] of Object.entries(metrics)) {
          expect(value, name).not.toBeNaN()
          if (value !== null && /LossPct|concealPct/.test(name)) expect(value).toBeLessThanOrEqual(100)
          if (value !== null && /LossPct|concealPct|freezeRatio/.test(name))
            expect(value).toBeGreaterThanOrEqual(0)
        }
      }
    }),
  )
})
