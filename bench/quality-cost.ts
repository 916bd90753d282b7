import { readdirSync } from 'node:fs'
import { applyEvent, createContext } from '#lib/quality/participant-context.ts'
import { createParticipantQuality, stepParticipant } from '#lib/quality/score-participant.ts'
import type { WireReport } from '#lib/telemetry/columns.ts'
import { decodeReport } from '#lib/telemetry/decode-report.ts'
import { type ReplayedParticipant, readRecording, replayRecording } from './replay-recording.ts'

export type QualityCost = {
  /** CPU of decoding, intervals and scoring, per report of four tracks */
  microsPerReport: number
  /** heap and buffers that one participant's counters, windows and context keep */
  bytesPerParticipant: number
  reports: number
}

const folder = new URL('./corpus/recorded/', import.meta.url)
const surroundings = { senderOf: () => null, rttPeerMs: 0 }

/** Two-party recordings with sound and picture both ways. */
function fourTrackCalls(): ReplayedParticipant[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json.gz') && !name.includes('about-webrtc'))
    .flatMap((name) => replayRecording(readRecording(new URL(name, folder))))
    .filter(({ reports }) => reports.length > 25 && reports.every((report) => report[3].length === 4))
}

function play({ events, reports }: ReplayedParticipant, decodeOnly: boolean) {
  const context = createContext()
  const quality = createParticipantQuality()
  for (const event of events) applyEvent(context, event)
  context.left = false
  for (const report of reports) {
    const decoded = decodeReport(report)
    if (!decodeOnly) stepParticipant(quality, decoded, context, surroundings, report[1])
  }
  return { context, quality }
}

/** Replays the corpus until `seconds` of CPU are spent; the median of its rounds. */
export function measureQualityCost(seconds = 4): QualityCost {
  const calls = fourTrackCalls()
  const reports = calls.reduce((sum, call) => sum + call.reports.length, 0)
  const rounds: number[] = []
  for (let spent = 0; spent < seconds * 1e6 || rounds.length < 5; ) {
    const before = process.cpuUsage()
    for (const call of calls) play(call, false)
    const { user, system } = process.cpuUsage(before)
    spent += user + system
    rounds.push((user + system) / reports)
  }
  const settled = rounds.slice(Math.min(2, rounds.length - 1)).sort((a, b) => a - b)
  return {
    microsPerReport: settled[Math.floor(settled.length / 2)] ?? Number.NaN,
    bytesPerParticipant: bytesPerParticipant(calls),
    reports: reports * rounds.length,
  }
}

/** Needs `--expose-gc` to be exact. */
function bytesPerParticipant(calls: ReplayedParticipant[]): number {
  const [call] = calls
  if (call === undefined) return Number.NaN
  const copies = 2_000
  const few: WireReport[] = call.reports.slice(0, 12)
  const inUse = () => {
    ;(globalThis as { gc?: () => void }).gc?.()
    const { heapUsed, arrayBuffers } = process.memoryUsage()
    return heapUsed + arrayBuffers
  }
  const before = inUse()
  const kept = Array.from({ length: copies }, () => play({ ...call, reports: few }, false))
  return (inUse() - before) / kept.length
}

if (import.meta.main) {
  const { microsPerReport, bytesPerParticipant: bytes, reports } = measureQualityCost()
  process.stdout.write(
    `quality: ${microsPerReport.toFixed(1)} µs CPU per report of four tracks (${reports} reports), ` +
      `${(bytes / 1000).toFixed(1)} kB per participant\n`,
  )
}
