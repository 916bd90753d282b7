import { expect, test } from 'vitest'
import {
  type Row,
  type TrackColumn,
  type TrackType,
  trackColumns,
  trackTypes,
} from '#lib/telemetry/columns.ts'
import { decodeReport } from '#lib/telemetry/decode-report.ts'
import { applyEvent, createContext, ssrcKey } from './participant-context.ts'
import {
  ageParticipant,
  createParticipantQuality,
  type ParticipantStep,
  type SenderFacts,
  senderFacts,
  stepMetrics,
  stepParticipant,
} from './score-participant.ts'

type Cells = Partial<Record<string, number | null>>
type Sent = { track: number; type: TrackType; cells: Cells }

const start = 1_800_000_000_000

function rowOf({ track, type, cells }: Sent): Row {
  const columns: readonly TrackColumn<TrackType>[] = trackColumns[type]
  return [track, trackTypes.indexOf(type), 0, ...columns.map((column) => cells[column] ?? null)]
}

/** A participant who reports every two seconds what `tracks` says of the n-th report. */
function call(
  metas: Record<string, string | number | boolean>[],
  senderOf: (key: string) => SenderFacts | null = () => null,
) {
  const context = createContext()
  const quality = createParticipantQuality()
  applyEvent(context, {
    seq: 0,
    t: start,
    type: 'connection-state',
    connection: 0,
    data: { state: 'connected' },
  })
  metas.forEach((data, i) => {
    applyEvent(context, { seq: i + 1, t: start, type: 'track-meta', connection: 0, track: i + 1, data })
  })
  let n = 0
  const report = (tracks: Sent[]): ParticipantStep => {
    const t = start + n++ * 2_000
    const decoded = decodeReport([n, t, [[0, 0]], tracks.map(rowOf)])
    return stepParticipant(quality, decoded, context, { senderOf, rttPeerMs: 0 }, t)
  }
  return { context, quality, report, now: () => start + (n - 1) * 2_000 }
}

/** A voice of fifty packets a second; a voice in silence sends five in two seconds. */
const voice = (n: number, packets = n * 100, energy = n * 0.02): Sent => ({
  track: 1,
  type: 'inbound-audio',
  cells: {
    packetsReceived: packets,
    packetsLost: 0,
    bytesReceived: packets * 80,
    jitter: 0.005,
    jitterBufferDelay: n * 96_000 * 0.04,
    jitterBufferEmittedCount: n * 96_000,
    totalSamplesReceived: n * 96_000,
    concealedSamples: 0,
    silentConcealedSamples: 0,
    concealmentEvents: 0,
    totalAudioEnergy: energy,
    totalSamplesDuration: n * 2,
  },
})
const opus = { type: 'inbound-audio', mimeType: 'audio/opus', trackId: 'voice' }

test('a voice is starting for five seconds, then scored, and a good one needs no reason', () => {
  const { report } = call([opus])
  const steps = Array.from({ length: 8 }, (_, n) => report([voice(n + 1)]))
  expect(steps.map((step) => step.tracks[0]?.state)).toEqual([
    ...Array(3).fill('starting'),
    ...Array(5).fill('active'),
  ])
  expect(steps.at(-1)).toMatchObject({
    band: 'good',
    reason: null,
    receiveScore: steps.at(-1)?.score,
    sendScore: null,
  })
  expect(steps.at(-1)?.tracks[0]).toMatchObject({ scale: 'FB', codec: 'opus', band: 'good' })
})

test('silence by DTX is idle: the score stays for half a minute, then is unknown, and never turns bad', () => {
  const { report } = call([opus])
  for (let n = 1; n <= 8; n++) report([voice(n)])
  const quiet = Array.from({ length: 20 }, (_, i) => report([voice(9 + i, 800 + (i + 1) * 5, 0.16)]))
  expect(new Set(quiet.map((step) => step.tracks[0]?.state))).toEqual(new Set(['idle']))
  expect(quiet[10]?.score).toBeGreaterThan(4)
  expect(quiet.at(-1)?.score).toBeNull()
  expect(quiet.map((step) => step.band)).not.toContain('bad')
})

test('a voice that stops is stalled when its sender goes on, and only idle when nobody knows', () => {
  const sending = (until: number): SenderFacts => ({
    flowing: true,
    flowingUntilMs: until,
    muted: false,
    srcFps: null,
    capturedPixels: null,
    roundTripMs: null,
  })
  for (const known of [true, false]) {
    const one = call([opus], () => (known ? sending(one.now()) : null))
    for (let n = 1; n <= 8; n++) one.report([voice(n)])
    const silent = Array.from({ length: 5 }, (_, i) => one.report([voice(9 + i, 800, 0.16)]))
    expect(silent.at(-1)?.tracks[0]?.state).toBe(known ? 'stalled' : 'idle')
    expect(silent.at(-1)?.score).toBe(known ? 1 : null)
    expect(silent.at(-1)?.reason).toBe(known ? 'no media' : null)
  }
})

test('a sender that fell silent itself says nothing about its stream', () => {
  const meta = { type: 'outbound-audio', mimeType: 'audio/opus', trackId: 'mine', ssrc: 7 }
  const { context, quality, report, now } = call([meta])
  for (let n = 1; n <= 3; n++)
    report([{ track: 1, type: 'outbound-audio', cells: { packetsSent: n * 100, bytesSent: n } }])
  const at = now()
  expect(senderFacts(quality, context, 'mine', 2_000, at)).toMatchObject({
    flowing: true,
    flowingUntilMs: at,
    muted: false,
  })
  expect(senderFacts(quality, context, ssrcKey(7), 2_000, at)?.flowing).toBe(true)
  expect(senderFacts(quality, context, 'mine', 2_000, at + 6_001)).toMatchObject({
    flowing: null,
    flowingUntilMs: null,
  })
  expect(senderFacts(quality, context, 'other', 2_000, at)).toBeNull()
})

test('of the layers of one picture only the largest that is sent is scored', () => {
  const layer = (track: number, n: number, height: number, active: number): Sent => ({
    track,
    type: 'outbound-video',
    cells: {
      packetsSent: active * n * 200,
      bytesSent: active * n * 400_000,
      active,
      framesEncoded: active * n * 60,
      frameWidth: (height * 16) / 9,
      frameHeight: height,
      sourceFrames: n * 60,
      sourceWidth: 1280,
      sourceHeight: 720,
    },
  })
  const meta = { type: 'outbound-video', mimeType: 'video/VP8', trackId: 'camera' }
  const { report } = call([meta, meta, meta])
  let step: ParticipantStep | undefined
  for (let n = 1; n <= 8; n++) step = report([layer(1, n, 180, 1), layer(2, n, 360, 1), layer(3, n, 720, 0)])
  expect(step?.tracks.map((track) => track.score === null)).toEqual([true, false, true])
  expect(step?.tracks.map((track) => track.state)).toEqual(['active', 'active', 'paused'])
  expect(step?.sendScore).toBe(step?.tracks[1]?.score)
})

test('a participant who has just been heard is not aged, one who has not is unknown', () => {
  const { context, quality, report, now } = call([opus])
  for (let n = 1; n <= 6; n++) report([voice(n)])
  expect(ageParticipant(quality, context, 2_000, now() + 6_000)).toBeNull()
  expect(ageParticipant(quality, context, 2_000, now() + 6_001)).toMatchObject({
    score: null,
    band: 'unknown',
  })
})

test('every point has a value or null for every metric', () => {
  const { report } = call([opus])
  for (let n = 1; n <= 6; n++) {
    const { values } = report([voice(n)])
    expect(values.length).toBe(stepMetrics.length)
    for (const value of values) expect(value === null || Number.isFinite(value)).toBe(true)
  }
})
